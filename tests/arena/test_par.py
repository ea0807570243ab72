from __future__ import annotations

from pathlib import Path

import pytest

from hegemon import paths
from hegemon.arena import matches
from hegemon.arena import par as room
from hegemon.arena.par import measure, table
from hegemon.errors import BadInput
from hegemon.game.par import read_par

WORLD = "continents:states=2,provinces=24,seed=3"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))


def test_games_played_before_are_not_played_again(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[matches.Match] = []

    def counted(match: matches.Match) -> matches.Outcome:
        played.append(match)
        return matches.Outcome((1, 2), (600_000 + len(played), 400_000 - len(played)), 0)

    monkeypatch.setattr(room, "play", counted)
    monkeypatch.setattr(room, "PART", 2)
    first, where = measure(WORLD, 5)
    assert len(played) == 5
    assert len({match.seed for match in played}) == 5
    assert read_par(where) == first
    (kept,) = (paths.cache() / "par").iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])  # torn while it was written
    again, _ = measure(WORLD, 7)
    assert len(played) == 8
    assert again.games == 7
    assert again.scores[next(iter(again.scores))][-1] > 600_000


def test_a_par_of_real_games_lists_every_seat(tmp_path: Path) -> None:
    par, where = measure(WORLD, 2, out=str(tmp_path / "new" / "own.json"))
    assert where == tmp_path / "new" / "own.json"
    lines = table(par)
    assert len(lines) == 3
    assert sum(par.usual(code) for code in par.scores) <= 1_000_000
    assert "%" in lines[1]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "play", lambda match: matches.Outcome((1, 2), (600_000, 400_000), 0))
    with pytest.raises(BadInput, match="--out"):
        measure(WORLD, 1, out=str(tmp_path))


def test_nothing_is_played_for_a_place_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "play", lambda match: pytest.fail("played"))
    with pytest.raises(BadInput, match="--out"):
        measure(WORLD, 1, out=str(tmp_path / "none" / "none" / "par.json"))
    monkeypatch.setattr(room, "play", lambda match: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        measure(WORLD, 1, out=str(tmp_path / "par.json"))
    assert not (tmp_path / "par.json").exists()
