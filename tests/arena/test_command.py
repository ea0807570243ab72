"""The tournament command with the real game."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hegemon import cli

FLAGS = ["tournament", "--players", "turtle,random", "--scenario", "ring-8", "--games", "10", "--turns", "2"]
SEED = ["--seed", "1"]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def elsewhere(*more: str, hash_seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hegemon", *FLAGS, *SEED, *more],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )


def test_the_same_standings_for_any_workers_hash_seed_and_store(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*FLAGS, *SEED, "--json"]) == 0
    alone = capsys.readouterr().out
    assert [row["games"] for row in json.loads(alone)["standings"]] == [16, 16]
    two = elsewhere("--workers", "2", "--json", "--out", "kept", hash_seed="1")
    assert two.stdout == alone
    again = elsewhere("--workers", "2", "--json", "--out", "kept", hash_seed="2")
    assert again.stdout == alone


def test_rounding_up_is_said_and_only_the_object_is_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*FLAGS, *SEED, "--json"]) == 0
    said = capsys.readouterr()
    assert said.out.count("\n") == 1
    assert said.err == "hegemon: --games 10 rounds up to 16 games: 2 mirrored sets of 8 seats; 4 to an entry; seed 1\n"


def test_a_spec_file_does_what_the_flags_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spring.toml").write_text(
        'scenario = "ring-8"\nplayers = ["turtle", "random"]\ngames = 10\nturns = 2\nseed = 1\n'
    )
    assert cli.main(["tournament", "spring.toml", "--json"]) == 0
    by_file = capsys.readouterr().out
    assert cli.main([*FLAGS, *SEED, "--json"]) == 0
    assert capsys.readouterr().out == by_file


def test_a_command_that_is_refused_leaves_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["tournament", "--players", "nobody", "--scenario", "ring-8", "--out", "kept"]) == 2
    assert cli.main(["tournament", "--players", "random,turtle,raider", "--scenario", "ring-8", "--out", "kept"]) == 2
    assert capsys.readouterr().err.count("\n") == 2
    assert not (tmp_path / "kept").exists()


def test_without_a_seed_one_is_drawn_and_said_and_kept_with_the_games(capsys: pytest.CaptureFixture[str]) -> None:
    flags = [*FLAGS, "--out", "kept"]
    assert cli.main(flags) == 0
    first = capsys.readouterr()
    assert "seed " in first.err
    assert first.out.splitlines()[0].split()[0] == "rank"
    assert cli.main(flags) == 0
    assert capsys.readouterr() == first
