from __future__ import annotations

import numpy as np
import pytest

from hegemon.atlas.continents import continents
from hegemon.atlas.geography import CROSSING, FARTHEST, NO_BORDER, THIN
from hegemon.atlas.raster import cells_of, land_borders

WORLDS = [(24, 1), (24, 5), (60, 9), (96, 2), (200, 3)]


@pytest.mark.parametrize(("count", "seed"), WORLDS)
def test_every_province_has_land_and_can_be_reached(count: int, seed: int) -> None:
    land = continents(count, seed, count // 9)
    assert cells_of(land.raster, count).min() >= 3
    assert land.route.max() < FARTHEST
    assert np.array_equal(land.border, land.border.T)
    assert np.array_equal(land.route, land.route.T)
    assert not land.border.diagonal().any()


@pytest.mark.parametrize(("count", "seed"), WORLDS)
def test_borders_are_those_of_the_raster_or_crossings(count: int, seed: int) -> None:
    land = continents(count, seed, count // 9)
    marched = (land.border > NO_BORDER) & (land.border < CROSSING)
    assert np.array_equal(marched, land_borders(land.raster, count, 2) > 0)
    assert land.coast[np.flatnonzero((land.border == CROSSING).any(axis=1))].all()
    assert (land.border == THIN).any()


def test_seeds_differ_and_repeat() -> None:
    one, again, other = (continents(60, seed, 6) for seed in (4, 4, 5))
    assert np.array_equal(one.raster, again.raster)
    assert one.raster.shape != other.raster.shape or not np.array_equal(one.raster, other.raster)
    assert int(one.route.sum()) == int(again.route.sum()) != int(other.route.sum())


def test_the_drawing_shows_every_province_where_its_label_is() -> None:
    codes = tuple(f"P{n:02}" for n in range(60))
    geography = continents(60, 9, 6).named(codes, codes)
    drawing = geography.draw()
    assert [drawing.raster[tuple(cell)] for cell in drawing.labels] == list(range(60))
    assert geography.draw() is drawing
