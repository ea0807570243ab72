"""A crisis in sums: what is at stake for either side, what war would bring it, and how far it pays to go.

Schelling 1966 and Powell 1990 on brinkmanship, Fearon 1994 on what backing down costs. All in ppm of power.
"""

from __future__ import annotations

from functools import lru_cache
from math import fsum
from typing import Any

import numpy as np
from msgspec import Struct

from hegemon.counsel.danger import danger, loss, win
from hegemon.counsel.gains import gain_with
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.terms import land
from hegemon.counsel.weights import load_weights
from hegemon.engine.economy import RESOURCES
from hegemon.world.orders import RUNGS, WAR, Demand, Option, Term
from hegemon.world.scenario import Scenario
from hegemon.world.treaties import Crisis
from hegemon.world.view import View


def face(view: View, state: int, points: int) -> int:
    """Return what so many points of prestige are worth to a state, ppm."""
    return points * view.known.power.item(state) * load_weights().crisis.face // 1_000_000


def bottleneck(view: View, state: int) -> int:
    """Return the resource that limits a state: 0 grain, 1 ore, 2 fuel."""
    inputs: list[int] = view.known.inputs[state].tolist()
    return inputs.index(min(inputs))


def province_worth(view: View, state: int, place: int) -> int:
    """Return what a province is worth to a state, ppm: the land, more of it if it eases its bottleneck."""
    carried: int = land(view).item(place)
    part = _parts(view.known.scenario)[bottleneck(view, state)][place]
    # A third is the share of a province that yields evenly.
    eased = carried * load_weights().crisis.bottleneck * (3 * part - 1000) // 1_000_000
    return max(carried // 2, carried + eased)


@lru_cache(maxsize=8)
def _parts(scenario: Scenario) -> list[list[int]]:
    """Return the part of what a province yields that each resource is, by resource and province, per mille."""
    yields = np.array([getattr(scenario, name) for name in RESOURCES])
    parts: list[list[int]] = (1000 * yields // np.maximum(1, yields.sum(axis=0))).tolist()
    return parts


def at_stake(view: View, demand: Demand | Crisis, challenger: int) -> tuple[Term, Term]:
    """Return what the stake is worth to who demands it, and what yielding it costs the target."""
    world, weights, target = view.known, load_weights(), demand.target
    rule = weights.crisis
    if demand.aim == "province":
        lost = land(view).item(demand.place)
        lost += lost // 2 if demand.place == world.capital[target] else 0
        return Term("the province", province_worth(view, challenger, demand.place), target), Term(
            "the province", -lost, challenger
        )
    if demand.aim == "tribute":
        turns = world.rules.peace.truce
        whole = demand.rate * world.output_share.item(target) * weights.clauses.dues // 1_000_000
        paid = whole * turns // weights.pacts.years
        return Term("tribute", paid, target), Term("tribute", -paid, challenger)
    if demand.aim == "regime":
        power = world.power.item(target)
        return (
            Term("a government like ours", power * rule.regime // 1000, target),
            Term("our government", -power * rule.regime // 500, challenger),
        )
    if demand.aim == "break":
        gained = broken_pact(view, challenger, target, demand.treaty)
        return Term("its treaty broken", gained, target), Term("our treaty", -gained, challenger)
    points = world.rules.crisis.stake
    return (
        Term("their humiliation", face(view, challenger, points), target),
        Term("our humiliation", -face(view, target, points), challenger),
    )


def broken_pact(view: View, challenger: int, target: int, number: int) -> int:
    """Return what it brings a challenger that the target stands without the help of a treaty, ppm."""
    world, table = view.known, danger(view)
    treaty = next((t for t in world.treaties if t.id == number), None)
    if treaty is None or target not in treaty.parties:
        return 0
    lent = sum(float(table.lent[k, target, challenger]) for k in treaty.others(target))
    if lent <= 0.0 or not table.open[challenger, target]:
        return 0
    freed = gain_with(view, challenger, target, 0.0, lent)
    return max(0, freed) - max(0, table.gain.item(challenger, target))


class _War(Struct, frozen=True, gc=False):
    """What war out of a crisis would bring challenger and target, ppm, and how likely the target thinks it, 0..1."""

    challenger: int
    target: int
    resolve: float


@once_a_view
def _wars(view: View) -> dict[tuple[int, int], _War]:
    return {}


def _war(view: View, challenger: int, target: int) -> _War:
    """Return what war out of a crisis would bring, remembered for the view."""
    known, pair = _wars(view), (challenger, target)
    if pair not in known:
        won = _war_for(view, challenger, target)
        lost = _war_against(view, challenger, target)
        known[pair] = _War(won, lost, _resolve(view, challenger, won))
    return known[pair]


def war_for(view: View, challenger: int, target: int) -> int:
    """Return what war out of a crisis would bring the challenger: the target would be ready, ppm."""
    return _war(view, challenger, target).challenger


def war_against(view: View, challenger: int, target: int) -> int:
    """Return what war out of a crisis would bring the target: what it has to lose, and what it may win, ppm."""
    return _war(view, challenger, target).target


def _war_for(view: View, challenger: int, target: int) -> int:
    p, rule = danger(view).position, load_weights().danger
    more = p.force.item(target) * (1.0 - p.ready.item(target)) * rule.ground / 1000
    return gain_with(view, challenger, target, 0.0, -more)


def _war_against(view: View, challenger: int, target: int) -> int:
    table, weights = danger(view), load_weights()
    p, rule, at = table.position, weights.danger, (challenger, target)
    more = p.force.item(target) * (1.0 - p.ready.item(target)) * rule.ground / 1000
    force: Any = table.attacker.item(at)
    met: Any = table.defender.item(at) + more
    odds: Any = win(force, met)
    power: Any = p.power.item(target)
    least: Any = min(p.power.item(challenger), power)
    hurt = float(loss(odds, power, least, rule))
    won = float((1.0 - odds) * least) * rule.prize / 1000 * weights.crisis.counter / 1000
    return round(won - hurt)


def goes_to_war(view: View, state: int, war: int, yielding: int) -> float:
    """Return the chance that a state would go to war rather than give way, by what either brings it, 0..1."""
    power = max(1, view.known.power.item(state))
    u = (war - yielding) / (power * load_weights().crisis.spread / 1000)
    return 0.5 + 0.5 * u / (1.0 + abs(u))


class Ladder(Struct, frozen=True, gc=False):
    """The rungs of one principal as options, each with its expected worth, and the other's chance of war."""

    options: tuple[Option, ...]
    resolve: float

    @property
    def best(self) -> int:
        """The rung of the highest worth, the lowest of equals."""
        return max(range(len(self.options)), key=lambda r: (self.options[r].utility, -r))


def beliefs(resolve: float) -> tuple[float, ...]:
    """Return how likely another's cap is each rung, if it goes to war with this chance."""
    below = load_weights().crisis.below
    whole = sum(below)
    return (*((1.0 - resolve) * part / whole for part in below), resolve)


def ladder(view: View, demand: Demand | Crisis, challenger: int, side: int) -> Ladder:
    """Return how a principal weighs the rungs of a crisis: side 0 who demands, side 1 of whom it is demanded.

    The target judges how likely the challenger's war is by what war would bring it; the challenger puts itself in
    the target's place, who would call a bluff.
    """
    target = demand.target
    if side == 0:
        stake, sums, resolve = demanding(view, demand, challenger)
        return Ladder(_options(stake, target, sums), resolve)
    lost, resolve = at_stake(view, demand, challenger)[1], _war(view, challenger, target).resolve
    return Ladder(_options(lost.name, challenger, _answering(view, challenger, target, lost.amount, resolve)), resolve)


def demanding(view: View, demand: Demand | Crisis, challenger: int) -> tuple[str, list[tuple[int, int]], float]:
    """Return what who demands can win, by rung what of it it may win with what the rung costs, and the other's resolve.

    It is its ladder in plain numbers; rung_terms makes terms of them.
    """
    target = demand.target
    won, lost = at_stake(view, demand, challenger)
    theirs = _answering(view, challenger, target, lost.amount, _war(view, challenger, target).resolve)
    resolve = goes_to_war(view, target, sum(theirs[WAR]), max(map(sum, theirs[:WAR])))
    return won.name, _demanding(view, challenger, target, won.amount, resolve), resolve


def _resolve(view: View, challenger: int, war: int) -> float:
    """Return the chance that who demands would go to war, as the target has reason to think, by what war brings it."""
    rule = view.known.rules.crisis
    backed_down = -face(view, challenger, rule.price[0] + rule.stake)
    resolve = goes_to_war(view, challenger, war, backed_down)
    # Who demands in public means it more often than who does not (Fearon 1994).
    return resolve + (1.0 - resolve) * load_weights().crisis.signal / 1000


def _demanding(view: View, challenger: int, target: int, won: int, resolve: float) -> list[tuple[int, int]]:
    """Return by rung what of the stake who demands may win, and what war or losing face costs it."""
    rule, chances, wins = view.known.rules.crisis, beliefs(resolve), 0.0
    found = []
    for rung, chance in enumerate(chances):
        if rung == WAR:
            last = round(resolve * war_for(view, challenger, target))
        else:
            last = -round((1.0 - wins) * face(view, challenger, rule.price[rung] + rule.stake))
        found.append((round(wins * won), last))
        wins += chance
    return found


def _answering(view: View, challenger: int, target: int, lost: int, resolve: float) -> list[tuple[int, int]]:
    """Return by rung what of the stake the target may lose, and what war or losing face costs it."""
    rule, chances = view.known.rules.crisis, beliefs(resolve)
    found = []
    for rung in range(len(RUNGS)):
        # Of equal caps below war it is the demander who backs down.
        loses = fsum(chances[rung + 1 :])
        if rung == WAR:
            last = round(resolve * war_against(view, challenger, target))
        else:
            last = -round(loses * face(view, target, rule.price[rung]))
        found.append((round(loses * lost), last))
    return found


def _options(stake: str, other: int, sums: list[tuple[int, int]]) -> tuple[Option, ...]:
    """Return the rungs as options, of a stake against another."""
    rungs = enumerate(zip(RUNGS, sums, strict=True))
    return tuple([Option(f"go as far as {name}", rung_terms(stake, other, rung, one)) for rung, (name, one) in rungs])


def rung_terms(stake: str, other: int, rung: int, sums: tuple[int, int]) -> tuple[Term, ...]:
    """Return the terms of a rung against another: what of the stake, and what war or losing face costs."""
    terms = Term(stake, sums[0], other), Term(last_of(rung), sums[1], other if rung == WAR else -1)
    return tuple([term for term in terms if term.amount])


def last_of(rung: int) -> str:
    """Return the name of what a rung costs."""
    return "war" if rung == WAR else "face lost"


def resentment(view: View, challenger: int, target: int) -> int:
    """Return what a demand costs who makes it beside the crisis, ppm: the more it is disliked there, the more."""
    world, rule = view.known, load_weights().crisis
    dislike = 1000 - world.opinion.item(target, challenger)
    return -world.power.item(challenger) * rule.resentment * dislike // 1_000_000
