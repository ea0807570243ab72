from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from hegemon.engine.turn import opening
from hegemon.game.aims import Past, past, standings
from hegemon.world.events import Event
from hegemon.world.scenario import load_scenario
from hegemon.world.scenario_aims import AIM_KINDS, Aim
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import Treaty

ME, YOU, THIRD = 0, 1, 2


def world_of(kind: str, who: int = -1, provinces: tuple[int, ...] = (), amount: int = 0) -> World:
    aim = Aim(ME, "words", kind, who, provinces, amount)
    return opening(open_world(replace(load_scenario("ring-8"), aims=(aim,)), 1)).fork()


def met(world: World, *events: Event, before: Past | None = None) -> bool:
    (found,) = standings(world, ME, before or past([125_000] * 8, events))
    return found.met


def own(world: World) -> list[int]:
    return np.flatnonzero(world.sovereign == ME).tolist()


def treaty(world: World, *parties: int) -> Treaty:
    return Treaty(
        id=999, kind="defence", parties=parties, chained=False, target=-1, since=1, until=99, notice=1,
        replies=("on call",) * len(parties),
    )


def change(world: World, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(world, name, value)


def gone(state: int) -> Any:
    def act(world: World) -> None:
        world.alive[state] = False

    return act


def moved(state: int, to: int) -> Any:
    def act(world: World) -> None:
        world.sovereign[np.flatnonzero(world.sovereign == state)[0]] = to

    return act


def powered(state: int, ppm: int) -> Any:
    def act(world: World) -> None:
        world.power[state] = ppm

    return act


def nothing(world: World) -> None:
    pass


def bound(*parties: int) -> Any:
    def act(world: World) -> None:
        world.treaties = (*world.treaties, treaty(world, *parties))

    return act


# kind, its fields, what makes it met, what makes it unmet
CASES: list[tuple[str, dict[str, Any], Any, Any]] = [
    ("independent", {}, nothing, gone(ME)),
    ("independent", {"who": YOU}, nothing, gone(YOU)),
    ("keeps", {}, moved(YOU, ME), moved(ME, YOU)),
    ("holds", {"provinces": (0, 1)}, nothing, moved(ME, YOU)),
    ("one of", {"provinces": (6, 7)}, moved(YOU, ME), nothing),
    ("denies", {"who": YOU, "provinces": (0,)}, nothing, moved(ME, YOU)),
    ("share", {"amount": 130}, powered(ME, 130_000), powered(ME, 129_999)),
    ("grows", {"amount": 120}, powered(ME, 150_000), powered(ME, 149_000)),
    ("rank", {"amount": 1}, powered(ME, 300_000), powered(YOU, 300_000)),
    ("above", {"who": YOU}, powered(ME, 300_000), powered(YOU, 300_000)),
    ("humbles", {"who": YOU, "amount": 80}, powered(YOU, 100_000), powered(YOU, 101_000)),
    ("allied", {"who": YOU}, bound(ME, YOU), bound(ME, THIRD)),
    ("parted", {"who": YOU}, bound(YOU, ME), lambda world: (powered(THIRD, 400_000)(world), bound(YOU, THIRD)(world))),
]


@pytest.mark.parametrize(("kind", "fields", "yes", "no"), CASES)
def test_an_aim_is_met_and_not_met(kind: str, fields: dict[str, Any], yes: Any, no: Any) -> None:
    for act, expected in ((yes, True), (no, False)):
        world = world_of(kind, **fields)
        act(world)
        assert met(world) is expected


def test_a_port_is_a_province_on_the_sea() -> None:
    world = world_of("port")
    assert met(world)
    for province in own(world):
        if world.land.coast[province]:
            world.sovereign[province] = YOU
    assert own(world)
    assert not met(world)


def test_who_backed_down_before_whom_is_remembered() -> None:
    world = world_of("backs down", who=YOU)
    assert met(world, Event("yielded", 1, "crises", YOU, ME))
    assert not met(world, Event("yielded", 1, "crises", ME, YOU))
    assert not met(world, Event("yielded", 1, "crises", YOU, THIRD))


@pytest.mark.parametrize("kind", ["declared", "mutual war", "joined", "sided", "crisis war"])
def test_a_war_ends_the_aim_of_peace_for_good(kind: str) -> None:
    world = world_of("peace")
    assert met(world)
    assert met(world, Event(kind, 1, "war", YOU, THIRD))
    for event in (Event(kind, 1, "war", ME, YOU), Event(kind, 1, "war", YOU, ME)):
        (found,) = standings(world, ME, past([125_000] * 8, [event]))
        assert not found.met
        assert found.lost
    narrow = world_of("peace", who=THIRD)
    assert met(narrow, Event(kind, 1, "war", ME, YOU))
    assert not met(narrow, Event(kind, 1, "war", THIRD, ME))


def test_every_kind_is_tried_here() -> None:
    assert {kind for kind, *_ in CASES} | {"port", "backs down", "peace"} == set(AIM_KINDS)
