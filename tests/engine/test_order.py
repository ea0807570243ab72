"""Orders: a dominant state offers protection and trade for dues; others join, pay, are helped, and may win with it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from hegemon.engine import calls, diplomacy, economy, exile, order, power, standing
from hegemon.engine.context import Turn
from hegemon.engine.economy import drawn, partners
from hegemon.engine.hostility import begin_war
from hegemon.engine.standing import drifted
from hegemon.errors import BadInput
from hegemon.game import codec
from hegemon.world.digest import digest
from hegemon.world.legality import lawful
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.legality_powers import proclaim_fault
from hegemon.world.orders import Orders, TreatyTerms
from hegemon.world.relations import access
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from tests.worlds import A, B, C, D, begun, cheque, ints, kinds, opened, pinned, play, stage, warring


def strong(house: Mapping[str, int] | None = None, **fields: object) -> World:
    """Return a world in which A has dominated for five turns."""
    return stage(opened(rules=pinned(house)), **{"dominant": ints(5, 0, 0, 0), **fields})


def ruled(*followers: int, dues: int = 50, world: World | None = None) -> World:
    """Return a world in which A leads an order that others follow."""
    parties = (A, *followers)
    led = Treaty(
        900, "order", parties, False, -1, 0, 41, 1, ("ask me",) * len(parties), renew=True, dues=dues
    )
    return stage(world or strong(), treaties=(led,), serial=900)


def talked(world: World, *given: Orders) -> Turn:
    turn = begun(world, *given)
    diplomacy.phase(turn)
    return turn


def test_a_dominant_state_proclaims_an_order_and_others_join() -> None:
    turn = talked(strong(), Orders(seat=A, proclaim=50))
    (led,) = turn.world.treaties
    assert (led.kind, led.parties, led.dues) == ("order", (A,), 50)
    assert [(e.kind, e.actor, e.amount) for e in turn.events] == [("proclaimed", A, 50)]
    joined = talked(stage(turn.world, turn=2), Orders(seat=B, join=(led.id,)), Orders(seat=C, join=(led.id,)))
    (now,) = joined.world.treaties
    assert set(now.parties) == {A, B, C}
    assert now.parties[0] == A
    assert len(now.replies) == 3
    assert ("followed", B, A) in kinds(joined.events)


@pytest.mark.parametrize(
    ("house", "fields", "dues", "word"),
    [
        ({}, {"dominant": ints(4, 9, 9, 9)}, 50, "turns in a row"),
        ({}, {}, 101, "dues"),
        ({}, {}, -1, "dues"),
        ({"switch.order": 0}, {}, 50, "no orders"),
        ({"allow.order": 0}, {}, 50, "no orders"),
        ({}, {"exiled": ints(2, 0, 0, 0)}, 50, "turns in a row"),
    ],
)
def test_who_may_not_proclaim(house: dict[str, int], fields: dict[str, object], dues: int, word: str) -> None:
    world = strong(house, **fields)
    assert word in proclaim_fault(world, A, dues)
    assert not [t for t in talked(world, Orders(seat=A, proclaim=dues)).world.treaties if t.kind == "order"]


def test_one_order_each() -> None:
    world = ruled(B)
    assert "already" in lawful(world, Orders(seat=A, proclaim=5))[1][0]
    assert "already" in lawful(stage(world, dominant=5), Orders(seat=B, proclaim=5))[1][0]
    other = Treaty(901, "order", (D,), False, -1, 0, 41, 1, ("ask me",))
    two = stage(world, treaties=(*world.treaties, other), serial=901)
    assert "already" in lawful(two, Orders(seat=B, join=(901,)))[1][0]
    assert lawful(two, Orders(seat=C, join=(900, 901)))[0].join == (900,)


def test_nobody_is_let_into_a_second_order_by_motion() -> None:
    other = Treaty(901, "order", (D, C), False, -1, 0, 41, 1, ("ask me", "ask me"))
    world = stage(ruled(B), treaties=(*ruled(B).treaties, other), serial=901)
    terms = TreatyTerms("order", (A, B, C), dues=50)
    assert "two orders" in treaty_fault(world, terms, amends=900)
    assert not treaty_fault(stage(world, treaties=ruled(B).treaties), terms, amends=900)
    assert "proclaimed" in treaty_fault(world, terms)


def test_who_may_not_join() -> None:
    world = ruled(B)
    for bad in (12345, -1, 1 << 60):
        assert "not open" in lawful(world, Orders(seat=C, join=(bad,)))[1][0]
    assert "at war" in lawful(warring(world, ((C,), (B,))), Orders(seat=C, join=(900,)))[1][0]
    assert not lawful(stage(world, exiled=ints(0, 0, 3, 0)), Orders(seat=C, join=(900,)))[0].join
    pact = Treaty(902, "defence", (A, B), False, -1, 0, 41, 1, ("ask me", "ask me"))
    closed = stage(world, treaties=(pact,), serial=902)
    assert "not open" in lawful(closed, Orders(seat=C, join=(902,)))[1][0]


def test_followers_pay_their_dues_to_the_leader_and_nothing_is_lost() -> None:
    turn = begun(ruled(B, C, dues=80))
    economy.phase(turn)
    world, full = turn.world, drawn(turn.world)
    for follower in (B, C):
        assert world.mobilised_output[follower] == full[follower] - full[follower] * 80 // 1000
    assert world.mobilised_output[D] == full[D]
    assert world.mobilised_output[A] > full[A]
    assert world.mobilised_output.sum() == full.sum()


@pytest.mark.parametrize("house", [{"switch.order": 0}])
def test_without_the_switch_no_order_has_effect(house: dict[str, int]) -> None:
    world = ruled(B, dues=80, world=strong(house))
    turn = begun(world)
    economy.phase(turn)
    assert (turn.world.mobilised_output == drawn(turn.world)).all()
    assert not order.warmth(world).any()
    assert (order.together(world) == world.power).all()


def test_each_follower_trades_with_the_leader_alone() -> None:
    pairs = partners(ruled(B, C))
    assert pairs[A, B]
    assert pairs[C, A]
    assert not pairs[B, C]
    assert not pairs[:, D].any()
    assert access(ruled(B, C))[A, B]


def test_leader_and_followers_come_to_like_each_other() -> None:
    world = stage(ruled(B, C), opinion=0, influence_share=0)
    won = drifted(world) - drifted(stage(ruled(B, C, world=strong({"order.opinion": 0})), opinion=0, influence_share=0))
    assert won[A, B] == won[B, A] == won[A, C] == pinned().order.opinion
    assert won[B, C] == won[A, D] == 0
    turn = begun(world)
    standing.phase(turn)
    assert turn.world.opinion[A, B] > turn.world.opinion[B, C]


def test_the_leader_owes_every_follower_help_and_they_owe_it_none() -> None:
    for victim in (B, C):
        turn = begun(cheque(ruled(B, C), A))
        calls.spread(turn, [begin_war(turn, D, victim, mutual=False, ready=True)])
        assert turn.world.war[A, D]
        assert not turn.world.war[[s for s in (B, C) if s != victim], D].any()
    turn = begun(ruled(B, C))
    for who in (B, C):
        turn.world.treaties = cheque(turn.world, who).treaties
    calls.spread(turn, [begin_war(turn, D, A, mutual=False, ready=True)])
    assert not turn.world.war[[B, C], D].any()


def test_a_follower_that_leaves_by_notice_leaves_the_rest() -> None:
    world, _ = play(ruled(B, C), Orders(seat=B, leave=(900,)))
    world, _ = play(world)
    (led,) = (t for t in world.treaties if t.kind == "order")
    assert led.parties == (A, C)


def test_an_order_outlives_a_follower_and_not_its_leader() -> None:
    turn = begun(ruled(B, C))
    exile.bury(turn, B)
    (led,) = turn.world.treaties
    assert (led.parties, len(led.replies)) == ((A, C), 2)
    exile.bury(turn, A)
    assert not turn.world.treaties


def test_a_leader_alone_is_kept_in_a_save() -> None:
    world = ruled()
    data = codec.pack_world(world)
    assert digest(codec.unpack_world(data, world.scenario, world.rules)) == digest(world)
    pact = msgspec.structs.replace(world.treaties[0], kind="defence")
    with pytest.raises(BadInput, match="a treaty"):
        codec.unpack_world(codec.pack_world(stage(world, treaties=(pact,))), world.scenario, world.rules)


def test_an_order_runs_on_at_its_term() -> None:
    world = stage(ruled(), treaties=(msgspec.structs.replace(ruled().treaties[0], until=0),), power=400_000)
    after, _ = play(world)
    assert [t.parties for t in after.treaties] == [(A,)]


def test_dominance_is_counted_in_turns_in_a_row() -> None:
    def counted(share: int, before: int) -> int:
        turn = begun(stage(strong(), power=ints(share, 1_000_000 - share, 0, 0), dominant=ints(before, 0, 0, 0)))
        order.count(turn)
        return int(turn.world.dominant[A])

    assert counted(300_000, 0) == 1
    assert counted(300_000, 4) == 5
    assert counted(299_999, 4) == 0


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ({"power": ints(200_000, 300_000, 300_000, 200_000)}, True),
        ({"power": ints(199_999, 300_000, 300_000, 200_001)}, False),
        ({"power": ints(400_000, 200_000, 200_000, 200_000), "exiled": ints(3, 0, 0, 0)}, False),
    ],
)
def test_an_order_ends_with_its_leaders_rank(changes: dict[str, object], stands: bool) -> None:
    turn = begun(stage(ruled(B, C), **changes))
    order.count(turn)
    assert bool(turn.world.treaties) is stands
    assert kinds(turn.events) == ([] if stands else [("ended", A, B), ("ended", A, C)])


def test_an_order_that_holds_two_thirds_long_enough_wins_for_its_leader() -> None:
    rule = pinned().power
    house = {"order.victory": 600_000}
    world = ruled(B, C, world=strong(house))
    for turn_ in range(rule.hegemon_turns):
        assert not world.over
        world, events = play(stage(world, treaties=ruled(B, C).treaties))
        assert int(world.leading[A]) == turn_ + 1
    assert (world.over, world.victor) == ("order", A)
    assert ("world order", A, -1) in kinds(events)
    alone = ruled(world=strong(house))
    for _ in range(rule.hegemon_turns):
        alone, _ = play(stage(alone, treaties=ruled().treaties))
    assert not alone.over


def test_together_counts_the_followers_for_the_leader_alone() -> None:
    world = stage(ruled(B, C), power=ints(400_000, 200_000, 100_000, 300_000))
    assert order.together(world).tolist() == [700_000, 200_000, 100_000, 300_000]
    assert order.wins(world).tolist() == [True, False, False, False]
    assert not order.wins(ruled(B, world=strong({"switch.order": 0}))).any()
    turn = Turn(world=world.fork(), orders={}, seats=())
    power._victory(turn)
    assert turn.world.leading.tolist() == [1, 0, 0, 0]
    assert not turn.world.over
