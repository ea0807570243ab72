from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine.burden import lags
from hegemon.world.fixed import MILLION, apportion, apportion_rows, shares, shares_of
from hegemon.world.legality_pacts import envoys_left
from hegemon.world.orders import Orders, PeaceTerms
from hegemon.world.promises import envoys
from hegemon.world.relations import war_score
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.spoils import earned, purses
from tests.monotone.support import FALLS, RISES, drawn, one_way, proves, with_entry, worlds
from tests.worlds import bound, pact, peace, warring


@proves(purses, earned)
def test_who_fought_harder_has_no_smaller_purse_and_the_purses_are_what_all_have_earned() -> None:
    for rng, world in worlds("purses"):
        living = np.flatnonzero(world.home).tolist()
        if len(living) < 3:
            continue
        loser, one, two = rng.sample(living, 3)
        fought = warring(world, ((one, two), (loser,)))
        number = int(fought.war[one, loser])
        now = dict(purses(fought, number, loser))
        assert set(now) == {one, two}
        assert all(score >= 0 for score in now.values())
        harder = with_entry(fought, "inflicted", (one, loser), int(fought.inflicted[one, loser]) + rng.randint(1, 900))
        one_way(now[one], dict(purses(harder, number, loser))[one], RISES, 1)
        assert earned(fought, PeaceTerms(one, loser)) == war_score(fought, one, loser)
        whole = PeaceTerms(one, loser, congress=True)
        assert earned(fought, whole) == sum(now.values())
        one_way(earned(fought, whole), earned(harder, whole), RISES)


@proves(lags)
def test_who_arms_more_lags_less_and_who_fights_is_excused() -> None:
    lagging = 0
    for rng, world in worlds("lags"):
        a, b = rng.sample(range(world.states), 2)
        sworn = bound(world, TreatySpec("defence", (a, b)))
        treaty, place = sworn.treaties[-1], rng.randrange(world.provinces)
        now = lags(sworn, treaty)
        assert all(0 <= lag <= 1000 for lag in now)
        assert min(now) == 0, "not all can be below their mean"
        armed = with_entry(sworn, "troops", (a, place), int(world.troops[a, place]) + rng.randint(1, 300))
        then = lags(armed, treaty)
        one_way(now[0], then[0], FALLS, 1)
        if not (world.war[b] > 0).any():
            one_way(now[1], then[1], RISES, 1)
        assert lags(warring(sworn, ((a,), (b,))), treaty) == (0, 0)
        one_sided = bound(world, TreatySpec("guarantee", (a, b)))
        assert lags(one_sided, one_sided.treaties[-1]) == (0, 0)
        lagging += any(now)
    assert lagging > 5


@proves(envoys_left)
def test_a_letter_more_leaves_no_more_envoys_and_peace_takes_none() -> None:
    for rng, world in worlds("envoys left"):
        if world.states < 3:
            continue
        me, one, two = rng.sample(range(world.states), 3)
        letters = (pact("nonaggression", me, one), pact("nonaggression", me, two))
        left = [envoys_left(world, Orders(seat=me, letters=letters[:n])) for n in range(3)]
        assert left[0] == envoys(world, me)
        one_way(left[:-1], left[1:], FALLS)
        assert left[-1] >= 0
        assert envoys_left(world, Orders(seat=me, letters=(peace(me, one, me, one),))) == left[0]


@proves(apportion_rows, shares_of)
@drawn
@given(st.integers(0, 2**32 - 1))
def test_rows_are_split_as_one_by_one_and_a_larger_claim_gets_no_less(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, wide = int(rng.integers(1, 5)), int(rng.integers(2, 9))
    weights, totals = rng.integers(0, 9000, (rows, wide)), rng.integers(0, 5000, rows)
    order = rng.permutation(wide)
    split = apportion_rows(weights, totals, order)
    for row, total, parts in zip(weights, totals.tolist(), split, strict=True):
        assert (apportion(row, total, order) == parts).all()
    larger, at = weights.copy(), (int(rng.integers(rows)), int(rng.integers(wide)))
    larger[at] += int(rng.integers(1, 9000))
    one_way(split[at], apportion_rows(larger, totals, order)[at], RISES)
    living = rng.random(wide) < 0.8
    living[0] = True
    found = shares_of(weights, living, order)
    assert (found.sum(axis=1) == MILLION).all()
    assert not found[:, ~living].any()
    for row, parts in zip(weights, found, strict=True):
        assert (shares(row, living, order) == parts).all()
    if living[at[1]] and (weights[at[0]] * living).any():
        one_way(found[at], shares_of(larger, living, order)[at], RISES)
