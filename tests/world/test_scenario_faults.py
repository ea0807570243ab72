from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from hegemon import assets
from hegemon.errors import BadInput
from hegemon.world.scenario import check_scenario, load_scenario
from hegemon.world.scenario_check import MOST_TOLD
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


def test_an_orphan_that_comes_first_makes_none_of_the_others(faults: Faults) -> None:
    lines = [line for line in EUROPE.splitlines() if not ('"DUB"' in line and "between" in line)]
    dublin = next(line for line in lines if line.strip().startswith('{code = "DUB"'))
    lines.remove(dublin)
    lines.insert(lines.index("provinces = [") + 1, dublin)
    (found,) = faults("\n".join(lines))
    assert "province DUB cannot be reached" in found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a" * (MOST_BYTES + 1), "too large"), (b"{{{", "not a TOML file"), (bytes(range(256)), "not a TOML file"),
        (b"", "missing required field `kind`"), (b'kind = "mars"', "Invalid value 'mars'"),
        (b"a = " + b"[" * 100_000, "too deep to read"), (b"a = " + b"9" * 5_000, "thousands of digits"),
    ],
)
def test_what_is_no_scenario_is_named(content: bytes, said: str, faults: Faults) -> None:
    assert said in faults(content)[0]


def test_a_file_of_nothing_but_faults_is_told_of_in_part(faults: Faults) -> None:
    row = '  {code = 1, name = 2, owner = 3, at = [0.0, 0.0], people = 1, grain = 1, ore = 1, fuel = 1, rail = 1},\n'
    found = faults(changed(("provinces = [\n", "provinces = [\n" + row * 5_000)))
    assert len(found) == MOST_FAULTS
    assert [int(re.findall(r"number (\d+)", line)[0]) for line in found] == list(range(1, MOST_FAULTS + 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Berlin"', 'name = "Ber\\nlin"', "more than one line"),
        ('name = "Berlin"', 'name = "Ber\\tlin"', "more than one line"),
        ('name = "Berlin"', 'name = "\\u202eBerlin"', "cannot be shown"),
        ('glyph = "◆"', 'glyph = "\u0301"', "not one cell wide"),
        ('glyph = "◆"', 'glyph = " "', "not one cell wide"),
        ("outside = [", "outside = [" + "[56.0, 3.0]," * 50_000, "use at most 4000"),
        ("grain = 134", "grain = -1", "use 0 to 5000"),
    ],
)
def test_what_no_screen_could_show_is_named(old: str, new: str, said: str, faults: Faults) -> None:
    found = faults(changed((old, new)))
    assert len(found) == 1
    assert said in found[0]


def test_how_lines_end_and_begin_is_no_fault(faults: Faults) -> None:
    assert faults(EUROPE.replace("\n", "\r\n")) == []
    assert faults(b"\xef\xbb\xbf" + EUROPE.encode()) == []
    assert "can't decode" in faults(EUROPE.encode("utf-16"))[0]


def test_thousands_of_provinces_are_told_of_quickly_and_in_part(faults: Faults) -> None:
    codes = ["".join(code) for code in product("QRSTUVWXYZ", repeat=3)]
    row = '  {{code = "{}", name = "{}", owner = "ZZZ", at = [50.0, 9.0], people = -1, '
    row += 'grain = 1, ore = 1, fuel = 1, rail = 1}},\n'
    rows = "".join(row.format(codes[n % 1000], n) for n in range(7_000))
    found = faults(changed(("provinces = [\n", "provinces = [\n" + rows)))
    assert "use 2 to 400" in found[0]
    assert len(found) == MOST_TOLD + 1
    assert "more faults" in found[-1]


@pytest.mark.parametrize("target", ["loop.toml", "/etc/passwd", "/dev/zero", "gone", "."])
def test_links_lead_nowhere(target: str, tmp_path: Path) -> None:
    path = tmp_path / "loop.toml"
    path.symlink_to(target)
    (found,) = check_scenario(str(path))
    assert str(path) in found
