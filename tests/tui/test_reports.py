"""The reports page: what the reader wants beside power has its room, however many states stand above it."""

from __future__ import annotations

import pytest

from hegemon.tui.app import HegemonApp
from hegemon.tui.screens.end import ReportScreen
from hegemon.tui.screens.turn import TurnScreen
from tests.tui.stage import text, until


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_aims_are_in_sight(size: tuple[int, int]) -> None:
    app = HegemonApp("play", scenario="crisis-1938", seats=["CZE"], seed=1, helpers=False)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TurnScreen) and app.screen.desk is not None)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await until(pilot, lambda: "What we want beside power" in text(app))
        assert "✓" in text(app)
