"""War and arms: whom a maximiser means to attack, what keeps it from it, and that no word of war stands alone."""

from __future__ import annotations

import numpy as np
import pytest

from hegemon.counsel.danger import danger
from hegemon.counsel.marches import falls
from hegemon.engine.turn import opening, resolve
from hegemon.players.maximiser import Maximiser
from hegemon.players.maximiser.campaign import assaults, muster
from hegemon.players.maximiser.honour import standings
from hegemon.players.maximiser.mind import mind_of
from hegemon.players.maximiser.sums import flipped
from hegemon.players.maximiser.war import FUTILE, UNREADY, declared, intent, posture
from hegemon.world.orders import Orders
from hegemon.world.relations import access
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.property import chaos
from tests.worlds import sworn, warring

ME = Maximiser()
MIND = mind_of()


def weak(percent: int = 30, state: int = 1, armed: bool = False) -> World:
    """The opening of ring-8 with the army of one state so much of what it was; armed: the first has mobilised."""
    world = opening(open_world(load_scenario("ring-8"), 5)).fork()
    world.troops[state] = world.troops[state] * percent // 100
    if armed:
        world.turn, world.mobilised[0] = 3, 1
    return world.publish()


def test_the_war_that_is_meant_is_the_one_that_promises_most() -> None:
    view = view_of(weak(), 0)
    plan = intent(view, MIND)
    gains = danger(view).gain[0]
    assert plan.target == 1 == int(np.where(danger(view).open[0], gains, gains.min() - 1).argmax())
    assert plan.promise == plan.options[0].utility > 0
    assert plan.begun[0] == plan.target
    assert [o.utility for o in plan.options] == sorted((o.utility for o in plan.options), reverse=True)


def test_a_doctrine_weighs_the_table_for_itself() -> None:
    view = view_of(weak(45), 0)
    eager, wary = (intent(view, mind_of(name)).options[0].utility for name in ("revisionist", "defensive-realist"))
    assert eager > wary
    for name in ("merchant", "offensive-realist"):
        plan = intent(view, mind_of(name))
        assert [o.utility for o in plan.options] == sorted((o.utility for o in plan.options), reverse=True)


def test_what_keeps_it_from_a_war_is_said_and_would_have_flipped_it() -> None:
    unready = view_of(weak(), 0)
    plan = intent(unready, MIND)
    target, record = declared(unready, plan, set())
    assert target == -1
    assert record is not None
    assert record.options[0].name == "no new war"
    assert record.options[1].barred == UNREADY
    assert flipped(record).options[0].name == "war on BON"
    ready = view_of(weak(armed=True), 0)
    plan = intent(ready, MIND)
    assert plan.strike
    assert declared(ready, plan, set())[0] == 1
    target, record = declared(ready, plan, {1})
    assert target == -1
    assert record is not None
    assert record.options[1].barred == FUTILE


def test_a_lost_war_is_no_time_for_another() -> None:
    world = weak(30, 2)
    world = world.fork()
    world.troops[1] = world.troops[1] * 4
    plan = intent(view_of(warring(world.publish(), ((1,), (0,))), 0), MIND)
    assert plan.target == -1
    assert plan.begun == ()
    assert {o.barred for o in plan.options} == {"the war at hand is not won"}


def test_who_may_not_arm_plans_no_attack() -> None:
    world = weak().fork()
    world.disarmed[0] = 9
    view = view_of(world.publish(), 0)
    plan = intent(view, MIND)
    assert plan.target == -1
    assert posture(view, plan, MIND)[0] is None


def test_the_posture_is_the_choice_of_its_record() -> None:
    for view in (view_of(weak(), 0), view_of(weak(armed=True), 0), view_of(weak(160), 0)):
        order, record = posture(view, intent(view, MIND), MIND)
        if record is None:
            assert order is None
            continue
        wants = record.options[0].name == "under arms"
        assert order == (None if wants == bool(view.known.mobilised[0]) else "mobilise" if wants else "demobilise")


def test_nobody_is_declared_war_on_who_is_not_attacked_in_force() -> None:
    """Over games of chance-made worlds and whole games: each declaration goes with an attack that may win."""
    begun = 0
    for seed in range(6):
        world = opening(open_world(load_scenario("ring-8"), seed)).fork()
        rng = np.random.default_rng(seed)
        world.troops[...] = world.troops * rng.integers(20, 220, world.states)[:, None] // 100
        now = world.publish()
        for _ in range(7):
            orders: dict[int, Orders] = {}
            for seat in np.flatnonzero(now.home).tolist():
                view = view_of(now, seat)
                decision = ME.decide(view)
                orders[seat] = decision.orders
                may = access(now)[seat].copy()
                may[list(decision.orders.declare)] = False  # land of a friend on whom war is declared is attacked too
                ends = {m.path[-1] for m in decision.orders.moves if not may[now.controller[m.path[-1]]]}
                struck = {int(now.controller[p]) for p in ends}
                assert set(decision.orders.declare) <= struck
                assert struck <= {*np.flatnonzero(now.war[seat]).tolist(), *decision.orders.declare}
                for target in decision.orders.declare:
                    begun += 1
                    assert 0 < now.mobilised[seat] < now.turn
                    plan = intent(view, MIND)
                    foes = {*np.flatnonzero(now.war[seat]).tolist(), target}
                    made, _ = assaults(view, foes, muster(view, plan, MIND), MIND)
                    assert any(a.chance > 0 and now.controller[a.place] == target for a in made)
                assert len(decision.orders.declare) <= 1
            now, _ = resolve(now, orders)
    assert begun > 3


def test_standing_replies_that_change_leave_their_sums() -> None:
    world = sworn(weak(40, 1), "defence", 0, 1)
    for turn in (4, 5):
        copy = world.fork()
        copy.turn = turn
        given, why = standings(view_of(copy.publish(), 0), MIND)
        assert len(given) == len(why)
        for standing, record in zip(given, why, strict=True):
            assert record.subject == "standing"
            assert record.options[0].name == standing.reply


@pytest.mark.parametrize("number", range(4))
def test_it_decides_lawfully_in_worlds_made_by_chance(number: int) -> None:
    view = view_of(chaos.world(number), 0)
    plan = intent(view, MIND)
    assert len(plan.options) == len(plan.wanted)
    assert declared(view, plan, set(plan.wanted))[0] == -1
    assert 0 <= falls(100, 100, view.known.rules.war, MIND.weights.war.doubt) <= 1000
