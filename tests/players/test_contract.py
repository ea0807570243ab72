"""What every registered player must do: lawful orders, pure answers, and no failure on any world."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
import numpy as np
import pytest

from hegemon.engine.turn import opening, resolve
from hegemon.game.letters import exchange
from hegemon.players.registry import make_player, player_names
from hegemon.world.chance import between
from hegemon.world.digest import digest
from hegemon.world.events import REASONS, Event
from hegemon.world.legality import check, lawful
from hegemon.world.orders import Decision, Letter, Orders, PeaceTerms, Reply, TreatyTerms
from hegemon.world.relations import access
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import Call, Offer, Treaty, War
from hegemon.world.view import View, view_of

PLAYERS = player_names()
SEEDS = range(6)


def drawn(low: int, high: int, seed: int, *subject: int) -> int:
    return between(low, high, seed, 0, "test", *subject)


@cache
def random_world(seed: int) -> World:
    """A world in disorder: land, arms, wars, treaties and postures drawn, calls and offers waiting."""
    world = opening(open_world(load_scenario("ring-8"), seed)).fork()
    s, p = world.states, world.provinces
    world.turn = 2 + seed
    world.sovereign = np.array([drawn(0, s - 1, seed, 1, q) for q in range(p)])
    if seed % 3 == 2:
        world.sovereign[world.sovereign == s - 1] = 0
        world.alive[s - 1], world.died[s - 1] = False, 1
    taken = [drawn(0, 3, seed, 2, q) == 0 for q in range(p)]
    world.occupier = np.array([drawn(0, s - 2, seed, 3, q) if taken[q] else -1 for q in range(p)])
    world.occupier[world.occupier == world.sovereign] = -1
    world.troops = np.array([[drawn(0, 60, seed, 4, i, q) * (drawn(0, 5, seed, 5, i, q) == 0) for q in range(p)]
                             for i in range(s)])
    world.troops[~world.alive] = 0
    world.mobilised = np.array([drawn(0, 1, seed, 6, i) * drawn(1, world.turn, seed, 7, i) for i in range(s)])
    world.stability = np.array([drawn(0, 1000, seed, 8, i) for i in range(s)])
    pacts = []
    for i in range(s):
        for j in range(i):
            lot = drawn(0, 5, seed, 9, i, j)
            if not (world.alive[i] and world.alive[j]):
                continue
            if lot == 0:
                number = world.next_id()
                world.war[i, j] = world.war[j, i] = number
                world.wars = (*world.wars, War(number, 1, i, j, ((i, 0, 1, -1), (j, 1, 1, -1))))
            elif lot < 4:
                kind = tuple(world.rules.kinds)[drawn(0, len(world.rules.kinds) - 1, seed, 10, i, j)]
                pacts.append(Treaty(world.next_id(), kind, (i, j), False, -1, 0, 3 + lot * 4, 1, ("ask me", "ask me")))
    world.treaties = tuple(pacts)
    world.calls = tuple(Call(world.next_id(), 1, t.id, t.parties[0], t.parties[1], (t.parties[0] + 1) % s, 9)
                        for t in pacts[:3] if (t.parties[0] + 1) % s != t.parties[1])
    world.offers = tuple(Offer(world.next_id(), Letter(j, 0, TreatyTerms("trade", (j, 0)))) for j in (1, 2))
    return world.publish()


def letters(world: World, seat: int) -> Iterator[Letter]:
    """Every lawful letter of some kinds that a seat could get."""
    for other in range(world.states):
        if other == seat or not world.alive[other]:
            continue
        offers = [Letter(other, seat, TreatyTerms(kind, (other, seat))) for kind in world.rules.kinds]
        offers += [Letter(other, seat, PeaceTerms(*pair)) for pair in ((seat, other), (other, seat))]
        yield from lawful(world, Orders(seat=other, counters=tuple(offers)))[0].counters


def assert_decides(name: str, view: View) -> Decision:
    decision = make_player(name).decide(view)
    assert isinstance(decision, Decision)
    assert check(view, decision.orders) == ()
    assert make_player(name).decide(view) == decision
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(decision), type=Decision) == decision
    for record in decision.records:
        assert (record.seat, record.turn) == (view.seat, view.turn)
        assert record.options
        assert record.margin >= 0
    return decision


def assert_answers(name: str, view: View, letter: Letter) -> None:
    reply = make_player(name).answer(view, letter)
    assert isinstance(reply, Reply)
    assert make_player(name).answer(view, letter) == reply
    assert not reply.reason or reply.reason in REASONS
    assert (reply.counter is None) == (reply.answer != "counter")
    if reply.counter is not None:
        assert (reply.counter.sender, reply.counter.to) == (letter.to, letter.sender)
        assert lawful(view.known, Orders(seat=view.seat, counters=(reply.counter,)))[1] == ()
        back = Letter(letter.sender, letter.to, reply.counter.terms)
        assert make_player(name).answer(view, back).answer == "yes"


@pytest.mark.parametrize("name", PLAYERS)
def test_decides_lawfully_and_purely_on_random_worlds(name: str) -> None:
    for seed in SEEDS:
        world = random_world(seed)
        before = digest(world)
        for seat in np.flatnonzero(world.alive).tolist():
            assert_decides(name, view_of(world, seat))
        assert digest(world) == before


@pytest.mark.parametrize("name", PLAYERS)
def test_answers_purely_with_a_reason_on_random_worlds(name: str) -> None:
    for seed in SEEDS:
        world = random_world(seed)
        for seat in np.flatnonzero(world.alive).tolist()[:3]:
            view = view_of(world, seat)
            for letter in letters(world, seat):
                assert_answers(name, view, letter)


@pytest.mark.parametrize("name", PLAYERS)
def test_decides_at_every_turn_of_a_game_against_others(name: str) -> None:
    world = opening(open_world(load_scenario("ring-8"), 5, turns=12))
    others = ("raider", "random", "trader")
    events: tuple[Event, ...] = ()
    while not world.over:
        may = access(world)
        views = {int(s): view_of(world, int(s), events, may) for s in np.flatnonzero(world.alive)}
        orders = {}
        for seat, view in views.items():
            if seat % 2 == 0:
                orders[seat] = assert_decides(name, view).orders
            else:
                orders[seat] = make_player(others[seat % 3]).decide(view).orders

        def replies(box: object, views: dict[int, View] = views) -> dict[int, tuple[Reply, ...]]:
            assert isinstance(box, dict)
            return {s: tuple(make_player(name).answer(views[s], x) for x in sent) for s, sent in box.items()}

        world, events = resolve(world, exchange(world, may, orders, tuple(views), replies))


def test_every_player_has_a_name_of_its_own_and_a_description() -> None:
    assert len(set(PLAYERS)) == len(PLAYERS)
    assert all(make_player(name).name == name for name in PLAYERS)
