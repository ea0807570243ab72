"""Governments in exile, staged: who flees and who is at an end, what an exile may do, and how it comes home."""

from __future__ import annotations

import numpy as np
import pytest

from hegemon.engine import diplomacy, power
from hegemon.engine.context import Turn
from hegemon.world.legality import lawful
from hegemon.world.legality_diplomacy import declaration, peace_fault, peace_price
from hegemon.world.orders import Demand, Letter, Move, Orders, PeaceTerms, Shift, TreatyTerms
from hegemon.world.promises import envoys
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Crisis, Payment
from tests.property.invariants import sound
from tests.worlds import (
    A,
    B,
    C,
    D,
    agree,
    begun,
    bound,
    ints,
    kinds,
    marching,
    opened,
    pinned,
    placed,
    play,
    stage,
    warring,
)  # fmt: skip


def falling(rules: dict[str, int] | None = None, ally: bool = True) -> World:
    """A holds all of B, at the second turn-end; C fights on beside B."""
    world = warring(opened(rules=pinned(rules)), ((A,), (B, C) if ally else (B,)))
    world = stage(world, occupier=ints(-1, -1, A, A, -1, -1, -1, -1), fallen=ints(0, 1, 0, 0))
    return placed(world, (A, 2, 60), (A, 3, 60), (A, 1, 60), (B, 4, 30), (C, 4, 60), (C, 5, 30), (D, 6, 30))


def fled() -> World:
    world, events = play(falling())
    assert ("exiled", B, C) in kinds(events)
    return world


def made(world: World, terms: PeaceTerms) -> Turn:
    turn = begun(world, *agree(Letter(terms.winner, terms.loser, terms)))
    diplomacy.phase(turn)
    return turn


def test_a_government_with_an_ally_in_the_field_goes_into_exile() -> None:
    world = bound(falling(), TreatySpec("defence", (B, C)))
    world = stage(world, payments=(Payment(B, D, 50, 99),), crises=(Crisis(700, 2, B, D, "humble"),), serial=700)
    after, events = play(world)
    assert ("capitulated", B, -1) in kinds(events)
    assert ("exiled", B, C) in kinds(events)
    assert after.alive[B]
    assert after.exiled[B] == after.beaten[B] == world.turn
    assert after.home.tolist() == [True, False, True, True]
    assert after.sovereign[[2, 3]].tolist() == [A, A]
    assert after.former.tolist() == [-1, -1, B, B, -1, -1, -1, -1]
    assert after.army[B] == 0  # abroad too
    assert after.war[A, B]
    assert [t.parties for t in after.treaties] == [(B, C)]
    assert after.payments == ()
    assert after.crises == ()
    for name in ("power", "coercion", "output_share", "land_share", "influence_share"):
        share = getattr(after, name)
        assert share[B] == 0, name
        assert share.sum() == 1_000_000, name
    sound(after)


def test_without_an_ally_or_the_switch_it_is_at_an_end() -> None:
    for world in (falling(ally=False), falling({"switch.exile": 0})):
        after, events = play(world)
        assert ("eliminated", B, -1) in kinds(events)
        assert not after.alive[B]
        assert (after.former == -1).all()
        assert after.exiled[B] == 0


def test_an_ally_who_fights_another_war_or_holds_no_land_is_no_help() -> None:
    world = falling()
    other = warring(falling(ally=False), ((C,), (D,)))
    landless = stage(world, sovereign=ints(A, A, B, B, D, D, D, D))
    for now in (other, landless):
        after, _ = play(now)
        assert not after.alive[B]


def test_two_who_fall_at_once_are_no_shelter_for_each_other() -> None:
    world = stage(
        falling(), occupier=ints(-1, -1, A, A, A, A, -1, -1), fallen=ints(0, 1, 1, 0)
    )
    world = placed(world, (A, 2, 60), (A, 3, 60), (A, 4, 60), (A, 5, 60), (A, 1, 60))
    after, _ = play(world)
    assert after.alive.tolist() == [True, False, False, True]
    assert (after.former == -1).all()


def test_an_exile_has_words_only() -> None:
    world = fled()
    assert envoys(world, B) == 1
    everything = Orders(
        seat=B, shifts=(Shift(0, 1),), focus=1, posture="mobilise", depot=2, moves=(Move((2, 1), 5),), declare=(D,),
        demand=Demand(D, "humble"), summit=(A, D), sanction=(A,),
    )  # fmt: skip
    kept, problems = lawful(world, everything)
    assert kept == Orders(seat=B)
    assert len(problems) == 9
    words = Orders(seat=B, letters=(Letter(B, D, TreatyTerms("defence", (B, D))),))
    assert lawful(world, words) == (words, ())
    two = Orders(seat=B, letters=tuple(Letter(B, to, TreatyTerms("trade", (B, to))) for to in (C, D)))
    assert len(lawful(world, two)[0].letters) == 1


def test_nobody_attacks_or_bullies_an_exile() -> None:
    world = fled()
    assert declaration(world, D)(B)
    assert declaration(world, D)(A) == ""
    assert lawful(world, Orders(seat=D, demand=Demand(B, "humble")))[0].demand is None


def test_an_exile_neither_grows_nor_works() -> None:
    first = fled()
    world = first
    for _ in range(3):
        world, _ = play(world)
        sound(world)
        assert world.alive[B]
        assert world.power[B] == world.potential[B] == world.influence[B] == world.army[B] == 0
        assert world.fallen[B] == 0
    assert world.quality[B] == first.quality[B]


def test_an_exile_ends_when_no_ally_fights_on() -> None:
    turn = made(fled(), PeaceTerms(A, C))
    power.phase(turn)
    assert ("eliminated", B, -1) in kinds(turn.events)
    assert (turn.world.former == -1).all()
    assert not turn.world.exiled.any()


def test_a_peace_can_bring_it_home() -> None:
    world = fled()
    world = stage(world, inflicted=np.array([[0] * 4, [0] * 4, [400, 0, 0, 0], [0] * 4]))
    terms = PeaceTerms(C, A, restore=B)
    assert peace_price(world, terms) == 2 * world.rules.peace.price_restore
    assert peace_fault(world, terms) == ""
    turn = made(world, terms)
    after = turn.world
    assert ("restored", B, -1) in kinds(turn.events)
    assert after.sovereign.tolist() == [A, A, B, B, C, C, D, D]
    assert after.occupier.tolist() == [-1] * 8
    assert after.home.all()
    assert not after.war.any()
    assert after.capital[B] == 3
    assert (after.former == -1).all()
    assert after.beaten[A] == world.turn
    sound(after)
    assert sum(t.double and B in t.parties for t in after.treaties) == 1
    played, _ = play(world, *agree(Letter(C, A, terms)))
    assert played.alive[B]
    assert played.power[B] > 0
    assert played.power.sum() == 1_000_000


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (PeaceTerms(A, C, restore=B), "holds nothing"),
        (PeaceTerms(C, A, restore=D), "holds nothing"),
        (PeaceTerms(C, A, restore=99), "holds nothing"),
        (PeaceTerms(C, A, cede=(2,), restore=B), "not both"),
        (PeaceTerms(B, A, cede=(2,)), "only for its own return"),
        (PeaceTerms(B, A, reparations=10), "only for its own return"),
        (PeaceTerms(A, B, reparations=10), "nothing left"),
        (PeaceTerms(A, B), ""),
    ],
)
def test_what_a_peace_about_an_exile_may_say(terms: PeaceTerms, said: str) -> None:
    fault = peace_fault(fled(), terms)
    assert said in fault
    assert bool(said) == bool(fault)


def test_restoring_costs_score_and_leaves_the_loser_a_province() -> None:
    world = stage(fled(), sovereign=ints(C, C, A, A, C, C, D, D))
    assert "must be left" in peace_fault(world, PeaceTerms(C, A, restore=B))
    wide = stage(fled(), sovereign=ints(A, A, A, A, A, C, D, D), former=ints(-1, B, B, B, B, -1, -1, -1))
    assert "cost 20" in peace_fault(wide, PeaceTerms(C, A, restore=B))


def test_the_fall_of_its_conqueror_to_an_ally_brings_it_home() -> None:
    world = stage(fled(), occupier=ints(C, C, C, C, -1, -1, -1, -1), fallen=ints(1, 0, 0, 0))
    world = placed(world, (C, 0, 60), (C, 1, 60), (C, 2, 60), (C, 3, 60))
    after, events = play(world)
    assert ("eliminated", A, -1) in kinds(events)
    assert ("restored", B, -1) in kinds(events)
    assert after.sovereign.tolist() == [C, C, B, B, C, C, D, D]
    assert after.home.tolist() == [False, True, True, True]
    sound(after)


def test_an_exile_wins_nothing_and_finishes_by_the_turn_it_fled() -> None:
    world = fled()
    alone = stage(world, alive=[True, True, False, False], died=ints(0, 0, 2, 2), sovereign=A)
    turn = begun(stage(alone, war=0, wars=(), treaties=(), former=-1))
    power.phase(turn)
    assert turn.world.over == "last standing"
    assert turn.world.victor == A
    dead = stage(world, alive=[True, True, True, False], died=ints(0, 0, 0, world.turn + 3), recent=0)
    order = power.finish(dead)
    assert order.index(D) < order.index(B)


def test_friends_are_not_called_to_an_exiles_side_of_new_wars() -> None:
    world = bound(fled(), TreatySpec("defence", (B, D)))
    after, events = play(world, marching(D, declare=(C,)))
    assert after.war[C, D]
    assert not [e for e in events if e.kind == "called" and e.target == B]
    assert not after.war[B, D]


def test_a_government_is_imposed_at_a_peace() -> None:
    world = stage(fled(), government=ints(0, 0, 2, 0), inflicted=np.array([[0] * 4, [0] * 4, [400, 0, 0, 0], [0] * 4]))
    terms = PeaceTerms(C, A, regime=True)
    assert peace_price(world, terms) == world.rules.peace.price_regime
    after = made(world, terms).world
    assert after.government[A] == 2
    assert after.regime[A] == world.turn
    assert "already" in peace_fault(stage(world, government=0), terms)
    fixed = stage(falling({"switch.government": 0}), government=ints(0, 0, 2, 0))
    assert "do not change" in peace_fault(fixed, terms)
