"""Whose decision records a seat may read, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from hegemon.world.events import Event, visible
from hegemon.world.orders import Option, Record, Term

POOLED = "other reasons"
NEXT = "the next best"
ROUNDED = 1_000  # ppm to which a pooled sum is rounded

# Terms that are reckoned from what everybody can see.
PUBLIC = frozenset({
    "word", "word kept", "word to the enemy", "trade", "land", "reparations", "toil", "an end of toil of war",
    "output of a turn",
    "what a war must promise",
})  # fmt: skip

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

    Its own, and all once the game is over, are whole. Of another's, those show whose deed the seat has seen: the
    choice with its terms about the seat itself and from public facts, the rest pooled, rounded, in one. What it would
    have done instead stays its secret but for the rounded sum.
    """
    mine = [r for r in records if r.seat == state]
    if not over and seat != state:
        seen: dict[int, list[Event]] = {}
        for event in events:
            if visible(event, seat):
                seen.setdefault(event.turn, []).append(event)
        mine = [_veiled(r, seat) for r in mine if any(_shows(e, r) for e in seen.get(r.turn, ()))]
    return tuple(sorted(mine, key=lambda r: -r.turn))


def _shows(event: Event, record: Record) -> bool:
    if event.kind not in DEEDS.get(record.subject, ()):
        return False
    if record.about in (-1, record.seat):
        return event.actor == record.seat
    who = (event.actor, event.target, event.other)
    return record.seat in who and record.about in who


def _veiled(record: Record, seat: int) -> Record:
    chosen, *others = record.options
    known = tuple(t for t in chosen.terms if t.about == seat or t.name in PUBLIC)
    rest = sum(t.amount for t in chosen.terms if t not in known)
    # The choice is rounded up and the next best down, so that the choice never looks the worse.
    shown = [Option(chosen.name, (*known, Term(POOLED, -(-rest // ROUNDED) * ROUNDED)))]
    shown += [Option(NEXT, (Term(POOLED, o.utility // ROUNDED * ROUNDED),)) for o in others[:1]]
    return replace(record, options=tuple(shown), change="")
