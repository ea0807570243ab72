from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.counsel.estimate import supposed
from hegemon.counsel.stocks import way, working
from hegemon.players.maximiser.courses import FARTHEST, FEWEST, size
from hegemon.players.maximiser.mind import mind_of
from hegemon.world.orders import MILITARY
from hegemon.world.view import view_of
from tests.monotone.support import RISES, drawn, one_way, proves, worlds

splits = st.lists(st.integers(0, 10), min_size=3, max_size=3).map(sorted).map(
    lambda cut: (cut[0], cut[1] - cut[0], cut[2] - cut[1], 10 - cut[2])
)


@proves(size)
@drawn
@given(st.integers(1, 2_000), st.integers(1, 2_000), st.integers(FEWEST, FARTHEST))
def test_a_larger_budget_looks_no_less_far_and_follows_no_fewer_plans_for_it(one: int, two: int, left: int) -> None:
    (few, near), (many, far) = (size(budget, left, mind_of()) for budget in sorted((one, two)))
    assert FEWEST <= near <= far <= FARTHEST
    assert many * far >= few * near - far, "but for the rounding of the last plan"


@proves(working)
@drawn
@given(splits, splits, st.integers(1, 12), st.integers(1, 2))
def test_blocks_on_their_way_idle_and_the_rest_work(start: list[int], goal: list[int], turns: int, steps: int) -> None:
    moved = way(start, tuple(goal))
    held = working(start, moved, turns, steps)
    assert len(held) == turns
    for turn, blocks in enumerate(held):
        idle = len(moved[turn * steps : (turn + 1) * steps])
        assert min(blocks) >= 0
        assert 10 - idle <= sum(blocks) <= 10
    if (turns - 1) * steps >= len(moved):
        assert held[-1] == list(goal)


@proves(supposed)
def test_a_larger_army_is_supposed_to_take_no_fewer_blocks() -> None:
    for rng, world in worlds("supposed", 12):
        seat, other = rng.sample(range(world.states), 2)
        before = supposed(view_of(world, seat))
        more = world.fork()
        more.troops[other] += (more.troops[other] > 0) * 40
        after = supposed(view_of(more.publish(), seat))
        assert (before.sum(axis=1) == 10).all()
        one_way(before[other, MILITARY], after[other, MILITARY], RISES)
        assert (np.delete(before, other, axis=0) == np.delete(after, other, axis=0)).all()
