"""The turtle: never attacks, keeps ready, and signs what keeps it safe."""

from __future__ import annotations

from hegemon.players import tactics
from hegemon.world.orders import (
    ASK_ME,
    MOBILISE,
    Answer,
    Decision,
    Letter,
    Option,
    Orders,
    PeaceTerms,
    Record,
    Reply,
    Standing,
    Term,
)
from hegemon.world.promises import envoys
from hegemon.world.view import View

EFFORT = (5, 3, 1, 1)
SAFE = ("nonaggression", "defence", "guarantee", "neutrality", "trade")


class Turtle:
    """Mobilises when a neighbour does or at war, and stands on its borders and before its capital."""

    name = "turtle"

    def decide(self, view: View) -> Decision:
        """Return a guard's orders."""
        world, seat = view.known, view.seat
        foes = tactics.enemies(view)
        near = tactics.neighbours(world, seat)
        alarmed = [n for n in near if world.mobilised[n] and not tactics.pledged(world, seat, n)]
        posture = tactics.posture(view, bool(foes or alarmed))
        letters = [tactics.offer(view, "nonaggression", n) for n in near
                   if not tactics.courted(view, "nonaggression", n)]
        letters += [tactics.offer(view, "defence", n) for n in near
                    if tactics.pledged(world, seat, n) and not tactics.courted(view, "defence", n)]
        orders = Orders(
            seat=seat,
            shifts=tactics.shifted(view, EFFORT),
            focus=8 if world.focus[seat] != 8 else None,
            posture=posture,
            moves=tactics.spread(view, tactics.menace(view, (*foes, *alarmed))),
            standing=tuple(
                Standing(t.id, "at once") for t in world.treaties
                if seat in t.parties and world.rules.kinds[t.kind].aid and t.reply_of(seat) == ASK_ME
            ),
            answers=tuple(Answer(call.id, True) for call in view.calls),
            letters=(*self._peace(view, foes), *letters[: envoys(world, seat)]),
            caps=tactics.caps(view, MOBILISE),
            votes=tactics.votes(view, (*SAFE, "league")),
            claims=tactics.claims(view),
        )
        records: tuple[Record, ...] = ()
        if posture:
            fear = sum(int(tactics.strength(world)[s]) for s in (*foes, *alarmed))
            options = (Option("mobilise", (Term("foreign arms next door", fear),)), Option("stay at peace"))
            options = options if posture == "mobilise" else (Option("demobilise"), Option("stay mobilised"))
            records = (Record(seat, world.turn, "posture", -1, options, stated=None),)
        return tactics.decided(view, orders, records)

    def answer(self, view: View, letter: Letter) -> Reply:
        """Sign what forbids an attack on us; make peace when it costs nothing."""
        terms = letter.terms
        if isinstance(terms, PeaceTerms):
            return tactics.weigh_peace(view, terms)
        if terms.kind in SAFE:
            near = letter.sender in tactics.neighbours(view.known, view.seat)
            gain = 3_000 if near else 1_000
            return Reply("yes", gain=gain, reason="gain", amount=gain)
        return Reply("no", reason="never")

    def _peace(self, view: View, foes: tuple[int, ...]) -> tuple[Letter, ...]:
        return tuple(Letter(view.seat, foe, PeaceTerms(winner=foe, loser=view.seat)) for foe in foes)
