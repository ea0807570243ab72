"""A view and the world agree on what is lawful; what is left after cleaning is lawful; problems are sentences."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine.turn import resolve
from hegemon.world.legality import check, lawful
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.orders import Letter, Move, Orders, PeaceTerms, Shift, Standing, Ticket, TreatyTerms
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.view import view_of
from tests.property import chaos
from tests.worlds import A, B, C, D, agree, bound, ints, opened, pact, pinned, play, stage, tiny, warring

seeds = st.integers(0, 1 << 32)


@settings(derandomize=True, max_examples=30, deadline=None, database=None)
@given(seeds)
def test_a_view_and_the_world_agree_and_cleaning_is_enough(seed: int) -> None:
    rng, world = Random(seed), chaos.world(seed)
    for _ in range(5):
        given_ = chaos.turn_orders(rng, world, garbage=0.5)
        for seat, orders in given_.items():
            view = view_of(world, seat)
            problems = check(view, orders)
            if orders.seat == seat:
                clean, said = lawful(world, orders)
                assert problems == said
                again, none = lawful(world, clean)
                assert none == ()
                assert again == clean
                assert check(view, clean) == ()
            else:
                assert len(problems) == 1
            assert all(p and "\n" not in p and len(p) < 200 for p in problems)
        world, _ = resolve(world, given_)
        if world.over:
            break


@settings(derandomize=True, max_examples=20, deadline=None, database=None)
@given(seeds)
def test_a_turn_drops_exactly_what_the_check_says(seed: int) -> None:
    rng, world = Random(seed), chaos.world(seed)
    given_ = chaos.turn_orders(rng, world, garbage=0.5)
    given_ = {seat: o for seat, o in given_.items() if o.seat == seat}
    _, events = resolve(world, given_)
    said = [(e.actor, e.detail) for e in events if e.kind == "dropped" and e.phase == "orders"]
    want = [(seat, p) for seat, o in given_.items() for p in lawful(world, o)[1]]
    assert sorted(said) == sorted(want)
    clean = {seat: lawful(world, o)[0] for seat, o in given_.items()}
    assert resolve(world, clean)[0].troops.tolist() == resolve(world, given_)[0].troops.tolist()


@pytest.mark.parametrize("seat", [-1, 4, 99, 1 << 70])
def test_a_seat_that_does_not_exist(seat: int) -> None:
    world = opened()
    clean, problems = lawful(world, Orders(seat=seat, declare=(A,)))
    assert clean == Orders(seat=seat)
    assert len(problems) == 1
    assert "AAA, BBB" in problems[0]
    after, _ = resolve(world, {seat: Orders(seat=seat, declare=(A,))})
    assert not after.war.any()


def test_the_dead_give_no_orders() -> None:
    world = stage(opened(), alive=[False, True, True, True])
    assert lawful(world, Orders(seat=A, focus=1))[0] == Orders(seat=A)


@pytest.mark.parametrize(
    ("move", "word"),
    [
        (Move((0, 1), 0), "0 points"),
        (Move((0, 1), 51), "50 are free"),
        (Move((0, 1), -3), "-3 points"),
        (Move((0, 1), 1 << 70), "are free"),
        (Move((2, 3), 1), "0 are free"),
        (Move((0,), 5), "one to 3 steps"),
        (Move((0, 1, 0, 1, 0), 5), "one to 3 steps"),
        (Move((0, 99), 5), "do not exist"),
        (Move((-1, 0), 5), "do not exist"),
        (Move((0, 7), 5), "no border"),
        (Move((0, 0), 5), "no border"),
        (Move((1, 2), 5), "declare war or sign"),
        (Move((0, 1, 2, 6), 5), "the march from P00 to P06 passes P02, held by BBB; ask for access"),
    ],
)
def test_what_is_wrong_with_a_march_is_said_in_words(move: Move, word: str) -> None:
    clean, (problem,) = lawful(opened(), Orders(seat=A, moves=(move,)))
    assert clean.moves == ()
    assert word in problem


def test_a_march_may_pass_only_where_it_has_access() -> None:
    through = Orders(seat=A, moves=(Move((1, 6, 7), 5),))
    assert lawful(opened(), through)[1]
    assert not lawful(bound(opened(), TreatySpec("defence", (A, D))), through)[1]
    assert lawful(bound(opened(), TreatySpec("trade", (A, D))), through)[1]
    war = warring(opened(), ((A,), (D,)))
    assert lawful(war, through)[1]  # hostile land only as the last step
    assert not lawful(war, Orders(seat=A, moves=(Move((1, 6), 5),)))[1]


def test_the_same_points_march_once() -> None:
    twice = Orders(seat=A, moves=(Move((0, 1), 30), Move((0, 1), 30), Move((0, 1), 20)))
    clean, problems = lawful(opened(), twice)
    assert [m.points for m in clean.moves] == [30, 20]
    assert "20 are free" in problems[0]


def test_a_declaration_lets_its_own_attack_through() -> None:
    world = stage(opened(), turn=4)
    assert lawful(world, Orders(seat=A, moves=(Move((1, 2), 9),)))[1]
    assert not lawful(world, Orders(seat=A, declare=(B,), moves=(Move((1, 2), 9),)))[1]
    clean, _ = lawful(world, Orders(seat=A, declare=(C, B), moves=(Move((1, 2), 9),)))
    assert clean.declare == (C,)
    assert clean.moves == ()


@pytest.mark.parametrize(
    ("terms", "word"),
    [
        (TreatyTerms("vassalage", (A, B)), "unknown"),
        (TreatyTerms("defence", (A,)), "two different parties"),
        (TreatyTerms("defence", (A, A)), "two different parties"),
        (TreatyTerms("defence", (A, 9)), "living parties"),
        (TreatyTerms("defence", (A, -1)), "living parties"),
        (TreatyTerms("guarantee", (A, B, C)), "one guarantor"),
        (TreatyTerms("defence", (A, B), target=A), "another state"),
        (TreatyTerms("defence", (A, B), target=4), "another state"),
        (TreatyTerms("defence", (A, B), term=0), "1 to 40"),
        (TreatyTerms("defence", (A, B), notice=0), "1 to 40"),
        (TreatyTerms("defence", (A, B), notice=5), "1 to 40"),
        (TreatyTerms("defence", (A, B), exclude=B), "another state"),
        (TreatyTerms("defence", (A, B), exclude=C, target=C), "cannot exclude"),
        (TreatyTerms("defence", (A, B), burden=6), "0 to 5"),
        (TreatyTerms("defence", (A, B), burden=-1), "0 to 5"),
        (TreatyTerms("defence", (A, B), delay=3), "consultation"),
        (TreatyTerms("defence", (A, B), dues=1), "order only"),
        (TreatyTerms("defence", (A, B), split=(500, 500)), "coalition only"),
        (TreatyTerms("coalition", (A, B), target=C, split=(500, 400)), "coalition only"),
        (TreatyTerms("coalition", (A, B), target=C, split=(1000,)), "coalition only"),
        (TreatyTerms("coalition", (A, B)), "living enemy"),
        (TreatyTerms("offence", (A, B)), "living enemy"),
        (TreatyTerms("league", (A, B), target=C), "any aggressor"),
        (TreatyTerms("league", (A, B), exclude=C), "any aggressor"),
        (TreatyTerms("order", (A, B)), "proclaimed"),
        (TreatyTerms("defence", (A, D)), "are at war"),
        (TreatyTerms("entente", (A, B)), "in force"),
    ],
)
def test_what_is_wrong_with_a_treaty(terms: TreatyTerms, word: str) -> None:
    world = bound(warring(opened(), ((A,), (D,))), TreatySpec("entente", (B, A), term=9))
    assert word in treaty_fault(world, terms)


def test_a_good_treaty_has_no_fault() -> None:
    world = opened()
    for name, kind in world.rules.kinds.items():
        terms = TreatyTerms(name, (A, B), target=C if kind.attack else -1)
        assert bool(treaty_fault(world, terms)) == kind.order
    whole = TreatyTerms(
        "defence", (A, B, C), True, exclude=D, burden=5, delay=2, joint=True, secret=True, renew=True, term=40, notice=4
    )
    assert treaty_fault(world, whole) == ""
    assert treaty_fault(world, TreatyTerms("coalition", (A, B), target=D, notice=0, split=(700, 300))) == ""


def test_a_kind_that_the_rules_do_not_allow_is_not_signed() -> None:
    for kind in ("defence", "league", "trade"):
        world = opened(rules=pinned({f"allow.{kind}": 0}))
        assert "do not allow" in treaty_fault(world, TreatyTerms(kind, (A, B)))
        assert treaty_fault(opened(), TreatyTerms(kind, (A, B))) == ""


def test_other_orders_that_make_no_sense() -> None:
    world = bound(opened(), TreatySpec("trade", (A, B)))
    number = world.treaties[0].id
    letter = pact("entente", A, B)
    wrong = [
        Orders(seat=C, leave=(number,)), Orders(seat=C, breach=(number,)), Orders(seat=A, leave=(-1,)),
        Orders(seat=A, standing=(Standing(number, "at once"),)), Orders(seat=A, focus=-1), Orders(seat=A, focus=11),
        Orders(seat=A, depot=2), Orders(seat=A, depot=99), Orders(seat=A, shifts=(Shift(4, 0),)),
        Orders(seat=A, letters=(Letter(A, A, letter.terms),)), Orders(seat=A, letters=(Letter(B, C, letter.terms),)),
        Orders(seat=A, letters=(Letter(A, C, letter.terms),)), Orders(seat=A, letters=(Letter(A, 77, letter.terms),)),
        Orders(seat=A, letters=(Letter(A, B, PeaceTerms(A, B)),)),
        Orders(seat=A, letters=(Letter(A, B, PeaceTerms(C, B)),)),
        Orders(seat=A, counters=(Letter(B, A, letter.terms),)), Orders(seat=A, accept=(5,)),
        Orders(seat=A, tickets=(Ticket(letter, A, 0),)), Orders(seat=B, tickets=(Ticket(letter, C, 0),)),
        Orders(seat=A, posture="demobilise"),
    ]  # fmt: skip
    for orders in wrong:
        clean, problems = lawful(world, orders)
        assert len(problems) == 1, orders
        assert clean == Orders(seat=orders.seat)


def test_lawful_orders_come_through_untouched() -> None:
    world = bound(opened(), TreatySpec("defence", (A, C)))
    number = world.treaties[0].id
    sender, giver = agree(pact("entente", A, B))
    full = Orders(
        seat=A, shifts=(Shift(0, 1),), focus=3, posture="mobilise", depot=1, moves=(Move((0, 1), 9),), declare=(D,),
        leave=(number,), standing=(Standing(number, "refuse"),), letters=sender.letters, refusals=(B,),
    )  # fmt: skip
    assert lawful(world, full) == (full, ())
    assert lawful(world, giver) == (giver, ())
    assert check(view_of(world, A), full) == ()
    assert "own seat" in check(view_of(world, B), full)[0]
    after, events = play(world, full)
    assert not [e for e in events if e.kind == "dropped"]
    assert after.war[A, D]


def test_war_on_a_friend_opens_no_way_around_command_and_landings() -> None:
    world = stage(bound(opened(), TreatySpec("entente", (A, B))), turn=5, mobilised=1)
    orders = Orders(seat=A, declare=(B,), moves=(Move((0, 3), 31), Move((1, 2), 9), Move((1, 2, 6), 5)))
    clean, problems = lawful(world, orders)
    assert clean.moves == (Move((1, 2), 9),)
    assert "lands more than 30" in problems[0]
    assert "ask for access" in problems[1]
    limited = stage(world, land_share=0)
    every = tuple(Move((1, p), 5) for p in (2, 4, 6))
    friend = bound(limited, TreatySpec("entente", (A, C)), TreatySpec("entente", (A, D)))
    assert lawful(friend, Orders(seat=A, moves=every))[1] == ()
    assert lawful(friend, Orders(seat=A, declare=(B, C, D), moves=every))[0].moves == every[:2]


def test_a_state_holds_its_depot_only_on_free_land_of_its_own() -> None:
    held = stage(warring(opened(tiny()), ((A,), (B,))), occupier=ints(-1, B, A, -1, -1, -1, -1, -1))
    for province, fine in ((0, True), (1, False), (2, False)):
        assert (lawful(held, Orders(seat=A, depot=province))[1] == ()) is fine
