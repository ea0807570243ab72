"""Moves drawn over the map: a line of braille dots, two dots thick, and a head."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hegemon.tui.map.palette import ATTACK, FRAME, ORDER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hegemon.atlas.geography import Drawing
    from hegemon.tui.map.geometry import Viewport
    from hegemon.tui.map.paint import Frame
    from hegemon.tui.map.scene import Arrow

_HEADS = "▶◢▼◣◀◤▲◥"
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def head_glyph(across: float, down: float) -> str:
    """Arrow head for a direction in pixels (a pixel is half a cell high)."""
    octant = round(math.atan2(down, across) / (math.pi / 4)) % 8
    return _HEADS[octant]


def draw_arrows(
    frame: Frame, grounds: NDArray[np.int32], drawing: Drawing, viewport: Viewport, arrows: tuple[Arrow, ...]
) -> None:
    """Draw moves; labels written afterwards stay legible above them."""
    for arrow in arrows:
        _draw(frame, grounds, drawing, viewport, arrow)


def _draw(
    frame: Frame, grounds: NDArray[np.int32], drawing: Drawing, viewport: Viewport, arrow: Arrow
) -> None:
    rows, columns = frame.code.shape
    start = _dot(drawing, viewport, arrow.source)
    end = _dot(drawing, viewport, arrow.target)
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down)
    if length < 1:
        return
    unit = (across / length, down / length)
    # Leave room for the label and army text at both ends, but never more than the line has.
    clear_start = min(_clearance(unit, 3.6, 4.5), length * 0.3)
    clear_end = min(_clearance(unit, 4.6, 4.5), length * 0.4)
    ink = FRAME if arrow.ghost else ATTACK if arrow.hostile else ORDER
    masks: dict[tuple[int, int], int] = {}
    tip = length - clear_end
    steps = max(int(tip - clear_start) * 2, 1)
    side = (-unit[1], unit[0])
    for i in range(steps + 1):
        if arrow.ghost and i % 6 >= 3:
            continue
        along = clear_start + (tip - clear_start) * i / steps
        for offset in (-0.5, 0.5):
            x = round(start[0] + unit[0] * along + side[0] * offset)
            y = round(start[1] + unit[1] * along + side[1] * offset)
            if 0 <= x < columns * 2 and 0 <= y < rows * 4:
                cell = (x // 2, y // 4)
                masks[cell] = masks.get(cell, 0) | _BITS[y % 4][x % 2]
    for (x, y), mask in masks.items():
        frame.code[y, x] = 0x2800 + mask
        frame.fore[y, x] = ink
        frame.back[y, x] = grounds[y, x]
        frame.bold[y, x] = True
    head_x, head_y = int((start[0] + unit[0] * tip) // 2), int((start[1] + unit[1] * tip) // 4)
    if 0 <= head_x < columns and 0 <= head_y < rows:
        frame.code[head_y, head_x] = ord(head_glyph(across, down))
        frame.fore[head_y, head_x] = ink
        frame.back[head_y, head_x] = grounds[head_y, head_x]
        frame.bold[head_y, head_x] = True
    if arrow.text:
        middle = (clear_start + tip) / 2
        x = int((start[0] + unit[0] * middle) // 2) - len(arrow.text) // 2
        y = int((start[1] + unit[1] * middle) // 4)
        if 0 <= y < rows and x >= 0 and x + len(arrow.text) <= columns and length > 16:
            frame.back[y, x : x + len(arrow.text)] = grounds[y, x : x + len(arrow.text)]
            frame.write(x, y, arrow.text, ink, bold=True)


def _clearance(unit: tuple[float, float], half_width: float, half_height: float) -> float:
    """Distance in dots from the middle of a box of text to its rim, along a direction."""
    across = half_width / abs(unit[0]) if abs(unit[0]) > 1e-6 else math.inf
    down = half_height / abs(unit[1]) if abs(unit[1]) > 1e-6 else math.inf
    return min(across, down)


def _dot(drawing: Drawing, viewport: Viewport, province: int) -> tuple[float, float]:
    """Position of a province's label in braille dots (x, y), the middle of its two lines of text."""
    row, column = (float(value) for value in drawing.labels[province])
    x = (column + 0.5 - viewport.left) / viewport.scale
    y = (row + 0.5 - viewport.top) / viewport.scale
    return x * 2, y * 2 + 2
