"""Whose decision records a seat may read, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from hegemon.world.events import Event, visible
from hegemon.world.orders import Option, Record, Term

POOLED = "other reasons"
ROUNDED = 1_000  # ppm to which a pooled sum is rounded

# The public deeds that show what was decided, by the subject of the decision.
DEEDS: dict[str, tuple[str, ...]] = {
    "war": ("declared", "mutual war"),
    "breach": ("breach",),
    "honour": ("joined", "absent", "declined"),
    "treaty": ("signed", "notice"),
    "peace": ("peace",),
    "posture": ("mobilised", "demobilised"),
}


def readable(
    records: Iterable[Record], events: Iterable[Event], seat: int, state: int, over: bool
) -> tuple[Record, ...]:
    """Return a state's records as far as a seat may know them, latest first.

    Its own, and all once the game is over, are whole. Of another's, those show whose deed the seat has seen; their
    terms about the seat itself are whole and the rest is pooled, rounded, in one.
    """
    mine = [r for r in records if r.seat == state]
    if not over and seat != state:
        seen = [e for e in events if visible(e, seat)]
        mine = [_veiled(r, seat) for r in mine if any(_shows(e, r) for e in seen)]
    return tuple(sorted(mine, key=lambda r: -r.turn))


def _shows(event: Event, record: Record) -> bool:
    if event.turn != record.turn or event.kind not in DEEDS.get(record.subject, ()):
        return False
    if record.about in (-1, record.seat):
        return event.actor == record.seat
    who = (event.actor, event.target, event.other)
    return record.seat in who and record.about in who


def _veiled(record: Record, seat: int) -> Record:
    return replace(record, options=tuple(_pooled(o, seat) for o in record.options[:2]), change="")


def _pooled(option: Option, seat: int) -> Option:
    known = tuple(t for t in option.terms if t.about == seat)
    rest = sum(t.amount for t in option.terms if t.about != seat)
    rounded = (rest + ROUNDED // 2) // ROUNDED * ROUNDED
    return replace(option, terms=(*known, Term(POOLED, rounded)))
