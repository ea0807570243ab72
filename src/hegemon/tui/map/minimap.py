"""A small picture of the whole map in a corner, with a frame around what is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegemon.tui.map.geometry import Viewport, rasterise, viewport_at
from hegemon.tui.map.paint import Marks, pixel_inks
from hegemon.tui.map.palette import DIM, HOVER, SEA_INK

if TYPE_CHECKING:
    from hegemon.atlas.geography import Drawing
    from hegemon.tui.map.geometry import Geometry
    from hegemon.tui.map.paint import Frame
    from hegemon.tui.map.scene import Scene


def minimap_geometry(drawing: Drawing, columns: int) -> Geometry:
    """Geometry of the whole raster, so many columns wide."""
    height, width = drawing.raster.shape
    rows = max(3, round(columns * height / width / 2))
    return rasterise(drawing, viewport_at(drawing, columns, rows, 1.0, height / 2, width / 2))


def draw_minimap(frame: Frame, geometry: Geometry, scene: Scene, viewport: Viewport) -> None:
    """Paint it in the lower right corner with a thin box around it."""
    ink, ground = pixel_inks(geometry, scene, Marks())
    del ink
    small = geometry.viewport
    rows, columns = frame.code.shape
    if small.rows + 2 > rows // 2 or small.columns + 2 > columns // 2:
        return
    top, left = rows - small.rows - 1, columns - small.columns - 1
    pixels = ground.copy()
    y0 = int((viewport.top - small.top) / small.scale)
    y1 = int((viewport.top + viewport.rows * 2 * viewport.scale - small.top) / small.scale)
    x0 = int((viewport.left - small.left) / small.scale)
    x1 = int((viewport.left + viewport.columns * viewport.scale - small.left) / small.scale)
    y0, y1 = max(y0, 0), min(y1, pixels.shape[0] - 1)
    x0, x1 = max(x0, 0), min(x1, pixels.shape[1] - 1)
    pixels[[y0, y1], x0 : x1 + 1] = HOVER
    pixels[y0 : y1 + 1, [x0, x1]] = HOVER
    upper, lower = pixels[0::2], pixels[1::2]
    area = (slice(top, top + small.rows), slice(left, left + small.columns))
    frame.code[area] = np.where(upper == lower, ord(" "), ord("▀"))
    frame.fore[area] = upper
    frame.back[area] = lower
    frame.bold[area] = False
    frame.write(left - 1, top - 1, "┌" + "─" * small.columns, DIM, back=SEA_INK)
    for y in range(top, top + small.rows):
        frame.write(left - 1, y, "│", DIM, back=SEA_INK)
