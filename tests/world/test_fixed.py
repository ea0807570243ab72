from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hegemon.world.fixed import FEW, MILLION, Ints, apportion, apportion_rows, fade, isqrt, muldiv, shares, shares_of

quick = settings(derandomize=True, max_examples=80, deadline=None, database=None)
weights = st.lists(st.integers(0, 1 << 30), min_size=1, max_size=14)


@quick
@given(st.integers(0, 1 << 30), st.integers(0, 1 << 30), st.integers(1, 1 << 30))
def test_muldiv_rounds_half_up_once(a: int, b: int, c: int) -> None:
    exact = Fraction(a * b, c)
    got = muldiv(a, b, c)
    assert Fraction(got) - Fraction(1, 2) <= exact < Fraction(got) + Fraction(1, 2)
    assert muldiv(np.array([a]), b, c).tolist() == [got]


def test_muldiv_at_the_half() -> None:
    assert [muldiv(n, 1, 2) for n in range(5)] == [0, 1, 1, 2, 2]
    assert muldiv(1, 1, 3) == 0
    assert muldiv(2, 1, 3) == 1


@quick
@given(weights, st.integers(0, MILLION))
def test_apportion_is_exact_fair_and_stingy(values: list[int], total: int) -> None:
    parts = apportion(np.array(values, np.int64), total)
    whole = sum(values)
    assert parts.sum() == (total if whole else 0)
    for value, part in zip(values, parts.tolist(), strict=True):
        assert value or not part
        if whole:
            assert Fraction(value * total, whole) - 1 < part < Fraction(value * total, whole) + 1
    for i, a in enumerate(values):
        for j, b in enumerate(values):
            assert a <= b or parts[i] >= parts[j]


@quick
@given(weights)
def test_apportion_takes_no_more_than_there_is(values: list[int]) -> None:
    array = np.array(values, np.int64)
    for total in {0, sum(values) // 3, max(0, sum(values) - 1), sum(values)}:
        if max(values) * max(total, 1) < 1 << 62:
            assert (apportion(array, total) <= array).all()


@quick
@given(weights, st.integers(0, MILLION), st.randoms(use_true_random=False))
def test_who_stands_where_does_not_matter_only_the_order_given(values: list[int], total: int, random: object) -> None:
    order = np.arange(len(values))[::-1].copy()
    way = np.argsort((np.arange(len(values)) * 7919 + 13) % 101, kind="stable")
    array = np.array(values, np.int64)
    assert apportion(array[way], total, order[way]).tolist() == apportion(array, total, order)[way].tolist()


def test_ties_go_to_the_smaller_rank() -> None:
    assert apportion(np.array([1, 1, 1]), 2).tolist() == [1, 1, 0]
    assert apportion(np.array([1, 1, 1]), 2, np.array([2, 1, 0])).tolist() == [0, 1, 1]


@quick
@given(weights, st.data())
def test_shares_sum_to_a_million_among_the_living(values: list[int], data: st.DataObject) -> None:
    living = np.array(data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values))))
    assume(living.any())
    parts = shares(np.array(values, np.int64), living, np.arange(len(values)))
    assert parts.sum() == MILLION
    assert (parts[~living] == 0).all()
    if not np.array(values)[living].any():
        assert parts[living].max() - parts[living].min() <= 1


def table(data: st.DataObject) -> tuple[Ints, Ints]:
    """Draw rows of weights, with zeros and equals among them, on either side of FEW, and an order for ties."""
    wide, rows = data.draw(st.integers(1, 2 * FEW)), data.draw(st.integers(1, 5))
    seed = data.draw(st.integers(0, 1 << 30))
    rng = np.random.default_rng(seed)
    most = data.draw(st.sampled_from([1, 3, 1000, 1 << 30]))
    drawn = rng.integers(0, most + 1, (rows, wide)) * rng.integers(0, 2, (rows, wide))
    return drawn, rng.permutation(wide) * 7 - 3


@quick
@given(st.data())
def test_rows_are_apportioned_as_each_would_be_alone(data: st.DataObject) -> None:
    weights, order = table(data)
    most = st.integers(0, MILLION)
    totals = np.array(data.draw(st.lists(most, min_size=len(weights), max_size=len(weights))), np.int64)
    together = apportion_rows(weights, totals, order)
    alone = [apportion(row, int(total), order) for row, total in zip(weights, totals, strict=True)]
    assert together.tolist() == [row.tolist() for row in alone]


@quick
@given(st.data())
def test_shares_of_rows_are_the_shares_of_each(data: st.DataObject) -> None:
    weights, order = table(data)
    wide = weights.shape[1]
    living = np.array(data.draw(st.lists(st.booleans(), min_size=wide, max_size=wide)))
    assume(living.any())
    together = shares_of(weights, living, order)
    assert together.tolist() == [shares(row, living, order).tolist() for row in weights]
    assert (together.sum(axis=1) == MILLION).all()


@quick
@given(st.data())
def test_few_weights_are_apportioned_as_among_many(data: st.DataObject) -> None:
    weights, order = table(data)
    total = data.draw(st.integers(0, MILLION))
    few, rank = weights[0][:FEW], order[:FEW]
    many = np.concatenate([few, np.zeros(FEW + 1, np.int64)])
    behind = np.concatenate([rank, np.arange(FEW + 1) + 7 * 2 * FEW])
    assert apportion(many, total, behind).tolist() == [*apportion(few, total, rank).tolist(), *[0] * (FEW + 1)]


@quick
@given(st.integers(0, 1 << 20), st.integers(0, 5000), st.integers(1, 1 << 14))
def test_fade_falls_with_distance_and_rises_with_reach(distance: int, more: int, half: int) -> None:
    assert fade(distance, half) >= fade(distance + more, half)
    assert fade(distance, half) <= fade(distance, half + more)
    assert 0 <= fade(distance, half) <= 1000
    assert fade(np.array([distance]), half).tolist() == [fade(distance, half)]


@pytest.mark.parametrize(("distance", "want"), [(0, 1000), (100, 500), (200, 200), (300, 100), (1 << 20, 0)])
def test_fade_at_whole_multiples(distance: int, want: int) -> None:
    assert fade(distance, 100) == want


def test_isqrt_is_exact() -> None:
    assert [isqrt(n) for n in (0, 3, 4, 1 << 60)] == [0, 1, 2, 1 << 30]
