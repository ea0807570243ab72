"""What the rest of the game sees of a map: arrays over provinces, and a drawing made only when a screen asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

SEA = -1
OUTSIDE = -2
NO_BORDER, OPEN, THIN, CROSSING = 0, 1, 2, 3
FARTHEST = 1 << 30

A = TypeVar("A", bound=np.ndarray[Any, Any])


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A raster of square equal-area cells that screens paint; the rules never read it.

    raster: (H, W) int16, province index, -1 sea, -2 land outside play. labels: (P, 2) int64, row and column
    of a cell well inside the province. cell_km: width of a cell.
    """

    raster: NDArray[np.int16]
    labels: NDArray[np.int64]
    cell_km: int


@dataclass(frozen=True, slots=True, eq=False)
class Geography:
    """The land that a game is played on, as the rules know it.

    area: (P,) km2. coast: (P,) bool. border: (P, P) int8, symmetric: 0 none, 1 open land, 2 thin (mountain,
    river, strait that can be marched), 3 sea crossing. route: (P, P) km along the shortest chain of borders,
    sea crossings counted double, FARTHEST where there is none. neighbours: ascending indices with a border.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    area: NDArray[np.int64]
    coast: NDArray[np.bool_]
    border: NDArray[np.int8]
    route: NDArray[np.int64]
    neighbours: tuple[tuple[int, ...], ...]
    draw: Callable[[], Drawing]


def neighbours_of(border: NDArray[np.int8]) -> tuple[tuple[int, ...], ...]:
    """List for each province the indices it has a border with, ascending."""
    return tuple(tuple(int(j) for j in np.flatnonzero(row)) for row in border)


def shortest_routes(border: NDArray[np.int8], length: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum the km of the shortest chain of borders between every two provinces.

    length: (P, P) km between points, read only where there is a border; a sea crossing counts double.
    Returns (P, P) int64 with FARTHEST where no chain exists (Floyd 1962; whole rows at a time).
    """
    step = np.where(border == CROSSING, 2 * length, length)
    # Two of the farthest still fit into 32 bits, which are half as much to go through.
    route = np.where(border > NO_BORDER, np.minimum(step, FARTHEST), FARTHEST).astype(np.uint32)
    np.fill_diagonal(route, 0)
    by = np.empty_like(route)
    for via in range(len(route)):
        np.add(route[:, via, None], route[via], out=by)
        np.minimum(route, by, out=route)
    return np.minimum(route, FARTHEST).astype(np.int64)


def frozen(array: A) -> A:
    """Mark an array read-only and return it."""
    array.setflags(write=False)
    return array
