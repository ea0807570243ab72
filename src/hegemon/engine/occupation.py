"""Occupation: taking land, freeing it, holding it down, and leaving land where one may not stay."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from hegemon.engine.battle import UNDEFENDED
from hegemon.engine.context import Turn
from hegemon.engine.field import Field, Group
from hegemon.world.fixed import Bools, Ints
from hegemon.world.scenario_model import Scenario
from hegemon.world.state import World

MOST = int(np.iinfo(np.int64).max)


def take(field: Field, place: int, winners: list[Group], value: int, said: str) -> None:
    """Move the winners in; the strongest of them occupies, or frees what belongs to a friend."""
    turn, world = field.turn, field.turn.world
    points = field.points_of(winners)
    for state, entered in points.items():
        world.troops[state, place] += entered
    captor = max(points, key=lambda s: (points[s], -field.rank(s)))
    before, owner = field.holder[place], int(world.sovereign[place])
    if world.war[captor, owner]:
        world.occupier[place] = captor
        world.infrastructure[place] -= world.infrastructure[place] * world.rules.war.ruin // 1000
        world.fort[place] = max(0, int(world.fort[place]) - 1)
        kind = "walked in" if value >= UNDEFENDED else "captured"
        turn.note(kind, captor, before, place=place, amount=value, detail=said)
    else:
        world.occupier[place] = -1
        turn.note("freed", captor, owner, place=place, amount=value, detail=said)


def garrison(turn: Turn, may: Bools) -> None:
    """Give back occupied land whose garrison is too thin; all of it where the rules let nothing be held."""
    world, ids = turn.world, turn.world.scenario.province_ids
    least = world.rules.war.garrison if world.rules.switch.occupation else MOST
    places = (world.occupier >= 0).nonzero()[0]
    if not len(places):
        return
    stand = np.add.reduce(world.troops.take(places, axis=1) * may.take(world.occupier.take(places), axis=1))
    for place in sorted(places[stand < least].tolist(), key=ids.item):
        turn.note("rising", world.occupier.item(place), world.sovereign.item(place), place=place)
        world.occupier[place] = -1


def expel(turn: Turn, may: Bools) -> None:
    """Send troops that stand where they have no access to the nearest province where they have."""
    world = turn.world
    holder = world.controller
    states, places = world.scenario.state_ids, world.scenario.province_ids
    stray = (~may).take(holder, axis=1) & (world.troops != 0)
    if not np.count_nonzero(stray):
        return
    lost = zip(*(ends.tolist() for ends in stray.nonzero()), strict=True)
    for state, place in sorted(lost, key=lambda pair: (int(states[pair[0]]), int(places[pair[1]]))):
        points = int(world.troops[state, place])
        world.troops[state, place] = 0
        home = nearest(world, place, may[state].take(holder))
        if home >= 0:
            world.troops[state, home] += points
        else:
            turn.note("surrender", state, place=place, amount=points)
            turn.losses[state] = turn.losses.get(state, 0) + points


def nearest(world: World, place: int, wanted: Bools) -> int:
    """Return the nearest wanted province by route, ties to the smaller permanent id; -1 if there is none."""
    best = int(np.where(wanted, _farness(world.scenario)[place], MOST).argmin())
    return best if wanted.item(best) else -1


@lru_cache(maxsize=8)
def _farness(scenario: Scenario) -> Ints:
    """Return what orders provinces by their route from each, then by permanent id, (P, P)."""
    far: Ints = scenario.geography.route * 512 + scenario.province_ids % 512
    return far
