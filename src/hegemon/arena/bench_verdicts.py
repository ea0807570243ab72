"""What the values of splits say: the best of each situation, whether they differ, and what the best fixed one loses.

The best of many values that luck has a part in is too good, so each verdict is given twice: on the values as played,
and on a quadratic surface through them, which evens out the luck of single splits. With two chances or more a third
says what is left when the split is picked under one chance and paid under another.
"""

from __future__ import annotations

from itertools import combinations

import msgspec
import numpy as np
from numpy.typing import NDArray

from hegemon.arena.standings import columns

Floats = NDArray[np.float64]

APART = 2  # blocks by which two best splits differ
_KEPT = 0.85  # of the best's worth, above which a split belongs to the surface
GOAL = 0.03  # the shortfall that no fixed split should keep to everywhere


class Situation(msgspec.Struct, frozen=True):
    """A seat at a moment, and what each split is worth there.

    power: ppm at that moment; effort and own: the AI's split then, and what its own effort with its shifts is worth,
    ppm. values: ppm, one row a chance, one column a split.
    """

    game: str
    seed: int
    seat: str
    turn: int
    neighbours: int
    power: int
    effort: tuple[int, ...]
    own: int
    values: tuple[tuple[int, ...], ...]


class Verdict(msgspec.Struct, frozen=True):
    """One way of looking: how many pairs of bests lie apart, and what the best fixed split falls short, of 1."""

    way: str
    pairs: int
    apart: int
    fixed: tuple[int, ...]
    worst: float
    mean: float

    @property
    def good(self) -> bool:
        """Says whether most pairs differ and no fixed split is good enough everywhere."""
        return 2 * self.apart > self.pairs and self.worst > GOAL


class Report(msgspec.Struct, frozen=True):
    """What was played, what was found, and how long it took. luck: standard deviation about the surface, of 1."""

    splits: tuple[tuple[int, ...], ...]
    situations: tuple[Situation, ...]
    bests: tuple[tuple[int, ...], ...]
    smooth_bests: tuple[tuple[int, ...], ...]
    verdicts: tuple[Verdict, ...]
    luck: float
    seconds: float
    floor_games: float
    workers: int

    def json(self) -> str:
        """Returns everything as one line of JSON."""
        shown = msgspec.to_builtins(self)
        for verdict, row in zip(self.verdicts, shown["verdicts"], strict=True):
            row["good"] = verdict.good
        return msgspec.json.encode(shown).decode()

    def table(self) -> str:
        """Returns a row for each situation, then the verdicts."""
        rows = [("game", "seat", "turn", "beside", "best", "worth", "smooth", "AI's", "worth", "behind", "spread")]
        for s, best, smooth in zip(self.situations, self.bests, self.smooth_bests, strict=True):
            value = np.array(s.values).mean(axis=0)
            top = max(1.0, float(value.max()))
            rows.append((
                f"{s.game.split(':')[0]} {s.seed}", s.seat, str(s.turn), str(s.neighbours), _shown(best),
                f"{top / 1e4:.2f}", _shown(smooth), _shown(s.effort), f"{s.own / 1e4:.2f}",
                f"{1 - s.own / top:.1%}", f"{1 - float(value.min()) / top:.1%}",
            ))  # fmt: skip
        lines = columns(rows, left=(0, 1))
        lines += ["", "splits: military, economy, technology, diplomacy; worth in percent of the world's power"]
        for v in self.verdicts:
            lines += [
                f"{v.way}: {v.apart} of {v.pairs} pairs of bests differ by {APART} blocks or more; best fixed split "
                f"{_shown(v.fixed)} falls short by {v.worst:.1%} at most, {v.mean:.1%} in the mean "
                f"(goal: over {GOAL:.0%} at most): {'good' if v.good else 'SHORT OF THE GOAL'}"
            ]
        lines += [
            f"luck of a single split: {self.luck:.1%}",
            f"took {self.seconds:.0f} s on {self.workers} processes, {self.floor_games:.0f} floor games",
        ]
        return "\n".join(lines)


def judged(
    splits: tuple[tuple[int, ...], ...],
    situations: tuple[Situation, ...],
    seconds: float,
    floor_games: float,
    workers: int,
) -> Report:
    """Returns the report on the values of situations."""
    chances = np.array([s.values for s in situations], dtype=np.float64).transpose(1, 0, 2)
    played = np.maximum(chances.mean(axis=0), 1.0)
    smooth, luck = smoothed(splits, played)
    verdicts = [_verdict("as played", splits, played, played), _verdict("smoothed", splits, smooth, smooth)]
    if len(chances) > 1:
        verdicts.append(_held_out(splits, np.maximum(chances, 1.0)))
    return Report(
        splits=splits,
        situations=situations,
        bests=tuple(splits[int(k)] for k in played.argmax(axis=1)),
        smooth_bests=tuple(splits[int(k)] for k in smooth.argmax(axis=1)),
        verdicts=tuple(verdicts),
        luck=luck,
        seconds=seconds,
        floor_games=floor_games,
        workers=workers,
    )


def apart(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Returns how many blocks lie elsewhere in another split."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) // 2


def smoothed(splits: tuple[tuple[int, ...], ...], values: Floats) -> tuple[Floats, float]:
    """Returns each row of values, (N, K), evened out, and the luck in them as a part of their means.

    A quadratic surface goes through the splits that keep most of the best's worth; those below, where a state that
    is too weak falls, lie off any such surface and stay as they are.
    """
    blocks = np.array(splits, dtype=np.float64)[:, :3]
    terms = [np.ones(len(blocks)), *blocks.T]
    terms += [blocks[:, a] * blocks[:, b] for a in range(3) for b in range(a, 3)]
    shape = np.stack(terms, axis=1)
    fit, luck = values.copy(), []
    for row, worth in enumerate(values):
        kept = worth >= _KEPT * float(worth.max())
        found, _, rank, _ = np.linalg.lstsq(shape[kept], worth[kept], rcond=None)
        fit[row, kept] = np.maximum(shape[kept] @ found, 1.0)
        spread = ((worth - fit[row])[kept] ** 2).sum() / max(1, int(kept.sum()) - int(rank))
        luck.append(float(np.sqrt(spread)) / float(worth[kept].mean()))
    return fit, float(np.mean(luck))


def _verdict(way: str, splits: tuple[tuple[int, ...], ...], picked: Floats, paid: Floats) -> Verdict:
    """Returns the verdict where splits are picked by one table of values and paid by another, (N, K) each."""
    rows = np.arange(len(picked))
    bests = picked.argmax(axis=1)
    short = 1 - picked / picked[rows, bests][:, None]
    fixed = int(np.lexsort((short.mean(axis=0), short.max(axis=0)))[0])
    lost = 1 - paid[:, fixed] / paid[rows, bests]
    pairs = list(combinations([splits[int(k)] for k in bests], 2))
    far = sum(apart(a, b) >= APART for a, b in pairs)
    return Verdict(way, len(pairs), far, splits[fixed], float(lost.max()), float(lost.mean()))


def _held_out(splits: tuple[tuple[int, ...], ...], chances: Floats) -> Verdict:
    """Returns the verdict where the surface of all chances but the last picks, and that of the last pays."""
    picked, _ = smoothed(splits, chances[:-1].mean(axis=0))
    paid, _ = smoothed(splits, chances[-1])
    return _verdict("held out", splits, picked, paid)


def _shown(split: tuple[int, ...]) -> str:
    return "".join(map(str, split)) if max(split) < 10 else "-".join(map(str, split))
