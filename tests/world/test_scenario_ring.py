from __future__ import annotations

import numpy as np
import pytest

from hegemon.atlas.geography import CROSSING, FARTHEST, NO_BORDER
from hegemon.atlas.raster import land_borders
from hegemon.world.scenario import Scenario, load_scenario

SIZE, STATES = 6, 8
LAND = ("area", "coast")
OVER_PROVINCES = ("terrain", "population", "grain", "ore", "fuel", "infrastructure", "fort")
OVER_STATES = ("government", "capacity", "naval", "great", "quality", "stability", "effort")


@pytest.fixture(scope="module")
def ring() -> Scenario:
    return load_scenario("ring-8")


@pytest.mark.parametrize("turn", range(1, STATES))
def test_turning_by_sectors_changes_nothing(ring: Scenario, turn: int) -> None:
    p, s = np.roll(np.arange(48), turn * SIZE), np.roll(np.arange(STATES), turn)
    for name in LAND:
        array = getattr(ring.geography, name)
        assert np.array_equal(array[p], array), name
    for name in OVER_PROVINCES:
        assert np.array_equal(getattr(ring, name)[p], getattr(ring, name)), name
    for name in OVER_STATES:
        assert np.array_equal(getattr(ring, name)[s], getattr(ring, name)), name
    for array in (ring.geography.border, ring.geography.route):
        assert np.array_equal(array[np.ix_(p, p)], array)
    assert np.array_equal(ring.troops[np.ix_(s, p)], ring.troops)
    assert np.array_equal(ring.opinion[np.ix_(s, s)], ring.opinion)
    assert np.array_equal((ring.sovereign[p] + turn) % STATES, ring.sovereign)
    assert np.array_equal((ring.capital[s] + turn * SIZE) % 48, ring.capital)


def test_opening_constants(ring: Scenario) -> None:
    for yields in (ring.grain, ring.ore, ring.fuel):
        assert yields.mean() == 100
        assert len(set(yields.tolist())) > 3
    assert ring.troops.sum() == 27 * 48
    assert not ring.treaties
    degree = [len(near) for near in ring.geography.neighbours]
    assert min(degree) >= 4
    assert max(degree) <= 6


def test_each_state_meets_both_neighbours_widely_and_others_over_the_lake(ring: Scenario) -> None:
    border = ring.geography.border.reshape(STATES, SIZE, STATES, SIZE)
    march = ((border > NO_BORDER) & (border < CROSSING)).sum(axis=(1, 3))
    sail = (border == CROSSING).sum(axis=(1, 3))
    for state in range(STATES):
        assert march[state, (state + 1) % STATES] >= 2
        assert march[state, (state - 1) % STATES] >= 2
        assert march[state, (state + 4) % STATES] == 0
        assert sail[state, (state + 4) % STATES] >= 1
    assert ring.geography.route.max() < FARTHEST


def test_the_drawing_shows_the_borders_of_the_rules(ring: Scenario) -> None:
    drawing = ring.geography.draw()
    drawn = land_borders(drawing.raster, 48) > 0
    border = ring.geography.border
    assert np.array_equal(drawn, (border > NO_BORDER) & (border < CROSSING))
    assert [drawing.raster[tuple(cell)] for cell in drawing.labels] == list(range(48))
