from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from hegemon import assets, paths
from hegemon.errors import BadInput
from hegemon.game import par as pars
from hegemon.game.par import STEPS, Par, file_name, par_of, probe, quantiles, read_par, stale
from hegemon.world.scenario import load_scenario

RING = load_scenario("ring-8")


def par(scores: list[int]) -> Par:
    return Par("ring-8", RING.digest, "", len(scores), RING.turns, dict.fromkeys(RING.codes, quantiles(scores)))


def test_a_score_is_read_against_its_seat() -> None:
    found = par([1000 * n for n in range(101)])
    assert found.usual("ALU") == 50_000
    marks = [found.percentile("ALU", score) for score in range(-500, 101_000, 500)]
    assert marks == sorted(marks)
    assert marks[0] == 0
    assert marks[-1] == 100
    assert found.percentile("ALU", 50_000) == 50
    assert found.percentile("ALU", 82_500) == 82


def test_equal_scores_count_half() -> None:
    found = par([7000] * 40)
    assert [found.percentile("ALU", score) for score in (6999, 7000, 7001)] == [0, 50, 100]


def test_quantiles_keep_least_and_most() -> None:
    assert quantiles([5]) == (5,) * (STEPS + 1)
    assert quantiles([9, 1, 5])[0] == 1
    assert quantiles([9, 1, 5])[-1] == 9


def test_a_users_own_par_goes_before_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    folder = paths.ensure(paths.data() / "par")
    own = par([1, 2, 3])
    (folder / file_name("ring-8")).write_bytes(msgspec.json.encode(own))
    assert par_of(RING) == own
    assert par_of(replace(RING, digest="another")) is None


def test_another_way_of_playing_makes_it_stale() -> None:
    assert stale(msgspec.structs.replace(par([1]), probe=probe(RING)), RING) == ""
    assert "scenario par" in stale(par([1]), RING)
    changed = replace(RING, players=("turtle",) * 8)
    assert probe(changed) != probe(RING)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[" * 5000])
def test_a_file_that_is_no_par_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ring-8.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="measure it again"):
        read_par(path)


def test_scores_that_are_no_quantiles_are_named(tmp_path: Path) -> None:
    path = tmp_path / "ring-8.json"
    for row in ((3, 2, 1), (1,) * STEPS, tuple(range(STEPS + 1, 0, -1))):
        wrong = msgspec.structs.replace(par([1]), scores={"ALU": row})
        path.write_bytes(msgspec.json.encode(wrong))
        with pytest.raises(BadInput, match="quantiles"):
            read_par(path)


def test_every_scenario_has_a_file_name_of_its_own() -> None:
    names = ["ring-8", "ring-8+fog=none", "continents:states=4,provinces=96,seed=1", "continents"]
    assert len({file_name(name) for name in names}) == len(names)
    assert all("/" not in file_name(name) for name in ("../../x", "a/b"))
    assert pars.PROBE_TURNS > 1


def test_a_seat_is_told_with_median_and_quartiles() -> None:
    found = par([10_000 * n for n in range(101)])
    assert found.half("ALU") == (250_000, 750_000)
    assert found.brief("ALU") == "50.0 (25.0–75.0)"
    assert len(found.brief("ALU")) <= pars.BRIEF
    assert "usually scores 50.0%" in found.said("ALU")
    assert "101 games lie between 25.0% and 75.0%" in found.said("ALU")


def test_a_game_of_another_length_or_a_broken_file_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    path = paths.ensure(paths.data() / "par") / file_name("ring-8")
    path.write_bytes(msgspec.json.encode(par([1, 2, 3])))
    assert pars.usual_of(RING, RING.turns) == par([1, 2, 3])
    assert pars.usual_of(RING, RING.turns + 1) is None
    path.write_bytes(b"{")
    assert pars.usual_of(RING, RING.turns) is None


def test_every_shipped_par_is_that_of_its_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    for path in sorted((assets.folder() / "par").glob("*.json")):
        found = read_par(path)
        scenario = load_scenario(found.scenario)
        assert path.name == file_name(found.scenario)
        assert found.digest == scenario.digest, path.name
        assert par_of(scenario) == found == pars.usual_of(scenario, scenario.turns)
        if doubt := stale(found, scenario):  # so it is after every change of a rival, and no fault of the file
            warnings.warn(f"{path.name}: {doubt}", stacklevel=1)


def test_a_shipped_par_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    monkeypatch.setattr(assets, "folder", lambda: tmp_path / "assets")
    assert par_of(RING) is None
    path = tmp_path / "assets" / "par" / "ring-8.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(msgspec.json.encode(par([1])))
    assert par_of(RING) == par([1])
