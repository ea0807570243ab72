"""Provinces of the real earth: named points that share out the land round them."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.cache import remembered
from hegemon.atlas.geography import (
    FARTHEST,
    NO_BORDER,
    OUTSIDE,
    SEA,
    Drawing,
    Geography,
    frozen,
    neighbours_of,
    shortest_routes,
)
from hegemon.atlas.land import Land
from hegemon.atlas.noise import rugged
from hegemon.atlas.projections import great_circle_km
from hegemon.atlas.raster import cells_of, coastal, grow, label_cells, land_borders

_METHOD = 1
_BASE, _SWING, _SPACING, _KEY = 24, 11, 8, 1914

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Points:
    """Named points that make a map; places are latitude and longitude in degrees.

    also: further points of each province. outside: points of land out of play. reach_km, islands_km: how far
    from a point land still belongs to it, over land and for islands without one. borders: (province, province,
    kind) that replace what the raster says.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    at: tuple[Place, ...]
    also: tuple[tuple[Place, ...], ...]
    outside: tuple[Place, ...]
    reach_km: int
    islands_km: int
    borders: tuple[tuple[int, int, int], ...]


def earth(land: Land, points: Points) -> Geography:
    """Shares out the land and measures it; every point must be ashore (see `Land.ashore`).

    Cold this takes about half a second; the raster is then kept in the user's cache.
    """
    count = len(points.codes)
    raster = frozen(remembered(_key(land, points), functools.partial(_fits, land, points),
                               functools.partial(_share_out, land, points)))
    border = land_borders(raster, count)
    for one, other, kind in points.borders:
        border[one, other] = border[other, one] = kind
    length = np.full((count, count), FARTHEST, dtype=np.int64)
    for one, other in np.argwhere(border > NO_BORDER).tolist():
        length[one, other] = max(1, great_circle_km(points.at[min(one, other)], points.at[max(one, other)]))
    return Geography(
        codes=points.codes,
        names=points.names,
        area=frozen(cells_of(raster, count) * land.cell_km**2),
        coast=frozen(coastal(raster, count)),
        border=frozen(border),
        route=frozen(shortest_routes(border, length)),
        neighbours=neighbours_of(border),
        draw=functools.lru_cache(maxsize=1)(functools.partial(_draw, raster, count, land.cell_km)),
    )


def _draw(raster: NDArray[np.int16], count: int, cell_km: int) -> Drawing:
    return Drawing(raster, frozen(label_cells(raster, count)), cell_km)


def _share_out(land: Land, points: Points) -> NDArray[np.int16]:
    count = len(points.codes)
    seeds, labels = _seeds(land, points)
    weight = _BASE + rugged(land.mask.shape, _SPACING, _SWING, _KEY)
    raster, far = grow(land.mask, seeds, labels, weight)
    raster[far > points.reach_km * 10 * _BASE // land.cell_km] = OUTSIDE
    raster[raster >= count] = OUTSIDE
    raster[~land.mask] = SEA
    own = labels < count
    for island in _islands(land.mask & (far >= 2**20 - 1)):
        rows, columns = np.array(island).T
        apart = ((rows[:, None] - seeds[own, 0]) ** 2 + (columns[:, None] - seeds[own, 1]) ** 2).min(axis=0)
        near = int(np.argmin(apart))
        within = apart[near] * land.cell_km**2 <= points.islands_km**2
        raster[rows, columns] = labels[own][near] if within else OUTSIDE
    return raster


def _seeds(land: Land, points: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    cells: list[tuple[int, int]] = []
    labels: list[int] = []
    for province, place in enumerate(points.at):
        for at in (place, *points.also[province]):
            cells.append(land.ashore(*at) or (0, 0))
            labels.append(province)
    for place in points.outside:
        cells.append(land.ashore(*place) or (0, 0))
        labels.append(len(points.codes))
    return np.array(cells, dtype=np.int64), np.array(labels, dtype=np.int64)


def _islands(left: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    todo = {(row, column) for row, column in np.argwhere(left).tolist()}
    found: list[list[tuple[int, int]]] = []
    for start in sorted(todo):
        if start not in todo:
            continue
        todo.discard(start)
        island = [start]
        for row, column in island:
            for dr in (-1, 0, 1):
                for dc in (-1, 0, 1):
                    if (row + dr, column + dc) in todo:
                        todo.discard((row + dr, column + dc))
                        island.append((row + dr, column + dc))
        found.append(island)
    return found


def _key(land: Land, points: Points) -> str:
    told = (_METHOD, _BASE, _SWING, _SPACING, _KEY, len(points.codes), points.at, points.also, points.outside,
            points.reach_km, points.islands_km)
    return hashlib.sha256(land.content + repr(told).encode()).hexdigest()[:32]


def _fits(land: Land, points: Points, raster: NDArray[np.int16]) -> bool:
    if raster.shape != land.mask.shape or raster.min() < OUTSIDE or raster.max() >= len(points.codes):
        return False
    seeds, _ = _seeds(land, points)
    first = np.cumsum([0] + [1 + len(also) for also in points.also])[:-1]
    kept = raster[seeds[first, 0], seeds[first, 1]]
    return bool(np.array_equal(raster == SEA, ~land.mask) and np.array_equal(kept, np.arange(len(first))))
