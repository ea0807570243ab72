"""Letters between AI seats, answered as one batch."""

from __future__ import annotations

from collections.abc import Mapping

from hegemon.game.letters import exchange
from hegemon.world.orders import Letter, Orders, PeaceTerms, Reply, Ticket, TreatyTerms
from hegemon.world.relations import access
from hegemon.world.state import World
from tests.game.support import ring


def treaty(sender: int, to: int, kind: str = "trade", term: int = 10) -> Letter:
    return Letter(sender, to, TreatyTerms(kind, (sender, to), term=term))


class Desk:
    """Answers by a fixed table; yes where it says nothing."""

    def __init__(self, **replies: Reply) -> None:
        self.replies, self.rounds = replies, list[dict[int, tuple[Letter, ...]]]()

    def __call__(self, letters: Mapping[int, tuple[Letter, ...]]) -> dict[int, tuple[Reply, ...]]:
        self.rounds.append(dict(letters))
        usual = Reply("yes", gain=1)
        return {s: tuple(self.replies.get(f"{x.sender}to{s}", usual) for x in sent) for s, sent in letters.items()}


def world() -> World:
    return ring().world


def swap(desk: Desk, *letters: Letter, ai: tuple[int, ...] = tuple(range(8))) -> dict[int, Orders]:
    given = {s: Orders(seat=s, letters=tuple(x for x in letters if x.sender == s)) for s in range(8)}
    opening = world()
    return exchange(opening, access(opening), given, ai, desk)


def test_yes_is_a_ticket_of_who_said_it() -> None:
    letter = treaty(0, 1)
    orders = swap(Desk(), letter)
    assert orders[1].tickets == (Ticket(letter, 1, 1),)
    assert orders[0].letters == (letter,)


def test_no_is_a_refusal() -> None:
    orders = swap(Desk(**{"0to1": Reply("no")}), treaty(0, 1))
    assert orders[1].refusals == (0,)
    assert not orders[1].tickets


def test_letters_are_asked_as_one_batch_and_counters_as_a_second() -> None:
    counter = treaty(1, 0, term=5)
    desk = Desk(**{"0to1": Reply("counter", counter=counter)})
    orders = swap(desk, treaty(0, 1), treaty(2, 3), treaty(4, 3))
    assert desk.rounds == [{1: (treaty(0, 1),), 3: (treaty(2, 3), treaty(4, 3))}, {0: (counter,)}]
    assert orders[1].counters == (counter,)
    assert orders[0].tickets == (Ticket(counter, 0, 1),)
    assert not orders[1].refusals


def test_counter_that_is_countered_again_is_a_refusal() -> None:
    counter = treaty(1, 0, term=5)
    desk = Desk(**{"0to1": Reply("counter", counter=counter), "1to0": Reply("counter", counter=treaty(0, 1, term=6))})
    orders = swap(desk, treaty(0, 1))
    assert len(desk.rounds) == 2
    assert orders[1].refusals == (0,)
    assert not orders[0].tickets


def test_unlawful_letters_are_not_asked() -> None:
    desk = Desk()
    swap(desk, treaty(0, 1, kind="axis"), Letter(0, 1, TreatyTerms("trade", (1, 2))), Letter(0, 99, treaty(0, 1).terms))
    assert desk.rounds == []


def test_letters_beyond_the_envoys_are_not_asked() -> None:
    desk = Desk()
    orders = swap(desk, *(treaty(0, to) for to in range(1, 8)))
    assert sum(map(len, desk.rounds[0].values())) == 2 + int(world().effort[0, 3]) // 2
    assert len(orders[0].letters) == 7  # the engine says which of them it dropped


def test_letters_to_people_stay_letters() -> None:
    desk = Desk()
    orders = swap(desk, treaty(0, 1), ai=(0, 2, 3))
    assert desk.rounds == []
    assert orders[0].letters == (treaty(0, 1),)


def test_letters_that_cross_and_say_the_same_are_one() -> None:
    orders = swap(Desk(), treaty(0, 1), treaty(1, 0))
    assert sum(len(o.tickets) for o in orders.values()) == 1
    assert sum(len(o.letters) for o in orders.values()) == 1


def test_bare_peaces_that_cross_are_one() -> None:
    opening = world().fork()
    opening.war[0, 1] = opening.war[1, 0] = 1
    opening.publish()
    letters = (Letter(0, 1, PeaceTerms(0, 1)), Letter(1, 0, PeaceTerms(1, 0)))
    given = {s: Orders(seat=s, letters=tuple(x for x in letters if x.sender == s)) for s in range(2)}
    orders = exchange(opening, access(opening), given, (0, 1), Desk())
    assert sum(len(o.tickets) for o in orders.values()) == 1


def test_letters_that_cross_and_differ_are_two() -> None:
    orders = swap(Desk(), treaty(0, 1, term=5), treaty(1, 0, term=9))
    assert sum(len(o.tickets) for o in orders.values()) == 2


def test_guarantees_that_cross_are_two() -> None:
    orders = swap(Desk(), treaty(0, 1, kind="guarantee"), treaty(1, 0, kind="guarantee"))
    assert sum(len(o.tickets) for o in orders.values()) == 2


def test_of_several_pledges_to_one_the_dearest_to_its_giver_stands_and_the_rest_return() -> None:
    kinds = ("defence", "entente", "trade")
    letters = tuple(treaty(0, 1, kind) for kind in kinds)
    gains = dict(zip(letters, (7, 9, 1), strict=True))

    def ask(letters: Mapping[int, tuple[Letter, ...]]) -> dict[int, tuple[Reply, ...]]:
        return {s: tuple(Reply("yes", gain=gains[x]) for x in got) for s, got in letters.items()}

    opening = world()
    given = {s: Orders(seat=s, letters=letters if s == 0 else ()) for s in range(8)}
    orders = exchange(opening, access(opening), given, tuple(range(8)), ask)
    assert [t.letter for t in orders[1].tickets] == [letters[1], letters[2]]
    assert orders[0].letters == (letters[1], letters[2])
    assert not orders[1].refusals
