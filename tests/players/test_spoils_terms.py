"""What the maximiser makes of victory: bids at a congress, exiles brought home, governments changed."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from hegemon.counsel.terms import value
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening, resolve
from hegemon.players.maximiser import Maximiser, congress, peace
from hegemon.players.maximiser.mind import mind_of
from hegemon.world.legality import check
from hegemon.world.orders import Letter, Orders, PeaceTerms
from hegemon.world.relations import cession_price
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import Congress
from hegemon.world.view import view_of

WEIGHTS = load_weights()
MIND = mind_of()
ME = Maximiser()


def start() -> World:
    return opening(open_world(load_scenario("ring-8"), 5)).fork()


def meeting(purse: int) -> tuple[World, Congress]:
    """Ring-8 with a congress of states 0 and 2 on all but one province of state 1."""
    world = start()
    places = tuple(np.flatnonzero(world.sovereign == 1).tolist()[:4])
    held = Congress(9_000, 8_000, 1, 1, places, ((0, purse), (2, 60)), (-1,) * len(places))
    world.congresses = (held,)
    return world.publish(), held


@pytest.mark.parametrize("purse", [0, 20, 45, 100, 300])
def test_bids_keep_to_the_purse_and_the_least_price_and_leave_little(purse: int) -> None:
    world, held = meeting(purse)
    view = view_of(world, 0)
    claims, records = congress.claims(view, MIND)
    assert check(view, Orders(0, claims=tuple(claims))) == ()
    cheapest = min(cession_price(world, p) for p in held.provinces)
    assert bool(claims) == (purse >= cheapest)
    for claim in claims:
        spent = sum(price for _, price in claim.bids)
        assert purse - len(claim.bids) < spent <= purse
        assert records[0].options[0].utility == sum(
            t.amount for p, _ in claim.bids for t in congress.place_terms(view, p, MIND)
        )


def test_land_beside_ours_and_near_our_capital_is_worth_more() -> None:
    world, held = meeting(100)
    view = view_of(world, 0)
    for place in held.provinces:
        said = {t.name: t.amount for t in congress.place_terms(view, place, MIND)}
        near = any(world.sovereign[q] == 0 for q in world.land.neighbours[place])
        assert (said.get("beside our own", 0) > 0) == near
        assert said["land"] > 0 >= said.get("far from our capital", 0)


def test_claims_are_awarded() -> None:
    world, _ = meeting(100)
    orders = {s: ME.decide(view_of(world, s)).orders for s in (0, 2)}
    assert orders[0].claims
    assert orders[2].claims
    after, events = resolve(world, orders)
    awarded = [e for e in events if e.kind == "awarded"]
    assert awarded
    for event in awarded:
        assert after.sovereign[event.place] == event.actor


def exiled() -> World:
    """Ring-8 in which state 2 has lost all to state 1, which is losing a war against state 0."""
    world = start()
    fought, _ = resolve(world.publish(), {0: Orders(0, posture="mobilise")})
    fought, _ = resolve(fought, {0: Orders(0, declare=(1,))})
    world = fought.fork()
    lost = world.sovereign == 2
    world.former[lost] = 2
    world.sovereign[lost] = 1
    world.troops[2] = 0
    world.exiled[2] = world.turn
    world.power[2] = 0
    taken = np.flatnonzero(world.sovereign == 1)
    world.occupier[taken[:6]] = 0
    world.troops[1] = 0
    world.inflicted[0, 1] = 500
    world.opinion[0, 2] = 800
    return world.publish()


def test_bringing_an_exile_home_is_gain_to_its_friends_and_itself_and_loss_to_the_loser() -> None:
    view = view_of(exiled(), 0)
    terms = PeaceTerms(0, 1, restore=2)
    friend = sum(t.amount for t in value(view, terms, 0))
    assert friend > 0 > sum(t.amount for t in value(view, terms, 1))
    cold = view.known.fork()
    cold.opinion[0, 2] = -800
    assert sum(t.amount for t in value(view_of(cold.publish(), 0), terms, 0)) < friend
    assert any(bundle.restore == 2 for bundle in peace.bundles(view, 0, 1))


def test_a_government_in_exile_says_only_what_it_may() -> None:
    view = view_of(exiled(), 2)
    orders = ME.decide(view).orders
    assert check(view, orders) == ()
    assert not orders.moves
    assert not orders.shifts


def test_a_changed_government_is_gain_to_the_winner_and_twice_the_loss_to_the_loser() -> None:
    view = view_of(exiled(), 0)
    plain, changed = PeaceTerms(0, 1), PeaceTerms(0, 1, regime=True)
    won, lost = (sum(t.amount for t in value(view, changed, s)) for s in (0, 1))
    assert won > 0 > lost
    assert abs(lost + 2 * won) <= 2
    assert value(view, plain, 0) == ()


def test_a_congress_leaves_a_victor_its_part() -> None:
    world = exiled().fork()
    war = int(world.war[0, 1])
    world.war[7, 1] = world.war[1, 7] = war
    world.inflicted[7, 1] = 500
    number = next(i for i, w in enumerate(world.wars) if w.id == war)
    joined = replace(world.wars[number], joined=(*world.wars[number].joined, (7, 0, world.turn - 1, -1)))
    world.wars = tuple(joined if w.id == war else w for w in world.wars)
    view = view_of(world.publish(), 0)
    land_ = tuple(np.flatnonzero(world.occupier == 0)[:2].tolist())
    alone = sum(t.amount for t in value(view, PeaceTerms(0, 1, cede=land_), 0))
    shared = sum(t.amount for t in value(view, PeaceTerms(0, 1, cede=land_, congress=True), 0))
    assert 0 < shared < alone
    assert any(bundle.congress for bundle in peace.bundles(view, 0, 1))
    for other in (0, 7):
        assert ME.answer(view_of(world, 1), Letter(other, 1, PeaceTerms(other, 1))).answer == "yes"
