"""Phase 6, blocs: the signed graph of friends and foes, its triads and camps, and the tension of the age.

Structural balance after Heider 1946 and Cartwright and Harary 1956: the friend of my friend, and the enemy of my
enemy, become friends. Who wants what plays no part in it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from hegemon.engine.bindings import bindings
from hegemon.engine.context import Turn
from hegemon.world.fixed import Bools, Ints
from hegemon.world.state import World


def bonds(world: World) -> Bools:
    """Return who is bound to fight beside whom, (S, S): mutual help by treaty, if it is known, or a common enemy."""
    living, bound = world.alive, bindings(world).sworn.copy()
    if np.count_nonzero(world.war):
        fights = world.war > 0
        foes = fights.astype(np.int64)
        bound |= foes @ foes > 0
        bound &= ~fights
    if np.count_nonzero(living) < len(living):
        bound &= living[:, None] & living[None, :]
    bound.ravel()[:: len(bound) + 1] = False
    return bound


def signs(world: World, bound: Bools) -> Ints:
    """Return the signed graph, (S, S) symmetric: 1 friends, -1 foes, 0 neither; war before bonds before opinion."""
    both = world.opinion + world.opinion.T
    friend = world.rules.standing.friend
    sign = (both >= 2 * friend).astype(np.int64) - (both < 2 * (1 - friend))
    sign[bound] = 1
    sign[world.war > 0] = -1
    if np.count_nonzero(world.alive) < len(sign):
        sign[~world.alive] = 0
        sign[:, ~world.alive] = 0
    sign.ravel()[:: len(sign) + 1] = 0
    return sign


def drift(world: World, sign: Ints) -> Ints:
    """Return by how much opinions drift to the balance of triads, (S, S) per mille.

    Towards the mean of s_ik s_kj over the third states with which both have a tie; pairs without one stay.
    """
    rule = world.rules
    mean, pulled = _means(sign.tobytes(), len(sign))
    pull = mean - world.opinion
    moved: Ints = np.abs(pull) * rule.standing.balance // 1000 * np.sign(pull) * pulled
    return moved * rule.switch.balance


@lru_cache(maxsize=8)
def _means(sign: bytes, states: int) -> tuple[Ints, Bools]:
    """Return the mean of s_ik s_kj over the third states, (S, S) per mille, and which pairs have any."""
    third, net = _thirds(sign, states)
    pulled = third > 0
    pulled.ravel()[:: states + 1] = False
    return 1000 * net // np.maximum(third, 1), pulled


@lru_cache(maxsize=1)
def _thirds(sign: bytes, states: int) -> tuple[Ints, Ints]:
    """Return with how many third states both of a pair have a tie, and the sum of their products, (S, S) each.

    A turn asks twice: for the camps, and for what they do to opinions.
    """
    signed = np.frombuffer(sign, np.int64).reshape(states, -1)
    tied = np.abs(signed)
    return tied @ tied, signed @ signed


def triads(sign: Ints) -> tuple[int, int]:
    """Return how many closed triads of a signed graph are balanced, and how many are not."""
    third, sums = _thirds(sign.tobytes(), len(sign))
    whole = int(np.vdot(third, np.abs(sign))) // 6
    net = int(np.vdot(sums, sign)) // 6
    return (whole + net) // 2, (whole - net) // 2


def blocs(bound: Bools, ids: Ints) -> Ints:
    """Return the bloc of each state, (S,): the index of its member with the smallest permanent id, -1 if alone."""
    return _blocs(bound.tobytes(), tuple(ids.tolist())).copy()


@lru_cache(maxsize=8)
def _blocs(bound: bytes, rank: tuple[int, ...]) -> Ints:
    states = len(rank)
    first, tied = list(range(states)), [False] * states
    pairs = np.frombuffer(bound, np.bool_).reshape(states, states).nonzero()  # each both ways
    for a, b in zip(*(ends.tolist() for ends in pairs), strict=True):
        tied[a] = True
        one, two = first[a], first[b]
        if one != two:
            least, other = (one, two) if rank[one] < rank[two] else (two, one)
            first = [least if f == other else f for f in first]
    return np.array([f if some else -1 for f, some in zip(first, tied, strict=True)], np.int64)


def polarisation(sign: Ints, living: Bools) -> int:
    """Return how close the world is to two opposed camps, per mille.

    Around the two foes for which it is most: the part of the living that is nearer to one of them than to the other
    x the part of the pairs between these camps that are foes, friends taken off, x the balanced part of all triads.
    """
    return _polarisation(sign.tobytes(), len(sign), int(np.count_nonzero(living)))


@lru_cache(maxsize=8)
def _polarisation(signed: bytes, states: int, living: int) -> int:
    """Return polarisation: who is whose friend and foe changes less often than what they think of each other."""
    sign = np.frombuffer(signed, np.int64).reshape(states, states)
    ends = (sign < 0).nonzero()
    first = ends[0] < ends[1]
    one, two = ends[0][first], ends[1][first]
    if not len(one):
        return 0
    side = sign[one] - sign[two]  # of each state, for each pair of foes: above zero with the first
    here, there = (side > 0).astype(np.int64), (side < 0).astype(np.int64)
    count = np.add.reduce(here, axis=1), np.add.reduce(there, axis=1)
    hostile = np.maximum(-np.add.reduce((here @ sign) * there, axis=1), 0)
    share = 1000 * (count[0] + count[1]) // max(1, living)
    most = int(np.maximum.reduce(share * hostile // np.maximum(count[0] * count[1], 1)))
    balanced, other = triads(sign)
    return most * balanced // (balanced + other) if balanced + other else most


def pressure(world: World) -> int:
    """Return what the turn was like among great powers, per mille: crises, arms ready in peace, wars between them."""
    if not (world.crises or np.count_nonzero(world.war) or np.count_nonzero(world.mobilised)):
        return 0
    land = 1000 * world.rules.war.great_land
    great = world.home & (world.scenario.great | (world.land_share >= land))
    count = int(np.count_nonzero(great))
    if not count:
        return 0
    fights = world.war > 0
    rivals = fights[great]
    clashing = int(np.count_nonzero((rivals & great).any(axis=1)))
    armed = int(np.count_nonzero((world.mobilised[great] > 0) & ~rivals.any(axis=1)))
    crises = sum(bool(great[c.challenger] or great[c.target]) for c in world.crises)
    rule = world.rules.standing
    return min(1000, rule.tension_crisis * crises + (rule.tension_armed * armed + 1000 * clashing) // count)


def measure(world: World, sign: Ints, bound: Bools) -> None:
    """Write blocs, polarisation and tension into the world."""
    world.bloc = blocs(bound, world.scenario.state_ids)
    world.polarisation = polarisation(sign, world.alive)
    change, memory = pressure(world) - world.tension, world.rules.standing.tension_memory
    world.tension += (abs(change) + memory - 1) // memory * (1 if change > 0 else -1)


def phase(turn: Turn) -> Ints:
    """Measure the camps as the turn finds them; return by how much opinions drift."""
    bound = bonds(turn.world)
    sign = signs(turn.world, bound)
    measure(turn.world, sign, bound)
    return drift(turn.world, sign)
