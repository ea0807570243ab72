"""The ground as a seat sees it: who stands where and with what strength, by the engine's formulas, in plain lists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING, Geography
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.engine.battle import flank, front
from hegemon.world.fixed import Bools, Ints
from hegemon.world.relations import access, under_arms
from hegemon.world.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Lists over P provinces, made to be walked.

    holder, sovereign: states. mine: the seat's points. open: where the seat may stand. foreign: points of who is no
    friend. stood: their strength, 100 a point at its best, ready as they would be if attacked this turn. held:
    percent that ground and forts give. room: where the seat may stand, stacks: where it stands. shut: the neighbours
    where it may not stand, by province of room that has any. punch: strength of one of the seat's points in attack,
    hundredths.
    """

    holder: list[int]
    sovereign: list[int]
    mine: list[int]
    open: list[bool]
    foreign: list[int]
    stood: list[int]
    held: list[int]
    punch: int
    room: list[int]
    stacks: list[int]
    shut: dict[int, list[int]]
    neighbours: tuple[tuple[int, ...], ...]
    border: list[list[int]]


class _Common(NamedTuple):
    """The ground of all seats: what everybody knows of it, and by seat the lists of Ground of the same names."""

    holder: list[int]
    sovereign: list[int]
    held: list[int]
    mine: list[list[int]]
    open: list[list[bool]]
    foreign: list[list[int]]
    stood: list[list[int]]
    shut: list[dict[int, list[int]]]
    room: Bools
    crowd: Ints


@once_a_group
def _common(views: tuple[View, ...]) -> _Common:
    world, rule = views[0].known, views[0].known.rules.war
    holder = world.controller
    ready = np.where((world.mobilised > 0) & (world.mobilised < world.turn), rule.ready, rule.ready_soon)
    held = np.asarray(rule.ground, np.int64)[world.scenario.terrain] + rule.fort * world.fort
    may = np.array([access(view.known)[view.seat] for view in views])
    room = may.take(holder, axis=1)
    # Points and strength of who is no friend, as products of matrices: numbers of this size are whole in floats too.
    weight = np.empty((len(views), 2, len(world.quality)))
    weight[:, 0] = ~may
    np.multiply(weight[:, 0], world.quality * ready // 100, out=weight[:, 1])
    others = (weight @ np.array([view.known.troops for view in views], np.float64)).astype(np.int64)
    return _Common(
        holder=holder.tolist(),
        sovereign=world.sovereign.tolist(),
        held=held.tolist(),
        mine=[view.known.troops[view.seat].tolist() for view in views],
        open=room.tolist(),
        foreign=others[:, 0].tolist(),
        stood=(others[:, 1] // 100).tolist(),
        shut=_shut(world.land, room),
        room=room,
        crowd=others[:, 0],
    )


def _shut(land: Geography, room: Bools) -> list[dict[int, list[int]]]:
    """Return the neighbours that are not open of each province that is, by seat. room: (K, P) what is open to each."""
    here, there = _sides(land)
    found: list[dict[int, list[int]]] = [{} for _ in room]
    rows, edges = (room.take(here, axis=1) & ~room.take(there, axis=1)).nonzero()
    if not len(rows):
        return found
    inside, outside = here.take(edges), there.take(edges).tolist()
    place = rows * room.shape[1] + inside
    first = np.concatenate(([0], np.flatnonzero(np.diff(place)) + 1))
    last = [*first[1:].tolist(), len(outside)]
    for row, p, start, end in zip(rows[first].tolist(), inside[first].tolist(), first.tolist(), last, strict=True):
        found[row][p] = outside[start:end]
    return found


@lru_cache(maxsize=4)
def _sides(land: Geography) -> tuple[Ints, Ints]:
    """Return the two sides of every border, seen from either: by province, then in the order of its neighbours."""
    pairs = [(here, there) for here, near in enumerate(land.neighbours) for there in near]
    sides = np.array(pairs, np.int64).reshape(-1, 2)
    return sides[:, 0].copy(), sides[:, 1].copy()


@once_a_view
def survey(view: View) -> Ground:
    """Return the ground of a view."""
    world, me, rule = view.known, view.seat, view.known.rules.war
    common, at = _common(view)
    mine, room = common.mine[at], common.open[at]
    return Ground(
        holder=common.holder,
        sovereign=common.sovereign,
        mine=mine,
        open=room,
        foreign=common.foreign[at],
        stood=common.stood[at],
        held=common.held,
        punch=world.quality.item(me) * (rule.ready if under_arms(world, me) else rule.ready_peace) // 10_000,
        room=list(compress(range(len(room)), room)),
        stacks=list(compress(range(len(mine)), mine)),
        shut=common.shut[at],
        neighbours=world.land.neighbours,
        border=_borders(world.land),
    )


class Faced(NamedTuple):
    """What stands beyond each border that is closed to any of several seats. here, there: its sides, (E,).

    closed: whether it leads from where the seat may stand to where it may not; crowd: the points of who is no friend
    beyond it; (N, E). sea: whether it is a crossing.
    """

    here: Ints
    there: Ints
    closed: Bools
    crowd: Ints
    sea: Bools


@once_a_group
def faced(views: tuple[View, ...]) -> Faced:
    """Return what stands beyond the borders that are closed to the seats of some views."""
    common, land = _common(views[0])[0], views[0].known.land
    here, there = _sides(land)
    closed = common.room.take(here, axis=1) & ~common.room.take(there, axis=1)
    some = np.flatnonzero(closed.any(axis=0))
    here, there, closed = here[some], there[some], closed[:, some]
    return Faced(here, there, closed, common.crowd.take(there, axis=1), land.border[here, there] == CROSSING)


def reach(view: View) -> list[int]:
    """Return the seat's points that stand no further than a march from each province, (P,), open or not."""
    found, at = _reaches(view)
    return found[at]


@once_a_group
def _reaches(views: tuple[View, ...]) -> list[list[int]]:
    mine = np.array([view.known.troops[view.seat] for view in views], np.float32)
    near = _within(views[0].known.land, views[0].known.rules.war.steps)
    found: list[list[int]] = (mine @ near).astype(np.int64).tolist()
    return found


@lru_cache(maxsize=4)
def _within(land: Geography, steps: int) -> NDArray[np.float32]:
    """Return 1 for each two provinces no more than so many borders apart, (P, P)."""
    near = (land.border > 0).astype(np.float32)
    found = np.eye(len(near), dtype=np.float32)
    for _ in range(steps):
        found = np.minimum(found + found @ near, 1.0)
    return found


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


def lent(g: Ground, stood: list[int], place: int, attacked: Collection[int], support: int) -> int:
    """Return what unattacked neighbours lend a battle, by the strength that stands in each province."""
    row = g.border[place]
    return sum([stood[n] // support for n in g.neighbours[place] if n not in attacked and row[n] != CROSSING])


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
