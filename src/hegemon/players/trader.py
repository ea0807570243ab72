"""The trader: grows, trades with everyone, and fights only when attacked."""

from __future__ import annotations

from hegemon.players import tactics
from hegemon.world.orders import WARNING, Answer, Decision, Letter, Option, Orders, PeaceTerms, Record, Reply, Term
from hegemon.world.promises import envoys
from hegemon.world.view import View

PEACE = (3, 4, 2, 1)
WAR = (5, 3, 2, 0)


class Trader:
    """Puts its effort in economy and technology while it is left alone."""

    name = "trader"

    def decide(self, view: View) -> Decision:
        """Return a merchant's orders."""
        world, seat = view.known, view.seat
        foes = tactics.enemies(view)
        near = tactics.neighbours(world, seat)
        rest = tuple(s for s in range(world.states) if s != seat and s not in near and world.alive[s])
        letters = [tactics.offer(view, kind, s) for kind, who in (("nonaggression", near), ("trade", near + rest))
                   for s in who if not tactics.courted(view, kind, s)]
        ready = bool(world.mobilised[seat])
        posture = tactics.posture(view, bool(foes))
        attacks = tactics.assault(view, foes, 180) if foes and ready else ()
        orders = Orders(
            seat=seat,
            shifts=tactics.shifted(view, WAR if foes else PEACE),
            focus=4 if world.focus[seat] != 4 else None,
            posture=posture,
            moves=(*attacks, *tactics.spread(view, tactics.menace(view, foes), attacks)),
            answers=tuple(Answer(call.id, False) for call in view.calls),
            letters=(*(Letter(seat, foe, PeaceTerms(winner=foe, loser=seat)) for foe in foes),
                     *letters[: envoys(world, seat)]),
            caps=tactics.caps(view, WARNING),
            votes=tactics.votes(view, ("trade", "nonaggression")),
            claims=tactics.claims(view),
        )
        records: tuple[Record, ...] = ()
        if posture:
            options = (Option(posture, (Term("enemies", len(foes)),)), Option("as before"))
            records = (Record(seat, world.turn, "posture", -1, options, stated=None),)
        return tactics.decided(view, orders, records)

    def answer(self, view: View, letter: Letter) -> Reply:
        """Sign trade, non-aggression and peace; promise nobody to fight."""
        terms = letter.terms
        if isinstance(terms, PeaceTerms):
            return tactics.weigh_peace(view, terms)
        if terms.kind in ("trade", "nonaggression"):
            gain = 2_000 if terms.kind == "trade" else 1_000
            return Reply("yes", gain=gain, reason="gain", amount=gain)
        if terms.kind == "guarantee" and terms.parties[1] == view.seat:
            return Reply("yes", gain=1_500, reason="gain", amount=1_500)
        return Reply("no", reason="entangled", about=letter.sender)
