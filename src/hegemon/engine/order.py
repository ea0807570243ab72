"""Orders: a dominant state offers protection and trade for dues; others join, or balance against it.

An order is a treaty of the kind that says so: its first party leads, the others follow. It may stand alone until
somebody joins. Gilpin 1981, Organski 1958: the hierarchy of power, and who is content with it.
"""

from __future__ import annotations

import msgspec
import numpy as np

from hegemon.engine.breach import end_treaty
from hegemon.engine.context import Turn
from hegemon.world.fixed import Bools, Ints
from hegemon.world.legality_powers import join_fault, proclaim_fault
from hegemon.world.orders import ASK_ME
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, TreatyKind

# The last answer of orders with what it was worked out from: a turn asks several times, and treaties change seldom.
_asked: list[tuple[tuple[Treaty, ...], dict[str, TreatyKind], tuple[Treaty, ...]]] = []


def orders(world: World) -> tuple[Treaty, ...]:
    """Return the orders in force."""
    treaties, kinds = world.treaties, world.rules.kinds
    for known in _asked:
        if known[0] is treaties and known[1] is kinds:
            return known[2]
    found = tuple([t for t in treaties if kinds[t.kind].order])
    _asked[:] = [(treaties, kinds, found)]
    return found


def proclaim(turn: Turn) -> None:
    """Found the orders that were proclaimed."""
    world = turn.world
    for seat in turn.seats:
        dues = turn.orders[seat].proclaim
        if dues is None or proclaim_fault(world, seat, dues):
            continue
        kind = next(name for name, row in world.rules.kinds.items() if row.order)
        order = Treaty(
            id=world.next_id(), kind=kind, parties=(seat,), chained=False, target=-1, since=world.turn,
            until=world.turn + world.rules.order.term, notice=1, replies=(ASK_ME,), renew=True, dues=dues,
        )  # fmt: skip
        world.treaties = (*world.treaties, order)
        turn.note("proclaimed", seat, amount=dues)


def join(turn: Turn) -> None:
    """Let states into treaties that are open to all, each on the terms that stand."""
    world = turn.world
    for seat in turn.seats:
        for number in turn.orders[seat].join:
            if join_fault(world, seat, number):
                continue
            treaty = next(t for t in world.treaties if t.id == number)
            joined = msgspec.structs.replace(
                treaty, parties=(*treaty.parties, seat), replies=(*treaty.replies, ASK_ME)
            )
            world.treaties = tuple(joined if t.id == number else t for t in world.treaties)
            turn.note("followed", seat, treaty.parties[0], detail=treaty.kind)


def pay(world: World) -> None:
    """Move the dues of followers to their leader, each a part of its mobilised output."""
    ruling = _ruling(world)
    if not ruling:
        return
    due = np.zeros(world.states, np.int64)
    for order in ruling:
        for follower in order.parties[1:]:
            amount = int(world.mobilised_output[follower]) * order.dues // 1000
            due[follower] -= amount
            due[order.parties[0]] += amount
    world.mobilised_output = world.mobilised_output + due


def warmth(world: World) -> Ints:
    """Return the opinion that leader and followers of an order win with each other a turn, (S, S) per mille."""
    won = np.zeros((world.states, world.states), np.int64)
    for order in _ruling(world):
        leader, followers = order.parties[0], list(order.parties[1:])
        won[leader, followers] = won[followers, leader] = world.rules.order.opinion
    return won


def together(world: World) -> Ints:
    """Return the power that each state holds with the followers of its order, (S,) ppm; a follower counts nothing."""
    held = world.power.copy()
    for order in _ruling(world):
        held[order.parties[0]] = world.power[list(order.parties)].sum()
    return held


def _ruling(world: World) -> tuple[Treaty, ...]:
    return orders(world) if world.rules.switch.order else ()


def count(turn: Turn) -> None:
    """Count the turns of dominance, and end the orders whose leader has fallen too far or has no home."""
    world, rule = turn.world, turn.world.rules.order
    world.dominant = np.where(world.home & (world.power >= rule.share), world.dominant + 1, 0)
    for order in orders(world):
        leader = order.parties[0]
        if not world.home[leader] or 3 * int(world.power[leader]) < 2 * rule.share:
            end_treaty(turn, order, "ended", leader)


def wins(world: World) -> Bools:
    """Return who holds, with its order, the share of power that wins, (S,)."""
    won: Bools = together(world) >= world.rules.order.victory
    return won
