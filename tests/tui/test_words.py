"""What the screens and the plain game say, word by word."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.odds import Odds
from hegemon.engine.battle import UNDEFENDED
from hegemon.engine.power import finish, score
from hegemon.game.chronicle import length_said, turn_said
from hegemon.game.session import Game, new_game
from hegemon.tui import words
from hegemon.tui.allies import promised
from hegemon.tui.app import HegemonApp
from hegemon.tui.desk import Desk
from hegemon.tui.draft import focus_said, with_focus
from hegemon.tui.forecast import odds_lines, odds_text
from hegemon.tui.marches import free_points, marches, may_go
from hegemon.tui.odds import NOBODY, odds_said
from hegemon.tui.screens.diplomacy import DiplomacyScreen
from hegemon.tui.screens.end import ReportScreen
from hegemon.tui.screens.marching import Marching, start
from hegemon.tui.screens.turn import TurnScreen
from hegemon.tui.widgets import courts, panels
from hegemon.tui.widgets.chart import Series, chart
from hegemon.world.orders import Move, Standing
from hegemon.world.rules import load_rules
from hegemon.world.treaties import Treaty
from tests.tui.stage import playing, text, until


def game(scenario: str = "ring-8", turns: int | None = None, seed: int = 2) -> Game:
    code = {"ring-8": "GAR", "europe-1914": "GMY"}[scenario]
    found = new_game(scenario, {code: "human"}, seed=seed, turns=turns)
    return found


def desk_of(found: Game) -> Desk:
    code = next(code for code, name in found.seats.items() if name == "human")
    return Desk(found.seat(code))


def test_after_the_limit_the_turn_says_that_it_may_be_the_last() -> None:
    world = game(turns=5).world.fork()
    late = "may end any year now"
    for turn, said in ((4, "turn 4 of 5"), (5, f"turn 5 of 5, {late}"), (6, f"turn 6, {late}")):
        world.turn = turn
        assert turn_said(world) == said


def test_the_length_is_read_from_the_rules() -> None:
    assert length_said(40, load_rules()) == "from turn 40 on each may be the last: 1 in 6, turn 50 at latest"
    sooner = load_rules({"power.end_sixths": 3, "power.end_most": 2})
    assert length_said(40, sooner).endswith("1 in 3, turn 42 at latest")
    assert length_said(40, load_rules({"power.end_most": 0})) == "turn 40 is the last"


def test_the_heading_takes_short_words_where_there_is_little_room() -> None:
    desk = desk_of(game("europe-1914"))
    assert "envoys" in panels.head(desk, 118).plain
    assert panels.head(desk, 60).cell_length < panels.head(desk, 118).cell_length


def test_odds_are_a_word_and_a_rising_range() -> None:
    rule = load_rules().war
    assert odds_said(Odds(80, 110, 140, ""), rule) == "odds 0.80–1.40: may fall"
    assert odds_said(Odds(140, 110, 80, ""), rule) == "odds 0.80–1.40: may fall"
    assert odds_said(Odds(15, 17, 20, ""), rule) == "odds 0.15–0.20: repulsed"
    assert odds_said(Odds(210, 250, 9_000, ""), rule) == "odds 2.1–90.0: a rout"
    assert odds_said(Odds(UNDEFENDED, UNDEFENDED, UNDEFENDED, ""), rule) == f"odds: {NOBODY}"
    assert odds_said(Odds(150, 800, UNDEFENDED, ""), rule) == "odds 1.5 or more: falls, or a rout"
    assert "84" not in odds_said(Odds(8_449, 9_999, 9_999, ""), rule)


@pytest.mark.parametrize("width", [78, 118])
def test_a_march_is_said_in_one_line_of_any_terminal(width: int) -> None:
    desk = desk_of(game("europe-1914"))
    for source in np.flatnonzero(desk.world.troops[desk.me]).tolist():
        march = start(desk, source)
        assert isinstance(march, Marching)
        for target, way in march.ways.items():
            march.target, march.points = target, march.most
            for march.stage in ("target", "points"):
                said = march.sentence(odds_text(march), width)
                assert len(said) <= width
                assert "⏎" in said
                assert ("odds" in said) == way.hostile
            assert bool(odds_lines(march)) == way.hostile


def pact(number: int, kind: str, *parties: int, chained: bool = False, reply: str = "at once") -> Treaty:
    return Treaty(number, kind, parties, chained, -1, 1, 20, 2, (reply,) * len(parties))


def test_everyone_with_a_duty_or_an_invitation_is_promised() -> None:
    world = game().world.fork()
    world.treaties = (
        pact(900, "entente", 1, 2), pact(901, "defence", 2, 3, chained=True), pact(902, "defence", 3, 4),
        pact(903, "guarantee", 5, 1), pact(904, "guarantee", 1, 6), pact(905, "defence", 0, 7),
    )  # fmt: skip
    assert promised(world, 1) == (2, 5)


def test_replies_of_treaties_between_others_are_not_printed() -> None:
    desk = desk_of(game())
    known = desk.view.known
    known.treaties = (pact(900, "defence", 1, 2), pact(901, "defence", 0, 3))

    def said(state: int) -> str:
        return "\n".join(row.text.plain for row in courts.page_rows(desk, state))

    assert "defensive alliance" in said(1)
    assert "at once" not in said(1)
    assert "(at once)" in said(3)


def test_the_standing_at_the_end_is_the_order_of_finish() -> None:
    found = new_game("ring-8", {}, seed=5, turns=2)
    while not found.over:
        found.advance()
    report = ReportScreen(found.world, [tuple(row) for row in found.history.tolist()], title="the end")
    rows = report._standing()
    assert [row.key for row in rows if row.key is not None] == finish(found.world)
    assert "score" in rows[0].text.plain
    best = score(found.world)[finish(found.world)[0]]
    assert f"{best / 10_000:.1f}%" in rows[1].text.plain


def test_the_chart_fills_its_height_with_what_there_is() -> None:
    near = [Series(name, "#ffffff", (12.0 + i / 10, 12.5 + i / 10)) for i, name in enumerate(("A", "B"))]
    lines = [line.plain for line in chart(near, 60, 12, first=1)]
    assert not any(" 0%" in line for line in lines)
    assert next(i for i, line in enumerate(lines) if line.endswith("A")) > next(
        i for i, line in enumerate(lines) if line.endswith("B")
    )
    flat = chart([Series("A", "#ffffff", (5.0, 5.0))], 60, 12, first=1)
    named = [line.plain for line in chart([Series("treaties", "#ffffff", (5.0, 6.0))], 60, 12, first=1)]
    assert max(map(len, named)) <= 60
    assert any(line.endswith(" treaties") for line in named)
    assert sum("A" in line.plain for line in flat) == 1


def test_a_focus_counts_from_the_year_after_its_order() -> None:
    found = game()
    desk = desk_of(found)
    warning = "no national focus is set"
    assert any(thing.text == warning for thing in desk.things())
    orders = with_focus(desk.world, desk.orders, 4)
    assert focus_said(desk.world, orders) == ("industry", " from next year")
    found.seat("GAR").submit(orders)
    found.advance()
    desk = desk_of(found)
    assert focus_said(desk.world, desk.orders) == ("industry", " from this year")
    assert not any(thing.text == warning for thing in desk.things())
    assert with_focus(desk.world, desk.orders, 4).focus is None
    changed = with_focus(desk.world, desk.orders, 1)
    assert focus_said(desk.world, changed) == ("grain", " from next year, industry until then")
    rows = panels.effort_rows(desk, -1, ("",) * 5)
    assert "industry from this year" in "\n".join(row.text.plain for row in rows)


def test_a_standing_reply_is_listed_by_its_treaty() -> None:
    desk = desk_of(game())
    desk.view.known.treaties = (pact(900, "defence", 0, 3),)
    orders = replace(desk.orders, standing=(Standing(900, "at once"),))
    ((_, _, line),) = words.order_lines(desk.world, orders)
    assert line.plain == f"Defensive alliance with {words.state(desk.world, 3).plain}: at once when called"




async def test_a_letter_takes_its_envoy_at_once() -> None:
    async with playing("GAR") as (app, pilot):
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DiplomacyScreen))
        await pilot.press("p")
        await until(pilot, lambda: "envoys left: 3" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "answers" in text(app))
        assert "envoys left: 3" not in text(app)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, DiplomacyScreen))
        assert "envoys left 2" in text(app)


async def test_messages_leave_headings_and_the_status_line_alone_and_do_not_pile_up() -> None:
    app = HegemonApp("play", scenario="ring-8", seats=["GAR"], seed=3, helpers=False)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TurnScreen) and app.screen.desk is not None)
        await until(pilot, lambda: "arrows select" in text(app))
        app.notify("a warning", severity="warning", timeout=60)
        app.notify("one thing", timeout=60)
        await until(pilot, lambda: "one thing" in text(app))
        app.notify("a warning", severity="warning", timeout=60)
        app.notify("and another", timeout=60)
        await until(pilot, lambda: "and another" in text(app) and "one thing" not in text(app))
        lines = text(app).splitlines()
        assert "Garania" in lines[0]
        assert "points of" in lines[22]
        assert "and another" in lines[21]
        assert "a warning" in lines[20]
        assert text(app).count("a warning") == 1
        assert "arrows select" not in text(app)


def test_no_more_is_offered_over_the_sea_than_can_land() -> None:
    desk = desk_of(game())
    world, landing = desk.world, desk.world.rules.war.landing
    over = [
        way for source in np.flatnonzero(world.troops[desk.me]).tolist() for way in marches(desk.view, source).values()
        if way.hostile and world.land.border[way.path[-2:]] == CROSSING
    ]  # fmt: skip
    assert over
    for way in over:
        free = free_points(desk.view, desk.orders, way.path[0])
        assert may_go(desk.view, desk.orders, way) == min(free, landing)
        sent = replace(desk.orders, moves=(Move(way.path, min(free, landing) - 4),))
        assert may_go(desk.view, sent, way) == 4
