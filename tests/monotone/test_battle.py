from __future__ import annotations

from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine.battle import UNDEFENDED, flank, front, ground, lost, outcome, ratio, readiness, strength
from hegemon.world.rules import load_rules
from tests.monotone.support import FALLS, RISES, drawn, one_way, proves, worlds

RULES = load_rules()
WAR = RULES.war
points = st.integers(0, 2000)
percents = st.integers(0, 300)
borders = st.integers(1, 3)
more = st.integers(1, 500)


@proves(front)
@drawn
@given(points, borders, more)
def test_more_points_never_count_less_on_a_border_nor_more_than_they_are(n: int, border: int, extra: int) -> None:
    now, then = front(n, border, WAR), front(n + extra, border, WAR)
    assert 0 <= now <= n
    assert now <= then <= now + extra
    assert front(n, 1, WAR) >= front(n, 2, WAR), "an open border is never narrower than a thin one"
    wider = msgspec.structs.replace(WAR, frontage=WAR.frontage + extra, frontage_thin=WAR.frontage_thin + extra)
    assert front(n, border, wider) >= now


@proves(strength)
@drawn
@given(points, st.integers(7000, 15000), percents, percents, more)
def test_strength_rises_with_points_quality_supply_and_readiness(n: int, q: int, sup: int, rdy: int, m: int) -> None:
    now = strength(n, q, sup, rdy)
    assert now >= 0
    for then in (strength(n + m, q, sup, rdy), strength(n, q + m, sup, rdy)):
        assert then >= now
    for then in (strength(n, q, sup + m, rdy), strength(n, q, sup, rdy + m)):
        assert then >= now


@proves(strength)
def test_a_healthy_point_of_mean_quality_is_a_hundred() -> None:
    assert strength(7, 10_000, 100, 100) == 700


@proves(flank, ground)
@drawn
@given(st.integers(0, 12), st.integers(0, 2), st.integers(0, 3))
def test_flanks_and_ground_only_help(borders: int, terrain: int, fort: int) -> None:
    assert 100 <= flank(borders, WAR) <= flank(borders + 1, WAR) <= 100 + WAR.flank_most
    assert ground(terrain, fort, WAR) >= 100
    assert ground(terrain, fort + 1, WAR) > ground(terrain, fort, WAR)
    if terrain < 2:
        assert ground(terrain + 1, fort, WAR) > ground(terrain, fort, WAR)


@proves(ratio)
@drawn
@given(st.integers(0, 10**6), st.integers(100, 130), st.integers(0, 10**6), st.integers(100, 300), more)
def test_the_ratio_rises_with_the_attack_and_falls_with_the_defence(a: int, f: int, d: int, held: int, m: int) -> None:
    now = ratio(a, f, d, held, 100)
    assert 0 <= now <= UNDEFENDED
    for then in (ratio(a + m, f, d, held, 100), ratio(a, f + m, d, held, 100), ratio(a, f, d, held, 100 + m)):
        assert then >= now
    for then in (ratio(a, f, d + m, held, 100), ratio(a, f, d, held + m, 100)):
        assert then <= now


@proves(outcome)
@drawn
@given(st.integers(0, UNDEFENDED), more)
def test_a_better_ratio_never_falls_worse_for_the_attacker(value: int, m: int) -> None:
    now, then = outcome(value, RULES), outcome(value + m, RULES)
    assert now.won <= then.won
    assert now.rout <= then.rout
    assert now.loser <= then.loser
    assert 0 <= now.winner <= WAR.loss_winner <= now.loser
    if now.won:
        assert then.winner <= now.winner, "who wins more clearly pays no more"
    if not then.won and value + m <= 100:
        assert then.winner >= now.winner, "who holds against more pays no less"


@proves(lost)
@drawn
@given(points, st.integers(0, 100), more)
def test_a_loss_rises_with_what_there_is_and_never_exceeds_it(n: int, percent: int, m: int) -> None:
    now = lost(n, percent)
    assert n * percent <= 100 * now
    assert now <= n
    assert lost(n + m, percent) >= now
    if percent < 100:
        assert lost(n, percent + 1) >= now


@proves(readiness)
def test_who_mobilised_earlier_and_who_defends_is_never_less_ready() -> None:
    for rng, world in worlds("readiness"):
        state = rng.randrange(world.states)
        ladder: dict[bool, list[int]] = {}
        for defending in (False, True):
            ladder[defending] = []
            for since in (0, world.turn, max(1, world.turn - 1)):
                copy = world.fork()
                copy.mobilised[state] = since
                ladder[defending].append(readiness(copy, state, defending))
            assert ladder[defending] == sorted(ladder[defending])
            assert 0 < ladder[defending][0] <= ladder[defending][-1] <= 100
        one_way(ladder[False], ladder[True], RISES)


@proves(front, flank, ground, ratio)
@drawn
@given(st.integers(0, 2**32 - 1), st.integers(1, 3), st.integers(0, 2), st.integers(0, 3), more)
def test_the_chain_of_a_battle_is_monotone_as_a_whole(seed: int, n: int, terrain: int, fort: int, m: int) -> None:
    """Points spread over borders against a stack: never worse for one more, never better for one more against it."""
    rng = Random(seed)
    spread = [(rng.randint(0, 200), rng.choice((1, 2))) for _ in range(n)]
    stack, quality = rng.randint(1, 300), rng.randint(7000, 15000)

    def fought(groups: list[tuple[int, int]], against: int, level: int) -> int:
        wide = sum(points >= WAR.corps for points, _ in groups)
        attack = sum(strength(front(points, border, WAR), quality, 100, 100) for points, border in groups)
        return ratio(attack, flank(wide, WAR), strength(against, 10_000, 100, 70), ground(terrain, level, WAR), 100)

    now = fought(spread, stack, fort)
    at = rng.randrange(n)
    stronger = [(p + m * (i == at), b) for i, (p, b) in enumerate(spread)]
    one_way([now], [fought(stronger, stack, fort)], RISES)
    one_way([now], [fought([*spread, (m, 1)], stack, fort)], RISES)
    one_way([now], [fought(spread, stack + m, fort)], FALLS)
    one_way([now], [fought(spread, stack, fort + 1)], FALLS)
