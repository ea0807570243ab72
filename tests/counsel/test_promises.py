"""What promises deter and who is forecast to come, as the screens tell it."""

from __future__ import annotations

import msgspec
import pytest

from hegemon.counsel.danger import danger
from hegemon.counsel.memory import forget
from hegemon.counsel.position import position
from hegemon.counsel.promises import card, chance, joining
from hegemon.world.promises import clarity
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.worlds import A, B, C, D, bound, cheque, opened, pinned, stage


def world(*specs: TreatySpec, **fields: object) -> World:
    forget()
    return bound(stage(opened(), turn=40, mobilised=1, **fields), *specs)


PACT = TreatySpec("defence", (B, C), term=90)


def test_a_card_tells_clarity_force_and_whom_it_deters() -> None:
    view = view_of(world(PACT), D)
    given = card(view, view.known.treaties[0])
    assert [(p.state, p.helped) for p in given] == [(B, C), (C, B)]
    for promise in given:
        assert promise.clarity == clarity(view.known, view.known.treaties[0], promise.state)
        assert promise.belief == 600
        assert promise.brings > 0
        assert {d.attacker for d in promise.deters} == {A, D}
        assert all(d.odds > 0 and d.gain > 0 for d in promise.deters)


def test_what_it_deters_is_the_difference_in_the_table_of_danger() -> None:
    with_it, without = view_of(world(PACT), D), view_of(world(), D)
    lost = {d.attacker: d for d in card(with_it, with_it.known.treaties[0])[1].deters}
    for attacker in (A, D):
        fall = int(danger(without).gain[attacker, B] - danger(with_it).gain[attacker, B])
        assert abs(fall - lost[attacker].gain) <= 3
        odds = int(danger(without).chance[attacker, B] - danger(with_it).chance[attacker, B])
        assert abs(odds - lost[attacker].odds) <= 1


@pytest.mark.parametrize("reply", ["at once", "refuse"])
def test_a_clearer_promise_deters_more_whom_it_is_known_to(reply: str) -> None:
    asked, told = view_of(world(PACT), C), view_of(cheque(world(PACT), B, reply), C)
    before, after = (card(v, v.known.treaties[0])[0] for v in (asked, told))
    assert (after.clarity > before.clarity) == (reply == "at once")
    assert (after.deters[0].gain > before.deters[0].gain) == (reply == "at once")
    outside = view_of(cheque(world(PACT), B, reply), A)
    assert card(outside, outside.known.treaties[0])[0].clarity == before.clarity


def test_a_treaty_without_help_has_no_card_and_a_guarantee_one_promise() -> None:
    given = world(TreatySpec("nonaggression", (A, B)), TreatySpec("guarantee", (A, C)))
    view = view_of(given, A)
    assert card(view, view.known.treaties[0]) == ()
    assert [(p.state, p.helped) for p in card(view, view.known.treaties[1])] == [(A, C)]


def test_word_counts_strength_by_belief_and_clarity() -> None:
    view = view_of(world(PACT), A)
    treaty = view.known.treaties[0]
    assert position(view).word[B, C, D] == pytest.approx(0.6 * clarity(view.known, treaty, B) / 1000)


def test_what_overstretched_promises_lose_is_read_from_the_same_clarity() -> None:
    duties = [TreatySpec(kind, (B, s), term=90) for s in (A, C, D) for kind in ("defence", "guarantee", "entente")]
    idle = world(*duties)
    effort = idle.effort.copy()
    effort[B] = (10, 0, 0, 0)
    idle = stage(idle, effort=effort)
    view = view_of(idle, B)
    assert clarity(view.known, view.known.treaties[0], B) < 700
    assert position(view).word[B, A, C] == pytest.approx(0.6 * clarity(view.known, view.known.treaties[0], B) / 1000)


def test_who_comes_is_forecast_by_word_and_belief() -> None:
    given = world(PACT, TreatySpec("defence", (A, D), term=90))
    view = view_of(given, A)
    found = {(c.state, c.side): c.chance for c in joining(view, A, B)}
    assert found[C, 1] == chance(view, view.known.treaties[0], C, A) > 0
    sure = view_of(cheque(given, C), B)
    assert {c.state: c.chance for c in joining(sure, A, B)}[C] > found[C, 1]
    never = view_of(cheque(given, C, "refuse"), B)
    assert {c.state: c.chance for c in joining(never, A, B)}[C] < found[C, 1]


def test_belief_moves_the_forecast_and_a_chain_is_never_surer_than_its_links() -> None:
    chain = world(PACT, TreatySpec("defence", (A, D), term=90, chained=True))  # called when C joins against A
    low, high = (view_of(stage(chain, reliability=r), A) for r in (300, 900))
    first, second = ({c.state: c.chance for c in joining(v, A, B)} for v in (low, high))
    assert 0 < first[C] < second[C]
    assert first[D] <= first[C]
    assert 0 < first[D] < second[D]


def test_nobody_knows_of_a_secret_helper() -> None:
    given = world(PACT)
    veiled = stage(given, treaties=(msgspec.structs.replace(given.treaties[0], secret=True),))
    assert joining(view_of(veiled, A), A, B) == ()
    assert [c.state for c in joining(view_of(veiled, B), A, B)] == [C]


def test_without_misperception_force_is_known_as_it_is() -> None:
    blurred, clear = (
        position(view_of(world(rules=pinned(house)), A)).force for house in ({}, {"switch.misperception": 0})
    )  # fmt: skip
    assert len({round(f) for f in clear.tolist()}) == 1
    assert len({round(f) for f in blurred.tolist()}) > 1
