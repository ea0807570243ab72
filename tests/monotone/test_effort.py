from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine.effort import (
    ARMS,
    INFRASTRUCTURE,
    PROPAGANDA,
    contact,
    effective,
    growth,
    influence_held,
    influence_won,
    means,
    raised,
    researched,
    upkeep,
)
from hegemon.world.fixed import Ints
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY
from hegemon.world.rules import load_rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from tests.monotone import support
from tests.monotone.nudges import blocks, focused, more, sovereign, taken
from tests.monotone.support import ANY, EVERY, FALLS, RISES, Law, Measure, Where, changed, obeyed, proves, worlds
from tests.worlds import bound

RULES = load_rules()


def counts(world: World, branch: int) -> Ints:
    """Return what the blocks of a branch count, (S,)."""
    return effective(world.effort, world.rules)[:, branch]


def talks(rng: Random, world: World) -> tuple[World, Where]:
    """Sign a treaty by which knowledge leaks."""
    kind = rng.choice(("trade", "entente"))
    return bound(world, TreatySpec(kind, tuple(rng.sample(range(world.states), 2)))), EVERY


def won(world: World) -> Ints:
    """Return the influence won with the blocks that stand."""
    return influence_won(world, counts(world, DIPLOMACY))


def dug(world: World) -> Ints:
    """Return the growth of roads with the blocks that stand."""
    return growth(world, counts(world, ECONOMY))


def learnt(world: World) -> Ints:
    """Return the quality after a turn with the blocks that stand."""
    return researched(world, counts(world, TECHNOLOGY))


def called(world: World) -> Ints:
    """Return the points raised with the blocks that stand."""
    return raised(world, counts(world, MILITARY))


def capped(measure: Measure, most: int) -> Measure:
    return lambda world: np.minimum(measure(world), most)


@obeyed(
    Law("output raises", means, more("mobilised_output", 9000)),
    Law("people raise", means, more("scenario.population", 9000, sovereign), others=ANY),
    Law("lost land raises nothing", means, taken, own=FALLS),
    Law("blocks raise", raised, blocks(MILITARY), of=called),
    Law("output raises points", raised, more("mobilised_output", 9000), of=called),
    Law("a focus on arms raises", raised, focused(ARMS), of=called),
    Law("an army costs", upkeep, more("troops", 4000)),
    Law("blocks dig", growth, blocks(ECONOMY), of=dug),
    Law("a focus on roads digs", growth, focused(INFRASTRUCTURE), of=dug),
    Law("blocks learn", researched, blocks(TECHNOLOGY), of=learnt),
    Law("who knows more teaches and stays ahead", researched, more("quality", 15000), of=learnt, others=RISES, slack=1),
    Law("treaties teach", researched, talks, of=learnt),
    Law("treaties touch", contact, talks),
    Law("blocks win influence", influence_won, blocks(DIPLOMACY), of=won),
    Law("output wins influence from the others", influence_won, more("mobilised_output", 9000), of=won, others=FALLS),
    Law("a focus on propaganda wins", influence_won, focused(PROPAGANDA), of=won),
    Law("blocks hold influence", influence_held, blocks(DIPLOMACY)),
    Law("output holds influence", influence_held, more("mobilised_output", 9000), others=FALLS),
)
def test_one_thing_more_moves_what_effort_buys_one_way(law: Law) -> None:
    law.holds()


@proves(effective)
@support.drawn
@given(st.integers(0, 9))
def test_a_block_more_counts_more_and_each_no_more_than_the_one_before(held: int) -> None:
    count = [int(x) for x in effective(np.arange(11), RULES)]
    assert count[held + 1] > count[held] >= 0
    if held:
        assert count[held + 1] - count[held] <= count[held] - count[held - 1]


@proves(means, raised, upkeep, growth, researched, influence_won, influence_held)
def test_nothing_that_effort_buys_is_below_nothing() -> None:
    for _, world in worlds("signs of effort"):
        for part in (means(world), called(world), upkeep(world), dug(world), won(world), influence_held(world)):
            assert (part >= 0).all()
        assert (upkeep(world) <= world.army).all()
        rule = world.rules.effort
        learned = learnt(world)
        assert (learned >= world.quality).all(), "nothing known is forgotten"
        assert (learned <= rule.quality_top).all()
        idle = changed(world, effort=np.zeros_like(world.effort))
        assert not called(idle).any()
        assert not dug(idle).any()
        assert not won(idle).any()


@proves(influence_won)
def test_no_step_of_output_wins_a_little_less_by_rounding() -> None:
    world = next(iter(worlds("steps", 1)))[1]
    blocks = np.full(world.states, 352)
    for other in (66, 131, 400):
        outputs = np.full(world.states, other)
        seen = []
        for own in range(400):
            outputs[0] = own
            seen.append(int(influence_won(changed(world, mobilised_output=outputs), blocks)[0]))
        assert seen == sorted(seen)


@proves(contact)
def test_who_touches_is_touched() -> None:
    for _, world in worlds("contact"):
        near = contact(world)
        assert (near == near.T).all()
        assert not near.diagonal().any()
