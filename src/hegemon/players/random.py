"""The random player: lawful orders of every kind, drawn from the seat's own key."""

from __future__ import annotations

from typing import Literal, Protocol

from hegemon.players import tactics
from hegemon.world.chance import draw
from hegemon.world.orders import (
    FOCUSES,
    RUNGS,
    Answer,
    Cap,
    Claim,
    Decision,
    Demand,
    Letter,
    Move,
    Orders,
    PeaceTerms,
    Proposal,
    Reply,
    Shift,
    Standing,
    TreatyTerms,
    Vote,
)
from hegemon.world.relations import cession_price
from hegemon.world.state import World
from hegemon.world.view import View

_REPLIES: tuple[Literal["at once", "ask me", "refuse"], ...] = ("at once", "ask me", "refuse")

_AIMS: tuple[Literal["province", "tribute", "regime", "break", "humble"], ...] = (
    "province", "tribute", "regime", "break", "humble",
)  # fmt: skip


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
            propose=self._proposals(view, others, roll),
            votes=tuple(Vote(m.id, roll(4, 60, m.id) > 0) for m in world.motions if seat in m.voters),
            join=tuple(t.id for t in world.treaties if world.rules.kinds[t.kind].open and roll(8, 15, t.id) == 0),
            proclaim=roll(world.rules.order.dues_most + 1, 16) if world.dominant[seat] and roll(4, 17) == 0 else None,
            sanction=tuple(n for n in others if roll(200, 18, n) == 0),
            lift=tuple(s for s in world.sanction[seat].nonzero()[0].tolist() if roll(8, 19, s) == 0),
            demand=self._demand(world, near, roll) if near and roll(16, 50) == 0 else None,
            caps=self._caps(world, seat, roll),
            summit=self._summit(others, roll) if len(others) > 1 and roll(20, 51) == 0 else (),
            claims=tuple(
                Claim(g.id, tuple((p, cession_price(world, p)) for p in g.provinces[:1])) for g in world.congresses
            ),
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

    def _demand(self, world: World, near: tuple[int, ...], roll: _Roll) -> Demand:
        target = near[roll(len(near), 52)]
        theirs = (world.sovereign == target).nonzero()[0].tolist() or [-1]
        pacts = [t.id for t in world.treaties if target in t.parties] or [-1]
        return Demand(
            target, _AIMS[roll(len(_AIMS), 53)], theirs[roll(len(theirs), 54)], pacts[roll(len(pacts), 55)],
            1 + roll(world.rules.crisis.tribute, 56),
        )  # fmt: skip

    def _caps(self, world: World, seat: int, roll: _Roll) -> tuple[Cap, ...]:
        caps = []
        for crisis in world.crises:
            sides = (crisis.challenger, crisis.target)
            if seat in sides or roll(6, 57, crisis.id) == 0:
                side = sides.index(seat) if seat in sides else roll(2, 58, crisis.id)
                caps.append(Cap(crisis.id, side, roll(len(RUNGS), 59, crisis.id)))
        return tuple(caps)

    def _summit(self, others: list[int], roll: _Roll) -> tuple[int, ...]:
        first = roll(len(others), 60)
        return others[first], others[(first + 1 + roll(len(others) - 1, 61)) % len(others)]

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
        kinds = tuple(name for name, kind in world.rules.kinds.items() if not kind.order)
        letters = []
        for other in others:
            if world.war[seat, other]:
                if roll(3, 30, other) == 0:
                    winner = (seat, other)[roll(2, 31, other)]
                    letters.append(Letter(seat, other, self._peace(world, winner, seat + other - winner, roll)))
            elif roll(2 * len(others), 32, other) == 0:
                kind = kinds[roll(len(kinds), 33, other)]
                letters.append(Letter(seat, other, self._terms(view, kind, (seat, other), roll)))
        return tuple(letters)

    def _terms(self, view: View, kind: str, parties: tuple[int, ...], roll: _Roll) -> TreatyTerms:
        """Return terms of a kind with an enemy where one must be named, and now and then a clause."""
        world, key = view.known, parties[-1]
        rest = [s for s in range(world.states) if s not in parties and world.alive[s]]
        target = rest[roll(len(rest), 40, key)] if rest and world.rules.kinds[kind].attack else -1
        return TreatyTerms(
            kind, parties, chained=roll(3, 41, key) == 0, target=target, term=5 + roll(10, 34, key),
            delay=roll(8, 42, key) // 7, joint=roll(4, 43, key) == 0, secret=roll(4, 44, key) == 0,
            renew=roll(3, 45, key) == 0,
        )  # fmt: skip

    def _proposals(self, view: View, others: list[int], roll: _Roll) -> tuple[Proposal, ...]:
        """Now and then found a treaty of three, or let somebody into one."""
        world, seat = view.known, view.seat
        if len(others) < 2 or roll(6, 50):
            return ()
        first = roll(len(others), 51)
        two = (others[first], others[(first + 1 + roll(len(others) - 1, 52)) % len(others)])
        mine = [t for t in world.treaties if seat in t.parties and not world.rules.kinds[t.kind].one_way]
        if mine and roll(2, 53):
            treaty = mine[roll(len(mine), 54)]
            parties = (*treaty.parties, *(s for s in two[:1] if s not in treaty.parties))
            return (Proposal(treaty.id, self._terms(view, treaty.kind, parties, roll)),)
        kind = ("defence", "league", "coalition", "trade")[roll(4, 55)]
        return (Proposal(-1, self._terms(view, kind, (seat, *two), roll)),)

    def _peace(self, world: World, winner: int, loser: int, roll: _Roll) -> PeaceTerms:
        theirs = (world.sovereign == loser).nonzero()[0].tolist()
        if not theirs or roll(3, 62, winner, loser):
            return PeaceTerms(winner, loser)
        allied = int((world.war[loser] == world.war[winner, loser]).sum()) > 1
        place = theirs[roll(len(theirs), 63, winner, loser)]
        return PeaceTerms(winner, loser, cede=(place,), congress=allied and roll(2, 64, winner, loser) == 0)
