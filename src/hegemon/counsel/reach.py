"""Reach: the land that a seat's men could take at most, so that few attacks are weighed in full.

Whoever stands near a base counts as coming to it, through whatever land and to several bases at once: too much rather
than too little, but for the room of each border, which is as battle has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from hegemon.atlas.geography import CROSSING, OPEN, THIN, Geography
from hegemon.counsel.ground import common_ground, defence, survey
from hegemon.engine.battle import flank, front
from hegemon.world.rules import Warfare
from hegemon.world.view import View

BROAD = 4  # times its room: men beyond that find no place on a border by land


def room(kind: int, rule: Warfare) -> tuple[int, int]:
    """Return the points that fight over a border in full, or can land, and those beyond which none fight at all."""
    if kind == CROSSING:
        return rule.landing, rule.landing
    full = rule.frontage if kind == OPEN else rule.frontage_thin
    return full, BROAD * full


def arriving(kind: int, rule: Warfare) -> int:
    """Return the percent of strength that arrives over a border."""
    return rule.landing_strength if kind == CROSSING else 100


def assailable(view: View, foes: Collection[int], least: int) -> dict[int, int]:
    """Return the land of foes that a seat's men could take, ascending, and the strength that meets them there.

    least: percent of what meets them that they must bring to have a chance. A foe may be a friend until it is attacked.
    """
    g, rule = survey(view), view.known.rules.war
    near_to, bears = around(view.known.land, rule.steps - 1), _bears(rule)
    holder, passable, mine, most = g.holder, g.open, g.mine, len(bears[OPEN]) - 1
    targets: Iterable[int] = g.beyond
    common, at = common_ground(view)
    friends = common.friends[at]
    if any(map(friends.__getitem__, foes)):
        targets = range(len(holder))
    found, bases = {}, approaches(view.known.land)
    near: dict[int, int] = {}  # the seat's points that stand no further from a base than a march less its last step
    for place in targets:
        if holder[place] not in foes:
            continue
        strength = corps = 0
        for kind, base in bases[place]:
            if passable[base]:
                points = near.get(base, -1)
                if points < 0:
                    points = near[base] = sum(map(mine.__getitem__, near_to[base]))
                strength += bears[kind][points if points < most else most]
                corps += points >= rule.corps
        come = strength * g.punch * flank(corps, rule)
        if come > g.stood[place] * g.held[place] // 100 * least * 100:  # if nobody lent it anything
            met = defence(g, place, (), rule.support)
            if come > met * least * 100:
                found[place] = met
    return found


@lru_cache(maxsize=4)
def approaches(land: Geography) -> list[list[tuple[int, int]]]:
    """Return from where each province can be attacked: kinds of border and the neighbours behind them, ascending."""
    border = land.border.tolist()
    return [sorted([(row[n], n) for n in near]) for row, near in zip(border, land.neighbours, strict=True)]


@lru_cache(maxsize=4)
def around(land: Geography, steps: int) -> list[list[int]]:
    """Return the provinces no more than so many borders from each, itself among them."""
    # Sets and not a product of matrices: to wake the threads that multiply those costs more than the walk.
    beside = [{place, *near} for place, near in enumerate(land.neighbours)]
    found = beside if steps else [{place} for place in range(len(beside))]
    for _ in range(steps - 1):
        found = [set().union(*[beside[n] for n in near]) for near in found]
    return [sorted(near) for near in found]


@lru_cache(maxsize=4)
def _bears(rule: Warfare) -> list[list[int]]:
    """Return what so many points at a base count for, hundredths of a point, by kind of border."""
    most = max(room(kind, rule)[1] for kind in (OPEN, THIN, CROSSING))
    rows: list[list[int]] = [[] for _ in range(1 + max(OPEN, THIN, CROSSING))]
    for kind in (OPEN, THIN, CROSSING):
        room_there, part = room(kind, rule)[1], arriving(kind, rule)
        rows[kind] = [front(min(points, room_there), kind, rule) * part for points in range(most + 1)]
    return rows
