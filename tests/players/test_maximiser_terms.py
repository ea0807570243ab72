"""What moves the maximiser's choices: more force, more danger and better terms move them the right way."""

from __future__ import annotations

import numpy as np
import pytest

from hegemon.counsel.terms import going_on
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening, resolve
from hegemon.players.maximiser import Maximiser, effort, peace, war
from hegemon.players.maximiser.cadence import due
from hegemon.players.maximiser.mind import mind_of
from hegemon.world.orders import BRANCHES, Letter, Orders, PeaceTerms
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import view_of

WEIGHTS = load_weights()
MIND = mind_of()
ME = Maximiser()


def start() -> World:
    return opening(open_world(load_scenario("ring-8"), 5)).fork()


def at(world: World, turn: int) -> World:
    """The same world in another turn."""
    copy = world.fork()
    copy.turn = turn
    return copy.publish()


def armed(state: int, percent: int) -> World:
    """The opening of ring-8 with the army of one state changed."""
    world = start()
    world.troops[state] = world.troops[state] * percent // 100
    return world.publish()


def test_a_weak_neighbour_is_prey_and_an_equal_one_under_arms_is_not() -> None:
    assert war.intent(view_of(armed(1, 30), 0), MIND).target == 1
    world = armed(1, 30).fork()
    world.troops[:, :] = start().troops
    world.turn, world.mobilised[1:] = 3, 1  # one surprised at its peace strength would be
    assert war.intent(view_of(world.publish(), 0), MIND).target == -1


def test_an_attack_is_prepared_before_it_is_made() -> None:
    world = armed(1, 30).fork()
    # Not in a turn in which it thinks of demands: it would ask first.
    every = load_weights().crisis.every
    world.turn = next(t for t in range(1, 9) if not due(view_of(at(world, t), 0), every))
    world = world.publish()
    first = ME.decide(view_of(world, 0)).orders
    assert first.posture == "mobilise"
    assert not first.declare
    after, _ = resolve(world, {0: first})
    assert ME.decide(view_of(after, 0)).orders.declare == (1,)


def test_a_mobilised_stronger_neighbour_is_answered() -> None:
    world = armed(1, 160).fork()
    world.turn = 3
    world.mobilised[1] = 2
    view = view_of(world.publish(), 0)
    plan = war.intent(view, MIND)
    assert [term.about for term in plan.alarms] == [1]
    assert war.posture(view, plan, MIND)[0] == "mobilise"


@pytest.mark.parametrize(("age", "order"), [(1, None), (2, None), (3, "demobilise"), (6, "demobilise")])
def test_men_called_up_of_late_are_not_sent_home_at_once(age: int, order: str | None) -> None:
    world = start()
    world.turn = 10
    world.mobilised[0] = 10 - age
    view = view_of(world.publish(), 0)
    plan = war.intent(view, MIND)
    assert plan.target == -1
    assert not plan.alarms
    assert war.posture(view, plan, MIND)[0] == order


@pytest.mark.parametrize("age", [1, 3, 6])
def test_an_old_mobilisation_alarms_less(age: int) -> None:
    world = armed(1, 160).fork()
    world.turn = 10
    world.mobilised[1] = 10 - age
    now = sum(term.amount for term in war.alarms(view_of(world.publish(), 0), MIND))
    older = world.fork()
    older.mobilised[1] = 10 - age - 2
    later = sum(term.amount for term in war.alarms(view_of(older.publish(), 0), MIND))
    assert now > later >= 0


def test_danger_moves_blocks_to_arms() -> None:
    world = armed(1, 180).fork()
    world.turn = 3  # a turn on which effort is thought of
    view = view_of(world.publish(), 0)
    shifts, record = effort.shift(view, MIND)
    assert record is not None
    assert [BRANCHES[s.to] for s in shifts] == ["military"]


def at_war(percent: int) -> World:
    """Ring-8 after a war was declared on a state of so much of its army, two of its provinces taken."""
    world = armed(1, percent)
    ready, _ = resolve(world, {0: Orders(0, posture="mobilise")})
    fought, _ = resolve(ready, {0: Orders(0, declare=(1,))})
    taken = fought.fork()
    places = np.flatnonzero(taken.sovereign == 1)[:2]
    taken.occupier[places] = 0
    taken.troops[1, places] = 0
    taken.troops[0, places] = 10
    return taken.publish()


def test_the_weaker_side_values_going_on_less() -> None:
    view = view_of(at_war(40), 0)
    assert going_on(view, 0, 1).value > 0 > going_on(view, 1, 0).value


def test_a_winner_wants_more_and_a_loser_takes_what_it_gets() -> None:
    world = at_war(40)
    nothing = PeaceTerms(winner=0, loser=1)
    assert ME.answer(view_of(world, 0), Letter(1, 0, nothing)).answer != "yes"
    assert ME.answer(view_of(world, 1), Letter(0, 1, nothing)).answer == "yes"


def test_more_land_is_a_better_peace_for_the_winner() -> None:
    view = view_of(at_war(40), 0)
    bundles = [b for b in peace.bundles(view, 0, 1) if not b.reparations]
    assert len(bundles) > 1
    values = [peace.balance(view, terms, 0).utility for terms in bundles]
    assert values == sorted(values)
    losses = [peace.balance(view, terms, 1).utility for terms in bundles]
    assert losses == sorted(losses, reverse=True)
