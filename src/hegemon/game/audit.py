"""The promise audit: what a state gave its word to and what it did, set side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hegemon.world.events import Event, visible

# What a deed says of the word of whom towards whom: (event kind, whose word, to whom, deed).
_DEEDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "signed": (("actor", "target", "given"), ("target", "actor", "given")),
    "founded": (("actor", "target", "given"), ("target", "actor", "given")),
    "acceded": (("actor", "target", "given"), ("target", "actor", "given")),
    "followed": (("actor", "target", "given"), ("target", "actor", "given")),
    "renewed": (("actor", "target", "given"), ("target", "actor", "given")),
    "joined": (("actor", "other", "kept"),),
    "sided": (("actor", "other", "kept"),),
    "entrapped": (("actor", "target", "against its interest"),),
    "absent": (("actor", "target", "absent"),),
    "breach": (("actor", "target", "broken"),),
    "burden": (("target", "actor", "short"),),
    "notice": (("actor", "target", "notice"),),
    "ended": (("actor", "target", "ended"), ("target", "actor", "ended")),
    "expired": (("actor", "target", "ended"), ("target", "actor", "ended")),
    "declared": (("actor", "target", "attacked"),),
    "backed": (("actor", "target", "backed"),),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit: in a turn, under a kind of treaty (empty if under none), a deed towards another.

    deed: given, kept, against its interest, absent, broken, short (of its burden), notice, ended, attacked, backed.
    """

    turn: int
    word: str
    deed: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How often a word was given, kept when called, left undone and broken."""

    given: int
    kept: int
    absent: int
    broken: int

    @property
    def honour(self) -> int:
        """Per mille of the times it was put to the test that the word was kept; 1000 if it never was."""
        tested = self.kept + self.absent + self.broken
        return 1000 * self.kept // tested if tested else 1000


def audit(events: Iterable[Event], state: int, towards: int, seat: int = -1) -> tuple[Line, ...]:
    """Return word against deed of a state towards another, oldest first, as far as a seat may know (-1: all)."""
    found: list[Line] = []
    for event in events:
        if event.kind not in _DEEDS or (seat >= 0 and not visible(event, seat)):
            continue
        for who, to, deed in _DEEDS[event.kind]:
            if (getattr(event, who), getattr(event, to)) == (state, towards):
                word = "" if event.kind in ("declared", "backed") else event.detail
                found.append(Line(event.turn, word, deed))
    return tuple(found)


def reckoned(lines: Iterable[Line]) -> Reckoning:
    """Return the sums of an audit."""
    count = {"given": 0, "kept": 0, "absent": 0, "broken": 0}
    for line in lines:
        if line.deed in count:
            count[line.deed] += 1
    return Reckoning(count["given"], count["kept"], count["absent"], count["broken"])


@dataclass(frozen=True, slots=True)
class Deed:
    """What a state did about its word, or had done to it: kept, entrapped, absent, broken, abandoned; towards whom."""

    turn: int
    deed: str
    towards: int
    word: str


# Event kind: whose book it goes into, under which name, and who stands on the other side.
_BOOK: dict[str, tuple[tuple[str, str, str], ...]] = {
    "joined": (("actor", "kept", "other"),),
    "sided": (("actor", "kept", "other"),),
    "entrapped": (("actor", "entrapped", "target"),),
    "absent": (("actor", "absent", "target"),),
    "abandoned": (("actor", "abandoned", "target"),),
    "breach": (("actor", "broken", "target"),),
}


def book(events: Iterable[Event], states: int, seat: int = -1) -> tuple[tuple[Deed, ...], ...]:
    """Return the deeds of every state towards all others, oldest first, as far as a seat may know (-1: all)."""
    found: list[list[Deed]] = [[] for _ in range(states)]
    for event in events:
        if event.kind not in _BOOK or (seat >= 0 and not visible(event, seat)):
            continue
        for who, deed, towards in _BOOK[event.kind]:
            entry = Deed(event.turn, deed, getattr(event, towards), event.detail)
            found[getattr(event, who)].append(entry)
    return tuple(tuple(deeds) for deeds in found)
