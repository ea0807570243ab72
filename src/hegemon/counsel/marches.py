"""Marches: the blow that a province may have to take next turn, what stands against it, and how an attack may fall.

By the engine's formulas of battle, from where troops are seen to stand; where they will march is weighed, not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.ground import Ground, lent
from hegemon.engine.battle import flank, front
from hegemon.world.orders import MILITARY
from hegemon.world.rules import Warfare
from hegemon.world.view import GUESS, View

POINT = 100  # strength of one point of mean quality


def might(view: View, likely: Mapping[int, int]) -> list[int]:
    """Return the strength in attack that stands in each province, (P,), each state's by how likely it strikes.

    likely: per mille by state; who is not named does not strike.
    """
    world = view.known
    found = np.zeros(world.provinces, np.int64)
    for state, chance in likely.items():  # a few of many
        weight = chance * world.quality.item(state) // 1000
        if weight:
            found += weight * world.troops[state]
    found //= 100
    stands: list[int] = found.tolist()
    return stands


def blow(
    g: Ground, rule: Warfare, stands: list[int], place: int, falling: Mapping[int, int] = MappingProxyType({})
) -> int:
    """Return the strength of the heaviest blow that could fall on a province from land where the seat may not stand.

    stands, falling: see coming.
    """
    return together(coming(g, rule, stands, place, falling, {}).values(), rule)


def together(coming: Iterable[int], rule: Warfare) -> int:
    """Return the strength of a blow that comes over several borders, flanks included."""
    total = corps = 0
    least = rule.corps * POINT
    for strength in coming:
        # What comes over the sea has no flanks; it is told by its sign.
        if strength < 0:
            total -= strength
        else:
            total += strength
            corps += strength >= least
    return total * flank(corps, rule) // 100 if corps > 1 else total


def coming(
    g: Ground, rule: Warfare, stands: list[int], place: int, falling: Mapping[int, int], back: dict[int, int]
) -> dict[int, int]:
    """Return the strength that could come over each border of a province, over the sea with its sign turned.

    stands: as might returns it. Who stands one march behind the border counts for half, for it could go elsewhere.
    falling: the chance, per mille, that the seat itself takes a province this turn, which nobody marches through then.
    back: what stands behind a border, remembered from one province to the next where the same strength stands.
    """
    row, own = g.border[place], g.open[place]
    found = {}
    for n in g.shut.get(place, ()) if own else [n for n in g.neighbours[place] if not g.open[n]]:
        near, kind, come = stands[n], row[n], 0
        if kind != CROSSING:
            behind = back.get(n)
            if behind is None:
                behind = back[n] = _behind(g, stands, n)
            come = behind if own else behind - stands[place] // 2  # which does not fall on itself
        if near or come:
            found[n] = over(rule, kind, near, come, falling.get(n, 0))
    return found


def over(rule: Warfare, kind: int, near: int, come: int, falling: int) -> int:
    """Return what comes over one kind of border of what stands there and behind, as coming does."""
    if kind == CROSSING:
        return -(min(near, rule.landing * POINT) * rule.landing_strength // 100)
    near += come * (1000 - falling) // 1000
    return front(near // POINT, kind, rule) * POINT


def _behind(g: Ground, stands: list[int], place: int) -> int:
    """Return the part of what stands next to a province, on land closed to the seat, that could march through it."""
    room = g.open
    return sum([stands[n] // 2 for n in g.by_land[place] if stands[n] and not room[n]])


def levy(view: View, state: int) -> int:
    """Return the strength that a state is likely to raise at its depot this turn, upkeep paid, not below 0."""
    world, rule = view.known, view.known.rules.effort
    raised = int(world.mobilised_output[state]) * rule.counts[GUESS[MILITARY]] * rule.recruits // 100_000
    more = raised - int(world.army[state]) * rule.upkeep // 100
    return max(0, more) * int(world.quality[state]) // POINT


def falls(strength: int, defence: int, rule: Warfare, doubt: int) -> int:
    """Return the chance that an attack wins, per mille, by how far its ratio lies above or below what it needs.

    doubt: percent of the needed ratio over which the chance goes from nothing to certain, the roll of battle included.
    """
    if strength <= 0:
        return 0
    if defence <= 0:
        return 1000
    ratio = 100 * strength // defence
    low = rule.repulse * (200 - doubt) // 200
    return min(1000, max(0, 1000 * (ratio - low) // max(1, rule.repulse * doubt // 100)))


def safety(g: Ground, rule: Warfare, came: int, place: int, doubt: int) -> int:
    """Return the strength that a province needs, friends next door included, for a blow to have no chance there."""
    return 20_000 * came // max(1, rule.repulse * (200 - doubt) * g.held[place] // 100)


def bared(
    g: Ground, rule: Warfare, came: int, place: int, *, left: int, gone: int, beside: int, doubt: int
) -> int:
    """Return what part of a province's safety against a blow goes with those who leave, per mille.

    left, gone: strength that stays and that leaves. What a province needs to be safe is a number of points, those
    lent from next door among them; what is beyond it is free, and each missing one weighs the same. So the more
    there is to begin with, the less is lost by what leaves: the chance that it falls has no such slope.
    """
    whole = safety(g, rule, came, place, doubt)
    need = max(whole - beside, (whole + 1) // 2)
    return 1000 * min(gone, max(0, need - left)) // max(1, whole)


def stand(g: Ground, place: int, strength: int, beside: int) -> int:
    """Return what so much strength in a province stands against, ground and a third lent by friends included."""
    return (strength + min(beside, strength)) * g.held[place] // 100


def beside(g: Ground, mine: list[int], place: int, support: int) -> int:
    """Return the strength that the seat's points next door lend a province that holds. mine: points by province."""
    return lent(g, mine, place, (), support) * g.punch
