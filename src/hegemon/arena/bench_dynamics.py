"""What war does with the rules: duels, first strikes, a rich state and its neighbours, and the pace of a game.

Everything happens on the ring of eight equal states, so that only what an experiment changes can matter. Seats that
an experiment leaves out hold; the others are maximisers, with what it forces upon them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import TextIO

import msgspec

from hegemon.arena import floor
from hegemon.arena.branches import Rule
from hegemon.arena.pool import answers
from hegemon.arena.standings import columns
from hegemon.arena.trials import DUEL_TURNS, END, EQUAL_TURNS, Trial, play

CHANCES = 16
RATIOS = (125, 150, 200)
STRIKES = (100, 125, 150)
ALLIES = (0, 2, 4, 7)


class Row(msgspec.Struct, frozen=True):
    """One figure: of which experiment, in which case, what it is, and over how many games."""

    part: str
    case: str
    figure: str
    value: float
    unit: str
    games: int


class Found(msgspec.Struct, frozen=True):
    """All figures, and how long they took."""

    rows: tuple[Row, ...]
    seconds: float
    floor_games: float
    workers: int

    def table(self) -> str:
        """Returns the figures as aligned columns."""
        cells = [("experiment", "case", "figure", "measured", "games")]
        cells += [(r.part, r.case, r.figure, f"{r.value:.3g} {r.unit}".strip(), str(r.games)) for r in self.rows]
        last = f"took {self.seconds:.0f} s on {self.workers} processes, {self.floor_games:.0f} floor games"
        return "\n".join([*columns(cells, left=(0, 1, 2)), "", last])

    def json(self) -> str:
        """Returns the figures as one line of JSON."""
        return msgspec.json.encode(self).decode()


def play_all(
    chances: int = CHANCES, workers: int = 1, rules: tuple[Rule, ...] = (), progress: TextIO | None = None
) -> Found:
    """Plays every experiment under so many chances and returns the figures."""
    began = time.perf_counter()
    cases = [("duel", ratio, 0) for ratio in (100, *RATIOS)]
    cases += [("strike", ratio, allies) for allies in (0, 2) for ratio in STRIKES]
    cases += [("rich", 200, allies) for allies in ALLIES] + [("pace", 100, 0)]
    trials = {case: [Trial(*case, number, rules) for number in range(chances)] for case in cases}
    found = answers(play, [t for group in trials.values() for t in group], workers, progress)
    rows = [row for case in cases for row in _rows(case, [found[t] for t in trials[case]])]
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    floor.play()
    return Found(tuple(rows), seconds, seconds / (time.perf_counter() - began), workers)


def _rows(case: tuple[str, int, int], games: Sequence[tuple[float, ...]]) -> list[Row]:
    kind, ratio, allies = case
    count = len(games)
    cells = list(zip(*games, strict=True))
    mean = [statistics.fmean(c) for c in cells]
    label = f"{ratio / 100:g}:1"
    if kind == "duel" and ratio == 100:
        part = f"equals, {EQUAL_TURNS} turns of war"
        return [
            Row(part, label, "captures by both", mean[2], "", count),
            Row(part, label, "one has lost five of six", mean[3], "of 1", count),
        ]
    if kind == "duel":
        part = "duel"
        won = [t for t, taken, *_ in games if taken]
        return [
            Row(part, label, "won: five of six taken", len(won) / count, "of 1", count),
            Row(part, label, f"turns, {DUEL_TURNS} where not won", mean[0], "turns", count),
        ]
    if kind == "strike":
        part = "mobilise, then strike"
        label += f", {allies} allies" if allies else ""
        gain = [g for g, *_ in games]
        return [
            Row(part, label, f"share gained by turn {END}", statistics.fmean(gain), "points", count),
            Row(part, label, "chance of a gain", sum(g > 0 for g in gain) / count, "of 1", count),
        ]
    if kind == "rich":
        part = f"doubled output, turn {END}"
        label = f"{allies} allied against it"
        return [
            Row(part, label, "share", mean[0], "of 1", count),
            Row(part, label, "best share of another", mean[1], "of 1", count),
            Row(part, label, "wars entered against it", mean[2], "", count),
        ]
    part = "pace of eight maximisers"
    return [
        Row(part, f"{END} turns", "war entries a state-turn", mean[0], "", count),
        Row(part, f"{END} turns", "captures in ten turns", mean[1], "", count),
        Row(part, f"{END} turns", "deaths in ten turns", mean[2], "", count),
        Row(part, f"{END} turns", "state-turns mobilised", mean[3], "of 1", count),
        Row(part, f"{END} turns", "best share at the end", mean[4], "of 1", count),
    ]
