from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING, FARTHEST, OPEN, SEA, neighbours_of, shortest_routes
from hegemon.atlas.noise import draw, hashed, rugged, smooth
from hegemon.atlas.raster import cells_of, coastal, grow, label_cells, land_borders, shared_cells

Mask = NDArray[np.bool_]


def grown(land: Mask, seeds: list[tuple[int, int]]) -> NDArray[np.int16]:
    flat = np.full(land.shape, 20, dtype=np.int64)
    raster, _ = grow(land, np.array(seeds), np.arange(len(seeds)), flat)
    return raster


def test_nearest_is_over_land_not_over_water() -> None:
    land = np.ones((11, 11), dtype=np.bool_)
    land[1:, 5] = False  # an inlet: the tip of the left shore lies close to the right one
    raster = grown(land, [(0, 0), (10, 6)])
    assert raster[10, 4] == 0
    assert raster[10, 7] == 1
    assert (raster[~land] == SEA).all()


def test_an_island_without_a_seed_stays_unreached() -> None:
    land = np.ones((5, 7), dtype=np.bool_)
    land[:, 3] = False
    assert (grown(land, [(2, 0)])[:, 4:] == SEA).all()


def test_ties_go_to_the_lower_label() -> None:
    land = np.ones((1, 5), dtype=np.bool_)
    assert grown(land, [(0, 4), (0, 0)]).tolist() == [[1, 1, 0, 0, 0]]


def test_a_dear_ridge_moves_the_border() -> None:
    land = np.ones((1, 9), dtype=np.bool_)
    dear = np.full((1, 9), 10, dtype=np.int64)
    dear[0, 1:4] = 60
    raster, far = grow(land, np.array([[0, 0], [0, 8]]), np.arange(2), dear)
    assert (raster == 0).sum() < 4
    assert far[0, 0] == far[0, 8] == 0


def test_shared_cells_borders_coast_and_labels() -> None:
    raster = np.full((6, 8), SEA, dtype=np.int16)
    raster[1:5, 1:4] = 0
    raster[1:5, 4:7] = 1
    raster[5, 1:3] = 2
    assert shared_cells(raster, 3).tolist() == [[0, 4, 2], [4, 0, 0], [2, 0, 0]]
    assert land_borders(raster, 3)[0].tolist() == [0, OPEN, 0]
    assert cells_of(raster, 3).tolist() == [12, 12, 2]
    assert coastal(raster, 3).all()
    labels = label_cells(raster, 3)
    assert [raster[tuple(cell)] for cell in labels] == [0, 1, 2]
    assert labels[0].tolist() in ([2, 2], [3, 2])


def test_routes_follow_borders_and_crossings_count_double() -> None:
    border = np.zeros((4, 4), dtype=np.int8)
    length = np.full((4, 4), FARTHEST, dtype=np.int64)
    for one, other, kind, km in ((0, 1, OPEN, 100), (1, 2, CROSSING, 50)):
        border[one, other] = border[other, one] = kind
        length[one, other] = length[other, one] = km
    route = shortest_routes(border, length)
    assert route[0, 2] == 200
    assert route[0, 3] == FARTHEST
    assert np.array_equal(route, route.T)
    assert neighbours_of(border) == ((1,), (0, 2), (1,), ())


def test_noise_is_pinned_bounded_and_keyed() -> None:
    assert int(hashed(7, 3)[0]) == int(hashed(7, np.array([3]))[0]) != int(hashed(8, 3)[0])
    field = smooth((40, 50), 8, 9, key=5)
    assert field.dtype == np.int64
    assert -9 <= field.min() < field.max() <= 9
    assert np.abs(np.diff(field, axis=0)).max() <= 6
    assert int(rugged((30, 30), 8, 8, key=1).sum()) == -2829
    assert [draw(1, 6, n) for n in range(8)] == [draw(1, 6, n) for n in range(8)]
    assert len({draw(1, 1000, n) for n in range(50)}) > 40
