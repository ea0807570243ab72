"""The ground as a seat sees it: who stands where and with what strength, by the engine's formulas, in plain lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import compress

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING, Geography
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.roads import roads
from hegemon.engine.battle import flank, front
from hegemon.world.fixed import Bools, Ints
from hegemon.world.relations import access, under_arms
from hegemon.world.rules import Warfare
from hegemon.world.view import View, stacked


class Ground(Struct, eq=False, gc=False):
    """Lists over P provinces, made to be walked; nobody changes them. What is asked of few provinces is no list.

    holder, sovereign: states. mine: the seat's points. open: where the seat may stand. foreign: points of who is no
    friend. stood: their strength, 100 a point at its best, ready as they would be if attacked this turn. held:
    percent that ground and forts give. room, shut, beyond, part, parts, unreached: where the seat may stand, as
    counsel.roads tells it; stacks: where it stands. punch: strength of one of the seat's points in attack, hundredths.
    by_land: the neighbours that no sea parts from a province.
    """

    holder: list[int]
    sovereign: list[int]
    mine: list[int]
    open: list[bool]
    foreign: list[int]
    stood: Sequence[int]
    held: list[int]
    punch: int
    room: list[int]
    stacks: list[int]
    shut: dict[int, list[int]]
    beyond: tuple[int, ...]
    part: list[int]
    parts: int
    unreached: list[int]
    neighbours: tuple[tuple[int, ...], ...]
    by_land: list[list[int]]
    border: list[list[int]]


class Common(Struct, eq=False, gc=False):
    """The ground of all seats: what everybody knows of it, and by seat what Ground calls by the same names.

    troops: points as each seat sees them, (N, S, P), in floats, of which numpy has quick products; they stay whole.
    friends: on whose land each may stand, (N, S).
    """

    holder: list[int]
    sovereign: list[int]
    held: list[int]
    mine: Ints
    open: Bools
    foreign: Ints
    stood: Ints
    punch: list[int]
    troops: NDArray[np.float64]
    friends: list[list[bool]]


@once_a_group
def common_ground(views: tuple[View, ...]) -> Common:
    """Return the ground of seats of one world."""
    world, rule = views[0].known, views[0].known.rules.war
    holder = world.controller
    ready = np.where((world.mobilised > 0) & (world.mobilised < world.turn), rule.ready, rule.ready_soon)
    may = np.array([access(view.known)[view.seat] for view in views])
    # Points and strength of who is no friend, as products of matrices.
    weight = np.empty((len(views), 2, len(world.quality)))
    weight[:, 0] = ~may
    np.multiply(weight[:, 0], world.quality * ready // 100, out=weight[:, 1])
    points = stacked(views, "troops")
    troops, seats = points.astype(np.float64), [view.seat for view in views]
    others = (weight @ troops).astype(np.int64)
    return Common(
        holder=holder.tolist(),
        sovereign=world.sovereign.tolist(),
        held=_held(world.scenario.terrain, world.fort, rule).tolist(),
        mine=points[np.arange(len(views)), seats],
        open=may.take(holder, axis=1),
        foreign=others[:, 0],
        stood=others[:, 1] // 100,
        punch=[
            world.quality.item(me) * (rule.ready if under_arms(world, me) else rule.ready_peace) // 10_000
            for me in seats
        ],
        troops=troops,
        friends=may.tolist(),
    )


def _held(terrain: Ints, fort: Ints, rule: Warfare) -> Ints:
    """Return the percent that ground and forts give each province, (P,)."""
    held: Ints = np.asarray(rule.ground, np.int64)[terrain] + rule.fort * fort
    return held


@once_a_view
def survey(view: View) -> Ground:
    """Return the ground of a view."""
    common, at = common_ground(view)
    land, room, mine = view.known.land, common.open[at], common.mine[at].tolist()
    ways = roads(land, room.tobytes())
    return Ground(
        holder=common.holder,
        sovereign=common.sovereign,
        mine=mine,
        open=ways.open,
        foreign=common.foreign[at].tolist(),
        stood=common.stood[at].data,
        held=common.held,
        punch=common.punch[at],
        room=ways.room,
        stacks=list(compress(range(len(mine)), mine)),
        shut=ways.shut,
        beyond=ways.beyond,
        part=ways.part,
        parts=ways.parts,
        unreached=ways.unreached,
        neighbours=land.neighbours,
        by_land=_by_land(land),
        border=_borders(land),
    )


@lru_cache(maxsize=4)
def _by_land(land: Geography) -> list[list[int]]:
    """Return the neighbours of each province that no sea parts from it, ascending."""
    rows = zip(land.neighbours, _borders(land), strict=True)
    return [[n for n in near if row[n] != CROSSING] for near, row in rows]


@lru_cache(maxsize=4)
def _borders(land: Geography) -> list[list[int]]:
    rows: list[list[int]] = land.border.tolist()
    return rows


def defence(g: Ground, place: int, attacked: Collection[int], support: int) -> int:
    """Return the strength that meets an attack on a province, ground included, hundredths of a point.

    attacked: provinces under attack this turn, which lend nothing. support: friends lend one in so many.
    """
    stack = g.stood[place]
    return (stack + min(lent(g, g.stood, place, attacked, support), stack)) * g.held[place] // 100


def lent(g: Ground, stood: Sequence[int], place: int, attacked: Collection[int], support: int) -> int:
    """Return what unattacked neighbours lend a battle, by the strength that stands in each province."""
    return sum([stood[n] // support for n in g.by_land[place] if n not in attacked])


def attack(g: Ground, view: View, force: dict[int, int], place: int) -> int:
    """Return the strength of the seat's points by base against a province, flanks included, hundredths of a point."""
    rule, seat, total, corps = view.known.rules.war, view.seat, 0, 0
    for base, points in force.items():
        kind = g.border[base][place]
        part = front(points, kind, rule) * g.punch
        if kind == CROSSING:
            part = part * rule.landing_strength // 100
        if g.holder[base] == seat != g.sovereign[base]:
            part = part * rule.supply[1] // 100
        total += part
        corps += points >= rule.corps
    return total * flank(corps, rule) // 100
