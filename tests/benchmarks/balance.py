"""How often neighbours agree against a state made twice as rich, and against the same state left as it is.

Run as a program from the top of the checkout: python -m tests.benchmarks.balance [games]. Agreeing is a defence pact
of two neighbours that names the state, or two of them at war with it on one side, within ten turns of ring-8.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
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
from hegemon.world.view import View, view_of

TURNS = 10


def doubled(scenario: Scenario, seat: int) -> Scenario:
    """Return the scenario with the yields of one state's land doubled, which doubles its output."""
    rich = np.where(scenario.sovereign == seat, 2, 1)
    return replace(scenario, grain=scenario.grain * rich, ore=scenario.ore * rich, fuel=scenario.fuel * rich)


def touching(scenario: Scenario, seat: int) -> tuple[int, ...]:
    """Return the states that border on a state by land or by sea at the opening."""
    near = (scenario.geography.border[scenario.sovereign == seat] > 0).any(axis=0)
    return tuple(int(s) for s in np.unique(scenario.sovereign[near]) if s != seat)


def agreed(world: World, seat: int, neighbours: tuple[int, ...]) -> str:
    """Return how two neighbours stand together against a state: pact, war, or nothing."""
    for a, b in combinations(neighbours, 2):
        for treaty in world.treaties:
            if world.rules.kinds[treaty.kind].aid and treaty.target == seat and {a, b} <= set(treaty.parties):
                return "pact"
        for war in world.wars:
            if war.ended or war.side(seat) < 0:
                continue
            if war.side(a) == war.side(b) == 1 - war.side(seat) and world.war[a, seat] and world.war[b, seat]:
                return "war"
    return ""


def play(seed: int, seat: int, rich: bool) -> tuple[int, str]:
    """Return the turn in which neighbours agreed, 0 never, and how, in a game of eight maximisers."""
    scenario = load_scenario("ring-8")
    neighbours = touching(scenario, seat)
    world = opening(open_world(doubled(scenario, seat) if rich else scenario, seed))
    players = {s: make_player("maximiser") for s in range(world.states)}
    events: tuple[Event, ...] = ()
    while world.turn <= TURNS and not world.over:
        may = access(world)
        views = {s: view_of(world, s, events, may) for s in players if world.alive[s]}
        orders = {s: players[s].decide(view).orders for s, view in views.items()}

        def ask(
            box: Mapping[int, tuple[Letter, ...]], views: dict[int, View] = views
        ) -> dict[int, tuple[Reply, ...]]:
            return {s: tuple(players[s].answer(views[s], letter) for letter in got) for s, got in box.items()}

        world, events = resolve(world, exchange(world, may, orders, tuple(views), ask))
        how = agreed(world, seat, neighbours)
        if how:
            return world.turn - 1, how
    return 0, ""


def game(number: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """Return how one pair of games went: with the seat doubled, and without."""
    seat = number % 8
    return play(number, seat, rich=True), play(number, seat, rich=False)


def measure(games: int, workers: int = 2) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the outcomes of games with a seat doubled and of their controls."""
    with ProcessPoolExecutor(workers) as pool:
        pairs = list(pool.map(game, range(1, games + 1)))
    return [rich for rich, _ in pairs], [plain for _, plain in pairs]


def main() -> None:
    """Print the two rates."""
    games = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    for name, found in zip(("doubled", "control"), measure(games), strict=True):
        hit = [turn for turn, how in found if how]
        kinds = {k: sum(how == k for _, how in found) for k in ("pact", "war")}
        print(f"{name}: {len(hit)} of {games} ({len(hit) / games:.0%}), by {kinds}, turns {sorted(hit)}")


if __name__ == "__main__":
    main()
