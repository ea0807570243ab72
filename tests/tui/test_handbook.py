"""The handbook: from the menu, from help, by search; at every size."""

from __future__ import annotations

import pytest

from hegemon.game import handbook
from hegemon.tui.app import HegemonApp
from hegemon.tui.screens.handbook import HandbookScreen
from hegemon.tui.screens.turn import CONCEPTS
from hegemon.tui.screens.turn_layout import PANES
from hegemon.tui.widgets.pane import Pane
from hegemon.world.rules import load_rules


def shown(screen: HandbookScreen) -> str:
    page = screen.query_one("#page", Pane)
    return str(page.border_title) + "\n" + "\n".join(row.text.plain for row in page.rows)


@pytest.mark.parametrize("size", [(80, 24), (160, 43)])
async def test_search_narrows_the_list_and_enter_reads(size: tuple[int, int]) -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=size) as pilot:
        screen = HandbookScreen(rules=load_rules({"war.frontage": 77}))
        await app.push_screen(screen)
        await pilot.press("slash", *"frontage", "enter")
        assert not handbook.search("frontage") or "77" in shown(screen) or "Distance" in shown(screen)
        await pilot.press("escape", "slash", *"entrapment", "enter")
        assert shown(screen).startswith("Entrapment")
        assert screen.query_one("#page").display
        await pilot.press("escape", "escape", "escape")
        assert app.screen is not screen


async def test_the_list_holds_every_page_and_the_arrows_show_them() -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = HandbookScreen()
        await app.push_screen(screen)
        await pilot.pause()
        assert len(screen.query_one("#list", Pane).rows) == len(handbook.pages())
        first = shown(screen)
        await pilot.press("down")
        assert shown(screen) != first


def test_every_pane_has_a_page() -> None:
    assert set(CONCEPTS) == set(PANES)
    for name in CONCEPTS.values():
        assert handbook.page(name).name == name
