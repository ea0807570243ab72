"""Grievance weighs on what a treaty is worth to keep, and a word only where it has a reputation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hegemon.counsel.memory import forget
from hegemon.counsel.terms import faith, going_on
from hegemon.players.maximiser.honour import answers
from hegemon.players.maximiser.keeping import departures, keep
from hegemon.players.maximiser.mind import mind_of
from hegemon.world.orders import Term
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Call
from hegemon.world.view import View, view_of
from tests.worlds import A, B, C, bound, opened, pinned, stage, warring

PACT = TreatySpec("defence", (A, B), term=90)


def sore(grievance: int, *specs: TreatySpec, turn: int = 5) -> View:
    forget()
    held = np.zeros((4, 4), np.int64)
    held[A, B] = grievance
    return view_of(bound(stage(opened(), turn=turn, grievance=held), *(specs or (PACT,))), A)


def resentment(view: View) -> list[tuple[int, int]]:
    return [(t.about, t.amount) for t in keep(view, view.known.treaties[0]) if t.name == "resentment"]


def test_grievance_lowers_the_worth_of_a_treaty_with_its_cause_alone() -> None:
    assert resentment(sore(0)) == []
    assert resentment(sore(500, TreatySpec("defence", (A, C), term=90))) == []
    ((about, amount),) = resentment(sore(500))
    assert about == B
    assert amount < 0
    found = [sum(t.amount for t in keep(v, v.known.treaties[0])) for v in map(sore, (0, 200, 400, 800, 1000))]
    assert found == sorted(found, reverse=True)


def test_a_league_is_resented_for_the_member_that_shirks() -> None:
    assert [about for about, _ in resentment(sore(500, TreatySpec("league", (A, B, C), term=90)))] == [B]


def test_enough_grievance_dissolves_a_pact() -> None:
    quiet, sour = sore(0, turn=4), sore(1000, turn=4)
    first = quiet.known.treaties[0]
    for view, gone in ((quiet, False), (sour, True)):
        at = stage(view.known, turn=8 - 2 * (first.id % 2))
        left, broken, _ = departures(view_of(at, A), mind_of())
        assert bool(left or broken) == gone


def test_what_may_be_left_at_will_is_left_and_not_broken() -> None:
    view = sore(1000, TreatySpec("coalition", (A, B), target=C, term=90), turn=4)
    first, found = view.known.treaties[0], 0
    sour = replace(mind_of(), terms={"spoils shared": 0, "cover": 0})
    for armed in (0, 1):
        at = stage(view.known, turn=8 - 2 * (first.id % 2), mobilised=np.array([armed, 0, 0, 0]))
        left, broken, records = departures(view_of(at, A), sour)
        assert not broken
        found += len(left)
        assert all(o.barred for r in records for o in r.options if o.name.startswith("break"))
    assert found


def called(house: dict[str, int]) -> World:
    world = bound(stage(warring(opened(), ((C,), (B,))), rules=pinned(house)), PACT)
    return stage(world, calls=(Call(90, int(world.war[B, C]), world.treaties[0].id, B, A, C, world.turn + 1),))


def test_who_has_called_on_a_friend_keeps_faith_with_it() -> None:
    world = called({})
    view, alone = view_of(world, B), view_of(stage(world, calls=()), B)
    assert faith(view, B, C) > 0 == faith(alone, B, C)
    assert faith(view, C, B) == 0
    assert going_on(view, B, C).value == going_on(alone, B, C).value + faith(view, B, C)
    assert Term("faith with a friend", faith(view, B, C), -1) in going_on(view, B, C).terms


@pytest.mark.parametrize(
    ("house", "pulls"), [({}, True), ({"switch.reputation": 0}, False), ({"switch.entrapment": 0}, False)]
)
def test_the_word_pulls_only_where_it_has_a_reputation(house: dict[str, int], pulls: bool) -> None:
    forget()
    _, (record,) = answers(view_of(called(house), A), mind_of())
    terms = {t.name for option in record.options for t in option.terms}
    assert ("word kept" in terms) == pulls
