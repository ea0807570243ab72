"""How treaties end: by running out, by notice, and by a broken word that has a price."""

from __future__ import annotations

from hegemon.engine.context import Deed, Turn
from hegemon.world.relations import breach_price
from hegemon.world.treaties import Treaty


def end_treaty(turn: Turn, treaty: Treaty, kind: str, actor: int) -> None:
    """Take a treaty out of force, with an event for each other party."""
    world = turn.world
    world.treaties = tuple(t for t in world.treaties if t.id != treaty.id)
    world.calls = tuple(c for c in world.calls if c.treaty != treaty.id)
    for other in treaty.others(actor):
        turn.note(kind, actor, other, detail=treaty.kind)


def break_treaty(turn: Turn, treaty: Treaty, breaker: int, unready: bool = False) -> None:
    """Break a word: the treaty ends, and the breaker pays with every party that kept it."""
    price = breach_price(turn.world, treaty, breaker) * (2 if unready else 1)
    for other in treaty.others(breaker):
        turn.deeds.append(Deed("breach", breaker, other, price))
    end_treaty(turn, treaty, "breach", breaker)
