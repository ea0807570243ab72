from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine.battle import flank, front, ground, lost, outcome, ratio, readiness, strength
from tests.worlds import A, B, opened, stage, steady

RULES = steady()
WAR = RULES.war
quick = settings(derandomize=True, max_examples=60, deadline=None, database=None)
points = st.integers(0, 400)
percent = st.integers(1, 200)


def test_frontage_counts_the_first_sixty_in_full_and_half_of_the_rest() -> None:
    assert [front(n, 1, WAR) for n in (0, 1, 60, 61, 62, 100)] == [0, 1, 60, 60, 61, 80]
    assert [front(n, 2, WAR) for n in (30, 60, 100)] == [30, 45, 65]
    assert [front(n, 3, WAR) for n in (30, 60)] == [30, 45]


def test_strength_of_a_healthy_point_is_a_hundred() -> None:
    assert strength(1, 10_000, 100, 100) == 100
    assert strength(10, 15_000, 100, 100) == 1500
    assert strength(10, 10_000, 25, 40) == 100


def test_flanks_add_a_tenth_each_up_to_three() -> None:
    assert [flank(n, WAR) for n in range(7)] == [100, 100, 110, 120, 130, 130, 130]


def test_ground_and_forts() -> None:
    assert [ground(t, 0, WAR) for t in range(3)] == [125, 156, 188]
    assert ground(2, 3, WAR) == 188 + 75


@pytest.mark.parametrize(
    ("value", "won", "rout", "loser", "winner"),
    [
        (0, False, False, 20, 0),
        (50, False, False, 20, 10),
        (100, False, False, 20, 20),
        (124, False, False, 20, 16),
        (125, True, False, 20, 16),
        (199, True, False, 20, 10),
        (200, True, True, 40, 10),
        (400, True, True, 40, 5),
        (10_000, True, True, 40, 0),
    ],
)
def test_brackets(value: int, won: bool, rout: bool, loser: int, winner: int) -> None:
    fell = outcome(value, RULES)
    assert (fell.won, fell.rout, fell.loser, fell.winner) == (won, rout, loser, winner)


def test_losses_round_up_so_that_small_forces_wear_out() -> None:
    assert [lost(n, 20) for n in (0, 1, 5, 6, 100)] == [0, 1, 1, 2, 20]
    assert lost(100, 0) == 0


def test_nobody_at_home_is_no_battle() -> None:
    assert ratio(1, 100, 0, 125, 90) == 10_000


def test_readiness_is_full_from_the_turn_after_the_order() -> None:
    world = stage(opened(), turn=5)
    assert readiness(world, A, defending=True) == readiness(world, A, defending=False) == 40
    world = stage(world, mobilised=5)
    assert readiness(world, A, defending=True) == 70
    assert readiness(world, A, defending=False) == 40
    world = stage(world, mobilised=4)
    assert readiness(world, B, defending=True) == readiness(world, B, defending=False) == 100


@quick
@given(points, st.integers(1, 3))
def test_front_rises_with_points_and_never_beyond_them(n: int, border: int) -> None:
    assert front(n, border, WAR) <= front(n + 1, border, WAR) <= front(n, border, WAR) + 1
    assert front(n, border, WAR) <= n
    assert front(n, 2, WAR) == front(n, 3, WAR) <= front(n, 1, WAR)


@quick
@given(points, st.integers(7000, 15_000), percent, percent, st.integers(1, 60))
def test_strength_rises_in_every_argument(n: int, quality: int, supply: int, ready: int, more: int) -> None:
    here = strength(n, quality, supply, ready)
    assert strength(n + more, quality, supply, ready) >= here
    assert strength(n, quality + more, supply, ready) >= here
    assert strength(n, quality, supply + more, ready) >= here
    assert strength(n, quality, supply, ready + more) >= here
    assert strength(n + 1, quality, 100, 100) > strength(n, quality, 100, 100)


@quick
@given(st.integers(0, 60_000), st.integers(1, 60_000), st.integers(100, 130), st.integers(100, 263),
       st.integers(90, 110), st.integers(1, 500))
def test_ratio_rises_with_attack_and_falls_with_defence(
    attack: int, defence: int, flanked: int, held: int, roll: int, more: int
) -> None:  # fmt: skip
    here = ratio(attack, flanked, defence, held, roll)
    assert ratio(attack + more, flanked, defence, held, roll) >= here
    assert ratio(attack, flanked + more, defence, held, roll) >= here
    assert ratio(attack, flanked, defence, held, roll + more) >= here
    assert ratio(attack, flanked, defence + more, held, roll) <= here
    assert ratio(attack, flanked, defence, held + more, roll) <= here


@quick
@given(st.integers(0, 600), st.integers(0, 60))
def test_a_better_ratio_never_costs_the_attacker_more(value: int, more: int) -> None:
    worse, better = outcome(value, RULES), outcome(value + more, RULES)
    assert better.won >= worse.won
    assert better.rout >= worse.rout
    attackers_loss = [o.winner if o.won else o.loser for o in (worse, better)]
    defenders_loss = [o.loser if o.won else o.winner for o in (worse, better)]
    assert attackers_loss[1] <= attackers_loss[0]
    if worse.won == better.won and (worse.won or value + more <= 100):  # who holds pays most at equal strength
        assert defenders_loss[1] >= defenders_loss[0]


def test_switches_are_data() -> None:
    flat = msgspec.structs.replace(WAR, excess=1, flank=0, ground=(100, 100, 100), fort=0)
    assert front(500, 2, flat) == 500
    assert flank(4, flat) == 100
    assert ground(2, 3, flat) == 100
