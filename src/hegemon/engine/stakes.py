"""Stakes: what joining a war is worth without the word that was given; entrapment and abandonment are read off it.

Altfeld and Bueno de Mesquita 1979 on who joins wars, Snyder 1997 on the dilemma of allies.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hegemon.engine.context import Turn
from hegemon.engine.power import forces, reach
from hegemon.world.events import Event
from hegemon.world.fixed import MILLION
from hegemon.world.relations import absent_price
from hegemon.world.state import World
from hegemon.world.treaties import Entry


def stake(world: World, state: int, caller: int, foe: int) -> int:
    """Return what joining the caller against the foe is worth to a state but for its word, ppm of the world's power.

    By how much its force shifts the odds, times a part of the foe's power, by dislike and reach, and a part of the
    caller's; less a part of its own power for every front. The same before and after it has joined.
    """
    rule, force = world.rules.stakes, forces(world)
    strength = reach(world.gap, world.rules)[1]
    number = int(world.war[caller, foe])
    at_war = world.war > 0
    ours, theirs = at_war[foe].copy(), at_war[caller].copy()
    ours[caller] = theirs[foe] = True
    ours[state] = theirs[state] = False
    brought = force * strength[:, foe] // 1000
    mine, friends = int(brought[state]), int(np.vdot(brought, ours))
    enemies = int(np.vdot(force * strength[:, caller] // 1000, theirs))
    shift = _odds(friends + mine, enemies) - _odds(friends, enemies)
    dislike = 1000 - int(world.opinion[state, foe])
    beaten = int(world.power[foe]) * rule.foe * dislike * int(strength[state, foe]) // 2_000_000_000
    saved = int(world.power[caller]) * rule.ally // 1000
    fronts = int((at_war[state] & (world.war[state] != number)).sum())
    toll = rule.front * int(world.power[state]) * (1 + fronts) // 1000
    return shift * (beaten + saved) // MILLION - toll


def _odds(ours: int, theirs: int) -> int:
    """Return the chance of the first of two strengths, ppm, by their ratio."""
    return MILLION * ours // max(1, ours + theirs)


def answered(turn: Turn, state: int, caller: int, foe: int, kind: str) -> None:
    """Log who joined under a treaty against its interest by the name of its ally: entrapment."""
    world = turn.world
    worth = stake(world, state, caller, foe)
    if worth < 0:
        turn.note("entrapped", state, caller, other=foe, amount=-worth, detail=kind)
        world.ledger = (*world.ledger, Entry("entrapped", kind, world.turn, state, caller, -worth))


def missed(turn: Turn, state: int, caller: int, foe: int, kind: str) -> None:
    """Log who stayed away though a duty bound it: abandonment; an invitation that is not taken is none."""
    world = turn.world
    duty = world.rules.kinds[kind]
    if duty.invited or duty.informal:
        return
    price = absent_price(world.rules, duty)
    turn.note("abandoned", caller, state, other=foe, amount=price, detail=kind)
    world.ledger = (*world.ledger, Entry("abandoned", kind, world.turn, caller, state, price))


def snyder(events: Iterable[Event]) -> int:
    """Return the index of Snyder, per mille of all calls settled: the part entrapped less the part abandoned."""
    count = {"joined": 0, "absent": 0, "entrapped": 0, "abandoned": 0}
    for event in events:
        if event.kind in count and (event.kind != "joined" or event.other >= 0):
            count[event.kind] += 1
    settled = count["joined"] + count["absent"]
    return 1000 * (count["entrapped"] - count["abandoned"]) // settled if settled else 0

