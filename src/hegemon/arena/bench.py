"""What the game costs on this machine, as ratios to yardsticks run in turn: the floor game and bare Python.

Absolute times say more about the machine than about the game, so subject and yardstick alternate (A B A B) and what
they took is compared. Goals are those of the project; a row over its goal is shown, and nothing is asserted here.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import wait
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hegemon.arena import floor
from hegemon.arena.executors import SlotExecutor
from hegemon.arena.rows import Row
from hegemon.arena.spec import Spec
from hegemon.arena.tournament import run_tournament

if TYPE_CHECKING:
    from hegemon.game.session import Game

# The reference game L: twelve states, two hundred provinces, a hundred turns.
LARGE = "continents:states=12,provinces=200,seed=1"
LARGE_SEEDS = tuple(range(1, 13))
LARGE_TURNS = 100


def measure(parts: Sequence[str]) -> list[Row]:
    """Returns the rows of the parts among engine, ai and arena; other names are not measured here."""
    from hegemon.arena import bench_engine, bench_speed

    rows: list[Row] = []
    if "engine" in parts:
        rows += [*bench_engine.measure(), large_game("random"), *saving()]
    if "ai" in parts:
        rows += bench_speed.measure()
    if "arena" in parts:
        rows += [job_overhead(), *two_workers()]
    return rows


def in_turn(subject: Callable[[int], object], yardstick: Callable[[int], object], seeds: Sequence[int]) -> float:
    """Returns the CPU of the subject over that of the yardstick, run in turn with each of the seeds."""
    ours = theirs = 0.0
    for seed in seeds:
        ours += _cpu(partial(subject, seed))
        theirs += _cpu(partial(yardstick, seed))
    return ours / theirs


def _cpu(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def large_game(
    player: str, goal: float | None = None, seeds: Sequence[int] = LARGE_SEEDS, turns: int = LARGE_TURNS
) -> Row:
    """Returns what the game L costs with one player in all seats, in CPU of as many turns of the floor game.

    By many seeds, each beside a floor game: one with more war in it costs a third more than its neighbour.
    """
    from hegemon.game.match import play_match

    play_match(LARGE, [player] * 12, seed=0, turns=1)
    ratio = in_turn(
        lambda seed: play_match(LARGE, [player] * 12, seed=seed, turns=turns),
        lambda _: floor.play(12, 200, turns),
        seeds,
    )
    part = "engine" if player == "random" else "ai"
    return Row(part, f"game L of {turns} turns, {player} in every seat, to the floor game", ratio, "×", goal)


def world_fork(times: int = 400, rounds: int = 5) -> list[Row]:
    """Returns the microseconds of one copy of a world of size L, the least of some rounds.

    Arrays are copied when they are first asked for; the second row is of a copy with all of them at once.
    """
    world = _large().world

    def least(copy: Callable[[], object]) -> float:
        return min(_cpu(lambda: [copy() for _ in range(times)]) for _ in range(rounds)) / times * 1e6

    return [
        Row("ai", "copy of a world L", least(world.fork), "µs", 20.0),
        Row("ai", "copy of a world L, every array", least(lambda: world.fork(whole=True)), "µs"),
    ]


def saving(turns: int = 20) -> list[Row]:
    """Returns what keeping a game L costs: a save, a load, its size, and autosave as a share of the turn."""
    from hegemon.game.journal import Journal
    from hegemon.game.session import load_game

    with tempfile.TemporaryDirectory() as folder:
        plain = _large()
        journal = Journal.begin(Path(folder) / "auto.hegemon", plain.start, plain.first_power, (), plain.world)
        # The record is timed by itself: two games side by side would warm each other's caches.
        recorded = without = 0.0
        for _ in range(turns):
            without += _cpu(plain.advance)
            recorded += _cpu(lambda: journal.append(plain.turns[-1], plain.world))
        path = Path(folder) / "bench.hegemon"
        save = statistics.median(_cpu(lambda: plain.save(path)) for _ in range(5))
        load = statistics.median(_cpu(lambda: load_game(path)) for _ in range(5))
        size = path.stat().st_size / 1024
    return [
        Row("engine", f"save of a game L at turn {turns}", save * 1e3, "ms", 5.0),
        Row("engine", f"load of a game L at turn {turns}", load * 1e3, "ms", 20.0),
        Row("engine", f"size of a save L at turn {turns}", size, "KiB", 250.0),
        Row("engine", "autosave, to a turn of L with maximisers", 100 * recorded / without, "%", 10.0),
    ]


def _large() -> Game:
    from hegemon.game.session import new_game

    return new_game(LARGE, seed=1)


_MEMORY = """
import hegemon, pathlib, resource
hegemon.play_match({scenario!r}, ["maximiser"] * 12, seed=1, turns={turns})
status = pathlib.Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peaks = [line.split()[1] for line in lines if line.startswith("VmHWM")]
print(peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak_memory(turns: int = LARGE_TURNS) -> Row:
    """Returns the MiB at the peak of a fresh process that plays L with maximisers."""
    code = _MEMORY.format(scenario=LARGE, turns=turns)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_env())
    return Row("ai", "peak memory of a headless game L", int(done.stdout) / 1024, "MiB", 80.0)


def start_up(rounds: int = 9) -> list[Row]:
    """Returns the start of commands and imports, as ratios of wall time to the smallest of their kind."""
    bare, numpy = ["-c", "pass"], ["-c", "import numpy"]
    return [
        Row("ui", "hegemon --help, to python -c pass", _starts(["-m", "hegemon", "--help"], bare, rounds), "×", 8.0),
        Row("ui", "import hegemon, to import numpy", _starts(["-c", "import hegemon"], numpy, rounds), "×", 1.5),
        Row(
            "ui",
            "import hegemon with all a match needs, to import numpy",
            _starts(["-c", "import hegemon; hegemon.play_match"], numpy, rounds),
            "×",
        ),
    ]


def _starts(subject: list[str], yardstick: list[str], rounds: int) -> float:
    def wall(args: list[str]) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, *args], capture_output=True, check=True, env=_env())
        return time.perf_counter() - began

    wall(subject)
    pairs = [(wall(subject), wall(yardstick)) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs) / statistics.median(p[1] for p in pairs)


def _env() -> dict[str, str]:
    """Returns the environment of an installed program: compiled modules kept, idle BLAS threads off."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"OPENBLAS_NUM_THREADS": "1"}


def job_overhead(jobs: int = 400) -> Row:
    """Returns the milliseconds that handing one job to a process and its answer back cost."""
    with SlotExecutor(1) as slots:
        slots.submit(abs, -1).result()
        began = time.perf_counter()
        wait([slots.submit(abs, -1) for _ in range(jobs)])
        return Row("arena", "handing a game to a process", (time.perf_counter() - began) / jobs * 1e3, "ms", 1.0)


def two_workers(games: int = 16) -> list[Row]:
    """Returns how much faster two processes play a ring-8 tournament than this one, and whether they agree."""
    spec = Spec(scenario="ring-8", players=("maximiser", "turtle", "raider", "random"), games=games, seed=1)
    walls: list[float] = []
    digests: list[str] = []
    for workers in (1, 2, 1, 2):
        began = time.perf_counter()
        digests.append(run_tournament(spec, workers=workers).json())
        walls.append(time.perf_counter() - began)
    gain = (walls[0] + walls[2]) / (walls[1] + walls[3])
    return [
        Row("arena", f"{games} games of ring-8 on two processes, to one", gain, "×", 1.7, at_least=True),
        Row("arena", "different results among four runs", float(len(set(digests)) - 1), "", 0.0),
    ]
