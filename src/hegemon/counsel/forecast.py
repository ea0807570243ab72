"""What effort buys: the forecast that the effort screen shows, and the marginal gain by which the AI chooses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hegemon.counsel.danger import danger, loss, onset, prize, win
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.weights import load_weights
from hegemon.engine.effort import effective, growth, influence_won, raised, researched, upkeep
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY, Term
from hegemon.world.view import View


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
    envoys = min(rule.envoys_most, rule.envoys + int(world.effort[me, DIPLOMACY]) // rule.envoys_each)
    first, last = seen[0], seen[-1]
    return Forecast(
        (first[0], last[0]), (first[1], last[1]), (first[2], last[2]), (first[3], last[3]), (envoys, envoys)
    )


@once_a_view
def safety(view: View) -> tuple[float, float]:
    """Return what one percent more force saves of danger, and adds to the best prey, ppm a turn."""
    table, weights, me = danger(view), load_weights().danger, view.seat
    p = table.position
    more = 0.1 * float(p.force[me])
    least = np.minimum(p.power[me], p.power)
    fixed = table.gain - table.terms["spoils"] - table.terms["defeat"] - table.terms["hazard"]
    odds = win(table.attacker[:, me], table.defender[:, me] + more * weights.ground / 1000)
    gain = fixed[:, me] + prize(odds, p.power, least, table.share[:, me], weights)
    attack = np.where(p.war[:, me], 1.0, onset(gain, p.power, p.hostile[:, me], weights)) * (table.brought[:, me] > 0)
    saved = float((table.threat[:, me] - attack * loss(odds, p.power[me], least, weights)).sum())
    mine = win(table.attacker[me] * 1.1, table.defender[me])
    hoped = fixed[me] + prize(mine, p.power[me], least, table.share[me], weights)
    open_to = table.open[me] | p.war[me]
    now = max(0.0, float(np.where(open_to, table.gain[me], 0).max()))
    then = max(0.0, float(np.where(open_to, hoped, 0.0).max()))
    return max(0.0, saved) / 10, max(0.0, then - now) / 10


def marginal(view: View) -> tuple[list[list[Term]], list[list[Term]]]:
    """Return what one block more and one block less in each branch is worth, as terms in ppm of power.

    Reckoned over the turns of assets/rules/ai.toml: stocks approach their new level at the rate at which they decay.
    """
    more: list[list[Term]] = []
    less: list[list[Term]] = []
    for branch in range(4):
        more.append(_change(view, branch, 1))
        less.append(_change(view, branch, -1))
    for branch in range(4):
        less[branch] = [Term(t.name, -t.amount, t.about) for t in less[branch]]
    return more, less


def _change(view: View, branch: int, step: int) -> list[Term]:
    world, me = view.known, view.seat
    weights, rule, power = load_weights().effort, world.rules.effort, world.rules.power
    blocks = int(world.effort[me, branch])
    if not 0 <= blocks + step <= 10:
        return []
    whole = power.coercion + power.output + power.land + power.influence
    delta = (rule.counts[blocks + step] - rule.counts[blocks]) / 100
    turns = weights.turns
    arms = int(world.coercion[me])
    coercion = power.coercion / whole * arms * (1_000_000 - arms) / 1_000_000 * weights.relational / 1000
    made = int(world.output_share[me])
    output = power.output / whole * made * (1_000_000 - made) / 1_000_000
    if branch == MILITARY:
        points = float(world.mobilised_output[me]) * delta * rule.recruits / 1000
        force = points / max(1.0, float(world.army[me])) * _level(rule.upkeep / 100, turns)
        return _named(coercion * force, 0.0, 0.0, force, view)
    if branch == ECONOMY:
        mine = world.sovereign == me
        rail = float(world.infrastructure[mine].mean()) if mine.any() else 0.0
        room = max(0.0, min(1.0, (1000 - rail) / 200))
        part = rule.growth * delta / 10 * _level(rule.decay / 1000, turns) / (500 + rail) * room
        return _named(coercion * part * 0.5, output * part, 0.0, part * 0.5, view)
    if branch == TECHNOLOGY:
        q = float(world.quality[me])
        won = rule.quality * delta / 10 * (rule.quality_top - q) / (rule.quality_top - 10_000)
        part = won * _level(rule.leak / 1000, turns) / q
        return _named(coercion * part * 1.5, output * part, 0.0, part * 1.5, view)
    held = max(40.0, float(world.influence[me] + max(0, int(world.prestige[me]))))
    mean = max(1.0, float(world.mobilised_output.sum()) / max(1, int(world.alive.sum())))
    won = rule.influence * delta / 10 * float(world.mobilised_output[me]) / mean
    part = won * _level(rule.influence_decay / 1000, turns) / held
    share = int(world.influence_share[me])
    influence = power.influence / whole * share * (1_000_000 - share) / 1_000_000 * part
    envoys = (blocks + step) // rule.envoys_each - blocks // rule.envoys_each
    terms = [Term("influence", round(influence), -1), Term("envoys", envoys * weights.envoy, -1)]
    return [t for t in terms if t.amount]


def _level(decay: float, turns: int) -> float:
    """Return what one unit a turn adds up to after so many turns at a rate of decay."""
    return float((1 - (1 - decay) ** turns) / decay)


def _named(coercion: float, output: float, influence: float, force: float, view: View) -> list[Term]:
    saved, prey = safety(view)
    turns = load_weights().effort.turns
    parts = (("coercion", coercion), ("output", output), ("influence", influence),
             ("safety", saved * 100 * force * turns / 2), ("prey", prey * 100 * force))
    return [Term(name, round(amount), -1) for name, amount in parts if round(amount)]


__all__ = ["Forecast", "effort_forecast", "marginal", "safety", "upkeep"]
