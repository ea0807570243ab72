"""Kept games at the interface: which one goes on, what they are called, and what happens when none can be kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hegemon.game.session import new_game
from hegemon.tui.app import HegemonApp
from hegemon.tui.kept import newest_save, title
from hegemon.tui.screens.ask import Unkept
from hegemon.tui.screens.menu import MenuScreen
from hegemon.tui.screens.turn import TurnScreen
from hegemon.world.scenario import load_scenario
from tests.tui.stage import desk, playing, text, until

RING = load_scenario("ring-8")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "saves"
    folder.mkdir(parents=True)
    return folder


def keep(path: Path, *, age: int, whole: bool = True, turns: int = 1) -> None:
    game = new_game("ring-8", {RING.codes[0]: "human"}, seed=3)
    for _ in range(turns):
        game.seat(RING.codes[0]).submit(game.seat(RING.codes[0]).draft)
        game.advance()
    game.save(path)
    if not whole:
        path.write_bytes(path.read_bytes()[:-200])
    os.utime(path, (1_000_000 - age, 1_000_000 - age))


async def test_continue_passes_over_a_damaged_save(shelf: Path) -> None:
    keep(shelf / "resume.hegemon", age=0, whole=False, turns=2)
    keep(shelf / "spare.hegemon", age=60)
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "turn 2/" in text(app))
        assert desk(app).world.turn == 2
        assert any("Spare goes on instead" in note.message for note in app._notifications)


async def test_continue_says_so_when_every_save_is_damaged(shelf: Path) -> None:
    keep(shelf / "resume.hegemon", age=0, whole=False)
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "damaged or cut short" in text(app))


def test_a_kept_game_is_called_by_scenario_turn_and_state(shelf: Path) -> None:
    keep(shelf / "one.hegemon", age=0)
    found = newest_save()
    assert found is not None
    assert title(found) == f"{RING.title} · turn 2 · {RING.state_names[0]}"
    game = new_game("ring-8", dict.fromkeys(RING.codes[:2], "human"), seed=3)
    game.save(shelf / "two.hegemon")
    assert title(shelf / "two.hegemon") == f"{RING.title} · turn 1 · hot-seat of 2"
    assert "turn" not in title(game.autosave(shelf / "grows.hegemon"))


@pytest.mark.parametrize("key", ["ctrl+q", "Q"])
async def test_leaving_a_game_that_cannot_be_kept_asks(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path / "file"))
    async with playing(RING.codes[0]) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        await pilot.press("M", key)
        await until(pilot, lambda: isinstance(app.screen, Unkept))
        await pilot.press(key)
        assert "cannot be kept" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        assert desk(app).orders.posture == "mobilise"
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, Unkept))
        await pilot.press("y")
        await until(pilot, lambda: not app.is_running or isinstance(app.screen, MenuScreen))
