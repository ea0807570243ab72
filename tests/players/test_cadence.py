"""Who thinks of what when: every matter in its rhythm, and no permanent id the first of all."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from hegemon.engine.turn import opening
from hegemon.players.maximiser.cadence import due
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.view import view_of

GAMES, EVERY = 96, 6


def test_a_seat_thinks_of_a_matter_once_in_its_rhythm() -> None:
    world = opening(open_world(load_scenario("ring-8"), 1)).fork()
    for seat in range(world.states):
        turns = []
        for turn in range(1, 4 * EVERY + 1):
            world.turn = turn
            if due(view_of(world.fork().publish(), seat), EVERY):
                turns.append(turn)
        assert [b - a for a, b in pairwise(turns)] == [EVERY] * 3


def test_over_many_games_every_seat_is_the_first_as_often() -> None:
    scenario, early = load_scenario("ring-8"), Counter[int]()
    for seed in range(GAMES):
        world = opening(open_world(scenario, seed))
        early.update(seat for seat in range(world.states) if due(view_of(world, seat), EVERY))
    assert sum(early.values()) == pytest.approx(GAMES * 8 / EVERY, rel=0.25)
    assert max(early.values()) < 2.2 * GAMES / EVERY
    assert min(early.values()) > 0.3 * GAMES / EVERY
