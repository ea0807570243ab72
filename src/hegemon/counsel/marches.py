"""Marches: the blow that a province may have to take next turn, what stands against it, and how an attack may fall.

By the engine's formulas of battle, from where troops are seen to stand; where they will march is weighed, not known.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    weight = np.array([likely.get(s, 0) * quality // 1000 for s, quality in enumerate(world.quality.tolist())])
    # A product and a sum: numpy has no quick product of matrices of integers.
    found: list[int] = (np.add.reduce(world.troops * weight[:, None]) // 100).tolist()
    return found


def blow(
    g: Ground, rule: Warfare, stands: list[int], place: int, falling: Mapping[int, int] = MappingProxyType({})
) -> int:
    """Return the strength of the heaviest blow that could fall on a province from land where the seat may not stand.

    stands: as might returns it. Who stands one march behind the border counts for half, for it could go elsewhere.
    falling: the chance, per mille, that the seat itself takes a province this turn, which nobody marches through then.
    """
    total = corps = 0
    row = g.border[place]
    for n in g.shut.get(place, ()) if g.open[place] else [n for n in g.neighbours[place] if not g.open[n]]:
        kind = row[n]
        near = stands[n]
        if kind == CROSSING:
            total += min(near, rule.landing * POINT) * rule.landing_strength // 100
            continue
        behind = g.border[n]
        come = 0
        for m in g.neighbours[n]:
            if m != place and stands[m] and not g.open[m] and behind[m] != CROSSING:
                come += stands[m] // 2
        near += come * (1000 - falling[n]) // 1000 if n in falling else come
        if near:
            total += front(near // POINT, kind, rule) * POINT
            corps += near >= rule.corps * POINT
    return total * flank(corps, rule) // 100


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
    return lent(g, mine, place, set(), support) * g.punch
