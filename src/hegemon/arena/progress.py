"""A line on a terminal that says how far a tournament is and how long it still takes."""

from __future__ import annotations

import shutil
import time
from typing import TextIO

from hegemon.arena.playing import Event

_PAUSE = 0.1


class Progress:
    """Draws one line on `stream` over and over when that is a terminal, and nothing otherwise."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()
        self._began = self._drawn = time.monotonic()
        self._played = 0
        self._trouble = 0

    def __call__(self, event: Event) -> None:
        """Takes note of an event of the tournament."""
        self._played += event.kind == "played"
        self._trouble += event.kind in ("again", "void")
        now = time.monotonic()
        if self._shown and (now - self._drawn >= _PAUSE or event.done == event.total):
            self._drawn = now
            width = shutil.get_terminal_size().columns
            line = bar(event.done, event.total, self._played, now - self._began, self._trouble, width)
            self._stream.write("\r\x1b[K" + line)
            self._stream.flush()

    def close(self) -> None:
        """Leaves the terminal at the start of an empty line."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def bar(
    done: int, total: int, played: int, seconds: float, trouble: int, width: int, things: str = "games"
) -> str:
    """Returns the line for `done` of `total` games, of which `played` took `seconds`, in at most width - 1 cells."""
    text = f" {done}/{total} {things}"
    if played and seconds > 0:
        left = (total - done) * seconds / played
        text += f"  {played / seconds:.1f}/s  {_clock(left)} left"
    if trouble:
        text += f"  {trouble} in trouble"
    room = max(0, min(40, width - len(text) - 3))
    full = room * done // max(1, total)
    return (f"[{'#' * full}{'-' * (room - full)}]{text}" if room >= 8 else text.strip())[: max(0, width - 1)]


def _clock(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"
