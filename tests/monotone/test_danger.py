from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from hegemon.counsel.danger import (
    TERMS,
    aid_of,
    brought,
    danger,
    help_of,
    loss,
    onset,
    prize,
    room,
    torn,
    touching,
    weigh,
    win,
)
from hegemon.counsel.position import Position
from hegemon.counsel.surprise import surprise
from hegemon.counsel.weights import load_weights
from hegemon.world.view import view_of
from tests.counsel.positions import STATES, changed, position, seeds, states
from tests.monotone.support import FALLS, RISES, drawn, one_way, proves, with_entry, worlds
from tests.monotone.support import changed as changed_world

RULE = load_weights().danger
ROUNDED = len(TERMS)  # each term is rounded by itself
chances, parts = st.floats(0, 1), st.floats(0.01, 1)
powers = st.floats(1, 1e6)

# What is raised for a pair (the row, the column or the entry of both), and what the row may then expect of war with it.
PAIRS = (
    ("force", "row", 300.0, RISES), ("near", "entry", 1.0, RISES), ("front", "both", 400.0, RISES),
    ("landing", "both", 90.0, RISES), ("through", "entry", 1.0, RISES), ("ready", "column", 1.0, FALLS),
    ("price", "entry", 0.3, FALLS), ("trade", "entry", 1.0, FALLS), ("tired", "row", 1.0, FALLS),
    ("hostile", "entry", 1.0, RISES),
)  # fmt: skip


def raised(p: Position, name: str, where: str, i: int, j: int, most: float) -> Position:
    """Return the position with one input of the pair raised, to at least what it was."""
    at: tuple[int, ...] = {"row": (i,), "column": (j,)}.get(where, (i, j))
    old = float(getattr(p, name)[at])
    value = old + most if name in ("force", "front", "landing", "price") else max(old, most)
    one = changed(p, name, at, value)
    return changed(one, name, (j, i), value) if where == "both" else one


@pytest.mark.parametrize(("name", "where", "most", "way"), PAIRS, ids=[f"{n} {w}" for n, w, _, _ in PAIRS])
@proves(weigh)
@drawn
@given(seeds, states, states)
def test_what_speaks_for_a_war_never_lowers_its_gain_and_what_speaks_against_never_raises_it(
    name: str, where: str, most: float, way: int, seed: int, i: int, j: int
) -> None:
    assume(i != j)
    p = position(seed)
    before, after = weigh(p, RULE), weigh(raised(p, name, where, i, j, most), RULE)
    one_way(before.gain[i, j], after.gain[i, j], way, ROUNDED, name)
    one_way(before.attack[i, j], after.attack[i, j], way, 1e-3, name)
    if name not in ("price", "trade", "tired", "hostile"):
        one_way(before.odds[i, j], after.odds[i, j], way, 1e-9, name)
        one_way(before.chance[i, j], after.chance[i, j], way, 0, name)
    else:
        assert (before.odds == after.odds).all(), "feelings and prices win no battles"


@proves(weigh)
@drawn
@given(seeds, states, states, states, chances)
def test_a_more_reliable_ally_of_the_victim_never_raises_the_gain_of_the_attacker(
    seed: int, helper: int, helped: int, attacker: int, more: float
) -> None:
    assume(len({helper, helped, attacker}) == 3)
    p = position(seed)
    at = (helper, helped, attacker)
    before = weigh(p, RULE)
    after = weigh(changed(p, "word", at, max(more, float(p.word[at]))), RULE)
    one_way(before.gain[attacker, helped], after.gain[attacker, helped], FALLS, ROUNDED)
    one_way(before.chance[attacker, helped], after.chance[attacker, helped], FALLS)
    one_way(before.threat[attacker, helped], after.threat[attacker, helped], FALLS, 1)
    one_way(before.defender, after.defender, RISES)


@proves(weigh)
@drawn
@given(seeds, states, states, st.floats(1, 1e6))
def test_a_richer_victim_is_no_better_prey_for_who_is_weaker_than_it(seed: int, i: int, j: int, more: float) -> None:
    p = position(seed)
    assume(i != j and p.power[j] >= p.power[i])
    before, after = weigh(p, RULE), weigh(changed(p, "power", (j,), p.power[j] + more), RULE)
    assert (before.gain[i, j] == after.gain[i, j]).all()
    cap = np.minimum(p.power[:, None], p.power[None, :]) * RULE.prize / 1000
    assert (before.terms["spoils"] <= cap + 1).all()


@proves(weigh)
@drawn
@given(seeds)
def test_every_term_has_its_sign_and_its_bound(seed: int) -> None:
    p = position(seed)
    table = weigh(p, RULE)
    assert (table.terms["spoils"] >= 0).all()
    for name in TERMS[1:]:
        assert (table.terms[name] <= 0).all(), name
    for name in ("defeat", "hazard", "toil", "exposure", "friendship"):
        assert (table.terms[name] >= -p.power[:, None] - 1).all(), name
    assert (np.sum(list(table.terms.values()), axis=0) == table.gain).all()
    assert (table.aid >= 0).all()
    assert (table.lent >= 0).all()
    assert ((table.share >= 0) & (table.share <= 1 + 1e-9)).all()
    most = RULE.prize / 1000 * np.minimum(p.power[:, None], p.power[None, :]) + RULE.toil / 1000 * p.power[None, :]
    assert ((table.threat >= 0) & (table.threat <= most + 1)).all()


@proves(win)
@drawn
@given(st.floats(0, 1e4), st.floats(0, 1e4), st.floats(0, 1e4))
def test_the_odds_rise_with_the_attack_and_fall_with_the_defence(a: float, d: float, more: float) -> None:
    def odds(attack: float, defence: float) -> float:
        return float(win(np.asarray(attack), np.asarray(defence)))

    assert 0 <= odds(a, d) <= 1
    assert odds(a + more, d) >= odds(a, d) - 1e-12
    assert odds(a, d + more) <= odds(a, d) + 1e-12


@proves(surprise)
def test_to_be_ready_never_costs_and_saves_the_more_the_less_ready_an_army_is_in_peace() -> None:
    for rng, world in worlds("surprise"):
        view = view_of(world, rng.choice(np.flatnonzero(world.home).tolist() or [0]))
        saved = [surprise(view, by, RULE) for by in range(world.states)]
        assert min(saved) >= -1e-6
        rash = msgspec.structs.replace(world.rules.war, ready_peace=max(1, world.rules.war.ready_peace - 20))
        late = changed_world(world, rules=msgspec.structs.replace(world.rules, war=rash))
        later = [surprise(view_of(late, view.seat), by, RULE) for by in range(world.states)]
        one_way(np.array(saved), np.array(later), RISES, 1e-6)


@proves(onset)
@drawn
@given(st.floats(-1e6, 1e6), powers, chances, st.floats(0, 1e6), chances)
def test_the_chance_of_attack_rises_with_gain_and_hate(g: float, p: float, hate: float, m: float, n: float) -> None:
    def chance(gain: float, power: float, hostile: float) -> float:
        return float(onset(np.asarray(gain), np.asarray(power), np.asarray(hostile), RULE))

    now = chance(g, p, hate)
    assert 0 <= now <= RULE.onset / 1000
    assert chance(g + m, p, hate) >= now - 1e-12
    assert chance(g, p, max(hate, n)) >= now
    one_way(now, chance(g, p + m, hate), FALLS if g >= 0 else RISES, 1e-12)


@proves(prize, loss)
@drawn
@given(chances, chances, powers, powers, parts, st.floats(0, 1e6))
def test_better_odds_a_larger_prize_and_a_fuller_share_pay_no_less(
    odds: float, better: float, power: float, least: float, share: float, more: float
) -> None:
    def paid(o: float, p: float, prey: float, s: float) -> float:
        return float(prize(np.asarray(o), np.asarray(p), np.asarray(prey), np.asarray(s), RULE))

    def lost(o: float, p: float, prey: float) -> float:
        return float(loss(np.asarray(o), np.asarray(p), np.asarray(prey), RULE))

    now, hurt = paid(odds, power, least, share), lost(odds, power, least)
    one_way(now, paid(max(odds, better), power, least, share), RISES, 1e-6)
    one_way(now, paid(odds, power, least + more, share), RISES, 1e-6)
    one_way(now, paid(odds, power, least, 1.0), RISES, 1e-6)
    one_way(now, paid(odds, power + more, least, share), FALLS, 1e-6)
    assert paid(1.0, power, least, share) >= 0 >= paid(0.0, power, least, share)
    assert hurt >= 0
    one_way(hurt, lost(max(odds, better), power, least), RISES, 1e-6)
    one_way(hurt, lost(odds, power + more, least), RISES, 1e-6)
    one_way(hurt, lost(odds, power, least + more), RISES, 1e-6)


@proves(room)
@drawn
@given(st.floats(0, 500), st.floats(0, 300), st.floats(0, 60), st.floats(0, 300))
def test_more_men_and_more_room_never_bear_less(force: float, front: float, sea: float, m: float) -> None:
    def points(f: float, land: float, landing: float) -> float:
        return float(room(np.asarray(f), np.asarray(land), np.asarray(landing), RULE))

    now = points(force, front, sea)
    assert 0 <= now <= force
    for then in (points(force + m, front, sea), points(force, front, sea + m)):
        assert then >= now - 1e-9
    if front > 0:
        assert points(force, front + m, sea) >= now - 1e-9


@proves(brought, help_of, torn, touching)
@drawn
@given(seeds, states, states, st.floats(1, 300))
def test_a_stronger_and_nearer_state_brings_and_lends_no_less(seed: int, i: int, j: int, more: float) -> None:
    assume(i != j)
    p = position(seed)
    came, lent = brought(p, RULE), help_of(p, brought(p, RULE), RULE)
    assert (came >= 0).all()
    assert (lent >= 0).all()
    assert (came <= p.force[:, None] + 1e-9).all()
    assert not came.diagonal().any()
    for name, at, value in (("force", (i,), p.force[i] + more), ("near", (i, j), 1.0), ("through", (i, j), 1.0)):
        q = changed(p, name, at, value)
        one_way(came, brought(q, RULE), RISES, 1e-9, name)
        one_way(lent, help_of(q, brought(q, RULE), RULE), RISES, 1e-9, name)
    one_way(touching(p, RULE), touching(changed(p, "front", (i, j), 100.0), RULE), RISES)
    free = torn(p, RULE)
    assert ((free >= 0) & (free <= 1)).all()
    for name in ("pact", "war"):
        one_way(free, torn(changed(p, name, (i, j), True), RULE), FALLS)


@proves(aid_of)
@drawn
@given(seeds, states, states, states)
def test_a_word_that_counts_for_more_brings_more_aid_to_whom_it_was_given(seed: int, i: int, j: int, k: int) -> None:
    assume(len({i, j, k}) == 3)
    p = position(seed)
    came = brought(p, RULE)
    lent, aid = aid_of(p, came, RULE)
    assert (lent >= 0).all()
    assert np.allclose(lent, help_of(p, came, RULE) * p.word * torn(p, RULE)[:, None, :])
    assert np.allclose(aid, lent.sum(axis=0).T)
    more, brings = aid_of(changed(p, "word", (i, j, k), 1.0), came, RULE)
    one_way(lent, more, RISES, 1e-9)
    one_way(aid, brings, RISES, 1e-9)
    off = np.ones(aid.shape, np.bool_)
    off[k, j] = False
    assert np.allclose(aid[off], brings[off])


@proves(weigh)
@drawn
@given(seeds, states, states)
def test_a_word_to_attack_together_only_helps_the_attacker(seed: int, i: int, j: int) -> None:
    assume(i != j)
    helper = next(s for s in range(STATES) if s not in (i, j))
    p = replace(position(seed), joint=())
    before, after = weigh(p, RULE), weigh(replace(p, joint=((helper, i, j),)), RULE)
    one_way(before.odds[i, j], after.odds[i, j], RISES, 1e-9)
    off = np.ones((STATES, STATES), np.bool_)
    off[i, j] = False
    assert (before.gain[off] == after.gain[off]).all()


@proves(danger)
def test_more_troops_of_its_own_never_make_a_seat_see_less_to_win_or_more_to_fear() -> None:
    for rng, world in worlds("danger", 25):
        seat = rng.choice(np.flatnonzero(world.home).tolist() or [0])
        held = np.flatnonzero(world.controller == seat).tolist()
        if not held:
            continue
        place = rng.choice(held)  # elsewhere the army's eye would see more, and estimates would change
        calm = changed_world(world, war=np.zeros_like(world.war))
        stronger = with_entry(calm, "troops", (seat, place), int(world.troops[seat, place]) + rng.randint(1, 200))
        before, after = danger(view_of(calm, seat)), danger(view_of(stronger, seat))
        others = np.arange(world.states) != seat
        one_way(before.gain[seat, others], after.gain[seat, others], RISES, ROUNDED)
        one_way(before.odds[seat, others], after.odds[seat, others], RISES, 1e-9)
        one_way(before.odds[others, seat], after.odds[others, seat], FALLS, 1e-9)
        one_way(before.gain[others, seat], after.gain[others, seat], FALLS, ROUNDED)
        one_way(before.threat[others, seat], after.threat[others, seat], FALLS, 1)
