"""What a player is: two pure functions of a view."""

from __future__ import annotations

from typing import Protocol

from hegemon.world.orders import Decision, Letter, Reply
from hegemon.world.view import View


class Player(Protocol):
    """Decides for a seat from its view alone: the same view gives the same decision, in any process.

    Nothing is remembered between turns; chance comes from hegemon.world.chance with view.known.seed, the seat's
    own key. A player that raises holds its seat for that turn, and the game notes it.
    """

    name: str

    def decide(self, view: View) -> Decision:
        """Return the orders for the turn, and a record for each thing decided."""

    def answer(self, view: View, letter: Letter) -> Reply:
        """Return yes, no or a counter to a letter, as it binds this seat this turn."""
