"""One game of a tournament, played wherever it is sent, and the news of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from hegemon.arena.schedule import Game
from hegemon.game.match import MatchResult, play_match


class Event(msgspec.Struct, frozen=True):
    """News of a running tournament: a game found in the store, played, run again, or given up."""

    kind: Literal["kept", "played", "again", "void"]
    game: Game
    done: int
    total: int
    reason: str = ""


Play = Callable[[Game], MatchResult]


def play_game(game: Game) -> MatchResult:
    """Plays one game with the real players."""
    return play_match(game.scenario, game.players, seed=game.seed, turns=game.turns or None)
