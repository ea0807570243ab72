"""How treaties lapse: notice that has run its time, terms that run out, terms that run on."""

from __future__ import annotations

import msgspec

from hegemon.engine.breach import take_out
from hegemon.engine.context import Turn
from hegemon.world.relations import hidden
from hegemon.world.treaties import Treaty


def withdraw(turn: Turn) -> None:
    """Let go who gave notice in time, end or renew what has run its term, and take new notices."""
    world = turn.world
    for treaty in world.treaties:
        gone = [state for state, when in treaty.leaving if when <= world.turn] if treaty.leaving else ()
        if gone:
            take_out(turn, treaty.id, gone, "ended")
    for treaty in world.treaties:
        if treaty.until < world.turn:
            _run_out(turn, treaty)
    for seat in turn.seats:
        for number in turn.orders[seat].leave:
            left = next((t for t in world.treaties if t.id == number), None)
            if left is not None:
                _notice(turn, left, seat)


def _run_out(turn: Turn, treaty: Treaty) -> None:
    """End a treaty at its term; one that renews itself runs on among those who gave no notice."""
    world = turn.world
    if not treaty.renew:
        take_out(turn, treaty.id, treaty.parties, "expired")
        return
    take_out(turn, treaty.id, [state for state, _ in treaty.leaving], "expired")
    left = next((t for t in world.treaties if t.id == treaty.id), None)
    if left is None:
        return
    run = max(1, left.term or left.until - left.since)
    on = msgspec.structs.replace(left, until=left.until + run)
    world.treaties = tuple(on if t.id == on.id else t for t in world.treaties)
    for other in on.parties[1:]:
        turn.note("renewed", on.parties[0], other, detail=on.kind, secret=hidden(world, on))


def _notice(turn: Turn, treaty: Treaty, seat: int) -> None:
    world = turn.world
    if seat not in treaty.parties or any(who == seat for who, _ in treaty.leaving):
        return
    if world.rules.kinds[treaty.kind].informal:
        take_out(turn, treaty.id, (seat,), "ended")
        return
    left = msgspec.structs.replace(treaty, leaving=(*treaty.leaving, (seat, world.turn + treaty.notice)))
    world.treaties = tuple(left if t.id == treaty.id else t for t in world.treaties)
    for other in treaty.others(seat):
        turn.note("notice", seat, other, detail=treaty.kind, secret=hidden(world, treaty))
