from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hegemon import cli
from hegemon.arena import bench_worlds as room
from hegemon.arena.bench_worlds import (
    FORMS,
    PARTS,
    Life,
    Lived,
    Open,
    course,
    faults,
    life,
    look,
    play,
    shape,
    world_of,
)
from hegemon.world.scenario import load_scenario, outline


def test_worlds_of_a_kind_differ_in_everything() -> None:
    for kind in FORMS:
        worlds = [outline(world_of(kind, number)) for number in range(100)]
        assert {world.states for world in worlds} == set(range(2, 17))
        assert min(world.provinces for world in worlds) < 60
        assert max(world.provinces for world in worlds) > 220
        assert {"starts=unequal" in world_of(kind, number) for number in range(4)} == {True, False}
        assert {outline(life(kind, number).world).states for number in range(20)} == {8}
    assert {outline(world_of("ring", number)).states for number in range(15)} == set(range(2, 17))


@pytest.mark.parametrize("kind", PARTS)
def test_every_kind_opens_without_a_fault(kind: str) -> None:
    for number in range(2):
        seen = look(Open(world_of(kind, number)))
        assert seen.faults == ()
        assert seen.hungry == 0
        assert seen.least <= 1 <= seen.most
        assert 0 < seen.scarce <= 1


def test_faults_of_shape_are_found() -> None:
    good = load_scenario("continents:states=3,provinces=30,seed=2")
    land = good.geography
    cut = land.route.copy()
    cut[0, 1] = 1 << 30
    owner = good.sovereign.copy()
    owner[land.route[good.capital[0]].argmax()] = 0
    assert faults(good) == []
    assert faults(replace(good, geography=replace(land, route=cut))) == ["provinces that cannot be reached"]
    assert "realms in pieces" in faults(replace(good, sovereign=owner))
    assert faults(replace(good, state_names=(land.names[0], *good.state_names[1:]))) == ["names or codes twice"]
    assert "a capital abroad" in faults(replace(good, capital=np.roll(good.capital, 1)))


def test_a_game_is_played_to_its_end() -> None:
    lived = play(Life("continents:states=3,provinces=24,seed=2", 1))
    assert sorted(lived.ranks) == [1, 2, 3]
    assert lived.early <= lived.dead < 3
    assert lived.turns > room.EARLY
    assert sum(lived.opening) == 1_000_000


def test_early_deaths_and_seats_that_win_are_over_their_goals() -> None:
    fair = [Lived(0, 1, 40, tuple(np.roll((1, 2, 3), turn).tolist()), (1, 2, 3), (3, 2, 1)) for turn in range(30)]
    good = {row.name: row for row in course("ring", fair)}
    assert good["games in which a state dies in 5 turns"].good
    assert good["chi-square of places by seat"].good
    assert good["opening power foretells the score, correlation"].value == -1
    unfair = [Lived(1, 1, 40, (1, 2, 3), (3, 2, 1), (3, 2, 1))] * 30
    bad = {row.name: row for row in course("ring", unfair)}
    assert not bad["games in which a state dies in 5 turns"].good
    assert not bad["chi-square of places by seat"].good


def test_a_world_that_opens_uneven_is_over_its_goals() -> None:
    seen = look(Open("continents:states=3,provinces=24,seed=2"))
    rows = {row.name: row for row in shape("continents", [
        ("continents", room.Seen(("realms in pieces",), 0.4, 1.9, 0.1, 1, 9.0)), ("continents", seen),
    ])}  # fmt: skip
    assert not any(rows[name].good for name in rows if "median" not in name)


def test_the_command_prints_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "worlds", "--only", "duel", "--chances", "2", "--workers", "1"]) == 0
    said = capsys.readouterr().out
    assert "worlds with a fault of shape" in said
    assert "2 games took" in said
    assert cli.main(["bench", "worlds", "--only", "mars"]) == 2
    assert "unknown part 'mars'" in capsys.readouterr().err
