"""Provinces on a grid of cells: growing them from points, measuring them, finding who touches whom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import OPEN, SEA

_UNREACHED = np.int32(2**30 - 1)
_LABELS = 1024
_SLANT = (14, 10)


def grow(
    land: NDArray[np.bool_], seeds: NDArray[np.int64], labels: NDArray[np.int64], weight: NDArray[np.int64]
) -> tuple[NDArray[np.int16], NDArray[np.int32]]:
    """Gives every land cell to the seed nearest over land: the raster, SEA where no seed reaches, and distances.

    land: (H, W). seeds: (N, 2) row and column, on land. labels: (N,) 0..1022, what a seed's cells are called.
    weight: (H, W) 1..60, the price of crossing a cell, so that borders bend. Distances are integers (10 a side
    step, 14 a slanted one, times the mean weight of both cells); equal distances go to the lower label. All
    cells relax together until none changes (Bellman 1958), which numpy does faster than a heap.
    """
    height, width = land.shape
    price = np.zeros((height + 2, width + 2), dtype=np.int32)
    price[1:-1, 1:-1] = weight
    dry = np.zeros((height + 2, width + 2), dtype=np.bool_)
    dry[1:-1, 1:-1] = land
    best = np.full((height + 2, width + 2), _UNREACHED, dtype=np.int32)
    np.minimum.at(best, (seeds[:, 0] + 1, seeds[:, 1] + 1), labels.astype(np.int32))
    inner = (slice(1, -1), slice(1, -1))
    steps = []
    for dr, dc in ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)):
        there = (slice(1 + dr, height + 1 + dr), slice(1 + dc, width + 1 + dc))
        cost = _SLANT[dr * dc == 0] * (price[inner] + price[there]) // 2 * _LABELS
        cost[~(dry[inner] & dry[there])] = _UNREACHED
        steps.append((there, cost))
    reached = np.empty((height, width), dtype=np.int32)
    while True:
        before = best[inner].copy()
        for there, cost in steps:
            np.add(best[there], cost, out=reached)
            np.minimum(best[inner], reached, out=best[inner])
        if np.array_equal(before, best[inner]):
            break
    found = best[inner]
    return np.where(found < _UNREACHED, found % _LABELS, SEA).astype(np.int16), found // _LABELS


def shared_cells(raster: NDArray[np.int16], count: int) -> NDArray[np.int64]:
    """Counts for every two provinces the cell edges that they share, (P, P), symmetric, zero diagonal."""
    shared = np.zeros((count, count), dtype=np.int64)
    for one, other in ((raster[:, :-1], raster[:, 1:]), (raster[:-1], raster[1:])):
        touch = (one != other) & (one >= 0) & (other >= 0)
        pairs = one[touch].astype(np.int64) * count + other[touch]
        shared += np.bincount(pairs, minlength=count * count).reshape(count, count)
    return shared + shared.T


def land_borders(raster: NDArray[np.int16], count: int, least: int = 3) -> NDArray[np.int8]:
    """Marks open borders where two provinces share at least `least` cell edges, (P, P)."""
    return np.where(shared_cells(raster, count) >= least, OPEN, 0).astype(np.int8)


def cells_of(raster: NDArray[np.int16], count: int) -> NDArray[np.int64]:
    """Counts the cells of each province, (P,)."""
    return np.bincount(raster[raster >= 0], minlength=count)[:count]


def coastal(raster: NDArray[np.int16], count: int) -> NDArray[np.bool_]:
    """Says which provinces touch the sea, (P,)."""
    wet = np.zeros(count, dtype=np.bool_)
    for one, other in ((raster[:, :-1], raster[:, 1:]), (raster[:-1], raster[1:])):
        wet[one[(other == SEA) & (one >= 0)]] = True
        wet[other[(one == SEA) & (other >= 0)]] = True
    return wet


def label_cells(raster: NDArray[np.int16], count: int) -> NDArray[np.int64]:
    """Finds for each province a cell well inside it, (P, 2) row and column, where its name can stand.

    Peels the provinces cell by cell; of the last cells left the one nearest to their middle is taken.
    """
    height, width = raster.shape
    padded = np.full((height + 2, width + 2), SEA, dtype=raster.dtype)
    padded[1:-1, 1:-1] = raster
    depth = np.zeros(raster.shape, dtype=np.int64)
    left = raster >= 0
    while left.any():
        depth += left
        ring = np.zeros((height + 2, width + 2), dtype=np.bool_)
        ring[1:-1, 1:-1] = left
        for axis in (0, 1):
            for step in (-1, 1):
                left = left & np.roll(ring, step, axis)[1:-1, 1:-1] & (
                    np.roll(padded, step, axis)[1:-1, 1:-1] == raster)
    found = np.zeros((count, 2), dtype=np.int64)
    rows, columns = np.nonzero(raster >= 0)
    owners, depths = raster[rows, columns], depth[rows, columns]
    deepest = np.zeros(count, dtype=np.int64)
    np.maximum.at(deepest, owners, depths)
    for province in range(count):
        own = np.flatnonzero(owners == province)
        if own.size:
            row, column = rows[own].sum() // own.size, columns[own].sum() // own.size
            core = own[depths[own] >= max(1, deepest[province] * 3 // 4)]
            apart = (rows[core] - row) ** 2 + (columns[core] - column) ** 2
            best = core[int(np.argmin(apart))]
            found[province] = rows[best], columns[best]
    return found
