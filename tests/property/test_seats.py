"""Nothing depends on the order of seats, of provinces or of orders, nor on names."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine.turn import opening, resolve
from hegemon.players.registry import make_player
from hegemon.world.digest import digest
from hegemon.world.setup import open_world
from hegemon.world.state import ARRAYS, World
from hegemon.world.view import view_of
from tests.property import chaos
from tests.property.turned import Turned

seeds = st.integers(0, 1 << 32)
some = settings(derandomize=True, max_examples=20, deadline=None, database=None)


def at(scenario: Any, key: int) -> World:
    world = open_world(scenario, 0)
    world.seed = key  # a scenario told otherwise has another digest, so the game's key is set by hand
    return opening(world)


def same(way: Turned, one: World, two: World) -> None:
    left, right = way.facts(one), Turned(range(two.states), range(two.provinces)).facts(two)
    for name, value in left.items():
        assert value == right[name], name


def compared(seed: int, turn_provinces: bool) -> None:
    rng, given_ = Random(seed), chaos.scenario(seed)
    s, p = len(given_.codes), len(given_.sovereign)
    way = Turned(rng.sample(range(s), s), rng.sample(range(p), p) if turn_provinces else range(p))
    one, two = at(given_, seed), at(way.scenario(given_), seed)
    same(way, one, two)
    followed(way, one, two, rng)


def followed(way: Turned, one: World, two: World, rng: Random, turns: int = 6) -> None:
    for _ in range(turns):
        orders = chaos.turn_orders(rng, one, garbage=0)
        turned = [way.orders(o) for o in orders.values()]
        rng.shuffle(turned)
        one, events = resolve(one, orders)
        two, others = resolve(two, {o.seat: o for o in turned})
        same(way, one, two)
        assert way.events(events) == list(others)
        for seat in range(one.states):
            left, right = view_of(one, seat, events), view_of(two, way.state[seat], others)
            same(way, left.known, right.known)
            assert left.known.seed == right.known.seed
            assert left.low[way.states][:, way.provinces].tolist() == right.low.tolist()
            assert left.seen[way.provinces].tolist() == right.seen.tolist()
            assert way.events(left.news) == list(right.news)


@some
@given(seeds)
def test_seats_may_stand_in_any_order(seed: int) -> None:
    compared(seed, turn_provinces=False)


@some
@given(seeds)
def test_provinces_may_stand_in_any_order(seed: int) -> None:
    compared(seed, turn_provinces=True)


def in_disorder(seed: int, turns: int, states: int = 6) -> tuple[World, Turned, Random]:
    """A world some turns into chaos, with crises, motions, calls, congresses and exiles, and a way to tell it."""
    rng, world = Random(seed), chaos.world(seed, states)
    for _ in range(turns):
        world, _ = resolve(world, chaos.turn_orders(rng, world))
    s, p = world.states, world.provinces
    return world, Turned(rng.sample(range(s), s), rng.sample(range(p), p)), rng


@some
@given(seeds)
def test_worlds_in_disorder_may_be_told_in_any_order(seed: int) -> None:
    world, way, rng = in_disorder(seed, turns=seed % 9)
    if not world.over:
        followed(way, world, way.world(world), rng, turns=3)


@some
@given(seeds)
def test_players_choose_the_same_in_any_seat(seed: int) -> None:
    world, way, _ = in_disorder(seed, turns=seed % 4, states=5)
    told, player = way.world(world), make_player("maximiser")
    for seat in np.flatnonzero(world.alive).tolist():
        left = way.orders(player.decide(view_of(world, seat)).orders)
        right = player.decide(view_of(told, way.state[seat])).orders
        for name in ("shifts", "focus", "posture", "declare", "leave", "breach", "answers", "votes", "demand", "caps"):
            assert getattr(left, name) == getattr(right, name), name


@settings(derandomize=True, max_examples=10, deadline=None, database=None)
@given(seeds)
def test_names_do_not_matter(seed: int) -> None:
    rng, given_ = Random(seed), chaos.scenario(seed)
    codes = tuple(reversed([f"Z{i:02d}" for i in range(len(given_.codes))]))
    land = given_.geography
    renamed = replace(
        given_, codes=codes, state_names=codes, adjectives=codes, name="other", title="Other",
        geography=replace(land, codes=land.codes[::-1], names=land.names[::-1]),
    )  # fmt: skip
    one, two = at(given_, seed), at(renamed, seed)
    for _ in range(6):
        orders = chaos.turn_orders(rng, one, garbage=0.2)
        one, _ = resolve(one, orders)
        two, _ = resolve(two, orders)
        for name in ARRAYS:
            assert (getattr(one, name) == getattr(two, name)).all(), name


@settings(derandomize=True, max_examples=15, deadline=None, database=None)
@given(seeds)
def test_orders_may_come_in_any_order(seed: int) -> None:
    rng, world = Random(seed), chaos.world(seed)
    for _ in range(6):
        orders = list(chaos.turn_orders(rng, world, garbage=0.2).items())
        after, events = resolve(world, dict(orders))
        rng.shuffle(orders)
        again, others = resolve(world, dict(orders))
        assert digest(again) == digest(after)
        assert others == events
        world = after
