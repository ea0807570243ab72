from __future__ import annotations

from pathlib import Path

import pytest

from hegemon.game.session import load_game, new_game
from hegemon.tui import flow
from hegemon.tui.app import HegemonApp
from hegemon.tui.kept import newest_save, saved_games
from hegemon.tui.map.palette import Tier
from hegemon.tui.screens.ask import Ask, Choose
from hegemon.tui.screens.composer import TreatyComposer
from hegemon.tui.screens.curtain import Curtain
from hegemon.tui.screens.diplomacy import DiplomacyScreen
from hegemon.tui.screens.end import ReportScreen
from hegemon.tui.screens.help import HelpScreen
from hegemon.tui.screens.menu import MenuScreen, TooSmall
from hegemon.tui.screens.setup import SetupScreen
from hegemon.tui.screens.turn import TurnScreen
from hegemon.tui.screens.watch import WatchScreen
from hegemon.tui.screens.why import WhyScreen
from hegemon.tui.table import Table
from hegemon.world.orders import Shift
from hegemon.world.scenario import load_scenario
from tests.tui.stage import desk, playing, text, turn_screen, until

RING = load_scenario("ring-8")
FIRST, SECOND = RING.codes[0], RING.codes[1]


async def test_menu_leads_to_a_game() -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        assert "New game" in text(app)
        assert "Continue" not in text(app)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen) and app.screen.desk is not None)
        assert "turn 1/" in text(app)


async def test_a_turn_with_effort_and_a_march() -> None:
    async with playing(FIRST) as (app, pilot):
        me = desk(app)
        await pilot.press("f2", "left", "down", "down", "right")
        assert me.orders.shifts == (Shift(0, 2),)
        await pilot.press("u")
        assert not me.orders.shifts
        await pilot.press("ctrl+r")
        assert me.orders.shifts == (Shift(0, 2),)

        await pilot.press("v", "m")
        march = turn_screen(app).march
        assert march is not None
        own = next(p for p, way in march.ways.items() if not way.hostile and len(way.path) == 2)
        march.aim(own, turn_screen(app).map)
        await pilot.press("enter", "1", "2", "enter")
        await until(pilot, lambda: bool(me.orders.moves))
        assert me.orders.moves[0].points == 12
        assert me.orders.moves[0].path[-1] == own
        assert len(turn_screen(app).map.arrows) == 1

        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        assert "envoys stayed at home" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "turn 2/" in text(app))
        assert desk(app).orders.moves == ()


async def test_a_march_is_aimed_by_finding_a_province() -> None:
    async with playing(FIRST) as (app, pilot):
        screen = turn_screen(app)
        await pilot.press("m")
        march = screen.march
        assert march is not None
        goal = next(iter(march.ways))
        await pilot.press("slash", *desk(app).world.land.codes[goal].lower(), "enter")
        await until(pilot, lambda: march.target == goal)
        far = next(p for p in range(desk(app).world.provinces) if p not in march.ways and p != march.source)
        await pilot.press("slash", *desk(app).world.land.codes[far].lower(), "enter")
        await until(pilot, lambda: any("cannot go" in told.message for told in app._notifications))
        assert march.target == goal


async def test_an_attack_asks_before_it_declares_war() -> None:
    async with playing(FIRST) as (app, pilot):
        me = desk(app)
        march = None
        for province in range(me.world.provinces):
            if me.world.troops[me.me, province]:
                turn_screen(app).select(province)
                await pilot.press("m")
                march = turn_screen(app).march
                assert march is not None
                hostile = [p for p, way in march.ways.items() if way.hostile]
                if hostile:
                    march.aim(hostile[0], turn_screen(app).map)
                    break
                await pilot.press("escape")
        assert march is not None
        await pilot.press("enter")
        turn_screen(app).paint_lines()
        assert "odds" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        assert me.orders.moves == ()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("y")
        await until(pilot, lambda: bool(me.orders.moves))
        assert len(me.orders.declare) == 1
        me.cancel("declare", 0)
        assert me.orders.moves == ()


async def test_an_offer_gets_its_answer_at_once() -> None:
    async with playing(FIRST) as (app, pilot):
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DiplomacyScreen))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, TreatyComposer))
        assert "worth to us" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        assert "answers" in text(app)
        assert len(desk(app).sent) == 1
        assert desk(app).envoys_left() == 2


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_hot_seat_shows_nothing_of_the_other_seat(size: tuple[int, int]) -> None:
    async with playing(FIRST, SECOND, size=size) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, Curtain))
        curtain = text(app)
        assert RING.state_names[0] in curtain
        for hidden in ("power", "envoys", "arms", RING.state_names[1], *RING.geography.names):
            assert hidden not in curtain
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        await pilot.press("M")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Curtain))
        curtain = text(app)
        assert RING.state_names[1] in curtain
        for hidden in ("mobilise", "power", RING.state_names[0], *RING.geography.names):
            assert hidden not in curtain
        under = turn_screen(app)
        assert under.desk is None
        assert under.map.scene is None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        assert desk(app).me == 1
        await pilot.press("o")
        assert "mobilise" not in "\n".join(line for line in text(app).splitlines()[1:-1])


async def test_resizing_keeps_the_orders_and_too_small_says_so() -> None:
    async with playing(FIRST) as (app, pilot):
        await pilot.press("M")
        assert desk(app).orders.posture == "mobilise"
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        assert "too small" in text(app) or "needs" in text(app)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        assert desk(app).orders.posture == "mobilise"
        assert "Chronicle" in text(app)


async def test_quitting_keeps_the_orders_and_continue_brings_them_back() -> None:
    async with playing(FIRST) as (app, pilot):
        await pilot.press("M")
        await app.action_quit()
    again = HegemonApp(helpers=False)
    async with again.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(again.screen, MenuScreen))
        assert "Continue" in text(again)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(again.screen, TurnScreen) and again.screen.desk is not None)
        assert desk(again).orders.posture == "mobilise"


async def test_panes_modes_find_help_why_and_reports_open_and_close() -> None:
    async with playing(FIRST, size=(80, 24)) as (app, pilot):
        screen = turn_screen(app)
        for pane in ("state", "effort", "orders", "inbox", "news", "map"):
            await pilot.press("tab")
            assert screen.pane == pane
        for key, mode in (
            ("2", "yields"),
            ("3", "power"),
            ("4", "alliances"),
            ("5", "opinion"),
            ("6", "supply"),
            ("7", "intelligence"),
            ("8", "changes"),
            ("1", "political"),
        ):
            await pilot.press(key)
            assert desk(app).memory.mode == mode
        name = RING.geography.names[20]
        await pilot.press("slash")
        await pilot.pause()
        await pilot.press(*name.lower(), "enter")
        await until(pilot, lambda: desk(app).memory.selected == 20)
        assert name in text(app)
        for key, kind in (("question_mark", HelpScreen), ("w", WhyScreen), ("r", ReportScreen)):
            await pilot.press(key)
            await until(pilot, lambda kind=kind: isinstance(app.screen, kind))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, TurnScreen))


async def test_watching_plays_on() -> None:
    app = HegemonApp("watch", scenario="ring-8", seed=5, helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WatchScreen))
        await pilot.press("n")
        await until(pilot, lambda: "turn 2/" in text(app))


async def test_what_cannot_be_opened_is_said_and_the_menu_comes() -> None:
    app = HegemonApp("play", scenario="nowhere", seats=[], helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        await until(pilot, lambda: "nowhere" in text(app))


@pytest.mark.parametrize("tier", ["truecolor", "256", "16", "mono"])
async def test_every_tier_plays(tier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_COLOR", tier)
    async with playing(FIRST) as (app, pilot):
        assert turn_screen(app).map.tier.value == tier
        await pilot.press("left", "4", "plus")
        await until(pilot, lambda: "Blocs" in text(app))
        await pilot.press("4")
        await until(pilot, lambda: "Ties of" in text(app))


async def test_no_color_is_honoured_unless_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEGEMON_COLOR")
    monkeypatch.setenv("NO_COLOR", "1")
    async with playing(FIRST) as (app, _):
        assert turn_screen(app).map.tier is Tier.MONO
        assert "turn 1/" in text(app)
    monkeypatch.setenv("NO_COLOR", "")
    assert not HegemonApp(helpers=False).plain


async def test_examples_are_opened_to_watch() -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WatchScreen))
        await pilot.press("n")
        await until(pilot, lambda: "turn 2/" in text(app))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))


async def test_the_mouse_selects_and_acts() -> None:
    async with playing(FIRST) as (app, pilot):
        view = turn_screen(app).map
        target = next(p for p in RING.geography.neighbours[desk(app).memory.selected] if view.cell_of(p))
        cell = view.cell_of(target)
        assert cell is not None
        await pilot.click(view, offset=cell)
        await until(pilot, lambda: desk(app).memory.selected == target)


async def test_what_needs_me_comes_up_with_n() -> None:
    async with playing(FIRST) as (app, pilot):
        things = desk(app).things()
        assert things
        await pilot.press("n")
        assert turn_screen(app).pane == things[0].pane


async def test_a_whole_short_game_ends_with_the_chart() -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        game = new_game("ring-8", {FIRST: "human"}, seed=2, turns=1)
        pilot.app.run_worker(flow.play(app, Table(game, map)))
        for _ in range(14):
            await until(pilot, lambda: isinstance(app.screen, ReportScreen) or _waits(app))
            if isinstance(app.screen, ReportScreen):
                break
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, Ask))
            await pilot.press("enter")
        assert "the end" in text(app)
        assert "finishes first" in text(app)
        assert newest_save() is None


async def test_turns_run_on_until_something_stirs() -> None:
    async with playing(FIRST) as (app, pilot):
        await pilot.press("E")
        await until(pilot, lambda: _waits(app) and desk(app).world.turn > 1)
        await until(pilot, lambda: desk(app).world.turn == 4 or bool(desk(app).stir()))


async def test_an_unwritable_folder_is_said_and_the_game_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path / "file"))
    async with playing(FIRST) as (app, pilot):
        assert "turn 1/" in text(app)
        await pilot.press("M")
        await app.action_quit()
        await until(pilot, lambda: "cannot be kept" in text(app))
        await pilot.press("y")
        await until(pilot, lambda: "could not be kept" in app.parting)


async def test_a_fault_keeps_the_game() -> None:
    app = HegemonApp("play", scenario="ring-8", seats=[FIRST], seed=3, helpers=False)

    async def fail() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, TurnScreen) and app.screen.desk is not None)
            await pilot.press("M")
            app.call_later(lambda: 1 // 0)
            await pilot.pause(0.2)

    with pytest.raises(ZeroDivisionError):
        await fail()
    kept = [path for path in saved_games() if path.stem == "after a fault"]
    assert kept
    assert load_game(kept[0]).seat(FIRST).draft.posture == "mobilise"


def _waits(app: HegemonApp) -> bool:
    return isinstance(app.screen, TurnScreen) and app.screen.desk is not None and not app.screen.busy
