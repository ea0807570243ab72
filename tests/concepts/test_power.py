"""Power: relative, made of several things, mobilised or not, and what maximising it looks like."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.danger import danger
from hegemon.engine import economy, effort, standing
from hegemon.players.maximiser.player import Maximiser
from hegemon.world.fixed import Ints
from hegemon.world.orders import BRANCHES, Orders, Shift
from hegemon.world.relations import command
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.concepts import lab
from tests.worlds import begun, ints, marching, opened, pinned, placed, play, stage, warring

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
    for seat in range(played.world.states):
        decision = Maximiser().decide(view_of(played.world, seat))
        for record in decision.records:
            chosen = record.options[0].name
            if record.subject == "effort":
                moved = [f"a block from {BRANCHES[s.source]} to {BRANCHES[s.to]}" for s in decision.orders.shifts]
                assert chosen in (moved or ["leave effort as it is"]), "what it says it chose is what it does"
            elif record.subject == "war":
                declared = [f"war on {played.world.codes[foe]}" for foe in decision.orders.declare]
                assert chosen in declared or not declared


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

    def later(*own: int) -> World:
        split = np.tile(ints(4, 4, 0, 2), (8, 1))
        split[0] = own
        return lab.held(stage(world, effort=split), 15)

    mixed = later(4, 4, 0, 2)
    armed = later(10, 0, 0, 0)
    assert armed.army[0] > mixed.army[0], "it has more arms"
    assert armed.power[0] < armed.power[1:].mean(), "and less power"
    for single in np.eye(4, dtype=np.int64) * 10:
        assert later(*single.tolist()).power[0] < mixed.power[0] * 9 // 10, "no instrument does it alone"


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
    charming, plain = (stage(world, effort=split) for split in (_first(3, 2, 0, 5), _first(4, 3, 3, 0)))
    liked, ignored = (lab.held(stage(w, influence=0), 12).opinion for w in (charming, plain))
    assert (liked[1:, A] > ignored[1:, A] + 30).all()
    # The same arms, the same power: only what is thought of the first differs.
    tables = [danger(view_of(stage(world, opinion=opinion), B)) for opinion in (liked, ignored)]
    assert tables[0].attack[B, A] < tables[1].attack[B, A], "who is liked is attacked less"
    assert tables[0].gain[B, A] <= tables[1].gain[B, A]


def _first(*split: int) -> Ints:
    """Return the efforts of four states, the first one's as given."""
    efforts = np.tile(ints(4, 3, 1, 2), (4, 1))
    efforts[A] = split
    return efforts


def test_effort_follows_the_moment(house: House) -> None:
    played = lab.game(house, 16)
    start = lab.start(house)
    moved = np.abs(played.world.effort - start.effort).sum(axis=1)[played.world.alive]
    assert (moved >= 2).mean() > 0.5, "most have moved a block or more"
    turn = begun(opened(rules=pinned(house)), Orders(seat=A, shifts=(Shift(0, 1),)))
    assert turn.orders[A].shifts


def test_great_powers_do_more_at_once(house: House) -> None:
    world = opened(rules=pinned(house), great=np.array([True, False, False, False]))
    small = stage(world, land_share=ints(90_000, 90_000, 90_000, 90_000))
    assert command(small, A) > command(small, B)
    fought = []
    for great in (True, False):
        opening = opened(rules=pinned(house), great=np.array([great, False, False, False]))
        # A wars on the three others, whose marches are all next to its own and all weakly held.
        world = warring(stage(opening, land_share=90_000), ((A,), (B, 2, 3)))
        world = placed(world, (A, 1, 240), (B, 2, 5), (2, 4, 5), (3, 6, 5))
        after, events = play(world, marching(A, *(((1, march), 80) for march in (2, 4, 6))))
        taken = int((after.occupier == A).sum())
        assert taken == sum(e.kind == "captured" for e in events)
        fought.append(taken)
    assert fought[0] > fought[1] > 0, "its war is fought in more places at once"
