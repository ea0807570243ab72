"""The random player: lawful orders of every kind, drawn from the seat's own key."""

from __future__ import annotations

from typing import Literal, Protocol

from hegemon.players import tactics
from hegemon.world.chance import draw
from hegemon.world.orders import (
    FOCUSES,
    Answer,
    Decision,
    Letter,
    Move,
    Orders,
    PeaceTerms,
    Reply,
    Shift,
    Standing,
    TreatyTerms,
)
from hegemon.world.view import View

_REPLIES: tuple[Literal["at once", "ask me", "refuse"], ...] = ("at once", "ask me", "refuse")


class _Roll(Protocol):
    def __call__(self, bound: int, *subject: int) -> int: ...


class Random:
    """Proposes, answers, arms, moves and now and then attacks, by draws alone."""

    name = "random"

    def decide(self, view: View) -> Decision:
        """Return random orders, cleaned of what would be unlawful."""
        world, seat = view.known, view.seat

        def roll(bound: int, *subject: int) -> int:
            return draw(world.seed, world.turn, "random", *subject) % bound

        others = [s for s in range(world.states) if s != seat and world.alive[s]]
        near = tactics.neighbours(world, seat)
        declare = tuple(n for n in near if roll(40, 1, n) == 0)
        mine = [t for t in world.treaties if seat in t.parties]
        held = [int(p) for p in (world.controller == seat).nonzero()[0]]
        orders = Orders(
            seat=seat,
            shifts=(Shift(roll(4, 2), roll(4, 3)),),
            focus=roll(len(FOCUSES), 4) if roll(6, 5) == 0 else None,
            posture=(None, None, None, "demobilise", "mobilise")[roll(5, 6)],
            depot=held[roll(len(held), 7)] if held and roll(8, 8) == 0 else None,
            moves=self._moves(view, roll),
            declare=declare,
            leave=tuple(t.id for t in mine if roll(40, 9, t.id) == 0),
            breach=tuple(t.id for t in mine if roll(80, 10, t.id) == 0),
            standing=tuple(Standing(t.id, _REPLIES[roll(3, 11, t.id)]) for t in mine if roll(8, 12, t.id) == 0),
            answers=tuple(Answer(c.id, roll(2, 13, c.id) == 0) for c in view.calls),
            letters=self._letters(view, others, roll),
            accept=tuple(o.id for o in view.inbox if roll(2, 14, o.id) == 0),
            join=tuple(t.id for t in world.treaties if world.rules.kinds[t.kind].open and roll(8, 15, t.id) == 0),
            proclaim=roll(world.rules.order.dues_most + 1, 16) if world.dominant[seat] and roll(4, 17) == 0 else None,
            sanction=tuple(n for n in others if roll(200, 18, n) == 0),
            lift=tuple(s for s in world.sanction[seat].nonzero()[0].tolist() if roll(8, 19, s) == 0),
        )
        return tactics.decided(view, orders)

    def answer(self, view: View, letter: Letter) -> Reply:
        """Toss a coin."""
        world, terms = view.known, letter.terms
        if isinstance(terms, PeaceTerms):
            subject = (letter.sender, 0, terms.winner, len(terms.cede), terms.reparations)
        else:
            subject = (letter.sender, 1, list(world.rules.kinds).index(terms.kind), terms.target, terms.term)
        drawn = draw(world.seed, world.turn, "random answer", *subject)
        if drawn % 2:
            return Reply("no", reason="never")
        gain = drawn // 2 % 1_000
        return Reply("yes", gain=gain, reason="gain", amount=gain)

    def _moves(self, view: View, roll: _Roll) -> tuple[Move, ...]:
        world, seat = view.known, view.seat
        moves = []
        for source in (world.troops[seat] > 0).nonzero()[0].tolist():
            if roll(3, 20, source):
                continue
            path = [source]
            for step in range(1 + roll(3, 21, source)):
                near = world.land.neighbours[path[-1]]
                if near:
                    path.append(near[roll(len(near), 22, source, step)])
            moves.append(Move(tuple(path), 1 + roll(int(world.troops[seat, source]), 23, source)))
        return tuple(moves)

    def _letters(self, view: View, others: list[int], roll: _Roll) -> tuple[Letter, ...]:
        world, seat = view.known, view.seat
        kinds = tuple(world.rules.kinds)
        letters = []
        for other in others:
            if world.war[seat, other]:
                if roll(3, 30, other) == 0:
                    winner = (seat, other)[roll(2, 31, other)]
                    letters.append(Letter(seat, other, PeaceTerms(winner=winner, loser=seat + other - winner)))
            elif roll(2 * len(others), 32, other) == 0:
                kind = kinds[roll(len(kinds), 33, other)]
                letters.append(Letter(seat, other, TreatyTerms(kind, (seat, other), term=5 + roll(10, 34, other))))
        return tuple(letters)
