from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING, FARTHEST, OPEN, OUTSIDE, SEA
from hegemon.atlas.land import load_land
from hegemon.atlas.raster import land_borders
from hegemon.engine.turn import opening
from hegemon.world.scenario import Scenario, load_scenario
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.setup import open_world
from hegemon.world.treaties import Treaty

GREAT = ["GMY", "UKG", "RUS", "FRN", "AUH", "ITA", "TUR"]


@pytest.fixture(scope="module")
def europe(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEGEMON_HOME", str(tmp_path_factory.mktemp("home")))
        return load_scenario("europe-1914")


def owner_at(europe: Scenario, latitude: float, longitude: float) -> str:
    province = europe.geography.draw().raster[load_land("europe").cell(latitude, longitude)]
    return europe.codes[europe.sovereign[province]] if province >= 0 else {SEA: "sea", OUTSIDE: "out"}[int(province)]


def test_size_and_codes(europe: Scenario) -> None:
    codes = europe.geography.codes
    assert len(codes) >= 70
    assert len(europe.codes) >= 16
    assert len(set(codes)) == len(codes)
    assert len(set(europe.codes)) == len(europe.codes)
    assert not set(codes) & set(europe.codes)
    assert [code for code, great in zip(europe.codes, europe.great, strict=True) if great] == GREAT
    assert len(set(europe.colours)) == len(europe.colours)
    assert len(set(europe.glyphs)) == len(europe.glyphs)


@pytest.mark.parametrize(
    ("latitude", "longitude", "owner"),
    [
        (50.4, -4.8, "UKG"), (53.3, -7.5, "UKG"), (35.1, 33.2, "UKG"), (30.6, 30.9, "UKG"),  # Cornwall to Egypt
        (48.6, 7.6, "GMY"), (49.1, 6.3, "GMY"), (54.9, 9.3, "GMY"), (55.1, 21.9, "GMY"), (52.4, 16.9, "GMY"),
        (49.2, 5.4, "FRN"), (43.7, 7.1, "FRN"), (42.2, 9.1, "FRN"), (36.2, 5.5, "FRN"), (34.2, -4.0, "FRN"),
        (50.1, 20.2, "AUH"), (49.8, 23.9, "AUH"), (46.1, 11.1, "AUH"), (43.4, 17.8, "AUH"), (46.6, 24.5, "AUH"),
        (52.2, 20.9, "RUS"), (51.8, 19.3, "RUS"), (47.0, 28.6, "RUS"), (40.6, 43.2, "RUS"), (61.5, 24.0, "RUS"),
        (40.1, 9.1, "ITA"), (45.5, 11.9, "ITA"), (32.3, 13.4, "ITA"), (38.9, 35.5, "TUR"), (41.7, 26.7, "TUR"),
        (33.4, 44.2, "TUR"), (31.9, 35.4, "TUR"), (41.3, 25.4, "BUL"), (41.1, 21.5, "SER"), (42.9, 20.4, "SER"),
        (40.7, 22.7, "GRC"), (35.2, 25.0, "GRC"), (43.8, 27.8, "ROM"), (42.4, 19.2, "MNG"), (41.0, 19.9, "ALB"),
        (47.0, 7.9, "SWZ"), (50.5, 4.9, "BEL"), (53.1, 6.3, "NTH"), (38.6, -7.9, "POR"), (35.4, -5.3, "SPN"),
        (38.0, 46.8, "out"), (49.75, 6.1, "out"), (31.2, 5.0, "out"), (56.0, 3.0, "sea"),
    ],
)
def test_frontiers_of_1914(europe: Scenario, latitude: float, longitude: float, owner: str) -> None:
    assert owner_at(europe, latitude, longitude) == owner


def test_capitals(europe: Scenario) -> None:
    assert np.array_equal(europe.sovereign[europe.capital], np.arange(len(europe.codes)))
    named = dict(zip(europe.codes, (europe.geography.names[c] for c in europe.capital), strict=True))
    assert named["RUS"] == "St Petersburg"
    assert named["TUR"] == "Constantinople"
    assert named["SER"] == "Belgrade"


def test_land_agrees_with_its_drawing(europe: Scenario) -> None:
    land, drawing = europe.geography, europe.geography.draw()
    count = len(land.codes)
    assert np.array_equal(land.area, np.bincount(drawing.raster[drawing.raster >= 0], minlength=count) * 144)
    assert land.area.min() > 5_000
    assert [drawing.raster[tuple(cell)] for cell in drawing.labels] == list(range(count))
    assert np.array_equal(land.border, land.border.T)
    assert np.array_equal(land.route, land.route.T)
    assert land.route.max() < FARTHEST
    assert (land.border[land_borders(drawing.raster, count) > 0] > 0).all()
    assert land.coast[(land.border == CROSSING).any(axis=1)].all()
    by_land = land_borders(drawing.raster, count) == OPEN
    assert (land.border == CROSSING)[~by_land].sum() > 40


def test_means_and_shares(europe: Scenario) -> None:
    count = len(europe.geography.codes)
    for array in (europe.grain, europe.ore, europe.fuel):
        assert 95 <= array.mean() <= 105
        assert array.min() >= 1
    assert 24 <= europe.troops.sum() / count <= 30
    assert (europe.troops.sum(axis=1) > 0).all()
    assert (europe.troops.argmax(axis=0) == europe.sovereign).all()
    assert (europe.effort.sum(axis=1) == 10).all()


def test_powers_rank_as_in_the_source(europe: Scenario) -> None:
    power = opening(open_world(europe, seed=1)).power
    index = {code: state for state, code in enumerate(europe.codes)}
    order = sorted(GREAT, key=lambda code: -int(power[index[code]]))
    assert order == GREAT


def state_sum(europe: Scenario, array: NDArray[np.int64], code: str) -> int:
    return int(array[europe.sovereign == europe.codes.index(code)].sum())


def test_figures_keep_the_order_of_the_source(europe: Scenario) -> None:
    assert state_sum(europe, europe.fuel, "UKG") > state_sum(europe, europe.fuel, "GMY")
    assert state_sum(europe, europe.ore, "GMY") > state_sum(europe, europe.ore, "UKG")
    troops = europe.troops.sum(axis=1)
    assert [europe.codes[s] for s in np.argsort(-troops, kind="stable")[:5]] == ["RUS", "GMY", "AUH", "FRN", "UKG"]
    russia = state_sum(europe, europe.population, "RUS")
    assert abs(russia - 175_100) < 100
    assert europe.naval.argmax() == europe.codes.index("UKG")


def signed(europe: Scenario, kind: str, *codes: str) -> list[TreatySpec]:
    parties = [europe.codes.index(code) for code in codes]
    return [t for t in europe.treaties if t.kind == kind and list(t.parties) == parties]


def test_treaties_of_1914(europe: Scenario) -> None:
    for guarantor in ("UKG", "FRN", "GMY", "AUH", "RUS"):
        assert signed(europe, "guarantee", guarantor, "BEL")
    assert signed(europe, "guarantee", "RUS", "SER")
    assert signed(europe, "defence", "GMY", "AUH")[0].chained
    assert signed(europe, "defence", "FRN", "RUS")[0].chained
    triple = signed(europe, "defence", "GMY", "ITA")[0]
    assert triple.chained
    assert triple.offence
    assert signed(europe, "entente", "UKG", "FRN")
    assert signed(europe, "neutrality", "FRN", "ITA")
    assert all(treaty.source for treaty in europe.treaties)
    assert len(europe.sources) >= 4


def test_opinions(europe: Scenario) -> None:
    assert not europe.opinion.diagonal().any()
    index = {code: state for state, code in enumerate(europe.codes)}
    assert europe.opinion[index["FRN"], index["GMY"]] == europe.opinion[index["GMY"], index["FRN"]] < 0
    assert europe.opinion[index["FRN"], index["RUS"]] > 0


def test_clauses_of_history_are_in_force_at_the_opening() -> None:
    world = open_world(load_scenario("europe-1914"), 1)
    codes = world.codes

    def between(one: str, two: str, kind: str) -> Treaty:
        pair = {codes.index(one), codes.index(two)}
        return next(t for t in world.treaties if set(t.parties) == pair and t.kind == kind)

    assert between("GMY", "AUH", "defence").joint
    assert between("FRN", "RUS", "defence").renew
    assert between("GMY", "ITA", "defence").exclude == codes.index("UKG")
    assert between("AUH", "ROM", "defence").hidden
    assert between("FRN", "ITA", "neutrality").hidden
