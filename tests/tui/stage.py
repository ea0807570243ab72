"""Putting the application on a stage without a terminal, and reading what is on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from hegemon.game.rounds import round_of
from hegemon.tui.app import HegemonApp
from hegemon.tui.desk import Desk
from hegemon.tui.screens.turn import TurnScreen
from hegemon.world.events import Event

Kind = TypeVar("Kind", bound=Screen[object])


@asynccontextmanager
async def playing(
    *seats: str, scenario: str = "ring-8", size: tuple[int, int] = (120, 40), seed: int = 3
) -> AsyncIterator[tuple[HegemonApp, Pilot[None]]]:
    """A game in play, AI seats thinking in this process."""
    app = HegemonApp("play", scenario=scenario, seats=list(seats), seed=seed, helpers=False)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: len(app.screen_stack) > 1)
        yield app, pilot


async def until(pilot: Pilot[None], done: object, tries: int = 200) -> None:
    """Wait until something holds."""
    assert callable(done)
    for _ in range(tries):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to pass")


def turn_screen(app: HegemonApp) -> TurnScreen:
    """The turn screen, wherever it is on the stack."""
    return next(screen for screen in app.screen_stack if isinstance(screen, TurnScreen))


def desk(app: HegemonApp) -> Desk:
    """The desk of the seat whose turn it is."""
    found = turn_screen(app).desk
    assert found is not None
    return found


def text(app: HegemonApp) -> str:
    """Everything on screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def shown(widget: Widget) -> str:
    """The lines of one widget."""
    return "\n".join(
        "".join(segment.text for segment in widget.render_line(y)).rstrip() for y in range(widget.size.height)
    )


def recast(app: HegemonApp, code: str, news: tuple[Event, ...] = (), **values: object) -> Desk:
    """Go on with the same game in a world that is changed in some fields, and show it to a seat."""
    table = app.table
    assert table is not None
    world = table.game.world.fork()
    for name, value in values.items():
        setattr(world, name, value)
    table.game.round = round_of(table.game.start, world.publish(), news)
    screen = turn_screen(app)
    screen.renew(table.game.seat(code), table.memory(code))
    table.desk = screen.desk
    return desk(app)
