"""What counsel thinks of open affairs: the rungs of a crisis, a motion, a province before a congress. Ppm of power."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegemon.counsel.crises import Ladder, beliefs, face, goes_to_war, ladder, war_against, war_for
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.promises import joining
from hegemon.players.maximiser.congress import place_terms
from hegemon.players.maximiser.honour import joining as beside
from hegemon.players.maximiser.mind import mind_of
from hegemon.players.maximiser.motions import change
from hegemon.world.orders import RUNGS, WAR
from hegemon.world.treaties import Crisis

if TYPE_CHECKING:
    from hegemon.counsel.promises import Coming
    from hegemon.world.orders import Demand, Term
    from hegemon.world.treaties import Motion
    from hegemon.world.view import View


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: its name, the prestige it costs to back down there, what going so far is worth, the other's chance."""

    name: str
    price: int
    worth: int
    other: float


def own_rungs(view: View, crisis: Crisis) -> tuple[Rung, ...]:
    """The ladder of a principal of a crisis, the lowest rung first."""
    return _rungs(view, crisis, crisis.challenger, 0 if view.seat == crisis.challenger else 1)


def demand_rungs(view: View, demand: Demand) -> tuple[Rung, ...]:
    """The ladder that a demand would open for who makes it."""
    return _rungs(view, demand, view.seat, 0)


def _rungs(view: View, demand: Demand | Crisis, challenger: int, side: int) -> tuple[Rung, ...]:
    found = _ladder(view, demand, challenger, side)
    rule, chances = view.known.rules.crisis, beliefs(found.resolve)
    # Who demands loses what it staked too when it backs down.
    extra = rule.stake if side == 0 else 0
    return tuple(
        Rung(name, 0 if rung == WAR else rule.price[rung] + extra, found.options[rung].utility, chances[rung])
        for rung, name in enumerate(RUNGS)
    )


@once_a_view
def _ladders(view: View) -> dict[tuple[Demand | Crisis, int], Ladder]:
    return {}


def _ladder(view: View, demand: Demand | Crisis, challenger: int, side: int) -> Ladder:
    known = _ladders(view)
    if (demand, side) not in known:
        known[demand, side] = ladder(view, demand, challenger, side)
    return known[demand, side]


def advised(rungs: tuple[Rung, ...]) -> int:
    """The rung of the highest worth, the lowest of equals."""
    return max(range(len(rungs)), key=lambda r: (rungs[r].worth, -r))


@dataclass(frozen=True, slots=True)
class Sides:
    """A crisis from outside: how likely each principal goes to war, and what standing by each in a war is worth."""

    resolve: tuple[float, float]
    worth: tuple[int, int]
    shared: tuple[int, ...]


def others_crisis(view: View, crisis: Crisis) -> Sides:
    """Return what a crisis of others looks like: the sums of who might stand by one of them."""
    world, me, rule = view.known, view.seat, view.known.rules.crisis
    sides = (crisis.challenger, crisis.target)
    low = -face(view, sides[0], rule.price[0] + rule.stake), -face(view, sides[1], rule.price[0])
    war = war_for(view, *sides), war_against(view, *sides)
    resolve = tuple(goes_to_war(view, s, w, y) for s, w, y in zip(sides, war, low, strict=True))
    mind = mind_of()
    worth = tuple(
        sum(t.amount for t in beside(view, sides[i], sides[1 - i], 0, mind)) if world.home[me] else 0
        for i in (0, 1)
    )
    shared = tuple(rule.price[min(rung, WAR - 1)] for rung in range(len(RUNGS)))
    return Sides((resolve[0], resolve[1]), (worth[0], worth[1]), shared)


def who_would_come(view: View, challenger: int, target: int) -> tuple[tuple[Coming, ...], tuple[Coming, ...]]:
    """Who may be called if a crisis ends in war: beside the challenger, beside the target, with their chances."""
    known = _comings(view)
    if (challenger, target) not in known:
        known[challenger, target] = joining(view, challenger, target)
    found = known[challenger, target]
    return tuple(c for c in found if c.side == 0), tuple(c for c in found if c.side == 1)


@once_a_view
def _comings(view: View) -> dict[tuple[int, int], tuple[Coming, ...]]:
    return {}


def motion_terms(view: View, motion: Motion) -> tuple[Term, ...]:
    """What a motion would bring the seat, as signed terms."""
    known = _motions(view)
    if motion.id not in known:
        known[motion.id] = change(view, motion.treaty, motion.terms, view.seat)
    return known[motion.id]


@once_a_view
def _motions(view: View) -> dict[int, tuple[Term, ...]]:
    return {}


def motion_worth(view: View, motion: Motion) -> int:
    """What a motion would bring the seat."""
    return sum(term.amount for term in motion_terms(view, motion))


def place_worth(view: View, place: int) -> int:
    """What a province before a congress is worth to the seat."""
    return sum(term.amount for term in place_terms(view, place, mind_of()))
