from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from hegemon import assets
from hegemon.errors import BadInput
from hegemon.world.scenario import check_scenario, load_scenario, scenario_names

EUROPE = (assets.folder() / "scenarios" / "europe-1914.toml").read_text("utf-8")
RING = (assets.folder() / "scenarios" / "ring-8.toml").read_text("utf-8")
CONTINENTS = (assets.folder() / "scenarios" / "continents.toml").read_text("utf-8")

Check = Callable[[str], list[str]]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path / "home"))


@pytest.fixture
def check(tmp_path: Path) -> Check:
    def found(text: str) -> list[str]:
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return check_scenario(str(path))

    return found


def swap(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


@pytest.mark.parametrize("name", ["ring-8", "europe-1914", "continents"])
def test_what_is_shipped_is_good(name: str) -> None:
    assert name in scenario_names()
    assert check_scenario(name) == []


LONDON = 'code = "LON", name = "London", owner = "UKG", at = [51.5, -0.1]'
DUAL = 'parties = ["GMY", "AUH"]'
FAULTS = [
    (EUROPE, "at = [51.5, -0.1]", "at = [56.0, 3.0]", "LON: point [56.0, 3.0] lies in the sea"),
    (EUROPE, "at = [51.5, -0.1]", "at = [nan, inf]", "no latitude and longitude"),
    (EUROPE, "at = [51.5, -0.1]", "at = [48.85, 2.35]", "same cell"),
    (EUROPE, LONDON, LONDON.replace('"LON"', '"PAR"'), "province PAR stands there twice"),
    (EUROPE, LONDON, LONDON.replace('"LON"', '"Lon"'), "not three letters"),
    (EUROPE, LONDON, LONDON.replace('"UKG"', '"ZZZ"'), "owner 'ZZZ' is not in this scenario"),
    (EUROPE, 'kind = "defence"', 'kind = "brotherhood"', "unknown treaty kind 'brotherhood'"),
    (EUROPE, DUAL, 'parties = ["GMY", "QQQ"]', "party 'QQQ' is not in this scenario"),
    (EUROPE, DUAL, 'parties = ["GMY", "GMY"]', "different parties"),
    (EUROPE, DUAL, DUAL + '\ntarget = "GMY"', "target GMY is a party"),
    (EUROPE, DUAL, DUAL + "\nterm = 0", "term is 0"),
    (EUROPE, 'parties = ["UKG", "BEL"]', 'parties = ["UKG", "FRN", "BEL"]', "one guarantor"),
    (EUROPE, 'capital = "BER"', 'capital = "PAR"', "capital PAR belongs to FRN"),
    (EUROPE, 'capital = "BER"', 'capital = "QQQ"', "capital 'QQQ' is no province"),
    (EUROPE, 'colour = "#c9ced8"', 'colour = "grey"', "is not a colour"),
    (EUROPE, 'glyph = "◆"', 'glyph = "狼"', "not one cell wide"),
    (EUROPE, 'government = "oligarchy"', 'government = "junta"', "unknown government"),
    (EUROPE, "effort = [3, 4, 2, 1]", "effort = [3, 4, 2, 2]", "is not 10 blocks"),
    (EUROPE, "quality = 114", "quality = 500", "quality is 500"),
    (EUROPE, 'terrain = "hills"', 'terrain = "swamp"', "unknown terrain 'swamp'"),
    (EUROPE, 'land = "europe"', 'land = "atlantis"', "unknown land 'atlantis'"),
    (EUROPE, '["LYO", "MIL"], kind = "thin"', '["LYO", "MIL"], kind = "fog"', "unknown kind 'fog'"),
    (EUROPE, '["LYO", "MIL"]', '["LYO", "ZZZ"]', "province 'ZZZ' is not"),
    (EUROPE, '["LYO", "MIL"]', '["LYO", "LYO"]', "to itself"),
    (EUROPE, 'about = "GMY", value = -60', 'about = "GMY", value = -600', "is -600"),
    (EUROPE, "turns = 40", "turns = 0", "turns is 0"),
    (EUROPE, 'title = "Europe, 1914"', 'title = ""', "title is empty"),
    (EUROPE, "turns = 40", "turns = 40\nmusic = true", "unknown field `music`"),
    (EUROPE, "turns = 40", 'turns = "forty"', "Expected `int`"),
    (EUROPE, "turns = 40", "turns = = 40", "not a TOML file"),
    (EUROPE, 'kind = "earth"', 'kind = "moon"', "moon"),
    (EUROPE, "turns = 40", "turns = 40\nhouse = {no_such_rule = 1}", "no_such_rule"),
    (RING, "capital = true\n", "", "a sector has one capital"),
    (RING, "between = [0, 1]", "between = [0, 9]", "second province is 9"),
    (RING, "between = [0, 1]", "between = [0, 0]", "to itself"),
    (RING, "sectors = 8", "sectors = 99", "sectors is 99"),
    (RING, "km = 310", "km = -5", "km is -5"),
    (CONTINENTS, "states = 8", "states = 40", "states is 40"),
    (CONTINENTS, "provinces = 96", "provinces = 24", ""),
    (CONTINENTS, "provinces = 96", "provinces = 23", "provinces is 23"),
    (CONTINENTS, "seed = 1", "seed = -1", "seed is -1"),
]


@pytest.mark.parametrize(("text", "old", "new", "said"), FAULTS, ids=[str(n) for n in range(len(FAULTS))])
def test_each_fault_is_named(check: Check, text: str, old: str, new: str, said: str) -> None:
    found = check(swap(text, old, new))
    if said:
        assert any(said in line for line in found), found
    else:
        assert found == []
    assert all("mine.toml" in line and ";" in line and "\n" not in line for line in found)


def test_a_state_without_land_and_all_faults_at_once(check: Check) -> None:
    text = EUROPE.replace('owner = "MNG"', 'owner = "SER"')
    text = swap(swap(text, "turns = 40", "turns = 0"), 'kind = "entente"', 'kind = "feud"')
    found = check(text)
    assert any("state MNG has no land" in line for line in found)
    assert any("turns is 0" in line for line in found)
    assert any("feud" in line for line in found)


def test_a_province_that_cannot_be_reached(check: Check) -> None:
    lines = [line for line in EUROPE.splitlines() if not ('"DUB"' in line and "between" in line)]
    assert "province DUB cannot be reached" in check("\n".join(lines))[0]


def test_loading_names_the_first_fault_and_counts_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(swap(swap(RING, "sectors = 8", "sectors = 99"), "turns = 40", "turns = 0"), "utf-8")
    with pytest.raises(BadInput, match=r"turns is 0.*and 1 more"):
        load_scenario(str(path))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("europ-1914", "did you mean europe-1914"),
        ("../../etc/passwd", "unknown scenario"),
        ("/etc/passwd", "unknown scenario"),
        ("../ring-8", "unknown scenario"),
        ("ring-8\n", "unknown scenario"),
        ("RING-8", "unknown scenario"),
        ("", "unknown scenario"),
        ("none/x.toml", "no such file"),
        ("a\x00b.toml", "cannot be read"),
        ("ring-8:seed=2", "takes no numbers"),
        ("continents:seed=x", "cannot read 'seed=x'"),
        ("continents:seed=1,seed=2", "cannot read 'seed=2'"),
        ("continents:moons=2", "cannot read 'moons=2'"),
        ("continents:states=17", "use 2 to 16"),
        ("continents:provinces=24,states=9", "too few"),
        ("continents:seed=99999999999999999999", "cannot read"),
    ],
)
def test_names_that_cannot_be_opened(given: str, said: str) -> None:
    with pytest.raises(BadInput) as error:
        load_scenario(given)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(BadInput, match="not a file"):
        load_scenario(str(tmp_path / "folder.toml"))
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"#" * 1_000_001)
    with pytest.raises(BadInput, match="too large"):
        load_scenario(str(huge))


def test_own_scenarios_are_listed_and_opened_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "data" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "my-ring.toml").write_text(RING, "utf-8")
    (folder / "Not A Name.toml").write_text(RING, "utf-8")
    assert scenario_names()[-1] == "my-ring"
    assert load_scenario("my-ring").digest == load_scenario("ring-8").digest


@pytest.mark.parametrize("text", [RING, CONTINENTS], ids=["ring", "continents"])
def test_damaged_files_are_refused_or_read_but_never_crash(check: Check, text: str) -> None:
    draw = Random(1914)
    numbers = list(re.finditer(r"\d+", text))
    strange = ("-1", "9" * 30, "nan", "1e400", "true", "[]", "{}", '"x"', "3.5", "0")
    outcomes = set()
    for _ in range(60):
        spot = draw.choice(numbers)
        damaged = text[: spot.start()] + draw.choice(strange) + text[spot.end() :]
        if draw.random() < 0.3:
            damaged = damaged[: draw.randrange(len(damaged))]
        found = check(damaged)
        outcomes.add(bool(found))
        assert not any("\n" in line for line in found)
    assert outcomes == {True, False}


def test_digest_follows_the_rules_and_not_the_words(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return load_scenario(str(path)).digest

    assert digest(swap(RING, "Ring of eight", "Another title")) == digest(RING)
    assert digest(swap(RING, "grain = 150", "grain = 151")) != digest(RING)
    assert digest(swap(RING, "km = 310", "km = 311")) != digest(RING)


def test_the_same_in_every_process(tmp_path: Path) -> None:
    names = ["ring-8", "europe-1914", "continents:states=7,provinces=50,seed=4"]
    code = f"from hegemon.world.scenario import load_scenario; print(*[load_scenario(n).digest for n in {names!r}])"
    said = set()
    for seed in ("0", "1"):
        setting = {**os.environ, "PYTHONHASHSEED": seed, "HEGEMON_HOME": str(tmp_path / seed),
                   "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", code], env=setting, capture_output=True, text=True, check=True)
        said.add(done.stdout.strip())
    assert said == {" ".join(load_scenario(name).digest for name in names)}


def test_arrays_cannot_be_changed() -> None:
    ring = load_scenario("ring-8")
    for array in (ring.grain, ring.troops, ring.geography.route, ring.geography.draw().raster):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
