"""Nudges: one input of a world raised, and whose numbers that should move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import msgspec
import numpy as np
from numpy.typing import NDArray

from hegemon.world.fixed import Ints
from hegemon.world.rules import Rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from tests.monotone.support import EVERY, Nudge, Where, changed, with_entry
from tests.worlds import bound


def _array(world: World, name: str) -> NDArray[np.int64]:
    part, _, field = name.rpartition(".")
    array: NDArray[np.int64] = getattr(world.scenario if part else world, field)
    return array


def more(name: str, most: int, of: Callable[[World, Where], Where] | None = None) -> Nudge:
    """Return a nudge that raises one entry of an array to at most so much.

    of: whose number that should move, by default the state that the entry is of (its first axis).
    """

    def nudge(rng: Random, world: World) -> tuple[World, Where] | None:
        array = _array(world, name)
        where = tuple(rng.randrange(n) for n in array.shape)
        old = int(array[where])
        if old >= most:
            return None
        new = rng.choice((old + 1, rng.randint(old + 1, most), most))
        return with_entry(world, name, where, new), where[0] if of is None else of(world, where)

    return nudge


def switched(rules: Rules, **switch: int) -> Rules:
    """Return the rules with some mechanisms on or off."""
    return msgspec.structs.replace(rules, switch=msgspec.structs.replace(rules.switch, **switch))


def holder(world: World, where: Where) -> Where:
    """Return who holds a province."""
    assert isinstance(where, tuple)
    return int(world.controller[where[-1]])


def sovereign(world: World, where: Where) -> Where:
    """Return whose a province is by right."""
    assert isinstance(where, tuple)
    return int(world.sovereign[where[-1]])


def pair(world: World, where: Where) -> Where:
    """Return the entry itself."""
    return where


def further(rng: Random, world: World) -> tuple[World, Where]:
    """Stretch the map: every way is longer."""
    route = world.land.route * rng.randint(105, 400) // 100
    land = replace(world.land, route=np.minimum(route, 1 << 20))
    return changed(world, scenario=replace(world.scenario, geography=land)), EVERY


def taken(rng: Random, world: World) -> tuple[World, Where] | None:
    """Let a province that its sovereign holds be occupied; it is the sovereign who is nudged."""
    free = np.flatnonzero(world.occupier < 0).tolist()
    place = rng.choice(free) if free else -1
    others = [s for s in range(world.states) if place >= 0 and s != world.sovereign[place]]
    if not others:
        return None
    return with_entry(world, "occupier", (place,), rng.choice(others)), int(world.sovereign[place])


def focused(kind: int) -> Nudge:
    """Return a nudge by which a state turns to a focus from none."""

    def nudge(rng: Random, world: World) -> tuple[World, Where] | None:
        state = rng.randrange(world.states)
        now = int(world.focus[state])
        return (with_entry(world, "focus", (state,), kind), state) if now == 0 else None

    return nudge


def fighting(rng: Random, world: World) -> tuple[World, Where] | None:
    """Put a state that is under arms and at peace at war."""
    calm = np.flatnonzero((world.mobilised > 0) & ~(world.war > 0).any(axis=1) & world.alive).tolist()
    if not calm:
        return None
    state = rng.choice(calm)
    foe = rng.choice([s for s in range(world.states) if s != state])
    return changed(world, war=at_war(world, state, foe)), state


def at_war(world: World, a: int, b: int) -> Ints:
    """Return the table of wars with one more."""
    war = world.war.copy()
    war[a, b] = war[b, a] = 999
    return war


def blocks(branch: int) -> Nudge:
    """Return a nudge that gives a state one block more in a branch, whatever it has in the others."""

    def nudge(rng: Random, world: World) -> tuple[World, Where] | None:
        state = rng.randrange(world.states)
        now = int(world.effort[state, branch])
        return (with_entry(world, "effort", (state, branch), now + 1), state) if now < 10 else None

    return nudge


def signed(*kinds: str) -> Nudge:
    """Return a nudge that adds a treaty of one of these kinds; all numbers are meant."""

    def nudge(rng: Random, world: World) -> tuple[World, Where]:
        return bound(world, TreatySpec(rng.choice(kinds), tuple(rng.sample(range(world.states), 2)))), EVERY

    return nudge


def overrun(rng: Random, world: World) -> tuple[World, Where] | None:
    """Let a state occupy a free province of another."""
    free = np.flatnonzero(world.occupier < 0).tolist()
    if not free:
        return None
    place = rng.choice(free)
    loser = int(world.sovereign[place])
    winner = rng.choice([s for s in range(world.states) if s != loser])
    return with_entry(world, "occupier", (place,), winner), (winner, loser)


def place(world: World, where: Where) -> Where:
    """Return the province of an entry."""
    assert isinstance(where, tuple)
    return int(where[-1])


def mirrored(world: World, where: Where) -> Where:
    """Return the entry across the diagonal."""
    assert isinstance(where, tuple)
    return where[1], where[0]


def column(world: World, where: Where) -> Where:
    """Return all of the column that is a state's."""
    assert isinstance(where, tuple)
    return EVERY, where[0]
