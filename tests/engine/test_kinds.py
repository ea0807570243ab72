"""Kinds of agreement: offence, league, coalition, entente; chains, and what absence costs; each with its switch off."""

from __future__ import annotations

from typing import Any

import pytest

from hegemon.engine import diplomacy
from hegemon.engine.context import Turn
from hegemon.world.orders import Answer, Letter, Orders, TreatyTerms
from hegemon.world.promises import tied
from hegemon.world.state import World
from tests.engine.test_clauses import ATTACK, charged, fights, five
from tests.worlds import A, B, C, D, agree, begun, cheque, kinds, play, stage, sworn

E = 4


def talked(world: World, *orders: Orders) -> Turn:
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    return turn


def sure(
    kind: str, *parties: int, house: dict[str, int] | None = None, reply: str = "at once", **clauses: Any
) -> World:
    world = sworn(five(house), kind, *parties, **clauses)
    for party in parties:
        world = cheque(world, party, reply)
    return world


def deeds(turn: Turn, kind: str) -> list[tuple[int, int, int]]:
    return [(d.actor, d.target, d.price) for d in turn.deeds if d.kind == kind]


# offence


def test_an_offence_treaty_calls_to_the_attackers_side_against_the_named_target() -> None:
    world = sure("offence", A, C, D, target=B)
    turn = talked(world, ATTACK)
    (war,) = turn.world.wars
    assert set(war.members(0)) == {A, C, D}
    assert fights(turn.world) == {(B, A), (C, B), (D, B)}
    assert fights(talked(world, Orders(seat=A, declare=(E,))).world) == {(E, A)}
    assert fights(talked(world, Orders(seat=B, declare=(A,))).world) == {(B, A)}  # it is no defence


def test_an_offence_treaty_asks_nothing_for_an_attacker_that_is_not_under_arms() -> None:
    world = stage(sure("offence", A, C, target=B), mobilised=0)
    turn = talked(world, ATTACK)
    assert fights(turn.world) == {(B, A)}
    assert "called" not in [e.kind for e in turn.events]


def test_absence_from_an_offence_costs_its_price() -> None:
    turn = talked(sure("offence", A, C, target=B, reply="refuse"), ATTACK)
    assert deeds(turn, "absent") == [(C, A, 12_000)]


# league


@pytest.mark.parametrize(("kind", "helped"), [("league", True), ("defence", False)])
def test_a_league_stands_against_an_aggressor_inside_it(kind: str, helped: bool) -> None:
    turn = talked(sure(kind, A, B, C, D), ATTACK)
    assert charged(turn) == [(A, B), (A, C), (A, D)]
    assert turn.world.treaties[0].parties == (B, C, D)
    assert fights(turn.world) == ({(B, A), (C, A), (D, A)} if helped else {(B, A)})


def test_a_league_stands_against_an_aggressor_outside_it() -> None:
    turn = talked(sure("league", B, C, D), ATTACK)
    assert fights(turn.world) == {(B, A), (C, A), (D, A)}


# coalition


def test_a_coalition_is_invited_to_wars_with_its_target_in_either_role() -> None:
    world = sure("coalition", A, C, target=B)
    for orders in (ATTACK, Orders(seat=B, declare=(A,))):
        turn = talked(world, orders)
        assert fights(turn.world) == {(B, A), (C, B)}
        assert deeds(turn, "honour") == []
    assert fights(talked(world, Orders(seat=A, declare=(E,))).world) == {(E, A)}


@pytest.mark.parametrize("reply", ["refuse", "ask me"])
def test_a_coalition_binds_nobody(reply: str) -> None:
    world = sure("coalition", A, C, target=B, reply=reply)
    first, events = play(world, ATTACK)
    for call in first.calls:
        first, more = play(first, Orders(seat=C, answers=(Answer(call.id, False),)))
        events += more
    assert not {"absent", "abandoned", "breach"} & {e.kind for e in events}
    assert (first.reliability == world.reliability).all()
    assert tied(world, A) == 0
    broken = talked(world, Orders(seat=A, breach=(world.treaties[0].id,)))
    assert broken.world.treaties == ()
    assert broken.deeds == []


def test_a_coalition_is_left_at_once() -> None:
    signed = talked(five(), *agree(Letter(A, C, TreatyTerms("coalition", (A, C), target=B, notice=0))))
    world = stage(signed.world, turn=6)
    (treaty,) = world.treaties
    assert treaty.notice == 0
    turn = talked(world, Orders(seat=A, leave=(treaty.id,)))
    assert turn.world.treaties == ()
    assert kinds(turn.events) == [("ended", A, C)]
    assert talked(sworn(world, "defence", A, D), Orders(seat=A, leave=(treaty.id,))).world.treaties[0].kind == "defence"


def test_war_on_a_fellow_of_a_coalition_only_leaves_it() -> None:
    turn = talked(sworn(five(), "coalition", A, B, C, target=D), ATTACK)
    assert charged(turn) == []
    assert turn.world.treaties[0].parties == (B, C)


def test_a_duty_is_called_before_an_invitation() -> None:
    world = sworn(sworn(five(), "coalition", B, C, target=A), "entente", B, C)
    turn = talked(cheque(sworn(world, "defence", B, C), C, "refuse"), ATTACK)
    assert [e.detail for e in turn.events if e.kind == "called"] == ["defence"]
    assert deeds(turn, "absent") == [(C, B, 16_000)]


# entente, chains, absence


def test_an_entente_not_answered_costs_half_its_breach_price_and_abandons_nobody() -> None:
    turn = talked(sure("entente", B, C, reply="refuse"), ATTACK)
    kind = turn.world.rules.kinds["entente"]
    assert deeds(turn, "absent") == [(C, B, kind.price // 2)]
    assert "abandoned" not in [e.kind for e in turn.events]


@pytest.mark.parametrize(("switch", "general"), [(1, True), (0, False)])
def test_chains_make_local_wars_general(switch: int, general: bool) -> None:
    """A attacks B; C guarantees B and so fights A; D owes A help against C only by a chain."""
    world = sworn(five({"switch.chaining": switch}), "guarantee", C, B)
    world = cheque(cheque(sworn(world, "defence", A, D, chained=True), C), D)
    assert ((D, C) in fights(talked(world, ATTACK).world)) is general
    assert (C, A) in fights(talked(world, ATTACK).world)


@pytest.mark.parametrize(("switch", "price"), [(1, 16_000), (0, 0)])
def test_absence_costs_nothing_where_a_given_word_does_not_pull(switch: int, price: int) -> None:
    turn = talked(sure("defence", B, C, reply="refuse", house={"switch.entrapment": switch}), ATTACK)
    assert deeds(turn, "absent") == [(C, B, price)]


def test_a_kind_that_the_rules_forbid_is_neither_signed_nor_opened() -> None:
    for allowed in (1, 0):
        turn = talked(five({"allow.defence": allowed}), *agree(Letter(A, B, TreatyTerms("defence", (A, B)))))
        assert len(turn.world.treaties) == allowed
