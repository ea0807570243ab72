"""How others stand against a state made twice as rich, and against the same state left as it is.

Run as a program from the top of the checkout: python -m tests.benchmarks.balance [games]. Two others stand against it
while a treaty binds them to help each other against it, by name or against anybody, or while they fight it on one
side; they stand with it while one of them is bound to help it. Both are counted at the end of each of the first ten
turns of ring-8. Whom it threatens is not asked, unlike in hegemon.arena.balancing: left as it is it threatens nobody.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from hegemon.engine.turn import opening, resolve
from hegemon.game.letters import exchange
from hegemon.players.registry import make_player
from hegemon.world.events import Event
from hegemon.world.orders import Letter, Reply
from hegemon.world.relations import access
from hegemon.world.scenario import Scenario, load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from hegemon.world.view import View, view_of

TURNS = 10


@dataclass(frozen=True)
class Sides:
    """Pairs of others that stand against a state, and states that stand with it, means of the turns seen."""

    against: float
    beside: float


def doubled(scenario: Scenario, seat: int) -> Scenario:
    """Return the scenario with the yields of one state's land doubled, which doubles its output."""
    rich = np.where(scenario.sovereign == seat, 2, 1)
    return replace(scenario, grain=scenario.grain * rich, ore=scenario.ore * rich, fuel=scenario.fuel * rich)


def shields(world: World, treaty: Treaty, seat: int) -> bool:
    """Return whether a treaty binds its parties to help each other against a state."""
    kind = world.rules.kinds[treaty.kind]
    apart = seat not in (*treaty.parties, treaty.exclude)
    return apart and kind.aid and not kind.one_way and treaty.target in (-1, seat)


def against(world: World, seat: int) -> set[tuple[int, int]]:
    """Return the pairs of others that stand against a state."""
    found = {
        pair for t in world.treaties if shields(world, t, seat) for pair in combinations(sorted(t.parties), 2)
    }  # fmt: skip
    for war in world.wars:
        if not war.ended and war.side(seat) >= 0:
            foes = [s for s in range(world.states) if world.war[s, seat] and war.side(s) == 1 - war.side(seat)]
            found.update(combinations(foes, 2))
    return found


def beside(world: World, seat: int) -> set[int]:
    """Return the states that are bound to help a state."""
    bonds = [set(t.parties) for t in world.treaties if world.rules.kinds[t.kind].aid and seat in t.parties]
    return set[int]().union(*bonds) - {seat}


def play(seed: int, seat: int, rich: bool) -> Sides:
    """Return how others stood in a game of eight maximisers."""
    scenario = load_scenario("ring-8")
    world = opening(open_world(doubled(scenario, seat) if rich else scenario, seed))
    players = {s: make_player("maximiser") for s in range(world.states)}
    events: tuple[Event, ...] = ()
    seen: list[tuple[int, int]] = []
    while world.turn <= TURNS and not world.over:
        may = access(world)
        views = {s: view_of(world, s, events, may) for s in players if world.alive[s]}
        orders = {s: players[s].decide(view).orders for s, view in views.items()}

        def ask(
            box: Mapping[int, tuple[Letter, ...]], views: dict[int, View] = views
        ) -> dict[int, tuple[Reply, ...]]:
            return {s: tuple(players[s].answer(views[s], letter) for letter in got) for s, got in box.items()}

        world, events = resolve(world, exchange(world, may, orders, tuple(views), ask))
        seen.append((len(against(world, seat)), len(beside(world, seat))))
    return Sides(*(sum(row) / len(seen) for row in zip(*seen, strict=True)))


def game(number: int) -> tuple[Sides, Sides]:
    """Return how one pair of games went: with the seat doubled, and without."""
    seat = number % 8
    return play(number, seat, rich=True), play(number, seat, rich=False)


def gathered(pairs: list[tuple[Sides, Sides]]) -> int:
    """Return in how many pairs of games more others stood against the state made rich than against it as it was."""
    return sum(rich.against > plain.against for rich, plain in pairs)


def courted(pairs: list[tuple[Sides, Sides]]) -> int:
    """Return in how many pairs of games more others stood with the state made rich than with it as it was."""
    return sum(rich.beside > plain.beside for rich, plain in pairs)


def means(sides: list[Sides]) -> Sides:
    """Return the means of games."""
    return Sides(sum(s.against for s in sides) / len(sides), sum(s.beside for s in sides) / len(sides))


def measure(games: int, workers: int = 2) -> list[tuple[Sides, Sides]]:
    """Return the outcomes of games with a seat doubled, each with its control."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(game, range(1, games + 1)))


def main() -> None:
    """Print how many pairs of games went each way, and the means."""
    games = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    pairs = measure(games)
    print(f"more stand against the rich: {gathered(pairs)} of {games}; more stand with it: {courted(pairs)} of {games}")
    for name, column in (("doubled", 0), ("control", 1)):
        mean = means([pair[column] for pair in pairs])
        print(f"{name}: {mean.against:.2f} pairs of others against it, {mean.beside:.2f} states with it")


if __name__ == "__main__":
    main()
