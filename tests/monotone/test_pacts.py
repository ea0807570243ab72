from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hegemon.counsel.danger import danger, weigh
from hegemon.counsel.pacts import (
    autonomy,
    commerce,
    help_counts,
    named_enemy,
    quiet,
    truce,
    truce_at,
    truces,
    worth,
)
from hegemon.counsel.shelter import against, helped, kept, shelter, sheltered, sheltering
from hegemon.counsel.weights import load_weights
from hegemon.world.orders import DIPLOMACY
from hegemon.world.rules import load_rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.view import view_of
from tests.counsel.positions import STATES, changed, position, seeds, states
from tests.monotone.support import FALLS, RISES, drawn, one_way, proves, with_entry, worlds
from tests.worlds import bound, opened

WEIGHTS = load_weights()
ROUNDED = 4 * WEIGHTS.pacts.years  # what a gain and a threat rounded to a ppm may move the sum of those years
SIGNS = {
    "cover": 1, "buffer": 1, "entrapment": -1, "peace with it": 1, "prey forgone": -1, "autonomy": -1,
}  # fmt: skip


@proves(shelter)
@drawn
@given(seeds, states, st.floats(0, 1))
def test_a_more_trusted_partner_covers_no_less_and_entraps_no_less(seed: int, k: int, more: float) -> None:
    p = position(seed)
    table = weigh(p, WEIGHTS.danger)
    now = shelter(table, WEIGHTS)
    assert (now.cover >= 0).all()
    assert (now.buffer >= 0).all()
    assert (now.entrapment <= 0).all()
    trusted = changed(p, "belief", (k,), max(more, float(p.belief[k])))
    then = shelter(weigh(trusted, WEIGHTS.danger), WEIGHTS)
    if not getattr(p, "joint", ()):
        one_way(now.cover[:, k], then.cover[:, k], RISES, ROUNDED)
        one_way(now.buffer[k], then.buffer[k], RISES, ROUNDED)
    i = np.arange(STATES)
    for part in (now.cover, now.buffer, now.entrapment):
        assert not part[i, i].any()
        assert not part[i, :, i].any()
        assert not part[:, i, i].any()


@proves(shelter)
@drawn
@given(seeds, states, states)
def test_who_is_promised_to_already_has_no_more_to_gain_by_a_promise(seed: int, helper: int, helped: int) -> None:
    if helper == helped:
        return
    p = position(seed, wars=0)
    trust = np.where(np.isin(np.arange(STATES), (helper, helped)), 0.0, 1.0)
    word = p.word.copy()
    word[helper, helped] = trust
    known = shelter(weigh(replace(p, word=word), WEIGHTS.danger), WEIGHTS)
    assert (known.cover[helped, helper] <= ROUNDED).all()
    assert (known.buffer[helper, helped] <= ROUNDED).all()


@proves(truce)
@drawn
@given(seeds, st.integers(0, 60_000), st.integers(1, 60_000))
def test_a_dearer_word_not_to_attack_calms_no_less_and_forgoes_no_less(seed: int, price: int, dearer: int) -> None:
    table = weigh(position(seed), WEIGHTS.danger)
    one, two = truce(table, price, WEIGHTS), truce(table, price + dearer, WEIGHTS)
    assert (one.calm >= 0).all()
    assert (one.prey <= 0).all()
    one_way(one.calm, two.calm, RISES, 1)
    one_way(one.prey, two.prey, FALLS, 1)
    free = truce(table, 0, WEIGHTS)
    assert not free.prey.any()
    assert not free.calm.any()


@drawn
@given(seeds, states, st.floats(0, 1))
def test_a_word_not_to_attack_calms_no_more_from_a_state_that_breaks_its_word(seed: int, who: int, less: float) -> None:
    p = position(seed)
    worse = changed(p, "held", (who,), float(p.held[who]) * less)
    one, two = (truce(weigh(q, WEIGHTS.danger), 20_000, WEIGHTS) for q in (p, worse))
    one_way(one.calm[:, who], two.calm[:, who], FALLS, 1)


def test_whom_a_state_saw_break_its_word_it_fears_the_more_despite_a_word() -> None:
    sworn = bound(opened(), TreatySpec("nonaggression", (0, 1), term=100))
    trusted, world = view_of(sworn.fork().publish(), 0), sworn.fork()
    world.reliability[0, 1] = 100
    broken = view_of(world.publish(), 0)
    assert danger(broken).gain[1, 0] > danger(trusted).gain[1, 0]
    assert danger(broken).gain[0, 1] == danger(trusted).gain[0, 1]


@proves(sheltered, sheltering, against, helped, kept, truce_at, truces, worth, autonomy, quiet, named_enemy)
def test_what_treaties_are_worth_is_told_in_terms_that_have_their_sign() -> None:
    seen: set[str] = set()
    for rng, world in worlds("worth", 16):
        seat = rng.choice(np.flatnonzero(world.home).tolist() or [0])
        view = view_of(world, seat)
        for part, sign in zip(("cover", "buffer", "entrapment"), (1, 1, -1), strict=True):
            assert (sign * getattr(sheltered(view), part) >= 0).all(), part
            assert (sign * getattr(kept(view), part) >= -ROUNDED).all(), part
            for other in range(world.states):
                known, own = getattr(sheltered(view), part), getattr(sheltering(view, seat, other), part)
                assert (own[seat, other] == known[seat, other]).all()
                assert (own[other, seat] == known[other, seat]).all()
                at = ("cover", "buffer", "entrapment").index(part)
                assert against(view, seat, other, -1)[at] == known[seat, other].sum()
                assert against(view, other, seat, -1)[at] == known[other, seat].sum()
                assert against(view, seat, other, 0)[at] == known[seat, other, 0]
        gained = sheltered(view).cover + sheltered(view).buffer + sheltered(view).entrapment
        mine, theirs = helped(view)
        assert (mine, theirs) == (gained[seat].sum(axis=1).tolist(), gained[:, seat].sum(axis=1).tolist())
        one_way(truce_at(view, 4000).calm, truce_at(view, 16_000).calm, RISES, 1)
        assert set(truces(view)) >= {4000, 16_000}
        hushed = quiet(view)
        for other in range(world.states):
            if other == seat or not world.home[other]:
                continue
            for name, kind in world.rules.kinds.items():
                terms = worth(view, name, seat, other)
                seen.update(t.name for t in terms)
                assert all(t.amount * SIGNS.get(t.name, t.amount) > 0 for t in terms), (name, terms)
                assert autonomy(view, kind, seat) <= 0
                enemy = named_enemy(view, kind, seat, other)
                assert enemy not in (seat, other)
                assert enemy == -1 or kind.aid
                if hushed and kind.aid:
                    relief = sum(t.amount for t in terms if t.name in ("cover", "buffer"))
                    assert relief <= WEIGHTS.pacts.least, "a quiet world has nothing to promise help against"
                if enemy >= 0:
                    narrow = {t.name: t.amount for t in worth(view, name, seat, other, enemy)}
                    whole = {t.name: t.amount for t in terms}
                    assert narrow.get("cover", 0) <= whole.get("cover", 0)
                    assert narrow.get("entrapment", 0) >= whole.get("entrapment", 0)
    assert set(SIGNS) <= seen


@proves(autonomy)
def test_a_duty_more_costs_no_less_and_a_block_of_diplomacy_makes_it_no_dearer() -> None:
    for rng, world in worlds("duties"):
        a, b = rng.sample(range(world.states), 2)
        kind = world.rules.kinds["defence"]
        tied = bound(world, *(TreatySpec("defence", (a, b)) for _ in range(rng.randint(1, 8))))
        one_way(autonomy(view_of(world, a), kind, a), autonomy(view_of(tied, a), kind, a), FALLS)
        blocks = int(world.effort[a, DIPLOMACY])
        freer = with_entry(tied, "effort", (a, DIPLOMACY), min(10, blocks + rng.randint(1, 5)))
        one_way(autonomy(view_of(tied, a), kind, a), autonomy(view_of(freer, a), kind, a), RISES)


@proves(commerce)
def test_who_has_all_in_measure_gains_nothing_by_trade_and_who_only_takes_never_loses_output() -> None:
    for rng, world in worlds("commerce"):
        even = world.fork()
        even.inputs[:] = np.random.default_rng(rng.getrandbits(32)).integers(0, 500, world.states)[:, None]
        assert not commerce(view_of(even, 0)).any(), "nothing is over and nothing is short"
        assert not commerce(view_of(world, 0)).diagonal().any()
        a, b = rng.sample(range(world.states), 2)
        taker = even.fork()
        taker.inputs[a] = 30, 300, 300
        taker.inputs[b] = 900, 200, 200
        taker.quality[:] = 10_000
        whole = commerce(view_of(taker, 0))
        assert whole[a, b] + whole[b, a] >= -1 or taker.states > 2
        assert whole[a, b] > 0, "grain for who has none is worth more than what the other loses by it"


@proves(help_counts)
def test_who_is_only_invited_counts_for_less() -> None:
    rules = load_rules()
    for kind in rules.kinds.values():
        if kind.aid or kind.invited:
            helps, drawn_in = help_counts(rules, kind)
            full = kind.aid and not kind.informal
            assert 0 < helps <= 1
            assert 0 <= drawn_in <= 1
            assert (helps, drawn_in) == (1.0, 1.0) or not full
