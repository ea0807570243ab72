"""Phase 5, home front: exhaustion, stability, governments, secession."""

from __future__ import annotations

import numpy as np

from hegemon.engine import government, secession
from hegemon.engine.context import Turn
from hegemon.world.fixed import Ints
from hegemon.world.state import World


def phase(turn: Turn) -> None:
    """Let war tire, calm rise or fall with it, with hunger, occupation, broken words and hostile propaganda.

    Then governments fall, and land breaks away.
    """
    world, home = turn.world, turn.world.rules.home
    world.exhaustion = tired(world, turn.losses)
    broken = np.zeros(world.states, np.int64)
    for deed in turn.deeds:
        if deed.kind in ("breach", "absent"):
            price = home.breach_cost[int(world.government[deed.actor])]
            broken[deed.actor] += price * deed.price // 10_000
    before, pressure = world.stability, government.subverted(world)
    calm = calmed(world, broken)
    world.stability = np.maximum(calm - pressure, 0)
    if np.count_nonzero(world.stability < home.unrest):
        for state in turn.seats:
            if world.stability[state] < home.unrest <= before[state]:
                tipped = calm[state] >= home.unrest
                turn.note("unrest", state, other=government.presser(world, state) if tipped else -1)
    government.change(turn)
    secession.phase(turn)


def tired(world: World, losses: dict[int, int]) -> Ints:
    """Return exhaustion after the turn, (S,) per mille: war and losses raise it, peace lowers it."""
    home = world.rules.home
    fighting = np.logical_or.reduce(world.war > 0, axis=1)
    pace = np.asarray(home.exhaustion_war, np.int64)[world.government]
    change = np.where(fighting, pace, -home.exhaustion_rest)
    if losses:
        lost = np.zeros(world.states, np.int64)
        for state, points in losses.items():
            lost[state] = points
        change += lost * home.exhaustion_loss // np.maximum(world.army + lost, 1)
    return np.where(world.home, np.minimum(np.maximum(world.exhaustion + change, 0), 1000), 0)


def calmed(world: World, broken: Ints) -> Ints:
    """Return stability after the turn, (S,) per mille. broken: what broken words cost each state."""
    home, turn = world.rules.home, world.turn
    own = np.bincount(world.sovereign, minlength=world.states)
    lost = np.bincount(world.sovereign[world.occupier >= 0], minlength=world.states)
    cost = home.occupied_cost * lost // np.maximum(own, 1)
    cost = cost + home.hunger_cost * world.hungry // 1000
    cost = cost + home.exhaustion_cost * world.exhaustion // 1000
    long = (world.mobilised > 0) & (turn - world.mobilised >= home.mobilised_after)
    cost = cost + np.where(long, home.mobilised_cost, 0)
    rest = np.minimum(home.stability_rest, np.maximum(world.scenario.stability - world.stability, 0))
    calm = np.minimum(np.maximum(world.stability + rest - cost - broken, 0), 1000)
    return np.where(world.home, calm, world.stability)
