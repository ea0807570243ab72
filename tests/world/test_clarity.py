"""Clarity: how a promise stands, by what was said, by drill, by the diplomacy left to keep it, as who asks may know."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegemon.world.orders import DIPLOMACY, REPLIES
from hegemon.world.promises import autonomy, clarity, envoys, spoken, tied
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.worlds import A, B, C, D, bound, cheque, geography, opened, pinned, stage
from tests.worlds import build as made

PACT = TreatySpec("defence", (A, B), term=60)


def pair(turn: int = 40, **fields: object) -> World:
    return bound(stage(opened(), turn=turn, **fields), PACT)


def said(world: World, state: int = B) -> int:
    return clarity(world, world.treaties[0], state)


def blocks(world: World, state: int, diplomacy: int) -> World:
    effort = world.effort.copy()
    effort[state] = (10 - diplomacy, 0, 0, diplomacy)
    return stage(world, effort=effort)


@pytest.mark.parametrize(("reply", "clear"), [("at once", 1000), ("ask me", 700), ("refuse", 100)])
def test_a_drilled_promise_is_as_clear_as_its_reply(reply: str, clear: int) -> None:
    assert said(cheque(pair(), B, reply)) == clear


@given(st.integers(0, 30), st.integers(0, 30))
def test_drill_only_clears(turn: int, more: int) -> None:
    assert said(pair(turn)) <= said(pair(turn + more)) <= 700
    assert said(pair(1)) == 700 * 840 // 1000


def test_what_invites_or_binds_nobody_has_a_clarity_of_its_own() -> None:
    kinds = {}
    for kind in ("entente", "coalition", "nonaggression", "trade", "guarantee"):
        world = bound(stage(opened(), turn=40), TreatySpec(kind, (A, B), target=C if kind == "coalition" else -1))
        kinds[kind] = [clarity(world, world.treaties[0], s) for s in (A, B, C)]
    assert kinds == {
        "entente": [250, 250, 0], "coalition": [350, 350, 0], "nonaggression": [0, 0, 0], "trade": [0, 0, 0],
        "guarantee": [700, 0, 0],
    }  # fmt: skip


def test_deliberation_and_notice_make_a_promise_less_clear() -> None:
    world = pair()
    slow = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], delay=2),))
    going = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], leaving=((B, 45),)),))
    assert said(slow) == 700 * 700 // 1000
    assert said(going) == 210
    assert said(going, A) == 700
    hasty = stage(slow, rules=pinned({"switch.consultation": 0}))
    assert said(hasty) == 700


def crowded(house: dict[str, int] | None = None) -> World:
    """Ten states, one bound to all others: more than a block of diplomacy is tied."""
    land = geography(10, [(a, b, 1) for a in range(10) for b in range(a)])
    world = stage(opened(made(land, tuple(range(10)), tuple(range(10)))), turn=40, rules=pinned(house))
    return bound(world, *(TreatySpec("defence", (A, s), term=60) for s in range(1, 10)))


def test_duties_beyond_the_diplomacy_there_is_lower_clarity_in_proportion() -> None:
    world = crowded()
    assert tied(world, A) == 9 * 150
    levels = [said(blocks(world, A, n), A) for n in (0, 1, 2, 3)]
    assert levels == [350, 700 * (1000 * 1000 // 1350) // 1000, 700, 700]
    assert said(blocks(world, A, 0), B) == 700
    assert autonomy(blocks(world, A, 1)).tolist() == [740] + [1000] * 9


def test_without_autonomy_nothing_is_tied_and_no_word_is_doubted() -> None:
    world = blocks(crowded({"switch.autonomy": 0}), A, 0)
    assert tied(world, A) == 0
    assert said(world, A) == 700
    assert envoys(blocks(world, A, 4), A) > envoys(blocks(crowded(), A, 4), A)


@given(st.integers(0, 10), st.integers(0, 10), st.sampled_from(REPLIES))
def test_more_diplomacy_never_makes_a_word_less_clear(one: int, two: int, reply: str) -> None:
    world = cheque(crowded(), A, reply)
    few, many = sorted((one, two))
    clear = [said(blocks(world, A, n), A) for n in (few, many)]
    assert clear[0] <= clear[1] <= 1000
    assert clear[0] >= spoken(world, world.treaties[0], A) * 500 // 1000


def test_a_view_knows_its_own_effort_and_guesses_others() -> None:
    world = blocks(crowded(), A, 0)
    mine, other = view_of(world, A).known, view_of(world, B).known
    assert clarity(mine, mine.treaties[0], A) == 350
    assert other.effort[A, DIPLOMACY] == 2
    assert clarity(other, other.treaties[0], A) == 700


def test_only_partners_know_the_reply_and_a_secret() -> None:
    world = cheque(pair(), B)
    seen = {s: view_of(world, s).known for s in (A, B, C, D)}
    assert [clarity(seen[s], seen[s].treaties[0], B) for s in (A, B, C, D)] == [1000, 1000, 700, 700]
    veiled = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], secret=True),))
    assert [len(view_of(veiled, s).known.treaties) for s in (A, B, C, D)] == [1, 1, 0, 0]


def test_an_entente_shares_eyes_even_where_it_may_not_march() -> None:
    for house in ({}, {"switch.basing": 0}):
        world = bound(stage(opened(), rules=pinned(house)), TreatySpec("entente", (A, D), term=60))
        seen = view_of(world, A).seen
        assert seen[world.sovereign == D].all()
        assert (seen == view_of(bound(opened(), TreatySpec("entente", (A, D), term=60)), A).seen).all()
        alone = view_of(stage(world, treaties=()), A).seen
        assert not alone[world.sovereign == D].all()
        assert np.count_nonzero(seen) > np.count_nonzero(alone)
