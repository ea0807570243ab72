"""When a seat thinks of what can wait: each matter every so many turns, not all at once.

Letters are written every third turn, every second in the opening, by all seats but those that look far ahead. Effort is
moved by all in the same turns too: what either rests on is then worked out for all of them together. The rest goes by a
draw of the seat's own key, so that no id is the first to speak.
"""

from __future__ import annotations

from functools import lru_cache

from hegemon.world.chance import draw
from hegemon.world.view import View

OPENING = 4  # turns in which the world is still as others left it


def slowly(turn: int, every: int) -> int:
    """Return every how many turns what moves slowly is thought of, if so often in the opening: half as often after."""
    return every if turn <= OPENING else 2 * every


def pause(turn: int) -> int:
    """Return the turns from one writing of letters to the next."""
    return 2 if turn <= OPENING else 3


def writing(turn: int) -> bool:
    """Return whether letters are written in a turn."""
    return turn % pause(turn) == 0


def post(turn: int) -> int:
    """Return the number of the last writing of letters, by which they go to some or to others."""
    return turn // pause(turn)


def before_next(turn: int) -> int:
    """Return the last turn before letters are written again: what ends by then is renewed now."""
    return turn + pause(turn) - 1


def posts(turn: int, every: int) -> int:
    """Return how many writings of letters it takes for so many turns to pass."""
    return -(-every // pause(turn))


def together(view: View, every: int) -> bool:
    """Return whether a seat thinks of something every so many turns, in turns in which letters are written.

    What both rest on is then worked out once.
    """
    turn = view.known.turn
    if not writing(turn):
        return False
    every = posts(turn, every)
    return (post(turn) + rhythm(view, every)) % every == 0


def stocktaking(view: View, every: int) -> bool:
    """Return whether effort is thought of this turn, by all seats at once: every so many turns."""
    turn = view.known.turn
    return (turn + 1) % slowly(turn, every) == 0


def due(view: View, every: int, after: int = 0) -> bool:
    """Return whether it is the seat's turn to think of something that it thinks of every so many turns.

    after: by how many turns later than other matters of that rhythm, so that a turn does not hold them all.
    """
    known = view.known
    return (known.turn - after + _rhythm(known.seed, every)) % every == 0


def rhythm(view: View, every: int) -> int:
    """Return the seat's place among those who think of something every so many turns, from 0."""
    return _rhythm(view.known.seed, every)


@lru_cache(maxsize=256)
def _rhythm(key: int, every: int) -> int:
    return draw(key, 0, "rhythm", every) % every
