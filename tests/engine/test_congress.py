"""Congresses, staged: who may call one, what each victor may spend, and who gets the land."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from hegemon.engine import diplomacy
from hegemon.engine.context import Turn
from hegemon.world.legality import lawful
from hegemon.world.legality_diplomacy import peace_fault
from hegemon.world.orders import Claim, Letter, Orders, PeaceTerms
from hegemon.world.relations import cession_price, latecomer, war_score
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.spoils import earned, purses
from hegemon.world.state import World
from hegemon.world.treaties import Congress
from tests.worlds import A, B, C, D, agree, begun, bound, ints, kinds, opened, pinned, placed, play, stage, warring


def won(rules: dict[str, int] | None = None, wounds: tuple[int, int, int] = (60, 20, 0)) -> World:
    """A, C and D fight B and hold its march; what each has destroyed of it."""
    world = warring(opened(rules=pinned(rules)), ((A, C, D), (B,)))
    inflicted = np.zeros((4, 4), np.int64)
    inflicted[[A, C, D], B] = wounds
    world = stage(world, inflicted=inflicted, occupier=ints(-1, -1, A, -1, -1, -1, -1, -1))
    return placed(world, (A, 2, 40), (A, 1, 40), (B, 3, 40), (C, 4, 40), (D, 6, 40))


TERMS = PeaceTerms(A, B, cede=(2,), congress=True)


def convened(world: World, terms: PeaceTerms = TERMS) -> Turn:
    turn = begun(world, *agree(Letter(terms.winner, terms.loser, terms)))
    diplomacy.phase(turn)
    return turn


def sat(world: World, **more: Any) -> World:
    """B is at peace and its march before a congress of A, C and D."""
    congress = Congress(800, 1, 2, B, (2,), ((A, 60), (C, 50), (D, 30)), (C,))
    fields: dict[str, Any] = {"turn": 3, "serial": 800, "congresses": (congress,)}
    return stage(world, **(fields | more))


def claim(seat: int, price: int, place: int = 2) -> Orders:
    return Orders(seat=seat, claims=(Claim(800, ((place, price),)),))


def awarded(world: World, *orders: Orders) -> Turn:
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    assert turn.world.congresses == ()
    return turn


def test_a_congress_ends_the_war_with_all_and_keeps_the_land_for_the_claims() -> None:
    world = won()
    assert peace_fault(world, TERMS) == ""
    turn = convened(world)
    after = turn.world
    assert not after.war.any()
    assert after.wars[0].ended
    assert sorted(sorted(t.parties) for t in after.treaties if t.double) == [[A, B], [B, C], [B, D]]
    (congress,) = after.congresses
    assert (congress.loser, congress.provinces, congress.held, congress.turn) == (B, (2,), (A,), world.turn)
    assert after.sovereign[2] == B
    assert after.occupier.tolist() == [-1] * 8
    assert after.beaten[B] == world.turn
    assert [e.actor for e in turn.events if e.kind == "congress"] == [s for s, _ in congress.purses]


def test_purses_follow_what_each_dealt_and_took() -> None:
    world = won()
    score = [war_score(world, s, B) for s in (A, C, D)]
    spread = dict(purses(world, 1, B))
    assert sum(spread.values()) == sum(score)
    assert abs(spread[A] - 3 * spread[C]) <= 3
    assert spread[D] == 0
    assert earned(world, TERMS) == sum(score)
    assert earned(world, PeaceTerms(A, B)) == score[0]
    even = dict(purses(won(wounds=(0, 0, 0)), 1, B))
    assert max(even.values()) - min(even.values()) <= 1


def test_the_split_of_a_coalition_goes_before_losses() -> None:
    world = bound(won(), TreatySpec("coalition", (A, C), target=B))
    split = stage(world, treaties=tuple(msgspec.structs.replace(t, split=(300, 700)) for t in world.treaties))
    before, after = dict(purses(world, 1, B)), dict(purses(split, 1, B))
    assert after[D] == before[D]
    assert after[A] + after[C] == before[A] + before[C]
    assert abs(after[A] * 7 - after[C] * 3) <= 10


def test_who_joined_after_the_war_was_won_has_no_spoils() -> None:
    world = won(wounds=(60, 20, 0))
    (war,) = world.wars
    joined = tuple((s, side, world.turn - 1 if s == D else when, t) for s, side, when, t in war.joined)
    late = stage(world, wars=(msgspec.structs.replace(war, joined=joined),))
    assert latecomer(late, D, B)
    assert not latecomer(world, D, B)
    assert war_score(late, D, B) == 0
    assert "cost" in peace_fault(late, PeaceTerms(D, B, reparations=10))
    assert peace_fault(late, PeaceTerms(D, B)) == ""
    assert peace_fault(world, PeaceTerms(D, B, reparations=10)) == ""
    assert dict(purses(late, 1, B))[D] == 0
    bled = np.zeros((4, 4), np.int64)
    bled[B, D] = 1
    assert not latecomer(stage(late, inflicted=bled), D, B)
    idle = stage(late, turn=late.turn + 5)
    assert latecomer(idle, D, B), "who waits for others' victory has no part in it"
    taken = idle.occupier.copy()
    taken[2] = D
    assert not latecomer(stage(idle, occupier=taken), D, B)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (TERMS, ""),
        (PeaceTerms(A, B, congress=True), "needs land"),
        (PeaceTerms(C, B, cede=(2,), congress=True), "earned most"),
        (PeaceTerms(B, A, cede=(1,), congress=True), "victors or more"),
    ],
)
def test_who_may_call_a_congress(terms: PeaceTerms, said: str) -> None:
    fault = peace_fault(won(), terms)
    assert said in fault
    assert bool(said) == bool(fault)


def test_a_separate_war_has_no_seat_at_the_congress() -> None:
    world = warring(opened(), ((A,), (B,)), ((C,), (B,)))
    assert "victors or more" in peace_fault(world, TERMS)


def test_the_highest_bid_wins_at_its_own_price() -> None:
    turn = awarded(sat(opened()), claim(A, 45), claim(C, 40))
    assert turn.world.sovereign[2] == A
    (said,) = [e for e in turn.events if e.kind == "awarded"]
    assert (said.actor, said.target, said.place, said.amount) == (A, B, 2, 45)
    assert ("aggrieved", C, B) in kinds(turn.events)
    assert [(d.kind, d.actor, d.target) for d in turn.deeds] == [("aggrieved", A, C)]
    after, _ = play(sat(opened()), claim(A, 45), claim(C, 40))
    calm, _ = play(sat(opened()), claim(A, 45))
    assert (after.grievance - calm.grievance)[C, A] == after.rules.standing.spoils


def test_between_equals_who_held_it_wins_else_a_draw() -> None:
    assert awarded(sat(opened()), claim(A, 45), claim(C, 45)).world.sovereign[2] == C
    found = set()
    for seed in range(16):
        found.add(int(awarded(sat(opened(seed=seed)), claim(A, 30), claim(D, 30)).world.sovereign[2]))
    assert found == {A, D}


def test_what_nobody_claims_stays_with_the_loser() -> None:
    turn = awarded(sat(opened()))
    assert turn.world.sovereign[2] == B
    assert not [e for e in turn.events if e.kind in ("awarded", "aggrieved")]


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        (claim(A, 60), ""),
        (claim(A, 61), "earned you 60"),
        (claim(A, 29), "at least 30"),
        (claim(A, 30, place=3), "out of those before"),
        (claim(B, 30), "no seat"),
        (Orders(seat=A, claims=(Claim(1, ((2, 30),)),)), "no seat"),
        (Orders(seat=A, claims=(Claim(800, ((2, 30), (2, 30))),)), "at most once"),
    ],
)
def test_what_may_be_claimed(orders: Orders, said: str) -> None:
    world = sat(opened())
    assert cession_price(world, 2) == 30
    kept, problems = lawful(world, orders)
    assert bool(kept.claims) == (not said)
    assert said in "".join(problems)


def test_no_congress_takes_the_last_province_or_what_is_gone_or_an_enemys() -> None:
    lone = sat(opened(), sovereign=ints(A, A, B, A, C, C, D, D))
    assert awarded(lone, claim(A, 30)).world.sovereign[2] == B
    gone = sat(opened(), sovereign=ints(A, A, D, B, C, C, D, D))
    assert awarded(gone, claim(A, 30)).world.sovereign[2] == D
    again = warring(sat(opened()), ((A,), (B,)))
    assert awarded(again, claim(A, 50), claim(C, 30)).world.sovereign[2] == C


def test_pledged_land_is_not_ceded_twice() -> None:
    world = warring(sat(opened(), inflicted=np.array([[0, 400, 0, 0], [0] * 4, [0] * 4, [0] * 4])), ((A,), (B,)))
    assert "congress" in peace_fault(world, PeaceTerms(A, B, cede=(2,)))
    assert peace_fault(stage(world, congresses=()), PeaceTerms(A, B, cede=(2,))) == ""


def test_without_the_switch_there_is_no_congress() -> None:
    assert "leave that out" in peace_fault(won({"switch.congress": 0}), TERMS)


def test_a_congress_is_played_to_its_end() -> None:
    first, _ = play(won(), *agree(Letter(A, B, TERMS)))
    (congress,) = first.congresses
    assert first.sovereign[2] == B
    bid = cession_price(first, 2)
    assert dict(congress.purses)[A] >= bid
    second, events = play(first, Orders(seat=A, claims=(Claim(congress.id, ((2, bid),)),)))
    assert second.sovereign[2] == A
    assert second.congresses == ()
    assert ("awarded", A, B) in kinds(events)
