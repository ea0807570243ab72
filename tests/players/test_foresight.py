from __future__ import annotations

from functools import lru_cache

import numpy as np

from hegemon.counsel.danger import danger
from hegemon.counsel.surprise import surprise
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening, resolve
from hegemon.players.maximiser import foresight, plans, war
from hegemon.players.maximiser.mind import doctrines, mind_of
from hegemon.players.registry import make_player
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import view_of

GRAND = mind_of("", ("grandmaster",))


@lru_cache(maxsize=1)
def _fourth() -> World:
    now = opening(open_world(load_scenario("ring-8"), 5))
    for _ in range(3):
        now, _ = resolve(now, {s: make_player("maximiser").decide(view_of(now, s)).orders for s in range(now.states)})
    return now


def _world(army: int) -> World:
    """The fourth turn of ring-8 with the army of seat 0, whom nobody likes, at a part of what it is, percent."""
    changed = _fourth().fork()
    changed.troops[0] = changed.troops[0] * army // 100
    changed.opinion[1:, 0] = -900
    changed.mobilised[:] = 0
    return changed.publish()


def test_arms_deter_as_much_as_readiness_lowers_the_risk_of_each_attack() -> None:
    seen = 0
    rule = load_weights().danger
    for army in range(20, 120, 5):
        world = _world(army)
        called = world.fork()
        called.mobilised = np.where(np.arange(world.states) == 0, world.turn - 1, world.mobilised)
        unready, ready = danger(view_of(world, 0)), danger(view_of(called.publish(), 0))
        for term in foresight.deterred(view_of(world, 0), 1000):
            seen += 1
            saved = surprise(view_of(world, 0), term.about, rule) * unready.position.power[0] / 1e6
            assert term.amount == round(saved) > 0
            assert ready.gain[term.about, 0] < unready.gain[term.about, 0]
    assert seen


def test_who_foresees_an_attack_calls_up_its_men_and_a_statesman_does_not() -> None:
    views = [view_of(_world(army), 0) for army in range(20, 120, 5)]
    tempting = [view for view in views if foresight.deterred(view, 1000)]
    assert tempting
    for view in tempting[:3]:
        plan, _ = plans.intent(view, GRAND)
        assert {term.about for term in foresight.deterred(view, 1000)} <= {term.about for term in plan.alarms}
        assert war.posture(view, plan, GRAND)[0] == "mobilise"
        assert not war.intent(view, mind_of()).alarms


def test_merchants_neutrals_and_defenders_foresee_too_and_nobody_else() -> None:
    armed = {name: part for name in doctrines() if (part := mind_of(name).weights.war.tempted)}
    assert list(armed) == ["defensive-realist", "merchant", "isolationist"]
    assert mind_of().weights.war.tempted == 0 < foresight.assured(GRAND).weights.war.tempted
    view = next(v for v in (view_of(_world(army), 0) for army in range(20, 120, 5)) if foresight.deterred(v, 1000))
    for name, part in armed.items():
        assert war.alarms(view, mind_of(name)) == foresight.deterred(view, part)


def test_who_looks_far_keeps_fewer_men_behind_an_attack() -> None:
    assert foresight.assured(GRAND).weights.war.reserve < GRAND.weights.war.reserve
    assert not plans.far(mind_of("", ("strategist",)))


def test_arms_that_have_grown_stale_alarm_no_less_than_no_arms_at_all() -> None:
    seen, keeper, plain = 0, mind_of("isolationist"), mind_of()
    for army in range(20, 120, 5):
        world = _world(army)
        foreseen = {term.about: term.amount for term in foresight.deterred(view_of(world, 0), 1000)}
        armed = world.fork()
        armed.turn = 40
        armed.mobilised[list(foreseen)] = 2
        view = view_of(armed.publish(), 0)
        unprepared = {term.about: term.amount for term in foresight.deterred(view, 1000)}
        alarmed = {term.about: term for term in war.alarms(view, keeper)}
        for state, amount in unprepared.items():
            seen += state in foreseen
            assert alarmed[state].amount == amount
            assert alarmed[state].name == "an attack deterred"
        fresh = armed.fork()
        fresh.mobilised[list(foreseen)] = 39
        view = view_of(fresh.publish(), 0)
        for term in war.alarms(view, plain):
            assert term in war.alarms(view, keeper)
        assert all(term.name == "their mobilisation" for term in war.alarms(view, plain))
    assert seen
