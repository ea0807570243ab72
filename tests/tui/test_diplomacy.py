"""Diplomacy by keys: treaties with clauses, motions, demands, sanctions, summits, orders; and what its pages say."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import fields, replace
from textual.pilot import Pilot

from hegemon.game import handbook
from hegemon.game.chronicle import clauses_said, entry_said, sentence
from hegemon.game.session import new_game
from hegemon.tui import choices, draft, keys, words
from hegemon.tui.app import HegemonApp
from hegemon.tui.desk import Desk
from hegemon.tui.screens import composer, diplomacy
from hegemon.tui.screens.ask import Ask, Choose
from hegemon.tui.screens.composer import TreatyComposer
from hegemon.tui.screens.demand import DemandForm
from hegemon.tui.screens.diplomacy import DiplomacyScreen
from hegemon.tui.screens.form import Form
from hegemon.tui.screens.many import ChooseMany
from hegemon.tui.screens.peace import PeaceComposer
from hegemon.tui.screens.treaty import TreatyScreen
from hegemon.tui.widgets import courts, matrix
from hegemon.tui.widgets.card import card_rows
from hegemon.tui.widgets.pane import Pane
from hegemon.world.events import KINDS, Event
from hegemon.world.orders import Demand, Orders, Proposal, TreatyTerms
from hegemon.world.rules import load_rules
from hegemon.world.treaties import Congress, Crisis, Entry, Motion, Treaty
from tests.tui.stage import desk, playing, shown, text, until

SMALL = (80, 24)


def desk_of(scenario: str = "ring-8", code: str = "GAR") -> Desk:
    return Desk(new_game(scenario, {code: "human"}, seed=2).seat(code))


def pact(number: int, kind: str, *parties: int, **clauses: object) -> Treaty:
    given = {"chained": False, "target": -1, "since": 1, "until": 20, "notice": 2, **clauses}
    return Treaty(id=number, kind=kind, parties=parties, replies=("ask me",) * len(parties), **given)  # type: ignore[arg-type]


async def at_diplomacy(app: HegemonApp, pilot: Pilot[None]) -> DiplomacyScreen:
    await pilot.press("d")
    await until(pilot, lambda: isinstance(app.screen, DiplomacyScreen))
    screen = app.screen
    assert isinstance(screen, DiplomacyScreen)
    return screen


async def choose(pilot: Pilot[None], form: Form, name: str, value: object) -> None:
    """Bring the cursor to a field and turn it until it holds a value."""
    pane = form.query_one(Pane)
    for _ in range(30):
        here = form.at
        if here is not None and here.name == name:
            break
        await pilot.press("down" if pane.cursor < len(pane.rows) - 1 else "up")
        if form.at is here:
            await pilot.press(*["up"] * len(pane.rows))
    field = form.at
    assert field is not None
    assert field.name == name
    for _ in range(len(field.values)):
        if field.value == value:
            return
        await pilot.press("right")
    raise AssertionError(f"{name} has no {value}")


def rows_of(rows: list[object]) -> str:
    return "\n".join(row.text.plain for row in rows)  # type: ignore[attr-defined]


async def test_a_defence_treaty_is_written_with_its_clauses() -> None:
    async with playing("GAR", size=SMALL) as (app, pilot):
        await at_diplomacy(app, pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, TreatyComposer))
        form = app.screen
        assert isinstance(form, TreatyComposer)
        await choose(pilot, form, "Treaty", ("defence", False))
        for name, value in (("Burden", 3), ("Consult", 1), ("Peace", True), ("Turns", 20), ("At its term", True)):
            await choose(pilot, form, name, value)
        terms = form.terms()
        assert (terms.burden, terms.delay, terms.joint, terms.term, terms.renew) == (3, 1, True, 20, True)
        page = text(app)
        assert "worth to us" in page
        assert "esc back" in page
        assert "runs on, unless notice" in page
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        assert "at least 3 military blocks each" in text(app)
        assert desk(app).sent[0].letter.terms == terms


async def test_clauses_that_do_not_matter_are_not_asked_for() -> None:
    world = desk_of().world
    assert set(choices.clauses(world, "trade")) == {"term", "notice", "renew", "secret"}
    assert "target" not in choices.clauses(world, "league")
    assert "split" in choices.clauses(world, "coalition")
    assert "notice" not in choices.clauses(world, "coalition")
    assert "order" not in choices.kinds(world)


async def test_a_league_of_three_is_put_to_the_vote_and_taken_back() -> None:
    async with playing("GAR", size=SMALL) as (app, pilot):
        await at_diplomacy(app, pilot)
        free = desk(app).envoys_left()
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, TreatyComposer))
        form = app.screen
        assert isinstance(form, TreatyComposer)
        await choose(pilot, form, "Treaty", ("league", False))
        await pilot.press("down", "right")
        await until(pilot, lambda: isinstance(app.screen, ChooseMany))
        many = app.screen
        assert isinstance(many, ChooseMany)
        fresh = [value for _, value in many.options if value not in many.chosen]
        many.query_one(Pane).point(fresh[0])
        await pilot.press("space", "enter")
        await until(pilot, lambda: len(form.members) == 3 and "put to the vote" in text(app))
        assert "put to the vote" in text(app)
        assert "±" in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DiplomacyScreen))
        me = desk(app)
        ((_, _, line),) = words.order_lines(me.world, me.orders)
        assert line.plain.startswith("put to the vote: a league of ")
        assert me.orders.propose[0].treaty == -1
        assert me.envoys_left() == free - 1
        me.cancel("propose", 0)
        assert me.orders.propose == ()
        assert me.envoys_left() == free


async def test_a_demand_says_what_backing_down_costs_and_is_ordered() -> None:
    async with playing("GAR", size=SMALL) as (app, pilot):
        screen = await at_diplomacy(app, pilot)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, DemandForm))
        form = app.screen
        assert isinstance(form, DemandForm)
        page = text(app)
        assert "if it comes to war" in page
        assert "ultimatum" in page
        assert "esc back" in page
        await choose(pilot, form, "Aim", "tribute")
        wanted = form.demand()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        me = desk(app)
        assert me.orders.demand == wanted
        ((_, _, line),) = words.order_lines(me.world, me.orders)
        assert "of its output a turn" in line.plain
        await pilot.press("D")
        await until(pilot, lambda: me.orders.demand is None)


async def test_sanctions_are_laid_after_their_cost_and_lifted() -> None:
    async with playing("GAR") as (app, pilot):
        screen = await at_diplomacy(app, pilot)
        me, target = desk(app), screen.state
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        assert "No trade with" in text(app)
        await pilot.press("y")
        await until(pilot, lambda: me.orders.sanction == (target,))
        await pilot.press("s")
        await until(pilot, lambda: me.orders.sanction == ())
        laid = me.world.sanction.copy()
        laid[me.me, target] = 1
        me.view.known.sanction = laid
        assert draft.with_sanction(me.world, me.orders, target).lift == (target,)


async def test_a_summit_takes_envoys_and_is_one_order() -> None:
    async with playing("GAR", size=SMALL) as (app, pilot):
        screen = await at_diplomacy(app, pilot)
        me = desk(app)
        free = me.envoys_left()
        await pilot.press("S")
        await until(pilot, lambda: isinstance(app.screen, ChooseMany))
        many = app.screen
        assert isinstance(many, ChooseMany)
        await pilot.pause()
        assert "a summit brings 2" in text(app)
        fresh = next(value for _, value in many.options if value not in many.chosen)
        many.query_one(Pane).point(fresh)
        await pilot.press("space")
        assert "a summit brings 2" not in text(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert set(me.orders.summit) == {screen.state, fresh}
        assert me.envoys_left() == free - 1
        ((name, index, _),) = words.order_lines(me.world, me.orders)
        me.cancel(name, index)
        assert me.orders.summit == ()


async def test_the_card_of_a_treaty_changes_the_reply_and_moves_to_amend() -> None:
    app = HegemonApp("play", scenario="europe-1914", seats=["GMY"], seed=3, helpers=False)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen_stack) > 1 and hasattr(app.screen, "desk") and app.screen.desk)
        await at_diplomacy(app, pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TreatyScreen))
        screen = app.screen
        assert isinstance(screen, TreatyScreen)
        await pilot.pause()
        assert "esc back" in text(app)
        await pilot.press("enter")
        me = desk(app)
        await until(pilot, lambda: bool(me.orders.standing))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, TreatyComposer))
        form = app.screen
        assert isinstance(form, TreatyComposer)
        await choose(pilot, form, "Burden", 4)
        await pilot.press("enter")
        await until(pilot, lambda: bool(me.orders.propose))
        assert me.orders.propose[0].treaty == screen.treaty.id
        assert me.orders.propose[0].terms.burden == 4
        assert me.orders.propose[0].terms.chained == screen.treaty.chained


async def test_everything_about_a_state_is_on_one_list_with_why_not() -> None:
    async with playing("GAR", size=SMALL) as (app, pilot):
        await at_diplomacy(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        page = text(app)
        assert "peace: we are at peace" in page
        for action in diplomacy.DEALS:
            key = next(a.shown for a in keys.actions("diplomacy") if a.name == action)
            assert f" {key}  " in page
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DemandForm))


def test_a_page_shows_exile_shelter_burden_and_the_ledgers() -> None:
    me = desk_of()
    known = me.view.known
    gone = np.array(known.exiled)
    gone[2] = 3
    sheltered = np.array(known.cover)
    sheltered[3] = 640
    known.exiled, known.cover, known.turn = gone, sheltered, 6
    known.treaties = (pact(900, "defence", 0, 3, burden=4),)
    known.ledger = (
        Entry("burden", "defence", 4, 0, 3, 80), Entry("abandoned", "defence", 5, 0, 3, 16_000),
        Entry("entrapped", "entente", 3, 0, 3, 700), Entry("opinion", "honour", 2, 0, 3, 150),
        Entry("grievance", "breach", 2, 0, 3, 400),
    )  # fmt: skip
    assert "in exile  since" in rows_of([*courts.page_rows(me, 2)])
    page = rows_of([*courts.page_rows(me, 3)])
    names = known.scenario.state_names
    assert "64% by allies" in page
    assert "recruits 9.6% fewer" in page
    assert f"resents that {names[3]} bears too little" in page
    assert f"{names[3]} left {names[0]} alone under their defensive alliance, at the price of 1.60%" in page
    assert f"{names[3]} drew {names[0]} into its war" in page
    assert f"{names[3]} came when {names[0]} called: opinion of {names[0]} +15" in page


def test_word_stands_against_deed_on_the_page() -> None:
    found = new_game("ring-8", {"GAR": "human"}, seed=2)
    found.seat("GAR").submit(Orders(seat=0))
    found.advance()
    events = (
        Event("signed", 1, "diplomacy", 0, 3, detail="defence"),
        Event("joined", 1, "diplomacy", 3, 5, other=0, detail="defence"),
    )
    found.turns[-1] = replace(found.turns[-1], events=events)
    page = rows_of([*courts.page_rows(Desk(found.seat("GAR")), 3)])
    assert "Word against deed: it towards us" in page
    assert "given 1, kept 1, absent 0, broken 0; honour 100%" in page


def test_the_card_tells_clauses_clock_burden_and_promises() -> None:
    me = desk_of()
    me.view.known.treaties = (
        pact(900, "defence", 0, 1, burden=9, delay=1, joint=True, secret=True, renew=True),
        pact(901, "coalition", 0, 2, target=4, notice=0),
    )
    card = rows_of([*card_rows(me, me.world.treaties[0])])
    for said in ("[secret]", "no separate peace", "19 turns left", "runs on", "after 1 turn of consultation",
                 "9 blocks", "short", "clarity", "brings"):  # fmt: skip
        assert said in card
    informal = rows_of([*card_rows(me, me.world.treaties[1])])
    assert "[informal]" in informal
    assert "it binds nobody" in informal


def test_the_tables_have_a_letter_for_every_kind_and_show_blocs() -> None:
    me = desk_of()
    known = me.view.known
    assert set(matrix.LETTERS) == set(known.rules.kinds)
    legend = " ".join(matrix.LEGEND)
    for name, letter in matrix.LETTERS.items():
        assert f"{letter} " in legend, name
    known.treaties = (pact(900, "defence", 1, 2), pact(901, "order", 3, 4, dues=40))
    assert any("D" in row.text.plain for row in matrix.table_rows(me, "treaties", 76)[1:-3])
    known.bloc = np.array([-1, 1, 1, *[-1] * (known.states - 3)])
    blocs = rows_of([*matrix.table_rows(me, "blocs", 76)])
    assert "Bloc 1" in blocs
    assert "Order of" in blocs
    assert "dues 4%" in blocs
    for table in matrix.TITLES:
        assert all(row.text.cell_length <= 76 for row in matrix.table_rows(me, table, 76))


def test_orders_are_proclaimed_and_joined_only_where_the_rules_let() -> None:
    me = desk_of()
    assert "turns in a row" in me.problem(replace(me.orders, proclaim=0))
    known = me.view.known
    long = np.array(known.dominant)
    long[0] = 9
    known.dominant = long
    assert not me.problem(replace(me.orders, proclaim=50))
    known.treaties = (pact(901, "order", 3, 4, dues=40),)
    assert [t.id for t in choices.open_orders(known, 0)] == [901]
    assert draft.with_join(me.orders, 901).join == (901,)


async def test_a_peace_can_restore_change_a_government_and_meet_in_congress() -> None:
    me = desk_of()
    known = me.view.known
    war, gone, former, governed = (np.array(a) for a in (known.war, known.exiled, known.former, known.government))
    for foe in (0, 3):
        war[foe, 1] = war[1, foe] = 7
    gone[2] = 2
    mine = np.flatnonzero(known.sovereign == 1)
    former[mine[0]] = 2
    governed[0], governed[1] = 2, 0
    known.war, known.exiled, known.former, known.government = war, gone, former, governed
    form = PeaceComposer(me, 1)
    assert {"Exile", "Government", "Congress"} <= {field.name for field in form.fields()}
    form.restore.choose(2)
    form.regime.choose(True)
    terms = form.letter().terms
    assert "back what it took from" in words.terms_line(known, form.letter()).plain
    assert terms.restore == 2  # type: ignore[union-attr]
    assert terms.regime  # type: ignore[union-attr]


def test_every_order_is_listed_and_can_be_cancelled() -> None:
    me = desk_of()
    known = me.view.known
    known.crises = (Crisis(50, 1, 1, 0, "humble"),)
    known.motions = (Motion(60, -1, 1, TreatyTerms("league", (1, 0, 2)), (0, 2), 2),)
    known.congresses = (Congress(70, 7, 1, 1, (5,), ((0, 40), (3, 20)), (-1,)),)
    orders = Orders(
        seat=0, propose=(Proposal(-1, TreatyTerms("league", (0, 1, 2), burden=2)),), sanction=(3,), lift=(4,),
        join=(9,), proclaim=40, demand=Demand(5, "humble"), summit=(1, 2),
    )  # fmt: skip
    orders = draft.with_vote(draft.with_cap(draft.with_claim(orders, 70, ((5, 30),)), 50, 1, 3), 60, True)
    listed = words.order_lines(known, orders)
    said = {name: line.plain for name, _, line in listed}
    assert set(said) == {
        "propose", "votes", "join", "proclaim", "sanction", "lift", "demand", "caps", "summit", "claims",
    }  # fmt: skip
    assert "at least 2 military blocks each" in said["propose"]
    assert "as far as ultimatum" in said["caps"]
    assert "for 30" in said["claims"]
    me.draft.put(orders)
    for name, index, _ in listed:
        me.cancel(name, index)
    assert me.orders == Orders(seat=0)


def test_what_waits_for_our_word_is_pointed_at() -> None:
    me = desk_of()
    known = me.view.known
    known.crises = (Crisis(50, 1, 1, 0, "humble"),)
    known.motions = (Motion(60, -1, 1, TreatyTerms("league", (1, 0, 2)), (0, 2), 2),)
    assert {thing.key for thing in me.things()} >= {("crisis", 50), ("motion", 60)}
    assert me.stir()
    me.draft.put(draft.with_vote(draft.with_cap(me.orders, 50, 1, 0), 60, False))
    assert not {thing.key for thing in me.things()} & {("crisis", 50), ("motion", 60)}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_event_is_a_whole_sentence(kind: str) -> None:
    world = new_game("ring-8", {}, seed=2).world
    said = sentence(Event(kind, 1, "x", 0, 1, 2, 3, 420, "defence"), world)
    assert not said[0].islower()
    assert said.endswith(".")
    assert "{" not in said
    assert "per mille" not in said
    line = words.event_line(world, Event(kind, 1, "x", 0, 1, 2, 3, 420, "defence")).plain
    for glyph in world.scenario.glyphs:
        line = line.replace(f"{glyph} ", "")
    assert line[1:] == said[1:]


def test_clauses_are_said_where_they_are_not_the_rule() -> None:
    world = desk_of().world
    assert clauses_said(world, TreatyTerms("defence", (0, 1))) == ()
    named = TreatyTerms("coalition", (0, 1), target=2, notice=0, split=(600, 400))
    assert clauses_said(world, named) == ("spoils 60:40",)
    for entry in ("opinion", "grievance", "burden", "abandoned", "entrapped"):
        assert entry_said(world, Entry(entry, "war", 1, 0, 1, 100))


def test_the_handbook_has_every_page_that_diplomacy_opens() -> None:
    for name in (*composer.PAGES.values(), *diplomacy.PAGES.values(), "crisis", "peace", "exile", "treaty-kinds"):
        assert handbook.page(name).name == name
    assert set(composer.PAGES) == set(choices.CLAUSES)
    assert {f.name for f in fields(TreatyTerms)} - {"kind", "parties"} == set(choices.CLAUSES)
    assert set(composer.DUTIES) == set(load_rules().kinds)


async def test_the_list_of_states_fits_and_its_legend_is_whole() -> None:
    async with playing("GAR", size=SMALL) as (app, pilot):
        screen = await at_diplomacy(app, pilot)
        await pilot.press("m", "m")
        await pilot.pause()
        states = shown(screen.query_one("#states", Pane))
        for piece in matrix.LEGEND:
            assert piece in states


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_the_whole_page_of_a_state_can_be_read(size: tuple[int, int]) -> None:
    async with playing("GAR", size=size) as (app, pilot):
        screen = await at_diplomacy(app, pilot)
        me = desk(app)
        me.view.known.ledger = tuple(Entry("opinion", "honour", n, 0, screen.state, n) for n in range(1, 16))
        screen.paint()
        await pilot.press("space")
        await pilot.pause()
        page = screen.query_one("#page", Pane)
        seen = shown(page)
        for _ in range(8):
            await pilot.press("space")
            seen += shown(page)
        assert "1 opinion:" in seen
        assert "Ledgers between us" in seen


async def test_what_stands_above_the_first_and_below_the_last_state_comes_into_sight() -> None:
    app = HegemonApp("play", scenario="europe-1914", seats=["GMY"], seed=3, helpers=False)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen_stack) > 1 and hasattr(app.screen, "desk") and app.screen.desk)
        screen = await at_diplomacy(app, pilot)
        await pilot.press(*["down"] * 25)
        states = screen.query_one("#states", Pane)
        assert "H order" in shown(states)
        await pilot.press(*["up"] * 25)
        assert "power opinion" in shown(states)


async def test_we_ask_to_accede_to_a_treaty_of_others() -> None:
    async with playing("GAR", size=SMALL) as (app, pilot):
        screen = await at_diplomacy(app, pilot)
        me = desk(app)
        other = next(s for s in range(me.world.states) if s not in (me.me, screen.state))
        me.view.known.treaties = (pact(900, "defence", screen.state, other, burden=2),)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TreatyScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TreatyComposer))
        await pilot.press("enter")
        await until(pilot, lambda: bool(me.orders.propose))
        proposal = me.orders.propose[0]
        assert proposal.treaty == 900
        assert set(proposal.terms.parties) == {screen.state, other, me.me}
        assert proposal.terms.burden == 2


def test_a_war_names_the_word_that_it_breaks_and_who_may_come() -> None:
    me = desk_of()
    me.view.known.treaties = (pact(900, "nonaggression", 0, 1), pact(901, "defence", 1, 2))
    said = "\n".join(
        line if isinstance(line, str) else line.plain for line in courts.war_lines(me, 1, 20_000)
    )
    assert "It breaks our word, at 2.00% of our power: non-aggression pact with" in said
    assert f"{words.state(me.world, 2, long=True).plain} " in said
    assert "%" in said.split("It may call")[1].splitlines()[0]


def test_land_of_most_worth_is_offered_first_in_a_demand() -> None:
    me = desk_of("europe-1914", "GMY")
    france = me.world.codes.index("FRN")
    form = DemandForm(me, france)
    found = [value for _, value in form.stakes["province"].values]
    assert set(found) == set(choices.demands(me.world, me.me, france)["province"])
    assert all(not me.problem(replace(me.orders, demand=demand)) for demand in found)
