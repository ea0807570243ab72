"""Small experiments: games of AI states under house rules, and worlds in which everybody holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hegemon.engine.turn import opening, resolve
from hegemon.game.session import Game, new_game
from hegemon.world.rules import load_rules
from hegemon.world.scenario import load_scenario
from hegemon.world.scenario_model import sealed
from hegemon.world.setup import open_world
from hegemon.world.state import World

House = dict[str, int]
EIGHT = ("maximiser",) * 8


def game(house: House, turns: int, scenario: str = "ring-8", seed: int = 1, players: Sequence[str] = EIGHT) -> Game:
    """Return a game of AI states under house rules after so many turns (or its end)."""
    found = load_scenario(scenario)
    found = sealed(replace(found, house={**found.house, **house}, players=tuple(players)))
    played = new_game(found, seed=seed)
    for _ in range(turns):
        if not played.over:
            played.advance()
    return played


def start(house: House, scenario: str = "ring-8", seed: int = 1) -> World:
    """Return the measured opening of a scenario under house rules."""
    found = load_scenario(scenario)
    return opening(open_world(found, seed, rules=load_rules({**found.house, **house})))


def held(world: World, turns: int) -> World:
    """Return the world after so many turns in which nobody orders anything."""
    for _ in range(turns):
        world, _ = resolve(world, {})
    return world


def spread(world: World) -> float:
    """Return the standard deviation of the logarithm of power among the living."""
    power = world.power[world.alive & (world.power > 0)].astype(np.float64)
    return float(np.log(power).std())
