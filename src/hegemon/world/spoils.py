"""Spoils: whom a war has earned what, when several have won it together."""

from __future__ import annotations

import numpy as np

from hegemon.world.fixed import apportion
from hegemon.world.orders import PeaceTerms
from hegemon.world.relations import latecomer, war_score
from hegemon.world.state import World


def victors(world: World, war: int, loser: int) -> tuple[int, ...]:
    """Return the states at home that fight a loser in a war, in the order of permanent ids."""
    ids = world.scenario.state_ids
    if not war:
        return ()
    found = [s for s, number in enumerate(world.war[loser].tolist()) if number == war and _settled(world, s)]
    return tuple(sorted(found, key=ids.item))


def _settled(world: World, state: int) -> bool:
    return bool(world.alive.item(state)) and not world.exiled.item(state)


def purses(world: World, war: int, loser: int) -> tuple[tuple[int, int], ...]:
    """Return (victor, score) at a congress: the scores of all, spread by losses inflicted and borne.

    Who joined after the war was won has none; a coalition against the loser that agreed on a split keeps to it.
    """
    won = victors(world, war, loser)
    fair = [s for s in won if not latecomer(world, s, loser)]
    if not fair:
        return tuple((s, 0) for s in won)
    pool = sum(war_score(world, s, loser) for s in fair)
    weights = [int(world.inflicted[s, loser] + world.inflicted[loser, s]) for s in fair]
    spread = dict(zip(fair, _parted(weights, pool), strict=True))
    for treaty in world.treaties:
        if not (world.rules.kinds[treaty.kind].informal and treaty.target == loser and treaty.split):
            continue
        members = [s for s in fair if s in treaty.parties]
        shares = [treaty.split[treaty.parties.index(s)] for s in members]
        if any(shares):
            spread |= zip(members, _parted(shares, sum(spread[s] for s in members)), strict=True)
    return tuple((s, spread.get(s, 0)) for s in won)


def _parted(weights: list[int], pool: int) -> list[int]:
    given = np.asarray(weights if any(weights) else [1] * len(weights), np.int64)
    parts: list[int] = apportion(given, pool).tolist()
    return parts


def earned(world: World, terms: PeaceTerms) -> int:
    """Return the score that terms may cost: of the winner, or at a congress of all victors together."""
    war = int(world.war[terms.winner, terms.loser])
    if terms.congress:
        return sum(score for _, score in purses(world, war, terms.loser))
    return war_score(world, terms.winner, terms.loser)
