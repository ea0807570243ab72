"""Cover: whose safety others carry, and who is said to be sheltered."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine.shelter import covered
from hegemon.engine.turn import opening
from hegemon.world.rules import load_rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.setup import open_world
from hegemon.world.state import World
from tests.worlds import A, B, C, D, bound, cheque, kinds, opened, pinned, placed, play, stage, tiny

PACT = TreatySpec("defence", (A, B), term=40)


def pair(*specs: TreatySpec, own: int = 100, ally: int = 100) -> World:
    return bound(placed(opened(), (A, 0, own), (B, 3, ally), (C, 4, 100), (D, 6, 100)), *specs)


def test_nobody_promises_nobody_is_covered() -> None:
    assert not covered(pair()).any()
    assert not covered(pair(TreatySpec("nonaggression", (A, B)), TreatySpec("entente", (A, C)))).any()


def test_cover_is_the_part_of_safety_that_others_carry() -> None:
    world = pair(PACT)
    sure = stage(cheque(world, B), reliability=1000, turn=20)  # drilled, at once, fully believed
    near = 1000 * 1400**2 // (1400**2 + int(sure.gap[A, B]) ** 2)
    assert abs(int(covered(sure)[A]) - 1000 * near // (near + 1000)) <= 2
    assert covered(sure)[C] == 0


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 300), st.integers(0, 200))
def test_what_raises_cover(belief: int, more: int, ally: int, arms: int) -> None:
    world = stage(pair(PACT, ally=ally), reliability=belief)
    now = covered(world)[A]
    assert 0 <= now <= 1000
    assert covered(stage(world, reliability=min(1000, belief + more)))[A] >= now
    assert covered(stage(pair(PACT, ally=ally + arms), reliability=belief))[A] >= now
    assert covered(stage(pair(PACT, own=100 + arms, ally=ally), reliability=belief))[A] <= now
    assert covered(cheque(world, B, "at once"))[A] >= now >= covered(cheque(world, B, "refuse"))[A]


def test_a_guarantee_covers_one_way_and_a_named_enemy_in_part() -> None:
    one = covered(pair(TreatySpec("guarantee", (B, A))))
    assert one[A] > 0
    assert one[B] == 0
    whole, part = covered(pair(PACT))[A], covered(pair(TreatySpec("defence", (A, B), target=C)))[A]
    assert 0 < part < whole


def test_a_secret_promise_shelters_nobody_until_it_is_out() -> None:
    world = pair(PACT)
    veiled = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], secret=True),))
    known = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], secret=True, leaked=True),))
    assert not covered(veiled).any()
    assert (covered(known) == covered(world)).all()
    frank = stage(veiled, rules=pinned({"switch.secrecy": 0}))
    assert (covered(frank) == covered(world)).all()


def test_without_complacency_there_is_no_cover_and_no_word_of_it() -> None:
    world = stage(cheque(pair(PACT, own=20, ally=300), B), turn=20, reliability=1000)
    after, events = play(world)
    assert ("sheltered", A, -1) in kinds(events)
    assert after.cover[A] >= 500
    again, events = play(after)
    assert "sheltered" not in {e.kind for e in events}
    assert again.cover[A] > 0
    off = stage(world, rules=pinned({"switch.complacency": 0}))
    after, events = play(off)
    assert not after.cover.any()
    assert "sheltered" not in {e.kind for e in events}


def test_the_covered_arm_less() -> None:
    world = stage(cheque(pair(PACT, own=20, ally=300), B), turn=20, reliability=1000)
    sheltered, _ = play(stage(world, cover=covered(world)))
    alone, _ = play(stage(world, cover=0))
    assert sheltered.army[A] < alone.army[A]


def test_cover_is_measured_before_the_first_turn() -> None:
    scenario = tiny(treaties=(PACT,))
    assert opening(open_world(scenario, 1, rules=load_rules())).cover[A] > 0
