"""What the watch screen plays: a live game among AI states, or a kept game once more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from hegemon.game.audit import book
from hegemon.game.climate import climates
from hegemon.game.replay import again
from hegemon.game.session import load_game
from hegemon.world.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hegemon.game.audit import Deed
    from hegemon.game.climate import Climate
    from hegemon.game.session import Game
    from hegemon.world.events import Event
    from hegemon.world.orders import Record
    from hegemon.world.state import World

MOST_TOLD = 40  # records that a watcher reads of a state


class Reel(Protocol):
    """A game that goes forward one turn at a time and is seen whole."""

    @property
    def over(self) -> bool:
        """Whether there is no further turn."""
        ...

    def view(self) -> View:
        """The truth now."""
        ...

    def history(self) -> list[tuple[int, ...]]:
        """Power of every state at the opening and after every turn so far, ppm."""
        ...

    def why(self, state: int) -> tuple[Record, ...]:
        """Decision records of a state so far, latest first."""
        ...

    def climates(self) -> tuple[Climate, ...]:
        """Tension, polarisation, treaties and wars so far; may take a while."""
        ...

    def book(self) -> tuple[tuple[Deed, ...], ...]:
        """What every state did about its word so far."""
        ...

    def step(self) -> None:
        """Go one turn forward; may take a while."""
        ...


def whole_view(world: World, events: tuple[Event, ...], seat: int = 0) -> View:
    """A view that hides nothing."""
    seen = np.ones(world.provinces, dtype=np.bool_)
    return View(seat, world, world.troops, world.troops, seen, world.power, world.power, events)


class LiveReel:
    """A game that is being played by AI states."""

    def __init__(self, game: Game, mapper: Callable[..., Iterable[bytes]]) -> None:
        """Watch a game."""
        self.game = game
        self.mapper = mapper

    @property
    def over(self) -> bool:
        """Whether the game is over."""
        return bool(self.game.over)

    def view(self) -> View:
        """The truth now."""
        last = self.game.turns[-1].events if self.game.turns else ()
        return whole_view(self.game.world, last)

    def history(self) -> list[tuple[int, ...]]:
        """Power so far."""
        return [tuple(row) for row in self.game.history.tolist()]

    def why(self, state: int) -> tuple[Record, ...]:
        """Records of a state, latest first."""
        return self.game.told_by(state, most=MOST_TOLD)

    def climates(self) -> tuple[Climate, ...]:
        """The climate so far."""
        return climates(self.game)

    def book(self) -> tuple[tuple[Deed, ...], ...]:
        """Words and deeds so far."""
        return book(self.game.events, self.game.world.states)

    def step(self) -> None:
        """Play a turn."""
        if not self.game.over:
            self.game.advance(map=self.mapper)


class FileReel:
    """A kept game played again from its orders."""

    def __init__(self, kept: Path | Game) -> None:
        """Open a kept game, or play an open one again; BadInput if it cannot be opened."""
        self.game = load_game(kept) if isinstance(kept, Path) else kept
        self._worlds = again(self.game)
        self._world, self._events = next(self._worlds)
        self._turn = 0

    @property
    def over(self) -> bool:
        """Whether every kept turn has been shown."""
        return self._turn >= len(self.game.turns)

    def view(self) -> View:
        """The world at this turn."""
        return whole_view(self._world, self._events)

    def history(self) -> list[tuple[int, ...]]:
        """Power up to this turn."""
        return [tuple(row) for row in self.game.history.tolist()[: self._turn + 1]]

    def why(self, state: int) -> tuple[Record, ...]:
        """Records of a state up to this turn, latest first."""
        return self.game.told_by(state, self._turn, MOST_TOLD)

    def climates(self) -> tuple[Climate, ...]:
        """The climate up to this turn."""
        return climates(self.game)[: self._turn + 1]

    def book(self) -> tuple[tuple[Deed, ...], ...]:
        """Words and deeds up to this turn."""
        events = (event for turn in self.game.turns[: self._turn] for event in turn.events)
        return book(events, self.game.world.states)

    def step(self) -> None:
        """Play the next turn again."""
        found = next(self._worlds, None)
        if found is not None:
            self._world, self._events = found
            self._turn += 1
