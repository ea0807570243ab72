"""A crisis in sums: what is at stake for either side, what war would bring it, and how far it pays to go.

Schelling 1966 and Powell 1990 on brinkmanship, Fearon 1994 on what backing down costs. All in ppm of power.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hegemon.counsel.danger import danger, loss, win
from hegemon.counsel.gains import gain_with
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.terms import land
from hegemon.counsel.weights import load_weights
from hegemon.engine.economy import RESOURCES
from hegemon.world.orders import RUNGS, WAR, Demand, Option, Term
from hegemon.world.treaties import Crisis
from hegemon.world.view import View


def face(view: View, state: int, points: int) -> int:
    """Return what so many points of prestige are worth to a state, ppm."""
    return points * int(view.known.power[state]) * load_weights().crisis.face // 1_000_000


def bottleneck(view: View, state: int) -> int:
    """Return the resource that limits a state: 0 grain, 1 ore, 2 fuel."""
    return int(view.known.inputs[state].argmin())


def province_worth(view: View, state: int, place: int) -> int:
    """Return what a province is worth to a state, ppm: the land, more of it if it eases its bottleneck."""
    world = view.known
    carried = int(land(view)[place])
    scenario = world.scenario
    yields = [int(getattr(scenario, name)[place]) for name in RESOURCES]
    part = 1000 * yields[bottleneck(view, state)] // max(1, sum(yields))
    # A third is the share of a province that yields evenly.
    eased = carried * load_weights().crisis.bottleneck * (3 * part - 1000) // 1_000_000
    return max(carried // 2, carried + eased)


def at_stake(view: View, demand: Demand | Crisis, challenger: int) -> tuple[Term, Term]:
    """Return what the stake is worth to who demands it, and what yielding it costs the target."""
    world, weights, target = view.known, load_weights(), demand.target
    rule = weights.crisis
    if demand.aim == "province":
        lost = int(land(view)[demand.place])
        lost += lost // 2 if demand.place == world.capital[target] else 0
        return Term("the province", province_worth(view, challenger, demand.place), target), Term(
            "the province", -lost, challenger
        )
    if demand.aim == "tribute":
        turns = world.rules.peace.truce
        whole = demand.rate * int(world.output_share[target]) * weights.clauses.dues // 1_000_000
        paid = whole * turns // weights.pacts.years
        return Term("tribute", paid, target), Term("tribute", -paid, challenger)
    if demand.aim == "regime":
        power = int(world.power[target])
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
    return max(0, freed) - max(0, int(table.gain[challenger, target]))


@once_a_view
def _wars(view: View) -> dict[tuple[int, int], tuple[int, int]]:
    return {}


def _war(view: View, challenger: int, target: int) -> tuple[int, int]:
    """Return what war out of a crisis would bring challenger and target, remembered for the view."""
    known, pair = _wars(view), (challenger, target)
    if pair not in known:
        known[pair] = _war_for(view, challenger, target), _war_against(view, challenger, target)
    return known[pair]


def war_for(view: View, challenger: int, target: int) -> int:
    """Return what war out of a crisis would bring the challenger: the target would be ready, ppm."""
    return _war(view, challenger, target)[0]


def war_against(view: View, challenger: int, target: int) -> int:
    """Return what war out of a crisis would bring the target: what it has to lose, and what it may win, ppm."""
    return _war(view, challenger, target)[1]


def _war_for(view: View, challenger: int, target: int) -> int:
    p, rule = danger(view).position, load_weights().danger
    more = float(p.force[target] * (1.0 - p.ready[target])) * rule.ground / 1000
    return gain_with(view, challenger, target, 0.0, -more)


def _war_against(view: View, challenger: int, target: int) -> int:
    table, weights = danger(view), load_weights()
    p, rule = table.position, weights.danger
    more = float(p.force[target] * (1.0 - p.ready[target])) * rule.ground / 1000
    odds = win(table.attacker[challenger, target], table.defender[challenger, target] + more)
    least = np.minimum(p.power[challenger], p.power[target])
    hurt = float(loss(odds, p.power[target], least, rule))
    won = float((1.0 - odds) * least) * rule.prize / 1000 * weights.crisis.counter / 1000
    return round(won - hurt)


def goes_to_war(view: View, state: int, war: int, yielding: int) -> float:
    """Return the chance that a state would go to war rather than give way, by what either brings it, 0..1."""
    power = max(1, int(view.known.power[state]))
    u = (war - yielding) / (power * load_weights().crisis.spread / 1000)
    return 0.5 + 0.5 * u / (1.0 + abs(u))


@dataclass(frozen=True, slots=True)
class Ladder:
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
    target, rule = demand.target, view.known.rules.crisis
    won, lost = at_stake(view, demand, challenger)
    if side == 0:
        theirs = ladder(view, demand, challenger, 1).options
        resolve = goes_to_war(view, target, theirs[WAR].utility, max(o.utility for o in theirs[:WAR]))
        return Ladder(_demanding(view, challenger, target, won, resolve), resolve)
    backed_down = -face(view, challenger, rule.price[0] + rule.stake)
    resolve = goes_to_war(view, challenger, war_for(view, challenger, target), backed_down)
    # Who demands in public means it more often than who does not (Fearon 1994).
    resolve += (1.0 - resolve) * load_weights().crisis.signal / 1000
    return Ladder(_answering(view, challenger, target, lost, resolve), resolve)


def _demanding(view: View, challenger: int, target: int, won: Term, resolve: float) -> tuple[Option, ...]:
    rule, chances = view.known.rules.crisis, beliefs(resolve)
    options = []
    for rung, name in enumerate(RUNGS):
        wins = sum(chances[:rung])
        if rung == WAR:
            last = Term("war", round(resolve * war_for(view, challenger, target)), target)
        else:
            price = face(view, challenger, rule.price[rung] + rule.stake)
            last = Term("face lost", -round((1.0 - wins) * price), -1)
        options.append(_option(name, Term(won.name, round(wins * won.amount), target), last))
    return tuple(options)


def _answering(view: View, challenger: int, target: int, lost: Term, resolve: float) -> tuple[Option, ...]:
    rule, chances = view.known.rules.crisis, beliefs(resolve)
    options = []
    for rung, name in enumerate(RUNGS):
        # Of equal caps below war it is the demander who backs down.
        loses = sum(chances[rung + 1 :])
        if rung == WAR:
            last = Term("war", round(resolve * war_against(view, challenger, target)), challenger)
        else:
            last = Term("face lost", -round(loses * face(view, target, rule.price[rung])), -1)
        options.append(_option(name, Term(lost.name, round(loses * lost.amount), challenger), last))
    return tuple(options)


def _option(rung: str, *terms: Term) -> Option:
    return Option(f"go as far as {rung}", tuple(t for t in terms if t.amount))


def resentment(view: View, challenger: int, target: int) -> int:
    """Return what a demand costs who makes it beside the crisis, ppm: the more it is disliked there, the more."""
    world, rule = view.known, load_weights().crisis
    dislike = 1000 - int(world.opinion[target, challenger])
    return -int(world.power[challenger]) * rule.resentment * dislike // 1_000_000
