"""Who thinks of what when: every matter in its rhythm, and no permanent id the first of all."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from hegemon.engine.turn import opening
from hegemon.players.maximiser.cadence import OPENING, before_next, due, post, posts, together, writing
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


def test_letters_are_written_every_second_turn_at_first_and_every_third_after() -> None:
    turns = [turn for turn in range(1, 31) if writing(turn)]
    assert [b - a for a, b in pairwise(turns)] == [2] * (OPENING // 2) + [3] * 8
    for now, then in pairwise(turns):
        assert before_next(now) == then - 1, "nothing ends unseen between two writings"
    late = [turn for turn in turns if turn > OPENING]
    assert [post(b) - post(a) for a, b in pairwise(late)] == [1] * (len(late) - 1), "to some and to others in turn"


@pytest.mark.parametrize("every", [4, 6, 8, 12])
def test_what_goes_with_letters_is_thought_of_as_often_as_it_is_asked_for_and_no_more(every: int) -> None:
    world = opening(open_world(load_scenario("ring-8"), 1)).fork()
    for seat in range(world.states):
        turns = []
        for turn in range(OPENING + 1, OPENING + 1 + 6 * every):
            world.turn = turn
            if together(view_of(world.fork().publish(), seat), every):
                turns.append(turn)
        assert all(writing(turn) for turn in turns)
        assert {b - a for a, b in pairwise(turns)} == {3 * posts(OPENING + 1, every)}
        assert every <= 3 * posts(OPENING + 1, every) < every + 3
