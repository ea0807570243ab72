from __future__ import annotations

import numpy as np

from hegemon.engine.turn import PHASES, opening, resolve
from hegemon.world.digest import digest
from hegemon.world.orders import Orders, Shift
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import ARRAYS
from tests.worlds import A, B, agree, opened, pact, play, stage, tiny


def test_the_phases_stand_in_their_order() -> None:
    assert [name for name, _ in PHASES] == [
        "diplomacy", "economy", "effort", "campaign", "home front", "standing", "power",
    ]  # fmt: skip


def test_an_opening_measures_but_moves_nothing() -> None:
    fresh = open_world(tiny(), 1)
    world = opening(fresh)
    assert world.turn == 1
    assert (world.troops == fresh.troops).all()
    assert (world.potential > 0).all()
    assert world.power.sum() == 1_000_000
    assert not fresh.power.any()
    assert not world.troops.flags.writeable
    assert (world.influence > 0).all()  # where the opening effort would hold it


def test_a_turn_is_a_function() -> None:
    world = opened()
    orders = {A: Orders(seat=A, shifts=(Shift(0, 1),), focus=2)}
    one, two = resolve(world, orders), resolve(world, orders)
    assert digest(one[0]) == digest(two[0])
    assert one[1] == two[1]
    assert world.turn == 1
    assert one[0].turn == 2


def test_every_phase_names_itself_in_its_events() -> None:
    names = {name for name, _ in PHASES} | {"orders"}
    after, events = play(stage(opened(), stability=10), *agree(pact("entente", A, B)), Orders(seat=2, focus=99))
    assert {e.phase for e in events} <= names
    assert {"orders", "diplomacy"} <= {e.phase for e in events}
    assert after.treaties


def test_eight_alike_states_stay_exactly_alike() -> None:
    world = opening(open_world(load_scenario("ring-8"), 3))
    for _ in range(12):
        world, _ = resolve(world, {})
    for name in ("power", "coercion", "output_share", "land_share", "influence_share", "mobilised_output", "stability"):
        values = getattr(world, name)
        assert len(set(values.tolist())) == 1, (name, values)
    assert len(set(world.army.tolist())) == 1


def test_no_phase_writes_on_the_world_before() -> None:
    world = opened()
    before = {name: getattr(world, name).copy() for name in ARRAYS}
    play(world, *agree(pact("defence", A, B)), Orders(seat=2, declare=(3,), posture="mobilise"))
    for name, value in before.items():
        assert np.array_equal(getattr(world, name), value), name


def test_hoarded_time_is_no_treasure() -> None:
    """Growth, quality and armies level off: a hundred turns of peace keep every number in its range."""
    world = stage(opened(), limit=1000)
    for _ in range(100):
        world, _ = play(world)
        if world.over:
            break
    assert world.army.max() < 1000
    assert world.quality.max() <= world.rules.effort.quality_top
    assert world.infrastructure.max() <= 1000
    assert world.influence.max() < 100_000
