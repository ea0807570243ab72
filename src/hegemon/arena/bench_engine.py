"""What a turn of the engine costs by itself, against the floor game, and how it grows with the size of the world.

The orders of random players are recorded first, untimed; then the turns are worked out again from them, one on the
other. Growth is the slope of a straight line through the logarithms of size and cost, least squares: 1 is linear.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from hegemon.arena import floor
from hegemon.arena.bench import LARGE_TURNS
from hegemon.arena.rows import Row
from hegemon.engine.turn import opening, resolve
from hegemon.players.registry import make_player
from hegemon.world.orders import Orders
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import view_of

Size = tuple[int, int]

L: Size = (12, 200)
SIZES: tuple[Size, ...] = ((6, 100), (12, 100), (12, 140), (4, 200), (6, 200), (8, 200), L)
TURNS = 40
GOAL, GOAL_PROVINCES, GOAL_STATES = 9.0, 1.15, 2.2


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A game of random players: its first world, and the lawful orders of each turn by seat."""

    first: World
    orders: tuple[Mapping[int, Orders], ...]

    def replay(self) -> World:
        """Works every turn out again and returns the last world."""
        world = self.first
        for orders in self.orders:
            world, _ = resolve(world, orders)
        return world


def record(size: Size, turns: int, seed: int = 1) -> Recording:
    """Returns a game of so many states on so many provinces, as far as it goes in so many turns."""
    states, provinces = size
    scenario = load_scenario(f"continents:states={states},provinces={provinces},seed={seed}")
    world = first = opening(open_world(scenario, seed, turns=turns))
    player, given = make_player("random"), list[Mapping[int, Orders]]()
    while len(given) < turns and not world.over:
        given.append({s: player.decide(view_of(world, s)).orders for s in range(states) if world.alive[s]})
        world, _ = resolve(world, given[-1])
    return Recording(first, tuple(given))


def measure(rounds: int = 5, turns: int = LARGE_TURNS, sizes: Sequence[Size] = SIZES, short: int = TURNS) -> list[Row]:
    """Returns the engine's cost on L against the floor game, then the curve of a turn's cost and its growth."""
    large = record(L, turns)
    ours, yard = _medians([large.replay, lambda: floor.play(*L, turns)], rounds)
    name = f"{turns} turns of L by random orders, to the floor game"
    return [Row("engine", name, ours / len(large.orders) * turns / yard, "×", GOAL), *curve(sizes, short, rounds)]


def curve(sizes: Sequence[Size], turns: int, rounds: int) -> list[Row]:
    """Returns the cost of a turn at each size against a floor turn of L, and its growth in provinces and states.

    Growth is measured over the sizes that share the most states, and over those that share the most provinces.
    """
    games = [record(size, turns) for size in sizes]
    # The whole floor game, whatever the turns of ours: its map is made once a game and costs as much as many turns.
    yard, *costs = _medians([lambda: floor.play(*L, LARGE_TURNS), *(game.replay for game in games)], rounds)
    each_floor = yard / LARGE_TURNS
    cost = {size: c / len(g.orders) / each_floor for size, g, c in zip(sizes, games, costs, strict=True)}
    rows = [
        Row("engine", f"a turn of {states} states on {provinces} provinces, to a floor turn of L", each, "×")
        for (states, provinces), each in cost.items()
    ]
    most_states, most_provinces = max(s for s, _ in sizes), max(p for _, p in sizes)
    by_provinces = {p: each for (s, p), each in cost.items() if s == most_states}
    by_states = {s: each for (s, p), each in cost.items() if p == most_provinces}
    return [
        *rows,
        Row("engine", "growth of a turn in provinces, exponent", exponent(by_provinces), "", GOAL_PROVINCES),
        Row("engine", "growth of a turn in states, exponent", exponent(by_states), "", GOAL_STATES),
    ]


def exponent(cost: Mapping[int, float]) -> float:
    """Returns the power of size by which cost grows, from two sizes or more."""
    sizes, costs = [log(size) for size in cost], [log(each) for each in cost.values()]
    return statistics.linear_regression(sizes, costs).slope


def _medians(runs: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Returns the median CPU of each run, all run in turn; a first round that is not counted warms the caches."""
    spent: list[list[float]] = [[] for _ in runs]
    for counted in range(rounds + 1):
        for times, run in zip(spent, runs, strict=True):
            began = time.process_time()
            run()
            if counted:
                times.append(time.process_time() - began)
    return [statistics.median(times) for times in spent]
