"""Laws over random worlds: one input is raised, and a formula's numbers may move one way only.

A law names the formula it is about, so that test_complete can tell which formulas nobody watches. A law that no draw
ever moves would prove nothing, so that fails too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random
from typing import Any, TypeVar

import numpy as np
import pytest
from hypothesis import settings
from numpy.typing import NDArray

from hegemon.engine.turn import opening, resolve
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from tests.property import chaos

DRAWS = 32
MAPS = ("ring-8", "continents:states=6,provinces=36,seed=4")
RISES, FALLS, STAYS, ANY = 1, -1, 0, 2
Where = int | slice | tuple[Any, ...]
EVERY = slice(None)
Nudge = Callable[[Random, World], tuple[World, Where] | None]
Measure = Callable[[World], Any]
Test = TypeVar("Test", bound=Callable[..., None])

proven: dict[str, set[str]] = {}
drawn = settings(derandomize=True, max_examples=60, deadline=None, database=None)


def name_of(formula: Callable[..., Any]) -> str:
    """Return the dotted name of a function, whatever it is wrapped in."""
    return f"{formula.__module__}.{formula.__qualname__}"


def proves(*formulas: Callable[..., Any]) -> Callable[[Test], Test]:
    """Mark a test as one of the direction or the sign of formulas."""

    def mark(test: Test) -> Test:
        for formula in formulas:
            proven.setdefault(name_of(formula), set()).add(getattr(test, "__name__", ""))
        return test

    return mark


@lru_cache(maxsize=32)
def _played(number: int) -> World:
    """Return one of a few worlds in which random orders have been played for some turns."""
    rng = Random(f"played {number}")
    mapped = number % 3 == 0
    world = opening(open_world(load_scenario(MAPS[number // 3 % 2]), number)) if mapped else chaos.world(number)
    for _ in range(number % 8):
        after, _ = resolve(world, chaos.turn_orders(rng, world, garbage=0.0))
        if after.over:
            break
        world = after
    return world


def some_world(rng: Random) -> World:
    """Return a played world whose quantities are drawn anew over all that they may be; its form stays as it was."""
    base = _played(rng.randrange(24))
    world, numbers = base.fork(), np.random.default_rng(rng.getrandbits(32))
    s, p = world.states, world.provinces

    def mixed(name: str, low: int, high: int) -> None:
        array = getattr(world, name)
        fresh = numbers.integers(low, high + 1, array.shape)
        array[...] = np.where(numbers.random(array.shape) < 0.7, fresh, array)

    for name in ("stability", "exhaustion", "infrastructure", "reliability", "grievance", "hungry", "cover"):
        mixed(name, 0, 1000)
    mixed("government", 0, 3)
    for name in ("land_share", "influence_share", "output_share"):
        mixed(name, 0, 300_000)
    mixed("commerce", 0, 1000)
    world.commerce[...] = np.minimum(world.commerce, world.commerce.T)
    mixed("quality", 7000, 15000)
    mixed("fort", 0, 3)
    mixed("opinion", -1000, 1000)
    np.fill_diagonal(world.opinion, 0)
    for name, most in (("potential", 4000), ("mobilised_output", 3000), ("influence", 400), ("prestige", 60)):
        mixed(name, 0, most)
    mixed("troops", 0, int(rng.choice((10, 60, 200))))
    world.troops[numbers.random((s, p)) < 0.6] = 0
    mixed("inflicted", 0, 300)
    mixed("mobilised", 0, world.turn)
    mixed("focus", 0, 9)
    taken = numbers.random(p) < 0.15
    world.occupier[taken] = numbers.integers(0, s, p)[taken]
    world.occupier[world.occupier == world.sovereign] = -1
    for row in world.effort:
        row[:] = numbers.multinomial(10, numbers.dirichlet(np.ones(4)))
    world.idle[...] = 0
    return world


def changed(world: World, **fields: Any) -> World:
    """Return the world with other values of these fields; nothing else is copied."""
    copy = world.share()
    for name, value in fields.items():
        setattr(copy, name, value)
    return copy


def with_entry(world: World, name: str, where: Where, value: int) -> World:
    """Return the world with one entry of one array set; "scenario." before the name sets it in the scenario."""
    part, _, field = name.rpartition(".")
    array = getattr(world.scenario if part else world, field).copy()
    array[where] = value
    if part:
        return changed(world, scenario=replace(world.scenario, **{field: array}))
    return changed(world, **{name: array})


@dataclass(frozen=True, slots=True)
class Law:
    """A nudge to a world moves the numbers of a measure one way only.

    own: what those at the nudge's place may do, others: all the rest; RISES is never to fall, and so on. slack: what
    rounding may take.
    """

    says: str
    formula: Callable[..., Any]
    nudge: Nudge
    own: int = RISES
    others: int = STAYS
    of: Measure | None = None
    slack: int = 0
    draws: int = DRAWS

    def __str__(self) -> str:
        return f"{self.formula.__name__}: {self.says}"

    def measured(self, world: World) -> NDArray[np.float64]:
        return np.asarray((self.of or self.formula)(world), np.float64)

    def holds(self) -> None:
        """Check the law over random worlds, and that it is about something."""
        moved = False
        for rng, world in worlds(str(self), self.draws):
            nudged = self.nudge(rng, world)
            if nudged is None:
                continue
            before, after = self.measured(world), self.measured(nudged[0])
            own = np.zeros(before.shape, np.bool_)
            own[nudged[1]] = True
            one_way(before[own], after[own], self.own, self.slack, str(self))
            one_way(before[~own], after[~own], self.others, self.slack, f"{self}, others")
            moved |= bool((after[own] - before[own] != 0).any())
        assert moved or self.own == STAYS, f"{self}: no draw moved it"


def one_way(before: Any, after: Any, way: int, slack: float = 0, what: str = "") -> None:
    """Check that numbers rose, fell or stayed, each but for the slack."""
    change = np.asarray(after, np.float64) - np.asarray(before, np.float64)
    if way == STAYS:
        assert (np.abs(change) <= slack).all(), (what, before, after)
    elif way != ANY:
        assert (change * way >= -slack).all(), (what, before, after)


def worlds(key: str, draws: int = DRAWS) -> Iterator[tuple[Random, World]]:
    """Yield random worlds, each with the stream to nudge it by; the key makes them other than another law's."""
    for number in range(draws):
        rng = Random(f"{key} {number}")
        yield rng, some_world(rng)


def obeyed(*laws: Law) -> Callable[[Test], Test]:
    """Run a test once for each of these laws, and count their formulas as watched."""

    def mark(test: Test) -> Test:
        by_law: Test = pytest.mark.parametrize("law", [pytest.param(law, id=str(law)) for law in laws])(test)
        return proves(*(law.formula for law in laws))(by_law)

    return mark
