from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine.power import coercion, finish, forces, gaps, measure, mix, reach, score
from hegemon.world.chance import order_of
from hegemon.world.fixed import MILLION, Ints, shares
from hegemon.world.rules import load_rules
from hegemon.world.state import World
from tests.monotone import support
from tests.monotone.nudges import more, place
from tests.monotone.support import FALLS, RISES, STAYS, Law, Where, obeyed, one_way, proves, with_entry, worlds

RULES = load_rules()
seeds = st.integers(0, 2**32 - 1)


def arms(world: World) -> Ints:
    """Return the shares of coercion, ppm, the scale and the last unit taken out."""
    order = order_of(world.scenario.state_ids, world.seed, world.turn, "remainder")
    return shares(coercion(forces(world), world.potential, world.gap, world.alive, world.rules), world.alive, order)


def living_more(rng: Random, world: World) -> tuple[World, Where] | None:
    """Give one state that lives more troops somewhere."""
    state, place = rng.choice(np.flatnonzero(world.alive).tolist()), rng.randrange(world.provinces)
    grown = int(world.troops[state, place]) + rng.choice((1, 10, 100, 2000))
    return with_entry(world, "troops", (state, place), grown), state


def measured(world: World) -> Ints:
    """Return power as a turn's end measures it."""
    copy = world.fork()
    measure(copy)
    return copy.power


@obeyed(
    Law("points count", forces, more("troops", 4000)),
    Law("quality counts", forces, more("quality", 15000)),
    Law("arms press", coercion, living_more, of=arms, others=FALLS, slack=3),
    Law("skill presses", coercion, more("quality", 15000), of=arms, others=FALLS, slack=3),
    Law("arms are power", mix, living_more, of=measured, others=FALLS, slack=3),
    Law("influence is power", mix, more("influence", 4000), of=measured, others=FALLS, slack=2),
    Law("output is power", mix, more("mobilised_output", 9000), of=measured, others=FALLS, slack=2),
    Law("prestige is power", mix, more("prestige", 4000), of=measured, others=FALLS, slack=2),
    Law("a power that lasted scores", score, more("recent", 900_000, place)),
)
def test_one_thing_more_moves_power_one_way(law: Law) -> None:
    law.holds()


@proves(measure, mix, coercion)
def test_shares_sum_to_a_million_exactly_and_the_dead_have_none() -> None:
    for _, world in worlds("shares"):
        copy = world.fork()
        measure(copy)
        for part in (copy.coercion, copy.output_share, copy.land_share, copy.influence_share, copy.power):
            assert part.sum() == MILLION
            assert (part >= 0).all()
            assert not part[~copy.alive].any()


@proves(mix)
@support.drawn
@given(seeds)
def test_power_lies_between_the_least_and_the_most_of_its_shares(seed: int) -> None:
    rng = np.random.default_rng(seed)
    s = int(rng.integers(2, 9))
    living, order = np.ones(s, np.bool_), np.arange(s)
    parts = [shares(rng.integers(0, 10**6, s), living, order) for _ in range(4)]
    one, two, three, four = parts
    power = mix((one, two, three, four), RULES, living, order)
    assert power.sum() == MILLION
    assert (power >= np.min(parts, axis=0) - 1).all()
    assert (power <= np.max(parts, axis=0) + 1).all()


@proves(coercion)
@support.drawn
@given(seeds)
def test_with_arms_in_proportion_to_output_coercion_is_the_share_of_output(seed: int) -> None:
    """The pair of i and j weighs Y_i + Y_j and i's part of it is Y_i/(Y_i + Y_j), if no distance weakens."""
    rng = np.random.default_rng(seed)
    s = int(rng.integers(2, 8))
    made = rng.integers(10, 4000, s)
    living, order = np.ones(s, np.bool_), np.arange(s)
    found = shares(coercion(made * 3, made, np.zeros((s, s), np.int64), living, RULES), living, order)
    assert (np.abs(found - shares(made, living, order)) < 300).all()


@proves(reach)
@support.drawn
@given(st.integers(0, 20_000), st.integers(1, 20_000))
def test_distance_only_weakens(km: int, further: int) -> None:
    gap = np.array([[0, km], [km, 0]])
    for near, far in zip(reach(gap, RULES), reach(gap + further, RULES), strict=True):
        one_way(near, far, FALLS)
        assert (far >= RULES.power.least).all()
        assert (near <= 1000).all()


@proves(gaps)
def test_gaps_are_the_same_both_ways_and_nothing_to_oneself() -> None:
    for _, world in worlds("gaps"):
        gap = gaps(world)
        assert (gap == gap.T).all()
        assert (gap >= 0).all()
        assert not gap.diagonal().any()


@proves(gaps)
def test_a_province_more_brings_its_new_owner_no_further_from_third_parties() -> None:
    for rng, world in worlds("a province passes"):
        place = rng.randrange(world.provinces)
        old, new = int(world.sovereign[place]), int(world.sovereign[rng.randrange(world.provinces)])
        if old == new:
            continue
        before, after = gaps(world), gaps(with_entry(world, "sovereign", (place,), new))
        third = [s for s in range(world.states) if s not in (old, new)]
        one_way(before[new, third], after[new, third], FALLS)
        one_way(before[old, third], after[old, third], RISES)
        one_way(before[np.ix_(third, third)], after[np.ix_(third, third)], STAYS)


@proves(finish)
def test_more_power_never_finishes_later() -> None:
    for rng, world in worlds("finish"):
        state, row = rng.randrange(world.states), rng.randrange(10)
        raised = with_entry(world, "recent", (row, state), int(world.recent[row, state]) + rng.randint(1, 10**6))
        one_way(finish(world).index(state), finish(raised).index(state), FALLS)
        assert sorted(finish(world)) == list(range(world.states))
        won = world.fork()
        won.victor = state
        assert finish(won)[0] == state
        one_way(score(world), score(raised), RISES)
