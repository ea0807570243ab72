"""Land made from a seed: continents, isles or one shore, provinces spread over it, crossings that join every shore."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import (
    CROSSING,
    FARTHEST,
    NO_BORDER,
    OPEN,
    SEA,
    THIN,
    Drawing,
    Geography,
    frozen,
    neighbours_of,
    shortest_routes,
)
from hegemon.atlas.noise import hashed, rugged, smooth
from hegemon.atlas.raster import cells_of, coastal, grow, label_cells, land_borders

_CELL_KM = 36
_CELLS_EACH = 36
_HEIGHT, _SHORE, _RIM, _BEND, _RELIEF, _RIVERS, _WARP = range(101, 108)
_RIVERS_IN_100 = 14
_FORD = 12
_ISLET = 14
FORMS = ("continents", "archipelago", "pangaea", "inland sea")
# Of each form: cells of land in a hundred, breadth of its hills in parts of the width, how much its middle rises.
_SHAPES = {"continents": (46, 4, 0), "archipelago": (34, 11, 0), "pangaea": (52, 5, 2600), "inland sea": (48, 6, -2600)}
_ROUND = ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


@dataclass(frozen=True, slots=True, eq=False)
class Continents:
    """Land without names. height: (P,) rises with ruggedness; the rest as in `Geography`."""

    area: NDArray[np.int64]
    coast: NDArray[np.bool_]
    border: NDArray[np.int8]
    route: NDArray[np.int64]
    height: NDArray[np.int64]
    raster: NDArray[np.int16]
    seed: int

    def named(self, codes: tuple[str, ...], names: tuple[str, ...]) -> Geography:
        """Returns this land with its provinces named."""
        return Geography(
            codes=codes,
            names=names,
            area=self.area,
            coast=self.coast,
            border=self.border,
            route=self.route,
            neighbours=neighbours_of(self.border),
            draw=functools.lru_cache(maxsize=1)(functools.partial(_draw, self.raster, len(codes), self.seed)),
        )


def continents(count: int, seed: int, mountains: int, form: str = FORMS[0]) -> Continents:
    """Makes land for `count` provinces, every one reachable from every other over land or listed crossings.

    mountains: how many of the most rugged provinces have thin borders all round; some rivers make thin ones too.
    form: one of FORMS. Whole numbers only, so a seed is the same land everywhere.
    """
    shape = _shape(count, form)
    land = _land(shape, count, seed, form)
    points, raster = _provinces(land, count, seed)
    relief = rugged(shape, 9, 400, seed * 131 + _RELIEF)
    height = np.bincount(raster[raster >= 0], weights=relief[raster >= 0], minlength=count).astype(np.int64)
    height //= np.maximum(cells_of(raster, count), 1)
    apart = _apart(points)
    border = land_borders(raster, count, 2)
    _narrow(border, height, seed, mountains)
    _bridge(border, apart, coastal(raster, count))
    return Continents(
        area=frozen(cells_of(raster, count) * _CELL_KM**2),
        coast=frozen(coastal(raster, count)),
        border=frozen(border),
        route=frozen(shortest_routes(border, np.where(border > NO_BORDER, apart, FARTHEST))),
        height=frozen(height),
        raster=frozen(raster),
        seed=seed,
    )


def _shape(count: int, form: str) -> tuple[int, int]:
    cells = _CELLS_EACH * count * 100 // _SHAPES[form][0]
    height = isqrt(cells * 3 // 4)
    return height, cells // height


def _land(shape: tuple[int, int], count: int, seed: int, form: str) -> NDArray[np.bool_]:
    height, width = shape
    _, breadth, middle = _SHAPES[form]
    relief = rugged(shape, max(8, width // breadth), 1000, seed * 131 + _HEIGHT)
    relief += middle * _nearness(shape) // 1000
    relief += smooth(shape, max(4, width // 14), 260, seed * 131 + _SHORE)
    rows = np.minimum(np.arange(height), np.arange(height)[::-1])[:, None]
    columns = np.minimum(np.arange(width), np.arange(width)[::-1])[None, :]
    rim = np.minimum(rows, columns)
    margin = max(3, height // 9)
    uneven = smooth(shape, max(4, width // 9), margin, seed * 131 + _RIM)
    relief -= np.maximum(margin + uneven - rim, 0) * 2400 // margin
    order = np.argsort(-relief.ravel(), kind="stable")[: _CELLS_EACH * count]
    land = np.zeros(height * width, dtype=np.bool_)
    land[order] = True
    land = land.reshape(shape)
    land[[0, 1, -1, -2]] = False
    land[:, [0, 1, -1, -2]] = False
    return _without_islets(land)


def _nearness(shape: tuple[int, int]) -> NDArray[np.int64]:
    """Returns how near each cell is to the middle, 1000 there and 0 at the rim's middles; squares of distances."""
    height, width = shape
    down = (2 * np.arange(height, dtype=np.int64) - height) * 1000 // height
    across = (2 * np.arange(width, dtype=np.int64) - width) * 1000 // width
    near: NDArray[np.int64] = 1000 - np.minimum(1000, (down[:, None] ** 2 + across[None, :] ** 2) // 1000)
    return near


def _without_islets(land: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Sinks land of fewer cells than make a province."""
    height, width = land.shape
    cell = np.arange(1, height * width + 1, dtype=np.int64).reshape(height, width)
    mark = np.zeros((height + 2, width + 2), dtype=np.int64)
    mark[1:-1, 1:-1] = cell * land
    while True:
        top = np.maximum.reduce([mark[1 + dr:height + 1 + dr, 1 + dc:width + 1 + dc] for dr, dc in _ROUND]) * land
        if np.array_equal(top, mark[1:-1, 1:-1]):
            break
        # What a cell's mark points to has a mark as high or higher: following it once more halves the rounds.
        mark[1:-1, 1:-1] = np.append(0, top.ravel())[top]
    size = np.bincount(top.ravel())
    firm: NDArray[np.bool_] = land & (size[top] >= _ISLET)
    return firm


def _provinces(
    land: NDArray[np.bool_], count: int, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
    cells = np.argwhere(land)
    weight = 20 + rugged(land.shape, 6, 6, seed * 131 + _BEND)
    labels = np.arange(count, dtype=np.int64)
    points = _spread(cells, count, seed)
    raster, _ = grow(land, points, labels, weight)
    for _ in range(3):
        points = _middles(raster, points)
        raster, _ = grow(land, points, labels, weight)
    return points, raster


def _spread(cells: NDArray[np.int64], count: int, seed: int) -> NDArray[np.int64]:
    first = int(hashed(seed, 1)[0] % np.uint64(len(cells)))
    chosen = [first]
    nearest = np.full(len(cells), FARTHEST, dtype=np.int64)
    while len(chosen) < count:
        apart = cells - cells[chosen[-1]]
        np.minimum(nearest, apart[:, 0] ** 2 + apart[:, 1] ** 2, out=nearest)
        chosen.append(int(np.argmax(nearest)))
    return cells[chosen]


def _middles(raster: NDArray[np.int16], points: NDArray[np.int64]) -> NDArray[np.int64]:
    moved = points.copy()
    rows, columns = np.nonzero(raster >= 0)
    owner = raster[rows, columns].astype(np.int64)
    many = np.maximum(np.bincount(owner, minlength=len(points)), 1)
    row = np.bincount(owner, weights=rows, minlength=len(points)).astype(np.int64) // many
    column = np.bincount(owner, weights=columns, minlength=len(points)).astype(np.int64) // many
    off = (rows - row[owner]) ** 2 + (columns - column[owner]) ** 2
    order = np.lexsort((np.arange(len(owner)), off, owner))
    first = np.flatnonzero(np.diff(owner[order], prepend=-1))
    moved[owner[order][first]] = np.stack((rows[order][first], columns[order][first]), axis=1)
    return moved


def _apart(points: NDArray[np.int64]) -> NDArray[np.int64]:
    squares = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2) * _CELL_KM**2
    # IEEE square roots are rounded correctly, so the whole part is exact for numbers this small.
    whole: NDArray[np.int64] = np.sqrt(squares).astype(np.int64)
    return whole


def _narrow(border: NDArray[np.int8], height: NDArray[np.int64], seed: int, mountains: int) -> None:
    count = len(height)
    high = np.zeros(count, dtype=np.bool_)
    high[np.argsort(-height, kind="stable")[:mountains]] = True
    low, up = np.minimum.outer(np.arange(count), np.arange(count)), np.maximum.outer(np.arange(count), np.arange(count))
    river = hashed(seed * 131 + _RIVERS, low, up) % np.uint64(100) < _RIVERS_IN_100
    border[(border == OPEN) & (high[:, None] | high[None, :] | river)] = THIN


def _bridge(border: NDArray[np.int8], apart: NDArray[np.int64], coast: NDArray[np.bool_]) -> None:
    """Lists crossings: the shortest that join all shores, and some short ones more; at most two a province."""
    group = _groups(border)
    shores = coast[:, None] & coast[None, :] & (group[:, None] != group[None, :])
    i_of, j_of = np.nonzero(np.tril(shores))
    order = np.lexsort((j_of, i_of, apart[i_of, j_of]))
    more, apart_still = len(apart) // _FORD, len(np.unique(group)) - 1
    landings = np.zeros(len(apart), dtype=np.int64)
    joined = group.copy()
    for i, j in zip(i_of[order].tolist(), j_of[order].tolist(), strict=True):
        if more <= 0 and not apart_still:
            break
        needed = joined[i] != joined[j]
        if not needed and (more <= 0 or landings[i] > 1 or landings[j] > 1):
            continue
        more -= not needed
        apart_still -= int(needed)
        joined[joined == joined[j]] = joined[i]
        landings[[i, j]] += 1
        border[i, j] = border[j, i] = CROSSING


def _groups(border: NDArray[np.int8]) -> NDArray[np.int64]:
    group = np.arange(len(border), dtype=np.int64)
    near = (border > NO_BORDER) | np.eye(len(border), dtype=np.bool_)
    while True:
        lowest = np.where(near, group[None, :], len(border)).min(axis=1)
        if np.array_equal(lowest, group):
            return group
        group = lowest


def _draw(raster: NDArray[np.int16], count: int, seed: int) -> Drawing:
    finer = next(n for n in (3, 4, 6, 9) if n * raster.shape[1] >= 280)
    height, width = (side * finer for side in raster.shape)
    sway = [smooth((height, width), 2 * finer, finer, seed * 131 + _WARP + turn) for turn in (0, 1)]
    rows = ((np.arange(height)[:, None] + sway[0]) // finer).clip(0, raster.shape[0] - 1)
    columns = ((np.arange(width)[None, :] + sway[1]) // finer).clip(0, raster.shape[1] - 1)
    drawn = raster[rows, columns]
    drawn[drawn < 0] = SEA
    return Drawing(frozen(drawn), frozen(label_cells(drawn, count)), _CELL_KM // finer)
