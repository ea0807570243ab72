"""Motions: founding, amending, acceding, expelling; unanimous, decided a turn later, independent of seats."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from hegemon.engine import motions
from hegemon.world.events import visible
from hegemon.world.legality_pacts import motion_fault, voters
from hegemon.world.orders import Letter, Orders, Proposal, Standing, TreatyTerms, Vote
from hegemon.world.promises import envoys
from hegemon.world.state import World
from hegemon.world.treaties import Motion
from hegemon.world.view import view_of
from tests.engine.test_clauses import five, talked
from tests.worlds import A, B, C, D, begun, ints, kinds, pact, play, stage, sworn, warring

E = 4


def terms(*parties: int, kind: str = "defence", **clauses: Any) -> TreatyTerms:
    return TreatyTerms(kind, parties, **clauses)


def tabled(world: World, seat: int, what: TreatyTerms, treaty: int = -1) -> tuple[World, Motion]:
    after, _ = play(world, Orders(seat=seat, propose=(Proposal(treaty, what),)))
    (motion,) = after.motions
    return after, motion


def yes(motion: Motion, *seats: int, but: int = -1) -> tuple[Orders, ...]:
    return tuple(Orders(seat=s, votes=(Vote(motion.id, s != but),)) for s in seats)


def test_a_treaty_of_three_is_founded_when_all_say_yes_the_turn_after() -> None:
    world, motion = tabled(five(), A, terms(A, B, C, joint=True, term=7))
    assert (motion.proposer, set(motion.voters), motion.until) == (A, {B, C}, world.turn)
    assert world.treaties == ()
    turn = talked(world, *yes(motion, B, C))
    (treaty,) = turn.world.treaties
    assert (treaty.kind, treaty.parties, treaty.joint) == ("defence", (A, B, C), True)
    assert (treaty.since, treaty.until, treaty.term) == (6, 13, 7)
    assert treaty.replies == ("ask me",) * 3
    assert kinds(turn.events) == [("founded", A, B), ("founded", A, C)]
    assert turn.world.motions == ()


@pytest.mark.parametrize("how", ["no", "silence"])
def test_one_who_withholds_its_consent_is_enough(how: str) -> None:
    world, motion = tabled(five(), A, terms(A, B, C))
    votes = yes(motion, B, C, but=C) if how == "no" else yes(motion, B)
    turn = talked(world, *votes)
    assert turn.world.treaties == ()
    assert turn.world.motions == ()
    assert kinds(turn.events) == [("rejected", A, C)]
    late, _ = play(world)
    assert begun(late, *yes(motion, B, C)).orders[B].votes == ()


def test_an_amendment_keeps_the_treaty_its_years_and_its_replies() -> None:
    world = sworn(five(), "defence", A, B, C, replies=("at once", "refuse", "ask me"), leaving=((C, 9),))
    number = world.treaties[0].id
    world, motion = tabled(world, B, terms(A, B, C, burden=3, exclude=D, chained=True, renew=True, term=9), number)
    assert set(motion.voters) == {A, C}
    turn = talked(world, *yes(motion, A, C))
    (treaty,) = turn.world.treaties
    assert (treaty.id, treaty.since, treaty.until) == (number, 0, 15)
    assert treaty.replies == ("at once", "refuse", "ask me")
    assert treaty.leaving == ((C, 9),)
    assert (treaty.burden, treaty.exclude, treaty.chained, treaty.renew) == (3, D, True, True)
    assert kinds(turn.events) == [("amended", B, A), ("amended", B, C)]


def test_a_treaty_of_two_can_be_amended_too() -> None:
    world = sworn(five(), "defence", A, B)
    world, motion = tabled(world, A, terms(A, B, delay=1), world.treaties[0].id)
    assert talked(world, *yes(motion, B)).world.treaties[0].delay == 1
    assert talked(world).world.treaties[0].delay == 0


def test_rights_are_not_shortened_against_the_will_of_who_has_them() -> None:
    world = sworn(five(), "guarantee", A, B)
    number = world.treaties[0].id
    world, motion = tabled(world, A, terms(A, B, kind="guarantee", exclude=C), number)
    assert motion.voters == (B,)
    assert talked(world, *yes(motion, B, but=B)).world.treaties[0].exclude == -1


def test_acceding_takes_the_yes_of_every_member() -> None:
    world = sworn(five(), "league", A, B, C, replies=("at once", "refuse", "ask me"))
    number = world.treaties[0].id
    for proposer in (D, B):
        now, motion = tabled(world, proposer, terms(A, B, C, D, kind="league"), number)
        assert set(motion.voters) == {A, B, C, D} - {proposer}
        turn = talked(now, *yes(motion, A, B, C, D))
        (treaty,) = turn.world.treaties
        assert treaty.parties == (A, B, C, D)
        assert treaty.replies == ("at once", "refuse", "ask me", "ask me")
        assert kinds(turn.events) == [("acceded", D, A)]
        assert talked(now, *yes(motion, A, B, C, D, but=A)).world.treaties[0].parties == (A, B, C)


def test_who_is_attacked_in_the_turn_of_its_expulsion_has_been_betrayed() -> None:
    """A withdrawal needs a turn's notice; a motion among the rest is no way around the price."""
    world = sworn(stage(five(), mobilised=1), "defence", A, B, C)
    number = world.treaties[0].id
    world, motion = tabled(world, A, terms(A, B), number)
    turn = talked(world, Orders(seat=A, declare=(C,)), *yes(motion, B))
    assert turn.world.treaties[0].parties == (A, B)
    assert [(d.kind, d.target, d.price) for d in turn.deeds if d.actor == A] == [("breach", C, 16_000), ("war", C, 0)]
    after, _ = play(world, *yes(motion, B))
    later = talked(after, Orders(seat=A, declare=(C,)))
    assert [d.kind for d in later.deeds if d.actor == A] == ["war"]


def test_who_is_to_be_expelled_has_no_vote() -> None:
    world = sworn(five(), "league", A, B, C)
    number = world.treaties[0].id
    world, motion = tabled(world, A, terms(A, B, kind="league"), number)
    assert motion.voters == (B,)
    turn = talked(world, *yes(motion, B))
    assert turn.world.treaties[0].parties == (A, B)
    assert kinds(turn.events) == [("expelled", A, C)]
    assert not turn.deeds


def test_a_motion_is_void_when_would_be_parties_are_at_war() -> None:
    world, motion = tabled(five(), A, terms(A, B, C))
    warred = stage(warring(world, ((B,), (C,))), turn=6)
    turn = talked(warred, *yes(motion, B, C))
    assert turn.world.treaties == ()
    assert kinds(turn.events) == [("unfit", A, B), ("unfit", A, C)]


def test_of_two_motions_on_one_treaty_one_stands_whoever_made_it() -> None:
    found = set()
    for seed in range(6):
        world = sworn(five(), "defence", A, B, C)
        number = world.treaties[0].id
        world = stage(world, seed=seed)
        world, _ = play(
            world,
            Orders(seat=A, propose=(Proposal(number, terms(A, B, C, burden=1)),)),
            Orders(seat=B, propose=(Proposal(number, terms(A, B, C, burden=2)),)),
        )
        one, two = world.motions
        votes = tuple(Orders(seat=s, votes=(Vote(one.id, True), Vote(two.id, True))) for s in (A, B, C))
        turns = [talked(stage(world, motions=order), *(_own(o, world) for o in votes))
                 for order in ((one, two), (two, one))]  # fmt: skip
        assert turns[0].world.treaties == turns[1].world.treaties
        assert [e.kind for e in turns[0].events].count("unfit") == 2
        found.add(turns[0].world.treaties[0].burden)
    assert found == {1, 2}


def _own(orders: Orders, world: World) -> Orders:
    mine = {m.id for m in world.motions if orders.seat in m.voters}
    return msgspec.structs.replace(orders, votes=tuple(v for v in orders.votes if v.motion in mine))


def test_proposals_letters_and_envoys() -> None:
    world = stage(five(), effort=ints(4, 3, 3, 0))
    assert envoys(world, A) == 2
    three = (Proposal(-1, terms(A, B, C)), Proposal(-1, terms(A, B, D)), Proposal(-1, terms(A, C, D)))
    assert begun(world, Orders(seat=A, propose=three)).orders[A].propose == three[:2]
    letters = (pact("entente", A, B), pact("trade", A, B))
    both = begun(world, Orders(seat=A, letters=letters, propose=three)).orders[A]
    assert (both.letters, both.propose) == (letters, three[:1])
    unlawful = begun(world, Orders(seat=A, letters=(Letter(B, C, terms(B, C)),), propose=three)).orders[A]
    assert unlawful.propose == three[:2]


@pytest.mark.parametrize(
    ("seat", "treaty", "what", "word"),
    [
        (A, -1, terms(A, B), "by letter"),
        (D, -1, terms(A, B, C), "would be a party"),
        (A, -1, terms(A, B, 9), "living parties"),
        (A, 99, terms(A, B, C), "not known"),
        (A, 1, terms(A, B, C, kind="entente"), "cannot become"),
        (A, 1, terms(A, B, D), "not both"),
        (A, 1, terms(A, B, C, burden=9), "0 to 5"),
        (C, 1, terms(A, B), "would be a party"),
        (D, 2, terms(A, B, D, kind="entente"), "not known"),
        (A, 3, terms(A, B, kind="nonaggression", term=3), "truce"),
        (A, 4, terms(B, A, kind="guarantee"), "stands first"),
        (A, -1, terms(A, B, C), "in force"),
        (D, 1, terms(A, B, C, D, E), ""),
        (A, 2, terms(A, B, kind="entente", term=20), ""),
    ],
)
def test_what_is_wrong_with_a_proposal(seat: int, treaty: int, what: TreatyTerms, word: str) -> None:
    world = sworn(sworn(five(), "defence", A, B, C), "entente", A, B, secret=True)
    world = sworn(sworn(world, "nonaggression", A, B, double=True), "guarantee", A, B)
    fault = motion_fault(world, seat, Proposal(treaty, what))
    assert word in fault
    assert bool(fault) == bool(word)
    if seat == D:
        assert bool(motion_fault(view_of(world, D).known, seat, Proposal(treaty, what))) == bool(word)


def test_a_motion_is_known_to_those_who_vote_on_it_only() -> None:
    world, events = play(five(), Orders(seat=A, propose=(Proposal(-1, terms(A, B, C)),)))
    assert [len(view_of(world, s).known.motions) for s in range(5)] == [1, 1, 1, 0, 0]
    assert {s for s in range(5) for e in events if e.kind == "proposed" and visible(e, s)} == {A, B, C}
    (motion,) = world.motions
    assert begun(world, *yes(motion, D)).orders[D].votes == ()
    assert begun(world, *yes(motion, A)).orders[A].votes == ()
    twice = Orders(seat=B, votes=(Vote(motion.id, True), Vote(motion.id, False)))
    assert begun(world, twice).orders[B].votes == (Vote(motion.id, True),)


def test_all_who_would_be_parties_are_asked_in_the_order_of_permanent_ids() -> None:
    world = five()
    ids = world.scenario.state_ids
    asked = voters(world, B, Proposal(-1, terms(A, B, C, D)))
    assert set(asked) == {A, C, D}
    assert [int(ids[s]) for s in asked] == sorted(int(ids[s]) for s in asked)


def test_who_stays_in_may_still_change_its_reply_in_the_turn_of_the_amendment() -> None:
    world = sworn(five(), "defence", A, B, C)
    number = world.treaties[0].id
    world, motion = tabled(world, A, terms(A, B, C, D), number)
    orders = [o if o.seat != B else msgspec.structs.replace(o, standing=(Standing(number, "at once"),))
              for o in yes(motion, B, C, D)]  # fmt: skip
    assert talked(world, *orders).world.treaties[0].replies == ("ask me", "at once", "ask me", "ask me")


def test_a_proposal_that_no_longer_fits_at_the_end_of_the_phase_is_not_put() -> None:
    turn = begun(five(), Orders(seat=A, propose=(Proposal(-1, terms(A, B, C)),)))
    turn.world.war[B, C] = turn.world.war[C, B] = 1
    motions.table(turn)
    assert turn.world.motions == ()
