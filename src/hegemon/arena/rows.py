"""What benches print: rows with a value, its interval and its goal, and grids of cells, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from hegemon.arena.intervals import Estimate
from hegemon.arena.standings import columns


class Row(msgspec.Struct, frozen=True):
    """One measurement: a value in a unit, and the goal it must not exceed (or must reach, with `at_least`).

    most: with at_least, what it must not exceed either. low, high: its 95% interval, None where none is known.
    count: of what it is the mean or share (games, sets, cases). judged: what has to meet the goal, the value or an
    end of its interval.
    """

    part: str
    name: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False
    most: float | None = None
    low: float | None = None
    high: float | None = None
    count: int = 0
    judged: Literal["value", "low", "high"] = "value"

    @property
    def good(self) -> bool:
        """Says whether the goal is met; a goal for an end of an interval that is not known is not."""
        if self.goal is None:
            return True
        found = getattr(self, self.judged)
        if found is None:
            return False
        if self.most is not None and found > self.most:
            return False
        return bool(found >= self.goal if self.at_least else found <= self.goal)


class Grid(msgspec.Struct, frozen=True):
    """Cells by row and column, with a title; the first column names the rows."""

    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


class Report(msgspec.Struct, frozen=True):
    """What many games gave: rows and grids, the games played, and how long that took."""

    rows: tuple[Row, ...]
    grids: tuple[Grid, ...]
    games: int
    seconds: float
    floor_games: float
    workers: int

    def table(self) -> str:
        """Returns rows and grids as aligned columns."""
        parts = [table(self.rows, as_json=False)] if self.rows else []
        parts += ["\n".join([g.title, *columns((g.head, *g.lines), left=(0,))]) for g in self.grids]
        took = f"{self.seconds:.0f} s on {self.workers} processes, {self.floor_games:.0f} floor games"
        return "\n\n".join([*parts, f"{self.games} games took {took}"])

    def json(self, before: Sequence[Row] = ()) -> str:
        """Returns everything as one line of JSON, other rows before its own."""
        shown = msgspec.to_builtins(self) | {"rows": told((*before, *self.rows))}
        return msgspec.json.encode(shown).decode()


def told(rows: Sequence[Row]) -> list[dict[str, object]]:
    """Returns rows as plain values, each with whether it is good."""
    return [msgspec.to_builtins(row) | {"good": row.good} for row in rows]


def table(rows: Sequence[Row], *, as_json: bool) -> str:
    """Returns the rows as aligned columns, or as one line of JSON."""
    if as_json:
        return msgspec.json.encode({"rows": told(rows)}).decode()
    cells: list[tuple[str, ...]] = [("part", "what", "measured", "of", "goal", "")]
    for row in rows:
        count = str(row.count) if row.count else ""
        cells.append((row.part, row.name, _measured(row), count, _goal(row), "" if row.good else "over"))
    if not any(row.count for row in rows):
        cells = [(*cell[:3], *cell[4:]) for cell in cells]
    return "\n".join(columns(cells, left=(0, 1)))


def estimated(part: str, name: str, found: Estimate, unit: str, goal: float | None = None, **more: object) -> Row:
    """Returns a row of an estimate with its interval; more: the row's other fields."""
    fields = {"low": found.low, "high": found.high, "count": found.count, **more}
    return msgspec.convert({"part": part, "name": name, "value": found.mean, "unit": unit, "goal": goal} | fields, Row)


def _measured(row: Row) -> str:
    value = f"{row.value:.3g} {row.unit}".strip()
    if row.low is None or row.high is None:
        return value
    return f"{value} ({row.low:.3g} to {row.high:.3g})"


def _goal(row: Row) -> str:
    if row.goal is None:
        return ""
    if row.most is not None:
        return f"{row.goal:g} to {row.most:g} {row.unit}".strip()
    end = "" if row.judged == "value" else f"{row.judged} end "
    return f"{end}{'≥' if row.at_least else '≤'} {row.goal:g} {row.unit}".strip()
