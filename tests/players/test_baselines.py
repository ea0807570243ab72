"""What each baseline is known for, and that they stand in the expected order."""

from __future__ import annotations

import numpy as np
import pytest

from hegemon.errors import BadInput
from hegemon.game.match import play_match
from hegemon.game.session import new_game
from hegemon.players import tactics
from hegemon.players.registry import describe, make_player, player_names
from hegemon.world.legality import check
from hegemon.world.orders import Letter, Orders, PeaceTerms, TreatyTerms
from hegemon.world.relations import access
from hegemon.world.scenario import load_scenario
from hegemon.world.state import World
from hegemon.world.view import View, view_of

CODES = load_scenario("ring-8").codes


def opening() -> World:
    return new_game("ring-8", seed=1).world


def at_war(a: int, b: int) -> World:
    world = opening().fork()
    world.war[a, b] = world.war[b, a] = world.next_id()
    world.mobilised[[a, b]] = 1
    world.turn = 3
    return world.publish()


def attacks(view: View, orders: Orders) -> list[int]:
    may = access(view.known)[view.seat]
    return [m.path[-1] for m in orders.moves if not may[view.known.controller[m.path[-1]]]]


def test_turtle_and_trader_never_attack_first() -> None:
    game = new_game("ring-8", dict.fromkeys(CODES, "turtle") | dict.fromkeys(CODES[4:], "trader"), seed=2)
    for _ in range(12):
        game.advance()
    assert not [e for e in game.events if e.kind in ("declared", "captured", "repulsed")]
    assert [e for e in game.events if e.kind == "signed"]


def test_turtle_never_attacks_though_at_war_and_stronger() -> None:
    world = at_war(0, 1).fork()
    world.troops[1] //= 10
    view = view_of(world.publish(), 0)
    assert attacks(view, make_player("turtle").decide(view).orders) == []
    assert attacks(view, make_player("trader").decide(view).orders)


def test_turtle_arms_when_a_neighbour_does_and_disarms_after() -> None:
    world = opening().fork()
    near = tactics.neighbours(world, 0)[0]
    world.mobilised[near] = 1
    assert make_player("turtle").decide(view_of(world.publish(), 0)).orders.posture == "mobilise"
    calm = opening().fork()
    calm.mobilised[0] = 1
    assert make_player("turtle").decide(view_of(calm.publish(), 0)).orders.posture == "demobilise"


def test_raider_falls_on_the_weak_but_not_on_equals() -> None:
    world = opening().fork()
    assert make_player("raider").decide(view_of(opening(), 0)).orders.declare == ()
    weak = tactics.neighbours(world, 0)[0]
    world.troops[weak] //= 8
    world.turn, world.mobilised[0] = 2, 1
    view = view_of(world.publish(), 0)
    decision = make_player("raider").decide(view)
    assert decision.orders.declare == (weak,)
    assert attacks(view, decision.orders)
    assert decision.records[0].options[0].name == "declare war"


def test_raider_keeps_its_word() -> None:
    world = opening().fork()
    weak = tactics.neighbours(world, 0)[0]
    world.troops[weak] //= 8
    world.turn, world.mobilised[0] = 2, 1
    pact = TreatyTerms("nonaggression", (0, weak))
    from hegemon.world.treaties import Treaty

    world.treaties = (Treaty(1, pact.kind, pact.parties, False, -1, 1, 20, 1, ("ask me", "ask me")),)
    decision = make_player("raider").decide(view_of(world.publish(), 0))
    assert weak not in decision.orders.declare


@pytest.mark.parametrize(("name", "kind", "said"), [
    ("turtle", "defence", "yes"), ("turtle", "entente", "no"), ("trader", "trade", "yes"), ("trader", "defence", "no"),
    ("raider", "defence", "no"), ("raider", "trade", "yes"), ("raider", "nonaggression", "no"),
])
def test_baselines_answer_in_character(name: str, kind: str, said: str) -> None:
    view = view_of(opening(), 0)
    reply = make_player(name).answer(view, Letter(1, 0, TreatyTerms(kind, (1, 0))))
    assert reply.answer == said
    assert reply.reason


@pytest.mark.parametrize("name", ["turtle", "raider", "trader"])
def test_peace_is_refused_by_the_strong_and_taken_by_the_weak(name: str) -> None:
    world = at_war(0, 1).fork()
    world.troops[1] *= 3
    world.publish()
    terms = PeaceTerms(winner=1, loser=0)
    assert make_player(name).answer(view_of(world, 0), Letter(1, 0, terms)).answer == "yes"
    ceding = PeaceTerms(winner=0, loser=1, cede=(0, 1, 2, 3))
    assert make_player(name).answer(view_of(world, 1), Letter(0, 1, ceding)).answer == "no"


def test_random_does_things_of_every_kind() -> None:
    game = new_game("ring-8", dict.fromkeys(CODES, "random"), seed=3)
    seen: set[str] = set()
    for _ in range(15):
        game.advance()
        for orders in game.turns[-1].orders:
            seen |= {name for name in Orders.__struct_fields__ if getattr(orders, name) not in ((), None)}
    assert {"shifts", "focus", "posture", "moves", "declare", "letters", "tickets", "refusals", "standing"} <= seen


def test_random_stands_below_the_others() -> None:
    players = ("turtle", "raider", "trader", "random") * 2
    places: dict[str, list[int]] = {name: [] for name in players}
    for seed in range(6):
        turned = players[seed % 4 :] + players[: seed % 4]
        for name, rank in zip(turned, play_match("ring-8", turned, seed=seed).ranks, strict=True):
            places[name].append(rank)
    mean = {name: float(np.mean(ranks)) for name, ranks in places.items()}
    assert max(mean, key=lambda name: mean[name]) == "random"


def test_spread_marches_lawfully_towards_the_need() -> None:
    view = view_of(opening(), 0)
    need = np.zeros(view.known.provinces, np.int64)
    goal = int(view.known.capital[0])
    need[goal] = 1
    moves = tactics.spread(view, need)
    assert moves
    assert check(view, Orders(seat=0, moves=moves)) == ()
    assert all(m.path[-1] == goal for m in moves)


def test_registry_names_the_shipped_first_and_refuses_strangers() -> None:
    assert player_names()[:5] == ("maximiser", "turtle", "raider", "trader", "random")
    assert all(describe(name) for name in player_names())
    with pytest.raises(BadInput, match="did you mean turtle"):
        make_player("turtel")
    with pytest.raises(BadInput, match="unknown player"):
        describe("human")
