"""The same game in other processes, under other hash seeds, thought elsewhere, watched or not: the same digests."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from hegemon.errors import BadInput
from hegemon.game.match import play_match
from hegemon.game.session import load_game
from tests.game.support import BASELINES, CODES, FIRST, play, ring

CAST = ("maximiser", *BASELINES[:3]) * 2
PROGRAM = "from hegemon.game.match import play_match as p; print(p('ring-8', {cast!r}, seed=5, turns=6).digests)"


def elsewhere(program: str, hash_seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True,
        check=True, timeout=120,
    )
    return done.stdout.strip()


def test_two_processes_with_other_hash_seeds_play_the_same_game() -> None:
    program = PROGRAM.format(cast=CAST)
    here = str(play_match("ring-8", CAST, seed=5, turns=6).digests)
    assert elsewhere(program, "1") == elsewhere(program, "2") == here


def test_process_mapper_gives_the_same_game_as_thinking_here() -> None:
    here = play(ring(FIRST), 5)
    there = ring(FIRST)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for _ in range(5):
            from hegemon.world.orders import Orders

            there.seat(FIRST).submit(Orders(seat=0))
            there.advance(map=pool.map)
    assert there.digests == here.digests
    assert there.records == here.records
    assert not there.faults


def test_any_mapper_of_functions_gives_the_same_match() -> None:
    here = play_match("ring-8", CAST, seed=2, turns=5)
    assert play_match("ring-8", CAST, seed=2, turns=5, map=lambda f, tasks: [f(t) for t in tasks]) == here


def test_session_and_match_play_the_same_game() -> None:
    from hegemon.game.session import new_game

    game = play(new_game("ring-8", dict(zip(CODES, CAST, strict=True)), seed=2, turns=4), 30)
    result = play_match("ring-8", CAST, seed=2, turns=4)
    assert game.digests == result.digests
    assert game.over == result.victory


def test_saving_watching_and_loading_on_the_way_change_nothing(tmp_path: Path) -> None:
    straight = play(ring(FIRST), 8)
    game = ring(FIRST)
    game.autosave(tmp_path / "auto.hegemon")
    for turn in range(8):
        game.save(tmp_path / f"{turn}.hegemon")
        game = load_game(tmp_path / f"{turn}.hegemon")
        assert all(game.seat(code).view.seat == state for state, code in enumerate(CODES))
        assert game.seat(FIRST).chronicle is not None
        play(game, 1)
    assert game.digests == straight.digests


def test_match_ranks_everyone_and_sums_to_a_million() -> None:
    result = play_match("ring-8", CAST, seed=4, turns=4)
    assert sorted(result.ranks) == list(range(1, 9))
    assert sum(result.power) == 1_000_000
    assert 1_000_000 - 8 <= sum(result.scores) <= 1_000_000
    assert result.seats == CODES
    assert result.turns == len(result.digests) >= 4
    assert result.digest == result.digests[-1]
    best = result.ranks.index(1)
    assert result.victory != "the end" or result.scores[best] == max(result.scores)


def test_match_has_no_seats_for_people_and_knows_its_players() -> None:
    with pytest.raises(BadInput, match="people"):
        play_match("ring-8", ["human"] * 8)
    with pytest.raises(BadInput, match="one a seat"):
        play_match("ring-8", ["turtle"])
    with pytest.raises(BadInput, match="maximizer"):
        play_match("ring-8", ["maximizer"] * 8)


def test_match_loads_no_terminal() -> None:
    program = "import sys; from hegemon.game.match import play_match as p; " \
        "p('ring-8', ['turtle'] * 8, 1, 2); print([m for m in ('textual', 'rich', 'networkx') if m in sys.modules])"
    assert elsewhere(program, "0") == "[]"
