"""The shipped example games play again to every digest, and tell the chronicle that was reviewed.

When a rule has changed on purpose, `python -m tests.golden.make` plays them anew.
"""

from __future__ import annotations

import pytest

from hegemon.game import replay
from hegemon.game.session import load_game
from tests.golden.make import GAMES, chronicle, shipped, told


@pytest.mark.parametrize("name", GAMES)
def test_example_plays_again_to_every_digest(name: str) -> None:
    assert replay.verify(shipped(name)) == []


@pytest.mark.parametrize("name", GAMES)
def test_example_tells_the_chronicle_that_was_reviewed(name: str) -> None:
    assert list(told(shipped(name))) == chronicle(name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", GAMES)
def test_example_is_a_whole_game_without_faults(name: str) -> None:
    game = load_game(shipped(name))
    assert game.over
    assert not game.faults
    assert not game.notices
    assert set(game.seats.values()) == {"maximiser"}
