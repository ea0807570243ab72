"""What is kept of a turn that was played."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from hegemon.world.digest import digest, parts
from hegemon.world.events import Event
from hegemon.world.orders import Letter, Option, Orders, Record, Term
from hegemon.world.state import World

WIDTH = 4  # bytes kept of the digest of each field of a world, and of each seat's records
_encode = msgspec.msgpack.Encoder().encode


class Summary(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A decision in short: the choice and the runner-up (empty if there was none), each with its sum in ppm."""

    seat: int
    subject: str
    about: int
    choice: str
    utility: int
    runner_up: str = ""
    runner_up_utility: int = 0


class Played(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One turn: the orders that came in, what came of them, and why each seat chose as it did.

    digest: of the world after the turn; marks: WIDTH bytes a field of it, to name what differs. power: (S,) ppm.
    records: of decisions, and of answers to letters. reasons: WIDTH bytes a seat, of its records. summaries: in a
    save, what stands for the records. sent: what people wrote to be answered at once.
    """

    orders: tuple[Orders, ...]
    digest: str
    marks: bytes
    power: tuple[int, ...]
    events: tuple[Event, ...]
    records: tuple[Record, ...] = ()
    faults: tuple[str, ...] = ()
    summaries: tuple[Summary, ...] = ()
    reasons: bytes = b""
    sent: tuple[Letter, ...] = ()


def played(
    orders: dict[int, Orders],
    world: World,
    events: tuple[Event, ...],
    records: tuple[Record, ...],
    faults: tuple[str, ...],
    sent: tuple[Letter, ...] = (),
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
        reasons=reasons(records, world.states),
        sent=sent,
    )


def reasons(records: Iterable[Record], states: int) -> bytes:
    """Return the first WIDTH bytes of a digest of each seat's records, one seat after another."""
    found: list[list[Record]] = [[] for _ in range(states)]
    for record in records:
        found[record.seat].append(record)
    return b"".join(blake2b(_encode(mine), digest_size=WIDTH).digest() for mine in found)


def first_seat(mine: bytes, stored: bytes) -> int:
    """Return the first seat whose reasons differ, -1 if all agree."""
    seats = range(max(len(mine), len(stored)) // WIDTH)
    return next((s for s in seats if mine[s * WIDTH :][:WIDTH] != stored[s * WIDTH :][:WIDTH]), -1)


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


def shortened(turn: Played) -> Played:
    """Return a turn with summaries in place of its records."""
    return replace(turn, records=(), summaries=(*turn.summaries, *map(summary, turn.records)))


def summary(record: Record) -> Summary:
    """Return a record in short; the runner-up is the best that nothing barred."""
    chosen = record.options[0]
    short = Summary(record.seat, record.subject, record.about, chosen.name, chosen.utility)
    runner = next((option for option in record.options[1:] if not option.barred), None)
    return short if runner is None else replace(short, runner_up=runner.name, runner_up_utility=runner.utility)


def outline(short: Summary, number: int) -> Record:
    """Return a summary as a record whose options have their sum for one term."""
    options = [Option(short.choice, (Term("sum", short.utility),))]
    if short.runner_up:
        options.append(Option(short.runner_up, (Term("sum", short.runner_up_utility),)))
    return Record(short.seat, number, short.subject, short.about, tuple(options), stated=None)
