"""Moves drawn over the map: a line of pixels from province to province, and a head."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegemon.tui.map.palette import ATTACK, FRAME, ORDER, SEA_INK, SEA_TEXT, SHELF

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hegemon.atlas.geography import Drawing
    from hegemon.tui.map.geometry import Viewport
    from hegemon.tui.map.paint import Frame
    from hegemon.tui.map.scene import Arrow

# Pixels of a head behind its tip, for each of eight directions from east clockwise, as (x, y).
_HEADS: tuple[tuple[tuple[int, int], ...], ...] = (
    ((-1, -1), (-1, 1), (-1, 0)),
    ((-1, 0), (-2, 0), (0, -1), (0, -2)),
    ((-1, -1), (1, -1), (0, -1)),
    ((1, 0), (2, 0), (0, -1), (0, -2)),
    ((1, -1), (1, 1), (1, 0)),
    ((1, 0), (2, 0), (0, 1), (0, 2)),
    ((-1, 1), (1, 1), (0, 1)),
    ((-1, 0), (-2, 0), (0, 1), (0, 2)),
)
_POINTERS = "▶↘▼↙◀↖▲↗"
_SHORT = 8.0
_ROOM_FOR_TEXT = 12


@dataclass(frozen=True, slots=True)
class Stroke:
    """An arrow worked out for a view: its pixels (y, x), its ink, its text and the cell (x, y) where that goes."""

    pixels: tuple[tuple[int, int], ...]
    ink: int
    text: str
    middle: tuple[int, int]


def octant(across: float, down: float) -> int:
    """Which of eight directions, clockwise from east, a step in pixels takes."""
    return round(math.atan2(down, across) / (math.pi / 4)) % 8


def head(across: float, down: float) -> tuple[tuple[int, int], ...]:
    """Pixels (x, y) of an arrow head relative to its tip, for a direction in pixels."""
    return _HEADS[octant(across, down)]


def strokes(drawing: Drawing, viewport: Viewport, arrows: tuple[Arrow, ...]) -> tuple[Stroke, ...]:
    """Work out the arrows of a view; they stop short of the texts at both ends."""
    return tuple(stroke for arrow in arrows if (stroke := _stroke(drawing, viewport, arrow)) is not None)


def _stroke(drawing: Drawing, viewport: Viewport, arrow: Arrow) -> Stroke | None:
    start, end = (_pixel(drawing, viewport, province) for province in (arrow.source, arrow.target))
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down)
    if length < 1:
        return None
    unit = (across / length, down / length)
    first = min(_clearance(unit, 2.0, 2.4), length * 0.3)
    last = length - min(_clearance(unit, 2.6, 2.6), length * 0.4)
    ink = FRAME if arrow.ghost else ATTACK if arrow.hostile else ORDER
    half = length / 2 if length < _SHORT else (first + last) / 2
    middle = (math.floor(start[0] + unit[0] * half), math.floor((start[1] + unit[1] * half) / 2))
    if length < _SHORT:
        # No room for a line between the two labels: one sign there says as much.
        return Stroke((), ink, _POINTERS[octant(across, down)], middle)
    steps = max(math.ceil((last - first) * 2), 1)
    pixels: dict[tuple[int, int], None] = {}
    for i in range(steps):
        along = first + (last - first) * i / steps
        x, y = math.floor(start[0] + unit[0] * along), math.floor(start[1] + unit[1] * along)
        if not (arrow.ghost and (x + y) % 3 == 2):
            pixels[y, x] = None
    tip = (math.floor(start[0] + unit[0] * last), math.floor(start[1] + unit[1] * last))
    for x, y in ((0, 0), *head(across, down)):
        pixels[tip[1] + y, tip[0] + x] = None
    return Stroke(tuple(pixels), ink, arrow.text if length > _ROOM_FOR_TEXT else "", middle)


def draw_lines(ink: NDArray[np.int32], drawn: tuple[Stroke, ...]) -> None:
    """Put the lines among the pixels."""
    height, width = ink.shape
    for stroke in drawn:
        for y, x in stroke.pixels:
            if 0 <= y < height and 0 <= x < width:
                ink[y, x] = stroke.ink


def draw_crossings(
    ink: NDArray[np.int32], drawing: Drawing, viewport: Viewport, source: int, targets: tuple[int, ...]
) -> None:
    """Dot the water between a province and those that can be reached from it by sea."""
    height, width = ink.shape
    start = _pixel(drawing, viewport, source)
    for target in targets:
        end = _pixel(drawing, viewport, target)
        length = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1.0)
        for i in range(0, int(length) + 1, 2):
            x = math.floor(start[0] + (end[0] - start[0]) * i / length)
            y = math.floor(start[1] + (end[1] - start[1]) * i / length)
            if 0 <= y < height and 0 <= x < width and ink[y, x] in (SEA_INK, SHELF):
                ink[y, x] = SEA_TEXT


def draw_texts(frame: Frame, grounds: NDArray[np.int32], drawn: tuple[Stroke, ...]) -> None:
    """Put the texts of arrows over the picture."""
    rows, columns = frame.code.shape
    for stroke in drawn:
        x, y = stroke.middle[0] - len(stroke.text) // 2, stroke.middle[1]
        if stroke.text and 0 <= y < rows and x >= 0 and x + len(stroke.text) <= columns:
            frame.back[y, x : x + len(stroke.text)] = grounds[y, x : x + len(stroke.text)]
            frame.write(x, y, stroke.text, stroke.ink, bold=True)


def _clearance(unit: tuple[float, float], half_width: float, half_height: float) -> float:
    """Distance in pixels from the middle of a box of text to its rim, along a direction."""
    across = half_width / abs(unit[0]) if abs(unit[0]) > 1e-6 else math.inf
    down = half_height / abs(unit[1]) if abs(unit[1]) > 1e-6 else math.inf
    return min(across, down)


def _pixel(drawing: Drawing, viewport: Viewport, province: int) -> tuple[float, float]:
    """Middle of a province's two lines of text in pixels (x, y)."""
    row, column = (float(value) for value in drawing.labels[province])
    x = (column + 0.5 - viewport.left) / viewport.scale
    y = (row + 0.5 - viewport.top) / viewport.scale
    return math.floor(x) + 0.5, math.floor(y / 2) * 2 + 2
