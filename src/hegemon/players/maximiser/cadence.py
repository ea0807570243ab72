"""When a seat thinks of what can wait: each matter every so many turns, not all at once.

Letters are written in even turns and effort is moved in odd ones, by all seats: what both rest on is then worked out
for all of them together. The rest goes by the seat's permanent id.
"""

from __future__ import annotations

from hegemon.world.view import View


def writing(turn: int) -> bool:
    """Return whether letters are written in a turn."""
    return turn % 2 == 0


def stocktaking(view: View, every: int) -> bool:
    """Return whether effort is thought of this turn, by all seats at once: every so many turns, beside letters."""
    return (view.turn + 1) % every == 0


def due(view: View, every: int, after: int = 0) -> bool:
    """Return whether it is the seat's turn to think of something that it thinks of every so many turns.

    after: by how many turns later than other matters of that rhythm, so that a turn does not hold them all.
    """
    return (view.turn - after + view.known.scenario.state_ids.item(view.seat)) % every == 0
