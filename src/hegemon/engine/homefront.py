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
    rule, home = world.rules.home, world.home.tolist()
    fighting, government = world.war.tolist(), world.government.tolist()
    army = world.army.tolist() if losses else []
    after = world.exhaustion.tolist()
    for state, was in enumerate(after):
        change = rule.exhaustion_war[government[state]] if any(fighting[state]) else -rule.exhaustion_rest
        if lost := losses.get(state, 0):
            change += lost * rule.exhaustion_loss // max(army[state] + lost, 1)
        after[state] = min(max(was + change, 0), 1000) if home[state] else 0
    return np.array(after, np.int64)


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
