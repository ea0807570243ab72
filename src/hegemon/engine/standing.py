"""Phase 6, standing: opinion, grievance, reliability and prestige; wanting never moves opinion, only deeds do."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from hegemon.engine import blocs, burden, leaks, order, summit
from hegemon.engine.bindings import bindings
from hegemon.engine.context import Deed, Turn
from hegemon.world.fixed import Ints
from hegemon.world.state import World
from hegemon.world.treaties import Entry

REMEMBERED = 16  # turns that a ledger fact is kept


def phase(turn: Turn) -> None:
    """Fade what is old, then enter this turn's deeds."""
    world = turn.world
    pull = blocs.phase(turn)
    world.opinion = drifted(world) + pull
    world.grievance -= world.grievance * world.rules.standing.grievance_decay // 1000
    if np.count_nonzero(world.prestige):
        world.prestige -= world.prestige * world.rules.standing.prestige_decay // 1000
    oldest = world.turn - REMEMBERED
    entries = [e for e in world.ledger if e.turn > oldest]
    opening = world.opinion.copy()
    for deed in turn.deeds:
        _judge(world, deed, opening, entries)
    burden.phase(turn, entries)
    summit.warm(turn)
    world.opinion = np.minimum(np.maximum(world.opinion, -1000), 1000) * _between(world.alive.tobytes(), world.states)
    world.grievance = np.minimum(np.maximum(world.grievance, 0), 1000)
    world.reliability = np.minimum(np.maximum(world.reliability, 0), 1000)
    world.ledger = tuple(entries)
    leaks.phase(turn)


@lru_cache(maxsize=8)
def _between(alive: bytes, states: int) -> Ints:
    """Return 1 for each pair of different living states, (S, S)."""
    living = np.frombuffer(alive, np.bool_).astype(np.int64)
    pairs: Ints = living[:, None] * living[None, :] * (1 - np.eye(states, dtype=np.int64))
    return pairs


def drifted(world: World) -> Ints:
    """Return opinion after fading, with what pacts and soft power add, (S, S) per mille."""
    rule = world.rules.standing
    fading = np.abs(world.opinion) * rule.opinion_decay // 1000 * np.sign(world.opinion)
    opinion: Ints = world.opinion - fading
    opinion += rule.soft * world.rules.switch.soft_power * world.influence_share // 1_000_000
    if order.orders(world):
        opinion += order.warmth(world)
    opinion += bindings(world).warm
    return opinion


def weighs(world: World, deed: Deed) -> bool:
    """Return whether others judge a deed: not a word kept or broken where words have no reputation."""
    switch = world.rules.switch
    if deed.kind == "absent" and not switch.entrapment:
        return False
    return bool(switch.reputation) or deed.kind not in ("breach", "absent", "honour")


def _judge(world: World, deed: Deed, opening: Ints, entries: list[Entry]) -> None:
    rule = world.rules.standing
    actor, target = deed.actor, deed.target
    if not weighs(world, deed):
        return
    sizes = {
        "war": -rule.war, "breach": -rule.breach, "absent": -rule.breach // 2, "honour": rule.honour,
        "sanction": -rule.sanction, "demand": -rule.crisis, "aggrieved": -rule.spoils,
    }  # fmt: skip
    size = sizes[deed.kind]
    world.opinion[target, actor] += size
    entries.append(Entry("opinion", deed.kind, world.turn, target, actor, size))
    if size < 0:
        world.grievance[target, actor] -= size
        entries.append(Entry("grievance", deed.kind, world.turn, target, actor, -size))
    if deed.secret:
        if deed.kind in ("breach", "absent"):
            left = int(world.reliability[target, actor]) * rule.broken // 1000
            world.reliability[target, actor] = left
        return  # nobody else can judge a word that nobody else knows of
    echo = size * rule.echo // 1000 * opening[:, target] // 1000
    echo[actor] = echo[target] = 0
    world.opinion[:, actor] += echo
    if deed.kind == "honour":
        _believe(world, actor, target, kept=True)
        world.prestige[actor] += rule.prestige_honour
    elif deed.kind in ("breach", "absent"):
        _believe(world, actor, target, kept=False)
        world.prestige[actor] = max(0, int(world.prestige[actor]) - rule.prestige_breach * deed.price // 10_000)


def _believe(world: World, actor: int, target: int, kept: bool) -> None:
    """Move belief in the actor's word; the one it was given to learns most."""
    rule, belief = world.rules.standing, world.reliability[:, actor]
    if kept:
        gain = (1000 - belief) * rule.kept_seen // 1000
        gain[target] = (1000 - belief[target]) * rule.kept // 1000
        world.reliability[:, actor] += gain
    else:
        left = belief * rule.broken_seen // 1000
        left[target] = belief[target] * rule.broken // 1000
        world.reliability[:, actor] = left
