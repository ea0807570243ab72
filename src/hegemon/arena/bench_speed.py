"""What the maximiser costs: a game L, a seat's turn with its letters, a copy of a world, a grandmaster's turn.

A seat's turn is what it decides and what it answers to the letters that come, as the game asks it; making its view
and resolving the turn are not in it. Sums that seats of one player ask for together fall to whoever asks first.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping

from hegemon.arena import floor
from hegemon.arena.bench import large_game, peak_memory, world_fork
from hegemon.arena.branches import opened
from hegemon.arena.rows import Row
from hegemon.counsel.memory import side_by_side
from hegemon.engine.turn import resolve
from hegemon.game import thinking
from hegemon.game.letters import exchange
from hegemon.game.rounds import Round, round_of
from hegemon.world.orders import Letter, Orders, Reply
from hegemon.world.scenario import load_scenario

RING = "ring-8"
SEATS, PROVINCES = 8, 48
TURNS = 40
GRAND_TURNS = 6


def measure() -> list[Row]:
    """Returns the rows of the part ai that cost seconds."""
    return [large_game("maximiser", goal=30.0), *seat_turns(), *world_fork(), *grand_turns(), peak_memory()]


def seat_turns(turns: int = TURNS, seeds: int = 2) -> list[Row]:
    """Returns mean and 95th percentile of a statesman's turn on ring-8, in ms and in turns of a seat of the floor game.

    The yardstick is played beside each game: the floor game of as many states, provinces and turns.
    """
    ours: list[float] = []
    theirs: list[float] = []
    for seed in range(seeds):
        ours += spent("maximiser", seed, turns)
        began = time.process_time()
        for again in range(4):
            floor.play(SEATS, PROVINCES, turns, seed=again)
        theirs.append((time.process_time() - began) / (4 * turns * SEATS))
    mean, worst, yard = statistics.fmean(ours), _percentile(ours, 95), statistics.fmean(theirs)
    what = "statesman's turn on ring-8 with its letters"
    return [
        Row("ai", f"{what}, mean", mean * 1e3, "ms", 0.8),
        Row("ai", f"{what}, 95th percentile", worst * 1e3, "ms", 3.0),
        Row("ai", f"{what}, mean, to a seat's turn of the floor game", mean / yard, "×"),
        Row("ai", f"{what}, 95th percentile, to the same", worst / yard, "×"),
    ]


def grand_turns(turns: int = GRAND_TURNS) -> list[Row]:
    """Returns what a turn of a grandmaster costs on ring-8: seconds, and statesman's turns."""
    grand = statistics.fmean(spent("maximiser:grandmaster", 1, turns))
    plain = statistics.fmean(spent("maximiser", 1, turns))
    return [
        Row("ai", "grandmaster's turn on ring-8, mean", grand, "s"),
        Row("ai", "grandmaster's turn on ring-8, to a statesman's", grand / plain, "×"),
    ]


def spent(player: str, seed: int, turns: int) -> list[float]:
    """Returns the CPU seconds of each seat and turn of a game on ring-8, one player in all seats."""
    point = opened(load_scenario(RING), (player,) * SEATS, seed)
    start, world, events = point.start, point.world, point.events
    found: list[float] = []
    for _ in range(turns):
        if world.over:
            break
        now = round_of(start, world, events)
        cost = dict.fromkeys(now.ai, 0.0)
        orders = _decided(now, player, cost)
        found += [cost[seat] for seat in now.ai]
        world, events = resolve(world, orders)
    return found


def _decided(now: Round, player: str, cost: dict[int, float]) -> dict[int, Orders]:
    """Returns everyone's orders as a round makes them, and adds to cost what each seat took."""
    views = list(now.seen(now.ai).values())  # in one go, as the game makes them
    side_by_side(views)
    decided = {}
    for view in views:
        began = time.process_time()
        decided[view.seat] = thinking.decide(player, view).decision.orders
        cost[view.seat] += time.process_time() - began

    def ask(letters: Mapping[int, tuple[Letter, ...]]) -> dict[int, tuple[Reply, ...]]:
        replies = {}
        for seat in sorted(letters):
            began = time.process_time()
            replies[seat] = thinking.answer(player, now.view(seat), letters[seat]).replies
            cost[seat] += time.process_time() - began
        return replies

    return exchange(now.world, now.may, decided, now.ai, ask)


def _percentile(values: list[float], part: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * part // 100)]
