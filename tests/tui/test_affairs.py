"""Crises, votes, congresses and calls at the keyboard: answered, sealed, taken back, and never forgotten."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from hegemon.game.audit import book
from hegemon.game.session import new_game
from hegemon.tui.screens.ask import Ask
from hegemon.tui.screens.caps import CapScreen
from hegemon.tui.screens.congress import CongressScreen
from hegemon.tui.screens.end import ReportScreen
from hegemon.tui.screens.handbook import HandbookScreen
from hegemon.tui.screens.turn import TurnScreen
from hegemon.tui.telegrams import cascade
from hegemon.tui.widgets.reports import word_rows
from hegemon.world.events import Event
from hegemon.world.orders import WARNING, Cap, Demand, TreatyTerms, Vote
from hegemon.world.relations import cession_price
from hegemon.world.scenario import load_scenario
from hegemon.world.treaties import Call, Congress, Crisis, Motion, Treaty
from tests.tui.stage import desk, playing, recast, shown, text, turn_screen, until

RING = load_scenario("ring-8")
FIRST, SECOND = RING.codes[0], RING.codes[1]
SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_how_far_we_go_in_our_crisis_is_sealed_and_taken_back(size: tuple[int, int]) -> None:
    async with playing(FIRST, size=size) as (app, pilot):
        me = recast(app, FIRST, crises=(Crisis(900, 0, 1, 0, "tribute", rate=30),))
        assert turn_screen(app).pane == "inbox"
        await until(pilot, lambda: "demands of" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CapScreen))
        said = text(app)
        assert "3% of its output" in said
        assert "counsel" in said
        for rung in ("note", "warning", "mobilise", "ultimatum", "war"):
            assert rung in said
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HandbookScreen) and "sealed caps" in text(app))
        while not isinstance(app.screen, CapScreen):
            await pilot.press("escape")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        assert me.orders.caps == (Cap(900, 1, WARNING),)
        assert "as far as warning" in text(app)
        await pilot.press("o")
        assert "warning" in text(app)
        await pilot.press("x")
        assert not me.orders.caps
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        assert "how far do we go?" in text(app)


async def test_a_third_state_may_stand_by_either_side() -> None:
    async with playing(FIRST) as (app, pilot):
        me = recast(app, FIRST, crises=(Crisis(900, 0, 1, 2, "humble"),))
        assert not any(thing.key == ("crisis", 900) for thing in me.things())
        await pilot.press("i", "enter")
        await until(pilot, lambda: isinstance(app.screen, CapScreen))
        assert "stand aside" in text(app)
        await pilot.press(*["down"] * 8, "enter")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        assert me.orders.caps == (Cap(900, 1, 2),)
        await pilot.press("x")
        assert not me.orders.caps


async def test_a_promise_makes_anothers_crisis_our_concern() -> None:
    pact = Treaty(800, "defence", (0, 2), False, -1, 1, 20, 1, ("ask me", "ask me"))
    async with playing(FIRST) as (app, _):
        me = recast(app, FIRST, crises=(Crisis(900, 0, 1, 2, "humble"),), treaties=(pact,))
        assert any(thing.key == ("crisis", 900) for thing in me.things())
        assert "crisis" in me.stir()


async def test_a_demand_becomes_a_crisis_that_is_settled() -> None:
    async with playing(FIRST) as (app, pilot):
        me = desk(app)
        assert not me.attempt(replace(me.orders, demand=Demand(1, "humble")))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("enter")
        await until(pilot, lambda: "turn 2/" in text(app))
        me = desk(app)
        assert me.world.crises
        await pilot.press("n", "enter")
        await until(pilot, lambda: isinstance(app.screen, CapScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        mine = next(crisis for crisis in me.world.crises if crisis.challenger == me.me)
        assert me.orders.caps == (Cap(mine.id, 0, 0),)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("enter")
        await until(pilot, lambda: "turn 3/" in text(app))
        told = [line for line in desk(app).seat.chronicle if RING.state_names[0] in line]
        assert any("backs down" in line or "it is war" in line for line in told)


@pytest.mark.parametrize("size", SIZES)
async def test_a_motion_is_voted_on_with_what_it_is_worth(size: tuple[int, int]) -> None:
    terms = TreatyTerms("league", (1, 0, 2), burden=3, delay=1)
    async with playing(FIRST, size=size) as (app, pilot):
        me = recast(app, FIRST, motions=(Motion(901, -1, 1, terms, (0, 2), 1),))
        await until(pilot, lambda: "would found" in text(app))
        said = " ".join(shown(turn_screen(app).query_one("#inbox")).split())
        assert "vote" in said
        assert "worth to us" in said
        assert "3 military blocks" in said
        await pilot.press("enter")
        assert me.orders.votes == (Vote(901, True),)
        await pilot.press("x")
        assert me.orders.votes == (Vote(901, False),)
        assert not any(thing.key == ("motion", 901) for thing in me.things())
        await pilot.press("x")
        assert not me.orders.votes
        assert any(thing.key == ("motion", 901) for thing in me.things())


@pytest.mark.parametrize("size", SIZES)
async def test_bids_at_a_congress_stay_within_the_purse(size: tuple[int, int]) -> None:
    async with playing(FIRST, size=size) as (app, pilot):
        world = desk(app).world
        places = tuple(np.flatnonzero(world.sovereign == 2).tolist())[:3]
        prices = [cession_price(world, p) for p in places]
        purse = prices[0] + prices[1] - 1 + 6
        congress = Congress(902, 1, 0, 2, places, ((0, purse), (1, 40)), (0, 1, -1))
        me = recast(app, FIRST, congresses=(congress,))
        assert any("claimed" in thing.text for thing in me.things())
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CongressScreen))
        assert f"our purse {purse}" in text(app)
        await pilot.press("right", "right", "right")
        assert me.orders.claims[0].bids == ((places[0], prices[0] + 2),)
        for _ in range(20):
            await pilot.press("L")
        assert sum(price for _, price in me.orders.claims[0].bids) <= purse
        await pilot.press("x", "down", "right", "escape")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))
        assert me.orders.claims[0].bids == ((places[1], prices[1]),)
        assert "claimed" in text(app)
        await pilot.press("x")
        assert not me.orders.claims


async def test_calls_say_how_long_they_wait_and_what_is_promised() -> None:
    pact = Treaty(800, "defence", (0, 2), False, -1, 1, 20, 1, ("ask me", "ask me"))
    calls = (Call(903, 1, 800, 2, 0, 3, 2), Call(904, 1, 800, 2, 0, 4, 3, promised=True))
    async with playing(FIRST) as (app, pilot):
        me = recast(app, FIRST, treaties=(pact,), calls=calls)
        await until(pilot, lambda: "calls us to war" in text(app))
        said = " ".join(shown(turn_screen(app).query_one("#inbox")).split())
        assert "the allies deliberate until" in said
        assert "help is promised" in said
        assert [thing.key for thing in me.things() if isinstance(thing.key, tuple)][:1] == [("call", 903)]
        await pilot.press("n")
        assert turn_screen(app).pane == "inbox"


def test_a_cascade_is_a_tree_of_who_honours_whom() -> None:
    news = (
        Event("declared", 5, "diplomacy", actor=0, target=1),
        Event("joined", 5, "diplomacy", actor=2, target=0, other=1, detail="defence"),
        Event("entrapped", 5, "diplomacy", actor=2, target=1, other=0, amount=400, detail="defence"),
        Event("joined", 5, "diplomacy", actor=3, target=2, other=0, detail="entente"),
        Event("joined", 5, "diplomacy", actor=4, target=3, other=2, detail="defence"),
        Event("absent", 5, "diplomacy", actor=5, target=0, other=1, detail="offence"),
    )
    tree = cascade(news)
    assert [(line.depth, line.actor) for line in tree] == [(0, 0), (1, 2), (2, 4), (1, 3), (1, 5)]
    assert [line.loss for line in tree] == [0, 400, 0, 0, 0]
    assert cascade(news[:1]) == ()


async def test_telegrams_head_the_chronicle_when_a_war_spreads() -> None:
    news = (
        Event("declared", 1, "diplomacy", actor=3, target=1),
        Event("joined", 1, "diplomacy", actor=2, target=3, other=1, detail="defence"),
    )
    async with playing(FIRST) as (app, pilot):
        recast(app, FIRST, news=news)
        await pilot.press("c")
        assert "Telegrams" in text(app)
        assert f"{RING.codes[2]} stands by" in text(app)


async def test_reports_turn_from_power_to_the_climate_and_to_words_and_deeds(tmp_path: Path) -> None:
    async with playing(FIRST) as (app, pilot):
        for turn in (2, 3):
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, Ask))
            await pilot.press("enter")
            await until(pilot, lambda turn=turn: f"turn {turn}/" in text(app))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await pilot.press("x")
        (written,) = (tmp_path / "data" / "reports").glob("*.csv")
        assert written.read_text().startswith("year,")
        await pilot.press("tab")
        await until(pilot, lambda: "Tension and polarisation" in text(app))
        await until(pilot, lambda: "reading" not in text(app))
        assert "┤" in text(app)
        await pilot.press("tab")
        await until(pilot, lambda: "Treaties in force" in text(app))
        await pilot.press("tab")
        await until(pilot, lambda: "Words and deeds" in text(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TurnScreen))


def test_words_and_deeds_name_who_was_abandoned_and_by_whom() -> None:
    world = new_game("ring-8", {}, 1).world
    news = (
        Event("joined", 2, "diplomacy", actor=2, target=3, other=1, detail="defence"),
        Event("absent", 2, "diplomacy", actor=4, target=1, other=3, detail="defence"),
        Event("abandoned", 2, "diplomacy", actor=1, target=4, other=3, detail="defence"),
        Event("entrapped", 2, "diplomacy", actor=2, target=1, other=3, amount=90, detail="defence"),
        Event("breach", 3, "diplomacy", actor=4, target=1, detail="trade", secret=True),
    )
    said = "\n".join(row.text.plain for row in word_rows(world, book(news, world.states)))
    assert f"abandoned by {world.scenario.glyphs[4]} {world.codes[4]}" in said
    assert f"entrapped by {world.scenario.glyphs[1]} {world.codes[1]}" in said
    assert "kept 1 of 1" in said
    assert "kept 0 of 2" in said
    assert "kept 0 of 1" in "\n".join(row.text.plain for row in word_rows(world, book(news, world.states, 2)))


@pytest.mark.parametrize("size", SIZES)
async def test_a_government_in_exile_is_told_what_is_left(size: tuple[int, int]) -> None:
    async with playing(FIRST, size=size) as (app, pilot):
        world = desk(app).world
        land, exiled, troops = world.sovereign.copy(), world.exiled.copy(), world.troops.copy()
        land[land == 0], exiled[0], troops[0] = 1, 1, 0
        crises = (Crisis(900, 0, 1, 2, "humble"),)
        me = recast(app, FIRST, sovereign=land, exiled=exiled, troops=troops, crises=crises)
        await until(pilot, lambda: "IN EXILE" in text(app))
        assert not me.things()
        await pilot.press("tab")
        await until(pilot, lambda: "letters, votes, replies remain" in text(app))
        await pilot.press("o")
        await until(pilot, lambda: "in exile we have words only" in text(app))
        await pilot.press("1", "3", "4", "4", "6", "7", "8", "e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
