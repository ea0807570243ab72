"""Secession: who holds too much land, or too much that was another's, loses the farthest of it when calm is low."""

from __future__ import annotations

import numpy as np

from hegemon.engine import occupation
from hegemon.engine.context import Turn
from hegemon.world.chance import draw
from hegemon.world.fixed import Ints, isqrt
from hegemon.world.relations import access, worth
from hegemon.world.state import World


def phase(turn: Turn) -> None:
    """Let provinces break away, each chosen on the same map; their garrisons go home."""
    world = turn.world
    if not world.rules.switch.secession:
        return
    lost: list[tuple[int, int, int]] = []
    ids = world.scenario.state_ids
    for state in over_extended(world):
        if draw(world.seed, world.turn, "secession", int(ids[state])) % 1_000_000 < chance(world, state):
            place, receiver = breaking(world, state)
            if place >= 0:
                lost.append((state, place, receiver))
    for state, place, receiver in lost:
        world.sovereign[place] = receiver
        world.former[place] = -1
        turn.note("seceded", state, receiver, place=place)
    if lost:
        occupation.expel(turn, access(world))


def over_extended(world: World) -> list[int]:
    """Return the states from which land may break away this turn, by permanent id."""
    rule, ids = world.rules.home, world.scenario.state_ids
    least, calm = 500 * rule.secede_share, rule.secede_calm
    large = [s for s, share in enumerate(world.land_share.tolist()) if share > least and world.stability[s] < calm]
    found = [s for s in large if world.home[s] and chance(world, s)]
    return sorted(found, key=lambda s: int(ids[s]))


def chance(world: World, state: int) -> int:
    """Return the chance that a province breaks away from a state, ppm.

    It rises with the power 1.5 of the share of the world's land above the threshold (half of it for who holds more
    conquered land than its own), and falls to nothing with calm. Source: theory 2.11.
    """
    rule = world.rules.home
    share = int(world.land_share[state])
    mostly = 2 * int(conquered(world)[state]) > int(_held(world)[state])
    threshold = 1000 * rule.secede_share // (2 if mostly else 1)
    calm = rule.secede_calm - int(world.stability[state])
    if share <= threshold or calm <= 0:
        return 0
    ratio = 1000 * share // threshold
    return rule.secede * isqrt(ratio**3 // 1000) * calm // rule.secede_calm


def conquered(world: World) -> Ints:
    """Return the worth of the land of each state that the scenario gave to another, (S,)."""
    return _sum(world, np.where(world.sovereign != world.scenario.sovereign, worth(world), 0))


def _held(world: World) -> Ints:
    return _sum(world, worth(world))


def _sum(world: World, value: Ints) -> Ints:
    total = np.zeros(world.states, np.int64)
    np.add.at(total, world.sovereign, value)
    return total


def breaking(world: World, state: int) -> tuple[int, int]:
    """Return the province that would break away from a state and who would receive it, -1 and -1 if none.

    It is the farthest from the capital by route, conquered land first, that somebody can receive; ties to the smaller
    permanent id. A state keeps its capital and the stated number of provinces.
    """
    own = np.flatnonzero(world.sovereign == state).tolist()
    if len(own) <= world.rules.home.secede_share_least:
        return -1, -1
    capital, ids, first = int(world.capital[state]), world.scenario.province_ids, world.scenario.sovereign
    route = world.land.route[capital]
    free = [p for p in own if world.occupier[p] < 0 and p != capital]
    for place in sorted(free, key=lambda p: (first[p] == state, -int(route[p]), int(ids[p]))):
        receiver = _receiver(world, state, place)
        if receiver >= 0:
            return place, receiver
    return -1, -1


def _receiver(world: World, state: int, place: int) -> int:
    """Return who receives a province: whose it was, else the neighbour of most influence; not an enemy of the state."""
    home = world.home
    owner = int(world.scenario.sovereign[place])
    if owner != state and home[owner]:
        return owner if not world.war[state, owner] else -1
    near = {int(world.sovereign[n]) for n in world.land.neighbours[place]} - {state}
    open_to = [s for s in near if home[s] and not world.war[state, s]]
    ids = world.scenario.state_ids
    return min(open_to, key=lambda s: (-int(world.influence_share[s]), int(ids[s])), default=-1)
