"""The engine's bench in small: it works out what it recorded, shows every size, and fits growth rightly."""

from __future__ import annotations

import pytest

from hegemon.arena import bench_engine
from hegemon.engine.turn import resolve
from hegemon.world.digest import digest

SMALL = ((4, 24), (3, 36), (4, 36))


def test_a_recording_is_worked_out_again_to_the_same_world() -> None:
    game = bench_engine.record((4, 32), turns=5)
    assert len(game.orders) == 5
    assert all(set(orders) == set(range(4)) for orders in game.orders[:1])
    assert sum(len(o.moves) + len(o.letters) for orders in game.orders for o in orders.values()) > 20
    last = game.replay()
    assert last.turn == game.first.turn + 5
    assert digest(last) == digest(game.replay())


def test_orders_are_recorded_lawful() -> None:
    game = bench_engine.record((4, 32), turns=4)
    world = game.first
    for orders in game.orders:
        world, events = resolve(world, orders)
        assert not [e for e in events if e.kind == "dropped" and e.phase == "orders"]


def test_the_first_row_is_the_engine_alone_and_growth_closes_the_curve() -> None:
    rows = bench_engine.measure(rounds=1, turns=2, sizes=SMALL, short=2)
    assert [row.goal for row in rows] == [9.0, None, None, None, 1.15, 2.2]
    assert all(row.part == "engine" for row in rows)
    assert all(row.value > 0 for row in rows[:4])
    assert "4 states on 36 provinces" in rows[3].name


def test_growth_is_the_power_by_which_cost_grows() -> None:
    assert bench_engine.exponent({50: 10.0, 100: 20.0, 200: 40.0}) == pytest.approx(1.0)
    assert bench_engine.exponent({3: 9.0, 6: 36.0, 12: 144.0}) == pytest.approx(2.0)
    assert bench_engine.exponent({3: 7.0, 6: 7.0}) == pytest.approx(0.0)
