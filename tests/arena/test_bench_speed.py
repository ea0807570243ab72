"""The bench of what the maximiser costs, in small: its turns are those of a game, and its rows have goals."""

from __future__ import annotations

import pytest

from hegemon.arena import bench, bench_speed
from hegemon.arena.branches import opened
from hegemon.engine.turn import resolve
from hegemon.game.rounds import round_of
from hegemon.world.events import Event
from hegemon.world.orders import Orders
from hegemon.world.scenario import load_scenario
from hegemon.world.state import World


def test_each_seat_and_turn_takes_time() -> None:
    found = bench_speed.spent("maximiser", 1, 2)
    assert len(found) == 16
    assert sum(found) > 0


def test_a_turn_is_decided_and_answered_as_the_game_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[dict[int, Orders]] = []

    def noted(world: World, orders: dict[int, Orders]) -> tuple[World, tuple[Event, ...]]:
        made.append(orders)
        return resolve(world, orders)

    monkeypatch.setattr(bench_speed, "resolve", noted)
    bench_speed.spent("maximiser", 3, 2)
    point = opened(load_scenario("ring-8"), ("maximiser",) * 8, 3)
    world, events = point.world, point.events
    for orders in made:
        assert orders == round_of(point.start, world, events).orders({})[0]
        world, events = resolve(world, orders)


def test_rows_are_in_time_and_beside_the_floor_game() -> None:
    rows = [*bench_speed.seat_turns(turns=2, seeds=1), *bench_speed.grand_turns(turns=1)]
    assert [row.goal for row in rows] == [0.8, 3.0, None, None, None, None]
    assert all(row.part == "ai" and row.value > 0 for row in rows)
    assert rows[1].value >= rows[0].value


def test_a_copy_of_all_arrays_is_shown_beside_one_of_none() -> None:
    rows = bench.world_fork(times=20, rounds=2)
    assert [row.goal for row in rows] == [20.0, None]
    assert all(row.value > 0 for row in rows)
