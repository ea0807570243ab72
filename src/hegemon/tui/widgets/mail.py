"""What the inbox and the chronicle say: crises, calls, congresses, motions and letters; then what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.game.chronicle import TREATIES, once
from hegemon.tui import affairs, forecast, telegrams, things, weighing, words
from hegemon.tui.widgets.pane import Row
from hegemon.world.events import KINDS

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.tui.telegrams import Telegram
    from hegemon.world.state import World
    from hegemon.world.treaties import Call, Congress, Crisis, Motion, Offer
    from hegemon.world.view import View

OPEN = ("  ?", words.AMBER)


def inbox_rows(desk: Desk) -> list[Row]:
    """Everything that waits, and how it is answered so far."""
    view = desk.view
    crises = things.crises(view)
    rows = [_crisis_row(desk, c) for c in crises if affairs.is_principal(c, desk.me)]
    rows += [_call_row(desk, call) for call in view.calls]
    rows += [_congress_row(desk, congress) for congress in things.congresses(view)]
    rows += [_motion_row(desk, motion) for motion in things.motions(view)]
    rows += [_offer_row(desk, offer) for offer in view.inbox]
    rows += [_crisis_row(desk, c) for c in crises if not affairs.is_principal(c, desk.me)]
    if not rows:
        return [Row(Content.styled("nothing waits for an answer", words.DIM))]
    return [*rows, Row(Content.styled("⏎ opens, honours, votes yes or accepts; x refuses or votes no", words.DIM))]


def _crisis_row(desk: Desk, crisis: Crisis) -> Row:
    world = desk.world
    sealed = next((cap for cap in desk.orders.caps if cap.crisis == crisis.id), None)
    mine = affairs.is_principal(crisis, desk.me)
    state = OPEN if mine or things.concerns(world, crisis, desk.me) else ("  we stand aside", words.DIM)
    if sealed is not None:
        state = (f"  {affairs.cap_said(world, crisis, sealed, desk.me)}", words.GOOD)
    line = Content.assemble(("crisis ", f"bold {words.BAD}"), words.crisis_said(world, crisis), state)
    return Row(line, ("crisis", crisis.id))


def _call_row(desk: Desk, call: Call) -> Row:
    world = desk.world
    answers = {answer.call: answer.honour for answer in desk.orders.answers}
    mark = {True: ("  honoured", words.GOOD), False: ("  left alone", words.BAD), None: OPEN}[answers.get(call.id)]
    if call.promised and call.id not in answers:
        mark = ("  we come", words.GOOD)
    treaty = affairs.treaty_of(world, call.treaty)
    line = Content.assemble(
        words.state(world, call.caller, long=True), " calls us to war against ",
        words.state(world, call.against, long=True),
        ("" if treaty is None else f" under our {TREATIES.get(treaty.kind, treaty.kind)}", words.DIM),
        (f" ({affairs.call_said(world, call)})", words.DIM), mark,
    )  # fmt: skip
    return Row(line, ("call", call.id))


def _congress_row(desk: Desk, congress: Congress) -> Row:
    claim = next((c for c in desk.orders.claims if c.congress == congress.id), None)
    purse = dict(congress.purses)[desk.me]
    state = OPEN if claim is None else (f"  claimed: {affairs.claim_said(desk.world, claim)}", words.GOOD)
    line = Content.assemble(affairs.congress_said(desk.world, congress), (f", our purse {purse}", words.DIM), state)
    return Row(line, ("congress", congress.id))


def _motion_row(desk: Desk, motion: Motion) -> Row:
    vote = next((v for v in desk.orders.votes if v.motion == motion.id), None)
    state = OPEN if vote is None else ("  yes", words.GOOD) if vote.yes else ("  no", words.BAD)
    worth = weighing.motion_worth(desk.view, motion)
    line = Content.assemble(
        ("vote ", f"bold {words.AMBER}"), words.motion_said(desk.world, motion), " (worth to us ",
        (words.points_of_power(worth), words.GOOD if worth >= 0 else words.BAD), ")", state,
    )  # fmt: skip
    return Row(line, ("motion", motion.id))


def _offer_row(desk: Desk, offer: Offer) -> Row:
    world, orders = desk.world, desk.orders
    state = ("  accepted", words.GOOD) if offer.id in orders.accept else OPEN
    if offer.letter.sender in orders.refusals:
        state = ("  refused", words.BAD)
    line = Content.assemble(
        words.state(world, offer.letter.sender, long=True), " offers ", words.terms_line(world, offer.letter),
        forecast.offer_worth(desk, offer.letter), state,
    )  # fmt: skip
    return Row(line, ("offer", offer.id))


def news_rows(view: View, older: tuple[str, ...] = ()) -> list[Row]:
    """What happened last turn, wars as a tree of telegrams first, and below it what was told before, latest first."""
    world = view.known
    rows = telegram_rows(world, telegrams.cascade(view.news))
    for event in once(view.news):
        kind = KINDS.get(event.kind)
        if kind is not None and kind.weight > 0:
            placed = event.place >= 0
            key = ("event", event.place, event.actor) if placed else ("actor", event.actor)
            rows.append(Row(words.event_line(world, event), key))
    if not rows:
        text = world.scenario.story if view.turn == 1 else "a quiet year"
        rows.append(Row(Content.styled(text, words.DIM)))
    before = [line for line in older if not line.startswith(f"{world.scenario.year + view.turn - 2}:")]
    rows += [
        Row(Content.styled(line, words.DIM), ("told", i)) for i, line in enumerate(reversed(before[-60:]))
    ]
    return rows


def telegram_rows(world: World, tree: tuple[Telegram, ...]) -> list[Row]:
    """The tree of a war's beginning: each line who comes to whose side, under what, and what it gains by it."""
    if not tree:
        return []
    rows = [Row(Content.styled("Telegrams", f"bold {words.AMBER}"))]
    for line in tree:
        said: list[Content | str | tuple[str, str]] = ["   " * line.depth, words.state(world, line.actor)]
        said += [f" {line.verb} ", words.state(world, line.target)]
        if line.against >= 0:
            said += [" against ", words.state(world, line.against)]
        if line.under:
            said.append((f", {TREATIES.get(line.under, line.under)}", words.DIM))
        if line.loss:
            said.append((f" — entrapped, {words.points_of_power(-line.loss)}", words.BAD))
        rows.append(Row(Content.assemble(*said), ("actor", line.actor)))
    return rows


def affair_rows(world: World) -> list[Row]:
    """What is open between states, for who watches: crises, congresses, votes."""
    mark = f"bold {words.AMBER}"
    rows = [Row(Content.assemble(("crisis ", mark), words.crisis_said(world, c))) for c in world.crises]
    rows += [
        Row(Content.assemble((affairs.congress_said(world, c), mark), ": ", Content(", ").join(
            [words.state(world, state) + f" {purse}" for state, purse in c.purses]
        )))
        for c in world.congresses
    ]  # fmt: skip
    rows += [Row(Content.assemble(("vote ", mark), words.motion_said(world, m))) for m in world.motions]
    return rows
