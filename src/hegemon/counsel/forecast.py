"""What effort buys: the forecast that the effort screen shows, and the marginal gain by which the AI chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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

    def hurt(defender: Floats) -> Floats:
        odds = win(table.attacker[n, :, me] * doubt, defender)
        gain = table.fixed[n, :, me] + prize(odds, p.power, least, table.share[n, :, me], weights)
        attack = onset(gain, p.power, p.hostile[:, me].T, weights)
        attack = np.where(p.war[:, me].T, 1.0, attack) * (table.brought[n, :, me] > 0)
        return attack * loss(odds, own, least, weights)

    def hope(attacker: Floats) -> Floats:
        odds = win(attacker * doubt, table.defender[n, me])
        gain = table.fixed[n, me] + prize(odds, own, least, table.share[n, me], weights)
        best: Floats = np.where(table.open[n, me] | p.war[me], gain, 0.0).max(axis=1)
        return best

    stood = table.defender[n, :, me]
    saved = np.ascontiguousarray(hurt(stood) - hurt(stood + 0.1 * force * weights.ground / 1000))
    now, then = hope(table.attacker[n, me]).tolist(), hope(table.attacker[n, me] * 1.1).tolist()
    # Row by row: a sum of floats over another axis could round in another way than a seat's own.
    return [
        (max(0.0, float(row.sum())) / 10, max(0.0, max(0.0, best) - max(0.0, float(had))) / 10)
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
    rule, envoy = view.known.rules.effort, load_weights().effort.envoy
    blocks = view.known.effort[view.seat].tolist()
    worth = _by_block(view)
    more: list[Step] = []
    less: list[Step] = []
    for branch, held in enumerate(blocks):
        for found, step in ((more, 1), (less, -1)):
            if not 0 <= held + step <= 10:
                found.append([])
                continue
            delta = (rule.counts[held + step] - rule.counts[held]) * step / 100
            terms = [(name, part) for name, amount in worth[branch] if (part := round(delta * amount))]
            if branch == DIPLOMACY:
                extra = abs((held + step) // rule.envoys_each - held // rule.envoys_each) * envoy
                terms += [("envoys", extra)] if extra else []
            found.append(terms)
    return more, less


@once_a_view
def _by_block(view: View) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Return what a block that counts in full is worth in each branch, by the share it shows in."""
    world, me = view.known, view.seat
    weights, power = load_weights().effort, world.rules.power
    whole = power.coercion + power.output + power.land + power.influence
    turns = weights.turns
    arms, made = int(world.coercion[me]) / 1e6, int(world.output_share[me]) / 1e6
    share = int(world.influence_share[me]) / 1e6
    stand, rise = outlook(view, turns)
    arms, made, share = grown(arms, stand.army), grown(made, stand.output), grown(share, stand.influence)
    coercion = power.coercion / whole * arms * (1 - arms) * weights.relational * 1000
    output = power.output / whole * made * (1 - made) * 1e6
    influence = power.influence / whole * share * (1 - share) * 1e6
    saved, prey = safety(view)
    # Half of what arms count for in wars that nobody sees coming is safety, half is prey.
    unseen = float(world.power[me]) * weights.arms / 2000
    saved = saved * 100 * weights.years + unseen
    prey = prey * 100 + unseen
    # Arms count for what they meet, and for the weight of who holds them, which is its potential output.
    weight = coercion * (1000 - weights.relational) / max(1, weights.relational)
    return (
        (("coercion", coercion * rise.army), ("safety", saved * rise.army), ("prey", prey * rise.army)),
        (("output", output * rise.built), ("coercion", coercion * rise.paid + weight * rise.built),
         ("influence", influence * rise.built), ("safety", saved * rise.paid), ("prey", unseen * rise.paid)),
        (("output", output * rise.skill), ("coercion", coercion * (rise.skill + rise.trained) + weight * rise.skill),
         ("influence", influence * rise.skill), ("safety", saved * (rise.skill + rise.trained)),
         ("prey", prey * (rise.skill + rise.trained))),
        (("influence", influence * rise.voice),),
    )  # fmt: skip


@once_a_view
def focus_gains(view: View) -> dict[int, int]:
    """Return what each national focus that pays in peace adds, ppm of power over the turns ahead, by its number."""
    world, me = view.known, view.seat
    rule, worth = world.rules.effort, _by_block(view)
    bonus = rule.focus_bonus / 1000
    counts = [rule.counts[b] / 100 for b in world.effort[me].tolist()]
    gains = {
        ARMS: bonus * counts[MILITARY] * sum(amount for _, amount in worth[MILITARY]),
        INFRASTRUCTURE: bonus * counts[ECONOMY] * sum(amount for _, amount in worth[ECONOMY]),
        PROPAGANDA: bonus * counts[DIPLOMACY] * sum(amount for _, amount in worth[DIPLOMACY]),
        INDUSTRY: bonus / 4 * _of_output(view),
    }
    inputs = [max(1.0, float(x)) for x in world.inputs[me].tolist()]
    now = int(world.focus[me])
    if 1 <= now <= 3:
        inputs[now - 1] /= 1 + bonus
    base = 3 / sum(1 / x for x in inputs)
    for resource in range(3):
        more = 3 / sum(1 / (x * (1 + bonus) if i == resource else x) for i, x in enumerate(inputs))
        gains[1 + resource] = (more / base - 1) * _of_output(view)
    return {number: round(gain) for number, gain in gains.items()}


def _of_output(view: View) -> float:
    """Return what doubling the seat's output would be worth, ppm: its share, and the arms that it pays for."""
    world, me, power = view.known, view.seat, view.known.rules.power
    whole = power.coercion + power.output + power.land + power.influence
    made, arms = int(world.output_share[me]) / 1e6, int(world.coercion[me]) / 1e6
    part = power.output * made * (1 - made) * 1000
    return (part + power.coercion * arms * (1 - arms) * load_weights().effort.relational / 2) * 1000 / whole
