"""Burden: who bears less than its part is resented and believed less, by name, and liked no less."""

from __future__ import annotations

import msgspec
import pytest

from hegemon.engine import standing
from hegemon.engine.burden import QUIET, lags
from hegemon.engine.context import Turn
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Entry
from tests.worlds import A, B, C, D, begun, bound, ints, opened, pinned, placed, stage, warring

ARMED = tuple((s, p, 100) for s, p in ((A, 0), (B, 3), (C, 5), (D, 7)))


def allied(kind: str = "defence", clause: int = 5, blocks: int = 3, *parties: int, b: int = 100) -> World:
    """Turn 5: a treaty that owes so many blocks, of which B gives some; B has so many points, the others 100."""
    world = placed(opened(), *((s, p, b if s == B else n) for s, p, n in ARMED))
    effort = world.effort.copy()
    effort[:] = ints(6, 2, 1, 1)
    effort[B] = ints(blocks, 8 - blocks, 1, 1)
    world = bound(stage(world, turn=5, effort=effort), TreatySpec(kind, parties or (A, B)))
    return stage(world, treaties=(msgspec.structs.replace(world.treaties[0], burden=clause),))


def judged(world: World) -> Turn:
    turn = begun(world)
    standing.phase(turn)
    return turn


def test_blocks_below_the_clause_are_resented_and_cost_trust() -> None:
    world = allied()
    turn = judged(world)
    assert turn.world.grievance[A, B] == 2 * 40
    assert turn.world.reliability[A, B] == 600 - 600 * (30 * 400 // 1000) // 1000
    assert turn.world.grievance[B, A] == 0
    assert turn.world.reliability[B, A] == turn.world.reliability[C, B] == 600
    assert [(e.kind, e.actor, e.target, e.amount) for e in turn.events] == [("burden", A, B, 80)]
    assert Entry("burden", "defence", 5, A, B, 80) in turn.world.ledger


def test_burden_never_moves_opinion() -> None:
    turn, fair = judged(allied(blocks=1, b=0)), judged(allied(blocks=6))
    assert turn.world.grievance[A, B] > 0
    assert turn.world.opinion.tolist() == fair.world.opinion.tolist()


def test_who_gives_its_part_is_not_resented() -> None:
    turn = judged(allied(blocks=5))
    assert not turn.world.grievance.any()
    assert not turn.events
    assert not turn.world.ledger


@pytest.mark.parametrize(("points", "resented"), [(100, False), (60, False), (30, True), (0, True)])
def test_arms_far_below_those_of_partners_are_resented_without_a_clause(points: int, resented: bool) -> None:
    world = allied(clause=0, blocks=6, b=points)
    assert (lags(world, world.treaties[0])[1] > 500) == resented
    assert (judged(world).world.grievance[A, B] > 0) == resented


def test_less_arms_never_lessen_the_grievance() -> None:
    found = [int(judged(allied(clause=0, blocks=6, b=n)).world.grievance[A, B]) for n in range(100, -1, -10)]
    assert found == sorted(found)
    lacking = [int(judged(allied(blocks=n)).world.grievance[A, B]) for n in range(8, -1, -1)]
    assert lacking == sorted(lacking)


def test_every_partner_of_a_league_holds_it_against_the_one() -> None:
    turn = judged(allied("league", 5, 4, A, B, C))
    assert turn.world.grievance[:, B].tolist() == [40, 0, 40, 0]


@pytest.mark.parametrize("kind", ["nonaggression", "neutrality", "entente", "trade", "coalition"])
def test_only_duties_of_help_have_burdens(kind: str) -> None:
    assert not judged(allied(kind, b=0)).world.grievance.any()


def test_the_protected_of_a_guarantee_is_not_compared_and_who_bleeds_is_excused() -> None:
    assert not judged(allied("guarantee", 0, 6, A, B, b=0)).world.grievance.any()
    world = allied(clause=0, blocks=6, b=0)
    assert not lags(warring(world, ((B,), (C,))), world.treaties[0])[1]


def test_the_complaint_is_said_once_in_some_turns() -> None:
    world = allied()
    said = []
    for _ in range(2 * QUIET):
        turn = judged(world)
        said.append(len(turn.events))
        world = stage(turn.world, turn=turn.world.turn + 1)
    assert said == ([1] + [0] * (QUIET - 1)) * 2


def test_off_nobody_counts() -> None:
    turn = judged(stage(allied(b=0), rules=pinned({"switch.burden": 0})))
    assert not turn.world.grievance.any()
    assert (turn.world.reliability == 600).all()
    assert not turn.events
    mute = judged(stage(allied(), rules=pinned({"switch.reputation": 0}))).world
    assert mute.grievance[A, B] == 80
    assert mute.reliability[A, B] == 600
