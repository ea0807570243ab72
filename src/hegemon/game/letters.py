"""Letters between AI seats: all are answered at once, from the opening views, and what was agreed is ticketed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec.structs import replace

from hegemon.world.fixed import Bools
from hegemon.world.legality import lawful
from hegemon.world.orders import Letter, Orders, PeaceTerms, Reply, Ticket, TreatyTerms
from hegemon.world.state import World

Ask = Callable[[Mapping[int, tuple[Letter, ...]]], Mapping[int, tuple[Reply, ...]]]


def exchange(
    world: World, may: Bools, orders: Mapping[int, Orders], ai: Collection[int], ask: Ask
) -> dict[int, Orders]:
    """Return the orders with tickets, counters and refusals put in for every letter that an AI seat got.

    may: access(world). ask: the replies of seats to the letters each got, in their order. A letter that has its
    ticket already is left alone; one to a seat outside ai stays a letter. A counter is put to its receiver once. Of
    two letters that cross and say the same, one stands for both.
    """
    box = _Box(orders)
    first = _by_receiver(letter for seat in sorted(orders) for letter in _open(world, may, orders, seat, ai))
    counters = []
    for letter, reply in _asked(ask, first):
        if reply.answer == "yes" and any(_crossed(letter, t.letter) for t in box.orders[letter.sender].tickets):
            box.withdraw(letter)
        elif reply.answer == "yes":
            box.ticket(letter, reply.gain)
        elif reply.answer == "counter" and _fits(world, may, letter, reply.counter, ai) and reply.counter is not None:
            counters.append(reply.counter)
        else:
            box.refuse(letter)
    for counter, reply in _asked(ask, _by_receiver(counters)):
        if reply.answer == "yes":
            box.counter(counter)
            box.ticket(counter, reply.gain)
        else:
            box.refuse(Letter(counter.to, counter.sender, counter.terms))
    return box.orders


class _Box:
    """Orders to which agreements are added."""

    def __init__(self, orders: Mapping[int, Orders]) -> None:
        self.orders = {seat: orders[seat] for seat in sorted(orders)}

    def ticket(self, letter: Letter, gain: int) -> None:
        giver = self.orders[letter.to]
        self.orders[letter.to] = replace(giver, tickets=(*giver.tickets, Ticket(letter, letter.to, gain)))

    def counter(self, letter: Letter) -> None:
        giver = self.orders[letter.sender]
        self.orders[letter.sender] = replace(giver, counters=(*giver.counters, letter))

    def withdraw(self, letter: Letter) -> None:
        sender = self.orders[letter.sender]
        self.orders[letter.sender] = replace(sender, letters=tuple(x for x in sender.letters if x != letter))

    def refuse(self, letter: Letter) -> None:
        giver = self.orders[letter.to]
        if letter.sender not in giver.refusals:
            self.orders[letter.to] = replace(giver, refusals=(*giver.refusals, letter.sender))


def _open(
    world: World, may: Bools, orders: Mapping[int, Orders], seat: int, ai: Collection[int]
) -> tuple[Letter, ...]:
    """Return the lawful letters of a seat to AI seats that nobody has answered."""
    sent = orders[seat].letters
    if not sent:
        return ()
    kept = lawful(world, Orders(seat=seat, letters=sent), may)[0].letters
    return tuple(
        letter for letter in kept
        if letter.to in ai and letter.to in orders and seat not in orders[letter.to].refusals
        and all(t.letter != letter for t in orders[letter.to].tickets)
    )


def _crossed(one: Letter, other: Letter) -> bool:
    if (one.sender, one.to) != (other.to, other.sender):
        return False
    a, b = one.terms, other.terms
    if isinstance(a, TreatyTerms) and isinstance(b, TreatyTerms) and a.kind != "guarantee":
        return replace(a, parties=b.parties) == b
    return a == b or (isinstance(a, PeaceTerms) and isinstance(b, PeaceTerms) and _bare(a) and _bare(b))


def _bare(terms: PeaceTerms) -> bool:
    """Return whether a peace leaves things as they were, so that it matters not who is called the winner."""
    return terms == PeaceTerms(winner=terms.winner, loser=terms.loser)


def _fits(world: World, may: Bools, letter: Letter, counter: Letter | None, ai: Collection[int]) -> bool:
    """Return whether a counter is lawful, goes back to who wrote, and finds an AI there to answer it."""
    if counter is None or (counter.sender, counter.to) != (letter.to, letter.sender) or counter.to not in ai:
        return False
    return not lawful(world, Orders(seat=counter.sender, counters=(counter,)), may)[1]


def _by_receiver(letters: Iterable[Letter]) -> dict[int, tuple[Letter, ...]]:
    box: dict[int, tuple[Letter, ...]] = {}
    for letter in letters:
        box[letter.to] = (*box.get(letter.to, ()), letter)
    return box


def _asked(ask: Ask, letters: dict[int, tuple[Letter, ...]]) -> list[tuple[Letter, Reply]]:
    if not letters:
        return []
    replies = ask(letters)
    return [pair for seat in sorted(letters) for pair in zip(letters[seat], replies[seat], strict=True)]
