"""The set-up form: rivals, their doctrines and their skill, with what each means and takes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from hegemon import assets, paths
from hegemon.errors import BadInput
from hegemon.game.par import Par, file_name, quantiles
from hegemon.game.seating import dealt
from hegemon.players.maximiser.mind import skills
from hegemon.tui.app import HegemonApp
from hegemon.tui.rivals import DEALT, MIXED, NAME, OWN, Rivals
from hegemon.tui.screens.ask import Choose
from hegemon.tui.screens.house import HouseScreen
from hegemon.tui.screens.setup import Choice, SetupScreen
from hegemon.tui.widgets.pane import Pane
from hegemon.world.scenario import load_scenario
from tests.tui.stage import shown, text, until

RING = load_scenario("ring-8")


def entered(*, people: bool = True) -> Rivals:
    rivals = Rivals(people=people)
    rivals.enter(RING)
    return rivals


def test_what_is_chosen_is_what_sits_there() -> None:
    rivals = entered()
    rivals.given = {0: "human"}
    rivals.choose("rivals", "merchant")
    rivals.choose("skill", "novice")
    rivals.choose(1, "turtle")
    assert tuple(rivals.seats(1).values()) == ("human", "turtle", *["merchant:novice"] * 6)
    rivals.choose(1, OWN)
    assert rivals.player(1) == "merchant"


def test_mixed_rivals_are_dealt_at_the_start() -> None:
    rivals = entered(people=False)
    rivals.choose("rivals", MIXED)
    assert rivals.player(3) == DEALT
    assert len(set(rivals.seats(5).values())) == 8
    assert rivals.seats(5) != rivals.seats(6)
    assert rivals.given == {}


@pytest.mark.parametrize("key", ["rivals", "skill", 0])
def test_every_value_of_a_row_comes_round_and_is_told_of(key: object) -> None:
    rivals = entered()
    seen = []
    for _ in rivals.values(key):
        rivals.change(key, 1)
        seen.append(rivals.now(key))
        assert rivals.told(key)
    assert sorted(seen) == sorted(rivals.values(key))
    assert [value for _, value in rivals.choices(key)] == rivals.values(key)
    assert rivals.values("seed") == []


def test_watching_offers_no_seat_to_people() -> None:
    assert "human" not in entered(people=False).values(0)


async def test_the_form_says_what_rivals_are_and_take() -> None:
    app = HegemonApp(helpers=False)
    found: list[Choice | None] = []
    async with app.run_test(size=(120, 40)) as pilot:
        screen = SetupScreen(app.tier)
        app.push_screen(screen, found.append)
        await until(pilot, lambda: app.screen is screen and screen.scenario is not None)
        pane, story = screen.query_one("#options", Pane), screen.query_one("#story", Pane)
        pane.point("rivals")
        await pilot.press("right")
        assert "mixed" in text(app)
        pane.point("skill")
        await pilot.press("left")
        assert skills()["novice"].says in story.rows[0].text.plain
        await until(pilot, lambda: "s a turn here" in story.rows[0].text.plain)
        pane.point(7)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        assert "never attacks" in text(app)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("b")
        await until(pilot, lambda: bool(found))
    choice = found[0]
    assert choice is not None
    assert choice.seed is not None
    players = [name for name in choice.seats.values() if name != "human"]
    assert all(name.endswith(":novice") for name in players)
    assert screen.scenario is not None
    dealt_to = dict(zip(screen.scenario.codes, dealt(screen.scenario, choice.seed), strict=True))
    changed = [code for code, name in choice.seats.items() if name not in ("human", f"{dealt_to[code]}:novice")]
    assert len(changed) <= 1, "only the seat that was chosen for plays otherwise than it was dealt"
    assert len(set(dealt_to.values())) == 8


async def test_at_the_least_size_every_seat_is_in_sight_and_what_is_said_of_players_stands_beside_their_names() -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = SetupScreen(app.tier)
        app.push_screen(screen)
        await until(pilot, lambda: app.screen is screen and screen.scenario is not None)
        screen.at = screen.names.index("ring-8")
        screen._open()
        await pilot.pause()
        assert all(name in text(app) for name in RING.state_names)
        screen.query_one("#options", Pane).point("rivals")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        pane = app.screen.query_one(Pane)
        lines = shown(pane).splitlines()
        assert all(not line[NAME - 1 : NAME].strip() for line in lines)
        assert any(not line[:NAME].strip() for line in lines)


def test_wrong_rivals_are_refused() -> None:
    rivals = entered()
    rivals.choose("rivals", "nobody")
    with pytest.raises(BadInput, match="unknown player"):
        rivals.seats(1)


async def test_house_rules_are_chosen_and_go_into_the_game() -> None:
    app = HegemonApp(helpers=False)
    found: list[Choice | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        screen = SetupScreen(app.tier)
        app.push_screen(screen, found.append)
        await until(pilot, lambda: app.screen is screen and screen.scenario is not None)
        pane = screen.query_one("#options", Pane)
        pane.point("house")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HouseScreen))
        await pilot.press("right", "down", "left", "down", "right", "right")
        assert "coalitions" not in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert "fog none, treaties none" in text(app)
        pane.point("house")
        await pilot.press("right")
        await pilot.press("b")
        await until(pilot, lambda: bool(found))
    assert found[0] is not None
    assert found[0].scenario.endswith("+fog=none+treaties=none")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Par:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    scenario = load_scenario("europe-1914")
    scores = dict.fromkeys(scenario.codes, quantiles([20_000, 40_000, 60_000, 80_000, 100_000]))
    par = Par("europe-1914", scenario.digest, "of other rules", 5, scenario.turns, scores)
    (paths.ensure(paths.data() / "par") / file_name("europe-1914")).write_bytes(msgspec.json.encode(par))
    return par


async def test_the_form_says_what_ai_usually_scores_in_a_seat(kept: Par) -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = SetupScreen(app.tier)
        app.push_screen(screen)
        await until(pilot, lambda: app.screen is screen and screen.scenario is not None)
        pane, story = screen.query_one("#options", Pane), screen.query_one("#story", Pane)
        assert text(app).count(kept.brief("FRN")) >= 20
        pane.point(3)
        await until(pilot, lambda: screen.doubts.get("europe-1914") is not None)
        await pilot.press("down", "up")
        assert "usually scores 6.0% of the world's power here" in story.rows[0].text.plain
        assert "This par was measured with other rules or players" in story.rows[0].text.plain
        screen.house = {"fog": "none"}
        screen.paint()
        assert kept.brief("FRN") not in text(app)
        screen.house, screen.turns = {}, 60
        screen.paint()
        assert kept.brief("FRN") not in text(app)


async def test_a_scenario_that_cannot_be_opened_says_so_and_cannot_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    folder = paths.ensure(paths.scenarios())
    (folder / "zz-broken.toml").write_text("{{{", "utf-8")
    app = HegemonApp(helpers=False)
    found: list[Choice | None] = []
    async with app.run_test(size=(120, 40)) as pilot:
        screen = SetupScreen(app.tier)
        app.push_screen(screen, found.append)
        await until(pilot, lambda: app.screen is screen and screen.scenario is not None)
        screen.query_one("#options", Pane).point("scenario")
        await pilot.press("left")
        await until(pilot, lambda: "zz-broken" in text(app))
        assert "cannot be opened: not a TOML file" in text(app)
        assert "France" not in text(app)
        await pilot.press("b")
        assert found == []
        await pilot.press("right")
        await until(pilot, lambda: "France" in text(app))


async def test_names_with_brackets_are_shown_as_they_are(tmp_path: Path) -> None:
    text_of = (assets.folder() / "scenarios" / "europe-1914.toml").read_text("utf-8")
    for old, new in (('"Germany"', '"[/x] Land"'), ('"Berlin"', '"[bold] Ber"'), ('"Europe, 1914"', '"[/] 1914"')):
        text_of = text_of.replace(f"= {old}", f"= {new}", 1)
    path = tmp_path / "brackets.toml"
    path.write_text(text_of, "utf-8")
    app = HegemonApp("play", helpers=False, scenario=str(path), seats={"GMY": "human"}, seed=1)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, lambda: "[bold] Ber" in text(app))
        assert "─ [/x] Land" in text(app)
        app.notify("no seat '[/y]' in this", timeout=60)
        await until(pilot, lambda: "no seat '[/y]' in this" in text(app))
        await pilot.press("e")
        await until(pilot, lambda: type(app.screen).__name__ == "Ask")
