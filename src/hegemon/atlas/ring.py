"""A ring of equal sectors: one sector's land, borders and distances copied round; the raster only draws it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import FARTHEST, SEA, Drawing, Geography, frozen, neighbours_of, shortest_routes
from hegemon.atlas.noise import rugged
from hegemon.atlas.raster import label_cells

_CELL_KM = 6
_INNER_KM, _OUTER_KM = 290, 1010
_MARGIN_KM = 70
_MIDDLE_KM, _USUAL, _LEAST_KM = 630, 8, -230


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector of a ring of `count` equal ones.

    places: km from the centre and thousandths of the sector's angle, one pair a province. area: km2.
    borders: (province, province, sectors on, border kind, km).
    """

    count: int
    places: tuple[tuple[int, int], ...]
    area: tuple[int, ...]
    coast: tuple[bool, ...]
    borders: tuple[tuple[int, int, int, int, int], ...]


def ring(sector: Sector, codes: tuple[str, ...], names: tuple[str, ...]) -> Geography:
    """Copies a sector round the ring: province k of sector s has index s × size + k."""
    size = len(sector.places)
    total = sector.count * size
    border = np.zeros((total, total), dtype=np.int8)
    length = np.full((total, total), FARTHEST, dtype=np.int64)
    for one, other, ahead, kind, km in sector.borders:
        for turn in range(sector.count):
            here, there = turn * size + one, (turn + ahead) % sector.count * size + other
            border[here, there] = border[there, here] = kind
            length[here, there] = length[there, here] = km
    return Geography(
        codes=codes,
        names=names,
        area=frozen(np.tile(np.array(sector.area, dtype=np.int64), sector.count)),
        coast=frozen(np.tile(np.array(sector.coast, dtype=np.bool_), sector.count)),
        border=frozen(border),
        route=frozen(shortest_routes(border, length)),
        neighbours=neighbours_of(border),
        draw=functools.partial(_draw, sector),
    )


@functools.lru_cache(maxsize=4)
def _draw(sector: Sector) -> Drawing:
    wider = _wider(sector.count)
    side = 2 * (_OUTER_KM + wider + _MARGIN_KM) // _CELL_KM
    rows, columns = np.mgrid[0:side, 0:side]
    sway = rugged((side, side), 24, 34, key=11), rugged((side, side), 24, 34, key=12)
    south = (rows * 2 - side + 1) * _CELL_KM / 2
    east = (columns * 2 - side + 1) * _CELL_KM / 2
    radius = np.hypot(south, east)
    shore = rugged((side, side), 30, 40, key=13)
    land = (radius + shore < _OUTER_KM + wider) & (radius + shore // 2 > _INNER_KM + wider)
    points = _points(sector)
    nearest = np.full((side, side), np.inf)
    raster = np.full((side, side), SEA, dtype=np.int16)
    for province, (y, x) in enumerate(points):
        apart = (south + sway[0] - y) ** 2 + (east + sway[1] - x) ** 2
        closer = land & (apart < nearest)
        nearest[closer] = apart[closer]
        raster[closer] = province
    return Drawing(frozen(raster), frozen(label_cells(raster, len(points))), _CELL_KM)


def _wider(count: int) -> int:
    """Returns by how many km a ring of so many sectors is drawn wider than one of eight: each keeps its shape."""
    return max(_LEAST_KM, _MIDDLE_KM * (count - _USUAL) // _USUAL)


def _points(sector: Sector) -> NDArray[np.float64]:
    turn = 2 * np.pi / sector.count
    radius = np.array([r for r, _ in sector.places], dtype=np.float64) + _wider(sector.count)
    angle = np.array([a for _, a in sector.places], dtype=np.float64) * turn / 1000
    angles = (angle[None, :] + turn * np.arange(sector.count)[:, None]).ravel()
    radii = np.tile(radius, sector.count)
    return np.stack((-radii * np.cos(angles), radii * np.sin(angles)), axis=1)
