"""One game of a tournament, played where it is told to be, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from hegemon.arena.schedule import Game


class Outcome(msgspec.Struct, frozen=True):
    """How a game ended.

    One entry a seat: `seats` state codes; `ranks` 1 best, ties share; `power` at the end and `scores`, its mean over
    the last ten turns, in parts per million of the world's.
    """

    game: str
    seats: tuple[str, ...]
    ranks: tuple[int, ...]
    scores: tuple[int, ...]
    power: tuple[int, ...]
    turns: int
    digest: str
    victory: str
    faults: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """News of a running tournament: a game found in the store, played, run again, or given up."""

    kind: Literal["kept", "played", "again", "void"]
    game: Game
    done: int
    total: int
    reason: str = ""


Play = Callable[[Game], Outcome]


def play_game(game: Game) -> Outcome:
    """Plays one game with the real players and returns what is kept of it."""
    from hegemon.game.match import play_match

    result = play_match(game.scenario, list(game.players), seed=game.seed, turns=game.turns or None)
    return Outcome(
        game=game.id,
        seats=tuple(result.seats),
        ranks=tuple(int(rank) for rank in result.ranks),
        scores=tuple(int(score) for score in result.scores),
        power=tuple(int(share) for share in result.power),
        turns=int(result.turns),
        digest=result.digest,
        victory=result.victory,
        faults=tuple(result.faults),
    )
