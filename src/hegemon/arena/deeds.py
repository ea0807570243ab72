"""What players do in one turn that a rival could hold against them: betrayals, repeated offers, refused peaces.

Facts come from the true world at the opening, the orders as given, and the records behind them. Nothing is judged by
what happens after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
import numpy as np

from hegemon.world.orders import Letter, Orders, PeaceTerms, Record, Reply
from hegemon.world.relations import broken_by, under_arms
from hegemon.world.state import World

COMPANY = 3  # living others from which more than half of them are everyone


class Betrayal(msgspec.Struct, frozen=True):
    """A word broken by order. kind: an attack on a partner, a breach, or joining a war against a partner.

    state, about: who breaks it, and whom its record is about. sums: whether there is a record of it. pays: whether
    what it gains, by that record, is no less than its price: the choice is worth no less than anything else that
    could have been done. armed: under arms since an earlier turn. marching: an attack on who is betrayed is ordered
    the same turn.
    """

    kind: str
    state: int
    about: int
    sums: bool
    pays: bool
    armed: bool
    marching: bool

    @property
    def forced(self) -> bool:
        """Says whether force is in place; who joins an ally's war comes when it is called."""
        return self.kind == "joining" or (self.armed and self.marching)


def betrayals(world: World, orders: Orders, records: Iterable[Record]) -> list[Betrayal]:
    """Returns the words that a seat's orders break; attacks that break several count once."""
    me, told = orders.seat, list(records)
    calls = {call.id: call for call in world.calls}
    treaties = {treaty.id: treaty for treaty in world.treaties}
    struck = [victim for victim in orders.declare if broken_by(world, me, victim)]
    found = [_betrayal(world, orders, told, "attack", "war", (victim,), (victim,)) for victim in struck]
    for number in orders.breach:
        if number in treaties:
            others = treaties[number].others(me)
            found.append(_betrayal(world, orders, told, "breach", "breach", others, others))
    for answer in orders.answers:
        call = calls.get(answer.call)
        if call is not None and answer.honour and broken_by(world, me, call.against):
            found.append(_betrayal(world, orders, told, "joining", "honour", (call.caller,), (call.against,)))
    return found


def _betrayal(
    world: World, orders: Orders, told: Iterable[Record], kind: str, subject: str, about: tuple[int, ...],
    victims: tuple[int, ...],
) -> Betrayal:  # fmt: skip
    holder = world.controller
    record = next((r for r in told if r.subject == subject and r.about in about), None)
    marching = any(int(holder[move.path[-1]]) in victims for move in orders.moves)
    armed = under_arms(world, orders.seat)
    return Betrayal(
        kind, orders.seat, about[0], record is not None, record is not None and not misjudged(record), armed, marching
    )  # fmt: skip


def misjudged(record: Record) -> bool:
    """Returns whether something that nothing barred was worth more than what was chosen, or the choice was barred."""
    chosen = record.options[0]
    return bool(chosen.barred) or any(o.utility > chosen.utility for o in record.options[1:] if not o.barred)


def unwanted_war(reply: Reply) -> bool:
    """Returns whether a peace was turned down that the sums of who answered prefer to going on."""
    return reply.answer == "no" and (reply.gain > 0 or (reply.record is not None and misjudged(reply.record)))


def at_everyone(world: World, state: int) -> bool:
    """Returns whether a state fights by its own declaration more than half of the living others, of three or more."""
    others = [j for j in np.flatnonzero(world.home).tolist() if j != state]
    if len(others) < COMPANY:
        return False
    begun = {war.id: war for war in world.wars if not war.ended}
    chosen = 0
    for other in others:
        war = begun.get(int(world.war[state, other]))
        if war is not None and (war.aggressor, war.victim) in ((state, other), (-1, -1)):
            chosen += war.aggressor == state or {who for who, *_ in war.joined[:2]} == {state, other}
    return 2 * chosen > len(others)


class Offers:
    """Offers that were refused, so that one made again while nothing has changed is seen.

    An offer is a treaty's kind and named enemy from one state to another; of peace, its terms. Something has changed
    if since the opening of the turn of the refusal, for either of the two or the named enemy, a war has begun or
    ended, a treaty was signed or has lapsed, the government is another, or a province is held by someone else, even
    if by now all is again as it was; for a peace also if either has inflicted a loss on the other.
    """

    def __init__(self) -> None:
        self._refused: dict[tuple[object, ...], tuple[object, ...]] = {}
        self._seen: dict[int, tuple[object, ...]] = {}
        self._changes: Counter[int] = Counter()

    def turn(self, world: World, orders: Mapping[int, Orders]) -> tuple[int, list[Letter]]:
        """Returns how many letters were sent, and those repeated while nothing had changed since their refusal."""
        sent, again = 0, []
        for state in range(world.states):
            mark = _mark(world, state)
            self._changes[state] += self._seen.get(state) != mark
            self._seen[state] = mark
        for seat in sorted(orders):
            for letter in orders[seat].letters:
                sent += 1
                key, now = _key(letter), self._around(world, letter)
                if self._refused.get(key) == now:
                    again.append(letter)
                if letter.to in orders and seat in orders[letter.to].refusals:
                    self._refused[key] = now
                else:
                    self._refused.pop(key, None)
        return sent, again

    def _around(self, world: World, letter: Letter) -> tuple[object, ...]:
        """Return what has to differ for a letter to be another question: also what changed and changed back."""
        one, two, terms = letter.sender, letter.to, letter.terms
        if isinstance(terms, PeaceTerms):
            fought = int(world.inflicted[one, two]), int(world.inflicted[two, one])
            return self._changes[one], self._changes[two], fought
        named = self._changes[terms.target] if terms.target >= 0 else 0
        return self._changes[one], self._changes[two], named


def _key(letter: Letter) -> tuple[object, ...]:
    terms = letter.terms
    if isinstance(terms, PeaceTerms):
        return letter.sender, letter.to, terms
    return letter.sender, letter.to, terms.kind, terms.target


def _mark(world: World, state: int) -> tuple[object, ...]:
    """Return what has to differ at an opening for something to have changed for a state."""
    return (
        world.war[state].tobytes(), int(world.government[state]),
        (world.controller == state).tobytes(), (world.sovereign == state).tobytes(),
        tuple(t.id for t in world.treaties if state in t.parties),
    )  # fmt: skip
