"""Map modes about what we can do and what we know: supply and reach of our armies, and how sure we are of others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegemon.engine.supply import supplied
from hegemon.tui.map.colouring import NEUTRAL, coloured
from hegemon.tui.map.scene import LegendLine
from hegemon.tui.marches import marches
from hegemon.world.relations import access
from hegemon.world.view import errors_of

if TYPE_CHECKING:
    from hegemon.tui.map.scene import Scene
    from hegemon.world.view import View

SUPPLY = ("#1fa774", "#c9a24a", "#e0653a", "#7d3a46")
SURE = ("#1fa774", "#7fb069", "#c9a24a", "#e0653a")
WIDTHS = (0, 200, 400)  # per mille of a state's arms between what we think least and most; wider is the last


def supply(view: View) -> Scene:
    """How well our forces would be supplied on each province, and how many points could march there this turn."""
    world, me = view.known, view.seat
    levels = world.rules.war.supply
    found = supplied(world, me, access(world))
    slot = {level: min(number, len(SUPPLY) - 1) for number, level in reversed(tuple(enumerate(levels)))}
    tint = np.array([slot[level] for level in found], dtype=np.int64)
    able = world.troops[me].copy()
    for base in np.flatnonzero(world.troops[me]).tolist():
        for target in marches(view, base):
            able[target] += int(world.troops[me, base])
    texts = tuple(f"{points}" if points else "" for points in able.tolist())
    legend = [LegendLine("■", slot[level], f"{level}%") for level in sorted(slot, reverse=True)]
    legend.append(LegendLine("9", slot[levels[0]], "points in reach"))
    return coloured(
        view, tint, SUPPLY, ("█", "▓", "▒", "░"), title="Supply and reach", legend=tuple(legend), texts=texts,
        text_slot=tint, stripes=False,
    )  # fmt: skip


def intelligence(view: View) -> Scene:
    """How sure we are of the arms of who owns each province; what our armies see is exact."""
    world, me = view.known, view.seat
    low, high = view.low.sum(axis=1), view.high.sum(axis=1)
    width = 1000 * (high - low) // np.maximum((high + low) // 2, 1)
    sure = np.searchsorted(WIDTHS, width, side="left").astype(np.int64)
    tint = sure[world.sovereign]
    tint[view.seen] = 0
    others = np.arange(world.states) != me
    least, most = view.low[others].sum(axis=0).tolist(), view.high[others].sum(axis=0).tolist()
    texts = tuple(
        "" if not b else f"{a}" if a == b else f"{a}-{b}" for a, b in zip(least, most, strict=True)
    )
    names = ("exact", "±10%", "±20%", "wider")
    legend = tuple(LegendLine("■", number, name) for number, name in enumerate(names))
    error = errors_of(world, me)[0]
    title = f"How sure are we?  out of sight ±{error}%" if world.rules.view.fog else "Nothing is hidden"
    return coloured(
        view, tint, (*SURE, NEUTRAL), ("█", "▓", "▒", "░", "·"), title=title, legend=legend, texts=texts,
        text_slot=tint, stripes=False,
    )  # fmt: skip
