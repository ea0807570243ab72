"""What stands in for a mechanism that has no switch, so that its test can be seen to fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from hegemon.engine import economy, standing
from hegemon.world.fixed import Bools, Ints, shares
from hegemon.world.orders import Option, Term
from hegemon.world.scenario import Scenario
from hegemon.world.scenario import load_scenario as _load
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from hegemon.world.view import View

_production, _drifted = economy.production, standing.drifted


def pay_everyone(world: World) -> Ints:
    """Every state taxes every province."""
    total: Ints = np.tile(_production(world).sum(axis=0), (world.states, 1))
    return total


def pay_by_head(world: World) -> Ints:
    """Land yields nothing of its own: all states gather the same."""
    total: Ints = np.tile(_production(world).sum(axis=0) // world.states, (world.states, 1))
    return total


def level(name: str) -> Scenario:
    """A world in which every province is like every other."""
    found = _load(name)
    same = {n: np.full_like(getattr(found, n), 100) for n in ("grain", "ore", "fuel", "population")}
    home = np.arange(len(found.sovereign)) % len(found.codes)
    return replace(found, **same, sovereign=home, troops=np.full_like(found.troops, 1))


def add_up(inputs: Ints, quality: Ints) -> Ints:
    """Output by the sum of inputs: nothing is a bottleneck."""
    total: Ints = inputs.sum(axis=1) // 3 * quality // 10_000
    return total


def unequal_to_a_whole(weights: Ints, living: Bools, order: Ints) -> Ints:
    """Shares that lose their remainders: power is no longer relative."""
    total: Ints = shares(weights, living, order) * 999 // 1000
    return total


def envious(world: World) -> Ints:
    """Opinion that falls with what the other has: wanting turned into disliking."""
    opinion: Ints = _drifted(world) - world.potential[None, :] // 10
    return opinion


def undrawn(world: World) -> Ints:
    """Output as if every government drew the whole potential."""
    return np.where(world.alive, world.potential, 0)


def nothing(*_: Any, **__: Any) -> None:
    """Do nothing."""


def no_aid(position: Any, came: Any, *_: Any) -> Any:
    """What promises bring, by helper and in all, where nobody's help counts."""
    return np.zeros(position.word.shape), np.zeros(came.shape)


def contrary(options: Sequence[Option], utilities: Sequence[int] | None = None) -> int:
    """The worst that nothing bars, whatever its utilities."""
    free = [i for i, option in enumerate(options) if not option.barred]
    return min(free, key=lambda i: (options[i].utility, i))


def always_worth_it(view: View, treaty: Treaty) -> tuple[Term, ...]:
    """What a treaty is worth, whatever the threat."""
    return (Term("cover", 5_000),)


def clear_whatever_is_said(*_: Any) -> int:
    """Clarity of a promise that does not depend on it."""
    return 1000


def no_shelter(view: View, state: int, partner: int, target: int) -> tuple[int, int, int]:
    """What a promise changes where an ally's help counts for nothing."""
    return 0, 0, 0
