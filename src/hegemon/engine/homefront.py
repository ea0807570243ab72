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
    rule, since = world.rules.home, world.turn - world.rules.home.mobilised_after
    lost = _lost(world)
    hungry, tired_of, armed = world.hungry.tolist(), world.exhaustion.tolist(), world.mobilised.tolist()
    first, price, calm = world.scenario.stability.tolist(), broken.tolist(), world.stability.tolist()
    for state, settled in enumerate(world.home.tolist()):
        if not settled:
            continue
        cost = price[state] + rule.hunger_cost * hungry[state] // 1000 + rule.exhaustion_cost * tired_of[state] // 1000
        if lost:
            cost += lost[state]
        if 0 < armed[state] <= since:
            cost += rule.mobilised_cost
        rest = min(rule.stability_rest, max(first[state] - calm[state], 0))
        calm[state] = min(max(calm[state] + rest - cost, 0), 1000)
    return np.array(calm, np.int64)


def _lost(world: World) -> list[int]:
    """Return what stability the occupied part of its land costs each state, (S,); nothing where no land is occupied."""
    occupied = world.occupier >= 0
    if not np.count_nonzero(occupied):
        return []
    own = np.bincount(world.sovereign, minlength=world.states)
    gone = np.bincount(world.sovereign[occupied], minlength=world.states)
    cost: list[int] = (world.rules.home.occupied_cost * gone // np.maximum(own, 1)).tolist()
    return cost
