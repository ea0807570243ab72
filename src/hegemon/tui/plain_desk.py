"""What every part of the plain game's turn stands on: the seat, its view, its orders, and asking for a state."""

from __future__ import annotations

from collections.abc import Sequence

from hegemon.game.seats import Seat
from hegemon.game.session import Game
from hegemon.tui import plain_pages
from hegemon.tui.plain_ask import choose, tell
from hegemon.world.orders import Orders


class PlainDesk:
    """A seat's turn: orders in the making, taken only while they are lawful."""

    def __init__(self, game: Game, seat: Seat) -> None:
        self.game, self.seat, self.view = game, seat, seat.view
        self.world, self.me = self.view.known, self.view.seat

    @property
    def orders(self) -> Orders:
        """The orders as they stand; the seat keeps them."""
        return self.seat.draft

    def put(self, orders: Orders) -> bool:
        """Take new orders if they are lawful; else say why not."""
        problems = self.seat.check(orders)
        tell([f"{problem}." for problem in problems[:1]])
        if not problems:
            self.seat.draft = orders
        return not problems

    def state(self, title: str, among: Sequence[int] | None = None) -> int | None:
        """Ask for a living state."""
        alive = [s for s in range(self.world.states) if self.world.alive[s] and s != self.me]
        found = alive if among is None else among
        picked = choose(title, [plain_pages.state_said(self.view, s) for s in found])
        return None if picked is None else found[picked]

    def sure(self, question: str) -> bool:
        """Ask for a yes."""
        return choose(question, ("yes",), back="no") is not None
