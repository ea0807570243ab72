"""Games that branch: a recorded game is played to a turn, its world is changed there, and play goes on from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec

from hegemon.engine.turn import resolve
from hegemon.errors import BadInput
from hegemon.game.opening import Opening, begin, first_world
from hegemon.game.rounds import round_of
from hegemon.world.chance import draw
from hegemon.world.events import Event
from hegemon.world.orders import Orders
from hegemon.world.rules import load_rules
from hegemon.world.scenario import Scenario, load_scenario
from hegemon.world.scenario_model import sealed
from hegemon.world.state import World

Rule = tuple[str, int]
Change = Callable[[World, dict[int, Orders]], Mapping[int, Orders]]

# The turn limit of measured games: none of them ends by the clock.
FOREVER = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A moment of a game: who plays, the world that the turn opens with, and what happened in the turn before."""

    start: Opening
    world: World
    events: tuple[Event, ...]


def house_rules(given: list[str] | None) -> tuple[Rule, ...]:
    """Returns house rules written as section.field=NUMBER; BadInput for what is not written so or does not exist."""
    found: list[Rule] = []
    for text in given or ():
        name, _, number = text.partition("=")
        if not number.removeprefix("-").isdecimal():
            raise BadInput(f"--rule {text!r}: not a rule and a whole number; write it as war.ruin=400")
        found.append((name, int(number)))
    load_rules(dict(found))
    return tuple(found)


def ruled(scenario: Scenario, rules: tuple[Rule, ...]) -> Scenario:
    """Returns the scenario with house rules put over its own."""
    return sealed(replace(scenario, house={**scenario.house, **dict(rules)})) if rules else scenario


def opened(scenario: Scenario, players: tuple[str, ...], seed: int, turns: int = FOREVER) -> Point:
    """Returns the first turn of a game of so many turns; a seat played by a human holds."""
    start, found = begin(scenario, players, {}, seed, turns)
    return Point(start, first_world(start, found), ())


def onward(point: Point, turns: int, change: Change | None = None) -> Point:
    """Returns the point so many turns on; change, given the world and all orders, returns the orders that count."""
    world, events = point.world, point.events
    for _ in range(turns):
        if world.over:
            break
        orders, _ = round_of(point.start, world, events).orders({})
        world, events = resolve(world, orders if change is None else change(world, orders))
    return Point(point.start, world, events)


class Recorded(msgspec.Struct, frozen=True):
    """A game of maximisers that can be played again: the scenario's name, house rules and seed."""

    scenario: str
    seed: int
    rules: tuple[Rule, ...] = ()


@lru_cache(maxsize=8)
def recorded(game: Recorded, turn: int) -> Point:
    """Returns a turn of a recorded game, played once in each process."""
    if turn == 1:
        scenario = ruled(load_scenario(game.scenario), game.rules)
        return opened(scenario, ("maximiser",) * len(scenario.codes), game.seed)
    before = max((t for t in _STOPS if t < turn), default=1)
    return onward(recorded(game, before), turn - before)


_STOPS = (1, 15)


def chanced(world: World, number: int) -> World:
    """Returns a writable copy with other chance from here on; number 0 keeps the chance of the game itself."""
    copy = world.fork()
    if number:
        copy.seed = draw(world.seed, world.turn, "another chance", number)
    return copy
