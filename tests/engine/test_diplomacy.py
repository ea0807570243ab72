"""Phase 1, staged: breaches, notice, expiry, declarations, signatures, tickets, offers."""

from __future__ import annotations

import msgspec
import pytest

from hegemon.engine import diplomacy
from hegemon.engine.context import Turn
from hegemon.engine.turn import resolve
from hegemon.world.orders import Letter, Orders, Shift, Standing, Ticket, TreatyTerms
from hegemon.world.promises import envoys
from hegemon.world.relations import attack_price, breach_price
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from tests.worlds import A, B, C, D, agree, begun, bound, ints, kinds, opened, pact, peace, play, stage, warring


def talked(world: World, *orders: Orders) -> Turn:
    """Run only phase 1."""
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    return turn


def treaty(world: World) -> Treaty:
    (found,) = world.treaties
    return found


def ready(world: World) -> World:
    return stage(world, turn=5, mobilised=1)


@pytest.mark.parametrize(
    ("kind", "price"),
    [("nonaggression", 10_000), ("neutrality", 8_000), ("defence", 16_000), ("guarantee", 8_000), ("entente", 6_000)],
)
def test_attack_on_a_partner_is_a_breach_at_its_price(kind: str, price: int) -> None:
    world = bound(ready(opened()), TreatySpec(kind, (A, B)))
    assert attack_price(world, A, B) == price
    turn = talked(world, Orders(seat=A, declare=(B,)))
    assert [(d.kind, d.actor, d.target, d.price) for d in turn.deeds] == [
        ("breach", A, B, price), ("war", A, B, 0),
    ]  # fmt: skip
    assert turn.world.treaties == ()
    assert kinds(turn.events)[:2] == [("breach", A, B), ("declared", A, B)]


def test_trade_does_not_forbid_war() -> None:
    world = bound(ready(opened()), TreatySpec("trade", (A, B)))
    turn = talked(world, Orders(seat=A, declare=(B,)))
    assert [d.kind for d in turn.deeds] == ["war"]


def test_unmobilised_the_price_is_double_however_it_is_broken() -> None:
    world = bound(stage(opened(), turn=5), TreatySpec("nonaggression", (A, B)))
    assert attack_price(world, A, B) == 20_000
    number = treaty(world).id
    for orders in (Orders(seat=A, declare=(B,)), Orders(seat=A, declare=(B,), breach=(number,))):
        assert [d.price for d in talked(world, orders).deeds if d.kind == "breach"] == [20_000]
    assert [d.price for d in talked(world, Orders(seat=A, breach=(number,))).deeds] == [10_000]


def test_a_breach_in_a_treaty_of_three_is_owed_to_each() -> None:
    world = bound(ready(opened()), TreatySpec("defence", (A, B, C)))
    turn = talked(world, Orders(seat=A, breach=(treaty(world).id,)))
    assert sorted((d.target, d.price) for d in turn.deeds) == [(B, 16_000), (C, 16_000)]


def test_a_broken_word_is_believed_less_most_by_whom_it_was_given_to() -> None:
    world = bound(ready(opened()), TreatySpec("defence", (A, B)))
    before = world.reliability
    after, _ = play(world, Orders(seat=A, declare=(B,)))
    assert after.reliability[B, A] == before[B, A] // 2
    assert after.reliability[C, A] == before[C, A] * 850 // 1000
    assert after.reliability[B, C] == before[B, C]
    assert after.grievance[B, A] > after.grievance[C, A] == 0
    assert after.opinion[B, A] < 0
    assert after.stability[A] < world.stability[A]
    assert after.prestige[A] < after.prestige[C]


def test_notice_runs_out_before_an_attack_is_no_breach() -> None:
    world = bound(ready(opened()), TreatySpec("nonaggression", (A, B), notice=2, term=30))
    number = treaty(world).id
    first, events = play(world, Orders(seat=A, leave=(number,)))
    assert ("notice", A, B) in kinds(events)
    assert treaty(first).leaving == ((A, world.turn + 2),)
    early = talked(first, Orders(seat=A, declare=(B,)))
    assert "breach" in [d.kind for d in early.deeds]
    second, _ = play(first)
    assert second.treaties
    late = talked(second, Orders(seat=A, declare=(B,)))
    assert [d.kind for d in late.deeds] == ["war"]
    assert ("ended", A, B) in kinds(late.events)


def test_notice_is_given_once() -> None:
    world = bound(opened(), TreatySpec("entente", (A, B), notice=1))
    number = treaty(world).id
    turn = talked(world, Orders(seat=A, leave=(number, number)))
    assert kinds(turn.events) == [("notice", A, B)]
    after = turn.world.publish()
    assert begun(after, Orders(seat=A, leave=(number,))).orders[A].leave == ()
    assert begun(after, Orders(seat=B, leave=(number,))).orders[B].leave == (number,)


def test_treaties_run_out_after_their_last_turn() -> None:
    world = bound(stage(opened(), turn=5), TreatySpec("entente", (A, B), term=5))
    assert talked(world).world.treaties
    after, _ = play(world)
    turn = talked(after)
    assert turn.world.treaties == ()
    assert kinds(turn.events) == [("expired", A, B)]


def test_a_truce_cannot_be_left_only_broken_at_double() -> None:
    world = bound(ready(opened()), TreatySpec("nonaggression", (A, B)))
    world = stage(world, treaties=(msgspec.structs.replace(treaty(world), double=True),))
    number = treaty(world).id
    assert begun(world, Orders(seat=A, leave=(number,))).orders[A].leave == ()
    assert attack_price(world, A, B) == 20_000
    assert talked(world, Orders(seat=A, declare=(B,))).deeds[0].price == 20_000


def test_a_letter_and_its_ticket_make_a_treaty() -> None:
    world = opened()
    letter = pact("defence", A, B, chained=True, target=C, term=7, notice=2)
    turn = talked(world, *agree(letter, 5))
    made = treaty(turn.world)
    assert (made.kind, made.parties, made.chained, made.target) == ("defence", (A, B), True, C)
    assert (made.since, made.until, made.notice) == (1, 8, 2)
    assert set(made.replies) == {"ask me"}
    assert not made.double
    assert made.leaving == ()
    assert ("signed", A, B) in kinds(turn.events)
    assert turn.world.offers == ()


def test_a_ticket_without_the_letter_is_worth_nothing() -> None:
    world = opened()
    sent = pact("entente", A, B)
    better = pact("defence", A, B, chained=True)
    forged = Orders(seat=B, tickets=(Ticket(better, B, 999),))
    assert talked(world, Orders(seat=A, letters=(sent,)), forged).world.treaties == ()
    assert talked(world, forged).world.treaties == ()
    stolen = Orders(seat=C, tickets=(Ticket(sent, B, 1),))
    assert begun(world, stolen).orders[C].tickets == ()
    assert begun(world, Orders(seat=C, tickets=(Ticket(sent, C, 1),))).orders[C].tickets == ()


def test_nobody_signs_for_a_third() -> None:
    world = opened()
    letter = Letter(A, B, TreatyTerms("defence", (A, C)))
    assert begun(world, Orders(seat=A, letters=(letter,))).orders[A].letters == ()
    letter = Letter(A, B, TreatyTerms("defence", (A, B, C)))
    assert begun(world, Orders(seat=A, letters=(letter,))).orders[A].letters == ()


def test_a_counter_is_signed_by_the_ticket_of_who_asked_first() -> None:
    world = opened()
    counter = pact("entente", B, A)
    asked = pact("defence", A, B)
    given = Orders(seat=A, letters=(asked,), tickets=(Ticket(counter, A, 3),))
    turn = talked(world, given, Orders(seat=B, counters=(counter,)))
    assert treaty(turn.world).kind == "entente"
    assert turn.world.offers == ()  # the counter answered the letter


def test_a_counter_that_answers_no_letter_signs_nothing() -> None:
    """Counters take no envoy, so they would be a way around the number of envoys."""
    counter = pact("entente", B, A)
    turn = talked(opened(), Orders(seat=A, tickets=(Ticket(counter, A, 3),)), Orders(seat=B, counters=(counter,)))
    assert turn.world.treaties == ()


def test_signatures_go_by_gain() -> None:
    world = opened()
    low, high = pact("entente", A, B, term=5), pact("entente", B, A, term=9)
    one = Orders(seat=A, letters=(low,), tickets=(Ticket(high, A, 10),))
    two = Orders(seat=B, letters=(high,), tickets=(Ticket(low, B, 20),))
    turn = talked(world, one, two)
    assert treaty(turn.world).until == 1 + 5
    assert [e.kind for e in turn.events] == ["signed", "unfit"]
    two = msgspec.structs.replace(two, tickets=(Ticket(low, B, 5),))
    assert treaty(talked(world, one, two).world).until == 1 + 9


def test_the_same_treaty_is_not_signed_twice_until_its_last_turn() -> None:
    world = bound(stage(opened(), turn=3), TreatySpec("guarantee", (A, B), term=5))
    letter = pact("guarantee", A, B)
    assert begun(world, Orders(seat=A, letters=(letter,))).orders[A].letters == ()
    back = pact("guarantee", B, A)
    assert begun(world, Orders(seat=B, letters=(back,))).orders[B].letters == (back,)
    last = stage(world, turn=4)
    turn = talked(last, *agree(letter))
    assert treaty(turn.world).until == 14
    both = talked(last, *agree(back))
    assert len(both.world.treaties) == 2


def test_letters_to_people_wait_in_an_inbox_until_the_next_first_phase() -> None:
    world = opened()
    letter = pact("entente", A, B)
    first, events = play(world, Orders(seat=A, letters=(letter,)))
    (offer,) = first.offers
    assert offer.letter == letter
    assert ("offered", A, B) in kinds(events)
    signed, _ = play(first, Orders(seat=B, accept=(offer.id,)))
    assert treaty(signed).kind == "entente"
    assert signed.offers == ()
    assert begun(first, Orders(seat=C, accept=(offer.id,))).orders[C].accept == ()
    lapsed, _ = play(first)
    assert lapsed.offers == ()
    assert begun(lapsed, Orders(seat=B, accept=(offer.id,))).orders[B].accept == ()


def test_a_refused_letter_does_not_wait_and_is_remembered() -> None:
    world = opened()
    letter = pact("entente", A, B)
    turn = talked(world, Orders(seat=A, letters=(letter,)), Orders(seat=B, refusals=(A,)))
    assert turn.world.offers == ()
    assert turn.world.refused[A, B] == 1
    assert turn.world.refused.sum() == 1


def test_an_offer_is_void_on_war() -> None:
    first, _ = play(ready(opened()), Orders(seat=A, letters=(pact("entente", A, B),)))
    (offer,) = first.offers
    turn = talked(first, Orders(seat=A, declare=(B,)), Orders(seat=B, accept=(offer.id,)))
    assert turn.world.treaties == ()
    assert turn.world.war[A, B]
    assert turn.world.offers == ()


def test_a_ticket_binds_its_giver_above_its_own_declaration() -> None:
    world = ready(opened())
    sender, giver = agree(pact("nonaggression", A, B))
    turn = talked(world, sender, msgspec.structs.replace(giver, declare=(A,)))
    assert treaty(turn.world).kind == "nonaggression"
    assert not turn.world.war.any()
    assert ("bound", B, A) in kinds(turn.events)
    # unless the holder declares: then it is mutual
    turn = talked(world, msgspec.structs.replace(sender, declare=(B,)), msgspec.structs.replace(giver, declare=(A,)))
    assert turn.world.war[A, B]
    assert turn.world.treaties == ()
    assert [e.kind for e in turn.events if "war" in e.kind] == ["mutual war"]


def test_the_sender_is_not_bound() -> None:
    sender, giver = agree(pact("nonaggression", A, B))
    turn = talked(ready(opened()), msgspec.structs.replace(sender, declare=(B,)), giver)
    assert turn.world.war[A, B]
    assert turn.world.treaties == ()
    assert "unfit" in [e.kind for e in turn.events]


def test_a_mutual_war_has_no_aggressor_breaks_no_word_and_calls_nobody() -> None:
    world = ready(opened())
    world = bound(
        world, TreatySpec("nonaggression", (A, B)), TreatySpec("defence", (B, C)), TreatySpec("guarantee", (D, A))
    )
    treaties = tuple(msgspec.structs.replace(t, replies=("at once",) * 2) for t in world.treaties)
    turn = talked(stage(world, treaties=treaties), Orders(seat=A, declare=(B,)), Orders(seat=B, declare=(A,)))
    (war,) = turn.world.wars
    assert war.aggressor == war.victim == -1
    assert {war.side(A), war.side(B)} == {0, 1}
    assert not turn.deeds
    assert not turn.world.calls
    assert [t.kind for t in turn.world.treaties] == ["defence", "guarantee"]
    assert turn.world.war[A, B]
    assert (turn.world.war > 0).sum() == 2


def test_who_go_to_war_on_each_other_owe_the_third_who_signed_with_them() -> None:
    """A war by arrangement is no way out of a league without notice."""
    world = bound(ready(opened()), TreatySpec("league", (A, B, C), notice=3))
    turn = talked(world, Orders(seat=A, declare=(B,)), Orders(seat=B, declare=(A,)))
    assert turn.world.treaties == ()
    price = breach_price(world, world.treaties[0])
    assert sorted((d.kind, d.actor, d.target, d.price) for d in turn.deeds) == [
        ("breach", A, C, price), ("breach", B, C, price),
    ]  # fmt: skip


def test_an_unmobilised_state_declares_one_war() -> None:
    world = stage(opened(), turn=5)
    assert begun(world, Orders(seat=A, declare=(B, C))).orders[A].declare == (B,)
    assert begun(stage(world, mobilised=5), Orders(seat=A, declare=(B, C))).orders[A].declare == (B,)
    assert begun(stage(world, mobilised=4), Orders(seat=A, declare=(B, C))).orders[A].declare == (B, C)
    assert begun(ready(world), Orders(seat=A, declare=(A, 9, -1, B, B))).orders[A].declare == (B,)


def test_envoys_two_and_one_more_for_every_two_free_blocks() -> None:
    world = stage(opened(), effort=ints(4, 3, 3, 0))
    assert envoys(world, A) == 2
    for blocks, want in ((1, 2), (2, 3), (5, 4), (6, 5), (8, 5)):
        assert envoys(stage(world, effort=ints(10 - blocks, 0, 0, blocks)), A) == want
    tied = stage(bound(world, TreatySpec("defence", (A, B))), effort=ints(8, 0, 0, 2))
    assert envoys(tied, A) == 2
    assert envoys(tied, C) == 3


def test_letters_beyond_the_envoys_stay_at_home_and_peace_is_free() -> None:
    world = stage(warring(opened(), ((A,), (D,))), effort=ints(4, 3, 3, 0))
    letters = (pact("entente", A, B), pact("trade", A, B), pact("entente", A, C), pact("trade", A, C))
    offer = peace(A, D, A, D)
    turn = begun(world, Orders(seat=A, letters=(*letters, offer)))
    assert turn.orders[A].letters == (*letters, offer)
    few = stage(world, rules=msgspec.structs.replace(
        world.rules, effort=msgspec.structs.replace(world.rules.effort, envoys=1)))  # fmt: skip
    turn = begun(few, Orders(seat=A, letters=(*letters, offer)))
    assert turn.orders[A].letters == (*letters[:2], offer)


def test_standing_replies_change_only_ones_own() -> None:
    world = bound(opened(), TreatySpec("defence", (A, B)), TreatySpec("guarantee", (C, D)), TreatySpec("trade", (A, B)))
    one, two, three = world.treaties
    turn = talked(world, Orders(seat=B, standing=(Standing(one.id, "refuse"), Standing(three.id, "refuse"))))
    assert [t.replies for t in turn.world.treaties] == [("ask me", "refuse")] + [("ask me",) * 2] * 2
    assert begun(world, Orders(seat=D, standing=(Standing(two.id, "at once"),))).orders[D].standing == ()
    assert begun(world, Orders(seat=C, standing=(Standing(two.id, "at once"),))).orders[C].standing != ()


def test_orders_for_another_seat_do_nothing() -> None:
    world = opened()
    after, events = resolve(world, {A: Orders(seat=B, declare=(C,), shifts=(Shift(0, 1),))})
    assert not after.war.any()
    assert after.effort.tolist() == world.effort.tolist()
    assert not events
