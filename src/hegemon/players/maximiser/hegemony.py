"""Orders: proclaimed where enough would follow, joined where protection and trade outweigh dues and balancing."""

from __future__ import annotations

from hegemon.counsel.clauses import pact_worth
from hegemon.counsel.danger import danger
from hegemon.counsel.shelter import sheltering
from hegemon.players.maximiser.cadence import due
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose, total
from hegemon.world.legality_powers import join_fault, proclaim_fault
from hegemon.world.orders import Record, Term, TreatyTerms
from hegemon.world.view import View

RATES = (20, 50, 80)


def proclaim(view: View, mind: Mind) -> tuple[int | None, Record | None]:
    """Return the dues of an order to proclaim, if those who would follow make it worth while, and why."""
    world, me = view.known, view.seat
    if not world.dominant.item(me) or not mind.treaties or proclaim_fault(world, me, RATES[0]):
        return None, None
    kind = next(name for name, row in world.rules.kinds.items() if row.order)
    others = [k for k in range(world.states) if k != me and world.home[k] and not world.war[me, k]]
    options = [mind.option("proclaim nothing")]
    for rate in RATES:
        terms: list[Term] = []
        for other in others:
            offer = TreatyTerms(kind, (me, other), dues=rate)
            if total(pact_worth(view, offer, other)) >= 0:
                terms.append(Term("a follower", total(mind.weigh(pact_worth(view, offer, me))), other))
        options.append(mind.option(f"an order for {rate} per mille", terms, "" if terms else "nobody would follow"))
    chosen, record = choose(view, "order", -1, options)
    return (None, *RATES)[chosen], record


def join(view: View, mind: Mind) -> tuple[int | None, Record | None]:
    """Return the order to join, if following serves better than balancing or standing alone, and why."""
    world, me, kinds = view.known, view.seat, view.known.rules.kinds
    if not mind.treaties or not due(view, mind.weights.motions.every):
        return None, None
    orders = [t for t in world.treaties if kinds[t.kind].order]
    if not orders:
        return None, None
    options, numbers, leaders = [mind.option("stand alone")], [-1], [-1]
    for treaty in orders:
        if join_fault(world, me, treaty.id):
            continue
        leader, code = treaty.parties[0], world.codes[treaty.parties[0]]
        worth = pact_worth(view, TreatyTerms(treaty.kind, (leader, me), dues=treaty.dues), me)
        options += [mind.option(f"follow {code}", worth), mind.option(f"balance {code}", balancing(view, leader))]
        numbers += [treaty.id, -1]
        leaders += [leader, leader]
    if len(options) == 1:
        return None, None
    leaders[0] = leaders[1]
    chosen, record = choose(view, "order", leaders, options)
    return (numbers[chosen] if numbers[chosen] >= 0 else None), record


def balancing(view: View, leader: int) -> tuple[Term, ...]:
    """Return what standing with the best partner against a leader would be worth to the seat, ppm."""
    world, me = view.known, view.seat
    cover = sheltering(view, me, leader).cover[me, :, leader].copy()
    cover[danger(view).position.pact[leader] | ~world.home] = 0
    partner = int(cover.argmax())
    part = world.rules.treaties.informal
    return (Term("cover by a coalition", int(cover[partner]) * part // world.rules.treaties.cheque[1], partner),)
