"""The system: orders and balances, trade and its denial, governments, bases, blocs, and those who mediate."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.danger import danger
from hegemon.counsel.pacts import worth
from hegemon.engine import blocs, economy, government
from hegemon.players.maximiser.player import Maximiser
from hegemon.world.orders import WAR, Cap, Demand, Orders, TreatyTerms
from hegemon.world.relations import access, breach_price
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.concepts import lab
from tests.worlds import bound, ints, kinds, marching, opened, pinned, placed, play, stage, warring

A, B, C, D = range(4)
House = dict[str, int]


def test_a_dominant_state_may_order_the_world(house: House) -> None:
    world = opened(rules=pinned(house), great=np.array([True, False, False, False]))
    rule = world.rules.order
    world = stage(world, dominant=ints(rule.turns, 0, 0, 0), power=ints(400_000, 200_000, 200_000, 200_000))
    world, events = play(world, Orders(seat=A, proclaim=50))
    assert ("proclaimed", A, -1) in kinds(events)
    order = world.treaties[0]
    alone, _ = play(world)
    world, events = play(world, Orders(seat=B, join=(order.id,)))
    assert ("followed", B, A) in kinds(events)
    assert world.opinion[B, A] > alone.opinion[B, A]
    paid, _ = play(world)
    free, _ = play(alone)
    assert economy.partners(paid)[A, B]
    assert paid.mobilised_output[B] < free.mobilised_output[B], "followers pay dues"


def _lopsided(house: House) -> World:
    """A has ore and no fuel, B fuel and no ore."""
    return opened(rules=pinned(house), ore=ints(300, 300, 20, 20, 100, 100, 100, 100),
                  fuel=ints(20, 20, 300, 300, 100, 100, 100, 100))


def test_trade_relieves_what_is_lacking(house: House) -> None:
    world = _lopsided(house)
    traded, _ = play(bound(world, TreatySpec("trade", (A, B))))
    alone, _ = play(world)
    assert (traded.potential[[A, B]] > alone.potential[[A, B]]).all()
    assert (traded.inputs.sum(axis=0) == alone.inputs.sum(axis=0)).all(), "nothing is made by trading"
    partners = danger(view_of(bound(world, TreatySpec("trade", (A, B))), A)).gain[A, B]
    assert partners < danger(view_of(world, A)).gain[A, B], "and it makes war dearer"


def test_sanctions_cost_both_and_heal_slowly(house: House) -> None:
    world = bound(_lopsided(house), TreatySpec("trade", (A, B)))
    before, _ = play(world)
    after, events = play(before, Orders(seat=C, sanction=(A,)), Orders(seat=A, sanction=(B,)))
    assert {("sanctioned", C, A), ("sanctioned", A, B)} <= set(kinds(events))
    assert (after.potential[[A, B]] < before.potential[[A, B]]).all()
    assert after.opinion[B, A] < before.opinion[B, A]
    again = bound(stage(after, treaties=()), TreatySpec("trade", (A, B)))
    lifted, _ = play(again, Orders(seat=A, lift=(B,)))
    healed = lifted
    for _ in range(6):
        healed, _ = play(healed)
    assert lifted.potential[A] < healed.potential[A], "trade comes back over the years"


def test_a_new_government_looks_at_old_treaties_again(house: House) -> None:
    falling = pinned({"home.change": 1000, **house})
    shaky = stage(bound(opened(rules=falling), TreatySpec("defence", (A, B))), stability=100)
    after, events = play(stage(shaky, turn=3))
    fallen = [e.actor for e in events if e.kind == "fell"]
    assert A in fallen
    assert after.government[A] != shaky.government[A]
    treaty = after.treaties[0]
    assert breach_price(after, treaty, A) < breach_price(after, treaty)
    liking = np.full((4, 4), 400) * (1 - np.eye(4, dtype=np.int64))
    feeling, _ = play(stage(shaky, turn=3, opinion=liking))
    assert feeling.opinion[A, B] < 300, "and feelings with the old one fade"
    lost, kept = stage(shaky, turn=3, beaten=2), stage(shaky, turn=3)
    calm = stage(kept, stability=900)
    assert (government.shaken(lost) >= 3 * government.shaken(kept)).all(), "a lost war shakes it"
    assert (government.shaken(calm) < government.shaken(kept)).all()


def test_allied_land_carries_arms_further(house: House) -> None:
    fighting = warring(opened(rules=pinned(house)), ((A,), (D,)))
    world = placed(bound(fighting, TreatySpec("defence", (A, C))), (A, 1, 60))
    assert access(world)[A, C]
    moved, events = play(world, marching(A, ((1, 4), 60)))
    assert moved.troops[A, 4] > 50
    assert not [e for e in events if e.kind == "dropped"]


def test_others_gather_against_who_grows_too_strong(house: House) -> None:
    sums, offers = [], []
    for arms in (50, 90, 240):  # whom each can face alone, whom two can face together, who is beyond two
        world = placed(opened(rules=pinned(house)), (A, 1, arms), (B, 2, 60), (C, 4, 60), (D, 6, 60))
        opinion = np.zeros((4, 4), np.int64)
        opinion[A, 1:] = opinion[1:, A] = -400
        world = stage(world, opinion=opinion, turn=4)
        sums.append(sum(t.amount for t in worth(view_of(world, B), "defence", B, C)))
        letters = [x for seat in (B, C, D) for x in Maximiser().decide(view_of(world, seat)).orders.letters]
        terms = [x.terms for x in letters if isinstance(x.terms, TreatyTerms)]
        offers.append([x for x in terms if world.rules.kinds[x.kind].aid and x.target == A])
    assert sums[1] > 5 * max(100, sums[0]), "where help tips the scales two of the others are worth most to each other"
    assert offers[1], "and so they write to each other"
    assert offers[2], "and gather further against who is beyond two"
    assert not offers[0], "which who can stand alone does not"


def test_the_enemy_of_my_friend_becomes_my_enemy(house: House) -> None:
    opinion = np.zeros((4, 4), np.int64)
    opinion[A, B] = opinion[B, A] = 800
    opinion[B, C] = opinion[C, B] = -800
    world = stage(opened(rules=pinned({"standing.balance": 20, **house})), opinion=opinion)
    for _ in range(5):
        world, _ = play(world)
    assert world.opinion[A, C] < 0
    assert world.opinion[C, A] < 0
    assert world.opinion[A, D] >= 0
    assert world.opinion[A, D] > world.opinion[A, C]
    balanced = []
    for turns in (0, 25):
        later = lab.held(_mixed(house), turns)
        agreeing, clashing = blocs.triads(blocs.signs(later, blocs.bonds(later)))
        balanced.append(1000 * agreeing // max(1, agreeing + clashing))
    assert balanced[1] > balanced[0], "over the years triangles come into balance"


def _mixed(house: House) -> World:
    """Return a world whose triangles contradict each other: three friends of the first, two of whom hate a third."""
    opinion = np.zeros((4, 4), np.int64)
    for one, two, value in ((A, B, 700), (A, C, 350), (B, C, -700), (A, D, 400), (B, D, 700), (C, D, -400)):
        opinion[one, two] = opinion[two, one] = value
    return stage(opened(rules=pinned({"standing.balance": 20, **house})), opinion=opinion)


def test_mediators_keep_some_from_war_and_rise(house: House) -> None:
    averted = 0
    even = pinned({"crisis.averted": 500, **house})
    for seed in range(40):
        world = stage(opened(seed=seed, rules=even), turn=3, mobilised=1, prestige=20)
        world, _ = play(world, Orders(seat=A, demand=Demand(B, "humble")))
        caps = [Orders(seat=s, caps=(Cap(world.crises[0].id, s, WAR),)) for s in (A, B)]
        after, events = play(world, *caps, Orders(seat=C, summit=(A, B)))
        without, _ = play(world, *caps)
        assert without.war[A, B]
        averted += not after.war[A, B]
        assert after.prestige[C] > without.prestige[C]
        assert ("summit", C, A) in kinds(events) or ("summit", C, B) in kinds(events)
        if seed == 0:
            held, _ = play(opened(seed=seed, rules=pinned(house)), Orders(seat=C, summit=(A, B)))
            assert held.opinion[A, B] > play(opened(seed=seed, rules=pinned(house)))[0].opinion[A, B]
    assert 10 <= averted <= 30
