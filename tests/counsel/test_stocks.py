from __future__ import annotations

import numpy as np
import pytest

from hegemon.counsel.position import Floats
from hegemon.counsel.stocks import course, way, working
from hegemon.engine.turn import opening, resolve
from hegemon.world.orders import Orders, Shift
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import view_of

TURNS = 8


@pytest.fixture(scope="module")
def world() -> World:
    return opening(open_world(load_scenario("ring-8"), 5))


def _counted(world: World, splits: list[list[list[int]]]) -> Floats:
    counted: Floats = np.asarray(world.rules.effort.counts, np.float64)[np.array(splits)]
    return counted


def test_a_way_moves_what_must_move_and_no_more() -> None:
    assert way((3, 3, 2, 2), (3, 3, 2, 2)) == ()
    assert way((3, 3, 2, 2), (5, 3, 1, 1)) == ((2, 0), (3, 0))
    assert len(way((10, 0, 0, 0), (2, 4, 2, 2))) == 8


def test_a_block_that_moves_idles_for_a_turn() -> None:
    held = working((3, 3, 2, 2), ((3, 0), (2, 0)), 4, 1)
    assert held == [[3, 3, 2, 1], [4, 3, 1, 1], [5, 3, 1, 1], [5, 3, 1, 1]]
    assert working((3, 3, 2, 2), ((3, 0), (2, 0)), 2, 2)[1] == [5, 3, 1, 1]


def test_a_course_is_what_the_engine_then_does_in_peace(world: World) -> None:
    moved = ((3, 0), (2, 0))
    now = world
    for turn in range(TURNS):
        shifts = tuple(Shift(*step) for step in moved[turn:turn + 1])
        now, _ = resolve(now, {0: Orders(0, shifts=shifts)})
    held = working(tuple(world.effort[0].tolist()), moved, TURNS, 1)
    found = course(view_of(world, 0), _counted(world, [held]), _counted(world, [world.effort.tolist()])[0])
    force = float(now.army[0] * now.quality[0] / 10_000)
    assert found.force[0, -1] == pytest.approx(force, rel=0.05)
    whole = float(now.rules.power.coercion + now.rules.power.output + now.rules.power.land + now.rules.power.influence)
    assert found.coercion[0, -1] == pytest.approx(now.coercion[0] * now.rules.power.coercion / whole, rel=0.05)
    assert found.output[0, -1] == pytest.approx(now.output_share[0] * now.rules.power.output / whole, rel=0.05)
    assert found.influence[0, -1] == pytest.approx(now.influence_share[0] * now.rules.power.influence / whole, rel=0.1)


@pytest.mark.parametrize(
    ("branch", "part"), [(0, "force"), (0, "coercion"), (1, "output"), (2, "force"), (3, "influence")]
)
def test_blocks_buy_what_their_branch_is_for(world: World, branch: int, part: str) -> None:
    even, much = [2, 2, 2, 2], [2, 2, 2, 2]
    much[branch] += 2
    found = course(view_of(world, 0), _counted(world, [[even] * TURNS, [much] * TURNS]),
                   _counted(world, [world.effort.tolist()])[0])
    assert getattr(found, part)[1, -1] > getattr(found, part)[0, -1]


def test_plans_side_by_side_come_to_what_each_comes_to_alone(world: World) -> None:
    splits = [[[5, 3, 1, 1]] * TURNS, [[2, 6, 1, 1]] * TURNS]
    others = _counted(world, [world.effort.tolist()])[0]
    together = course(view_of(world, 0), _counted(world, splits), others)
    for at, split in enumerate(splits):
        alone = course(view_of(world, 0), _counted(world, [split]), others)
        assert alone.force[0] == pytest.approx(together.force[at])
        assert alone.coercion[0] == pytest.approx(together.coercion[at], rel=1e-3)
