"""A game on the table: helpers that think in other processes, memories of seats, and where it is kept."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING, TypeVar

from hegemon.tui.desk import Memory
from hegemon.tui.kept import DONE, RESUME, SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import ProcessPoolExecutor
    from pathlib import Path

    from hegemon.game.session import Game
    from hegemon.tui.desk import Desk

    Mapper = Callable[[Callable[[bytes], bytes], Iterable[bytes]], Iterable[bytes]]

Result = TypeVar("Result")


def give_way() -> None:
    """Let a helper process yield to the interface, where the system can say so."""
    if hasattr(os, "nice"):
        os.nice(10)


class Helpers:
    """A mapper that thinks in other processes, started when first needed."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, function: Callable[[bytes], bytes], items: Iterable[bytes]) -> Iterable[bytes]:
        """Map over the processes; results come in the order of the items."""
        if self._pool is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import resource_tracker

            # The first helper inherits stderr; the one that Textual puts in its place has no file to inherit.
            with contextlib.redirect_stderr(sys.__stderr__):
                resource_tracker.ensure_running()
            workers = max(1, min(4, (os.cpu_count() or 2) - 1))
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(workers, mp_context=context, initializer=give_way)
        return self._pool.map(function, items)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


class Table:
    """One game being played at the interface."""

    def __init__(self, game: Game, mapper: Mapper) -> None:
        """Put a game on the table; mapper decides where AI seats think."""
        self.game = game
        self.mapper = mapper
        self.memories: dict[str, Memory] = {}
        self.journal: Path | None = None
        self.desk: Desk | None = None
        self.running = 0
        self.resumes = False

    @property
    def people(self) -> tuple[str, ...]:
        """Codes of the seats that people play, dead or alive."""
        return tuple(code for code, player in self.game.seats.items() if player == "human")

    @property
    def shared(self) -> bool:
        """Whether several people share the keyboard."""
        return len(self.people) > 1

    def memory(self, code: str) -> Memory:
        """Where a seat was looking."""
        return self.memories.setdefault(code, Memory())

    def keep_journal(self) -> str:
        """Begin to save every turn; says what is wrong, empty if nothing."""
        from hegemon.errors import BadInput

        try:
            self.journal = self.game.autosave()
        except BadInput as error:
            return f"{error}; the game is not saved by itself"
        return ""

    def keep(self, name: str = RESUME) -> Path:
        """Save the game with everybody's unfinished orders; BadInput if the folder refuses."""
        if self.desk is not None:
            self.desk.seat.draft = self.desk.orders
        from hegemon import paths

        safe = "".join(c if c.isalnum() or c in "-_ " else "-" for c in name).strip() or "game"
        path = paths.saves() / f"{safe[:60]}{SUFFIX}"
        self.game.save(path)
        self.resumes = self.resumes or name == RESUME
        return path

    def close(self) -> None:
        """Put a finished game aside, so that nothing offers to continue it."""
        if self.journal is not None and self.journal.is_file():
            self.journal.replace(self.journal.with_name(DONE + self.journal.name))
            resume = self.journal.with_name(RESUME + SUFFIX)
            if self.resumes:
                resume.unlink(missing_ok=True)
        self.journal = None


async def in_thread(function: Callable[[], Result]) -> Result:
    """Run a function in a thread of its own that does not keep the program alive."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def deliver(result: Result | None, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        result: Result | None = None
        failure: BaseException | None = None
        try:
            result = function()
        except BaseException as error:
            failure = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(deliver, result, failure)

    threading.Thread(target=work, daemon=True).start()
    return await future
