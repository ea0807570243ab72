"""Keeps the games of a tournament in one SQLite file, so that running it again goes on where it stopped.

Games are keyed by their id and inserted once; which games are still to play is the schedule minus the store. A lost
last commit costs a game that is played again, with the same result.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import msgspec

from hegemon.arena.schedule import Game
from hegemon.arena.spec import Spec
from hegemon.errors import BadInput, one_line
from hegemon.game.match import MatchResult
from hegemon.paths import ensure

FILE = "tournament.db"
_FORMAT = 1
_TABLES = """
create table if not exists about (key text primary key, value text not null);
create table if not exists games (
    id text primary key, set_number integer, rotation integer, scenario text, seed text, turns integer,
    victory text, digest text, outcome blob not null);
create table if not exists seats (
    game text, seat integer, state text, player text, rank integer, score_ppm integer, power_ppm integer,
    primary key (game, seat));
"""


class Store:
    """One tournament's file in a folder; use it in a `with` block, from one thread."""

    def __init__(self, folder: str) -> None:
        self.path = ensure(Path(folder).expanduser().absolute()) / FILE
        try:
            self._db = sqlite3.connect(self.path)
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=normal")
            self._db.executescript(_TABLES)
            found = self._about("format")
        except sqlite3.Error as error:
            raise self._broken(error) from None
        if found not in (None, str(_FORMAT)):
            raise BadInput(f"store {self.path}: format {one_line(found, 20)} is not known here; choose another --out")

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def spec(self) -> Spec | None:
        """Returns the tournament that the folder was begun with, None for a new one."""
        try:
            text = self._about("spec")
            return None if text is None else msgspec.json.decode(text, type=Spec)
        except (sqlite3.Error, msgspec.DecodeError) as error:
            raise self._broken(error) from None

    def open_for(self, spec: Spec, world: str, *, extend: bool) -> None:
        """Claims the folder for a tournament; BadInput if it holds another one.

        With `extend` the number of games may differ from what the folder was begun with, nothing else.
        """
        kept = self.spec()
        if kept is not None:
            if kept.digest(without_games=True) != spec.digest(without_games=True):
                fields = ("scenario", "players", "seed", "turns")
                differ = ", ".join(name for name in fields if getattr(kept, name) != getattr(spec, name))
                raise BadInput(f"store {self.path}: holds a tournament with other {differ}; choose another --out")
            if kept.games != spec.games and not extend:
                raise BadInput(
                    f"store {self.path}: was begun with --games {kept.games}, not {spec.games}; "
                    "add --extend to change their number, or choose another --out"
                )
            if self._about("world") != world:
                raise BadInput(
                    f"store {self.path}: the rules or scenario {spec.scenario} have changed since; choose another --out"
                )
        facts = {"format": str(_FORMAT), "spec": msgspec.json.encode(spec).decode(), "world": world}
        try:
            with self._db:
                self._db.executemany("insert or replace into about values (?, ?)", list(facts.items()))
        except sqlite3.Error as error:
            raise self._broken(error) from None

    def outcomes(self) -> dict[str, MatchResult]:
        """Returns every kept outcome by game id."""
        try:
            rows = self._db.execute("select id, outcome from games order by id").fetchall()
            return {name: msgspec.json.decode(content, type=MatchResult) for name, content in rows}
        except (sqlite3.Error, msgspec.DecodeError) as error:
            raise self._broken(error) from None

    def add(self, game: Game, outcome: MatchResult) -> None:
        """Keeps one outcome; a second one of the same game changes nothing."""
        facts: Sequence[object] = (
            *(game.id, game.set, game.rotation, game.scenario, str(game.seed), outcome.turns),
            *(outcome.victory, outcome.digest, msgspec.json.encode(outcome)),
        )
        seats = [
            (game.id, seat, *row)
            for seat, row in enumerate(
                zip(outcome.seats, game.players, outcome.ranks, outcome.scores, outcome.power, strict=True)
            )
        ]
        try:
            with self._db:
                self._db.execute("insert or ignore into games values (?, ?, ?, ?, ?, ?, ?, ?, ?)", facts)
                self._db.executemany("insert or ignore into seats values (?, ?, ?, ?, ?, ?, ?)", seats)
        except sqlite3.Error as error:
            raise self._broken(error) from None

    def _about(self, key: str) -> str | None:
        row = self._db.execute("select value from about where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _broken(self, error: Exception) -> BadInput:
        return BadInput(f"store {self.path}: {one_line(error, 160)}; choose another --out, or remove that file")
