"""Text goldens: what a screen says, line by line. HEGEMON_GOLDENS=write writes them anew; review the diff."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from hegemon.tui.app import HegemonApp
from hegemon.tui.map.palette import Tier
from hegemon.tui.map.scene import Arrow
from hegemon.tui.screens.help import HelpScreen
from hegemon.tui.screens.menu import MenuScreen
from hegemon.tui.widgets.chart import Series, chart
from hegemon.world.treaties import Treaty
from tests.tui.stage import desk, text, until
from tests.tui.synthetic import island, scene_of
from tests.tui.test_map import MapApp

GOLDENS = Path(__file__).parent / "goldens"


def same(name: str, found: str) -> None:
    path = GOLDENS / f"{name}.txt"
    lines = "\n".join(line.rstrip() for line in found.splitlines()) + "\n"
    if os.environ.get("HEGEMON_GOLDENS") == "write":
        path.write_text(lines, encoding="utf-8")
    assert lines == path.read_text(encoding="utf-8")


async def test_menu_looks_as_it_did() -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        await pilot.pause()
        same("menu", text(app))


async def test_help_lists_every_key_as_it_did() -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(100, 60)) as pilot:
        await app.push_screen(HelpScreen("turn"))
        await pilot.pause()
        same("help", text(app))


async def test_help_on_diplomacy_lists_every_key_as_it_did() -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(100, 40)) as pilot:
        await app.push_screen(HelpScreen("diplomacy", "treaty-kinds"))
        await pilot.pause()
        same("help-diplomacy", text(app))


@pytest.mark.parametrize("name", ["composer", "card"])
async def test_diplomacy_looks_as_it_did(name: str) -> None:
    """Words and places at the least size; the numbers in them are others' and are left out."""
    app = HegemonApp("play", scenario="ring-8", seats=["GAR"], seed=3, helpers=False)
    pressed = {"composer": "dp", "card": "dt"}[name]
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: len(app.screen_stack) > 1 and getattr(app.screen, "desk", None) is not None)
        if name == "card":
            desk(app).view.known.treaties = (
                Treaty(900, "defence", (0, 1), True, 2, 1, 20, 2, ("at once", "ask me"), burden=3, joint=True),
            )
        for key in pressed:
            await pilot.press(key)
            await pilot.pause()
        if name == "card":
            await pilot.press("enter")
            await pilot.pause()
        await pilot.pause(0.1)
        same(f"diplomacy-{name}", re.sub(r"[-+](?=\d)", "±", re.sub(r"\d", "0", text(app))))


@pytest.mark.parametrize(("tier", "zoom"), [(Tier.TRUE, 0), (Tier.TRUE, 2), (Tier.ANSI16, 0), (Tier.MONO, 0)])
async def test_map_looks_as_it_did(tier: Tier, zoom: int) -> None:
    land = island(30)
    app = MapApp(land, tier)
    async with app.run_test(size=(80, 30)) as pilot:
        view = app.map
        view.show(land)
        view.zoom_level = 0
        near = land.neighbours[12]
        view.paint_scene(
            scene_of(land), (Arrow(12, near[0], hostile=True, text="40"), Arrow(20, land.neighbours[20][0]))
        )
        view.select(12)
        for _ in range(zoom):
            view.zoom(1)
        await pilot.pause()
        picture = "\n".join("".join(segment.text for segment in view.render_line(y)) for y in range(30))
        same(f"map-{tier.value}-{zoom}", picture)


def test_chart_looks_as_it_did() -> None:
    lines = chart(
        [
            Series("AAA", "#ffffff", tuple(float(10 + i) for i in range(12))),
            Series("BBB", "#56b4e9", tuple(float(20 - i) if i < 9 else None for i in range(12))),
            Series("CCC", "#e69f00", (4.0, 4.5, 5.0, 5.0, 4.0, 3.0, 3.5, 4.0, 4.0, 4.0, 4.0, 4.5)),
        ],
        60,
        16,
        first=1914,
    )
    same("chart", "\n".join(line.plain for line in lines))
