from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from hegemon.counsel.danger import TERMS, onset, room, weigh, win
from hegemon.counsel.weights import load_weights
from tests.counsel.positions import STATES, changed, position, seeds, states

RULE = load_weights().danger
ROUNDED = len(TERMS)  # each term is rounded by itself


@given(seeds)
def test_the_terms_add_up_to_the_gain_exactly(seed: int) -> None:
    table = weigh(position(seed), RULE)
    assert tuple(table.terms) == TERMS
    assert (np.stack(list(table.terms.values())).sum(axis=0) == table.gain).all()
    assert all(part.dtype == np.int64 for part in table.terms.values())


@given(seeds)
def test_every_term_has_its_sign(seed: int) -> None:
    table = weigh(position(seed), RULE)
    assert (table.terms["spoils"] >= 0).all()
    for name in TERMS[1:]:
        assert (table.terms[name] <= 0).all(), name
    assert (table.threat >= 0).all()
    assert ((table.attack >= 0) & (table.attack <= 1)).all()
    assert ((table.chance >= 0) & (table.chance <= 1000)).all()


@given(seeds)
def test_the_prize_is_capped_by_the_smaller_power(seed: int) -> None:
    p = position(seed)
    table = weigh(p, RULE)
    cap = np.minimum(p.power[:, None], p.power[None, :]) * RULE.prize / 1000
    assert (table.terms["spoils"] <= cap + 1).all()


@given(seeds, states, st.floats(1, 300))
def test_more_force_never_worsens_the_odds_or_the_gain_of_an_attacker(seed: int, i: int, more: float) -> None:
    p = position(seed)
    assume(p.alive[i])
    before = weigh(p, RULE)
    after = weigh(changed(p, "force", (i,), p.force[i] + more), RULE)
    others = np.arange(STATES) != i
    assert (after.odds[i, others] >= before.odds[i, others] - 1e-9).all()
    assert (after.gain[i, others] >= before.gain[i, others] - ROUNDED).all()


@given(seeds, states, st.floats(1, 300))
def test_more_force_never_invites_attack(seed: int, j: int, more: float) -> None:
    """Only on who has no helpers at war: an attacker may gain by a third that grows, never by its victim."""
    p = position(seed, wars=0)
    assume(p.alive[j])
    before = weigh(p, RULE)
    after = weigh(changed(p, "force", (j,), p.force[j] + more), RULE)
    others = np.arange(STATES) != j
    assert (after.odds[others, j] <= before.odds[others, j] + 1e-9).all()
    assert (after.gain[others, j] <= before.gain[others, j] + ROUNDED).all()


@given(seeds, states, states, states, st.floats(0, 1))
def test_a_better_promise_only_deters(seed: int, helper: int, helped: int, attacker: int, word: float) -> None:
    assume(len({helper, helped, attacker}) == 3)
    p = position(seed)
    assume(word >= p.word[helper, helped, attacker])
    before = weigh(p, RULE)
    after = weigh(changed(p, "word", (helper, helped, attacker), word), RULE)
    assert after.gain[attacker, helped] <= before.gain[attacker, helped] + ROUNDED
    assert after.threat[attacker, helped] <= before.threat[attacker, helped] + 1
    assert (after.aid >= before.aid - 1e-9).all()
    untouched = np.ones((STATES, STATES), np.bool_)
    untouched[attacker, helped] = False
    assert (after.gain[untouched] == before.gain[untouched]).all()


@given(seeds, states, states, st.floats(0, 0.3))
def test_a_dearer_word_lowers_the_gain_by_what_it_costs(seed: int, i: int, j: int, more: float) -> None:
    p = position(seed)
    before = weigh(p, RULE)
    after = weigh(changed(p, "price", (i, j), p.price[i, j] + more), RULE)
    fall = int(before.gain[i, j] - after.gain[i, j])
    assert abs(fall - more * p.power[i]) <= 1
    assert after.attack[i, j] <= before.attack[i, j]


@given(seeds, states, states)
def test_trade_ties_a_hand(seed: int, i: int, j: int) -> None:
    p = position(seed)
    without = weigh(changed(p, "trade", (i, j), False), RULE)
    tied = weigh(changed(p, "trade", (i, j), True), RULE)
    assert tied.gain[i, j] <= without.gain[i, j]


@given(seeds, states, states, st.floats(0, 1))
def test_dislike_makes_attack_likelier_and_only_frees_from_friendship(seed: int, i: int, j: int, more: float) -> None:
    p = position(seed)
    assume(more >= p.hostile[i, j])
    before = weigh(p, RULE)
    after = weigh(changed(p, "hostile", (i, j), more), RULE)
    assert after.attack[i, j] >= before.attack[i, j]
    for name in TERMS:
        if name != "friendship":
            assert (after.terms[name][i] == before.terms[name][i]).all(), name
    assert (after.terms["friendship"] >= before.terms["friendship"]).all()
    if p.hostile[i, j] >= 0.5:
        assert (after.gain[i] == before.gain[i]).all(), "no gain is made of hate"


@given(seeds, states, states)
def test_tiredness_and_the_hostility_of_others_only_cost(seed: int, i: int, k: int) -> None:
    assume(i != k)
    p = position(seed)
    tired = weigh(changed(p, "tired", (i,), 1.0), RULE)
    fresh = weigh(changed(p, "tired", (i,), 0.0), RULE)
    assert (tired.gain[i] <= fresh.gain[i]).all()
    hated = weigh(changed(p, "hostile", (k, i), 1.0), RULE)
    liked = weigh(changed(p, "hostile", (k, i), 0.0), RULE)
    assert (hated.gain[i] <= liked.gain[i]).all()


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e5))
def test_odds_rise_with_the_attack_and_fall_with_the_defence(a: float, d: float, more: float) -> None:
    one = np.asarray([a]), np.asarray([d])
    assert 0 <= win(*one)[0] <= 1
    assert win(one[0] + more, one[1])[0] >= win(*one)[0] - 1e-12
    assert win(one[0], one[1] + more)[0] <= win(*one)[0] + 1e-12


@given(st.floats(0, 500), st.floats(0, 300), st.floats(0, 60), st.floats(0, 100))
def test_room_on_a_front_is_never_worse_with_more_men_or_landings(f: float, front: float, sea: float, m: float) -> None:
    def points(force: float, land: float, landing: float) -> float:
        return float(room(np.asarray(force), np.asarray(land), np.asarray(landing), RULE))

    assert points(f + m, front, sea) >= points(f, front, sea)
    assert points(f, front, sea + m) >= points(f, front, sea)
    assert points(f, front, sea) <= f + 1e-9


@given(st.floats(-1e6, 1e6), st.floats(0, 1e5), st.floats(1, 1e6), st.floats(0, 1))
def test_the_chance_of_attack_rises_with_what_it_brings(gain: float, more: float, power: float, hate: float) -> None:
    def chance(value: float) -> float:
        return float(onset(np.asarray(value), np.asarray(power), np.asarray(hate), RULE))

    assert 0 <= chance(gain) <= RULE.onset / 1000
    assert chance(gain + more) >= chance(gain) - 1e-12


def test_without_a_border_there_is_no_attack() -> None:
    p = position(1, wars=0)
    none = np.zeros((STATES, STATES))
    p = replace(p, front=none, landing=none, through=none > 0)
    table = weigh(p, RULE)
    assert not table.open.any()
    assert not table.threat.any()
