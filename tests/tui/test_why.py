"""The page that says why: sums that add up as they are read, what was barred, and what would have flipped it."""

from __future__ import annotations

import re

import pytest

from hegemon.game.session import new_game
from hegemon.game.sums import barred, places, record_said, runner_up
from hegemon.tui.app import HegemonApp
from hegemon.tui.screens.ask import Ask
from hegemon.tui.screens.composer import TreatyComposer
from hegemon.tui.screens.why import WhyScreen
from hegemon.tui.things import author
from hegemon.tui.widgets.pane import Pane
from hegemon.world.orders import Letter, Option, Record, Term, TreatyTerms
from hegemon.world.records import flip_of
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.treaties import Crisis, Motion, Offer
from tests.tui.stage import desk, playing, recast, text, turn_screen, until
from tests.tui.test_pictures import same

WORLD = open_world(load_scenario("ring-8"), 1)
CODES = WORLD.codes


def record(subject: str, about: int, *options: Option) -> Record:
    return Record(1, 3, subject, about, options, flip_of(options))


REFUSED = record(
    "answer", 0, Option("refuse"),
    Option(f"sign the defence with {CODES[0]}", (
        Term("cover", 2_315, 2), Term("entrapment", -4_118, 0), Term("what the bargain must bring", -600),
    )),
)  # fmt: skip
BARRED = record(
    "war", 2, Option("no new war"),
    Option(f"war on {CODES[2]}", (Term("spoils", 9_900, 2), Term("toil", -2_000)), "not under arms yet"),
    Option(f"war on {CODES[3]}", (Term("spoils", 700, 3), Term("toil", -2_000))),
)  # fmt: skip
VEILED = Record(1, 2, "treaty", 4, (
    Option(f"offer trade with {CODES[4]}", (Term("trade", 1_200, 4), Term("other reasons", -1_000))),
    Option("the next best"),
), stated=None)  # fmt: skip
RECORDS = (REFUSED, BARRED, VEILED)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_why_looks_as_it_did(size: tuple[int, int]) -> None:
    app = HegemonApp(helpers=False)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(WhyScreen(WORLD, 1, RECORDS))
        await pilot.pause()
        same(f"why-{size[0]}", text(app))


def test_plain_why_says_the_same() -> None:
    same("why-plain", "\n".join(line for r in RECORDS for line in record_said(WORLD, r)))


def test_what_stands_on_the_page_adds_up_by_hand() -> None:
    game = new_game("ring-8", seed=6)
    for _ in range(12):
        game.advance()
    sums = 0
    for found in game.records:
        for line in record_said(game.world, found, whole=True)[1:]:
            head = re.match(r" {2}(?:chose|over|barred was) .*?, ([+-][\d.]+)%(?: \((.*)\)(?:: .*)?)?$", line)
            if head is None:
                continue
            terms = re.findall(r" ([+-]\d+\.\d+)%(?:;|$)", head[2] or "")
            digits = 10 ** places(found)
            assert round(digits * float(head[1])) == sum(round(digits * float(t)) for t in terms), line
            sums += bool(terms)
    assert sums > 300


def test_runner_up_and_barred_are_told_apart() -> None:
    assert runner_up(BARRED) == BARRED.options[2]
    assert barred(BARRED) == ()
    flip = f"  It would have been “war on {CODES[2]}” (+0.79%), but: not under arms yet."
    assert record_said(WORLD, BARRED)[-1] == flip
    second = Option("raid", (Term("spoils", 500, 2),), "no ships")
    assert barred(record("war", 2, *BARRED.options[:2], second)) == (second,)


async def test_why_is_a_key_where_a_letter_is_answered() -> None:
    async with playing(CODES[0], size=(80, 24)) as (app, pilot):
        composer = TreatyComposer(desk(app), 1)
        await app.push_screen(composer)
        await pilot.pause()
        composer.action_send()
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhyScreen))
        assert "answer" in text(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Ask))


async def test_why_in_the_inbox_asks_about_who_wrote_and_else_about_who_holds_the_province() -> None:
    letter = Letter(2, 0, TreatyTerms("trade", (2, 0)))
    async with playing(CODES[0], size=(80, 24)) as (app, pilot):
        recast(
            app, CODES[0], offers=(Offer(700, letter),), motions=(
                Motion(701, -1, 3, TreatyTerms("league", (3, 0, 4)), (0, 4), 2),
            ), crises=(Crisis(702, 0, 0, 5, "humble"),),
        )  # fmt: skip
        pane = turn_screen(app).query_one("#inbox", Pane)
        for key, state in ((("offer", 700), 2), (("motion", 701), 3), (("crisis", 702), 5)):
            pane.point(key)
            await pilot.press("w")
            await until(pilot, lambda: isinstance(app.screen, WhyScreen))
            assert isinstance(app.screen, WhyScreen)
            assert app.screen.state == state
            await pilot.press("escape")
        await pilot.press("v", "w")
        await until(pilot, lambda: isinstance(app.screen, WhyScreen))
        assert isinstance(app.screen, WhyScreen)
        assert app.screen.state == 0


def test_who_is_behind_a_row() -> None:
    view = new_game("ring-8", seed=6).seat(CODES[0]).view
    assert author(view, ("event", 4, 6)) == 6
    assert author(view, ("actor", 3)) == 3
    assert author(view, ("call", 1)) == author(view, ("congress", 1)) == author(view, ("told", 1)) == -1
    assert author(view, None) == -1
