"""A game that people play in: seats, turns, and everything kept of them."""

from __future__ import annotations

import builtins
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import numpy as np
from msgspec import Raw

from hegemon import paths
from hegemon.engine.turn import resolve
from hegemon.errors import BadInput, unknown
from hegemon.game.journal import Journal, read_journal
from hegemon.game.opening import Opening, begin, first_world
from hegemon.game.past import Past
from hegemon.game.played import Played, outline, played
from hegemon.game.rounds import Round, joined, round_of, who
from hegemon.game.saves import is_journal, read_save, thin_out, write_save
from hegemon.game.seats import Seat
from hegemon.game.stored import Saved, named
from hegemon.game.thinking import Mapper
from hegemon.world.digest import digest
from hegemon.world.events import Event
from hegemon.world.fixed import Ints
from hegemon.world.orders import Orders, Record
from hegemon.world.scenario import Scenario
from hegemon.world.state import World

Told = Callable[[str], None]

JOURNALS = 12  # autosaves kept in the user's folder before a new one begins


class Game:
    """A game at the opening of a turn; made by new_game and load_game."""

    def __init__(
        self, start: Opening, world: World, turns: Sequence[Played] = (), first_power: tuple[int, ...] = (),
        notices: Sequence[str] = (),
    ) -> None:
        self.start = start
        self.turns = list(turns)
        self.first_power = first_power or tuple(world.power.tolist())
        self.notices = list(notices)  # what loading or autosaving has to say
        self.round: Round = round_of(start, world, self.turns[-1].events if self.turns else ())
        self._seats = {code: Seat(self, state) for state, code in enumerate(world.codes)}
        self._faults: list[str] = []
        self._packed: list[Raw] = []
        self._past = Past(start, self.turns)
        self._journal: Journal | None = None
        self._lock = threading.Lock()

    @property
    def world(self) -> World:
        """The truth, read-only, for tools and tests."""
        return self.round.world

    @property
    def over(self) -> str:
        """Why the game is over, empty while it goes on."""
        return self.world.over

    @property
    def seats(self) -> dict[str, str]:
        """Seat code to player name, people being human."""
        return dict(zip(self.world.codes, self.start.players, strict=True))

    @property
    def digests(self) -> tuple[str, ...]:
        """The digest of the world after each turn played."""
        return tuple(turn.digest for turn in self.turns)

    @property
    def events(self) -> tuple[Event, ...]:
        """All events so far, for tools; seats get theirs as view.news."""
        return tuple(event for turn in self.turns for event in turn.events)

    @property
    def played(self) -> int:
        """How many turns were played."""
        return len(self.turns)

    @property
    def records(self) -> tuple[Record, ...]:
        """All decision records so far; those that a file held in short are derived again."""
        return tuple(r for n in range(1, self.played + 1) for s in range(self.world.states) for r in self.reasons(n, s))

    def reasons(self, number: int, state: int) -> tuple[Record, ...]:
        """Return the records of a state in a turn played, in full as far as its player gives the same again."""
        turn = self.turns[number - 1]
        found = tuple(r for r in turn.records if r.seat == state)
        return found if not turn.summaries else (*found, *self._past.records(number, state))

    def outlines(self, state: int) -> Iterator[Record]:
        """Return the records of a state turn by turn, those that a file held in short as they stand there."""
        for number, turn in enumerate(self.turns, 1):
            yield from (r for r in turn.records if r.seat == state)
            yield from (outline(short, number) for short in turn.summaries if short.seat == state)

    def told_by(self, state: int, until: int | None = None, most: int | None = None) -> tuple[Record, ...]:
        """Return the records of a state up to a turn (default: the last played), latest first, at most so many."""
        last = self.played if until is None else until
        return tuple(islice((r for n in range(last, 0, -1) for r in reversed(self.reasons(n, state))), most))

    @property
    def faults(self) -> tuple[str, ...]:
        """What players did wrong."""
        return (*(fault for turn in self.turns for fault in turn.faults), *self._faults)

    @property
    def history(self) -> Ints:
        """Power at the opening and after each turn, (turns played + 1, S) ppm."""
        return np.array([self.first_power, *(turn.power for turn in self.turns)], np.int64)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Codes of the living seats of people who have not ended their turn."""
        return tuple(s.code for s in self._seats.values() if self._acts(s) and not s.submitted)

    def seat(self, code: str) -> Seat:
        """Return a seat by its state's code; BadInput if there is none."""
        if code not in self._seats:
            raise unknown("seat", code, self.world.codes, where=f"in {self.world.scenario.name}")
        return self._seats[code]

    def digest(self) -> str:
        """Return the digest of the world as it is."""
        return digest(self.world)

    def think(self, map: Mapper = builtins.map, told: Told | None = None) -> None:
        """Let the AI seats decide this turn now, ahead of advance; told gets the code of each seat as it is done."""
        with self._lock:
            if not self.over:
                self.round.think(map, None if told is None else lambda seat: told(self.world.codes[seat]))

    def advance(self, map: Mapper = builtins.map, told: Told | None = None) -> None:
        """Play the turn: AI seats decide, letters are answered, the engine resolves; BadInput if a person is awaited.

        map: how AI seats think; a process pool's map gives the same game as the built-in one. Afterwards every seat
        has its new view, and the journal, if one is kept, its record.
        """
        if self.over:
            raise BadInput("the game is over; open another")
        if self.waiting:
            raise BadInput(f"seat {', '.join(self.waiting)}: has not ended its turn; submit its orders first")
        self.think(map, told)
        people: dict[int, Orders] = {}
        for seat in self._seats.values():
            if self._acts(seat):
                for state, bound in seat.bound().items():
                    people[state] = joined(people[state], bound) if state in people else bound
        orders, faults = self.round.orders(people, map)
        world, events = resolve(self.world, orders)
        why = [r for s in sorted(self.round.thoughts) for r in self.round.thoughts[s].decision.records]
        why += [r for seat in self._seats.values() for r in seat.answers.values()]
        sent = tuple(s.letter for seat in self._seats.values() for s in seat.sent)
        records = (*why, *self.round.answers)
        self.turns.append(played(orders, world, events, records, (*self._faults, *faults), sent))
        self._faults.clear()
        self.round = round_of(self.start, world, events)
        for seat in self._seats.values():
            seat.begin_turn()
        self._record()

    def save(self, path: str | Path) -> None:
        """Write the whole game to a file, at once or not at all; BadInput if the folder refuses."""
        seats = [s for s in self._seats.values() if s.person]
        write_save(Path(path), Saved(
            start=self.start, world=self.world, turns=tuple(self.turns), first_power=self.first_power,
            pending=tuple((s.draft, s.sent) for s in seats), packed=self._packed,
        ))

    def autosave(self, path: str | Path | None = None) -> Path:
        """Keep a journal from now on, a record every turn, and return its path; BadInput if it cannot be kept.

        path: by default one named for the game in the user's folder of saves, where the oldest autosaves make room.
        """
        where = Path(path) if path is not None else paths.saves() / _journal_name(self.start)
        if path is None:
            thin_out(where.parent, JOURNALS)
        self._journal = Journal.begin(where, self.start, self.first_power, self.turns, self.world)
        return where

    def note(self, seat: int, fault: str) -> None:
        """Note something a player did wrong this turn; an empty fault is none."""
        if fault:
            self._faults.append(f"turn {self.world.turn}: {who(self.start, self.world, seat)} {fault}")

    def _acts(self, seat: Seat) -> bool:
        return seat.person and bool(self.world.alive[seat.state]) and not self.over

    def _record(self) -> None:
        if self._journal is None:
            return
        try:
            self._journal.append(self.turns[-1], self.world)
        except BadInput as error:
            self.notices.append(f"{error}; autosave has stopped, the game goes on")
            self._journal = None


def new_game(
    scenario: str | Scenario,
    seats: Mapping[str, str] | None = None,
    seed: int | str | None = None,
    turns: int | None = None,
) -> Game:
    """Return a new game; seats map state codes to "human" or a player's name, the rest play the scenario's AI.

    Without a seed it is random (see Game.start.seed). Raises BadInput for what does not exist.
    """
    start, found = begin(scenario, None, seats or {}, seed, turns)
    return Game(start, first_world(start, found))


def load_game(path: str | Path) -> Game:
    """Return a game from a save or an autosave, ready to go on; BadInput if the file is not whole and lawful."""
    where = Path(path)
    saved = read_journal(where) if is_journal(where) else read_save(where)
    game = Game(saved.start, saved.world, saved.turns, saved.first_power, saved.notices)
    people = [s for s in game._seats.values() if s.person]
    for seat, (draft, sent) in zip(people, saved.pending, strict=False):
        with named(where):
            seat.restore(draft, sent)
    return game


def _journal_name(start: Opening) -> str:
    mark = blake2b(f"{start.digest} {start.seed} {start.players}".encode(), digest_size=4).hexdigest()
    base = "".join(c if c.isalnum() else "-" for c in Path(start.scenario).stem)[:40]
    return f"auto-{base}-{mark}.hegemon"
