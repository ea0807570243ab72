"""Letters between AI seats: all are answered at once, from the opening views, and what was agreed is ticketed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

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
    two letters that cross and say the same, one stands for both. Of several pledges of a seat to another, each of
    which it would give alone, it gives the one that gains it most, and the rest return.
    """
    box = _Box(orders)
    writers = [seat for seat in sorted(orders) if orders[seat].letters]
    first = _by_receiver(letter for seat in writers for letter in _open(world, may, orders, seat, ai))
    counters = []
    answered = _asked(ask, first)
    spare = _spare(world, box.orders, answered)
    for at, (letter, reply) in enumerate(answered):
        crossed = any(_crossed(letter, t.letter) for t in box.orders[letter.sender].tickets)
        if at in spare or (reply.answer == "yes" and crossed):
            box.withdraw(letter)
        elif reply.answer == "yes":
            box.ticket(letter, reply.gain)
        elif reply.answer == "counter" and _fits(world, may, letter, reply.counter, ai) and reply.counter is not None:
            counters.append(reply.counter)
        else:
            box.refuse(letter)
    for counter, reply in _asked(ask, _by_receiver(counters)):
        if reply.answer == "yes" and not (pledges(world, counter) and _pledged(world, box.orders, counter)):
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
    kept = lawful(world, Orders(seat=seat, letters=orders[seat].letters), may)[0].letters
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


def pledges(world: World, letter: Letter) -> bool:
    """Return whether a letter asks for peace or help between two: what each such treaty is worth hangs on the rest."""
    if isinstance(letter.terms, PeaceTerms) or letter.terms.kind not in world.rules.kinds:
        return False
    kind = world.rules.kinds[letter.terms.kind]
    return kind.no_attack or kind.aid or kind.attack or kind.invited


def _pledged(world: World, orders: Mapping[int, Orders], letter: Letter) -> bool:
    """Return whether the two of a letter have given each other a pledge this turn already."""
    pair = {letter.sender, letter.to}
    given = (ticket.letter for seat in sorted(pair) for ticket in orders[seat].tickets)
    return any({one.sender, one.to} == pair and pledges(world, one) for one in given)


def _spare(world: World, orders: Mapping[int, Orders], answered: Sequence[tuple[Letter, Reply]]) -> set[int]:
    """Return which of the letters answered ask for a pledge beside one that gains its giver as much or more.

    Each was weighed as if it were the only one.
    """
    agreed = [at for at, (letter, reply) in enumerate(answered) if reply.answer == "yes" and pledges(world, letter)]
    kept: dict[tuple[int, int], int] = {}
    for at in sorted(agreed, key=lambda at: (-answered[at][1].gain, at)):
        letter = answered[at][0]
        if not _pledged(world, orders, letter):
            kept.setdefault((letter.sender, letter.to), at)
    return set(agreed) - set(kept.values())


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
