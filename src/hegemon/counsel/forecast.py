"""What effort buys: the forecast that the effort screen shows, and the marginal gain by which the AI chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

import numpy as np

from hegemon.counsel.danger import dangers, loss, onset, prize, win
from hegemon.counsel.growth import grown, outlook
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.position import Floats
from hegemon.counsel.weights import load_weights
from hegemon.engine.economy import INDUSTRY
from hegemon.engine.effort import (
    ARMS,
    INFRASTRUCTURE,
    PROPAGANDA,
    effective,
    growth,
    influence_won,
    raised,
    researched,
)
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY, Term
from hegemon.world.promises import envoys
from hegemon.world.view import View

Step = list[tuple[str, int]]
BLOCKS = 10


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a split of effort buys, next turn and after five turns if nothing else changes.

    army: points. infrastructure: per mille of the mean province. quality: hundredths. influence: points. envoys.
    """

    army: tuple[int, int]
    infrastructure: tuple[int, int]
    quality: tuple[int, int]
    influence: tuple[int, int]
    envoys: tuple[int, int]


def effort_forecast(view: View, blocks: tuple[int, int, int, int] | None = None) -> Forecast:
    """Return what ten blocks buy the seat; blocks: a split to try, by default its own."""
    world = view.known.fork()
    me, rule = view.seat, world.rules.effort
    if blocks is not None:
        world.effort[me] = blocks
    counts = effective(world.effort, world.rules)
    mine = world.sovereign == me
    army, rail = float(world.army[me]), float(world.infrastructure[mine].mean()) if mine.any() else 0.0
    influence = int(world.influence[me])
    recruits = int(raised(world, counts[:, MILITARY])[me])
    grown, won = int(growth(world, counts[:, ECONOMY])[me]), int(influence_won(world, counts[:, DIPLOMACY])[me])
    seen: list[tuple[int, int, int, int]] = []
    for _ in range(5):
        army += recruits - army * rule.upkeep / 100
        rail = min(1000.0, rail - rail * rule.decay / 1000 + grown)
        world.quality = researched(world, counts[:, TECHNOLOGY])
        influence += won - influence * rule.influence_decay // 1000
        seen.append((round(army), round(rail), int(world.quality[me]), influence))
    sent = envoys(world, me)
    first, last = seen[0], seen[-1]
    return Forecast(
        (first[0], last[0]), (first[1], last[1]), (first[2], last[2]), (first[3], last[3]), (sent, sent)
    )


def safety(view: View) -> tuple[float, float]:
    """Return what one percent more force saves of danger, and adds to the best prey, ppm a turn.

    Reckoned with others, or the seat, stronger by the doubt of assets/rules/ai.toml: an army is raised over years, and
    who waits until it is needed has none (Jervis 1978 on the security dilemma).
    """
    found, at = _safeties(view)
    return found[at]


@once_a_group
def _safeties(views: tuple[View, ...]) -> list[tuple[float, float]]:
    table, weights = dangers(views[0])[0], load_weights().danger
    p, n, me = table.position, np.arange(len(views)), np.array([view.seat for view in views])
    own, force = p.power[n, me][:, None], p.force[n, me][:, None]
    least = np.minimum(own, p.power)
    doubt = 1.0 + load_weights().effort.doubt / 1000
    # On the first axis of both: as it is, and with more force.
    stood = table.defender[n, :, me]
    odds = win(table.attacker[n, :, me] * doubt, np.array((stood, stood + 0.1 * force * weights.ground / 1000)))
    gain = table.fixed[n, :, me] + prize(odds, p.power, least, table.share[n, :, me], weights)
    attack = onset(gain, p.power, p.hostile[:, me].T, weights)
    attack = np.where(p.war[:, me].T, 1.0, attack) * (table.brought[n, :, me] > 0)
    hurt = attack * loss(odds, own, least, weights)
    saved = np.ascontiguousarray(hurt[0] - hurt[1])
    mine = table.attacker[n, me]
    odds = win(np.array((mine, mine * 1.1)) * doubt, table.defender[n, me])
    gain = table.fixed[n, me] + prize(odds, own, least, table.share[n, me], weights)
    now, then = np.maximum.reduce(np.where(table.open[n, me] | p.war[me], gain, 0.0), axis=2).tolist()
    # Row by row: a sum of floats over another axis could round in another way than a seat's own.
    return [
        (max(0.0, float(np.add.reduce(row))) / 10, max(0.0, max(0.0, best) - max(0.0, float(had))) / 10)
        for row, had, best in zip(saved, now, then, strict=True)
    ]


def marginal(view: View) -> tuple[list[list[Term]], list[list[Term]]]:
    """Return what one block more and one block less in each branch is worth, as terms in ppm of power.

    Reckoned over the turns of assets/rules/ai.toml: stocks approach their new level at the rate at which they decay.
    """
    more, less = steps(view)
    return [as_terms(step) for step in more], [as_terms(step) for step in less]


def as_terms(step: Iterable[tuple[str, int]]) -> list[Term]:
    """Return the terms of a step by their names and amounts."""
    return [Term(name, amount, -1) for name, amount in step]


def steps(view: View) -> tuple[list[Step], list[Step]]:
    """Return the terms of one block more and of one less in each branch as names with amounts, as marginal does."""
    more, less = ([step(view, branch, way) for branch in range(len(_SHOWN))] for way in (1, -1))
    return more, less


def step(view: View, branch: int, way: int) -> Step:
    """Return the terms of one block more (way 1) or less (-1) in a branch as names with amounts."""
    (amounts, _), at = _steps(view)
    (names, where), part = _SHOWN[branch], amounts[way < 0][at]
    found = [pair for pair in zip(names, part[slice(*where)], strict=True) if pair[1]]
    return [*found, ("envoys", part[-1])] if branch == DIPLOMACY and part[-1] else found


def gains(view: View) -> tuple[list[int], list[int]]:
    """Return what one block more in each branch gains in all, and what one less loses: the sums of steps, ppm."""
    (_, sums), at = _steps(view)
    return sums[0][at], sums[1][at]


@once_a_group
def _steps(views: tuple[View, ...]) -> tuple[list[list[list[int]]], list[list[list[int]]]]:
    """Return the parts of steps and their sums by branch, [more or less][seat]; the last part is that of envoys."""
    rule, envoy = views[0].known.rules.effort, load_weights().effort.envoy
    blocks = np.array([view.known.effort[view.seat] for view in views])
    counts = np.array(rule.counts)
    more = np.array((np.minimum(blocks + 1, BLOCKS), blocks))
    less = np.array((blocks, np.maximum(blocks - 1, 0)))
    # What counts of a block, by the branch whose worth stands in each place; nothing where there is none to move.
    delta = counts[more] - counts[less]
    parts = np.rint(delta.take(_BRANCH, axis=2) / 100 * _by_block(views[0])[0]).astype(np.int64)
    sent = (more - less)[:, :, DIPLOMACY]
    sent = np.where(sent > 0, more[:, :, DIPLOMACY] // rule.envoys_each - less[:, :, DIPLOMACY] // rule.envoys_each, 0)
    parts = np.concatenate((parts, sent[:, :, None] * envoy), axis=2)
    sums = np.add.reduceat(parts, [where[0] for _, where in _SHOWN], axis=2)
    return parts.tolist(), sums.tolist()


# In what a block of each branch shows, and where that stands among the worths of all branches.
_SHOWN = (
    (("coercion", "safety", "prey"), (0, 3)),
    (("output", "coercion", "influence", "safety", "prey"), (3, 8)),
    (("output", "coercion", "influence", "safety", "prey"), (8, 13)),
    (("influence",), (13, 14)),
)  # fmt: skip
_BRANCH = [branch for branch, (names, _) in enumerate(_SHOWN) for _ in names]


@once_a_group
def _by_block(views: tuple[View, ...]) -> Floats:
    """Return what a block that counts in full is worth to each seat, (N, 14): by branch, as it shows."""
    world, me = views[0].known, [view.seat for view in views]
    weights, power = load_weights().effort, world.rules.power
    whole = power.coercion + power.output + power.land + power.influence
    shares = np.array([
        (known.coercion.item(k), known.output_share.item(k), known.influence_share.item(k), known.power.item(k))
        for known, k in zip([view.known for view in views], me, strict=True)
    ]).T  # fmt: skip
    arms, made, share = shares[:3] / 1e6
    stand, rise = outlook(views, weights.turns)
    arms, made, share = grown(arms, stand.army), grown(made, stand.output), grown(share, stand.influence)
    coercion = power.coercion / whole * arms * (1 - arms) * weights.relational * 1000
    output = power.output / whole * made * (1 - made) * 1e6
    influence = power.influence / whole * share * (1 - share) * 1e6
    # Half of what arms count for in wars that nobody sees coming is safety, half is prey.
    unseen = shares[3] * weights.arms / 2000
    saved, prey = np.array(_safeties(views[0])[0]).T
    saved = saved * 100 * weights.years + unseen
    prey = prey * 100 + unseen
    # Arms count for what they meet, and for the weight of who holds them, which is its potential output.
    weight = coercion * (1000 - weights.relational) / max(1, weights.relational)
    taught = rise.skill + rise.trained
    return np.array((
        coercion * rise.army, saved * rise.army, prey * rise.army,
        output * rise.built, coercion * rise.paid + weight * rise.built, influence * rise.built, saved * rise.paid,
        unseen * rise.paid,
        output * rise.skill, coercion * taught + weight * rise.skill, influence * rise.skill, saved * taught,
        prey * taught,
        influence * rise.voice,
    )).T  # fmt: skip


def focus_gains(view: View) -> dict[int, int]:
    """Return what each national focus that pays in peace adds, ppm of power over the turns ahead, by its number."""
    return {number: sum([amount for _, amount in parts]) for number, parts in focus_parts(view).items()}


@once_a_view
def focus_parts(view: View) -> dict[int, Step]:
    """Return by what each national focus that pays in peace adds to power, as names with amounts, by its number."""
    world, me = view.known, view.seat
    found, at = _by_block(view)
    rule, worth = world.rules.effort, found[at].tolist()
    bonus = rule.focus_bonus / 1000
    counts = [rule.counts[b] * bonus / 100 for b in world.effort[me].tolist()]
    parts = {}
    for number, branch in ((ARMS, MILITARY), (INFRASTRUCTURE, ECONOMY), (PROPAGANDA, DIPLOMACY)):
        names, where = _SHOWN[branch]
        parts[number] = _rounded(names, [counts[branch] * part for part in worth[slice(*where)]])
    made, paid = _of_output(view)
    parts[INDUSTRY] = _rounded(_PAID, (bonus / 4 * made, bonus / 4 * paid))
    inputs = [max(1.0, float(x)) for x in world.inputs[me].tolist()]
    now = world.focus.item(me)
    if 1 <= now <= 3:
        inputs[now - 1] /= 1 + bonus
    base = 3 / fsum([1 / x for x in inputs])
    for resource in range(3):
        more = 3 / fsum([1 / (x * (1 + bonus) if i == resource else x) for i, x in enumerate(inputs)])
        parts[1 + resource] = _rounded(_PAID, ((more / base - 1) * made, (more / base - 1) * paid))
    return parts


_PAID = ("output", "coercion")


def _rounded(names: Iterable[str], amounts: Iterable[float]) -> Step:
    return [(name, round(amount)) for name, amount in zip(names, amounts, strict=True) if round(amount)]


def _of_output(view: View) -> tuple[float, float]:
    """Return what doubling the seat's output would be worth, ppm: its share, and the arms that it pays for."""
    world, me, power = view.known, view.seat, view.known.rules.power
    whole = power.coercion + power.output + power.land + power.influence
    made, arms = world.output_share.item(me) / 1e6, world.coercion.item(me) / 1e6
    paid = power.coercion * arms * (1 - arms) * load_weights().effort.relational / 2
    return power.output * made * (1 - made) * 1e6 / whole, paid * 1000 / whole
