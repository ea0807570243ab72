from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.arena.ratings import MEAN, Counts, fit, pair_counts, rate

NAMES = ("a", "b", "c")


def test_pairs_count_two_for_a_win_and_one_for_a_tie() -> None:
    counts = pair_counts(("a", "b", "c"), (1, 2, 2), NAMES)
    assert counts.tolist() == [[0, 2, 2], [0, 0, 1], [0, 1, 0]]


def test_seats_of_one_player_are_not_compared_with_each_other() -> None:
    counts = pair_counts(("a", "a", "b", "c"), (1, 4, 2, 3), NAMES)
    assert counts.tolist() == [[0, 2, 2], [2, 0, 2], [2, 0, 0]]


def test_known_odds_give_known_ratings() -> None:
    """Ten to one in wins is 400 points, but for the pull of the prior."""
    counts = np.array([[0, 20_000], [2_000, 0]])
    high, low = fit(counts)
    assert abs((high - low) - 400) < 1
    assert abs((high + low) / 2 - MEAN) < 1e-6


def test_who_wins_everything_stays_finite_and_more_wins_rate_higher() -> None:
    few, many = (fit(np.array([[0, n], [0, 0]]))[0] for n in (4, 400))
    assert MEAN < few < many < MEAN + 2000


@given(
    st.lists(st.permutations([1, 2, 3]), min_size=2, max_size=8),
    st.permutations([0, 1, 2]),
)
@settings(max_examples=40, deadline=None)
def test_ratings_do_not_depend_on_the_order_of_players_or_games(ranks: list[list[int]], order: list[int]) -> None:
    one = fit(np.sum([pair_counts(NAMES, r, NAMES) for r in ranks], axis=0))
    names = [NAMES[i] for i in order]
    other = fit(np.sum([pair_counts(NAMES, r, names) for r in reversed(ranks)], axis=0))
    assert np.allclose(other, one[order], atol=1e-6)


def test_fitting_many_at_once_is_fitting_each() -> None:
    stack = np.array([[[0, 6], [2, 0]], [[0, 1], [9, 0]]])
    assert np.allclose(fit(stack), [fit(stack[0]), fit(stack[1])])


def test_intervals_hold_the_rating_and_narrow_with_more_sets() -> None:
    def sets(count: int) -> list[list[Counts]]:
        ranks = [(1, 2, 3), (1, 3, 2), (2, 1, 3), (1, 2, 3)]
        return [[pair_counts(NAMES, ranks[i % 4], NAMES)] for i in range(count)]

    widths = []
    for count in (4, 16, 64):
        rating, low, high = rate(sets(count), seed=3)
        assert (low <= rating).all()
        assert (rating <= high).all()
        widths.append(float((high - low).mean()))
    assert widths[0] > widths[1] > widths[2]


def test_draws_are_keyed_so_the_interval_is_always_the_same() -> None:
    sets = [[pair_counts(NAMES, r, NAMES)] for r in permutations((1, 2, 3)) for _ in range(3)]
    first, again, other = rate(sets, 5), rate(sets, 5), rate(sets, 6)
    assert all(np.array_equal(x, y) for x, y in zip(first, again, strict=True))
    assert not np.array_equal(first[1], other[1])


@pytest.mark.parametrize("count", [5, 12, 30])
def test_interval_covers_the_truth_about_as_often_as_it_says(count: int) -> None:
    """300 tournaments of sets of 4 games at even odds: the true rating lies inside in 90 to 99 of a hundred."""
    rng = np.random.default_rng(1)
    inside = 0
    for trial in range(300):
        sets = []
        for _ in range(count):
            wins = rng.integers(0, 2, 4)
            sets.append([np.array([[0, 2 * won], [2 - 2 * won, 0]]) for won in wins])
        _, low, high = rate(sets, trial, draws=200)
        inside += low[0] <= MEAN <= high[0]
    assert 0.90 <= inside / 300 <= 0.99


def test_two_sets_that_agree_by_chance_do_not_make_a_sure_rating() -> None:
    won, lost = np.array([[0, 2], [0, 0]]), np.array([[0, 0], [2, 0]])
    _, low, high = rate([[won, won, lost, lost]] * 2, 1)
    assert high[0] - low[0] > 200
    _, low, high = rate([[won, won, lost, lost]] * 12, 1)
    assert high[0] - low[0] < 50


def test_a_player_that_always_loses_does_not_blur_the_others() -> None:
    """Its own interval is wide; a plain mean as the middle of the scale would hand a third of that to the first."""
    sets = [[np.array([[0, 10 + i % 3, 16], [6 - i % 3, 0, 16], [i % 6 == 4, i % 6 == 2, 0]])] for i in range(12)]
    _, low, high = rate(sets, 1)
    assert (high - low)[0] < 0.25 * (high - low)[2]


def test_who_has_won_everything_is_not_rated_for_certain() -> None:
    rating, low, high = rate([[np.array([[0, 8], [0, 0]])]] * 8, 1)
    assert low[0] < rating[0] - 50
    assert high[0] > rating[0] + 50
