"""The bench of a living system in small: what it counts, when a giant counts as balanced, and whether seats matter."""

from __future__ import annotations

import json

import msgspec
import numpy as np
import pytest

from hegemon import cli
from hegemon.arena import bench_living, lives
from hegemon.arena.balancing import STRONG, WITHIN, Case, names, threatened, unites, watch
from hegemon.arena.bench_living import (
    balances,
    by_chance,
    cast_of,
    friedman,
    giant,
    life,
    pulse,
    seats,
    world_of,
)
from hegemon.arena.branches import opened
from hegemon.arena.lives import Lived, owed, read, size_above
from hegemon.arena.matches import Match, stage
from hegemon.world.chance import order_of
from hegemon.world.events import Event
from hegemon.world.scenario import load_scenario
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, default_replies


@pytest.fixture(scope="module")
def world() -> World:
    large = size_above("ring-8", 0)
    scenario = stage(Match("ring-8", (), 1, large=0, percent=large))
    return opened(scenario, ("random",) * 8, 1).world


def pact(kind: str, *parties: int, target: int = -1, since: int = 1, exclude: int = -1) -> Treaty:
    return Treaty(1, kind, parties, False, target, since, 40, 1, default_replies(parties), exclude=exclude)


def bound(world: World, *treaties: Treaty, turn: int = 1) -> World:
    copy = world.fork()
    copy.treaties, copy.turn = treaties, turn
    return copy


def test_a_giant_opens_just_above_the_mark(world: World) -> None:
    assert world.power[0] > STRONG
    small = stage(Match("ring-8", (), 1, large=0, percent=size_above("ring-8", 0) - 20))
    assert opened(small, ("random",) * 8, 1).world.power[0] <= STRONG


@pytest.mark.parametrize(
    ("treaty", "named", "united"),
    [
        (pact("defence", 1, 2, target=0), True, False),
        (pact("coalition", 1, 2, target=0), True, False),
        (pact("guarantee", 1, 2, target=0), True, False),
        (pact("defence", 1, 2), False, True),
        (pact("league", 1, 2, 3), False, True),
        (pact("league", 0, 1, 2), False, False),
        (pact("defence", 1, 2, exclude=0), False, False),
        (pact("defence", 1, 2, target=3), False, False),
        (pact("guarantee", 1, 2), False, False),
        (pact("nonaggression", 1, 2), False, False),
        (pact("trade", 1, 2), False, False),
        (pact("defence", 0, 1, target=2), False, False),
    ],
)
def test_what_balances_and_what_does_not(world: World, treaty: Treaty, named: bool, united: bool) -> None:
    assert names(world, treaty, 0) is named
    assert unites(world, treaty, 0) is united


def test_a_giant_threatens_all_but_itself_and_equals_threaten_nobody(world: World) -> None:
    assert threatened(world, 0) == [False, *(True,) * 7]
    equal = opened(load_scenario("ring-8"), ("random",) * 8, 1).world
    assert not any(threatened(equal, 0))


def test_a_case_is_met_by_what_is_signed_in_ten_turns() -> None:
    equal = opened(load_scenario("ring-8"), ("random",) * 8, 1).world
    cases: dict[int, Case] = {}
    watch(bound(equal, turn=3), cases)
    assert not cases
    watch(bound(equal, turn=3), cases, marked=0)
    assert cases[0].since == 3
    watch(bound(equal, pact("defence", 1, 2, since=2), turn=4), cases)
    assert (cases[0].met, cases[0].told) == (-1, False)
    late = {0: msgspec.structs.replace(cases[0])}
    watch(bound(equal, pact("coalition", 1, 2, target=0, since=12), turn=13), cases)
    assert (cases[0].met, cases[0].named, cases[0].told) == (12, 12, True)
    watch(bound(equal, turn=13), late)
    watch(bound(equal, pact("coalition", 1, 2, target=0, since=13), turn=14), late)
    assert late[0].met == -1
    assert late[0].watched > WITHIN


def test_only_a_duty_is_a_call_kept() -> None:
    assert owed(Event("joined", 1, "diplomacy", 1, 2, 3, detail="defence"))
    assert not owed(Event("joined", 1, "diplomacy", 1, 2, 3, detail="coalition"))
    assert not owed(Event("called", 1, "diplomacy", 1, 2, 3, detail="defence"))


def test_a_game_is_read_to_its_limit_and_the_same_twice() -> None:
    job = life("ring", "maximisers", 0, turns=3)
    found = read(job)
    assert found == read(job)
    assert 3 <= found.turns <= 13
    assert found.lived >= 24
    assert sorted(found.ranks) == list(range(1, 9))


def test_nobody_wins_early() -> None:
    scenario = stage(Match("ring-8", (), 1, rules=lives.NO_EARLY_END, large=0, percent=2000))
    world = opened(scenario, ("random",) * 8, 1).world
    assert world.power[0] > world.rules.power.hegemon
    assert world.rules.power.hegemon_turns > 10_000


def test_casts_move_on_a_seat_and_giants_too() -> None:
    assert cast_of("mixed", 0) != cast_of("mixed", 1)
    assert sorted(cast_of("mixed", 0)) == sorted(cast_of("mixed", 1))
    assert [giant("ring", n, large=False).seat for n in (0, 1, 9)] == [0, 1, 1]
    assert world_of("continents", 0) != world_of("continents", 1)


def lived(**more: object) -> Lived:
    base = Lived(80, 4, 160, 240, 7, 3, 0, tuple(range(1, 9)), (125_000,) * 8, 10, ())
    return msgspec.structs.replace(base, **more)


def test_figures_of_an_arm() -> None:
    rows = {row.name: row for row in pulse("arm", [lived(), lived(entries=0, moved=2)])}
    assert rows["war entries a state-turn"].value == pytest.approx(4 / 160)
    assert rows["formal partners a state"].value == 2.0
    assert rows["partners by any treaty but trade a state"].value == 3.0
    assert rows["calls honoured, of 20"].value == 0.7
    assert rows["games without change of borders"].value == 0.5
    assert not rows["games without change of borders"].good


def test_seats_that_always_win_are_found_and_luck_is_not() -> None:
    fixed = [lived() for _ in range(20)]
    assert not seats("arm", fixed)[0].good
    turned = [lived(ranks=tuple((place + n) % 8 + 1 for place in range(8))) for n in range(8)]
    assert friedman([g.ranks for g in turned]) == pytest.approx(0.0)
    assert seats("arm", turned)[0].good
    ahead = [lived(scores=(150_000, *(130_000,) * 3, *(120_000 - n,) * 4)) for n in range(8)]
    assert not seats("arm", ahead)[3].good


def test_chance_is_that_of_tables_where_places_do_not_hang_together_and_wider_where_they_do() -> None:
    ids = np.arange(8)
    free = [tuple((order_of(ids, game, 1, "places") + 1).tolist()) for game in range(100)]
    assert 12.5 < by_chance(free) < 16.0
    bound = [(1, 5, 2, 6, 3, 7, 4, 8)] * 100
    assert by_chance(bound) > 16.0


def test_the_share_of_giants_that_are_met() -> None:
    rows = balances("giants", [Case(0, 1, met=3, named=3), Case(1, 1, watched=11)])
    assert [row.value for row in rows] == [0.5, 0.5, 3]
    assert not rows[0].good


def test_the_bench_prints_what_is_asked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_living, "loom", lambda one: Case(one.seat, 1, met=2))
    args = ["bench", "living", "--only", "giants", "--chances", "2", "--workers", "1"]
    assert cli.main([*args, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["part"] for row in rows} == {"giants, ring", "giants, continents"}
    assert cli.main(["bench", "living", "--only", "rings"]) == 2
    assert "did you mean ring?" in capsys.readouterr().err
