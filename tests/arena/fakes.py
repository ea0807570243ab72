"""Games that take no time: what the arena is tested with, importable by its worker processes."""

from __future__ import annotations

import hashlib
import os
import signal
from pathlib import Path

from hegemon.arena.schedule import Game
from hegemon.game.match import MatchResult

WORLD = (4, "a world of four seats")
STRENGTH = {"lion": 3, "fox": 2, "sheep": 0}
SEAT_WORTH = (0, 2, 0, 1)


def luck(*key: object) -> int:
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=8).digest(), "little")


def play(game: Game) -> MatchResult:
    """Strength, what the seat is worth, and luck keyed by seed and seat; ties are possible."""
    values = [
        STRENGTH.get(player, 1) + SEAT_WORTH[seat] + luck(game.seed, seat) % 5
        for seat, player in enumerate(game.players)
    ]
    ranks = tuple(1 + sum(other > value for other in values) for value in values)
    power = tuple(1_000_000 * value // max(1, sum(values)) for value in values)
    digest = hashlib.sha256(repr((game.seed, game.players)).encode()).hexdigest()
    faults = ("sheep raised ValueError on turn 3",) if luck(game.seed) % 3 == 0 else ()
    return MatchResult(
        scenario=game.scenario,
        seed=f"{game.seed:032x}",
        players=game.players,
        seats=("AAA", "BBB", "CCC", "DDD"),
        ranks=ranks,
        scores=power,
        power=power,
        turns=game.turns or 40,
        digest=digest,
        victory="end",
        faults=faults,
    )


def print_and_play(game: Game) -> MatchResult:
    print("a player talks")
    return play(game)


def raise_on_second(game: Game) -> MatchResult:
    if game.set == 0 and game.rotation == 1:
        raise ZeroDivisionError("a fault in the rules")
    return play(game)


def always_die_on_second(game: Game) -> MatchResult:
    if game.set == 0 and game.rotation == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return play(game)


def die_once_on_second(game: Game) -> MatchResult:
    marker = Path(os.environ["HEGEMON_TEST_MARKER"])
    if game.set == 0 and game.rotation == 1 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return play(game)


def refuse(game: Game) -> MatchResult:
    raise AssertionError("every game is in the store, none is to be played")
