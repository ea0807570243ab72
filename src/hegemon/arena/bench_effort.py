"""Whether one split of effort is best everywhere: every split, played ten turns on from different seats and moments.

A situation is a living seat at a turn of a recorded game of maximisers. There its effort is set to a split, which it
keeps for the window while all its other orders, and everyone else's, are the maximiser's. That is an experiment on a
branch of the game: the rules would move one block a turn. A split is worth the seat's share of power in the last
turns of the window, the mean over some chances; the same chances serve every split.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from typing import TextIO

import msgspec
from msgspec.structs import replace

from hegemon.arena import floor
from hegemon.arena.bench_verdicts import Report, Situation, judged
from hegemon.arena.branches import Point, Recorded, Rule, chanced, onward, recorded
from hegemon.arena.pool import answers
from hegemon.world.orders import Orders
from hegemon.world.state import World

BLOCKS, BRANCHES = 10, 4
WINDOW, LAST = 10, 3
TURNS = (1, 15, 30)
_CHUNK = 12

Split = tuple[int, ...]


class Seat(msgspec.Struct, frozen=True):
    """A seat of a recorded game, by its index; where it has died, the next living one stands for it."""

    game: Recorded
    seat: int


class Job(msgspec.Struct, frozen=True):
    """Some splits of one situation under one chance; an empty split leaves the seat its own effort and shifts."""

    seat: Seat
    turn: int
    chance: int
    splits: tuple[Split, ...]


def splits() -> tuple[Split, ...]:
    """Returns every split of ten blocks that uses all branches: 84."""
    return tuple(s for s in itertools.product(range(1, BLOCKS), repeat=BRANCHES) if sum(s) == BLOCKS)


def seats(rules: tuple[Rule, ...] = ()) -> tuple[Seat, ...]:
    """Returns the ten seats: five games of equals, three generated maps of unequal states, and 1914."""
    chosen = [("ring-8", seed, 2 * seed % 8) for seed in (1, 2, 3, 4, 5)]
    chosen += [("continents:states=6,provinces=48,seed=1", 1, s) for s in (0, 3)]
    chosen += [("continents:states=6,provinces=48,seed=2", 2, 1), ("continents:states=7,provinces=56,seed=3", 3, 4)]
    chosen += [("europe-1914", 1, 4)]
    return tuple(Seat(Recorded(scenario, seed, rules), seat) for scenario, seed, seat in chosen)


def standing(point: Point, seat: int) -> int:
    """Returns the seat, or the next living one where it has died."""
    count = point.world.states
    return next(s for s in ((seat + k) % count for k in range(count)) if point.world.alive[s])


def played(job: Job) -> list[int]:
    """Returns what each split of a job is worth, ppm of power."""
    point = recorded(job.seat.game, job.turn)
    seat = standing(point, job.seat.seat)
    return [_worth(point, seat, split, job.chance) for split in job.splits]


def _worth(point: Point, seat: int, split: Split, chance: int) -> int:
    def kept(world: World, orders: dict[int, Orders]) -> dict[int, Orders]:
        return {**orders, seat: replace(orders[seat], shifts=())} if seat in orders else orders

    world = chanced(point.world, chance)
    if split:
        world.effort[seat] = split
        world.idle[seat] = 0
    now = Point(point.start, world.publish(), point.events)
    now = onward(now, WINDOW - LAST, kept if split else None)
    total = 0
    for _ in range(LAST):
        now = onward(now, 1, kept if split else None)
        total += int(now.world.power[seat])
    return total // LAST


def measure(
    chances: int = 1,
    workers: int = 1,
    rules: tuple[Rule, ...] = (),
    progress: TextIO | None = None,
    *,
    chosen: Sequence[Seat] | None = None,
    turns: Sequence[int] = TURNS,
    among: Sequence[Split] | None = None,
) -> Report:
    """Plays every split of every situation and returns what was found.

    chances: how often each is played, each time with other luck. progress: where to say how far it is, if that is a
    terminal. chosen, turns and among: other seats, moments and splits than those of the benchmark.
    """
    began = time.perf_counter()
    given = tuple(among or splits())
    jobs = [
        Job(seat, turn, chance, part)
        for seat in (seats(rules) if chosen is None else chosen)
        for turn in turns
        for chance in range(chances)
        for part in _parts(((), *given))
    ]
    found = answers(played, jobs, workers, progress)
    seconds = time.perf_counter() - began
    situations = _situations(jobs, found, chances)
    return judged(given, situations, seconds, seconds / _floor_second(), workers)


def _parts(whole: tuple[Split, ...]) -> list[tuple[Split, ...]]:
    return [whole[i:i + _CHUNK] for i in range(0, len(whole), _CHUNK)]


def _situations(jobs: Sequence[Job], found: dict[Job, list[int]], chances: int) -> tuple[Situation, ...]:
    gathered: dict[tuple[Seat, int], list[list[int]]] = {}
    for job in jobs:
        rows = gathered.setdefault((job.seat, job.turn), [[] for _ in range(chances)])
        rows[job.chance] += found[job]
    situations = []
    for (seat, turn), rows in gathered.items():
        point = recorded(seat.game, turn)
        who = standing(point, seat.seat)
        near = _beside(point.world, who)
        situations.append(Situation(
            game=seat.game.scenario, seed=seat.game.seed, seat=point.world.codes[who], turn=turn, neighbours=near,
            power=int(point.world.power[who]), effort=tuple(point.world.effort[who].tolist()),
            own=sum(row[0] for row in rows) // chances,
            values=tuple(tuple(row[1:]) for row in rows),
        ))  # fmt: skip
    return tuple(situations)


def _beside(world: World, seat: int) -> int:
    holder = world.controller
    touched = (world.land.border[holder == seat] > 0).any(axis=0)
    return len({int(s) for s in holder[touched] if s != seat})


def _floor_second() -> float:
    """Returns the seconds of one floor game L."""
    began = time.perf_counter()
    floor.play()
    return time.perf_counter() - began

