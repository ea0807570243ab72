from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from hegemon.atlas.land import load_land
from hegemon.atlas.projections import EARTH_KM, EQUAL_EARTH, azimuthal, equal_earth, great_circle_km

CENTRE = (0.0, 11.0)

Place = tuple[float, float]
Plane = Callable[[Place, Place], Place]


def test_equal_earth_agrees_with_its_authors() -> None:
    east, north = equal_earth((0.0, 191.0 - 1e-9), CENTRE)
    assert abs(east / EARTH_KM - 2.7066) < 1e-3
    assert north == 0
    east, north = equal_earth((90.0, 11.0), CENTRE)
    assert east == 0
    assert abs(north / EARTH_KM - 1.3173) < 1e-3


@pytest.mark.parametrize("plane", [azimuthal, equal_earth])
@pytest.mark.parametrize("place", [(52.0, 13.0), (-33.0, 18.0), (1.0, 104.0), (65.0, -150.0)])
def test_areas_are_kept(plane: Plane, place: Place) -> None:
    step = 1e-3
    (x0, y0), (x1, y1), (x2, y2) = (plane((place[0] + a, place[1] + b), (10.0, 11.0))
                                    for a, b in ((0.0, 0.0), (step, 0.0), (0.0, step)))
    drawn = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
    true = (math.radians(step) * EARTH_KM) ** 2 * math.cos(math.radians(place[0]))
    assert abs(drawn / true - 1) < 1e-3


def test_the_world_is_cut_between_asia_and_america() -> None:
    world = load_land("world")
    assert world.projection == EQUAL_EARTH
    width = world.mask.shape[1]
    alaska, chukotka = world.cell(65.6, -168.0), world.cell(66.1, -169.7)
    assert alaska[1] < width // 20
    assert chukotka[1] > width - width // 8
    assert abs(alaska[0] - chukotka[0]) <= 3


@pytest.mark.parametrize(
    ("place", "dry"),
    [((38.9, -77.2), True), ((-1.3, 36.8), True), ((39.9, 116.4), True), ((-35.3, 149.1), True), ((4.7, -74.1), True),
     ((55.8, 37.6), True), ((47.5, -87.0), False), ((-1.0, 33.0), False), ((42.0, 50.5), False), ((45.0, 60.0), False),
     ((0.0, -30.0), False), ((60.0, -85.0), False), ((20.0, 38.5), False), ((-50.0, 100.0), False)],
)
def test_the_world_has_its_shores(place: tuple[float, float], dry: bool) -> None:
    world = load_land("world")
    assert bool(world.mask[world.cell(*place)]) is dry


def test_the_world_has_as_much_land_as_the_source() -> None:
    world = load_land("world")
    land = int(world.mask.sum()) * world.cell_km**2
    assert 130_000_000 < land < 138_000_000  # all land but Antarctica and what lies north of the window
    edges = np.concatenate((world.mask[-1], world.mask[:, 0]))
    assert edges.mean() < 0.05


def test_distances_over_the_date_line() -> None:
    assert great_circle_km((65.6, -168.1), (66.1, -169.7)) < 100
    assert abs(great_circle_km((37.8, -122.4), (35.7, 139.7)) - 8270) < 40
