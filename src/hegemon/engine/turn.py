"""A turn: the phases in their order. Nothing else changes a world."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from hegemon.engine import blocs, campaign, diplomacy, economy, effort, homefront, power, shelter, standing
from hegemon.engine.context import Turn
from hegemon.world.events import Event
from hegemon.world.legality import lawful
from hegemon.world.orders import Orders
from hegemon.world.relations import access
from hegemon.world.scenario import Scenario
from hegemon.world.state import World


def _power(turn: Turn) -> None:
    """Measure power, and then how much of it each state owes to others."""
    power.phase(turn)
    shelter.phase(turn)


PHASES = (
    ("diplomacy", diplomacy.phase),
    ("economy", economy.phase),
    ("effort", effort.phase),
    ("campaign", campaign.phase),
    ("home front", homefront.phase),
    ("standing", standing.phase),
    ("power", _power),
)


@lru_cache(maxsize=8)
def _ranked(scenario: Scenario) -> list[int]:
    """Return the states in the order of their permanent ids."""
    ids = scenario.state_ids.tolist()
    return sorted(range(len(ids)), key=ids.__getitem__)


def resolve(world: World, orders: Mapping[int, Orders]) -> tuple[World, tuple[Event, ...]]:
    """Return the world after one turn and what happened; seats without orders hold.

    orders: by seat index. What is unlawful is dropped with an event that says why. A world that is over is
    returned as it is.
    """
    if world.over:
        return world, ()
    alive = world.alive.tolist()
    seats = tuple([s for s in _ranked(world.scenario) if alive[s]])
    turn = Turn(world=world.fork(whole=True), orders={}, seats=seats, phase="orders", opened=world)
    may = access(world)
    for seat in seats:
        given = orders.get(seat)
        if given is None or given.seat != seat:
            turn.orders[seat] = Orders(seat=seat)
            continue
        turn.orders[seat], problems = lawful(world, given, may)
        for problem in problems:
            turn.note("dropped", seat, detail=problem)
    for name, phase in PHASES:
        turn.phase = name
        phase(turn)
    turn.world.turn += 1
    return turn.world.publish(), tuple(turn.events)


def opening(world: World) -> World:
    """Return the world of turn 1 with outputs, power, distances, cover and blocs measured, published.

    Influence opens where the opening effort would hold it.
    """
    turn = Turn(world=world.fork(whole=True), orders={}, seats=())
    economy.phase(turn)
    turn.world.influence = effort.influence_held(turn.world)
    turn.world.gap = power.gaps(turn.world)
    power.measure(turn.world)
    turn.world.cover = shelter.covered(turn.world)
    bound = blocs.bonds(turn.world)
    blocs.measure(turn.world, blocs.signs(turn.world, bound), bound)
    return turn.world.publish()
