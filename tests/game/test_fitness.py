from __future__ import annotations

from pathlib import Path

import pytest

from hegemon import assets, cli
from hegemon.game.fitness import faults_of

RING = (assets.folder() / "scenarios" / "ring-8.toml").read_text("utf-8")


def test_a_player_that_is_not_there_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    for player, wrong in (("turtle", False), ("human", False), ("merchant:novice", False), ("nobody", True)):
        path.write_text(f'{RING}\nplayer = "{player}"\n', "utf-8")
        assert bool(faults_of(str(path))) == wrong
    assert cli.main(["scenario", "check", str(path)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "unknown player 'nobody'" in said[0]
    assert "GAR" in said[0]


def test_what_is_wrong_with_the_file_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(RING.replace("turns = 40", "turns = 0"), "utf-8")
    assert "turns is 0" in faults_of(str(path))[0]
