"""Signatures: what both sides said yes to this turn becomes a treaty if it still fits what else was agreed."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from hegemon.engine.context import Turn
from hegemon.world.chance import draw
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.orders import Letter, PeaceTerms, Ticket, TreatyTerms
from hegemon.world.relations import hidden
from hegemon.world.state import World
from hegemon.world.treaties import Offer, Treaty, default_replies

CLAUSES = (
    "chained", "target", "notice", "exclude", "burden", "delay", "joint", "secret", "renew", "dues", "split", "term",
)  # fmt: skip

_clauses: Callable[[TreatyTerms], tuple[Any, ...]] = attrgetter(*CLAUSES)


def agreed(turn: Turn) -> list[Ticket]:
    """Return the tickets whose letter its sender did send, and the offers accepted, best gain first."""
    world = turn.world
    found: list[Ticket] = []
    for seat in turn.seats:
        orders = turn.orders[seat]
        if not (orders.tickets or orders.accept):
            continue
        for ticket in orders.tickets:
            sender = turn.orders.get(ticket.letter.sender)
            if sender is None:
                continue
            wrote = any(letter.to == sender.seat for letter in orders.letters)  # a counter answers a letter
            if ticket.letter in (*sender.letters, *(sender.counters if wrote else ())):
                found.append(ticket)
        accepted = set(orders.accept)
        found += [Ticket(o.letter, seat, 0) for o in world.offers if o.id in accepted and o.letter.to == seat]
    if len(found) < 2:
        return found
    ids, key = world.scenario.state_ids, world.seed

    def rank(ticket: Ticket) -> tuple[int, int]:
        pair = (int(ids[ticket.letter.sender]), int(ids[ticket.giver]))
        return -ticket.gain, draw(key, world.turn, "ticket", *pair)

    return sorted(found, key=rank)


def sign(turn: Turn, tickets: list[Ticket]) -> None:
    """Sign treaties in order of their giver's gain, keeping each that fits those kept."""
    world = turn.world
    for ticket in tickets:
        letter, terms = ticket.letter, ticket.letter.terms
        assert isinstance(terms, TreatyTerms)
        fault = treaty_fault(world, terms)
        if fault:
            turn.note("unfit", letter.sender, letter.to, detail=terms.kind)
            continue
        made = enact(turn, terms)
        turn.note(
            "signed", letter.sender, letter.to, other=terms.target, detail=terms.kind, secret=hidden(world, made)
        )


def enact(turn: Turn, terms: TreatyTerms) -> Treaty:
    """Put a treaty into force in the place of one of the same kind that is about to run out."""
    world = turn.world
    name, who, one_way = terms.kind, set(terms.parties), world.rules.kinds[terms.kind].one_way
    kept = [
        t for t in world.treaties
        if t.kind != name or set(t.parties) != who or (one_way and t.parties != terms.parties)
    ]  # fmt: skip
    made = new_treaty(turn, terms)
    world.treaties = (*kept, made)
    return made


def new_treaty(turn: Turn, terms: TreatyTerms, double: bool = False) -> Treaty:
    """Return a treaty of these terms that runs from this turn."""
    world = turn.world
    return Treaty(
        id=world.next_id(),
        kind=terms.kind,
        parties=terms.parties,
        since=world.turn,
        until=world.turn + terms.term,
        replies=default_replies(terms.parties),
        double=double,
        **clauses(world, terms),
    )


def clauses(world: World, terms: TreatyTerms) -> dict[str, Any]:
    """Return the clauses that terms give to a treaty, by field; where nothing is secret, everything is public."""
    given = dict(zip(CLAUSES, _clauses(terms), strict=True))
    given["secret"] = terms.secret and bool(world.rules.switch.secrecy)
    given["notice"] = 0 if world.rules.kinds[terms.kind].informal else terms.notice
    return given


def deliver(turn: Turn) -> None:
    """Put letters that nobody answered into inboxes; the offers of last turn are gone."""
    world = turn.world
    for seat in turn.seats:
        for sender in turn.orders[seat].refusals:
            world.refused[sender, seat] = world.turn
    answered: set[tuple[int, int]] = set()
    for seat in turn.seats:
        orders = turn.orders[seat]
        if orders.tickets or orders.refusals or orders.counters:
            answered.update((t.letter.sender, t.giver) for t in orders.tickets)
            answered.update((sender, seat) for sender in orders.refusals)
            answered.update((c.to, seat) for c in orders.counters)
    offers = []
    for seat in turn.seats:
        for letter in turn.orders[seat].letters:
            open_still = (seat, letter.to) not in answered and bool(world.alive[letter.to])
            if open_still and _fits(turn, letter):
                offers.append(Offer(world.next_id(), letter))
                turn.note("offered", seat, letter.to, detail=_name(letter))
    world.offers = tuple(offers)


def _fits(turn: Turn, letter: Letter) -> bool:
    world, terms = turn.world, letter.terms
    if isinstance(terms, PeaceTerms):
        return bool(world.war[terms.winner, terms.loser])
    return not treaty_fault(world, terms)


def _name(letter: Letter) -> str:
    return "peace" if isinstance(letter.terms, PeaceTerms) else letter.terms.kind
