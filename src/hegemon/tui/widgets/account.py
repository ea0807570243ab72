"""The account of a state beside the map: a line for each thing that decides its fate, short enough never to wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from textual.content import Content

from hegemon.engine.economy import RESOURCES, bottleneck
from hegemon.tui import affairs, words
from hegemon.tui.widgets.pane import Row
from hegemon.tui.widgets.panels import band, health, living, ordinal, power_trend, rank_of, shares
from hegemon.world.orders import DIPLOMACY
from hegemon.world.promises import tied
from hegemon.world.scenario_model import GOVERNMENTS

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.world.state import World

Part = Content | str | tuple[str, str]


def account_rows(desk: Desk, state: int) -> list[Row]:
    """One state in numbers: power, output, arms, government, shelter, duties, money and wars."""
    view, world = desk.view, desk.world
    low, high = int(view.low[state].sum()), int(view.high[state].sum())
    arms = f"{low}" if low == high else f"{low}–{high}"
    mobilised = bool(world.mobilised[state])
    stability = int(world.stability[state])
    scarce = RESOURCES[bottleneck(world, state)] if world.inputs[state].any() else "nothing"
    lines: list[Content] = []
    if world.exiled[state]:
        year = world.scenario.year + int(world.exiled[state]) - 1
        lines.append(Content.assemble(("in exile  ", words.BAD), f"since {year}"))
        if state == desk.me:
            lines.append(Content.styled("          letters, votes, replies remain", words.AMBER))
    lines += [
        _line("power", (band(view, state), "bold"),
              (f"  {ordinal(rank_of(view, state))} of {living(view)}  ", words.DIM), power_trend(view, state)),
        _line("shares %", (shares(view, state), words.DIM)),
        _line("output", (f"{int(world.mobilised_output[state])}", "bold"),
              (f" of {int(world.potential[state])}", words.DIM), f"  short of {scarce}"),
        _line("arms", (arms, "bold"), (f" × {int(world.quality[state]) // 100}%  ", words.DIM),
              ("mobilised" if mobilised else "peace footing", words.BAD if mobilised else words.DIM)),
        _line("governed", *_government(world, state)),
        _line("stability", (words.bar(stability, 1000, 8), health(stability)), f" {stability / 10:.0f}%",
              (f"  tired {int(world.exhaustion[state]) / 10:.0f}%", words.DIM)),
        _line("sheltered" if world.cover[state] >= world.rules.effort.sheltered else "safety", *_shelter(world, state)),
    ]  # fmt: skip
    if state == desk.me and world.home[state]:
        lines += [_line("duties", part) for part in _duties(world, state)]
    for label, parts in (("money", _money(world, state)), ("sanctions", _sanctions(world, state))):
        if parts:
            lines.append(_line(label, *parts))
    enemies = [words.state(world, int(e)) for e in np.flatnonzero(world.war[state])]
    if enemies:
        lines.append(Content.assemble(("at war    ", words.BAD), Content(" ").join(enemies)))
    return [Row(line) for line in lines]


def _line(label: str, *parts: Part) -> Content:
    return Content.assemble(f"{label:<10}", *parts)


def _government(world: World, state: int) -> list[Part]:
    since = int(world.regime[state])
    parts: list[Part] = [GOVERNMENTS[int(world.government[state])]]
    if since:
        parts.append((f" since {world.scenario.year + since - 1}", words.AMBER))
    if world.scenario.great[state]:
        parts.append(("  great power", words.DIM))
    return parts


def _shelter(world: World, state: int) -> list[Part]:
    """How much of its safety is lent by others' promises; the rest stands without them."""
    lent = int(world.cover[state])
    if not lent:
        return [("all its own", words.DIM)]
    hue = words.AMBER if lent >= world.rules.effort.sheltered else ""
    return [(f"{lent / 10:.0f}% by allies", hue), (f"  {100 - lent / 10:.0f}% stands alone", words.DIM)]


def _duties(world: World, state: int) -> list[Part]:
    need, have = tied(world, state), 1000 * int(world.effort[state, DIPLOMACY])
    if not need:
        return []
    hue = words.BAD if need > have else words.DIM
    return [(f"tie {need / 1000:.1f} of {have // 1000} diplomacy", hue)]


def _money(world: World, state: int) -> list[Part]:
    return [
        (f"{name} {amount:+d}  ", words.GOOD if amount > 0 else words.BAD)
        for name, amount in affairs.money(world, state).items()
    ]


def _sanctions(world: World, state: int) -> list[Part]:
    parts: list[Part] = []
    for label, mask in (("by ", world.sanction[:, state] > 0), ("on ", world.sanction[state] > 0)):
        names = [words.state(world, int(s)) for s in np.flatnonzero(mask)]
        if names:
            parts += [(label, words.BAD if label == "by " else words.DIM), Content(" ").join(names), "  "]
    return parts
