"""Phase 6, blocs: the signed graph of friends and foes, its triads and camps, and the tension of the age.

Structural balance after Heider 1946 and Cartwright and Harary 1956: the friend of my friend, and the enemy of my
enemy, become friends. Who wants what plays no part in it.
"""

from __future__ import annotations

import numpy as np

from hegemon.engine.context import Turn
from hegemon.world.fixed import Bools, Ints
from hegemon.world.relations import hidden
from hegemon.world.state import World

CRISIS = 250  # tension of one crisis in which a great power has a part, per mille
MEMORY = 3  # tension goes one part in so many of the way to what the turn was like


def bonds(world: World) -> Bools:
    """Return who is bound to fight beside whom, (S, S): mutual help by treaty, if it is known, or a common enemy."""
    fights = world.war > 0
    bound = (fights.astype(np.int64) @ fights.astype(np.int64)) > 0
    kinds = world.rules.kinds
    for treaty in world.treaties:
        kind = kinds[treaty.kind]
        if kind.aid and not (kind.one_way or kind.informal or hidden(world, treaty)):
            for a in treaty.parties:
                for b in treaty.parties:
                    bound[a, b] = True
    bound &= world.alive[:, None] & world.alive[None, :] & ~fights
    np.fill_diagonal(bound, False)
    return bound


def signs(world: World, bound: Bools) -> Ints:
    """Return the signed graph, (S, S) symmetric: 1 friends, -1 foes, 0 neither; war before bonds before opinion."""
    mutual = (world.opinion + world.opinion.T) // 2
    friend = world.rules.standing.friend
    sign = (mutual >= friend).astype(np.int64) - (mutual <= -friend)
    sign[bound] = 1
    sign[world.war > 0] = -1
    sign[~world.alive] = 0
    sign[:, ~world.alive] = 0
    np.fill_diagonal(sign, 0)
    return sign


def drift(world: World, sign: Ints) -> Ints:
    """Return by how much opinions drift to the balance of triads, (S, S) per mille.

    Towards the mean of s_ik s_kj over the third states with which both have a tie; pairs without one stay.
    """
    rule = world.rules
    tied = np.abs(sign)
    third = tied @ tied
    pull = 1000 * (sign @ sign) // np.maximum(third, 1) - world.opinion
    moved: Ints = np.where(third > 0, np.abs(pull) * rule.standing.balance // 1000 * np.sign(pull), 0)
    np.fill_diagonal(moved, 0)
    return moved * rule.switch.balance


def triads(sign: Ints) -> tuple[int, int]:
    """Return how many closed triads of a signed graph are balanced, and how many are not."""
    tied = np.abs(sign)
    whole = int(((tied @ tied) * tied).sum()) // 6
    net = int(((sign @ sign) * sign).sum()) // 6
    return (whole + net) // 2, (whole - net) // 2


def blocs(bound: Bools, ids: Ints) -> Ints:
    """Return the bloc of each state, (S,): the index of its member with the smallest permanent id, -1 if alone."""
    first, rank = list(range(len(ids))), ids.tolist()
    pairs = np.argwhere(np.triu(bound)).tolist()
    for a, b in pairs:
        one, two = first[a], first[b]
        if one != two:
            least, other = (one, two) if rank[one] < rank[two] else (two, one)
            first = [least if f == other else f for f in first]
    tied = bound.any(axis=1)
    named: Ints = np.where(tied, np.array(first, np.int64), -1)
    return named


def polarisation(sign: Ints, living: Bools) -> int:
    """Return how close the world is to two opposed camps, per mille.

    Around the two foes for which it is most: the part of the living that is nearer to one of them than to the other
    x the part of the pairs between these camps that are foes, friends taken off, x the balanced part of all triads.
    """
    one, two = np.nonzero(np.triu(sign < 0))
    if not len(one):
        return 0
    side = sign[one] - sign[two]  # of each state, for each pair of foes: above zero with the first
    here, there = (side > 0).astype(np.int64), (side < 0).astype(np.int64)
    count = here.sum(axis=1), there.sum(axis=1)
    hostile = np.maximum(-((here @ sign) * there).sum(axis=1), 0)
    share = 1000 * (count[0] + count[1]) // max(1, int(living.sum()))
    most = int((share * hostile // np.maximum(count[0] * count[1], 1)).max())
    balanced, other = triads(sign)
    return most * balanced // (balanced + other) if balanced + other else most


def pressure(world: World) -> int:
    """Return what the turn was like among great powers, per mille: crises, arms ready in peace, wars between them."""
    land = 1000 * world.rules.war.great_land
    great = world.home & (world.scenario.great | (world.land_share >= land))
    count = int(great.sum())
    if not count:
        return 0
    fights = world.war > 0
    clashing = int((fights[great][:, great].any(axis=1)).sum())
    armed = int((great & (world.mobilised > 0) & ~fights.any(axis=1)).sum())
    crises = sum(bool(great[c.challenger] or great[c.target]) for c in world.crises)
    return min(1000, CRISIS * crises + (500 * armed + 1000 * clashing) // count)


def measure(world: World, sign: Ints, bound: Bools) -> None:
    """Write blocs, polarisation and tension into the world."""
    world.bloc = blocs(bound, world.scenario.state_ids)
    world.polarisation = polarisation(sign, world.alive)
    change = pressure(world) - world.tension
    world.tension += (abs(change) + MEMORY - 1) // MEMORY * (1 if change > 0 else -1)


def phase(turn: Turn) -> Ints:
    """Measure the camps as the turn finds them; return by how much opinions drift."""
    bound = bonds(turn.world)
    sign = signs(turn.world, bound)
    measure(turn.world, sign, bound)
    return drift(turn.world, sign)
