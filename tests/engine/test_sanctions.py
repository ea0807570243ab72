"""Phases 1 and 2: trade stopped as a weapon costs both, and comes back slowly."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine import diplomacy, economy, exile, sanctions, standing
from hegemon.engine.context import Turn
from hegemon.engine.economy import partners, production, trade
from hegemon.engine.effort import contact
from hegemon.world.legality import lawful
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.orders import Orders, TreatyTerms
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from tests.worlds import A, B, C, D, begun, bound, ints, kinds, opened, pinned, play, stage, warring

TRADE = TreatySpec("trade", (A, B))
GRAIN, ORE = ints(200, 200, 20, 20, 100, 100, 100, 100), ints(20, 20, 200, 200, 100, 100, 100, 100)


def traders(house: Mapping[str, int] | None = None, **fields: object) -> World:
    """Return a world in which A has grain for the ore of B, and they trade."""
    world = bound(opened(grain=GRAIN, ore=ORE, rules=pinned(house)), TRADE)
    return stage(world, **fields)


def inputs(world: World) -> list[list[int]]:
    turn = begun(world)
    economy.phase(turn)
    found: list[list[int]] = turn.world.inputs.tolist()
    return found


def laid(world: World, *orders: Orders) -> Turn:
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    return turn


def barred(world: World) -> World:
    """Return the world with sanctions of A on B in force."""
    laws = np.zeros((4, 4), np.int64)
    laws[A, B] = 1
    return stage(world, sanction=laws)


def test_sanctions_are_laid_lifted_and_told_to_all() -> None:
    turn = laid(opened(), Orders(seat=A, sanction=(B,)))
    assert turn.world.sanction[A, B] == turn.world.turn
    assert turn.world.sanction.sum() == turn.world.turn
    assert kinds(turn.events) == [("sanctioned", A, B)]
    again = laid(stage(turn.world, turn=2), Orders(seat=A, lift=(B,)))
    assert not again.world.sanction.any()
    assert kinds(again.events) == [("lifted", A, B)]


def test_unlawful_sanctions_are_said() -> None:
    world = stage(barred(opened()), alive=[True, True, True, False], exiled=0)
    for target, word in ((B, "already"), (A, "cannot"), (D, "cannot"), (99, "cannot"), (-1, "cannot")):
        orders, problems = lawful(world, Orders(seat=A, sanction=(target,)))
        assert orders.sanction == ()
        assert word in problems[0]
    assert lawful(world, Orders(seat=A, sanction=(C, C)))[0].sanction == (C,)
    assert lawful(world, Orders(seat=A, lift=(B,)))[0].lift == (B,)
    assert lawful(world, Orders(seat=A, lift=(C, 99)))[0].lift == ()
    off = opened(rules=pinned({"switch.sanctions": 0}))
    assert "no sanctions" in lawful(off, Orders(seat=A, sanction=(B,)))[1][0]


def test_the_target_holds_it_against_the_sanctioner() -> None:
    turn = laid(opened(), Orders(seat=A, sanction=(B,)))
    calm = laid(opened())
    standing.phase(turn)
    standing.phase(calm)
    moved = turn.world.opinion - calm.world.opinion
    assert moved[B, A] == -pinned().standing.sanction
    assert moved[A, B] == 0
    friends = np.zeros((4, 4), np.int64)
    friends[C, B] = 900
    echoed = laid(stage(opened(), opinion=friends), Orders(seat=A, sanction=(B,)))
    standing.phase(echoed)
    assert moved[B, A] < echoed.world.opinion[C, A] < 0


def test_both_lose_and_nobody_else() -> None:
    free, cut, apart = inputs(traders()), inputs(barred(traders())), inputs(stage(traders(), treaties=()))
    assert free != apart
    assert cut == apart
    turn, after = begun(barred(traders())), begun(traders())
    economy.phase(turn)
    economy.phase(after)
    assert (turn.world.potential[[A, B]] < after.world.potential[[A, B]]).all()
    assert (turn.world.potential[[C, D]] == after.world.potential[[C, D]]).all()


def test_without_the_switch_no_sanctions_bite() -> None:
    house = {"switch.sanctions": 0}
    assert inputs(barred(traders(house))) == inputs(traders(house)) == inputs(traders())
    assert partners(barred(traders(house)))[A, B]


def test_without_trade_nothing_flows() -> None:
    world = traders({"switch.trade": 0})
    assert not partners(world).any()
    assert inputs(world) == inputs(stage(traders(), treaties=()))


def test_war_or_sanctions_stop_commerce_and_it_recovers() -> None:
    world = begun(barred(traders())).world
    sanctions.settle(world)
    assert world.commerce[A, B] == world.commerce[B, A] == 0
    assert world.commerce[A, C] == 1000
    world.sanction[:] = 0
    back = []
    for _ in range(6):
        sanctions.settle(world)
        back.append(int(world.commerce[A, B]))
    assert back == [200, 400, 600, 800, 1000, 1000]
    fought = begun(warring(traders(), ((C,), (D,)))).world
    sanctions.settle(fought)
    assert fought.commerce[C, D] == 0


def test_trade_flows_as_far_as_commerce_has_recovered() -> None:
    def flow(level: int) -> int:
        world = stage(traders(), commerce=level)
        return int(trade(world, production(world))[B, 0] - production(world)[B, 0])

    assert flow(0) == 0
    assert 0 < flow(200) < flow(600) < flow(1000)
    assert abs(2 * flow(500) - flow(1000)) <= 2


@settings(derandomize=True, max_examples=60, deadline=None, database=None)
@given(st.lists(st.integers(0, 1000), min_size=6, max_size=6), st.integers(0, 15), st.integers(0, 4000))
def test_each_resource_is_conserved(levels: list[int], laid_by: int, many: int) -> None:
    commerce = np.zeros((4, 4), np.int64)
    commerce[np.triu_indices(4, 1)] = levels
    laws = np.zeros((4, 4), np.int64)
    laws[laid_by // 4, laid_by % 4] = laid_by // 4 != laid_by % 4
    world = bound(opened(), TRADE, TreatySpec("trade", (A, C, D)), TreatySpec("trade", (B, D)))
    world = stage(world, commerce=commerce + commerce.T, sanction=laws)
    gathered = (np.arange(12).reshape(4, 3) * many * 7919) % 4001
    traded = trade(world, gathered)
    assert traded.sum(axis=0).tolist() == gathered.sum(axis=0).tolist()
    assert (traded >= 0).all()


def test_sanctions_on_a_trading_partner_break_the_treaty_at_its_price() -> None:
    turn = laid(traders(), Orders(seat=A, sanction=(B,)))
    assert not turn.world.treaties
    assert [(d.kind, d.actor, d.target, d.price) for d in turn.deeds] == [
        ("breach", A, B, 2_000), ("sanction", A, B, 0),
    ]  # fmt: skip
    pact = bound(opened(), TreatySpec("nonaggression", (A, B)))
    assert len(laid(pact, Orders(seat=A, sanction=(B,))).world.treaties) == 1


def test_knowledge_does_not_leak_by_trade_under_sanctions() -> None:
    apart = stage(traders(), sovereign=ints(A, A, B, B, C, C, D, D))
    world = bound(apart, TreatySpec("trade", (C, B)))
    far = stage(world, sovereign=ints(A, A, D, B, C, D, D, D))
    assert contact(far)[B, C]
    laws = np.zeros((4, 4), np.int64)
    laws[C, B] = 1
    assert not contact(stage(far, sanction=laws))[B, C]
    assert not contact(stage(far, treaties=()))[B, C]


def test_sanctions_end_with_a_state() -> None:
    turn = begun(stage(opened(), sanction=np.ones((4, 4), np.int64) - np.eye(4, dtype=np.int64)))
    exile.bury(turn, B)
    assert not turn.world.sanction[B].any()
    assert not turn.world.sanction[:, B].any()
    assert turn.world.sanction[A, C]


def test_a_turn_of_sanctions_is_played_through() -> None:
    after, events = play(traders(), Orders(seat=A, sanction=(B,)))
    assert after.commerce[A, B] == after.commerce[B, A] == 0
    assert ("sanctioned", A, B) in kinds(events)
    assert ("breach", A, B) in kinds(events)
    later, _ = play(after, Orders(seat=A, lift=(B,)))
    assert later.commerce[A, B] == 200


def test_nobody_signs_for_trade_while_sanctions_stand() -> None:
    world = stage(opened(), sanction=np.eye(4, k=1, dtype=np.int64))
    said = treaty_fault(world, TreatyTerms("trade", (B, A)))
    assert "lifted first" in said
    assert treaty_fault(world, TreatyTerms("trade", (A, C))) == ""
    assert treaty_fault(world, TreatyTerms("defence", (A, B))) == ""
