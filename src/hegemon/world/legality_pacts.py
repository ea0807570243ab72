"""Whether motions are lawful, in words: founding a treaty of several, amending one, acceding and expelling; votes."""

from __future__ import annotations

from collections.abc import Callable

from hegemon.world.legality_diplomacy import letters, treaty_fault
from hegemon.world.orders import Orders, PeaceTerms, Proposal, Vote
from hegemon.world.promises import envoys
from hegemon.world.relations import hidden
from hegemon.world.state import World


def motion_fault(world: World, seat: int, proposal: Proposal) -> str:
    """Return why a seat cannot put terms to the vote, empty if it can."""
    terms = proposal.terms
    if seat not in terms.parties:
        return "terms are put to the vote by a state that would be a party"
    if proposal.treaty == -1:
        wrong = treaty_fault(world, terms)
        return wrong or ("a treaty of two is signed by letter" if len(terms.parties) < 3 else "")
    old = next((t for t in world.treaties if t.id == proposal.treaty), None)
    if old is None or (hidden(world, old) and seat not in old.parties):
        return f"treaty {proposal.treaty} is not known to you"
    if old.double:
        return "a truce cannot be amended"
    if terms.kind != old.kind:
        return f"a {old.kind} cannot become a {terms.kind}; end it and sign another"
    if set(terms.parties) - set(old.parties) and set(old.parties) - set(terms.parties):
        return "one motion lets in or puts out, not both"
    if world.rules.kinds[old.kind].one_way and terms.parties[0] != old.parties[0]:
        return f"{world.codes[old.parties[0]]} stands first in that {old.kind} and stays there"
    return treaty_fault(world, terms, amends=old.id)


def voters(world: World, seat: int, proposal: Proposal) -> tuple[int, ...]:
    """Return who must consent beside the proposer: all who would be parties, in the order of permanent ids."""
    ids = world.scenario.state_ids
    return tuple(sorted((p for p in proposal.terms.parties if p != seat), key=lambda s: int(ids[s])))


def envoys_left(world: World, orders: Orders) -> int:
    """Return how many envoys the lawful letters of orders leave for proposals and summits."""
    fault = letters(world, orders.seat)
    written = {x.to for x in orders.letters if not fault(x) and not isinstance(x.terms, PeaceTerms)}
    return envoys(world, orders.seat) - len(written)


def proposals(world: World, orders: Orders) -> Callable[[Proposal], str]:
    """Return the judge of a seat's proposals, each of which takes an envoy."""
    left = envoys_left(world, orders)

    def fault(proposal: Proposal) -> str:
        nonlocal left
        wrong = motion_fault(world, orders.seat, proposal)
        if wrong:
            return wrong
        if left == 0:
            return "a proposal takes an envoy, and all are under way"
        left -= 1
        return ""

    return fault


def votes(world: World, seat: int) -> Callable[[Vote], str]:
    """Return the judge of a seat's votes."""
    asked = {m.id for m in world.motions if seat in m.voters}

    def fault(vote: Vote) -> str:
        if vote.motion not in asked:
            return f"motion {vote.motion} does not wait for your vote"
        asked.discard(vote.motion)
        return ""

    return fault
