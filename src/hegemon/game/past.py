"""The past of a game: its turns played again as far as somebody asks why, by the same players."""

from __future__ import annotations

from collections.abc import Sequence

from hegemon.engine.turn import resolve
from hegemon.game.opening import Opening, first_world, reopen
from hegemon.game.played import Played, Summary, outline, summary
from hegemon.game.rounds import Round, round_of
from hegemon.game.thinking import answer, decide
from hegemon.players.registry import HUMAN
from hegemon.world.digest import digest
from hegemon.world.orders import Letter, Record


class Past:
    """The openings of turns played, made when they are asked for, and the records derived from them again."""

    def __init__(self, start: Opening, turns: Sequence[Played]) -> None:
        """Look back on turns, which may grow."""
        self._start = start
        self._turns = turns
        self._rounds: list[Round] = []
        self._known: dict[tuple[int, int], tuple[Record, ...]] = {}

    def records(self, number: int, state: int) -> tuple[Record, ...]:
        """Return what a file holds in short of a state's reasons in a turn: in full where its player agrees with it."""
        key = number, state
        if key not in self._known:
            shorts = [s for s in self._turns[number - 1].summaries if s.seat == state]
            known = self._derived(number, state, shorts) if shorts else {}
            self._known[key] = tuple(known.get(short) or outline(short, number) for short in shorts)
        return self._known[key]

    def round(self, number: int) -> Round | None:
        """Return the opening of a turn played, None if the turns before it do not play again as they did."""
        if not self._rounds:
            start = self._start
            world = first_world(start, reopen(start.scenario, start.text, start.digest))
            self._rounds.append(round_of(start, world, ()))
        while len(self._rounds) < number:
            turn = self._turns[len(self._rounds) - 1]
            world, events = resolve(self._rounds[-1].world, {o.seat: o for o in turn.orders})
            if digest(world) != turn.digest:
                return None
            self._rounds.append(round_of(self._start, world, events))
        return self._rounds[number - 1]

    def _derived(self, number: int, state: int, shorts: Sequence[Summary]) -> dict[Summary, Record]:
        opening, name = self.round(number), self._start.players[state]
        if opening is None or name == HUMAN:
            return {}
        records = list(decide(name, opening.view(state)).decision.records)
        if any(short.subject == "answer" for short in shorts):
            letters = self._addressed(self._turns[number - 1], opening, state)
            replies = answer(name, opening.view(state), letters).replies
            records += [reply.record for reply in replies if reply.record is not None]
        opening.views.clear()  # they are larger than worlds, and each is asked for once
        return {summary(record): record for record in records}

    def _addressed(self, turn: Played, opening: Round, state: int) -> list[Letter]:
        """Return the letters that a state answered in a turn, counters to its own among them."""
        found = [x for o in turn.orders for x in (*o.letters, *o.counters) if x.to == state]
        found += [letter for letter in turn.sent if letter.to == state]
        for letter in next((o.letters for o in turn.orders if o.seat == state), ()):
            if self._start.players[letter.to] != HUMAN:
                reply = answer(self._start.players[letter.to], opening.view(letter.to), (letter,)).replies[0]
                found += [reply.counter] if reply.counter is not None else []
        return list(dict.fromkeys(found))
