"""The crisis ladder, staged: demands, sealed caps, who backs down and what it costs, and war when nobody does."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from hegemon.engine import diplomacy
from hegemon.engine.context import Turn
from hegemon.world.events import KINDS
from hegemon.world.legality import lawful
from hegemon.world.legality_crisis import demand_fault
from hegemon.world.orders import MOBILISE, NOTE, RUNGS, ULTIMATUM, WAR, WARNING, Cap, Demand, Orders
from hegemon.world.relations import attack_price, breach_price, under_arms
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Crisis, Payment
from tests.worlds import A, B, C, D, begun, bound, cheque, ints, kinds, opened, pinned, play, stage, tiny, warring

CRISIS = 900


def calm(**changes: Any) -> World:
    return stage(opened(tiny(**changes)), turn=3)


def facing(world: World, aim: str = "humble", **stake: int) -> World:
    """A has made a demand on B."""
    return stage(world, crises=(Crisis(CRISIS, 2, A, B, aim, **stake),), serial=max(world.serial, CRISIS))


def capped(seat: int, rung: int, side: int = -1, **more: Any) -> Orders:
    side = side if side >= 0 else {A: 0, B: 1}[seat]
    return Orders(seat=seat, caps=(Cap(CRISIS, side, rung),), **more)


def settled(world: World, *orders: Orders) -> Turn:
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    assert turn.world.crises == ()
    return turn


def lost(world: World, turn: Turn) -> list[int]:
    fallen: list[int] = (world.prestige - turn.world.prestige).tolist()
    return fallen


def test_a_demand_opens_a_crisis_that_all_may_know_and_its_target_resents() -> None:
    world = calm()
    after, events = play(world, Orders(seat=A, demand=Demand(B, "province", place=2, rate=40, treaty=7)))
    (crisis,) = after.crises
    assert msgspec.structs.replace(crisis, id=0) == Crisis(0, 3, A, B, "province", place=2)  # only what is at stake
    (said,) = [e for e in events if e.kind == "demanded"]
    assert (said.actor, said.target, said.place, said.detail) == (A, B, 2, "province")
    assert KINDS["demanded"].known == "public"
    without, _ = play(world)
    moved = after.opinion - without.opinion
    assert moved[B, A] == -world.rules.standing.crisis
    assert moved[A, B] == 0
    assert abs(moved[C, A]) <= 1  # strangers hardly mind
    assert not after.war.any()


def test_who_has_no_prestige_left_to_lose_demands_nothing() -> None:
    """Its bluffs would be free."""
    world = calm()
    stake = world.rules.crisis.stake
    for prestige, said in ((stake, ""), (stake - 1, "nobody believes who has none")):
        assert demand_fault(stage(world, prestige=ints(prestige, 20, 20, 20)), A, Demand(B, "humble")).endswith(said)
    after, _ = play(stage(world, prestige=ints(0, 20, 20, 20)), Orders(seat=A, demand=Demand(B, "humble")))
    assert after.crises == ()


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        (Demand(B, "province", place=2), ""),
        (Demand(B, "province", place=3), ""),  # over the sea crossing from home 0
        (Demand(C, "province", place=5), "out of your reach"),
        (Demand(B, "province", place=4), "owns and holds"),
        (Demand(B, "province", place=-5), "owns and holds"),
        (Demand(B, "tribute", rate=50), ""),
        (Demand(B, "tribute", rate=51), "from 1 to 50"),
        (Demand(B, "tribute"), "from 1 to 50"),
        (Demand(C, "regime"), ""),
        (Demand(B, "regime"), "already"),
        (Demand(B, "humble"), ""),
        (Demand(A, "humble"), "another state"),
        (Demand(99, "humble"), "another state"),
        (Demand(D, "humble"), "at war"),
        (Demand(B, "break", treaty=99), "only a treaty of its own"),
    ],
)
def test_what_may_be_demanded_of_whom(demand: Demand, said: str) -> None:
    world = warring(calm(government=ints(0, 0, 2, 0)), ((A,), (D,)))
    assert world.rules.crisis.tribute == 50
    fault = demand_fault(world, A, demand)
    assert said in fault
    assert bool(said) == bool(fault)
    assert (lawful(world, Orders(seat=A, demand=demand))[0].demand is None) == bool(said)


def test_only_known_treaties_with_others_can_be_demanded_away() -> None:
    world = bound(calm(), TreatySpec("defence", (B, C)), TreatySpec("trade", (A, B)), TreatySpec("defence", (C, D)))
    one, two, three = (t.id for t in world.treaties)
    assert demand_fault(world, A, Demand(B, "break", treaty=one)) == ""
    assert demand_fault(world, A, Demand(B, "break", treaty=two))
    assert demand_fault(world, A, Demand(B, "break", treaty=three))
    hidden = stage(world, treaties=tuple(msgspec.structs.replace(t, secret=True) for t in world.treaties))
    assert demand_fault(hidden, A, Demand(B, "break", treaty=one))


def test_a_pact_does_not_forbid_a_demand_and_a_truce_does() -> None:
    world = bound(calm(), TreatySpec("nonaggression", (A, B)))
    assert demand_fault(world, A, Demand(B, "humble")) == ""
    truce = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], double=True),))
    assert "truce" in demand_fault(truce, A, Demand(B, "humble"))
    assert "already" in demand_fault(facing(world), A, Demand(B, "humble"))
    assert "already" in demand_fault(facing(world), B, Demand(A, "humble"))
    lone = stage(world, sovereign=ints(A, A, B, A, C, C, D, D))
    assert "one province left" in demand_fault(lone, A, Demand(B, "province", place=2))
    paying = stage(world, payments=(Payment(B, A, 10, 20),))
    assert "pays you already" in demand_fault(paying, A, Demand(B, "tribute", rate=10))


def test_of_two_demands_on_each_other_one_stands_whatever_the_seats() -> None:
    found = set()
    for seed in range(12):
        world = stage(opened(seed=seed), turn=3)
        after, events = play(
            world, Orders(seat=A, demand=Demand(B, "humble")), Orders(seat=B, demand=Demand(A, "humble"))
        )
        (crisis,) = after.crises
        found.add(crisis.challenger)
        assert [e.actor for e in events if e.kind == "dropped"] == [crisis.target]
    assert found == {A, B}


@pytest.mark.parametrize("one", range(5))
@pytest.mark.parametrize("two", range(5))
def test_the_lower_cap_loses_its_rung_and_the_challenger_of_equals(one: int, two: int) -> None:
    world = facing(calm())
    turn = settled(world, capped(A, one), capped(B, two))
    rule = world.rules.crisis
    if one == two == WAR:
        assert turn.world.war[A, B]
        assert lost(world, turn) == [0, 0, 0, 0]
    elif one <= two:
        assert lost(world, turn) == [rule.price[one] + rule.stake, 0, 0, 0]
        assert ("yielded", A, B) in kinds(turn.events)
    else:
        assert lost(world, turn) == [-rule.stake, rule.price[two] + rule.stake, 0, 0]
        assert ("yielded", B, A) in kinds(turn.events)
    assert turn.world.war.any() == (one == two == WAR)


def test_higher_rungs_cost_more() -> None:
    price = calm().rules.crisis.price
    assert list(price) == sorted(set(price))
    assert len(price) == len(RUNGS) - 1


def test_silence_is_a_note() -> None:
    world = facing(calm())
    assert lost(world, settled(world)) == lost(world, settled(world, capped(A, NOTE), capped(B, NOTE)))
    assert lost(world, settled(world, capped(A, WARNING))) == lost(
        world, settled(world, capped(A, WARNING), capped(B, NOTE))
    )


def test_nobody_has_less_than_no_prestige_and_only_what_there_is_is_taken() -> None:
    world = stage(facing(calm()), prestige=ints(3, 2, 0, 0))
    turn = settled(world, capped(A, WAR))
    assert turn.world.prestige.tolist() == [3 + 1, 0, 0, 0]  # a note costs 1, one point was left to take


def test_a_province_changes_hands() -> None:
    world = facing(calm(), "province", place=3)
    turn = settled(world, capped(A, WARNING))
    after = turn.world
    assert after.sovereign[3] == A
    assert after.capital[B] == 2
    whole, events = play(world, capped(A, WARNING))
    assert whole.troops[B, 3] == 0
    assert whole.troops[B, 2] > world.troops[B, 2]  # its troops go home
    assert ("yielded", B, A) in kinds(events)
    gone = stage(world, sovereign=ints(A, A, B, C, C, C, D, D))
    held = stage(warring(world, ((C,), (B,))), occupier=ints(-1, -1, -1, C, -1, -1, -1, -1))
    for now in (gone, held):
        turn = settled(now, capped(A, WARNING))
        assert turn.world.sovereign.tolist() == now.sovereign.tolist()
        assert [e.detail for e in turn.events if e.kind == "yielded"] == ["nothing"]


def test_a_tribute_is_paid_for_as_long_as_a_peace() -> None:
    world = facing(calm(), "tribute", rate=30)
    turn = settled(world, capped(A, WARNING))
    assert turn.world.payments == (Payment(B, A, 30, world.turn + world.rules.peace.truce),)


def test_a_government_is_imposed() -> None:
    world = facing(calm(government=ints(2, 0, 1, 0)), "regime")
    after = settled(world, capped(A, WARNING)).world
    assert after.government.tolist() == [2, 2, 1, 0]
    assert after.regime.tolist() == [0, world.turn, 0, 0]


def test_a_treaty_is_left_without_a_breach() -> None:
    world = bound(calm(), TreatySpec("defence", (B, C)))
    world = facing(world, "break", treaty=world.treaties[0].id)
    turn = settled(world, capped(A, WARNING))
    assert [t.kind for t in turn.world.treaties if not t.double] == []
    assert not [d for d in turn.deeds if d.kind == "breach"]
    assert [e.detail for e in turn.events if e.kind == "yielded"] == ["break defence"]


def test_humbling_moves_prestige() -> None:
    world = facing(calm())
    turn = settled(world, capped(A, WARNING))
    assert turn.world.prestige[A] == world.prestige[A] + world.rules.crisis.stake
    assert turn.world.sovereign.tolist() == world.sovereign.tolist()


def test_backers_of_the_lower_side_pay_their_own_rung() -> None:
    world = facing(calm(), "tribute", rate=10)
    price = world.rules.crisis.price
    orders = (capped(A, ULTIMATUM), capped(B, WARNING), capped(C, MOBILISE, side=1), capped(D, WARNING, side=0))
    turn = settled(world, *orders)
    assert lost(world, turn) == [0, price[WARNING], price[MOBILISE], 0]
    assert ("backed", C, B) in kinds(turn.events)
    assert ("backed", D, A) in kinds(turn.events)
    turn = settled(world, capped(A, WARNING), capped(B, WARNING), *orders[2:])
    assert lost(world, turn) == [price[WARNING] + world.rules.crisis.stake, 0, 0, price[WARNING]]
    turn = settled(world, capped(A, ULTIMATUM), capped(C, WAR, side=1))
    assert lost(world, turn)[C] == price[ULTIMATUM]
    assert not turn.world.war.any()


def test_who_may_cap_what() -> None:
    world = facing(calm())
    for orders in (
        capped(A, WAR, side=1), capped(C, 5, side=0), capped(C, -1, side=0), capped(C, WAR, side=2),
        Orders(seat=C, caps=(Cap(5, 0, 0),)),
    ):  # fmt: skip
        assert lawful(world, orders)[0].caps == ()
    twice = Orders(seat=C, caps=(Cap(CRISIS, 0, WAR), Cap(CRISIS, 1, WAR)))
    assert lawful(world, twice)[0].caps == twice.caps[:1]
    foes = warring(world, ((C,), (B,)))
    assert lawful(foes, capped(C, WAR, side=1))[0].caps == ()
    assert lawful(foes, capped(C, WAR, side=0))[0].caps


def test_war_finds_ready_who_passed_mobilisation() -> None:
    world = stage(facing(calm()), mobilised=0)
    turn = settled(
        world, capped(A, WAR), capped(B, WAR), capped(C, MOBILISE, side=1), capped(D, WARNING, side=0)
    )
    after = turn.world
    (war,) = after.wars
    assert (war.aggressor, war.victim, war.ready) == (A, B, True)
    assert [under_arms(after, s) for s in range(4)] == [True, True, True, False]
    assert np.argwhere(after.war).tolist() == [[A, B], [B, A]]
    assert ("crisis war", A, B) in kinds(turn.events)
    assert [(d.kind, d.actor, d.target) for d in turn.deeds] == [("war", A, B)]
    whole, events = play(world, capped(A, WAR, posture="mobilise"), capped(B, WAR))
    assert whole.mobilised[A] == whole.mobilised[B] == world.turn - 1
    assert kinds(events).count(("mobilised", A, -1)) == 1
    barred = settled(stage(world, disarmed=ints(0, 9, 0, 0)), capped(A, WAR), capped(B, WAR)).world
    assert [int(barred.mobilised[s]) for s in (A, B)] == [world.turn - 1, 0]


def test_without_war_nobody_mobilises() -> None:
    world = stage(facing(calm()), mobilised=0)
    assert not settled(world, capped(A, WAR), capped(B, ULTIMATUM)).world.mobilised.any()


def test_the_challenger_breaks_its_word_at_the_single_price() -> None:
    world = facing(bound(calm(), TreatySpec("nonaggression", (A, B))))
    (pact,) = world.treaties
    turn = settled(world, capped(A, WAR), capped(B, WAR))
    (deed,) = [d for d in turn.deeds if d.kind == "breach"]
    assert (deed.actor, deed.target, deed.price) == (A, B, breach_price(world, pact))
    assert deed.price * 2 == attack_price(world, A, B)  # it stood unmobilised before


def test_allies_are_called_to_a_war_out_of_a_crisis() -> None:
    world = facing(cheque(bound(calm(), TreatySpec("defence", (B, C))), C))
    turn = settled(world, capped(A, WAR), capped(B, WAR))
    assert turn.world.war[C, A]
    assert ("joined", C, A) in kinds(turn.events)
    assert not turn.world.war[D].any()


def test_backers_go_to_war_with_their_side() -> None:
    world = facing(bound(calm(), TreatySpec("nonaggression", (C, A))))
    turn = settled(world, capped(A, WAR), capped(B, WAR), capped(C, WAR, side=1), capped(D, ULTIMATUM, side=0))
    after = turn.world
    assert after.war[C, A]
    assert not after.war[C, B]
    assert not after.war[D].any()
    (war,) = after.wars
    assert war.members(1) == (B, C)
    assert ("sided", C, A) in kinds(turn.events)
    assert [(d.actor, d.target) for d in turn.deeds if d.kind == "breach"] == [(C, A)]


def test_a_crisis_is_void_when_its_parties_are_at_war_otherwise_or_gone() -> None:
    for world in (warring(facing(calm()), ((C, B), (A,))), stage(facing(calm()), exiled=ints(0, 2, 0, 0))):
        turn = settled(world, capped(A, WAR), capped(B, WARNING))
        assert lost(world, turn) == [0, 0, 0, 0]
        assert ("overtaken", A, B) in kinds(turn.events)


def test_a_war_declared_after_the_crisis_is_still_a_war() -> None:
    world = facing(calm())
    turn = settled(world, capped(A, WARNING, declare=(B,)), capped(B, NOTE))
    assert turn.world.war[A, B]
    assert ("yielded", B, A) in kinds(turn.events)
    assert ("declared", A, B) in kinds(turn.events)


def test_who_has_yielded_is_left_alone_for_some_turns() -> None:
    world = facing(calm())
    after = settled(world, capped(A, WARNING), capped(B, NOTE)).world
    assert "truce" in demand_fault(after, A, Demand(B, "humble"))
    (truce,) = after.treaties
    assert truce.double
    assert truce.until == world.turn + world.rules.crisis.truce
    withdrawn = settled(world, capped(A, NOTE), capped(B, NOTE)).world
    assert not withdrawn.treaties, "who backs down may try again"


def test_without_the_switch_nothing_can_be_demanded() -> None:
    world = opened(rules=pinned({"switch.crisis": 0}))
    order = Orders(seat=A, demand=Demand(B, "humble"))
    assert "leave crises out" in lawful(world, order)[1][0]
    after, _ = play(world, order)
    assert after.crises == ()
    assert play(opened(), order)[0].crises


def test_land_beside_an_ally_is_not_land_to_demand() -> None:
    world = bound(calm(), TreatySpec("defence", (A, C)))
    assert demand_fault(world, A, Demand(D, "province", place=6)) == ""
    far = Demand(D, "province", place=7)
    assert "land that you hold" in demand_fault(world, A, far)
    assert "land that you hold" in demand_fault(bound(world, TreatySpec("entente", (A, D))), A, far)
