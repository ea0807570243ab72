"""Phase 3: blocks and their inertia, focus, recruits, quality, influence, mobilisation."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine import effort
from hegemon.engine.context import Turn
from hegemon.engine.effort import contact, depot, effective, growth, influence_won, raised, researched, upkeep
from hegemon.world.orders import FOCUSES, Orders, Shift
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from tests.worlds import A, B, C, D, begun, bound, ints, kinds, opened, pinned, placed, play, stage, warring

quick = settings(derandomize=True, max_examples=50, deadline=None, database=None)
ARMS, INFRASTRUCTURE, ADMINISTRATION, FORTIFICATION, PROPAGANDA = (
    FOCUSES.index(name) for name in ("arms", "infrastructure", "administration", "fortification", "propaganda")
)


def worked(world: World, *orders: Orders) -> Turn:
    turn = begun(world, *orders)
    effort.phase(turn)
    return turn


def test_later_blocks_count_less() -> None:
    rules = opened().rules
    counts = effective(np.arange(11), rules).tolist()
    assert counts == [0, 100, 200, 300, 375, 450, 500, 550, 600, 650, 700]
    steps = np.diff(counts).tolist()
    assert steps == sorted(steps, reverse=True)


def test_a_moved_block_idles_that_turn_and_works_the_next() -> None:
    world = stage(opened(), effort=ints(4, 3, 1, 2))
    turn = worked(world, Orders(seat=A, shifts=(Shift(0, 1),)))
    assert turn.world.effort[A].tolist() == [3, 4, 1, 2]
    assert turn.world.idle[A].tolist() == [0, 1, 0, 0]
    still = worked(world)
    assert turn.world.infrastructure[0] == still.world.infrastructure[0]  # the block that came does not work yet
    assert turn.world.army[A] < still.world.army[A]  # the one that left is gone
    after = worked(turn.world.publish())
    assert after.world.idle[A].tolist() == [0, 0, 0, 0]
    assert after.world.infrastructure[0] > worked(still.world.publish()).world.infrastructure[0]


def test_one_block_moves_at_peace_two_at_war() -> None:
    shifts = (Shift(0, 1), Shift(0, 2), Shift(0, 3))
    assert begun(opened(), Orders(seat=A, shifts=shifts)).orders[A].shifts == shifts[:1]
    assert begun(warring(opened(), ((A,), (B,))), Orders(seat=A, shifts=shifts)).orders[A].shifts == shifts[:2]
    empty = stage(opened(), effort=ints(10, 0, 0, 0))
    assert begun(empty, Orders(seat=A, shifts=(Shift(1, 0), Shift(0, 0), Shift(-1, 2)))).orders[A].shifts == ()


def test_a_focus_takes_a_turn() -> None:
    world = opened()
    first, _ = play(world, Orders(seat=A, focus=ARMS))
    assert (first.focus[A], first.focus_new[A]) == (0, ARMS)
    second, _ = play(first)
    assert second.focus[A] == ARMS
    third, _ = play(second)
    assert third.focus[A] == ARMS
    assert begun(world, Orders(seat=A, focus=99)).orders[A].focus is None


def test_what_a_focus_adds() -> None:
    world = opened()
    blocks = effective(world.effort, world.rules)
    plain, armed = raised(world, blocks[:, 0]), raised(stage(world, focus=ARMS), blocks[:, 0])
    assert armed.tolist() == (plain * 1200 // 1000).tolist()
    assert (growth(stage(world, focus=INFRASTRUCTURE), blocks[:, 1]) > growth(world, blocks[:, 1])).all()
    won = influence_won(world, blocks[:, 3])
    assert influence_won(stage(world, focus=PROPAGANDA), blocks[:, 3]).tolist() == (won * 1200 // 1000).tolist()


def test_fortification_builds_a_level_every_second_turn_up_to_three() -> None:
    world = stage(opened(), focus=ints(FORTIFICATION, 0, 0, 0), focus_new=ints(FORTIFICATION, 0, 0, 0))
    assert worked(stage(world, turn=3)).world.fort.tolist() == [0] * 8
    built = worked(stage(world, turn=4)).world.fort.tolist()
    assert built == [1] + [0] * 7
    assert worked(stage(world, turn=4, fort=3)).world.fort.max() == 3


@quick
@given(st.integers(0, 9), st.integers(0, 900), st.integers(1, 300))
def test_recruits_rise_with_blocks_and_output(blocks: int, output: int, more: int) -> None:
    world = stage(opened(), mobilised_output=output)
    richer = stage(opened(), mobilised_output=output + more)
    here = raised(world, effective(ints(*[blocks] * 4), world.rules))
    assert (raised(world, effective(ints(*[blocks + 1] * 4), world.rules)) >= here).all()
    assert (raised(richer, effective(ints(*[blocks] * 4), world.rules)) >= here).all()
    peopled = opened(population=ints(*[3000] * 8))
    assert (raised(stage(peopled, mobilised_output=output), effective(ints(*[blocks] * 4), world.rules)) >= here).all()


def test_recruits_come_at_the_depot_and_upkeep_is_paid_from_them() -> None:
    world = placed(opened(), (A, 1, 20))
    turn = worked(world)
    gain = int(raised(world, effective(world.effort, world.rules)[:, 0])[A]) - 4
    assert turn.world.troops[A, 0] == gain > 0
    assert turn.world.troops[A, 1] == 20
    moved = worked(world, Orders(seat=A, depot=1))
    assert moved.world.troops[A, 1] == 20 + gain
    assert begun(world, Orders(seat=A, depot=2)).orders[A].depot is None
    assert begun(world, Orders(seat=A, depot=-1)).orders[A].depot is None


def test_an_army_beyond_its_means_melts_everywhere_alike() -> None:
    world = placed(opened(), (A, 0, 3000), (A, 1, 1000))
    turn = worked(world)
    change = int(raised(world, effective(world.effort, world.rules)[:, 0])[A]) - 800
    assert change < 0
    assert turn.world.army[A] == 4000 + change
    assert abs(int(turn.world.troops[A, 0]) - 3 * int(turn.world.troops[A, 1])) <= 4
    assert upkeep(world)[A] == 800


def test_the_depot_falls_back_to_land_still_held() -> None:
    world = stage(opened(), depot=ints(1, -1, -1, -1))
    assert depot(world, A) == 1
    assert depot(world, B) == 3
    lost = stage(world, occupier=ints(-1, D, -1, -1, -1, -1, -1, -1))
    assert depot(lost, A) == 0
    assert depot(stage(world, occupier=ints(D, D, -1, -1, -1, -1, -1, -1)), A) == -1
    assert depot(stage(world, occupier=ints(D, -1, -1, D, -1, -1, -1, -1)), B) == 2


def test_infrastructure_grows_by_effort_and_decays() -> None:
    world = opened()
    turn = worked(world)
    gain = int(growth(world, effective(world.effort, world.rules)[:, 1])[A])
    assert turn.world.infrastructure[0] == 500 - 15 + gain
    idle = worked(stage(world, effort=ints(10, 0, 0, 0)))
    assert (idle.world.infrastructure == 485).all()
    held = worked(stage(world, occupier=ints(-1, B, -1, -1, -1, -1, -1, -1)))
    assert held.world.infrastructure[1] == 485  # nobody builds under occupation
    top = worked(stage(world, infrastructure=1000, effort=ints(0, 10, 0, 0)))
    assert (top.world.infrastructure <= 1000).all()


def test_the_sheltered_raise_less() -> None:
    world = stage(opened(), cover=ints(0, 500, 1000, 0))
    bare = raised(stage(world, cover=0), ints(*[300] * 4)).tolist()
    part = world.rules.effort.complacency
    assert 0 < part < 1000
    assert raised(world, ints(*[300] * 4)).tolist() == [
        bare[0], bare[1] * (1_000_000 - part * 500) // 1_000_000, bare[2] * (1000 - part) // 1000, bare[3]
    ]  # fmt: skip
    off = stage(opened(rules=pinned({"switch.complacency": 0})), cover=1000)
    assert raised(off, ints(*[300] * 4)).tolist() == bare


def test_nothing_leaks_without_the_switch() -> None:
    lead, idle = ints(14_000, 10_000, 10_000, 10_000), ints(0, 0, 0, 0)
    off = stage(opened(rules=pinned({"switch.diffusion": 0})), quality=lead)
    assert researched(off, idle).tolist() == lead.tolist()
    assert researched(stage(opened(), quality=lead), idle).tolist() != lead.tolist()


def test_spying_has_no_part_in_what_blocks_do() -> None:
    spying = worked(stage(opened(), focus_new=FOCUSES.index("intelligence"))).world
    plain = worked(opened()).world
    for name in ("troops", "quality", "influence", "infrastructure", "fort"):
        assert (getattr(spying, name) == getattr(plain, name)).all()


def test_research_slows_towards_the_top_and_quality_leaks_through_contact() -> None:
    world = stage(opened(), effort=ints(3, 3, 4, 0))
    blocks = effective(world.effort, world.rules)[:, 2]
    base = researched(world, blocks)
    assert base[A] == 10_000 + 800 * 375 // 1000
    ahead = stage(world, quality=14_000)
    assert 0 < researched(ahead, blocks)[A] - 14_000 < base[A] - 10_000
    assert researched(stage(world, quality=15_000), blocks).tolist() == [15_000] * 4
    idle = ints(0, 0, 0, 0)
    leader = stage(world, quality=ints(14_000, 10_000, 10_000, 10_000))
    assert researched(leader, idle).tolist() == [14_000] + [10_120] * 3
    assert contact(leader)[A, B]
    land_only = stage(world, sovereign=ints(A, A, B, B, C, C, C, D))
    assert not contact(land_only)[D, B]
    assert contact(bound(land_only, TreatySpec("trade", (B, D))))[D, B]
    assert contact(bound(land_only, TreatySpec("entente", (B, D))))[B, D]
    assert not contact(bound(land_only, TreatySpec("defence", (B, D))))[D, B]


@quick
@given(st.integers(7000, 15_000), st.integers(0, 690), st.integers(1, 10))
def test_research_never_loses_and_rises_with_effort(quality: int, blocks: int, more: int) -> None:
    world = stage(opened(), quality=quality)
    here = researched(world, ints(*[blocks] * 4))
    assert (here >= quality).all()
    assert (here <= 15_000).all()
    assert (researched(world, ints(*[blocks + more] * 4)) >= here).all()


def test_influence_is_won_by_diplomacy_and_fades() -> None:
    world = stage(opened(), effort=ints(4, 3, 3, 0), influence=1000)
    assert worked(world).world.influence.tolist() == [900] * 4
    busy = stage(world, effort=np.array([[4, 3, 0, 3]] + [[4, 3, 3, 0]] * 3))
    assert worked(busy).world.influence[A] > 900
    twice = stage(busy, mobilised_output=ints(800, 400, 400, 400))
    blocks = effective(busy.effort, busy.rules)[:, 3]
    assert influence_won(twice, blocks)[A] > influence_won(busy, blocks)[A]


def test_mobilisation_is_an_order_with_a_date() -> None:
    world = stage(opened(), turn=4)
    turn = worked(world, Orders(seat=A, posture="mobilise"))
    assert turn.world.mobilised.tolist() == [4, 0, 0, 0]
    assert ("mobilised", A, -1) in kinds(turn.events)
    after = stage(turn.world, turn=5)
    assert begun(after, Orders(seat=A, posture="mobilise")).orders[A].posture is None
    down = worked(after, Orders(seat=A, posture="demobilise"))
    assert down.world.mobilised[A] == 0
    assert begun(world, Orders(seat=A, posture="demobilise")).orders[A].posture is None


def test_the_dead_neither_recruit_nor_build() -> None:
    world = stage(opened(), alive=[True, True, False, True], troops=0, mobilised_output=ints(300, 300, 0, 300))
    turn = worked(world)
    assert turn.world.army[C] == 0
    assert turn.world.influence[C] == 0
    assert turn.world.quality[C] == world.quality[C]


def test_effort_rows_always_sum_to_ten() -> None:
    world = warring(opened(), ((A,), (B,)))
    for _ in range(4):
        world, _ = play(world, Orders(seat=A, shifts=(Shift(0, 3), Shift(0, 2))), Orders(seat=B, shifts=(Shift(3, 0),)))
        assert world.effort.sum(axis=1).tolist() == [10] * 4
        assert (world.idle <= world.effort).all()
