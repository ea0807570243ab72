from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hegemon.counsel.bands import reader_gain
from hegemon.counsel.danger import weigh
from hegemon.counsel.pacts import named_enemy, truce, worth
from hegemon.counsel.shelter import shelter
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening
from hegemon.world.orders import Letter, TreatyTerms
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.view import View, view_of
from tests.counsel.positions import STATES, changed, position, seeds, states

WEIGHTS = load_weights()


@pytest.fixture(scope="module")
def view() -> View:
    world = opening(open_world(load_scenario("europe-1914"), 3))
    return view_of(world, world.codes.index("FRN"))


@given(seeds)
def test_a_promise_covers_and_buffers_and_entraps_never_the_other_way(seed: int) -> None:
    table = weigh(position(seed), WEIGHTS.danger)
    known = shelter(table, WEIGHTS)
    assert (known.cover >= 0).all()
    assert (known.buffer >= 0).all()
    assert (known.entrapment <= 0).all()
    sure = shelter(table, replace(WEIGHTS, pacts=replace(WEIGHTS.pacts, unsure=0)))
    assert (sure.cover <= WEIGHTS.pacts.years * (table.threat.T[:, None, :] + 1)).all()
    i = np.arange(STATES)
    for part in (known.cover, known.buffer, known.entrapment):
        assert not part[i, i, :].any()
        assert not part[i, :, i].any()


@given(seeds, states, st.floats(1, 300))
def test_a_stronger_partner_covers_no_less(seed: int, k: int, more: float) -> None:
    p = position(seed, wars=0)
    weaker = shelter(weigh(p, WEIGHTS.danger), WEIGHTS)
    stronger = shelter(weigh(changed(p, "belief", (k,), 1.0), WEIGHTS.danger), WEIGHTS)
    assert (stronger.cover[:, k, :] >= weaker.cover[:, k, :] - 1).all()


@given(seeds, st.integers(0, 100_000))
def test_a_word_not_to_attack_calms_and_ties(seed: int, price: int) -> None:
    table = weigh(position(seed), WEIGHTS.danger)
    one, dearer = truce(table, price, WEIGHTS), truce(table, 2 * price, WEIGHTS)
    assert (one.calm >= 0).all()
    assert (one.prey <= 0).all()
    assert (dearer.calm >= one.calm - 1).all()
    assert (dearer.prey <= one.prey).all()


def test_worth_is_told_in_terms_that_have_their_sign(view: View) -> None:
    signs = {"cover": 1, "buffer": 1, "entrapment": -1, "peace with it": 1, "prey forgone": -1, "autonomy": -1}
    for kind in view.known.rules.kinds:
        for other in range(view.known.states):
            if other == view.seat:
                continue
            for term in worth(view, kind, view.seat, other):
                assert term.amount * signs.get(term.name, term.amount) > 0, (kind, term)


def test_a_guarantee_shelters_one_side_and_entraps_the_other(view: View) -> None:
    other = view.known.codes.index("SPN")
    gives = {t.name for t in worth(view, "guarantee", view.seat, other, first=True)}
    takes = {t.name for t in worth(view, "guarantee", other, view.seat, first=False)}
    assert "cover" not in gives
    assert "entrapment" not in takes


def test_a_named_enemy_narrows_what_is_promised(view: View) -> None:
    whole = {t.name: t.amount for t in worth(view, "defence", view.seat, 2)}
    for enemy in range(view.known.states):
        if enemy in (view.seat, 2):
            continue
        part = {t.name: t.amount for t in worth(view, "defence", view.seat, 2, enemy)}
        assert part.get("cover", 0) <= whole.get("cover", 0)
        assert part.get("entrapment", 0) >= whole.get("entrapment", 0)
    assert named_enemy(view, view.known.rules.kinds["trade"], view.seat, 2) == -1


def test_another_sums_are_seen_as_a_band(view: View) -> None:
    letter = Letter(view.seat, 2, TreatyTerms("defence", (view.seat, 2)))
    band = reader_gain(view, letter)
    assert band.low < band.mid < band.high
    assert band.mid == sum(t.amount for t in band.terms)
