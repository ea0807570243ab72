"""Whole battles, as a turn fights them: one thing more on either side, the same roll."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine.field import Field
from hegemon.engine.fights import naval
from hegemon.world.state import World
from tests.monotone.support import FALLS, RISES, changed, drawn, one_way, proves, with_entry, worlds
from tests.worlds import A, B, begun, marching, opened, placed, play, steady, warring

# Nobody recruits or is paid off, or a larger army behind the lines would cost the front a man.
OPEN_WORLD = opened(rules=steady({"effort.upkeep": 0, "effort.recruits": 0}))
FOUGHT = ("captured", "walked in", "repulsed", "standoff")


def fought(world: World, *groups: tuple[tuple[int, ...], int]) -> int:
    """Return the ratio at which the first state's attack on the march of the second was decided."""
    _, events = play(world, marching(A, *groups))
    return next(e.amount for e in events if e.kind in FOUGHT and e.place == 2)


def field(rng: Random, attackers: int, stack: int, behind: int) -> World:
    """Return two states at war: points ready to attack, a stack against them, and another behind it."""
    staged = warring(placed(OPEN_WORLD, (A, 1, attackers), (B, 2, stack), (B, 3, behind)), ((A,), (B,)))
    terrain = staged.scenario.terrain.copy()
    terrain[2] = rng.randrange(3)
    scenario = replace(staged.scenario, terrain=terrain)
    return with_entry(changed(staged, scenario=scenario), "fort", (2,), rng.randrange(3))


@settings(drawn, max_examples=20)
@given(st.integers(0, 2**32 - 1), st.integers(10, 200), st.integers(1, 150), st.integers(0, 90), st.integers(1, 80))
def test_no_attack_is_worse_for_one_more_man_and_no_defence(seed: int, a: int, d: int, behind: int, m: int) -> None:
    rng = Random(seed)
    world = field(rng, a + m, d, behind)
    now = fought(world, ((1, 2), a))
    one_way(now, fought(world, ((1, 2), a + m)), RISES)
    one_way(now, fought(with_entry(world, "troops", (B, 2), d + m), ((1, 2), a)), FALLS)
    one_way(now, fought(with_entry(world, "troops", (B, 3), behind + m), ((1, 2), a)), FALLS)
    one_way(now, fought(with_entry(world, "fort", (2,), 3), ((1, 2), a)), FALLS)
    one_way(now, fought(with_entry(world, "mobilised", (B,), 0), ((1, 2), a)), RISES)
    one_way(now, fought(with_entry(world, "mobilised", (A,), 0), ((1, 2), a)), FALLS)
    better = int(world.quality[A]) + 50 * m
    one_way(now, fought(with_entry(world, "quality", (A,), better), ((1, 2), a)), RISES)


@proves(naval)
def test_a_larger_army_or_fleet_is_no_weaker_at_sea() -> None:
    for rng, world in worlds("naval"):
        state, place = rng.randrange(world.states), rng.randrange(world.provinces)
        stronger = with_entry(world, "troops", (state, place), int(world.troops[state, place]) + rng.randint(1, 90))
        fleet = with_entry(world, "scenario.naval", (state,), int(world.scenario.naval[state]) + rng.randint(1, 50))
        may = np.eye(world.states, dtype=np.bool_)
        powers = [naval(Field(begun(w), may, w.controller.tolist()), [state]) for w in (world, stronger, fleet)]
        one_way(powers[0], powers[1], RISES)
        one_way(powers[0], powers[2], RISES)
        assert powers[0] >= 0
