"""What is kept of a turn that was played."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from hegemon.world.digest import digest, parts
from hegemon.world.events import Event
from hegemon.world.orders import Option, Orders, Record, Term
from hegemon.world.state import World

WIDTH = 4  # bytes kept of the digest of each field


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
    summaries: in a file, what stands for the records of all turns but the last.
    """

    orders: tuple[Orders, ...]
    digest: str
    marks: bytes
    power: tuple[int, ...]
    events: tuple[Event, ...]
    records: tuple[Record, ...] = ()
    faults: tuple[str, ...] = ()
    summaries: tuple[Summary, ...] = ()


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


def shortened(turn: Played) -> Played:
    """Return a turn with summaries in place of its records."""
    return replace(turn, records=(), summaries=tuple(map(_summary, turn.records)))


def opened(turn: Played, number: int) -> Played:
    """Return a turn as a game holds it: its summaries as records whose options have their sum for one term."""
    if not turn.summaries:
        return turn
    return replace(turn, records=(*turn.records, *(_record(s, number) for s in turn.summaries)), summaries=())


def _summary(record: Record) -> Summary:
    options = record.options
    short = Summary(record.seat, record.subject, record.about, options[0].name, options[0].utility)
    if len(options) == 1:
        return short
    return replace(short, runner_up=options[1].name, runner_up_utility=options[1].utility)


def _record(short: Summary, number: int) -> Record:
    options = [Option(short.choice, (Term("sum", short.utility),))]
    if short.runner_up:
        options.append(Option(short.runner_up, (Term("sum", short.runner_up_utility),)))
    return Record(short.seat, number, short.subject, short.about, tuple(options))
