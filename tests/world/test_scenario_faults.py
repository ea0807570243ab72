from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from hegemon import assets
from hegemon.errors import BadInput
from hegemon.world.scenario import check_scenario, load_scenario
from hegemon.world.scenario_file import MOST_BYTES, MOST_FAULTS

EUROPE = (assets.folder() / "scenarios" / "europe-1914.toml").read_text("utf-8")
Faults = Callable[[str | bytes], list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    def check(content: str | bytes) -> list[str]:
        path = tmp_path / "bad.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        found = check_scenario(str(path))
        assert len(found) == len(set(found))
        assert all(str(path) in line and "; " in line and "\n" not in line for line in found)
        if found:
            with pytest.raises(BadInput):
                load_scenario(str(path))
        return found

    return check


def changed(*pairs: tuple[str, str]) -> str:
    text = EUROPE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_shipped_file_has_none(faults: Faults) -> None:
    assert faults(EUROPE) == []


def test_all_that_does_not_fit_the_tables_is_told_at_once(faults: Faults) -> None:
    found = faults(changed(
        ("year = 1914", 'year = "x"'), ('name = "Berlin"', "name = 3"), ("rail = 1000", "rial = 1000"),
        ('kind = "defence"', "kind = 3"),
    ))  # fmt: skip
    assert len(found) == 4
    for spot in ("at year", "provinces number", "unknown field `rial`", "treaties number"):
        assert sum(spot in line for line in found) >= 1


def test_names_and_codes_are_given_once(faults: Faults) -> None:
    found = faults(changed(('name = "Hamburg"', 'name = "Berlin"'), ('name = "Denmark"', 'name = "Norway"')))
    assert [line.split(":")[0] for line in found] == [
        "state name Norway stands there twice", "province name Berlin stands there twice",
    ]  # fmt: skip
    assert any("DEN stands there twice" in line for line in faults(changed(('code = "HAM"', 'code = "DEN"'))))


def test_every_orphan_is_named(faults: Faults) -> None:
    start, end = EUROPE.index("borders = ["), EUROPE.index("\n]", EUROPE.index("borders = ["))
    found = faults(EUROPE[:start] + "borders = [" + EUROPE[end:])
    assert len(found) > 3
    assert all("cannot be reached" in line and "crossing" in line for line in found)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a" * (MOST_BYTES + 1), "too large"), (b"{{{", "not a TOML file"), (bytes(range(256)), "not a TOML file"),
        (b"", "missing required field `kind`"), (b'kind = "mars"', "Invalid value 'mars'"),
        (b"a = " + b"[" * 100_000, "not a TOML file"),
    ],
)
def test_what_is_no_scenario_is_named(content: bytes, said: str, faults: Faults) -> None:
    assert said in faults(content)[0]


def test_a_file_of_nothing_but_faults_is_told_of_in_part(faults: Faults) -> None:
    row = '  {code = 1, name = 2, owner = 3, at = [0.0, 0.0], people = 1, grain = 1, ore = 1, fuel = 1, rail = 1},\n'
    found = faults(changed(("provinces = [\n", "provinces = [\n" + row * 5_000)))
    assert len(found) == MOST_FAULTS
    assert [int(re.findall(r"number (\d+)", line)[0]) for line in found] == list(range(1, MOST_FAULTS + 1))
