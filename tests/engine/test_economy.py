"""Phase 2: yields, the scarcest input, trade, what is drawn, hunger."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine import economy
from hegemon.engine.economy import bottleneck, drawn, grain_need, output, partners, production, trade
from hegemon.world.scenario_model import TreatySpec
from tests.worlds import A, B, C, D, begun, bound, ints, kinds, opened, stage, tiny, warring

quick = settings(derandomize=True, max_examples=60, deadline=None, database=None)
inputs = st.lists(st.integers(0, 5000), min_size=3, max_size=3)


def one(values: list[int], quality: int = 10_000) -> int:
    return int(output(np.array([values], np.int64), ints(quality))[0])


def test_output_is_the_harmonic_mean_times_quality() -> None:
    assert one([300, 300, 300]) == 300
    assert one([300, 300, 300], 15_000) == 450
    assert one([600, 300, 300]) == 360
    assert one([0, 9999, 9999]) == 0
    assert one([100, 10_000, 10_000]) < 300  # the scarcest input binds


@quick
@given(inputs, st.integers(0, 2), st.integers(1, 500), st.integers(7000, 15_000))
def test_output_rises_with_every_input_and_quality(values: list[int], which: int, more: int, quality: int) -> None:
    richer = list(values)
    richer[which] += more
    assert one(richer, quality) >= one(values, quality)
    assert one(values, quality + more) >= one(values, quality)
    assert one(values, 10_000) <= 3 * min(values)


def test_the_bottleneck_is_worth_most() -> None:
    world = opened(grain=ints(*[300] * 8), ore=ints(*[100] * 8), fuel=ints(*[200] * 8))
    assert bottleneck(world, A) == 1
    base = one([300, 100, 200])
    assert one([300, 110, 200]) > one([310, 100, 200])
    assert one([300, 110, 200]) > one([300, 100, 210]) > base


def test_yields_follow_infrastructure_distance_and_occupation() -> None:
    world = opened()
    gathered = production(world)
    assert (gathered[A] == gathered[A, 0]).all()
    home, march = 100, 100 * (1000 * 2200**2 // (2200**2 + 300**2)) * 1000 // 1_000_000
    assert gathered[A, 0] == home + march
    assert (production(stage(world, infrastructure=600)) > gathered).all()
    far = stage(world, capital=ints(7, 3, 5, 0))
    assert (production(far)[A] < gathered[A]).all()
    held = production(stage(world, occupier=ints(-1, -1, A, -1, -1, -1, -1, -1)))
    assert gathered[A, 0] < held[A, 0] <= gathered[A, 0] + 25
    assert held[B, 0] == 100


@quick
@given(st.integers(0, 999), st.integers(0, 7))
def test_production_rises_with_infrastructure(level: int, province: int) -> None:
    world = opened()
    low = world.infrastructure.copy()
    low[province] = level
    high = low.copy()
    high[province] += 1
    less, more = production(stage(world, infrastructure=low)), production(stage(world, infrastructure=high))
    assert (more >= less).all()


def test_a_focus_on_a_resource_gathers_a_fifth_more_of_it() -> None:
    world = opened()
    plain, focused = production(world), production(stage(world, focus=ints(2, 0, 0, 0)))
    assert focused[A].tolist() == [plain[A, 0], plain[A, 1] * 1200 // 1000, plain[A, 2]]
    assert (focused[1:] == plain[1:]).all()


def test_trade_moves_half_of_the_smaller_of_surplus_and_need() -> None:
    world = bound(opened(), TreatySpec("trade", (A, B)))
    gathered = np.array([[400, 100, 100], [100, 400, 100], [100, 100, 400], [50, 50, 50]], np.int64)
    traded = trade(world, gathered)
    assert traded.sum(axis=0).tolist() == gathered.sum(axis=0).tolist()
    assert traded[A].tolist() == [350, 150, 100]
    assert traded[B].tolist() == [150, 350, 100]
    assert (traded[[C, D]] == gathered[[C, D]]).all()
    assert (output(traded, world.quality) >= output(gathered, world.quality)).all()


def test_trade_stops_at_war_and_without_treaties() -> None:
    gathered = np.array([[400, 100, 100], [100, 400, 100], [1, 2, 3], [3, 2, 1]], np.int64)
    assert (trade(opened(), gathered) == gathered).all()
    fighting = bound(warring(opened(), ((A,), (B,))), TreatySpec("trade", (A, B)))
    assert not partners(fighting).any()
    assert (trade(fighting, gathered) == gathered).all()
    assert not partners(bound(opened(), TreatySpec("defence", (A, B)))).any()


@quick
@given(st.lists(inputs, min_size=4, max_size=4), st.sets(st.sampled_from([(a, b) for a in range(4) for b in range(a)])))
def test_trade_conserves_every_resource_and_takes_no_more_than_there_is(
    rows: list[list[int]], pairs: set[tuple[int, int]]
) -> None:
    world = bound(opened(), *(TreatySpec("trade", pair) for pair in sorted(pairs)))
    gathered = np.array(rows, np.int64)
    traded = trade(world, gathered)
    assert traded.sum(axis=0).tolist() == gathered.sum(axis=0).tolist()
    assert (traded >= 0).all()


def test_mobilisation_costs_a_twentieth_at_peace_and_draws_more_at_war() -> None:
    world = opened()
    plain = drawn(world)
    assert drawn(stage(world, mobilised=1)).tolist() == (plain * 950 // 1000).tolist()
    rich = stage(world, potential=10_000, mobilised=1, stability=1000)
    assert drawn(rich).tolist() == [10_000 * 80 // 100 * 950 // 1000] * 4
    war = warring(world, ((A,), (B,)))
    surged = drawn(war)
    assert surged[A] == plain[A] * 1150 // 1000 * 950 // 1000
    assert surged[C] == plain[C] * 950 // 1000
    assert drawn(stage(war, mobilised=0))[A] == plain[A]
    democracies = warring(opened(government=ints(2, 2, 2, 2)), ((A,), (B,)))
    assert drawn(democracies)[A] > surged[A]


def test_what_is_drawn_rises_with_capacity_and_calm_and_falls_with_exhaustion() -> None:
    world = opened()
    plain = drawn(world)
    assert (drawn(opened(capacity=ints(*[90] * 4))) > plain).all()
    assert (drawn(stage(world, stability=1000)) >= plain).all()
    assert (drawn(stage(world, stability=299)) < drawn(stage(world, stability=300))).all()
    assert (drawn(stage(world, exhaustion=400)) < plain).all()
    levels = [int(drawn(stage(world, stability=s))[A]) for s in range(0, 1001, 50)]
    assert levels == sorted(levels)


def test_hunger_is_the_part_of_the_need_unmet() -> None:
    world = opened(population=ints(*[40_000] * 8))
    turn = begun(world)
    economy.phase(turn)
    need, had = grain_need(turn.world)[A], turn.world.inputs[A, 0]
    assert turn.world.hungry[A] == ((need - had) * 1000 + need // 2) // need
    assert ("hunger", A, -1) in kinds(turn.events)
    fed = begun(opened())
    economy.phase(fed)
    assert not fed.world.hungry.any()
    army = stage(opened(), troops=50 * opened().troops)
    assert (grain_need(army) > grain_need(opened())).all()


def test_the_dead_have_no_output() -> None:
    world = stage(opened(tiny()), alive=[True, True, True, False])
    turn = begun(world)
    economy.phase(turn)
    assert turn.world.potential[D] == turn.world.mobilised_output[D] == 0
