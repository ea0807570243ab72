"""What the panes say: functions from a view and the orders in the making to rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from textual.content import Content

from hegemon.engine.economy import RESOURCES
from hegemon.game.chronicle import turn_said
from hegemon.tui import draft, things, words
from hegemon.tui.widgets.pane import Row
from hegemon.world.orders import BRANCHES
from hegemon.world.scenario_model import TERRAINS

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.world.view import View


def rank_of(view: View, state: int) -> int:
    """Place of a state by power, 1 the first."""
    return int((view.known.power > view.known.power[state]).sum()) + 1


def band(view: View, state: int) -> str:
    """A state's power as the seat knows it."""
    low, high = int(view.power_low[state]), int(view.power_high[state])
    if high - low < 2_000:
        return words.percent((low + high) // 2)
    return f"{low / 10_000:.1f}–{high / 10_000:.1f}%"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th ..."""
    return f"{number}" + {1: "st", 2: "nd", 3: "rd"}.get(number if number < 20 else number % 10, "th")


def head(desk: Desk, width: int = 0) -> Content:
    """The heading: who, when, and what matters most; in short words if the long ones are wider than width."""
    line = _head(desk, long=True)
    return line if not 0 < width < line.cell_length else _head(desk, long=False)


def _head(desk: Desk, long: bool) -> Content:
    view, world, me = desk.view, desk.world, desk.me
    gap, power, envoys, attacks, ready = (
        ("   ", "power ", "envoys", "attacks", "MOBILISED") if long else ("  ", "", "env.", "att.", "MOB.")
    )
    scenario = world.scenario
    mail = things.mail(view)
    parts: list[Content | str | tuple[str, str]] = [
        words.state(world, me, long=long).stylize("bold"),
        (f"  {scenario.year + world.turn - 1}", "bold"),
        (f"  {turn_said(world, '/')}", words.DIM),
    ]
    if world.exiled[me]:
        parts.append((f"{gap}IN EXILE", f"bold {words.BAD}"))
    if world.mobilised[me]:
        parts.append((f"{gap}{ready}", f"bold {words.BAD}"))
    if mail:
        parts.append((f"{gap}✉ {mail}", f"bold {words.AMBER}"))
    parts += [
        f"{gap}{power}{band(view, me)} ",
        (f"({ordinal(rank_of(view, me))})", words.DIM),
        f"{gap}{envoys} {desk.envoys_left()}{gap}{attacks} {desk.attacks_left()}",
    ]
    return Content.assemble(*parts)


def place_rows(desk: Desk, province: int) -> list[Row]:
    """One province: land, yields, who stands there."""
    view, world = desk.view, desk.world
    if province < 0:
        return [Row(Content("no province selected"))]
    scenario, owner, occupier = world.scenario, int(world.sovereign[province]), int(world.occupier[province])
    lines = [
        Content.assemble((words.place(world, province), "bold"), "  ", words.state(world, owner, long=True)),
        Content.assemble(
            TERRAINS[int(scenario.terrain[province])],
            f"  infrastructure {int(world.infrastructure[province]) / 10:.0f}%",
            f"  fort {int(world.fort[province])}" if world.fort[province] else "",
        ),
        Content.assemble(
            "  ".join(f"{name} {int(getattr(scenario, name)[province])}" for name in RESOURCES),
            (f"  {int(scenario.population[province]) / 1000:.1f}m people", words.DIM),
        ),
    ]
    if occupier >= 0:
        lines.append(Content.assemble(("occupied by ", words.BAD), words.state(world, occupier, long=True)))
    for state in np.flatnonzero(view.high[:, province]).tolist():
        low, high = int(view.low[state, province]), int(view.high[state, province])
        text = f"{low}" if low == high else f"{low}–{high}"
        lines.append(Content.assemble(words.state(world, state), f" {text} points"))
    near = [world.land.codes[p] for p in world.land.neighbours[province]]
    lines.append(Content.styled("borders " + " ".join(near), words.DIM))
    return [Row(line) for line in lines]


def effort_rows(desk: Desk, held: int, forecast: tuple[str, ...]) -> list[Row]:
    """Four bars of blocks with what each buys; a block in the hand is hollow."""
    world, orders, me = desk.world, desk.orders, desk.me
    blocks = world.effort[me].tolist()
    idle = [0] * 4
    for shift in orders.shifts:
        blocks[shift.source] -= 1
        blocks[shift.to] += 1
        idle[shift.to] += 1
    rows = []
    for branch, name in enumerate(BRANCHES):
        busy = blocks[branch] - idle[branch] - (1 if held == branch else 0)
        bar = Content.assemble(
            (f"{name:<11}", "bold" if held == branch else ""),
            ("■" * max(busy, 0), words.AMBER),
            ("▣" * idle[branch], words.DIM),
            ("□" if held == branch else "", words.BRIGHT),
            ("·" * (10 - blocks[branch]), "#2f3c4a"),
            f" {blocks[branch]:>2}  ",
            (forecast[branch] if branch < len(forecast) else "", words.DIM),
        )
        rows.append(Row(bar, ("effort", branch)))
    focus, since = draft.focus_said(world, orders)
    rows.append(Row(Content.assemble("focus      ", (focus, "bold"), (since, words.AMBER)), ("focus", 0)))
    return rows


def order_rows(desk: Desk) -> list[Row]:
    """The orders given so far."""
    rows = [
        Row(line, ("order", name, index)) for name, index, line in words.order_lines(desk.world, desk.orders)
    ]
    problems = [Row(Content.styled(f"! {text}", words.BAD)) for text in desk.seat.check(desk.orders)]
    letters = [Row(words.sent_line(desk.world, sent)) for sent in desk.sent]
    hint = "no orders yet: m marches, d negotiates, F2 effort"
    if desk.world.exiled[desk.me]:
        hint = "in exile we have words only: d writes, i answers; an ally's victory or a peace may bring us home"
    return [*problems, *rows, *letters] or [Row(Content.styled(hint, words.DIM))]


def selection_sentence(desk: Desk, province: int) -> str:
    """The selection in one sentence, for the status line and for those who listen."""
    world, view = desk.world, desk.view
    if province < 0:
        return ""
    owner = world.scenario.state_names[int(world.sovereign[province])]
    army = [
        f"{int(world.troops[s, province])} points of {world.scenario.adjectives[s]} troops"
        if view.low[s, province] == view.high[s, province]
        else f"about {int(world.troops[s, province])} points of {world.scenario.adjectives[s]} troops"
        for s in np.flatnonzero(world.troops[:, province]).tolist()
    ]
    terrain = TERRAINS[int(world.scenario.terrain[province])]
    where = f"{world.land.codes[province]} {words.place(world, province)}"
    return f"{where}, {owner}, {terrain}, {' and '.join(army) or 'no army'}."


def living(view: View) -> int:
    """How many states live."""
    return int(view.known.alive.sum())


def shares(view: View, state: int) -> str:
    """The four shares of a state's power, percent."""
    world = view.known
    parts = (world.coercion, world.output_share, world.land_share, world.influence_share)
    names = ("arms", "out", "land", "voice")
    return " ".join(f"{n} {int(s[state]) / 10_000:.0f}" for n, s in zip(names, parts, strict=True))


def power_trend(view: View, state: int) -> Content:
    """How a state's power has moved over the last two turns, where that is more than an error of estimate."""
    world = view.known
    if world.turn < 3:
        return Content("")
    now, then = int(world.power[state]), int(world.recent[(world.turn - 2) % 10, state])
    # Estimates of power waver by themselves; only what is clearly more than that is a trend.
    least = (int(view.power_high[state]) - int(view.power_low[state])) // 2
    return words.trend(now - then) if abs(now - then) > least else Content.styled("steady", words.DIM)


def health(value: int) -> str:
    """Hue of a stability."""
    return words.GOOD if value >= 600 else words.AMBER if value >= 350 else words.BAD
