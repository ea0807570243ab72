"""Lines over time drawn with braille dots."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from textual.content import Content

_LEFT, _RIGHT = 6, 4
MARGIN = 0.05  # part of the range of the values left free above and below
MOST_TICKS = 7
_DIM = "#8b98a5"
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a name, a hue and its values, one a turn, None where there is none."""

    name: str
    hue: str
    values: tuple[float | None, ...]


def chart(series: list[Series], width: int, height: int, *, first: int, unit: str = "%") -> list[Content]:
    """Draw lines in so many cells; later series are drawn over earlier ones.

    first: the label of the first value. The axis runs from below the least value to above the greatest, so that lines
    can be told apart. Returns height lines, axis labels included.
    """
    if not series or height < 4 or width < 16:
        return [Content("no room for the chart")]
    right = max(_RIGHT, 1 + max(len(line.name) for line in series))
    columns, rows = width - _LEFT - right, height - 1
    values = [v for line in series for v in line.values if v is not None]
    least, most, step = _scale(min(values, default=0.0), max(values, default=1.0))
    span = most - least
    length = max(len(line.values) for line in series)
    masks: list[list[int]] = [[0] * columns for _ in range(rows)]
    hues: list[list[str]] = [[""] * columns for _ in range(rows)]
    for line in series:
        before: tuple[int, int] | None = None
        for turn, value in enumerate(line.values):
            if value is None:
                before = None
                continue
            x = round(turn * (columns * 2 - 1) / max(length - 1, 1))
            y = round((most - value) / span * (rows * 4 - 1))
            for px, py in _line(before or (x, y), (x, y)):
                masks[py // 4][px // 2] |= _BITS[py % 4][px % 2]
                hues[py // 4][px // 2] = line.hue
            before = (x, y)
    ticks = {
        round((1 - i * step / span) * (rows - 1)): f"{round(least + i * step, 2):g}{unit}"
        for i in range(round(span / step) + 1)
    }
    names = _names(series, least, most, rows)
    lines = []
    for row in range(rows):
        parts: list[tuple[str, str]] = [(ticks.get(row, "").rjust(_LEFT - 1) + "┤", _DIM)]
        for mask, hue in zip(masks[row], hues[row], strict=True):
            parts.append((chr(0x2800 + mask) if mask else " ", hue or _DIM))
        name, hue = names.get(row, ("", _DIM))
        lines.append(Content.assemble(*parts, (f" {name}", hue)).simplify())
    last = f"{first + length - 1}"
    axis = " " * _LEFT + str(first)
    lines.append(Content.styled(axis + last.rjust(max(width - right - len(axis), len(last))), _DIM))
    return lines


def _names(series: list[Series], least: float, most: float, rows: int) -> dict[int, tuple[str, str]]:
    """Row and hue of the name at the end of each line; the highest lines take their rows first."""
    found: dict[int, tuple[str, str]] = {}
    ends = [(line.values[-1], line) for line in series if line.values and line.values[-1] is not None]
    for value, line in sorted(ends, key=lambda end: -(end[0] or 0.0)):
        row = round((most - (value or 0.0)) / (most - least) * (rows * 4 - 1)) // 4
        free = next((r for r in (row, row - 1, row + 1) if 0 <= r < rows and r not in found), None)
        if free is not None:
            found[free] = (line.name, line.hue)
    return found


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Bottom and top of the axis and the distance of its ticks, all round; a margin on both sides, never below 0."""
    margin = max((high - low) * MARGIN, 0.1)
    low, high = max(low - margin, 0.0), high + margin
    for step in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0):
        bottom, top = floor(low / step), ceil(high / step)
        if top - bottom <= MOST_TICKS:
            return bottom * step, top * step, step
    return 0.0, 100.0, 25.0


def _line(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    return [
        (start[0] + (end[0] - start[0]) * i // steps, start[1] + (end[1] - start[1]) * i // steps)
        for i in range(steps + 1)
    ]
