from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from hegemon.atlas.geography import CROSSING, FARTHEST, OUTSIDE, SEA, THIN
from hegemon.atlas.land import load_land
from hegemon.engine.blocs import blocs, bonds
from hegemon.engine.turn import opening
from hegemon.world.scenario import Scenario, check_scenario, load_scenario
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.setup import open_world

GREAT = ["USA", "UKG", "FRN", "RUS", "CHN"]
CAPITALS = {
    "USA": "Washington", "CAN": "Ottawa", "MEX": "Mexico City", "CRB": "Havana", "VEN": "Caracas", "AND": "Lima",
    "BRA": "Rio de Janeiro", "ARG": "Buenos Aires", "CHL": "Santiago", "PLT": "Montevideo", "UKG": "London",
    "IRE": "Dublin", "FRN": "Paris", "BNX": "Brussels", "NDC": "Oslo", "SWD": "Stockholm", "FIN": "Helsinki",
    "SPN": "Madrid", "POR": "Lisbon", "ITA": "Rome", "SWZ": "Berne", "AUS": "Vienna", "GFR": "Bonn", "GDR": "Berlin",
    "POL": "Warsaw", "CZE": "Prague", "HUN": "Budapest", "ROM": "Bucharest", "BUL": "Sofia", "ALB": "Tirana",
    "YUG": "Belgrade", "GRC": "Athens", "RUS": "Moscow", "TUR": "Ankara", "SYR": "Damascus", "ISR": "Jerusalem",
    "JOR": "Amman", "IRQ": "Baghdad", "SAU": "Riyadh", "IRN": "Teheran", "EGY": "Cairo", "AFG": "Kabul",
    "ETH": "Addis Ababa", "SAF": "Pretoria", "IND": "Delhi", "PAK": "Karachi", "MYA": "Rangoon", "THI": "Bangkok",
    "CHN": "Peking", "TAW": "Taipei", "MON": "Ulan Bator", "PRK": "Pyongyang", "ROK": "Seoul", "JPN": "Tokyo",
    "PHI": "Manila", "INS": "Jakarta", "AUL": "Canberra",
}
# Where the towns that provinces are named after really lie, in degrees.
TOWNS = """
    WDC 38.90 -77.04, NYC 40.71 -74.01, ATL 33.75 -84.39, CHI 41.88 -87.63, STL 38.63 -90.20, DAL 32.78 -96.80,
    DVR 39.74 -104.99, SEA 47.61 -122.33, SFO 37.77 -122.42, ANC 61.22 -149.90, OTT 45.42 -75.70,
    MTL 45.50 -73.57, WPG 49.90 -97.14, VAN 49.28 -123.12, YKN 62.45 -114.37, MXC 19.43 -99.13,
    MTY 25.67 -100.31, MID 20.97 -89.62, HAV 23.13 -82.38, GUT 14.63 -90.51, PTY 8.98 -79.52, CCS 10.48 -66.90,
    LIM -12.05 -77.04, BOG 4.71 -74.07, LPB -16.50 -68.15, RIO -22.91 -43.17, SPL -23.55 -46.63,
    POA -30.03 -51.23, REC -8.05 -34.88, MAO -3.12 -60.02, BUE -34.67 -58.67, CBA -31.42 -64.18,
    CRV -45.86 -67.48, STG -33.45 -70.67, ANF -23.65 -70.40, MVD -34.90 -56.16, ASU -25.28 -57.63,
    LON 51.51 -0.13, MAN 53.48 -2.24, EDI 55.95 -3.19, BFS 54.60 -5.93, KIN 18.00 -76.79, GEO 6.80 -58.16,
    ACC 5.60 -0.19, LAG 6.52 3.38, KRT 15.50 32.56, ASM 15.34 38.93, NBO -1.29 36.82, DAR -6.79 39.21,
    SBY -17.83 31.05, BGZ 32.12 20.07, NIC 35.19 33.38, ADN 12.79 45.02, MCT 23.59 58.41, KUL 3.14 101.69,
    KCH 1.55 110.36, HKG 22.32 114.17, DUB 53.35 -6.26, PAR 48.86 2.35, LYO 45.76 4.84, BDX 44.84 -0.58,
    RBA 34.02 -6.84, ALG 36.75 3.06, TUN 36.81 10.18, DKR 14.72 -17.47, BKO 12.64 -8.00, ABJ 5.36 -4.01,
    FTL 12.13 15.06, BZV -4.26 15.24, DJI 11.59 43.15, TNR -18.88 47.51, HAN 21.03 105.85, SGN 10.82 106.63,
    CAY 4.92 -52.33, BRU 50.85 4.35, AMS 52.37 4.90, LEO -4.44 15.27, EVL -11.66 27.48, PBM 5.85 -55.20,
    HOL -2.53 140.72, OSL 59.91 10.75, CPH 55.68 12.57, NRV 68.44 17.43, REK 64.15 -21.94, STO 59.33 18.07,
    LUL 65.58 22.15, HEL 60.17 24.94, MAD 40.42 -3.70, BAR 41.39 2.17, SEV 37.39 -5.98, TET 35.57 -5.37,
    AIU 27.15 -13.20, LIS 38.72 -9.14, LAD -8.84 13.23, LRQ -25.97 32.57, RMA 41.90 12.50, MIL 45.46 9.19,
    NAP 40.85 14.27, MGD 2.05 45.32, BRN 46.95 7.45, VIE 48.21 16.37, BON 50.74 7.10, HAM 53.55 9.99,
    MUN 48.14 11.58, BER 52.52 13.41, LPZ 51.34 12.37, WAW 52.23 21.01, KTW 50.26 19.02, GDN 54.35 18.65,
    PRG 50.08 14.44, BTS 48.15 17.11, BUD 47.50 19.04, BUC 44.43 26.10, CLJ 46.77 23.60, SOF 42.70 23.32,
    TIR 41.33 19.82, BGD 44.79 20.45, ZAG 45.81 15.98, SJJ 43.86 18.41, ATH 37.98 23.73, SKG 40.64 22.94,
    ANK 39.93 32.86, IST 41.01 28.98, EZR 39.90 41.27, MOS 55.76 37.62, LEN 59.94 30.31, ARK 64.54 40.54,
    RIG 56.95 24.11, MSK 53.90 27.57, KIE 50.45 30.52, DON 48.02 37.80, VGG 48.71 44.51, TBS 41.72 44.79,
    GOR 56.33 44.00, SVE 56.84 60.61, NVS 55.03 82.92, IRK 52.29 104.30, YAK 62.03 129.73, PKC 59.56 150.80,
    VLA 43.12 131.89, ALM 43.24 76.89, TAS 41.30 69.24, DMS 33.51 36.29, BEY 33.89 35.50, JRS 31.78 35.22,
    AMM 31.95 35.93, BGW 33.31 44.37, BSR 30.51 47.78, RIY 24.71 46.68, JED 21.49 39.19, SAN 15.37 44.19,
    TEH 35.69 51.39, TAB 38.08 46.29, ABD 30.34 48.30, MSH 36.30 59.61, CAI 30.04 31.24, SUE 29.97 32.55,
    KAB 34.53 69.17, ADD 9.02 38.75, HRR 9.31 42.12, PRE -25.75 28.19, DUR -29.86 31.02, CPT -33.92 18.42,
    WDH -22.56 17.08, DEL 28.61 77.21, BOM 19.08 72.88, CAL 22.57 88.36, MDR 13.08 80.27, HYD 17.39 78.49,
    SRN 34.08 74.80, SHL 25.58 91.89, KTM 27.72 85.32, KHI 24.86 67.01, LHE 31.55 74.34, DAC 23.81 90.41,
    RGN 16.87 96.20, MDY 21.96 96.09, CMB 6.93 79.86, BKK 13.76 100.50, CNX 18.79 98.98, PEK 39.90 116.41,
    MUK 41.80 123.43, TSI 36.65 117.12, SHA 31.23 121.47, FOO 26.07 119.30, WUH 30.59 114.31, KWC 23.13 113.26,
    CHK 29.56 106.55, KUM 25.04 102.71, SIA 34.34 108.94, KWE 40.84 111.75, TIH 43.83 87.62, LHA 29.65 91.14,
    TPE 25.03 121.57, ULN 47.89 106.91, PYO 39.04 125.76, HGN 39.92 127.54, SEO 37.57 126.98, PUS 35.18 129.08,
    TOK 35.68 139.69, OSA 34.69 135.50, SPR 43.06 141.35, MNL 14.60 120.98, DAV 7.19 125.46, JKT -6.21 106.85,
    SUB -7.26 112.75, MDN 3.59 98.67, BPN -1.24 116.83, MAK -5.15 119.43, CBR -35.28 149.13, BNE -27.47 153.03,
    PER -31.95 115.86, ADL -34.93 138.60, DRW -12.46 130.84, PMB -9.44 147.18, WLG -41.29 174.78
"""
INLAND = ["ETH", "AFG", "MON", "SWZ", "AUS", "CZE", "HUN"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEGEMON_HOME", str(tmp_path_factory.mktemp("home")))
        return load_scenario("world-1950")


def at(world: Scenario, latitude: float, longitude: float) -> int:
    cell = load_land("world").ashore(latitude, longitude)
    return SEA if cell is None else int(world.geography.draw().raster[cell])


def owner_at(world: Scenario, latitude: float, longitude: float) -> str:
    province = at(world, latitude, longitude)
    return world.codes[world.sovereign[province]] if province >= 0 else {SEA: "sea", OUTSIDE: "out"}[province]


def test_nothing_is_wrong_with_the_file() -> None:
    assert check_scenario("world-1950") == []


def test_counts(world: Scenario) -> None:
    codes = world.geography.codes
    assert len(codes) >= 150
    assert len(world.codes) >= 40
    assert (np.bincount(world.sovereign, minlength=len(world.codes)) > 0).all()
    assert not set(codes) & set(world.codes)
    assert len(set(world.geography.names)) == len(codes)
    assert len(set(world.colours)) == len(set(world.glyphs)) == len(world.codes)
    assert [code for code, great in zip(world.codes, world.great, strict=True) if great] == GREAT


def test_capitals(world: Scenario) -> None:
    names = world.geography.names
    assert {code: names[c] for code, c in zip(world.codes, world.capital.tolist(), strict=True)} == CAPITALS
    assert np.array_equal(world.sovereign[world.capital], np.arange(len(world.codes)))


def test_every_town_lies_in_its_province(world: Scenario) -> None:
    codes = world.geography.codes
    towns = [town.split() for town in TOWNS.replace("\n", " ").split(",")]
    assert {code for code, _, _ in towns} == set(codes)
    found = {code: at(world, float(latitude), float(longitude)) for code, latitude, longitude in towns}
    assert {code: codes[province] for code, province in found.items()} == {code: code for code in codes}


@pytest.mark.parametrize(
    ("latitude", "longitude", "owner"),
    [
        (64.8, -147.7, "USA"), (58.3, -134.0, "USA"), (25.9, -81.0, "USA"), (48.9, -57.5, "CAN"), (49.0, -65.0, "CAN"),
        (32.0, -115.5, "MEX"), (18.8, -71.0, "CRB"), (14.9, -84.0, "CRB"), (-1.5, -78.5, "AND"), (-17.8, -63.2, "AND"),
        (-9.5, -70.5, "BRA"), (-51.6, -70.0, "ARG"), (-45.6, -72.1, "CHL"), (-22.5, -60.0, "PLT"), (7.0, -58.5, "UKG"),
        (57.3, -4.4, "UKG"), (49.6, 6.2, "BNX"), (55.6, 9.2, "NDC"), (65.0, -18.5, "NDC"), (42.1, 9.1, "FRN"),
        (40.1, 9.1, "ITA"), (52.2, 9.5, "GFR"), (49.4, 11.1, "GFR"), (50.9, 11.3, "GDR"), (53.9, 12.6, "GDR"),
        (51.1, 17.0, "POL"), (53.6, 14.8, "POL"), (53.9, 20.9, "POL"), (54.8, 21.5, "RUS"), (49.8, 23.9, "RUS"),
        (47.0, 28.6, "RUS"), (61.2, 30.2, "RUS"), (45.2, 34.2, "RUS"), (50.5, 142.7, "RUS"), (47.2, 11.4, "AUS"),
        (43.5, 16.8, "YUG"), (41.5, 26.8, "TUR"), (37.1, 36.3, "TUR"), (34.3, 36.2, "SYR"), (31.2, 34.9, "ISR"),
        (32.2, 35.4, "JOR"), (36.3, 43.1, "IRQ"), (29.2, 47.8, "UKG"), (15.0, 49.0, "UKG"), (16.0, 44.0, "SAU"),
        (28.5, 34.0, "EGY"), (26.2, 14.5, "UKG"), (35.3, -4.5, "SPN"), (25.5, -14.0, "SPN"), (27.7, -6.5, "FRN"),
        (22.8, 5.5, "FRN"), (12.0, 8.5, "UKG"), (7.3, -1.5, "UKG"), (8.2, -11.5, "UKG"), (6.5, -9.5, "out"),
        (12.0, 18.5, "FRN"), (-1.8, 30.0, "BNX"), (-8.5, 31.5, "UKG"), (-15.5, 13.5, "POR"), (-15.0, 39.5, "POR"),
        (-22.5, 24.0, "UKG"), (-23.5, 17.0, "SAF"), (5.0, 46.5, "ITA"), (9.8, 45.5, "UKG"), (14.9, 39.5, "UKG"),
        (-19.0, 46.5, "FRN"), (34.5, 76.5, "IND"), (11.0, 78.5, "IND"), (27.4, 89.5, "IND"), (24.8, 91.5, "PAK"),
        (30.0, 66.5, "PAK"), (6.9, 80.8, "MYA"), (20.5, 94.5, "MYA"), (8.3, 99.5, "THI"), (16.5, 107.0, "FRN"),
        (12.5, 104.5, "FRN"), (30.0, 95.0, "CHN"), (40.0, 80.0, "CHN"), (48.5, 126.5, "CHN"), (19.2, 109.7, "CHN"),
        (45.5, 101.0, "MON"), (24.0, 121.0, "TAW"), (40.8, 129.2, "PRK"), (36.4, 127.4, "ROK"), (32.8, 130.8, "JPN"),
        (43.5, 143.0, "JPN"), (3.5, 102.3, "UKG"), (5.3, 117.0, "UKG"), (0.0, 113.0, "INS"), (-5.0, 137.5, "BNX"),
        (-5.5, 143.5, "AUL"), (-42.0, 146.5, "AUL"), (-44.0, 170.5, "AUL"), (72.0, -40.0, "out"),
    ],
)  # fmt: skip
def test_frontiers_of_1950(world: Scenario, latitude: float, longitude: float, owner: str) -> None:
    assert owner_at(world, latitude, longitude) == owner


def test_who_has_a_coast(world: Scenario) -> None:
    coast = world.geography.coast
    for state, code in enumerate(world.codes):
        assert bool(coast[world.sovereign == state].any()) is (code not in (*INLAND, "JOR", "IRQ")), code


def test_everything_can_be_reached(world: Scenario) -> None:
    land = world.geography
    assert land.route.max() < FARTHEST
    assert np.array_equal(land.border, land.border.T)
    assert land.coast[(land.border == CROSSING).any(axis=1)].all()
    assert all(land.neighbours)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("NYC", "LON", CROSSING), ("SFO", "TOK", CROSSING), ("ANC", "PKC", CROSSING), ("LON", "PAR", CROSSING),
     ("SEV", "TET", CROSSING), ("TPE", "FOO", CROSSING), ("PUS", "OSA", CROSSING), ("KUL", "MDN", CROSSING),
     ("REC", "DKR", CROSSING), ("STO", "CPH", CROSSING), ("ADN", "DJI", CROSSING), ("MDR", "CMB", CROSSING),
     ("SEO", "PYO", THIN), ("SUE", "CAI", THIN), ("SKG", "IST", THIN), ("HKG", "KWC", THIN), ("PTY", "BOG", THIN),
     ("KTM", "LHA", THIN), ("MUK", "PYO", THIN), ("BON", "LPZ", THIN)],
)  # fmt: skip
def test_straits_oceans_and_passes(world: Scenario, one: str, other: str, kind: int) -> None:
    codes = world.geography.codes
    assert world.geography.border[codes.index(one), codes.index(other)] == kind


def test_means(world: Scenario) -> None:
    for array in (world.grain, world.ore, world.fuel):
        assert 95 <= array.mean() <= 105
        assert array.min() >= 1
    assert 24 <= world.troops.sum() / len(world.geography.codes) <= 30
    assert (world.troops.sum(axis=1) > 0).all()


@pytest.mark.parametrize(("code", "thousands"), [("USA", 152_271), ("RUS", 180_075), ("CHN", 571_889), ("JPN", 83_200)])
def test_people_are_the_sources(world: Scenario, code: str, thousands: int) -> None:
    assert int(world.population[world.sovereign == world.codes.index(code)].sum()) == thousands


def test_opening_shares_of_the_great_powers_are_the_sources(world: Scenario) -> None:
    power = opening(open_world(world, seed=1)).power
    whole = sum(world.figures.values())
    for code in GREAT:
        source = world.figures[code] * 1_000_000 // whole
        assert abs(int(power[world.codes.index(code)]) - source) <= max(10_000, source // 10), code
    others = [(world.figures[c], int(power[s])) for s, c in enumerate(world.codes) if world.figures.get(c, 0) > 1500]
    ascending = [share for _, share in sorted(others)]
    assert all(later >= 0.95 * share for share, later in pairwise(ascending))
    assert power.min() >= 1_000


def test_who_has_no_figures(world: Scenario) -> None:
    assert set(world.codes) - set(world.figures) == {"GFR", "GDR", "JPN", "AUS"}  # not in the source before 1952


def test_aims(world: Scenario) -> None:
    for state, code in enumerate(world.codes):
        own = [aim for aim in world.aims if aim.of == state]
        assert len(own) >= (5 if code in GREAT else 3), code
        assert len({(aim.kind, aim.who, aim.provinces) for aim in own}) == len(own), code
        assert all(len(aim.say) <= 120 for aim in own)


def signed(world: Scenario, kind: str, *codes: str) -> list[TreatySpec]:
    parties = {world.codes.index(code) for code in codes}
    return [t for t in world.treaties if t.kind == kind and parties <= set(t.parties)]


def test_treaties_of_1950(world: Scenario) -> None:
    for ally in ("UKG", "FRN", "CAN", "BNX", "NDC", "ITA", "POR"):
        assert signed(world, "defence", "USA", ally)
    for ally in ("POL", "CZE", "HUN", "ROM", "BUL", "CHN", "MON"):
        assert signed(world, "defence", "RUS", ally)
    assert signed(world, "league", "USA", "BRA", "ARG", "MEX", "CHL", "AND", "VEN", "CRB", "PLT")
    assert signed(world, "defence", "EGY", "SYR", "SAU")
    assert signed(world, "entente", "EGY", "SYR", "SAU", "IRQ", "JOR")
    assert signed(world, "neutrality", "SPN", "POR")
    for protected in ("GFR", "JPN", "ROK", "TAW", "PHI", "GRC", "TUR"):
        assert signed(world, "guarantee", "USA", protected)
    assert not [t for t in world.treaties if world.codes.index("YUG") in t.parties]
    assert not [t for t in world.treaties if world.codes.index("SWZ") in t.parties]
    against_germany = [t for t in world.treaties if t.target == world.codes.index("GFR")]
    assert len(against_germany) == 2
    assert all(treaty.source for treaty in world.treaties)
    assert len(world.sources) >= 6


def test_the_two_camps_are_apart(world: Scenario) -> None:
    bound = bonds(open_world(world, seed=1))
    camps = blocs(bound, world.state_ids)
    index = {code: state for state, code in enumerate(world.codes)}
    west, east = camps[index["USA"]], camps[index["RUS"]]
    assert all(camps[index[code]] == west for code in ("UKG", "FRN", "CAN", "ITA", "BNX", "NDC", "POR", "BRA", "JOR"))
    assert all(camps[index[code]] == east != west for code in ("CHN", "POL", "CZE", "HUN", "ROM", "BUL", "ALB", "MON"))
    assert all(camps[index[code]] == -1 for code in ("IND", "SWZ", "YUG", "INS", "SWD", "IRE", "THI", "ISR"))


def test_opinions(world: Scenario) -> None:
    assert not world.opinion.diagonal().any()
    index = {code: state for state, code in enumerate(world.codes)}
    assert world.opinion[index["USA"], index["RUS"]] == world.opinion[index["RUS"], index["USA"]] < -50
    assert world.opinion[index["PRK"], index["ROK"]] == -100
    assert world.opinion[index["USA"], index["UKG"]] > 50


def test_neighbours_differ_in_colour(world: Scenario) -> None:
    hue = np.array([[int(colour[i:i + 2], 16) for i in (1, 3, 5)] for colour in world.colours])
    near = world.geography.border > 0
    pairs = {tuple(sorted((int(world.sovereign[a]), int(world.sovereign[b])))) for a, b in np.argwhere(near).tolist()}
    apart = {(world.codes[a], world.codes[b]): int(np.abs(hue[a] - hue[b]).sum()) for a, b in pairs if a != b}
    assert min(apart.values()) >= 60, min(apart, key=lambda pair: apart[pair])
