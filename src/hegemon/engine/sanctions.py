"""Sanctions: trade stopped as a weapon, what it does to trade between two, and how trade comes back.

Both lose: nothing flows either way while either side sanctions, and afterwards trade recovers slowly.
"""

from __future__ import annotations

import numpy as np

from hegemon.engine.breach import Broken, breach
from hegemon.engine.context import Deed, Turn
from hegemon.world.fixed import Bools
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, TreatyKind

WHOLE = 1000

# The last answer of trading with what it was worked out from: a turn asks twice, and treaties change seldom.
_asked: list[tuple[tuple[Treaty, ...], dict[str, TreatyKind], Bools]] = []


def lay(turn: Turn) -> None:
    """Lift and lay the sanctions ordered; laying them on a partner in trade breaks its treaty, at its price."""
    world = turn.world
    for seat in turn.seats:
        for target in turn.orders[seat].lift:
            if world.sanction[seat, target]:
                world.sanction[seat, target] = 0
                turn.note("lifted", seat, target)
    broken = Broken()
    for seat in turn.seats:
        for target in turn.orders[seat].sanction:
            for treaty in world.treaties if not world.sanction[seat, target] else ():
                if trades(world, treaty, seat, target):
                    broken.setdefault(treaty.id, {})[seat] = False
    breach(turn, broken)  # all at once: two who sanction each other both break their word
    for seat in turn.seats:
        for target in turn.orders[seat].sanction:
            if world.sanction[seat, target]:
                continue
            world.sanction[seat, target] = world.turn
            turn.note("sanctioned", seat, target)
            turn.deeds.append(Deed("sanction", seat, target))


def trades(world: World, treaty: Treaty, a: int, b: int) -> bool:
    """Return whether two states trade under a treaty; in an order, each follower with the leader alone."""
    kind = world.rules.kinds[treaty.kind]
    if not kind.trade or a == b or a not in treaty.parties or b not in treaty.parties:
        return False
    return not kind.order or treaty.parties[0] in (a, b)


def trading(world: World) -> Bools:
    """Return (S, S), read-only: the pairs between whom a treaty lets trade flow, whatever hinders it now."""
    treaties, kinds = world.treaties, world.rules.kinds
    for known in _asked:
        if known[0] is treaties and known[1] is kinds and len(known[2]) == world.states:
            return known[2]
    pairs = _trading(world)
    pairs.flags.writeable = False
    _asked[:] = [(treaties, kinds, pairs)]
    return pairs


def _trading(world: World) -> Bools:
    states = world.states
    pairs = bytearray(states * states)
    kinds = world.rules.kinds
    for treaty in world.treaties:
        kind = kinds[treaty.kind]
        if kind.order:
            for follower in treaty.parties[1:]:
                pairs[follower * states + treaty.parties[0]] = pairs[treaty.parties[0] * states + follower] = 1
        elif kind.trade:
            for a in treaty.parties:
                for b in treaty.parties:
                    pairs[a * states + b] = a != b
    return np.frombuffer(pairs, np.bool_).reshape(states, states)


def sanctioned(world: World) -> Bools:
    """Return (S, S): the pairs of which either side sanctions the other."""
    laid = world.sanction > 0
    if not world.rules.switch.sanctions:
        laid[:] = False
    either: Bools = laid | laid.T
    return either


def settle(world: World) -> None:
    """Let trade between pairs stop by war or sanctions, and recover by the stated part a turn without."""
    world.commerce = np.minimum(world.commerce + world.rules.economy.recover, WHOLE)
    if np.count_nonzero(world.war):
        world.commerce[world.war > 0] = 0
    if np.count_nonzero(world.sanction):
        world.commerce[sanctioned(world)] = 0


def clear(world: World, state: int) -> None:
    """End what a state that is no more sanctions, and what is sanctioned of it."""
    world.sanction[state] = 0
    world.sanction[:, state] = 0
