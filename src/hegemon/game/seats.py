"""A seat: all that a screen, a script or a person holds of a game."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from hegemon.errors import BadInput, unknown
from hegemon.game.aims import Standing, past, standings
from hegemon.game.audit import Deed, Line, audit, book
from hegemon.game.chronicle import told
from hegemon.game.letters import pledges
from hegemon.game.thinking import answer
from hegemon.game.why import readable, rounded
from hegemon.players.registry import HUMAN
from hegemon.world.events import visible
from hegemon.world.legality import check, lawful
from hegemon.world.orders import Letter, Orders, PeaceTerms, Record, Reply, Ticket
from hegemon.world.view import View

if TYPE_CHECKING:
    from hegemon.game.climate import Climate
    from hegemon.game.session import Game

TRIES = 2  # an offer and a revised one; then the answer is final


class Sent(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A letter that left this turn, and its reply; None waits for a person."""

    letter: Letter
    reply: Reply | None


class Seat:
    """One state's place in a game: what it sees, may do, has said and has ordered this turn."""

    def __init__(self, game: Game, state: int) -> None:
        self._game = game
        self.state = state
        self.code = game.world.codes[state]
        self.draft = Orders(seat=state)  # unfinished orders, kept in saves for the screen that made them
        self.sent: tuple[Sent, ...] = ()
        self.answers: dict[Letter, Record] = {}  # the sums of who answered them, for the game to keep
        self._orders: Orders | None = None

    @property
    def person(self) -> bool:
        """Whether a person sits here."""
        return self.player == HUMAN

    @property
    def player(self) -> str:
        """The name of the player, or human."""
        return self._game.start.players[self.state]

    @property
    def view(self) -> View:
        """What the seat knows at the opening of this turn."""
        return self._game.round.view(self.state)

    @property
    def submitted(self) -> bool:
        """Whether the seat has ended its turn."""
        return self._orders is not None

    @property
    def chronicle(self) -> tuple[str, ...]:
        """What the seat may know of all that happened, as sentences with years."""
        return told(self._game.events, self._game.world, self.state)

    @property
    def aims(self) -> tuple[Standing, ...]:
        """The seat's aims, and how they stand as far as it can know."""
        told_of = (event for event in self._game.events if visible(event, self.state))
        return standings(self.view.known, self.state, past(self._game.first_power, told_of))

    def check(self, orders: Orders) -> tuple[str, ...]:
        """Return what is wrong with orders, letters sent included; empty if they can be submitted."""
        return check(self.view, self._full(orders))

    def send(self, letter: Letter) -> Reply | None:
        """Send a letter by envoy and return the answer; None if a person will read it next turn.

        An AI answers at once, and always the same. On one subject it hears an offer and a revised one; to send the
        terms of its counter back is to accept them. Raises BadInput for a letter that may not be sent.
        """
        self._awake()
        subject = _subject(letter)
        earlier = self._earlier(letter, self.sent)
        for one in earlier:
            if one.letter == letter:
                return one.reply
        name = self._game.world.codes[letter.to] if 0 <= letter.to < self._game.world.states else str(letter.to)
        if any(s.reply is not None and s.reply.answer == "yes" for s in earlier):
            raise BadInput(f"letter to {name}: it has agreed to your {subject} already; end the turn to sign it")
        given = next((s.letter for s in self.sent if s.letter.to == letter.to and s.reply is not None
                      and s.reply.answer == "yes" and pledges(self._game.world, s.letter)), None)  # fmt: skip
        if given is not None and pledges(self._game.world, letter):
            # Each pledge was weighed as if it were the only one, so that two would be worth less than was said.
            raise BadInput(f"letter to {name}: it gives one pledge a turn, and has agreed to your {_subject(given)}; "
                           f"write of a {subject} next turn")
        if len(earlier) == TRIES:
            raise BadInput(f"letter to {name}: its answer on {subject} is final this turn; write again next turn")
        problems = check(self.view, Orders(seat=self.state, letters=(*self._letters(), letter)))
        if problems:
            raise BadInput(f"letter to {name}: {problems[0]}")
        reply = self._reply(letter, earlier)
        self.sent = (*self.sent, Sent(letter, reply))
        return reply

    def submit(self, orders: Orders) -> None:
        """End the turn with these orders; BadInput with the first thing wrong if they are unlawful."""
        self._awake()
        problems = self.check(orders)
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            raise BadInput(f"orders of {self.code}: {problems[0]}{more}")
        self._orders = self._full(orders)
        self.draft = orders

    def recall(self) -> None:
        """Take the submitted orders back, to go on planning."""
        self._orders = None

    def why(self, state_code: str) -> tuple[Record, ...]:
        """Return the decisions of a state, latest first, as far as this seat may know their reasons."""
        game = self._game
        if state_code not in game.world.codes:
            raise unknown("state", state_code, game.world.codes)
        state, over = game.world.codes.index(state_code), bool(game.over)
        now = tuple(r for r in self.answers.values() if r.seat == state)
        known = readable((*game.outlines(state), *now), game.events, self.state, state, over)
        full = [r for n in sorted({r.turn for r in known}) if n <= game.played for r in game.reasons(n, state)]
        return readable((*full, *now), game.events, self.state, state, over)

    def why_answered(self, letter: Letter) -> Record | None:
        """Return the sums behind the answer to a letter of this turn as far as this seat may know, None if none are."""
        record = self.answers.get(letter)
        return None if record is None else readable((record,), (), self.state, record.seat, bool(self._game.over))[0]

    def audit(self, state_code: str, towards: str) -> tuple[Line, ...]:
        """Return word against deed of one state towards another, oldest first, as far as this seat may know."""
        game = self._game
        for code in (state_code, towards):
            if code not in game.world.codes:
                raise unknown("state", code, game.world.codes)
        one, two = (game.world.codes.index(code) for code in (state_code, towards))
        return audit(game.events, one, two, -1 if game.over else self.state)

    def book(self) -> tuple[tuple[Deed, ...], ...]:
        """Return what every state did about its word, as far as this seat may know."""
        game = self._game
        return book(game.events, game.world.states, -1 if game.over else self.state)

    def climates(self) -> tuple[Climate, ...]:
        """Return tension, polarisation, treaties and wars turn by turn, which everybody knows."""
        from hegemon.game.climate import climates

        return climates(self._game)

    def bound(self) -> dict[int, Orders]:
        """Return what this turn brings into play: the seat's orders, and what answers bind AI seats to."""
        found = {self.state: self._orders or self._full(Orders(seat=self.state))}
        for one in self._standing():
            to = one.letter.to
            if one.reply is None:
                continue
            giver = found.get(to, Orders(seat=to))
            if one.reply.answer == "yes":
                giver = replace(giver, tickets=(*giver.tickets, Ticket(one.letter, to, one.reply.gain)))
            else:
                giver = replace(giver, refusals=(self.state,))
            found[to] = giver
        return found

    def restore(self, draft: Orders, sent: tuple[Sent, ...]) -> None:
        """Put back what a save kept of an unfinished turn; BadInput if it could not have been sent."""
        letters = Orders(seat=self.state, letters=tuple(s.letter for s in _last(sent)))
        if draft.seat != self.state or (sent and check(self.view, letters)):
            raise BadInput("a letter cannot be")
        self.draft, self.sent = draft, sent
        for at, one in enumerate(sent):
            self._reply(one.letter, self._earlier(one.letter, sent[:at]))

    def begin_turn(self) -> None:
        """Clear the desk for the next turn."""
        self.draft, self.sent, self._orders = Orders(seat=self.state), (), None
        self.answers = {}

    def _awake(self) -> None:
        if self._game.over:
            raise BadInput("the game is over; open another")
        if not self.person:
            raise BadInput(f"seat {self.code}: {self.player} plays it; act for a seat of your own")
        if self.submitted:
            raise BadInput(f"seat {self.code}: its turn has ended; take the orders back first")

    def _standing(self) -> tuple[Sent, ...]:
        return _last(self.sent)

    def _letters(self) -> tuple[Letter, ...]:
        return tuple(s.letter for s in self._standing())

    def _full(self, orders: Orders) -> Orders:
        """Return orders with the letters sent, and without agreements that only the session can vouch for."""
        sent = self._letters()
        fresh = tuple(letter for letter in orders.letters if all(letter != s.letter for s in self.sent))
        return replace(orders, letters=(*sent, *fresh), tickets=(), counters=())

    def _earlier(self, letter: Letter, sent: tuple[Sent, ...]) -> list[Sent]:
        return [s for s in sent if s.letter.to == letter.to and _subject(s.letter) == _subject(letter)]

    def _reply(self, letter: Letter, earlier: list[Sent]) -> Reply | None:
        """Return the answer as a person may read it: without its sums, and no gain more exactly than it is said."""
        game = self._game
        if game.start.players[letter.to] == HUMAN:
            return None
        for one in earlier:
            if one.reply is not None and one.reply.counter is not None and one.reply.counter.terms == letter.terms:
                return Reply("yes", gain=one.reply.gain, reason="gain", amount=one.reply.gain)
        thought = answer(game.start.players[letter.to], game.round.view(letter.to), (letter,))
        game.note(letter.to, thought.fault)
        reply = thought.replies[0]
        if reply.record is not None:
            self.answers[letter] = reply.record
        reply = replace(reply, record=None, gain=rounded(reply.gain), amount=rounded(reply.amount))
        if reply.answer == "counter" and not self._sound(letter, reply.counter):
            return Reply("no", gain=reply.gain, reason=reply.reason, about=reply.about, amount=reply.amount)
        return reply

    def _sound(self, letter: Letter, counter: Letter | None) -> bool:
        if counter is None or (counter.sender, counter.to) != (letter.to, letter.sender):
            return False
        return not lawful(self._game.world, Orders(seat=counter.sender, counters=(counter,)), self._game.round.may)[1]


def _subject(letter: Letter) -> str:
    return "peace" if isinstance(letter.terms, PeaceTerms) else letter.terms.kind


def _last(sent: tuple[Sent, ...]) -> tuple[Sent, ...]:
    """Return the last letter to each state on each subject, in order of sending."""
    newest = {(s.letter.to, _subject(s.letter)): s for s in sent}
    return tuple(newest.values())
