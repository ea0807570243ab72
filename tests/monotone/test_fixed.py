from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.world.fixed import MILLION, apportion, fade, muldiv, shares
from tests.monotone.support import FALLS, RISES, drawn, one_way, proves

amounts = st.integers(0, 10**6)
some = st.integers(1, 10**6)


@proves(muldiv)
@drawn
@given(amounts, amounts, some, some)
def test_a_part_rises_with_its_factors_and_falls_with_its_divisor(a: int, b: int, c: int, m: int) -> None:
    now = muldiv(a, b, c)
    assert muldiv(a + m, b, c) >= now
    assert muldiv(a, b + m, c) >= now
    assert muldiv(a, b, c + m) <= now
    assert abs(2 * now * c - 2 * a * b) <= c, "rounded to the nearest"


@proves(fade)
@drawn
@given(st.integers(0, 20_000), some, st.integers(100, 5000))
def test_strength_fades_with_distance_and_less_with_reach(km: int, m: int, half: int) -> None:
    assert 0 <= fade(km + m, half) <= fade(km, half) <= fade(0, half) == 1000
    assert fade(km, half + m) >= fade(km, half)
    assert fade(half, half) == 500


@proves(apportion, shares)
@drawn
@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=9), st.integers(0, 8), some, st.integers(0, 10**6))
def test_a_larger_claim_gets_no_less_and_leaves_the_others_no_more(w: list[int], at: int, m: int, total: int) -> None:
    weights = np.array(w, np.int64)
    at %= len(w)
    larger = weights.copy()
    larger[at] += m
    others = np.arange(len(w)) != at
    one, two = apportion(weights, total), apportion(larger, total)
    assert one.sum() == (total if weights.any() else 0)
    assert two.sum() == total
    one_way(one[at], two[at], RISES)
    if weights[others].any():
        one_way(one[others], two[others], FALLS, slack=1)
    living, order = np.ones(len(w), np.bool_), np.arange(len(w))[::-1].copy()
    before, after = shares(weights, living, order), shares(larger, living, order)
    assert before.sum() == after.sum() == MILLION
    if weights.any():
        one_way(before[at], after[at], RISES)
