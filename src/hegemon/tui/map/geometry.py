"""Turn the reference raster into pixels, borders and dots for one terminal size, zoom and pan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hegemon.atlas.geography import Drawing

SEA = -1
OUTSIDE = -2
VOID = -3
SAMPLES = 4
OPENING = -1  # no step of zoom chosen: all of the land where its labels have room, else it fills the view


@dataclass(frozen=True, slots=True)
class Viewport:
    """What part of the raster is on screen.

    columns, rows: size in terminal cells.
    scale: raster cells a pixel (a pixel is half a terminal cell high and one wide).
    top, left: raster coordinates of the upper left corner of the first pixel.
    """

    columns: int
    rows: int
    scale: float
    top: float
    left: float

    def to_cell(self, row: float, column: float) -> tuple[int, int]:
        """Terminal cell (x, y) that shows a raster cell, possibly out of view."""
        x = (column + 0.5 - self.left) / self.scale
        y = (row + 0.5 - self.top) / self.scale / 2
        return int(np.floor(x)), int(np.floor(y))


@dataclass(frozen=True, slots=True, eq=False)
class Geometry:
    """Everything about a view of the land that does not depend on who owns it.

    ids: (2 rows + 2, columns + 2) int16, province of each pixel with a ring of one pixel around the view.
    dots: (4 rows, 2 columns) bool, braille dots where two provinces meet; ``pairs`` holds the neighbours' indices.
    right, down: (4 rows, 2 columns) int16, province of the dot to the right and below.
    fine: (4 rows, 2 columns) int16, province of each dot.
    shelf: (2 rows, columns) bool, sea pixels beside land.
    size: (P,) int64, pixels in view of each province.
    """

    viewport: Viewport
    ids: NDArray[np.int16]
    fine: NDArray[np.int16]
    right: NDArray[np.int16]
    down: NDArray[np.int16]
    shelf: NDArray[np.bool_]
    size: NDArray[np.int64]

    @property
    def inner(self) -> NDArray[np.int16]:
        """The pixels in view, without the ring: (2 rows, columns)."""
        return self.ids[1:-1, 1:-1]


def fit_scale(drawing: Drawing, columns: int, rows: int) -> float:
    """Raster cells a pixel at which the whole raster is in view."""
    height, width = drawing.raster.shape
    return float(max(width / max(columns, 1), height / max(rows * 2, 1), 0.05))


def viewport_at(
    drawing: Drawing, columns: int, rows: int, zoom: float, row: float, column: float
) -> Viewport:
    """Viewport centred on a raster cell; clamped so that the view never leaves the raster needlessly."""
    height, width = drawing.raster.shape
    scale = fit_scale(drawing, columns, rows) / max(zoom, 1.0)
    view_height, view_width = rows * 2 * scale, columns * scale
    top = row - view_height / 2
    left = column - view_width / 2
    top = (height - view_height) / 2 if view_height >= height else min(max(top, 0.0), height - view_height)
    left = (width - view_width) / 2 if view_width >= width else min(max(left, 0.0), width - view_width)
    return Viewport(columns, rows, scale, top, left)


def rasterise(drawing: Drawing, viewport: Viewport) -> Geometry:
    """Sample the raster into pixels (majority of sixteen samples) and braille dots (nearest cell)."""
    rows, columns = viewport.rows * 2 + 2, viewport.columns + 2
    step = viewport.scale / SAMPLES
    ys = viewport.top - viewport.scale + np.arange(0.5, rows * SAMPLES, dtype=np.float64) * step
    xs = viewport.left - viewport.scale + np.arange(0.5, columns * SAMPLES, dtype=np.float64) * step
    grid = _sample(drawing.raster, ys, xs)
    blocks = grid.reshape(rows, SAMPLES, columns, SAMPLES).transpose(0, 2, 1, 3)
    ids = _majority(blocks.reshape(rows, columns, SAMPLES * SAMPLES))
    _keep_small(drawing, viewport, ids)
    inner_grid = grid[SAMPLES:, SAMPLES:]
    half = SAMPLES // 2
    dots = inner_grid[half // 2 :: half, half // 2 :: half]
    height, width = viewport.rows * 4, viewport.columns * 2
    fine = np.ascontiguousarray(dots[:height, :width])
    right = np.ascontiguousarray(dots[:height, 1 : width + 1])
    down = np.ascontiguousarray(dots[1 : height + 1, :width])
    inner = ids[1:-1, 1:-1]
    land = (ids >= 0) | (ids == OUTSIDE)
    near = land[:-2, 1:-1] | land[2:, 1:-1] | land[1:-1, :-2] | land[1:-1, 2:]
    size = np.bincount(inner[inner >= 0].astype(np.int64), minlength=len(drawing.labels)).astype(np.int64)
    return Geometry(viewport, ids, fine, right, down, (inner == SEA) & near, size)


def _sample(raster: NDArray[np.int16], ys: NDArray[Any], xs: NDArray[Any]) -> NDArray[np.int16]:
    """Nearest raster cell for every (y, x); VOID beyond the raster."""
    height, width = raster.shape
    row, column = np.floor(ys).astype(np.int64), np.floor(xs).astype(np.int64)
    grid: NDArray[np.int16] = raster[np.clip(row, 0, height - 1)][:, np.clip(column, 0, width - 1)]
    beyond = ((row < 0) | (row >= height))[:, None] | ((column < 0) | (column >= width))[None, :]
    grid[beyond] = VOID
    return grid


def _majority(blocks: NDArray[np.int16]) -> NDArray[np.int16]:
    """Most frequent value along the last axis; land wins a pixel that it half fills."""
    ordered = np.sort(blocks, axis=2)
    count = ordered.shape[2]
    half = ordered[:, :, count // 2].copy()
    mixed = (ordered[:, :, 0] != ordered[:, :, -1]).nonzero()
    values = ordered[mixed]
    run = np.ones_like(values, dtype=np.int16)
    for i in range(1, count):
        same = values[:, i] == values[:, i - 1]
        run[:, i] = np.where(same, run[:, i - 1] + 1, 1)
    is_land = values >= 0
    land_pixels = is_land.sum(axis=1) * 2 >= count
    run = np.where(is_land == land_pixels[:, None], run, 0)
    half[mixed] = values[np.arange(len(values)), run.argmax(axis=1)]
    return half


def _keep_small(drawing: Drawing, viewport: Viewport, ids: NDArray[np.int16]) -> None:
    """Give each province in view at least the pixel of its label, so that none vanishes."""
    present = np.zeros(len(drawing.labels), dtype=np.bool_)
    present[ids[ids >= 0]] = True
    for province in np.flatnonzero(~present):
        row, column = drawing.labels[province]
        x = int((column + 0.5 - viewport.left) // viewport.scale) + 1
        y = int((row + 0.5 - viewport.top) // viewport.scale) + 1
        if 0 <= y < ids.shape[0] and 0 <= x < ids.shape[1]:
            ids[y, x] = province
