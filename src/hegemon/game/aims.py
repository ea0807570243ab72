"""Which of a seat's aims are met: looked at from the world, the power at the opening and what has happened since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from hegemon.world.events import Event
from hegemon.world.scenario_aims import Aim
from hegemon.world.state import World

_WARS = ("declared", "mutual war", "crisis war", "joined", "sided")  # actor and target are at war from then on


@dataclass(frozen=True, slots=True)
class Standing:
    """An aim, whether it is met as things stand, and whether nothing can mend it any more."""

    aim: Aim
    met: bool
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """What a look at the world alone does not tell. opening: (S,) power in ppm. wars, bows: (state, other) pairs.

    bows: who has backed down before whom.
    """

    opening: tuple[int, ...]
    wars: frozenset[tuple[int, int]]
    bows: frozenset[tuple[int, int]]


def past(opening: Sequence[int], events: Iterable[Event]) -> Past:
    """Return what aims need of the events so far."""
    wars, bows = set(), set()
    for event in events:
        pair = event.actor, event.target
        if event.kind in _WARS:
            wars |= {pair, pair[::-1]}
        elif event.kind == "yielded":
            bows.add(pair)
    return Past(tuple(opening), frozenset(wars), frozenset(bows))


def standings(world: World, state: int, before: Past) -> tuple[Standing, ...]:
    """Return how the aims of a state stand, in the order of the scenario; empty if it has none."""
    found = []
    for aim in world.scenario.aims:
        if aim.of == state:
            met = bool(_MET[aim.kind](world, aim, before))
            found.append(Standing(aim, met, lost=not met and aim.kind == "peace"))
    return tuple(found)


def _about(aim: Aim) -> int:
    return aim.who if aim.who >= 0 else aim.of


def _held(world: World, state: int, provinces: Sequence[int]) -> list[bool]:
    return [int(world.sovereign[province]) == state for province in provinces]


def _keeps(world: World, aim: Aim, _: Past) -> bool:
    own = np.flatnonzero(world.scenario.sovereign == aim.of)
    return bool((world.sovereign[own] == aim.of).all())


def _stronger(world: World, state: int) -> int:
    return int(np.count_nonzero(world.power > world.power[state]))


def _tied(world: World, one: int, other: int) -> bool:
    return any(
        one in treaty.parties and other in treaty.parties and world.rules.kinds[treaty.kind].aid
        for treaty in world.treaties
    )


def _parted(world: World, aim: Aim, _: Past) -> bool:
    above = np.flatnonzero(world.power > world.power[aim.of]).tolist()
    return not any(_tied(world, aim.who, other) for other in above if other != aim.who)


def _peace(world: World, aim: Aim, before: Past) -> bool:
    if aim.who >= 0:
        return (aim.of, aim.who) not in before.wars and not world.war[aim.of, aim.who]
    return not any(one == aim.of for one, _ in before.wars) and not (world.war[aim.of] > 0).any()


_MET: dict[str, Callable[[World, Aim, Past], bool]] = {
    "independent": lambda world, aim, _: bool(world.home[_about(aim)]),
    "keeps": _keeps,
    "holds": lambda world, aim, _: all(_held(world, aim.of, aim.provinces)),
    "one of": lambda world, aim, _: any(_held(world, aim.of, aim.provinces)),
    "denies": lambda world, aim, _: not any(_held(world, aim.who, aim.provinces)),
    "port": lambda world, aim, _: bool((world.land.coast & (world.sovereign == aim.of)).any()),
    "share": lambda world, aim, _: int(world.power[aim.of]) >= aim.amount * 1000,
    "grows": lambda world, aim, before: int(world.power[aim.of]) * 100 >= before.opening[aim.of] * aim.amount,
    "rank": lambda world, aim, _: bool(world.home[aim.of]) and _stronger(world, aim.of) < aim.amount,
    "above": lambda world, aim, _: bool(world.home[aim.of]) and int(world.power[aim.of]) > int(world.power[aim.who]),
    "humbles": lambda world, aim, before: int(world.power[aim.who]) * 100 <= before.opening[aim.who] * aim.amount,
    "backs down": lambda _, aim, before: (aim.who, aim.of) in before.bows,
    "allied": lambda world, aim, _: _tied(world, aim.of, aim.who),
    "peace": _peace,
    "parted": _parted,
}
