"""Questions about sanctions, summits and orders: what they cost, who comes, and what is ordered then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.content import Content

from hegemon.counsel.clauses import pact_worth
from hegemon.game.chronicle import turns_said
from hegemon.tui import bargain, choices, draft, words
from hegemon.tui.screens.ask import Ask, Choose
from hegemon.tui.screens.many import ChooseMany
from hegemon.world.orders import TreatyTerms

if TYPE_CHECKING:
    from textual.app import App

    from hegemon.tui.desk import Desk
    from hegemon.world.treaties import Treaty


async def sanction(app: App[None], desk: Desk, target: int) -> str:
    """Lay or lift sanctions on a state, after saying what they cost; what to tell the player, empty for nothing."""
    orders = draft.with_sanction(desk.world, desk.orders, target)
    problem = desk.problem(orders)
    if problem:
        return problem
    if target in (*desk.orders.sanction, *desk.orders.lift):
        return desk.attempt(orders) or "taken back"
    lines, title, verb = bargain.sanction_lines(desk, target), "Lay sanctions?", "lay them"
    since = int(desk.world.sanction[desk.me, target])
    if since:
        title, verb = "Lift the sanctions?", "lift them"
        lines[0] = f"They are in force since {desk.world.scenario.year + since - 1}."
    if await app.push_screen_wait(Ask(title, lines, [("y", verb)])):
        return desk.attempt(orders) or "noted; it takes effect when the turn ends"
    return ""


async def summit(app: App[None], desk: Desk, first: int) -> str:
    """Choose the guests of a summit; what to tell the player, empty for nothing."""
    world = desk.world
    if not world.rules.switch.mediation:
        return desk.problem(replace(desk.orders, summit=(first, first)))
    options = [(words.state(world, s, long=True) + _quarrels(desk, s), s) for s in choices.guests(world, desk.me)]
    start = desk.orders.summit or ((first,) if first in choices.guests(world, desk.me) else ())

    def remark(guests: tuple[int, ...]) -> Content:
        rule = world.rules
        lines: list[Content | str | tuple[str, str]] = [
            f"2 to {rule.crisis.guests} guests; takes {turns_of(len(guests))}, {_left(desk)} left without it\n",
            (f"guests think {rule.standing.summit / 10:g} better of each other; a host between rivals gains "
             f"{rule.crisis.mediator} prestige and averts {rule.crisis.averted / 10:g}% of the wars of a crisis",
             words.DIM),
        ]  # fmt: skip
        problem = desk.problem(replace(desk.orders, summit=guests)) if guests else ""
        if problem:
            lines.append((f"\n{problem}", words.BAD))
        return Content.assemble(*lines)

    guests = await app.push_screen_wait(ChooseMany("Summit: who comes to our table", options, start, remark))
    if guests is None:
        return ""
    return desk.attempt(replace(desk.orders, summit=guests)) or ("held this turn" if guests else "no summit")


def turns_of(guests: int) -> str:
    """Envoys that so many guests take."""
    need = max(0, guests - 1)
    return "1 envoy" if need == 1 else f"{need} envoys"


def _left(desk: Desk) -> int:
    return desk.envoys_left() + max(0, len(desk.orders.summit) - 1)


def _quarrels(desk: Desk, state: int) -> Content:
    """With whom a state is at odds: in a crisis or at war."""
    world = desk.world
    rivals = [c.target if c.challenger == state else c.challenger for c in world.crises
              if state in (c.challenger, c.target)]  # fmt: skip
    foes = [s for s in range(world.states) if world.war[state, s]]
    parts: list[Content | tuple[str, str]] = []
    if rivals:
        parts += [("  crisis with ", words.AMBER), Content(" ").join([words.state(world, s) for s in rivals])]
    if foes:
        parts += [("  war with ", words.BAD), Content(" ").join([words.state(world, s) for s in foes])]
    return Content.assemble(*parts)


async def order(app: App[None], desk: Desk) -> str:
    """Proclaim an order or join one; what to tell the player, empty for nothing."""
    world, orders, rule = desk.world, desk.orders, desk.world.rules.order
    options: list[tuple[Content | str, tuple[str, int]]] = [
        (_joining(desk, treaty), ("join", treaty.id)) for treaty in choices.open_orders(world, desk.me)
    ]
    barred = desk.problem(replace(orders, proclaim=0))
    if not barred and orders.proclaim is None:
        options += [
            (f"proclaim an order of our own, dues {dues / 10:g}% of followers' output", ("proclaim", dues))
            for dues in range(0, rule.dues_most + 1, 20)
        ]
    if orders.proclaim is not None:
        options.append(("take the proclamation back", ("proclaim", -1)))
    if not options:
        return barred or "there is no order that we could join"
    title = "Orders: protection and trade for dues" + (f" ({barred})" if barred else "")
    chosen = await app.push_screen_wait(Choose(title, options))
    if chosen is None:
        return ""
    what, number = chosen
    if what == "join":
        return desk.attempt(draft.with_join(orders, number)) or "noted; it takes effect when the turn ends"
    return desk.attempt(replace(orders, proclaim=None if number < 0 else number)) or "noted"


def _joining(desk: Desk, treaty: Treaty) -> Content:
    world, me, leader = desk.world, desk.me, treaty.parties[0]
    worth = sum(t.amount for t in pact_worth(desk.view, TreatyTerms(treaty.kind, (leader, me), dues=treaty.dues), me))
    back = "take back: " if treaty.id in desk.orders.join else ""
    return Content.assemble(
        f"{back}join the order of ", words.state(world, leader, long=True), f", dues {treaty.dues / 10:g}%, worth ",
        bargain.gain(worth), f", {turns_said(treaty.until - world.turn)} left",
    )  # fmt: skip
