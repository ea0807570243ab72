"""Lines over time drawn with braille dots."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a name, a hue and its values, one a turn, None where there is none."""

    name: str
    hue: str
    values: tuple[float | None, ...]


def chart(series: list[Series], width: int, height: int, *, first: int, unit: str = "%") -> list[Content]:
    """Draw lines in so many cells; later series are drawn over earlier ones.

    first: the label of the first value. Returns height lines, axis labels included.
    """
    if not series or height < 4 or width < 16:
        return [Content("no room for the chart")]
    left = 6
    columns, rows = width - left, height - 1
    values = [v for line in series for v in line.values if v is not None]
    most = _round_up(max(values, default=1.0))
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
            y = round((1 - value / most) * (rows * 4 - 1))
            for px, py in _line(before or (x, y), (x, y)):
                masks[py // 4][px // 2] |= _BITS[py % 4][px % 2]
                hues[py // 4][px // 2] = line.hue
            before = (x, y)
    lines = []
    for row in range(rows):
        label = ""
        if row % max(rows // 4, 1) == 0:
            label = f"{most * (1 - row / rows):.0f}{unit}"
        parts: list[tuple[str, str]] = [(label.rjust(left - 1) + "┤", "#8b98a5")]
        for mask, hue in zip(masks[row], hues[row], strict=True):
            parts.append((chr(0x2800 + mask) if mask else " ", hue or "#8b98a5"))
        lines.append(Content.assemble(*parts).simplify())
    last = f"{first + length - 1}"
    axis = " " * left + str(first)
    lines.append(Content.styled(axis + last.rjust(max(width - len(axis), len(last))), "#8b98a5"))
    return lines


def _round_up(value: float) -> float:
    for step in (2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 60.0, 80.0, 100.0):
        if value <= step:
            return step
    return value


def _line(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    return [
        (start[0] + (end[0] - start[0]) * i // steps, start[1] + (end[1] - start[1]) * i // steps)
        for i in range(steps + 1)
    ]
