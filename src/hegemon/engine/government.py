"""Governments: how they fall, who follows, and how rivals press on a shaky one.

A new government has new interests: what is thought of it and what it thinks count for less, and for some turns it may
drop its predecessor's treaties at part of their price (world.relations.reviews).
"""

from __future__ import annotations

import numpy as np

from hegemon.engine.context import Turn
from hegemon.world.chance import draw, field
from hegemon.world.fixed import Bools, Ints
from hegemon.world.orders import FOCUSES
from hegemon.world.scenario_model import GOVERNMENTS
from hegemon.world.state import World

PROPAGANDA = FOCUSES.index("propaganda")
EVEN = 1_000_000  # a chance in parts of this


def change(turn: Turn) -> None:
    """Note who lost its capital, and let governments fall by chance, each by a draw of its own."""
    world = turn.world
    home = world.home
    lost = home & (world.occupier.take(world.capital) >= 0)
    if np.count_nonzero(lost):
        world.beaten = np.where(lost, world.turn, world.beaten)
    if not world.rules.switch.government:
        return
    rolled = field(world.seed, world.turn, "government", world.scenario.state_ids, EVEN // 2) + EVEN // 2
    falling = (home & (rolled < shaken(world))).nonzero()[0].tolist()
    chosen = [(state, successor(world, state)) for state in falling]
    for state, government in sorted(chosen, key=lambda pair: int(world.scenario.state_ids[pair[0]])):
        install(turn, state, government)


def shaken(world: World) -> Ints:
    """Return the chance that a government falls this turn, (S,) ppm: less stability, a lost war, unrest."""
    rule = world.rules.home
    risk, since = [], world.turn - rule.beaten
    for calm, beaten in zip(world.stability.tolist(), world.beaten.tolist(), strict=True):
        chance = rule.change * (1000 - calm) * 1000 // 500
        if beaten > 0 and beaten >= since:
            chance *= rule.change_beaten
        risk.append(chance * rule.change_unrest if calm < rule.unrest else chance)
    return np.array(risk, np.int64)


def successor(world: World, state: int) -> int:
    """Return the government that follows, an index of GOVERNMENTS: drawn among the others, a victor's counts double."""
    victors = _victors(world, state)
    weights = [0 if g == world.government[state] else 1 + (g in victors) for g in range(len(GOVERNMENTS))]
    number = draw(world.seed, world.turn, "successor", int(world.scenario.state_ids[state])) % sum(weights)
    for government, weight in enumerate(weights):
        number -= weight
        if number < 0:
            return government
    raise AssertionError


def _victors(world: World, state: int) -> set[int]:
    """Return the governments of those who beat a state: who holds its capital, or made the last peace as winner."""
    beaten = int(world.beaten[state])
    if not beaten or world.turn > beaten + world.rules.home.beaten:
        return set()
    found = [t.parties[0] for t in world.treaties if t.double and t.since == beaten and t.parties[-1] == state]
    holder = int(world.occupier[world.capital[state]])
    return {int(world.government[s]) for s in (*found, holder) if s >= 0 and s != state}


def install(turn: Turn, state: int, government: int) -> None:
    """Put a government in office: calm as the rules say, and feelings of and about the state fade."""
    world, rule = turn.world, turn.world.rules
    world.government[state] = government
    world.regime[state] = world.turn
    settled = min(rule.home.settle, int(world.scenario.stability[state]))
    world.stability[state] = max(settled, int(world.stability[state]))
    for feelings in (world.opinion[state], world.opinion[:, state]):
        feelings[:] = np.sign(feelings) * (np.abs(feelings) * rule.standing.regime // 1000)
    turn.note("fell", state, detail=GOVERNMENTS[government])


def pressers(world: World) -> Bools:
    """Return (S, S): row spreads propaganda against column, which it dislikes."""
    at_work = world.home & (world.focus == PROPAGANDA)
    pressed: Bools = at_work[:, None] & (world.opinion < 0) & world.home[None, :]
    return pressed


def subverted(world: World) -> Ints:
    """Return the stability that hostile propaganda takes, (S,): a shaky state feels it, a solid one hardly does."""
    if not (world.rules.switch.soft_power and np.count_nonzero(world.focus == PROPAGANDA)):
        return np.zeros(world.states, np.int64)
    weight = (pressers(world) * world.influence_share[:, None]).sum(axis=0)
    taken: Ints = world.rules.home.subversion * weight * (1000 - world.stability) // (EVEN * 1000)
    return taken


def presser(world: World, state: int) -> int:
    """Return who presses most on a state, -1 if nobody does; ties to the smaller permanent id."""
    found = np.flatnonzero(pressers(world)[:, state]).tolist()
    ids = world.scenario.state_ids
    return min(found, key=lambda s: (-int(world.influence_share[s]), int(ids[s])), default=-1)
