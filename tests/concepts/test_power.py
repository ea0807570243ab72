"""Power: relative, made of several things, mobilised or not, and what maximising it looks like."""

from __future__ import annotations

import numpy as np

from hegemon.engine import economy, effort, standing
from hegemon.world.orders import Orders, Shift
from hegemon.world.view import view_of
from tests.concepts import lab
from tests.worlds import begun, ints, opened, pinned, placed, play, stage, warring

A, B = 0, 1
House = dict[str, int]


def test_what_one_gains_the_others_lose(house: House) -> None:
    played = lab.game(house, 10, players=("random", "maximiser") * 4)
    for row in played.history:
        assert int(np.asarray(row).sum()) == 1_000_000
    assert int(np.diff(np.asarray(played.history), axis=0).sum()) == 0


def test_rivals_take_what_they_expect_most_of(house: House) -> None:
    played = lab.game(house, 12)
    best, weighed = 0, 0
    for record in played.records:
        if record.subject in ("war", "peace", "treaty", "posture", "effort") and len(record.options) > 1:
            weighed += 1
            best += record.options[0].utility >= max(o.utility for o in record.options)
    assert weighed > 30
    assert best > 0.7 * weighed


def test_wanting_moves_no_opinion(house: House) -> None:
    world = opened(rules=pinned(house))
    rich = stage(world, potential=world.potential * ints(1, 9, 1, 1))
    assert (standing.drifted(rich) == standing.drifted(world)).all()
    hated = stage(world, opinion=-500 * (1 - np.eye(4, dtype=np.int64)))
    assert (view_of(hated, A).known.power == view_of(world, A).known.power).all()


def test_what_is_mobilised_counts_not_the_potential(house: House) -> None:
    world = opened(rules=pinned(house), capacity=ints(100, 50, 80, 80))
    assert world.potential[A] == world.potential[B]
    assert economy.drawn(world)[A] > economy.drawn(world)[B] * 3 // 2
    later = lab.held(world, 6)
    assert later.army[A] > later.army[B]
    assert later.power[A] > later.power[B]
    at_war = warring(world, ((A,), (B,)))
    assert economy.drawn(at_war)[A] > economy.drawn(stage(at_war, mobilised=0))[A], "war surges who is under arms"


def test_arms_alone_lose_to_a_mixture(house: House) -> None:
    world = lab.start(house)
    split = np.tile(ints(4, 4, 0, 2), (8, 1))
    split[0] = (10, 0, 0, 0)
    after = lab.held(stage(world, effort=split), 15)
    assert after.power[0] < after.power[1:].mean()


def test_long_wars_are_won_by_output(house: House) -> None:
    world = warring(opened(rules=pinned(house)), ((A,), (B,)))
    world = placed(world, (A, 0, 40), (A, 1, 40), (B, 2, 40), (B, 3, 40))
    world = stage(world, infrastructure=ints(1000, 1000, 200, 200, 500, 500, 500, 500))
    soon, late = lab.held(world, 1), lab.held(world, 8)
    lead = int(late.army[A] - late.army[B])
    assert lead > 2 * int(soon.army[A] - soon.army[B]) > 0
    assert lead > int(late.army[B]) // 4


def test_a_lead_in_quality_leaks_away(house: House) -> None:
    world = stage(opened(rules=pinned(house)), effort=ints(5, 5, 0, 0), quality=ints(14_000, 10_000, 10_000, 10_000))
    leak = world.rules.effort.leak
    gap, turns = 4_000, round(np.log(0.5) / np.log(1 - leak / 1000))
    later = lab.held(world, turns)
    left = int(later.quality[A] - later.quality[B])
    assert 0.4 * gap < left < 0.6 * gap, "half of a lead is gone after its half-life"
    assert (effort.researched(world, ints(0, 0, 0, 0))[1:] > world.quality[1:]).all()


def test_influence_wins_opinion(house: House) -> None:
    world = opened(rules=pinned(house))
    loved = stage(world, influence_share=ints(700_000, 100_000, 100_000, 100_000))
    drifted = standing.drifted(loved)
    assert (drifted[1:, A] > drifted[A, 1:]).all()


def test_effort_follows_the_moment(house: House) -> None:
    played = lab.game(house, 16)
    start = lab.start(house)
    moved = np.abs(played.world.effort - start.effort).sum(axis=1)[played.world.alive]
    assert (moved >= 2).mean() > 0.5, "most have moved a block or more"
    turn = begun(opened(rules=pinned(house)), Orders(seat=A, shifts=(Shift(0, 1),)))
    assert turn.orders[A].shifts


def test_great_powers_do_more_at_once(house: House) -> None:
    from hegemon.world.relations import command

    world = opened(rules=pinned(house), great=np.array([True, False, False, False]))
    small = stage(world, land_share=ints(90_000, 90_000, 90_000, 90_000))
    assert command(small, A) > command(small, B)
    after, events = play(small, Orders(seat=A))
    assert after.turn == small.turn + 1
    assert not [e for e in events if e.kind == "dropped"]
