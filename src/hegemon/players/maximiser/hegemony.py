"""Orders: proclaimed where enough would follow, joined where protection and trade outweigh dues and balancing."""

from __future__ import annotations

from hegemon.counsel.clauses import pact_worth
from hegemon.counsel.danger import danger
from hegemon.counsel.shelter import sheltering
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import decided, total
from hegemon.world.legality_powers import join_fault, proclaim_fault
from hegemon.world.orders import Option, Record, Term, TreatyTerms
from hegemon.world.view import View

RATES = (20, 50, 80)


def proclaim(view: View, mind: Mind) -> tuple[int | None, Record | None]:
    """Return the dues of an order to proclaim, if those who would follow make it worth while, and why."""
    world, me = view.known, view.seat
    if proclaim_fault(world, me, RATES[0]):
        return None, None
    kind = next(name for name, row in world.rules.kinds.items() if row.order)
    options: list[tuple[int | None, Option]] = []
    for rate in RATES:
        terms: list[Term] = []
        for other in range(world.states):
            if other == me or not world.home[other] or world.war[me, other]:
                continue
            offer = TreatyTerms(kind, (me, other), dues=rate)
            if total(pact_worth(view, offer, other)) >= 0:
                gain = total(pact_worth(view, offer, me))
                terms.append(Term("a follower", gain, other))
        options.append((rate, Option(f"an order for {rate} per mille", tuple(terms))))
    options.append((None, Option("proclaim nothing")))
    record = decided(view, "order", -1, [option for _, option in options])
    return next(rate for rate, option in options if option is record.options[0]), record


def join(view: View, mind: Mind) -> tuple[int | None, Record | None]:
    """Return the order to join, if following serves better than balancing or standing alone, and why."""
    world, me = view.known, view.seat
    if (view.turn + int(world.scenario.state_ids[me])) % mind.weights.motions.every:
        return None, None
    for treaty in world.treaties:
        if not world.rules.kinds[treaty.kind].order or join_fault(world, me, treaty.id):
            continue
        leader = treaty.parties[0]
        follow = Option(
            f"follow {world.codes[leader]}",
            pact_worth(view, TreatyTerms(treaty.kind, (leader, me), dues=treaty.dues), me),
        )
        stay, balance = Option("stand alone"), Option(f"balance {world.codes[leader]}", balancing(view, leader))
        record = decided(view, "order", leader, (stay, follow, balance))
        return (treaty.id if record.options[0] is follow else None), record
    return None, None


def balancing(view: View, leader: int) -> tuple[Term, ...]:
    """Return what standing with the best partner against a leader would be worth to the seat, ppm."""
    world, me = view.known, view.seat
    cover = sheltering(view, me, leader).cover[me, :, leader].copy()
    cover[danger(view).position.pact[leader] | ~world.home] = 0
    partner = int(cover.argmax())
    part = world.rules.treaties.informal
    return (Term("cover by a coalition", int(cover[partner]) * part // world.rules.treaties.cheque[1], partner),)
