from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.counsel.forecast import as_terms, effort_forecast, focus_gains, gains, marginal, safety, steps
from hegemon.counsel.growth import grown
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY
from hegemon.world.view import view_of
from tests.monotone.support import RISES, one_way, proves, worlds

SHOWN = (("army", MILITARY), ("infrastructure", ECONOMY), ("quality", TECHNOLOGY), ("influence", DIPLOMACY))


@proves(effort_forecast)
def test_a_block_more_in_a_branch_is_forecast_to_buy_no_less_of_what_the_branch_makes() -> None:
    moved = set()
    for rng, world in worlds("forecast", 20):
        view = view_of(world, rng.choice(np.flatnonzero(world.home).tolist() or [0]))
        for name, branch in SHOWN:
            told = []
            for held in range(11):
                blocks = [0, 0, 0, 0]
                blocks[branch] = held
                told.append(effort_forecast(view, (blocks[0], blocks[1], blocks[2], blocks[3])))
            for one, two in pairwise(told):
                one_way(getattr(one, name), getattr(two, name), RISES)
                if branch == DIPLOMACY:
                    one_way(one.envoys, two.envoys, RISES)
            if getattr(told[-1], name)[1] > getattr(told[0], name)[1]:
                moved.add(name)
    assert moved == {name for name, _ in SHOWN}


@proves(safety, marginal, as_terms, focus_gains, gains)
def test_what_effort_adds_is_never_told_as_a_loss_and_returns_never_grow() -> None:
    for rng, world in worlds("marginal", 25):
        seat = rng.choice(np.flatnonzero(world.home).tolist() or [0])
        view = view_of(world, seat)
        saved, prey = safety(view)
        assert saved >= 0
        assert prey >= 0
        up, down = marginal(view)
        assert tuple([as_terms(step) for step in side] for side in steps(view)) == (up, down)
        assert tuple([sum(t.amount for t in terms) for terms in side] for side in (up, down)) == gains(view)
        for branch, blocks in enumerate(world.effort[seat].tolist()):
            plain = [sum(t.amount for t in terms if t.name != "envoys") for terms in (up[branch], down[branch])]
            assert all(t.amount > 0 for t in (*up[branch], *down[branch]))
            if 0 < blocks < 10:
                assert plain[1] >= plain[0] - 4, "a block given up was worth at least what one more would be"
        assert all(gain >= 0 for gain in focus_gains(view).values())


@proves(grown)
@given(st.floats(0, 1), st.floats(0, 4), st.floats(0, 4))
def test_a_share_grows_with_its_own_part_and_stays_below_the_whole(share: float, one: float, two: float) -> None:
    less, more = sorted((one, two))
    assert 0 <= grown(share, less) <= grown(share, more) <= 1
    assert abs(grown(share, 1.0) - share) < 1e-9
