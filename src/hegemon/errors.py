"""What can be wrong with what people give us."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class BadInput(Exception):
    """Something a person gave cannot be used; the message is one line: what, where, how to mend it."""


def one_line(text: object, limit: int = 400) -> str:
    """Returns `text` as one printable line of at most `limit` characters, to quote foreign data."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def unknown(kind: str, given: str, known: Iterable[str], where: str = "") -> BadInput:
    """Returns the error for a name that is not among `known`, with the closest ones that are.

    Examples: ``unknown("player", "maximizer", names)`` reads
    "unknown player 'maximizer'; did you mean maximiser? Known are: maximiser, random, ...".
    """
    names = list(known)
    place = f" {where}" if where else ""
    shown = one_line(given, 60)
    folded = {name.casefold(): name for name in names}
    close = [folded[c] for c in difflib.get_close_matches(given.casefold(), folded, n=3, cutoff=0.6)]
    listed = ", ".join(names[:24]) + (", ..." if len(names) > 24 else "")
    hint = f"did you mean {' or '.join(close)}? Known are" if close else "known are"
    return BadInput(f"unknown {kind} '{shown}'{place}; {hint}: {listed or 'none'}")
