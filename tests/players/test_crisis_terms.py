"""Crises as the maximiser weighs them: who yields, who calls a bluff, and what a demand is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegemon.counsel.crises import (
    at_stake,
    beliefs,
    face,
    ladder,
    province_worth,
    resentment,
    war_against,
    war_for,
)
from hegemon.counsel.terms import land
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening, resolve
from hegemon.players.maximiser import Maximiser, crises, summits, war
from hegemon.players.maximiser.cadence import due
from hegemon.players.maximiser.mind import mind_of
from hegemon.world.legality import check
from hegemon.world.orders import MOBILISE, WAR, Demand, Letter, Orders, TreatyTerms
from hegemon.world.promises import envoys
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import Crisis
from hegemon.world.view import View, view_of
from tests.worlds import sworn

WEIGHTS = load_weights()
MIND = mind_of()
ME = Maximiser()


def armed(state: int, percent: int) -> World:
    """The opening of ring-8, all arms known, with the army of one state changed."""
    world = opening(open_world(load_scenario("ring-8"), 5)).fork()
    world.troops[state] = world.troops[state] * percent // 100
    return world.publish()


def at(world: World, turn: int) -> World:
    """The same world in another turn."""
    copy = world.fork()
    copy.turn = turn
    return copy.publish()


def seen(percent: int, seat: int = 0) -> View:
    return view_of(armed(1, percent), seat)


def land_of(world: World, state: int) -> int:
    return int(np.flatnonzero(world.sovereign == state)[0])


@given(st.floats(0.0, 1.0))
def test_beliefs_about_a_cap_add_up(resolve: float) -> None:
    chances = beliefs(resolve)
    assert abs(sum(chances) - 1.0) < 1e-9
    assert chances[WAR] == resolve
    assert all(chance >= 0.0 for chance in chances)


def test_a_stake_is_gain_to_one_and_loss_to_the_other() -> None:
    pact = sworn(armed(1, 100), "defence", 1, 2)
    view = view_of(pact, 0)
    wishes = [
        Demand(1, "province", place=land_of(view.known, 1)), Demand(1, "tribute", rate=50), Demand(1, "humble"),
        Demand(1, "regime"), Demand(1, "break", treaty=pact.treaties[-1].id),
    ]  # fmt: skip
    for wish in wishes:
        won, lost = at_stake(view, wish, 0)
        assert won.amount >= 0 >= lost.amount
        if wish.aim != "break":
            assert won.amount > 0 > lost.amount


def test_a_higher_tribute_and_more_prestige_are_worth_more() -> None:
    view = seen(100)
    rates = [at_stake(view, Demand(1, "tribute", rate=rate), 0)[0].amount for rate in (10, 25, 50)]
    assert rates == sorted(set(rates))
    assert face(view, 0, 1) < face(view, 0, 6)


def test_land_that_eases_a_bottleneck_is_worth_more() -> None:
    world = armed(1, 100).fork()
    place = land_of(world, 1)
    worths = []
    for scarce in range(3):
        world.inputs[0] = 1000
        world.inputs[0, scarce] = 1
        worths.append(province_worth(view_of(world.fork().publish(), 0), 0, place))
    yields = [int(x[place]) for x in (world.scenario.grain, world.scenario.ore, world.scenario.fuel)]
    assert np.argsort(worths).tolist() == np.argsort(yields).tolist() or len(set(yields)) < 3
    assert min(worths) >= int(land(view_of(world.fork().publish(), 0))[place]) // 2


@pytest.mark.parametrize(("weaker", "stronger"), [(30, 60), (60, 100), (100, 150)])
def test_a_stronger_target_is_worth_less_of_a_war_and_fears_it_less(weaker: int, stronger: int) -> None:
    one, two = seen(weaker), seen(stronger)
    assert war_for(one, 0, 1) >= war_for(two, 0, 1)
    assert war_against(one, 0, 1) <= war_against(two, 0, 1)


def test_a_weak_target_would_rather_yield_and_a_strong_one_calls_the_bluff() -> None:
    weak, strong = armed(1, 45), armed(1, 140)
    place = land_of(weak, 1)
    for world, yields in ((weak, True), (strong, False)):
        wish = Demand(1, "tribute", rate=50) if yields else Demand(1, "province", place=place)
        caps = ladder(view_of(world, 1), wish, 0, 1)
        assert (caps.best < WAR) == yields


def test_a_challenger_goes_to_the_top_where_war_pays_and_stays_low_where_it_does_not() -> None:
    place = land_of(armed(1, 30), 1)
    wish = Demand(1, "province", place=place)
    assert ladder(seen(30), wish, 0, 0).best == WAR
    assert ladder(seen(140), wish, 0, 0).best < MOBILISE
    assert ladder(seen(30), wish, 0, 0).resolve <= ladder(seen(140), wish, 0, 0).resolve


def test_stopping_higher_costs_more_face_and_yields_less_often() -> None:
    options = ladder(seen(80), Demand(1, "province", place=land_of(armed(1, 80), 1)), 0, 1).options
    given = [next((t.amount for t in o.terms if t.name == "the province"), 0) for o in options]
    assert given == sorted(given)
    assert given[WAR] == 0


def test_a_demand_is_resented_more_by_who_dislikes_the_demander() -> None:
    world = armed(1, 60).fork()
    world.opinion[1, 0] = 500
    liked = resentment(view_of(world.fork().publish(), 0), 0, 1)
    world.opinion[1, 0] = -500
    assert resentment(view_of(world.publish(), 0), 0, 1) < liked <= 0


def demand_of(world: World, seat: int = 0) -> Demand | None:
    view = view_of(world, seat)
    return crises.demand(view, war.intent(view, MIND), MIND)[0]


def test_something_is_demanded_of_the_weak_and_nothing_of_equals() -> None:
    for turn in range(1, 1 + WEIGHTS.crisis.every):
        weak, equal = at(armed(1, 45), turn), at(armed(1, 100), turn)
        if due(view_of(weak, 0), WEIGHTS.crisis.every):
            found = demand_of(weak)
            assert found is not None
            assert found.target == 1
            assert demand_of(equal) is None


def test_a_demand_leads_to_caps_on_both_sides_and_to_a_settlement() -> None:
    world = next(w for w in (at(armed(1, 45), t) for t in range(1, 9)) if due(view_of(w, 0), WEIGHTS.crisis.every))
    first = ME.decide(view_of(world, 0)).orders
    assert first.demand is not None
    asked, events = resolve(world, {0: first})
    assert [e.kind for e in events if e.kind == "demanded"]
    crisis = asked.crises[0]
    orders = {s: ME.decide(view_of(asked, s)).orders for s in range(asked.states)}
    for seat in (0, 1):
        assert [cap.crisis for cap in orders[seat].caps] == [crisis.id]
        assert check(view_of(asked, seat), orders[seat]) == ()
    assert 1 not in orders[0].declare
    _, events = resolve(asked, orders)
    assert {e.kind for e in events} & {"yielded", "crisis war", "averted"}


def crisis_of(world: World, challenger: int, target: int) -> World:
    """The world with a demand for tribute waiting to be settled."""
    held = world.fork()
    number = held.next_id()
    held.crises = (Crisis(number, held.turn - 1, challenger, target, "tribute", rate=50),)
    return held.publish()


def test_who_has_a_stake_in_the_victim_stands_by_it() -> None:
    world = armed(1, 90).fork()
    world.opinion[7, 0], world.opinion[7, 1] = -1000, 1000
    world.troops[7] = world.troops[7] * 2
    caps, records = crises.caps(view_of(crisis_of(world.publish(), 0, 1), 7), MIND)
    backed = [cap for cap in caps if cap.rung >= MOBILISE]
    assert [(cap.side, cap.rung) for cap in backed] == [(1, WAR)]
    assert records[0].options[0].utility > 0


def test_who_stands_by_one_side_signs_nothing_with_the_other() -> None:
    world = armed(1, 90).fork()
    world.opinion[7, 0], world.opinion[7, 1] = -1000, 1000
    world.troops[7] = world.troops[7] * 2
    calm = view_of(world.publish(), 7)
    torn = view_of(crisis_of(world, 0, 1), 7)
    letter = Letter(0, 7, TreatyTerms("nonaggression", (0, 7)))
    assert ME.answer(torn, letter).reason == "crisis" != ME.answer(calm, letter).reason
    assert ME.answer(torn, Letter(1, 7, TreatyTerms("nonaggression", (1, 7)))).reason != "crisis"
    assert all(sent.to != 0 for sent in ME.decide(torn).orders.letters)


def test_who_has_none_stands_aside() -> None:
    for seat in (3, 4, 5):
        assert crises.caps(view_of(crisis_of(armed(1, 60), 0, 1), seat), MIND)[0] == []


def test_two_who_quarrel_are_brought_to_one_table_by_a_spare_envoy() -> None:
    world = crisis_of(armed(1, 60), 0, 1).fork()
    hosts = []
    for turn in range(2, 2 + WEIGHTS.summits.every):
        world.turn = turn
        for seat in range(2, 8):
            guests, record = summits.host(view_of(world.fork().publish(), seat), MIND, envoys(world, seat) - 1)
            assert guests in ((), (0, 1))
            assert not guests or record is not None
            hosts += [seat] if guests else []
            assert summits.host(view_of(world.fork().publish(), seat), MIND, envoys(world, seat))[0] == ()
    assert hosts


def test_a_threat_that_is_a_party_is_rather_left_to_its_quarrel() -> None:
    world = crisis_of(armed(1, 60), 0, 1).fork()
    calm = summits._weighed(view_of(world.fork().publish(), 2), 0, 1, MIND)
    world.troops[1] = world.troops[1] * 8
    afraid = summits._weighed(view_of(world.publish(), 2), 0, 1, MIND)
    names = {term.name: term.amount for term in afraid.terms}
    assert names.get("rivals left with free hands", 0) < 0
    assert {t.name: t.amount for t in calm.terms}.get("rivals left with free hands", 0) >= names[
        "rivals left with free hands"
    ]


def test_nothing_is_demanded_by_a_state_at_war_or_where_the_rules_leave_crises_out() -> None:
    world = armed(1, 30)
    for turn in range(1, 4):
        later = world.fork()
        later.turn = turn
        fought, _ = resolve(later.publish(), {0: Orders(0, declare=(7,))})
        assert demand_of(fought) is None


def test_a_treaty_that_shields_the_target_may_be_the_stake() -> None:
    world = sworn(armed(1, 45), "defence", 1, 2)
    wishes = crises._claimed(view_of(world, 0), 1)
    assert world.treaties[-1].id in {wish.treaty for wish in wishes if wish.aim == "break"}
