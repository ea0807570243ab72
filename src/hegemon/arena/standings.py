"""Standings of a tournament: who finished how, and how sure that is, as rows, text and JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from hegemon.arena.ratings import pair_counts, rate
from hegemon.arena.schedule import Game
from hegemon.game.match import MatchResult


class Standing(msgspec.Struct, frozen=True):
    """One player's row: `wins` games in which a seat of it finished first; ratings on the Elo scale, 95% interval."""

    player: str
    games: int
    wins: int
    mean_rank: float
    rating: float
    low: float
    high: float


class Fault(msgspec.Struct, frozen=True):
    """Something that went wrong in a game: what a player did in it, or why the game was given up."""

    game: str
    reason: str


class Tournament(msgspec.Struct, frozen=True):
    """A finished tournament: rows best first, a digest of all games, what went wrong, and the games themselves."""

    standings: tuple[Standing, ...]
    digest: str
    void: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    games: tuple[tuple[Game, MatchResult], ...]

    def json(self) -> str:
        """Returns the standings and the digest as one line of JSON."""
        return msgspec.json.encode({"standings": self.standings, "digest": self.digest}).decode()

    def table(self) -> str:
        """Returns the standings as aligned columns."""
        head = ("rank", "player", "games", "wins", "mean rank", "rating", "95% interval")
        rows = [head]
        for place, row in enumerate(self.standings, 1):
            interval = f"{row.low:.0f} to {row.high:.0f}"
            rows.append(
                (
                    str(place),
                    row.player,
                    str(row.games),
                    str(row.wins),
                    f"{row.mean_rank:.2f}",
                    f"{row.rating:.0f}",
                    interval,
                )
            )
        return "\n".join(columns(rows, left=(1,)))


def columns(rows: Sequence[Sequence[str]], left: Iterable[int] = ()) -> list[str]:
    """Returns lines of aligned cells, numbers to the right, the columns named in `left` to the left."""
    to_left = set(left)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [c.ljust(w) if i in to_left else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells).rstrip())
    return lines


def settle(
    games: Sequence[Game], outcomes: dict[str, MatchResult], void: Sequence[Fault], seed: int
) -> Tournament:
    """Returns the result of the games that have an outcome, in the schedule's order whatever theirs was."""
    played = [(game, outcomes[game.id]) for game in games if game.id in outcomes]
    names = sorted({player for game, _ in played for player in game.players})
    sets: dict[int, list[tuple[Game, MatchResult]]] = {}
    for game, outcome in played:
        sets.setdefault(game.set, []).append((game, outcome))
    rows: list[Standing] = []
    if played:
        counts = [[pair_counts(g.players, o.ranks, names) for g, o in sets[number]] for number in sorted(sets)]
        rating, low, high = rate(counts, seed)
        for i, name in enumerate(names):
            games_of, wins, mean_rank = _finishes(name, played)
            numbers = (round(float(x[i]), 1) for x in (rating, low, high))
            rows.append(Standing(name, games_of, wins, mean_rank, *numbers))
    rows.sort(key=lambda row: (-row.rating, row.mean_rank, row.player))
    faults = tuple(Fault(game.id, reason) for game, outcome in played for reason in outcome.faults)
    return Tournament(tuple(rows), _digest(played), tuple(void), faults, tuple(played))


def _finishes(name: str, played: Iterable[tuple[Game, MatchResult]]) -> tuple[int, int, float]:
    """Returns games, games finished first and the mean rank over all seats of one player."""
    ranks = [
        [rank for player, rank in zip(game.players, outcome.ranks, strict=True) if player == name]
        for game, outcome in played
        if name in game.players
    ]
    seats = [rank for of_game in ranks for rank in of_game]
    return len(ranks), sum(1 in of_game for of_game in ranks), round(sum(seats) / len(seats), 4)


def _digest(played: Sequence[tuple[Game, MatchResult]]) -> str:
    facts = [(game.id, outcome.digest, outcome.ranks, outcome.scores) for game, outcome in played]
    return hashlib.sha256(msgspec.json.encode(facts)).hexdigest()
