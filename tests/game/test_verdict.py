from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import hegemon
from hegemon import paths
from hegemon.engine.power import score
from hegemon.game.par import Par, file_name, probe, quantiles
from hegemon.game.session import Game
from hegemon.game.verdict import verdict
from hegemon.world.scenario import load_scenario
from hegemon.world.scenario_aims import Aim

AIMS = (Aim(0, "Alive at the end", "independent", -1, (), 0), Aim(0, "Most of the world", "share", -1, (), 900))


@pytest.fixture(scope="module")
def over() -> Game:
    scenario = replace(load_scenario("ring-8"), aims=AIMS)
    game = hegemon.new_game(scenario, dict.fromkeys(scenario.codes, "turtle"), seed=1, turns=1)
    while not game.over:
        game.advance()
    return game


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    return paths.ensure(paths.data() / "par")


def write(folder: Path, game: Game, mark: str, turns: int = 1) -> None:
    mine = int(score(game.world)[0])
    scenario = game.world.scenario
    par = Par("ring-8", scenario.digest, mark, 4, turns, {
        code: quantiles([mine - 2, mine - 1, mine + 1]) for code in scenario.codes
    })  # fmt: skip
    (folder / file_name("ring-8")).write_bytes(msgspec.json.encode(par))


def test_a_score_is_told_with_its_aims(over: Game, home: Path) -> None:
    first, met, missed = verdict(over, 0)
    assert "scores" in first
    assert "games by AI" not in first
    assert met == "✓ met: Alive at the end."
    assert missed == "✗ missed: Most of the world."
    assert len(verdict(over, 1)) == 1


def test_a_score_is_told_against_its_seat(over: Game, home: Path) -> None:
    write(home, over, probe(over.world.scenario))
    first = verdict(over, 0)[0]
    assert "% of 4 games by AI in this seat (usual:" in first
    assert "measures it anew" not in first
    write(home, over, "of other rules")
    assert "measures it anew" in verdict(over, 0)[0]


def test_a_game_of_another_length_has_no_par(over: Game, home: Path) -> None:
    write(home, over, probe(over.world.scenario), turns=40)
    assert "games by AI" not in verdict(over, 0)[0]


def test_a_broken_par_spoils_no_end(over: Game, home: Path) -> None:
    (home / file_name("ring-8")).write_bytes(b"{")
    assert "scores" in verdict(over, 0)[0]


def test_a_seat_sees_its_own_aims_as_they_stand() -> None:
    scenario = replace(load_scenario("ring-8"), aims=AIMS)
    game = hegemon.new_game(scenario, {scenario.codes[0]: "human"}, seed=1)
    first, second = (game.seat(code).aims for code in scenario.codes[:2])
    assert [(each.aim.kind, each.met) for each in first] == [("independent", True), ("share", False)]
    assert second == ()
