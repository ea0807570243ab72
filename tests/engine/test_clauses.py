"""Clauses of treaties: exclusion, renewal, joint peace, secrecy, consultation, and several parties."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from hegemon.engine import diplomacy
from hegemon.engine.breach import bury_treaties, take_out
from hegemon.engine.context import Turn
from hegemon.world.events import Event, visible
from hegemon.world.orders import Answer, Orders
from hegemon.world.promises import consultation
from hegemon.world.relations import access, attack_price, broken_by
from hegemon.world.state import World
from tests.worlds import (
    A,
    B,
    C,
    D,
    agree,
    begun,
    build,
    cheque,
    geography,
    kinds,
    opened,
    pact,
    peace,
    pinned,
    play,
    stage,
    sworn,
    warring,
)  # fmt: skip

E = 4
ATTACK = Orders(seat=A, declare=(B,))


def five(house: dict[str, int] | None = None, **fields: Any) -> World:
    """Turn 5, five states that all border on each other, everybody under arms."""
    borders = tuple((i, 5 + i, 1) for i in range(5)) + tuple((a, b, 1) for a in range(5) for b in range(a))
    scenario = build(geography(10, borders), (A, B, C, D, E) * 2, (5, 6, 7, 8, 9))
    return stage(opened(scenario, rules=pinned(house)), **{"turn": 5, "mobilised": 1, **fields})


def talked(world: World, *orders: Orders) -> Turn:
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    return turn


def fights(world: World) -> set[tuple[int, int]]:
    return {(a, b) for a in range(world.states) for b in range(a) if world.war[a, b]}


def charged(turn: Turn) -> list[tuple[int, int]]:
    return [(d.actor, d.target) for d in turn.deeds if d.kind == "breach"]


def test_a_duty_does_not_hold_against_who_is_excluded() -> None:
    world = cheque(sworn(five(), "defence", B, C, exclude=A), C)
    assert fights(talked(world, ATTACK).world) == {(B, A)}
    assert fights(talked(world, Orders(seat=D, declare=(B,))).world) == {(D, B), (D, C)}


# renewal


def test_a_treaty_that_renews_runs_on_for_another_term() -> None:
    world = sworn(five(turn=6), "defence", B, C, since=0, until=5, renew=True)
    turn = talked(world)
    (treaty,) = turn.world.treaties
    assert (treaty.since, treaty.until) == (0, 10)
    assert kinds(turn.events) == [("renewed", B, C)]
    again = talked(stage(turn.world, turn=11))
    assert again.world.treaties[0].until == 15 + 5  # as long as it has run, where no term is written down
    written = talked(sworn(five(turn=11), "defence", B, C, since=0, until=10, renew=True, term=5))
    assert written.world.treaties[0].until == 15
    plain = talked(sworn(five(turn=6), "defence", B, C, since=0, until=5))
    assert plain.world.treaties == ()
    assert kinds(plain.events) == [("expired", B, C)]


def test_who_gave_notice_is_out_at_the_term_and_the_rest_renew() -> None:
    clauses = {"until": 5, "renew": True, "leaving": ((B, 8),)}
    assert talked(sworn(five(turn=6), "defence", B, C, **clauses)).world.treaties == ()
    turn = talked(sworn(five(turn=6), "defence", B, C, D, **clauses))
    (treaty,) = turn.world.treaties
    assert treaty.parties == (C, D)
    assert treaty.leaving == ()
    assert kinds(turn.events) == [("expired", B, C), ("expired", B, D), ("renewed", C, D)]


# several parties


def test_a_breach_in_a_treaty_of_three_takes_only_the_breaker_out() -> None:
    world = sworn(five(), "defence", A, B, C, replies=("refuse", "at once", "ask me"), leaving=((C, 9), (A, 9)))
    turn = talked(world, Orders(seat=A, breach=(world.treaties[0].id,)))
    (treaty,) = turn.world.treaties
    assert (treaty.parties, treaty.replies, treaty.leaving) == ((B, C), ("at once", "ask me"), ((C, 9),))
    assert charged(turn) == [(A, B), (A, C)]
    assert kinds(turn.events) == [("breach", A, B), ("breach", A, C)]
    pair = sworn(five(), "defence", A, B)
    assert talked(pair, Orders(seat=A, breach=(pair.treaties[0].id,))).world.treaties == ()


def test_notice_in_a_treaty_of_three_takes_only_who_gave_it_out() -> None:
    world = sworn(five(), "defence", A, B, C)
    first, _ = play(world, Orders(seat=B, leave=(world.treaties[0].id,)))
    assert first.treaties[0].parties == (A, B, C)
    turn = talked(first)
    assert turn.world.treaties[0].parties == (A, C)
    assert kinds(turn.events) == [("ended", B, A), ("ended", B, C)]


def test_the_dead_leave_their_treaties_and_the_rest_stays() -> None:
    world = sworn(sworn(five(), "defence", A, B, C), "entente", A, D)
    world = sworn(sworn(world, "coalition", B, C, target=A), "defence", B, C, target=A)
    turn = begun(world)
    bury_treaties(turn, A)
    left = turn.world.treaties
    assert [(t.kind, t.parties) for t in left] == [("defence", (B, C)), ("defence", (B, C))]
    assert kinds(turn.events) == [("ended", B, C)]  # the coalition has lost its object


def test_shares_of_the_spoils_stay_in_step() -> None:
    turn = begun(sworn(five(), "coalition", A, B, C, target=D, split=(500, 300, 200)))
    take_out(turn, turn.world.treaties[0].id, (A,))
    (treaty,) = turn.world.treaties
    assert treaty.split == (600, 400)


def test_an_order_ends_when_its_leader_goes_and_not_when_a_follower_does() -> None:
    world = sworn(five(), "order", A, B, C)
    number = world.treaties[0].id
    assert talked(world, Orders(seat=A, breach=(number,))).world.treaties == ()
    assert talked(world, Orders(seat=B, breach=(number,))).world.treaties[0].parties == (A, C)


def test_a_leader_protects_all_who_follow_it() -> None:
    world = cheque(cheque(sworn(five(), "order", C, B, D), C), D)
    assert fights(talked(world, ATTACK).world) == {(B, A), (C, A)}
    assert fights(talked(world, Orders(seat=A, declare=(D,))).world) == {(D, A), (C, A)}
    assert fights(talked(world, Orders(seat=A, declare=(C,))).world) == {(C, A)}


def test_who_break_a_word_in_the_same_turn_are_both_charged() -> None:
    world = sworn(five(), "defence", A, B, C)
    number = world.treaties[0].id
    both = talked(world, Orders(seat=A, breach=(number,)), Orders(seat=B, breach=(number,)))
    assert sorted(charged(both)) == [(A, B), (A, C), (B, A), (B, C)]
    assert both.world.treaties == ()
    one = talked(world, Orders(seat=B, breach=(number,)), Orders(seat=A, declare=(B,)))
    assert sorted(charged(one)) == [(A, B), (A, C), (B, A), (B, C)]


def test_a_mutual_war_takes_both_out_of_a_treaty_of_four_and_is_charged_towards_the_others() -> None:
    world = sworn(five(), "defence", A, B, C, D)
    turn = talked(world, ATTACK, Orders(seat=B, declare=(A,)))
    assert sorted(charged(turn)) == [(A, C), (A, D), (B, C), (B, D)]
    assert turn.world.treaties[0].parties == (C, D)


# no separate peace


@pytest.mark.parametrize("joint", [True, False])
def test_a_separate_peace_breaks_a_joint_treaty_and_is_made_all_the_same(joint: bool) -> None:
    world = sworn(stage(warring(five(), ((A,), (B, C))), turn=6), "defence", B, C, D, joint=joint)
    turn = talked(world, *agree(peace(A, B, A, B)))
    assert not turn.world.war[A, B]
    assert turn.world.war[A, C]
    assert charged(turn) == ([(B, C), (B, D)] if joint else [])
    assert turn.world.treaties[0].parties == ((C, D) if joint else (B, C, D))


def test_a_peace_that_all_make_at_once_breaks_nothing() -> None:
    world = sworn(stage(warring(five(), ((A,), (B, C))), turn=6), "defence", B, C, joint=True)
    one, two = agree(peace(A, B, A, B))
    more, three = agree(peace(A, C, A, C))
    turn = talked(world, msgspec.structs.replace(one, letters=(*one.letters, *more.letters)), two, three)
    assert not turn.world.war.any()
    assert charged(turn) == []
    other = sworn(stage(warring(five(), ((A,), (B,)), ((A,), (C,))), turn=6), "defence", B, C, joint=True)
    assert charged(talked(other, *agree(peace(A, B, A, B)))) == []  # not the same war


# secrecy


def seen(events: list[Event], seat: int) -> set[str]:
    return {e.kind for e in events if visible(e, seat)}


def test_nothing_about_a_hidden_treaty_is_public() -> None:
    for secret in (True, False):
        letter = pact("defence", A, B, secret=secret, target=C, notice=1)
        signed = talked(five(), *agree(letter))
        world = stage(signed.world, turn=6)
        (treaty,) = world.treaties
        assert treaty.hidden is secret
        notice = talked(world, Orders(seat=A, leave=(treaty.id,)))
        ended = talked(stage(notice.world, turn=7))
        broken = talked(world, Orders(seat=A, breach=(treaty.id,)))
        expired = talked(stage(world, turn=40))
        renewed = talked(sworn(five(turn=6), "defence", A, B, until=5, renew=True, secret=secret))
        for turn, kind in (
            (signed, "signed"), (notice, "notice"), (ended, "ended"), (broken, "breach"), (expired, "expired"),
            (renewed, "renewed"),
        ):  # fmt: skip
            assert kind in seen(turn.events, A) & seen(turn.events, B)
            assert (kind in seen(turn.events, D)) is not secret
            assert (kind in seen(turn.events, C)) is not secret  # nor to the enemy that it names
        assert [d.secret for d in broken.deeds] == [secret]


def test_without_secrecy_every_treaty_is_public_at_signature() -> None:
    turn = talked(five({"switch.secrecy": 0}), *agree(pact("defence", A, B, secret=True)))
    (treaty,) = turn.world.treaties
    assert not treaty.secret
    assert "signed" in seen(turn.events, D)


def test_who_honours_a_hidden_word_shows_it_and_who_is_absent_does_not() -> None:
    world = sworn(five(), "defence", B, C, secret=True)
    joined = talked(cheque(world, C), ATTACK)
    assert joined.world.treaties[0].leaked
    assert {"joined", "leaked"} <= seen(joined.events, D)
    assert "called" not in seen(joined.events, A)
    away = talked(cheque(world, C, "refuse"), ATTACK)
    assert not away.world.treaties[0].leaked
    assert {"absent", "abandoned", "called"} <= seen(away.events, B)
    for seat in (A, D):
        assert not {"absent", "abandoned", "called", "leaked"} & seen(away.events, seat)


# consultation


def test_the_more_allies_and_the_more_discord_the_longer_they_deliberate() -> None:
    world = five()
    for parties, clauses, want in (
        ((B, C), {}, 0), ((B, C), {"delay": 1}, 1), ((A, B, C, D), {}, 0), ((A, B, C, D, E), {}, 1),
        ((A, B, C, D, E), {"delay": 2}, 2),
    ):  # fmt: skip
        world = sworn(stage(world, treaties=()), "defence", *parties, **clauses)
        assert consultation(world, world.treaties[0]) == want
    opinion = world.opinion.copy()
    opinion[B, C], opinion[C, B] = 300, -200
    level = sworn(stage(world, treaties=(), opinion=opinion), "defence", B, C)
    assert consultation(level, level.treaties[0]) == 0
    opinion[B, C] = 301
    odds = sworn(stage(world, treaties=(), opinion=opinion), "defence", B, C)
    assert consultation(odds, odds.treaties[0]) == 1
    hasty = five({"switch.consultation": 0}, opinion=opinion)
    hasty = sworn(hasty, "defence", A, B, C, D, E, delay=2)
    assert consultation(hasty, hasty.treaties[0]) == 0


def test_a_blank_cheque_is_cashed_after_the_consultation() -> None:
    for delay in (0, 1, 2):
        world = cheque(sworn(five(), "defence", B, C, delay=delay), C)
        now, events = play(world, ATTACK)
        for _ in range(delay):
            (call,) = now.calls
            assert (call.promised, call.until) == (True, 5 + delay)
            assert fights(now) == {(B, A)}
            now, events = play(now)
        assert fights(now) == {(B, A), (C, A)}
        assert ("joined", C, A) in kinds(events)
        assert now.calls == ()


def test_a_promise_lapses_with_the_war_and_may_be_withdrawn_at_its_price() -> None:
    first, _ = play(cheque(sworn(five(), "defence", B, C, delay=2), C), ATTACK)
    (call,) = first.calls
    over = talked(stage(first, war=0, calls=first.calls))
    assert over.world.calls == ()
    assert not over.deeds
    broken = talked(first, Orders(seat=C, answers=(Answer(call.id, False),)))
    assert ("absent", C, B) in kinds(broken.events)


def test_who_is_asked_and_says_yes_waits_for_the_others_to_deliberate() -> None:
    first, _ = play(sworn(five(), "defence", B, C, delay=2), ATTACK)
    (call,) = first.calls
    assert (call.promised, call.until) == (False, 7)
    second, _ = play(first, Orders(seat=C, answers=(Answer(call.id, True),)))
    assert second.calls[0].promised
    assert fights(second) == {(B, A)}
    third, _ = play(second)
    assert fights(third) == {(B, A), (C, A)}
    quiet, _ = play(first)  # silence while they deliberate is no answer yet
    assert quiet.calls == first.calls


# words with both sides


def test_neutrality_keeps_out_of_the_partners_wars() -> None:
    """C and D fight A side by side: who is neutral to C may not make war on D either; a mere pact allows it."""
    world = stage(warring(five(), ((A,), (C, D))), turn=6)
    for kind, want in (("neutrality", 1), ("nonaggression", 0)):
        bound = sworn(world, kind, B, C)
        assert len(broken_by(bound, B, D)) == want
        assert bool(attack_price(bound, B, D)) is bool(want)
        assert charged(talked(bound, Orders(seat=B, declare=(D,)))) == ([(B, C)] if want else [])
    apart = sworn(stage(warring(five(), ((A,), (C,)), ((E,), (D,))), turn=6), "neutrality", B, C)
    assert broken_by(apart, B, D) == ()


def test_two_who_join_against_each_other_at_once_both_break_their_word() -> None:
    world = sworn(sworn(sworn(five(), "guarantee", C, B), "offence", A, D, target=B), "nonaggression", C, D)
    world = cheque(cheque(world, C), D)
    turn = talked(world, ATTACK)
    assert (D, C) in fights(turn.world)
    assert sorted(charged(turn)) == [(C, D), (D, C)]


def test_access_ends_with_the_treaty_for_who_is_out() -> None:
    world = sworn(five(), "defence", A, B, C)
    turn = talked(world, Orders(seat=A, breach=(world.treaties[0].id,)))
    may = access(turn.world)
    assert may[B, C]
    assert not may[A, B]


def test_two_who_sanction_each_other_both_break_their_trade_treaty() -> None:
    world = sworn(five(), "trade", A, B, C)
    turn = talked(world, Orders(seat=A, sanction=(B,)), Orders(seat=B, sanction=(A,)))
    assert sorted(charged(turn)) == [(A, B), (A, C), (B, A), (B, C)]
    assert turn.world.treaties == ()


@pytest.mark.parametrize("clauses", [{"target": C}, {"exclude": C}, {}])
def test_who_is_named_in_an_order_cannot_join_it(clauses: dict[str, int]) -> None:
    world = sworn(five(), "order", A, B, **clauses)
    turn = talked(world, Orders(seat=C, join=(world.treaties[0].id,)))
    assert turn.world.treaties[0].parties == ((A, B) if clauses else (A, B, C))
