"""Campaigns: where a maximiser attacks, what it leaves behind, and whom it beats with what force."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pytest
from msgspec.structs import replace

from hegemon.counsel.ground import survey
from hegemon.engine.turn import opening, resolve
from hegemon.players.maximiser import Maximiser
from hegemon.players.maximiser.campaign import assaults, muster
from hegemon.players.maximiser.mind import mind_of
from hegemon.players.maximiser.war import intent
from hegemon.players.registry import make_player
from hegemon.world.events import Event
from hegemon.world.orders import Decision, Orders, Record
from hegemon.world.relations import access, command
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.worlds import A, B, C, D, opened, placed, stage, warring

MIND = mind_of()
ONE_WAR = replace(MIND.weights.war, second=100_000)  # who stands open beside the war is left alone
ME = Maximiser(dataclasses.replace(MIND, weights=replace(MIND.weights, war=ONE_WAR)))


def attacked(decision: Decision, world: World, seat: int) -> set[int]:
    """The hostile land that orders march into."""
    may = access(world)[seat][world.controller]
    return {move.path[-1] for move in decision.orders.moves if not may[move.path[-1]]}


def at_odds(*stacks: tuple[int, int, int]) -> World:
    """A against B on the small world, nobody else about, with these stacks: state, province, points."""
    return warring(placed(opened(), (C, 5, 20), (D, 7, 20), *stacks), ((A,), (B,)))


def choices(world: World, seat: int = A) -> list[Record]:
    """The records of the attacks that a seat thinks of."""
    return [r for r in ME.decide(view_of(world, seat)).records if r.subject == "placement"]


def test_it_attacks_where_the_sums_pay_and_stands_where_they_do_not() -> None:
    strong = at_odds((A, 1, 90), (A, 0, 40), (B, 2, 20), (B, 3, 20))
    weak = at_odds((A, 1, 30), (A, 0, 20), (B, 2, 60), (B, 3, 40))
    assert attacked(ME.decide(view_of(strong, A)), strong, A) == {2}
    assert attacked(ME.decide(view_of(weak, A)), weak, A) == set()


def test_attacks_are_the_choices_of_their_records_and_within_command() -> None:
    world = at_odds((A, 1, 90), (A, 0, 40), (B, 2, 20), (B, 3, 20))
    found = choices(world)
    assert [r.options[0].name for r in found][:1] == ["take P02 with 60"]
    for record in found:
        assert all(o.utility == sum(t.amount for t in o.terms) for o in record.options)
        assert "stand" in {o.name for o in record.options}
    view = view_of(world, A)
    plan = intent(view, MIND)
    made, _ = assaults(view, {B}, muster(view, plan, MIND), MIND)
    assert 0 < len(made) <= command(world, A)


@pytest.mark.parametrize(("terrain", "fort"), [(2, 0), (0, 3)])
def test_high_ground_and_forts_are_worth_less_to_attack(terrain: int, fort: int) -> None:
    plain = at_odds((A, 1, 70), (A, 0, 40), (B, 2, 36), (B, 3, 20))
    high = warring(
        placed(opened(terrain=np.array([0, 0, terrain, 0, 0, 0, 0, 0])), (C, 5, 20), (D, 7, 20),
               (A, 1, 70), (A, 0, 40), (B, 2, 36), (B, 3, 20)), ((A,), (B,)))
    world = stage(high, fort=np.array([0, 0, fort, 0, 0, 0, 0, 0]))
    assert attacked(ME.decide(view_of(plain, A)), plain, A) == {2}
    assert attacked(ME.decide(view_of(world, A)), world, A) == set()


def test_it_does_not_take_what_it_would_lose_next_turn() -> None:
    near = at_odds((A, 1, 60), (A, 0, 20), (B, 2, 14), (B, 3, 200))
    far = at_odds((A, 1, 60), (A, 0, 20), (B, 2, 14), (B, 3, 2))
    lost = [next((t.amount for t in o.terms if t.name == "lost again"), 0)
            for world in (near, far) for r in choices(world)[:1] for o in r.options if o.name.startswith("take P02")]
    assert min(lost) < 0
    held = [max(o.utility for o in choices(world)[0].options if o.name.startswith("take P02"))
            for world in (near, far)]  # fmt: skip
    assert held[0] < held[1]


def test_what_an_attack_leaves_open_counts_against_it() -> None:
    stacks = (A, 1, 60), (A, 0, 5), (B, 2, 14), (B, 3, 2)

    def bared(behind: int) -> int:
        world = warring(placed(opened(), *stacks, (C, 5, 20), (C, 4, behind), (D, 7, 20)), ((A,), (B, C)))
        options = [o for r in choices(world)[:1] for o in r.options if o.name.startswith("take P02")]
        assert options
        return min(sum(t.amount for t in o.terms if t.name == "land left open") for o in options)

    assert bared(80) < bared(0) <= 0


@pytest.mark.parametrize("others", [(20, 20), (60, 20), (20, 90), (60, 120)])
def test_more_force_makes_no_attack_less_worth_while(others: tuple[int, int]) -> None:
    """The men that are needed at home are a number of points: all others are free to go."""
    worth = []
    for points in range(20, 261, 20):
        world = at_odds((A, 1, points), (A, 0, 20), (B, 2, others[0]), (B, 3, others[1]))
        view = view_of(world, A)
        _, found = assaults(view, {B}, muster(view, intent(view, MIND), MIND), MIND)
        # The chances alone: one man of more is less of the army.
        worth.append(max([sum(t.amount for t in o.terms if not t.name.startswith("men ")) for r in found[:1]
                          for o in r.options if o.name.startswith("take P02")], default=-10**6))  # fmt: skip
    assert worth == sorted(worth)
    assert worth[-1] > 0


def test_occupied_land_keeps_its_garrison() -> None:
    """Land whose last men march away rises, and the war begins anew."""
    world = at_odds((A, 1, 40), (A, 2, 30), (B, 3, 12))
    world = stage(world, occupier=np.array([-1, -1, A, -1, -1, -1, -1, -1]))
    orders = ME.decide(view_of(world, A)).orders
    gone = sum(move.points for move in orders.moves if move.path[0] == 2)
    come = sum(move.points for move in orders.moves if move.path[-1] == 2)
    assert 30 - gone + come > world.rules.war.garrison


def test_the_last_province_is_worth_more_than_any_other() -> None:
    world = at_odds((A, 1, 40), (A, 2, 60), (B, 3, 12))
    taken = stage(world, occupier=np.array([-1, -1, A, -1, -1, -1, -1, -1]))
    record = choices(taken)[0]
    assert record.options[0].name.startswith("take P03")
    assert any(t.name == "its surrender nearer" and t.amount > 0 for t in record.options[0].terms)


def test_a_march_to_war_gathers_beside_its_prey() -> None:
    world = opening(open_world(load_scenario("ring-8"), 5)).fork()
    world.troops[1] = world.troops[1] * 30 // 100
    before = world.publish()
    assert intent(view_of(before, 0), MIND).target == 1
    after, _ = resolve(before, {0: ME.decide(view_of(before, 0)).orders})
    g = survey(view_of(before, 0))
    border = [p for p in range(before.provinces) if before.sovereign[p] == 0
              and any(g.holder[n] == 1 for n in g.neighbours[p])]  # fmt: skip
    assert after.troops[0, border].sum() > before.troops[0, border].sum()


def fought(foe: str, edge: int, turns: int, seed: int, me: int = 0) -> tuple[int, int]:
    """Land held by a maximiser and by a baseline after a war between them, alone on the ring but for idle neighbours.

    edge: percent of the baseline's army that the maximiser has; otherwise the two are alike. me: its seat, 0 or 1.
    """
    world = opening(open_world(load_scenario("ring-8"), seed)).fork()
    world.troops[me] = world.troops[me] * edge // 100
    world.turn = 3
    world = warring(world.publish(), ((0,), (1,)))
    players: Mapping[int, object] = {me: ME, 1 - me: make_player(foe)}
    events: tuple[Event, ...] = ()
    for _ in range(turns):
        orders = {}
        for seat, player in players.items():
            if world.alive[seat]:
                decided = player.decide(view_of(world, seat, events)).orders  # type: ignore[attr-defined]
                orders[seat] = replace(Orders(seat=seat), moves=decided.moves, shifts=decided.shifts)
        world, events = resolve(world, orders)
    held = np.bincount(world.controller, minlength=8)
    return int(held[me]), int(held[1 - me])


@pytest.mark.parametrize("foe", ["turtle", "raider"])
def test_half_as_much_again_beats_a_baseline(foe: str) -> None:
    won = [fought(foe, 150, 14, seed) for seed in (1, 2, 3)]
    assert all(mine > theirs for mine, theirs in won), won


def test_equal_force_against_a_raider_loses_no_war() -> None:
    ends = [fought("raider", 100, 12, seed, me) for seed in (1, 2, 3) for me in (0, 1)]
    assert sum(mine for mine, _ in ends) >= sum(theirs for _, theirs in ends), ends
