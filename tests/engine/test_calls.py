"""Calls to arms: who is called, who joins in the same phase, who is asked, who is absent."""

from __future__ import annotations

from hegemon.engine import diplomacy
from hegemon.engine.context import Turn
from hegemon.world.orders import Answer, Orders
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Call
from tests.worlds import (
    HOME,
    MARCH,
    A,
    B,
    C,
    D,
    agree,
    begun,
    bound,
    build,
    cheque,
    geography,
    kinds,
    opened,
    peace,
    play,
    stage,
)  # fmt: skip

E = 4


def ready(*specs: TreatySpec, turn: int = 5, mobilised: int = 1) -> World:
    """Turn 5, everybody mobilised, five states on a star, these treaties."""
    borders = tuple((i, 5 + i, 1) for i in range(5)) + tuple((a, b, 1) for a in range(5) for b in range(a))
    land = geography(10, borders)
    scenario = build(land, (A, B, C, D, E) * 2, (5, 6, 7, 8, 9))
    return bound(stage(opened(scenario), turn=turn, mobilised=mobilised), *specs)


def talked(world: World, *orders: Orders) -> Turn:
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    return turn


def fights(world: World) -> set[tuple[int, int]]:
    return {(a, b) for a in range(world.states) for b in range(a) if world.war[a, b]}


ATTACK = Orders(seat=A, declare=(B,))


def test_at_once_joins_in_the_same_phase_and_keeps_its_word() -> None:
    world = cheque(ready(TreatySpec("defence", (B, C))), C)
    turn = talked(world, ATTACK)
    assert fights(turn.world) == {(B, A), (C, A)}
    assert ("joined", C, A) in kinds(turn.events)
    assert ("honour", C, B) in [(d.kind, d.actor, d.target) for d in turn.deeds]
    (war,) = turn.world.wars
    assert war.members(0) == (A,)
    assert war.members(1) == (B, C)
    assert war.joined == ((A, 0, 5, -1), (B, 1, 5, -1), (C, 1, 5, world.treaties[0].id))
    after, _ = play(world, ATTACK)
    assert world.reliability[B, C] == 600
    assert after.reliability[B, C] == 600 + 400 * 200 // 1000
    assert after.reliability[D, C] == 600 + 400 * 30 // 1000
    assert after.opinion[B, C] > 0


def test_refuse_is_absent_at_once_and_costs_belief() -> None:
    world = cheque(ready(TreatySpec("defence", (B, C))), C, "refuse")
    after, events = play(world, ATTACK)
    assert ("absent", C, B) in kinds(events)
    assert fights(after) == {(B, A)}
    assert after.reliability[B, C] == world.reliability[B, C] // 2
    assert after.reliability[D, C] < world.reliability[D, C]
    assert after.opinion[B, C] < 0


def test_ask_me_waits_a_turn_then_honours_or_is_absent() -> None:
    world = ready(TreatySpec("defence", (B, C)))
    first, events = play(world, ATTACK)
    (call,) = first.calls
    assert (call.called, call.caller, call.against, call.until) == (C, B, A, first.turn)
    assert ("called", B, C) in kinds(events)
    yes, events = play(first, Orders(seat=C, answers=(Answer(call.id, True),)))
    assert fights(yes) == {(B, A), (C, A)}
    assert yes.calls == ()
    no, events = play(first, Orders(seat=C, answers=(Answer(call.id, False),)))
    assert ("absent", C, B) in kinds(events)
    late, events = play(first)
    assert ("absent", C, B) not in kinds(events)
    (put_off,) = late.calls
    assert (put_off.id, put_off.until, put_off.delayed) == (call.id, late.turn, True)
    then, events = play(late, Orders(seat=C, answers=(Answer(call.id, True),)))
    assert fights(then) == {(B, A), (C, A)}
    silent, events = play(late)
    assert ("absent", C, B) in kinds(events)
    assert silent.calls == ()
    assert fights(no) == fights(silent) == {(B, A)}
    assert begun(first, Orders(seat=D, answers=(Answer(call.id, True),))).orders[D].answers == ()


def test_a_call_lapses_when_the_war_is_over() -> None:
    first, _ = play(ready(TreatySpec("defence", (B, C))), ATTACK)
    (call,) = first.calls
    second = talked(stage(first, war=0, calls=first.calls), Orders(seat=C, answers=(Answer(call.id, True),)))
    assert not second.world.war.any()
    assert "absent" not in [e.kind for e in second.events]
    turn = talked(first, *agree(peace(A, B, A, B)), Orders(seat=C, answers=(Answer(call.id, True),)))
    assert fights(turn.world) == {(C, A)}  # who answers this turn is in it before the peace


def test_who_answers_a_call_and_declares_too_is_in_one_war_only() -> None:
    first, _ = play(ready(TreatySpec("defence", (B, C))), ATTACK)
    (call,) = first.calls
    after, events = play(first, Orders(seat=C, declare=(A,), answers=(Answer(call.id, True),)))
    assert len(after.wars) == 1
    assert after.war[C, A] == after.wars[0].id
    assert "declared" not in [e.kind for e in events]
    refused, events = play(first, Orders(seat=C, declare=(A,), answers=(Answer(call.id, False),)))
    assert len(refused.wars) == 2
    assert ("absent", C, B) in kinds(events)


def test_direct_treaties_do_not_cover_wars_that_a_partner_joined() -> None:
    for chained, want in ((False, {(B, A), (C, A)}), (True, {(B, A), (C, A), (D, C)})):
        world = ready(TreatySpec("guarantee", (C, B)), TreatySpec("defence", (A, D), chained=chained))
        turn = talked(cheque(cheque(world, C), D), ATTACK)
        assert fights(turn.world) >= want
        assert (D, C) in fights(turn.world) or not chained
        assert ((D, B) in fights(turn.world)) is chained  # who joins fights the whole other side


def test_a_cascade_as_in_1914() -> None:
    """Austria on Serbia; Russia stands by Serbia, Germany by Austria, France by Russia; Britain is only asked."""
    austria, serbia, russia, germany, france = A, B, C, D, E
    world = ready(
        TreatySpec("guarantee", (russia, serbia)),
        TreatySpec("defence", (germany, austria), chained=True),
        TreatySpec("defence", (russia, france), chained=True),
    )
    for state in (russia, germany, france):
        world = cheque(world, state)
    turn = talked(world, ATTACK)
    (war,) = turn.world.wars
    assert war.members(0) == (austria, germany)
    assert war.members(1) == (serbia, russia, france)
    assert fights(turn.world) == {
        (max(a, b), min(a, b)) for a in (austria, germany) for b in (serbia, russia, france)
    }  # fmt: skip
    assert [e.actor for e in turn.events if e.kind == "joined"] == [russia, germany, france]
    unready = talked(stage(world, mobilised=0), ATTACK)
    assert unready.world.wars[0].members(0) == (austria,)  # no help is owed to an unmobilised declarer
    assert unready.world.wars[0].members(1) == (serbia, russia)
    patient = talked(cheque(world, germany, "ask me"), ATTACK)
    assert [c.called for c in patient.world.calls] == [germany]
    assert fights(patient.world) == {(serbia, austria), (russia, austria)}


def test_the_victims_allies_are_always_called_even_by_the_unready() -> None:
    world = cheque(ready(TreatySpec("defence", (B, C)), mobilised=0), C)
    assert fights(talked(world, ATTACK).world) == {(B, A), (C, A)}


def test_a_named_target_limits_the_duty() -> None:
    world = cheque(ready(TreatySpec("defence", (B, C), target=D)), C)
    assert fights(talked(world, ATTACK).world) == {(B, A)}
    assert fights(talked(world, Orders(seat=D, declare=(B,))).world) == {(D, B), (D, C)}


def test_a_guarantee_runs_one_way() -> None:
    world = cheque(cheque(ready(TreatySpec("guarantee", (C, B))), C), B)
    assert fights(talked(world, Orders(seat=A, declare=(C,))).world) == {(C, A)}
    assert fights(talked(world, ATTACK).world) == {(B, A), (C, A)}


def test_entente_invites_at_a_small_price_and_trade_calls_nobody() -> None:
    world = ready(TreatySpec("entente", (B, C)), TreatySpec("trade", (B, D)), TreatySpec("neutrality", (B, E)))
    turn = talked(cheque(world, C, "refuse"), ATTACK)
    assert [(d.kind, d.actor, d.price) for d in turn.deeds if d.kind == "absent"] == [("absent", C, 3000)]
    assert [e.target for e in turn.events if e.kind == "called"] == [C]


def test_who_is_bound_to_the_attacker_too_is_asked_whatever_its_cheque() -> None:
    for reply in ("at once", "refuse"):
        world = ready(TreatySpec("defence", (B, C)), TreatySpec("nonaggression", (A, C)))
        turn = talked(cheque(world, C, reply), ATTACK)
        assert [c.called for c in turn.world.calls] == [C]
        assert fights(turn.world) == {(B, A)}
        assert "absent" not in [e.kind for e in turn.events]
    first = turn.world
    first.turn += 1
    (call,) = first.calls
    second = talked(first.publish(), Orders(seat=C, answers=(Answer(call.id, True),)))
    assert fights(second.world) == {(B, A), (C, A)}
    assert ("breach", C, A) in [(d.kind, d.actor, d.target) for d in second.deeds]
    assert [t.kind for t in second.world.treaties] == ["defence"]


def test_who_is_called_to_both_sides_in_one_round_is_asked_for_both() -> None:
    """C and D had been asked; C joins B, D joins A; E, chained to A and B, is called by both at once."""
    world = ready(TreatySpec("guarantee", (C, B)), TreatySpec("guarantee", (D, A)))
    first = talked(world, ATTACK).world
    number = first.wars[0].id
    ours, theirs = world.treaties
    calls = (Call(90, number, ours.id, B, C, A, 6), Call(91, number, theirs.id, A, D, B, 6))
    first = stage(first, turn=6, calls=calls)
    chains = (TreatySpec("guarantee", (E, A), chained=True), TreatySpec("guarantee", (E, B), chained=True))
    yes = (Orders(seat=C, answers=(Answer(90, True),)), Orders(seat=D, answers=(Answer(91, True),)))
    for reply in ("at once", "refuse"):
        second = talked(cheque(bound(first, *chains), E, reply), *yes)
        assert (D, C) in fights(second.world)
        assert sorted((c.called, c.caller) for c in second.world.calls) == [(E, A), (E, B)]
        assert not second.world.war[E].any()
        assert "absent" not in [e.kind for e in second.events]
    waiting = second.world.calls
    third = talked(_next(second), Orders(seat=E, answers=tuple(Answer(c.id, c.caller == B) for c in waiting)))
    assert third.world.wars[0].side(E) == 1
    assert ("absent", E, A) in kinds(third.events)
    both = talked(_next(second), Orders(seat=E, answers=tuple(Answer(c.id, True) for c in waiting)))
    assert [e.actor for e in both.events if e.kind == "absent"] == [E], "a yes to both sides is no way around it"
    one = talked(cheque(bound(first, chains[1]), E), *yes)
    assert one.world.wars[0].side(E) == 1


def _next(turn: Turn) -> World:
    turn.world.turn += 1
    return turn.world.publish()


def test_a_side_once_taken_never_changes() -> None:
    world = ready(TreatySpec("defence", (B, C)), TreatySpec("guarantee", (C, D), chained=True),
                  TreatySpec("guarantee", (D, A)))  # fmt: skip
    world = cheque(cheque(world, C), D)
    turn = talked(world, ATTACK)
    (war,) = turn.world.wars
    assert war.side(C) == 1
    assert not any(who == C and side == 0 for who, side, _, _ in war.joined)


def test_the_same_duty_is_called_once_however_many_treaties_say_so() -> None:
    world = ready(TreatySpec("defence", (B, C)), TreatySpec("guarantee", (C, B)), TreatySpec("entente", (B, C)))
    turn = talked(world, ATTACK)
    assert [e.target for e in turn.events if e.kind == "called"] == [C]


def test_a_joiner_breaks_its_word_with_a_foe_on_the_other_side() -> None:
    world = ready(TreatySpec("defence", (B, C)), TreatySpec("guarantee", (D, A), chained=True),
                  TreatySpec("guarantee", (E, B)), TreatySpec("nonaggression", (D, C)))  # fmt: skip
    for state in (C, E):
        world = cheque(world, state)
    first = talked(world, ATTACK)
    assert fights(first.world) == {(B, A), (C, A), (E, A)}
    assert [c.called for c in first.world.calls] == [D]
    (call,) = first.world.calls
    second = talked(_next(first), Orders(seat=D, answers=(Answer(call.id, True),)))
    assert {(D, B), (D, C), (E, D)} <= fights(second.world)
    assert [t.kind for t in second.world.treaties if set(t.parties) == {C, D}] == []


def test_the_builder_gives_every_state_a_home_and_a_march() -> None:
    world = opened()
    assert world.sovereign[list(HOME)].tolist() == world.sovereign[list(MARCH)].tolist() == [A, B, C, D]
