from __future__ import annotations

from random import Random

import msgspec
import numpy as np

from hegemon.counsel.bands import estimate, reader_gain
from hegemon.counsel.terms import faith, going_on, instead, instead_sum, land, value
from hegemon.world.orders import Letter, PeaceTerms, Term, TreatyTerms
from hegemon.world.state import World
from hegemon.world.view import View, view_of
from tests.monotone.nudges import more, place
from tests.monotone.support import FALLS, RISES, Law, obeyed, one_way, proves, with_entry, worlds

SIGNS = {
    "land still to win": 1, "land still to lose": -1, "land held": 1, "land in their hands": -1, "toil of war": -1,
    "other enemies": -1, "faith with a friend": 1,
}  # fmt: skip


def total(terms: tuple[Term, ...]) -> int:
    return sum(term.amount for term in terms)


def carried(world: World) -> object:
    """Return what each province carries, seen by the first seat."""
    return land(view_of(world, 0))




def tired_at_war(rng: Random, view: View) -> tuple[int, int] | None:
    """Return two states at war with each other, if there are any."""
    pairs = np.argwhere(view.known.war > 0).tolist()
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    return one, other


@obeyed(Law("richer land carries more, at the cost of its owner's other land", land, more("scenario.ore", 900, place),
            of=carried, others=FALLS))  # fmt: skip
def test_one_thing_more_moves_what_land_carries_one_way(law: Law) -> None:
    law.holds()


@proves(land)
def test_land_carries_a_part_of_its_owners_power_and_never_more() -> None:
    for _, world in worlds("carried"):
        view = view_of(world, 0)
        worth = land(view)
        assert (worth >= 0).all()
        held = np.bincount(world.sovereign, worth, world.states)
        assert (held <= view.known.power + world.provinces).all()


@proves(going_on, instead, instead_sum, faith)
def test_going_on_with_a_war_is_told_in_terms_of_their_sign_and_tiredness_speaks_for_peace() -> None:
    wars, tired = 0, 0
    for rng, world in worlds("going on", 60):
        pair = tired_at_war(rng, view_of(world, 0))
        if pair is None:
            continue
        me, foe = pair
        view = view_of(world, me)
        wars += 1
        outlook = going_on(view, me, foe)
        for term in outlook.terms:
            assert term.amount * SIGNS[term.name] > 0, term
        assert outlook.value == total(outlook.terms)
        assert faith(view, me, foe) >= 0
        terms = PeaceTerms(me, foe)
        assert total(instead(view, terms, me)) == total(value(view, terms, me)) - outlook.value
        assert instead_sum(view, terms, me) == total(instead(view, terms, me))
        worn = with_entry(world, "exhaustion", (me,), 1000)
        toil = {t.name: t.amount for t in going_on(view_of(worn, me), me, foe).terms}
        now = {t.name: t.amount for t in outlook.terms}
        one_way(now.get("toil of war", 0), toil.get("toil of war", 0), FALLS)
        one_way(now.get("other enemies", 0), toil.get("other enemies", 0), FALLS)
        tired += toil != now
    assert wars > 10
    assert tired > 5


@proves(value)
def test_harder_terms_are_worth_no_less_to_the_winner_and_no_more_to_the_loser_and_sum_to_nothing() -> None:
    for rng, world in worlds("value"):
        a, b = rng.sample(range(world.states), 2)
        view = view_of(world, a)
        theirs = np.flatnonzero(world.sovereign == b).tolist()
        soft = PeaceTerms(a, b, cede=tuple(theirs[:1]), reparations=rng.randrange(100))
        assert value(view, PeaceTerms(a, b), a) == ()
        assert total(value(view, soft, a)) + total(value(view, soft, b)) == 0
        for hard in (
            msgspec.structs.replace(soft, cede=tuple(theirs[:2])),
            msgspec.structs.replace(soft, reparations=soft.reparations + rng.randint(1, 50)),
            msgspec.structs.replace(soft, demilitarise=True),
            msgspec.structs.replace(soft, break_pacts=(1,)),
        ):
            one_way(total(value(view, soft, a)), total(value(view, hard, a)), RISES)
            one_way(total(value(view, soft, b)), total(value(view, hard, b)), FALLS)


@proves(reader_gain, estimate)
def test_a_band_holds_its_middle_and_widens_with_what_it_is_made_of() -> None:
    for rng, world in worlds("bands", 20):
        a, b = rng.sample(range(world.states), 2)
        view = view_of(world, a)
        letter = Letter(a, b, TreatyTerms(rng.choice(("defence", "nonaggression", "trade")), (a, b)))
        band = reader_gain(view, letter)
        assert band.low < band.mid < band.high
        assert band.mid == total(band.terms) == total(estimate(view, letter, b))
        assert band.high - band.mid == band.mid - band.low >= abs(band.mid) // 4
