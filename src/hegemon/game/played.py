"""What is kept of a turn that was played."""

from __future__ import annotations

import msgspec

from hegemon.world.digest import digest, parts
from hegemon.world.events import Event
from hegemon.world.orders import Option, Orders, Record, Term
from hegemon.world.state import World

WIDTH = 4  # bytes kept of the digest of each field


class Played(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One turn: the orders that came in, what came of them, and why each seat chose as it did.

    digest: of the world after the turn; marks: WIDTH bytes a field of it, to name what differs. power: (S,) ppm.
    """

    orders: tuple[Orders, ...]
    digest: str
    marks: bytes
    power: tuple[int, ...]
    events: tuple[Event, ...]
    records: tuple[Record, ...] = ()
    faults: tuple[str, ...] = ()


def played(
    orders: dict[int, Orders],
    world: World,
    events: tuple[Event, ...],
    records: tuple[Record, ...],
    faults: tuple[str, ...],
) -> Played:
    """Return what is kept of a turn; world is the one after it."""
    return Played(
        orders=tuple(orders[seat] for seat in sorted(orders)),
        digest=digest(world),
        marks=marks(world),
        power=tuple(world.power.tolist()),
        events=events,
        records=records,
        faults=faults,
    )


def marks(world: World) -> bytes:
    """Return the first bytes of each field's digest, in the order of world.digest.parts."""
    return b"".join(bytes.fromhex(part)[:WIDTH] for part in parts(world).values())


def first_difference(world: World, stored: bytes) -> str:
    """Return the name of the first field whose mark is not the stored one, empty if all agree."""
    names = tuple(parts(world))
    mine = marks(world)
    if len(stored) != len(mine):
        return "number of fields"
    return next((n for i, n in enumerate(names) if mine[i * WIDTH :][:WIDTH] != stored[i * WIDTH :][:WIDTH]), "")


def summary(record: Record) -> Record:
    """Return a record cut to its choice and runner-up, each with its sum alone."""
    return msgspec.structs.replace(
        record, options=tuple(Option(o.name, (Term("sum", o.utility),)) for o in record.options[:2])
    )
