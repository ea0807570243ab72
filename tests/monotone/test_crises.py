from __future__ import annotations

from itertools import pairwise
from typing import Literal

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.counsel.crises import (
    at_stake,
    beliefs,
    bottleneck,
    broken_pact,
    demanding,
    face,
    goes_to_war,
    ladder,
    province_worth,
    resentment,
    rung_terms,
    war_against,
    war_for,
)
from hegemon.counsel.danger import danger
from hegemon.counsel.terms import land
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.congress import bids, place_terms
from hegemon.players.maximiser.hegemony import balancing
from hegemon.players.maximiser.mind import mind_of
from hegemon.players.maximiser.motions import change
from hegemon.players.maximiser.sanctions import weighed
from hegemon.players.maximiser.sums import total
from hegemon.world.orders import RUNGS, Demand, Term, TreatyTerms
from hegemon.world.relations import cession_price
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.treaties import Congress
from hegemon.world.view import view_of
from tests.monotone.support import FALLS, RISES, STAYS, drawn, one_way, proves, with_entry, worlds
from tests.monotone.test_gains import three
from tests.worlds import bound

WEIGHTS = load_weights()
MIND = mind_of()
AIMS: tuple[Literal["province", "tribute", "regime", "break", "humble"], ...] = (
    "province", "tribute", "regime", "break", "humble",
)  # fmt: skip


@proves(face, bottleneck, province_worth, resentment)
def test_face_and_land_have_their_price_and_dislike_makes_a_demand_dearer() -> None:
    for rng, world in worlds("face"):
        me, other = rng.sample(range(world.states), 2)
        view, place = view_of(world, me), rng.randrange(world.provinces)
        few, many = rng.randint(0, 9), rng.randint(10, 30)
        assert 0 <= face(view, me, few) <= face(view, me, many)
        carried = int(land(view)[place])
        assert carried // 2 <= province_worth(view, me, place)
        assert world.inputs[me, bottleneck(view, me)] == world.inputs[me].min()
        liked = int(world.opinion[other, me]) + rng.randint(1, 500)
        warmer = view_of(with_entry(world, "opinion", (other, me), liked), me)
        assert resentment(view, me, other) <= 0
        one_way(resentment(view, me, other), resentment(warmer, me, other), RISES)


@proves(at_stake, broken_pact, war_for, war_against)
def test_a_stake_is_something_for_who_demands_and_a_loss_for_who_yields() -> None:
    for rng, world in worlds("at stake", 25):
        picked = three(rng, world)
        if picked is None:
            continue
        me, foe, friend = picked
        sworn = bound(world, TreatySpec("defence", (foe, friend)))
        view = view_of(sworn, me)
        theirs = np.flatnonzero(world.sovereign == foe).tolist()
        for aim in AIMS:
            place = rng.choice(theirs) if theirs and aim == "province" else -1
            if aim == "province" and place < 0:
                continue
            demand = Demand(target=foe, aim=aim, place=place, treaty=sworn.treaties[-1].id, rate=20)
            won, lost = at_stake(view, demand, me)
            assert won.amount >= 0
            assert lost.amount <= 0
            if aim == "tribute":
                more = at_stake(view, msgspec.structs.replace(demand, rate=60), me)
                one_way(won.amount, more[0].amount, RISES)
                one_way(lost.amount, more[1].amount, FALLS)
        assert broken_pact(view, me, foe, sworn.treaties[-1].id) >= 0
        assert broken_pact(view, me, foe, -1) == 0
        assert war_for(view, me, foe) <= int(danger(view).gain[me, foe]) + 4, "who is warned stands ready"
        poised = view_of(with_entry(sworn, "mobilised", (foe,), 1), me)
        one_way(war_for(view, me, foe), war_for(poised, me, foe), STAYS, 8)  # it is warned either way
        assert war_against(view, me, foe) <= int(view.known.power[foe])


@proves(goes_to_war, beliefs)
@drawn
@given(st.integers(-10**6, 10**6), st.integers(-10**6, 10**6), st.integers(1, 10**6), st.integers(0, 50))
def test_who_gains_more_by_war_or_less_by_yielding_is_likelier_to_fight(war: int, give: int, m: int, n: int) -> None:
    view = view_of(next(iter(worlds("likelier", 1)))[1], 0)
    now = goes_to_war(view, 0, war, give)
    assert 0 <= now <= 1
    assert goes_to_war(view, 0, war + m, give) >= now
    assert goes_to_war(view, 0, war, give + m) <= now
    for resolve in (now, n / 50):
        caps = beliefs(resolve)
        assert len(caps) == len(RUNGS)
        assert abs(sum(caps) - 1) < 1e-9
        assert all(0 <= cap <= 1 for cap in caps)
        assert caps[-1] == resolve


@proves(ladder, rung_terms)
def test_the_higher_a_principal_goes_the_likelier_it_has_its_way() -> None:
    for rng, world in worlds("ladder", 25):
        picked = three(rng, world)
        if picked is None:
            continue
        me, foe, _ = picked
        view = view_of(world, me)
        demand = Demand(target=foe, aim="humble")
        stake, sums, _ = demanding(view, demand, me)
        for rung, option in enumerate(ladder(view, demand, me, 0).options):
            assert rung_terms(stake, foe, rung, sums[rung]) == option.terms
        for side in (0, 1):
            found = ladder(view, demand, me, side)
            won = [sum(t.amount for t in o.terms if "humiliation" in t.name) for o in found.options]
            assert all(low <= high + 1 for low, high in pairwise(won[:-1])), "of demanding more, or of holding out"
            assert 0 <= found.resolve <= 1
            assert found.options[found.best].utility == max(o.utility for o in found.options)


@proves(place_terms, bids)
def test_a_purse_is_never_overdrawn_and_a_larger_one_bids_no_less() -> None:
    bought = 0
    for rng, world in worlds("bids"):
        me, foe = rng.sample(range(world.states), 2)
        view = view_of(world, me)
        places = tuple(rng.sample(range(world.provinces), min(world.provinces, 4)))
        for place in places:
            signs = {"far from our capital": -1}
            assert all(t.amount * signs.get(t.name, 1) > 0 for t in place_terms(view, place, MIND))
        spent = []
        for purse in (0, 40, 90, 200):
            offers = bids(view, Congress(1, 1, 1, foe, places, ((me, purse),)), MIND)
            assert offers[0] == (), "nothing can always be bid"
            for made in offers:
                assert sum(price for _, price in made) <= purse
                assert all(price >= cession_price(world, place) for place, price in made)
            spent.append(len(offers[-1]))
        bought += bool(spent[-1])
        assert spent[0] == 0
        one_way(bool(spent[1]), bool(spent[2]), RISES)
        one_way(bool(spent[2]), bool(spent[3]), RISES)
    assert bought > 5


@proves(weighed, balancing, change)
def test_sanctions_coalitions_and_motions_are_told_in_terms_of_their_sign() -> None:
    signs = {
        "trade lost": -1, "harm to it": 1, "a danger held down": 1, "an ally's cause": 1, "word": -1,
        "its ill will": -1,
    }  # fmt: skip
    for rng, world in worlds("sanctions", 25):
        picked = three(rng, world)
        if picked is None:
            continue
        me, foe, friend = picked
        sworn = bound(world, TreatySpec("trade", (me, foe)), TreatySpec("defence", (me, friend)))
        view = view_of(sworn, me)
        terms = weighed(view, foe, MIND)
        assert all(t.amount * signs[t.name] > 0 for t in terms), terms
        free = view_of(bound(world, TreatySpec("defence", (me, friend))), me)
        words = [{t.name: t.amount for t in weighed(v, foe, MIND)}.get("word", 0) for v in (free, view)]
        one_way(words[0], words[1], FALLS)
        assert all(t.amount >= 0 for t in balancing(view, foe))
        pact = sworn.treaties[-1]
        same = TreatyTerms("defence", (me, friend), term=pact.until - pact.since, notice=pact.notice)
        assert total(change(view, pact.id, same, me)) == 0, "to change nothing is worth nothing"


@proves(total)
def test_a_sum_is_the_sum_of_its_terms() -> None:
    assert total(()) == 0
    assert total((Term("a", 3), Term("b", -5))) == -2
