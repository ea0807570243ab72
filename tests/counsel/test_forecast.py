from __future__ import annotations

import pytest

from hegemon.counsel.forecast import effort_forecast, focus_gains, marginal
from hegemon.counsel.ground import attack, defence, survey
from hegemon.counsel.odds import attack_odds
from hegemon.counsel.terms import going_on, instead, value
from hegemon.engine.turn import opening, resolve
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY, Move, Orders, PeaceTerms
from hegemon.world.promises import envoys
from hegemon.world.rules import load_rules
from hegemon.world.scenario import load_scenario
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import View, view_of
from tests.worlds import bound


@pytest.fixture(scope="module")
def world() -> World:
    return opening(open_world(load_scenario("ring-8"), 5))


@pytest.fixture(scope="module")
def war() -> View:
    start = opening(open_world(load_scenario("ring-8"), 5))
    ready, _ = resolve(start, {0: Orders(0, posture="mobilise")})
    fought, _ = resolve(ready, {0: Orders(0, declare=(1,))})
    return view_of(fought, 0)


def test_the_forecast_is_what_the_engine_then_does(world: World) -> None:
    view = view_of(world, 0)
    after, _ = resolve(world, {})
    told = effort_forecast(view)
    assert told.quality[0] == after.quality[0]
    assert told.influence[0] == after.influence[0]
    assert abs(told.army[0] - int(after.army[0])) <= 1
    mine = after.sovereign == 0
    assert abs(told.infrastructure[0] - after.infrastructure[mine].mean()) <= 1


def test_a_branch_with_more_blocks_buys_more(world: World) -> None:
    view = view_of(world, 0)
    arms, peace = effort_forecast(view, (7, 1, 1, 1)), effort_forecast(view, (1, 7, 1, 1))
    assert arms.army[1] > peace.army[1]
    assert arms.infrastructure[1] < peace.infrastructure[1]
    assert effort_forecast(view, (1, 1, 7, 1)).quality[1] > arms.quality[1]
    talk = effort_forecast(view, (1, 1, 1, 7))
    assert talk.influence[1] > arms.influence[1]
    assert talk.envoys[0] > arms.envoys[0]


def test_treaty_duties_take_envoys_from_the_forecast(world: World) -> None:
    duties = [TreatySpec("defence", (0, s)) for s in range(1, 8)]  # tie down more than a block of diplomacy
    tied = view_of(bound(world, *duties), 0)
    free = view_of(world, 0)
    for blocks in ((2, 2, 2, 4), (1, 1, 1, 7)):
        told = effort_forecast(tied, blocks).envoys
        stands = tied.known.fork()
        stands.effort[0] = blocks
        assert told == (envoys(stands, 0),) * 2
        assert told[0] <= effort_forecast(free, blocks).envoys[0]
    assert effort_forecast(tied, (2, 2, 2, 4)).envoys[0] < effort_forecast(free, (2, 2, 2, 4)).envoys[0]


def test_house_rules_may_stop_all_decay() -> None:
    scenario = load_scenario("ring-8")
    rules = load_rules({"effort.upkeep": 0, "effort.decay": 0, "effort.leak": 0})
    more, _ = marginal(view_of(opening(open_world(scenario, 5, rules=rules)), 0))
    rails_are_whole_before_long = more[ECONOMY]
    assert all(more[branch] for branch in (MILITARY, TECHNOLOGY, DIPLOMACY))
    assert not rails_are_whole_before_long


def test_a_block_more_gains_and_a_block_less_loses(world: World) -> None:
    more, less = marginal(view_of(world, 0))
    for branch in range(4):
        assert all(term.amount > 0 for term in (*more[branch], *less[branch])), branch
        assert sum(t.amount for t in less[branch]) >= sum(t.amount for t in more[branch]), "returns diminish"
    assert all(gain >= 0 for gain in focus_gains(view_of(world, 0)).values())


def test_odds_of_an_attack_are_a_range_that_rises_with_points(war: View) -> None:
    g = survey(war)
    base, place = next(
        (b, p) for b in g.stacks for p in g.neighbours[b] if g.holder[p] == 1 and g.border[b][p] == 1
    )  # fmt: skip
    seen = [attack_odds(war, [Move((base, place), points)], place) for points in (5, 15, 25)]
    for odds in seen:
        assert odds.low <= odds.mid <= odds.high
    assert [o.mid for o in seen] == sorted(o.mid for o in seen)
    assert seen[0].said == "we are repulsed"
    assert attack(g, war, {base: 20}, place) > attack(g, war, {base: 10}, place)
    near = set(g.neighbours[place])
    assert defence(g, place, near, 3) <= defence(g, place, set(), 3)


def test_going_on_with_a_war_is_told_in_terms(war: View) -> None:
    outlook = going_on(war, 0, 1)
    assert outlook.value == sum(t.amount for t in outlook.terms)
    assert any(t.name == "toil of war" and t.amount < 0 for t in outlook.terms)


def test_what_one_side_gives_the_other_gets(war: View) -> None:
    place = int((war.known.sovereign == 1).argmax())
    terms = PeaceTerms(winner=0, loser=1, cede=(place,), reparations=100)
    mine, theirs = (sum(t.amount for t in value(war, terms, s)) for s in (0, 1))
    assert mine == -theirs > 0
    status_quo = PeaceTerms(winner=0, loser=1)
    assert sum(t.amount for t in instead(war, status_quo, 0)) == -going_on(war, 0, 1).value
