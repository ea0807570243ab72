from __future__ import annotations

import numpy as np
import pytest

from hegemon import assets
from hegemon.atlas.land import land_names, load_land
from hegemon.atlas.projections import great_circle_km
from hegemon.errors import BadInput


def test_the_assets_are_small_and_named() -> None:
    folder = assets.folder() / "geography"
    assert sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) <= 400_000
    assert land_names() == ["europe", "world"]


@pytest.mark.parametrize(
    ("place", "dry"),
    [((48.85, 2.35), True), ((52.5, 13.4), True), ((37.9, 23.7), True), ((39.9, 32.9), True),
     ((56.0, 3.0), False), ((43.0, 34.0), False), ((35.0, 18.0), False), ((60.8, 31.5), False), ((42.0, 50.5), False)],
)
def test_cities_are_ashore_and_seas_are_not(place: tuple[float, float], dry: bool) -> None:
    land = load_land("europe")
    assert bool(land.mask[land.cell(*place)]) is dry


def test_ashore_moves_a_harbour_by_two_cells_at_most() -> None:
    land = load_land("europe")
    for place in ((55.65, 12.6), (41.0, 29.0), (35.9, 14.4)):
        row, column = land.cell(*place)
        found = land.ashore(*place)
        assert found is not None
        assert max(abs(found[0] - row), abs(found[1] - column)) <= 2
    assert land.ashore(35.0, 18.0) is None
    assert land.ashore(-40.0, 150.0) is None


def test_cells_are_equal_areas() -> None:
    land = load_land("europe")
    west, north = land.cell(50.0, 17.0)[1], land.cell(50.0, 17.0)[0]
    assert (north, west) == (land.north, land.west)
    degree = great_circle_km((60.0, 20.0), (61.0, 20.0))
    assert degree == 111
    assert great_circle_km((51.5, -0.1), (48.85, 2.35)) == great_circle_km((48.85, 2.35), (51.5, -0.1)) == 342


@pytest.mark.parametrize("name", ["atlantis", "../europe", "europe.npz", "", "eu\x00rope"])
def test_a_foreign_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        load_land(name)


def test_the_mask_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        np.copyto(load_land("europe").mask, False)
