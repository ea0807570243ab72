"""Who holds what, summed by state: borders move seldom, and several phases of every turn ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from hegemon.atlas.geography import Geography
from hegemon.world.fixed import Bools, Ints
from hegemon.world.scenario import Scenario
from hegemon.world.state import World


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """What follows from who is sovereign and who occupies alone; every array is read-only.

    controller: (P,) who holds it now. slots: (3P,) the place of its holder in sums of three resources. ruled:
    thousands of people in land held, settled: in land of one's own that nobody occupies, (S,). touching: (S, S)
    whose held lands border on each other.
    """

    controller: Ints
    slots: Ints
    ruled: Ints
    settled: Ints
    touching: Bools


def holdings(world: World) -> Holdings:
    """Return the holdings of a world as it stands."""
    return _holdings(world.scenario, world.sovereign.tobytes(), world.occupier.tobytes())


@lru_cache(maxsize=16)
def _holdings(scenario: Scenario, sovereign: bytes, occupier: bytes) -> Holdings:
    owner, by = np.frombuffer(sovereign, np.int64), np.frombuffer(occupier, np.int64)
    holder, states = np.where(by >= 0, by, owner), len(scenario.state_ids)
    people = scenario.population
    near = np.zeros((states, states), np.bool_)
    a, b = edges(scenario.geography)
    near[holder[a], holder[b]] = True
    found = Holdings(
        controller=holder,
        slots=np.concatenate((holder, holder + states, holder + 2 * states)),
        ruled=_summed(states, holder, people),
        settled=_summed(states, owner, np.where(by < 0, people, 0)),
        touching=near | near.T,
    )
    for array in (found.controller, found.slots, found.ruled, found.settled, found.touching):
        array.flags.writeable = False
    return found


def _summed(states: int, owner: Ints, value: Ints) -> Ints:
    total = np.zeros(states, np.int64)
    np.add.at(total, owner, value)
    return total


@lru_cache(maxsize=8)
def edges(land: Geography) -> tuple[Ints, Ints]:
    """Return the two ends of every border, (E,) and (E,)."""
    a, b = np.nonzero(np.triu(land.border))
    return a.astype(np.int64), b.astype(np.int64)
