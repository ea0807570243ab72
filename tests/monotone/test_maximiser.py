from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.counsel.danger import danger
from hegemon.counsel.memory import side_by_side
from hegemon.counsel.pacts import drawn_in, quiet, worth
from hegemon.counsel.soundings import KINDS, sound
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.bargain import both
from hegemon.players.maximiser.drafts import asked, overmighty, prey
from hegemon.players.maximiser.effort import shift
from hegemon.players.maximiser.honour import joining
from hegemon.players.maximiser.keeping import keep, keep_base, least, resented, resented_by
from hegemon.players.maximiser.mind import mind_of
from hegemon.players.maximiser.peace import answer, balance, bundles
from hegemon.players.maximiser.placement import needs
from hegemon.players.maximiser.sums import total
from hegemon.players.maximiser.war import alarms, engaged, intent
from hegemon.world.legality_diplomacy import peace_price
from hegemon.world.orders import Letter, PeaceTerms, TreatyTerms
from hegemon.world.relations import war_score
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.monotone.nudges import at_war
from tests.monotone.support import FALLS, RISES, changed, drawn, one_way, proves, with_entry, worlds
from tests.worlds import bound, warring

WEIGHTS = load_weights()
MIND = mind_of()
gains = st.integers(-10**6, 10**6)


def enemies(rng: Random, world: World) -> tuple[World, int, int] | None:
    """Return the world with a war between two states that have land, and the two."""
    landed = np.flatnonzero((np.bincount(world.sovereign, minlength=world.states) > 0) & world.home).tolist()
    if len(landed) < 2:
        return None
    a, b = rng.sample(landed, 2)
    return warring(world, ((a,), (b,))), a, b


@proves(asked)
@drawn
@given(gains, gains, st.integers(1, 10**6))
def test_what_is_asked_rises_with_what_both_gain_and_is_never_nothing(mine: int, theirs: int, more: int) -> None:
    now = asked(mine, theirs, MIND.weights.pacts)
    assert now >= WEIGHTS.pacts.least > 0
    assert asked(mine + more, theirs, MIND.weights.pacts) >= now
    assert asked(mine, theirs + more, MIND.weights.pacts) >= now
    assert asked(mine + more, theirs, MIND.weights.pacts) - now <= more, "a better offer is never asked out of reach"


@proves(joining)
def test_a_dearer_word_speaks_for_joining_and_every_other_war_against_it() -> None:
    for rng, world in worlds("joining", 25):
        living = np.flatnonzero(world.home).tolist()
        if len(living) < 3:
            continue
        me, caller, foe = rng.sample(living, 3)
        view = view_of(world, me)
        word = rng.randint(0, 30_000)
        now = joining(view, caller, foe, word, MIND)
        one_way(total(now), total(joining(view, caller, foe, word + rng.randint(1, 30_000), MIND)), RISES)
        signs = {"friend saved": 1, "spoils": 1, "word kept": 1, "word to the enemy": -1, "burden": -1}
        assert all(t.amount * signs.get(t.name, -1) > 0 for t in now), now
        others = [s for s in living if s not in (me, foe) and not world.war[me, s]]
        if others:
            busy = view_of(changed(world, war=at_war(world, me, rng.choice(others))), me)
            burden = {t.name: t.amount for t in joining(busy, caller, foe, word, MIND)}["burden"]
            one_way({t.name: t.amount for t in now}["burden"], burden, FALLS)


@proves(bundles, balance)
def test_terms_asked_are_earned_and_a_war_that_has_earned_more_asks_no_less() -> None:
    asked_more = 0
    for rng, world in worlds("bundles", 30):
        found = enemies(rng, world)
        if found is None:
            continue
        fought, a, b = found
        view = view_of(fought, a)
        now = bundles(view, a, b)
        score = war_score(fought, a, b)
        assert now[0] == PeaceTerms(a, b)
        assert all(peace_price(fought, terms) <= score for terms in now)
        bloodier = with_entry(fought, "inflicted", (a, b), int(fought.inflicted[a, b]) + rng.randint(1, 3000))
        then = bundles(view_of(bloodier, a), a, b)
        one_way(max(len(t.cede) for t in now), max(len(t.cede) for t in then), RISES)
        dearest = [max(peace_price(fought, t) for t in each) for each in (now, then)]
        asked_more += dearest[1] > dearest[0]
        for terms in now:
            mine, theirs = balance(view, terms, a), balance(view, terms, b)
            assert mine.utility == total(mine.terms)
            assert theirs.utility - balance(view, now[0], b).utility <= 0, "to give is no gain"
            assert mine.utility - balance(view, now[0], a).utility >= 0, "to take is no loss"
    assert asked_more > 3


@proves(answer)
def test_peace_that_is_taken_on_hard_terms_is_taken_on_easier_ones() -> None:
    taken = 0
    for rng, world in worlds("answers", 40):
        found = enemies(rng, world)
        if found is None:
            continue
        fought, a, b = found
        offers = bundles(view_of(fought, a), a, b)
        view = view_of(fought, b)
        replies = [answer(view, Letter(a, b, terms), MIND) for terms in offers]
        said = [reply.answer == "yes" for reply in replies]
        if any(said[1:]):
            taken += 1
            assert said[0], "who cedes land for peace takes it for nothing"
        assert all(reply.gain >= 0 for reply in replies if reply.answer in ("yes", "counter"))


@proves(keep, keep_base, both, least, drawn_in)
def test_a_treaty_kept_is_told_in_terms_of_their_sign() -> None:
    signs = {"buffer": 1, "entrapment": -1, "peace with it": 1, "prey forgone": -1, "autonomy": -1, "spoils shared": 1}
    for rng, world in worlds("keep", 16):
        living = np.flatnonzero(world.home).tolist()
        if len(living) < 2:
            continue
        me, other = rng.sample(living, 2)
        kind = rng.choice(("defence", "nonaggression", "trade", "entente", "neutrality"))
        sworn = bound(world, TreatySpec(kind, (me, other)))
        view = view_of(sworn, me)
        for terms in (keep(view, sworn.treaties[-1]), keep_base(view, sworn.treaties[-1])):
            for term in terms:
                if abs(term.amount) > 4 * WEIGHTS.pacts.years:
                    assert term.amount * signs.get(term.name, term.amount) > 0, term
        mine, theirs = both(view, TreatyTerms(kind, (me, other)), other)
        assert theirs >= 0
        assert total(mine) == total(keep(view, sworn.treaties[-1]))
        assert least(view, sworn.treaties[-1], MIND) <= total(keep(view, sworn.treaties[-1]))
        assert max(drawn_in(view)) < 0


@proves(sound)
def test_treaties_are_sounded_as_they_are_weighed() -> None:
    helped = 0
    for _, world in worlds("sound", 12):
        views = [view_of(world, seat) for seat in np.flatnonzero(world.home).tolist()]
        side_by_side(views)
        for view in views:
            for partner in (v.seat for v in views if v is not view):
                for name, sounding in zip(KINDS, sound(view, partner), strict=True):
                    kind = world.rules.kinds[name]
                    if (kind.aid or kind.invited) and quiet(view):
                        continue
                    helped += kind.aid
                    whole = [total(worth(view, name, *pair)) for pair in ((view.seat, partner), (partner, view.seat))]
                    assert sounding == whole, name
    assert helped


@proves(resented, resented_by)
def test_a_partner_held_in_grievance_is_dearer_to_stay_with() -> None:
    for rng, world in worlds("resented"):
        me, other = rng.sample(range(world.states), 2)
        sworn = bound(world, TreatySpec("defence", (me, other)))
        worse = with_entry(sworn, "grievance", (me, other), min(1000, int(world.grievance[me, other]) + 300))
        now, then = (total(resented(view_of(w, me), sworn.treaties[-1])) for w in (sworn, worse))
        assert 0 >= now >= then


@proves(needs, alarms, intent, engaged, prey, overmighty)
def test_arms_are_asked_for_where_there_is_danger_and_war_only_where_it_promises() -> None:
    for rng, world in worlds("needs", 25):
        seat = rng.choice(np.flatnonzero(world.home).tolist() or [0])
        view = view_of(world, seat)
        plan = intent(view, MIND)
        table = danger(view)
        assert all(term.amount > 0 for term in plan.alarms)
        if plan.target >= 0:
            bar = table.gain[seat, plan.target] - plan.options[0].utility
            assert bar >= 0
            assert table.gain[seat, plan.target] > 0
            assert table.gain[seat, plan.target] == table.gain[seat][table.open[seat]].max()
        for foes in (set[int](), set(engaged(view))):
            assert min(needs(view, plan, foes).values(), default=0.0) >= 0
        assert all(world.war[seat, foe] for foe in engaged(view))
        assert prey(view, MIND) != seat
        assert overmighty(view, MIND) != seat
        calm = changed(world, war=np.zeros_like(world.war), wars=())
        foe = rng.choice([s for s in range(world.states) if s != seat])
        aged = [
            sum(t.amount for t in alarms(view_of(with_entry(changed(calm, turn=30), "mobilised", (foe,), since), seat),
                                         MIND) if t.about == foe)
            for since in (10, 25, 29)
        ]  # fmt: skip
        assert aged == sorted(aged), "arms that led to nothing alarm less each year"


@proves(shift)
def test_a_block_moves_only_where_it_is_worth_more_than_where_it_was() -> None:
    moved = 0
    for rng, world in worlds("shift", 25):
        seat = rng.choice(np.flatnonzero(world.home).tolist() or [0])
        moves, record = shift(view_of(world, seat), MIND)
        if moves:
            moved += 1
            assert record is not None
            assert record.options[0].utility > 0
            assert world.effort[seat, moves[0].source] > 0
            assert moves[0].source != moves[0].to
    assert moved > 3
