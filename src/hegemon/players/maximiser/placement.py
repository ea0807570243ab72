"""Placement: the rest of the army goes where the table sees danger and prey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import sub
from typing import NamedTuple

import numpy as np

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.danger import dangers
from hegemon.counsel.ground import Ground, faced, survey
from hegemon.counsel.memory import once_a_group
from hegemon.counsel.position import Floats
from hegemon.counsel.roads import parts, path, ways
from hegemon.players.maximiser.cadence import due
from hegemon.players.maximiser.war import Intent
from hegemon.world.fixed import Ints
from hegemon.world.orders import Move
from hegemon.world.view import View


def needs(view: View, plan: Intent, foes: set[int]) -> list[float]:
    """Return how much each province asks for troops, (P,): hostile neighbours by threat and by what is meant there."""
    me, world, states = view.seat, view.known, view.known.states
    (weights, asked, pairs, here), at = _asked(view)
    weight = weights[at].copy()
    hated = [*foes, plan.target] if plan.target >= 0 and plan.target not in foes else list(foes)
    if hated:
        weight[hated] += 6.0
    if plan.alarms:
        weight[list({term.about for term in plan.alarms})] += 3.0
    friends = np.zeros(states)  # on the land of friends troops are asked for against foes alone
    if foes:
        friends[list(foes)] = 0.4 * weight[list(foes)]
    each = np.concatenate((weight, friends))[pairs[at]]
    each *= asked[at]
    need: list[float] = np.bincount(here, each, world.provinces).tolist()
    capital = int(world.capital[me])
    if world.controller[capital] == me:
        need[capital] += 0.08 * sum(need) + 1.0
    return need


class _Asked(NamedTuple):
    """What borders ask for, by seat. weights: by the state beyond, (N, S). asked: by border, (N, E), 0 if it is open.

    pairs: the state beyond, that many more on land that is not the seat's, (N, E). here: the side it is asked on, (E,).
    """

    weights: Floats
    asked: Floats
    pairs: Ints
    here: Ints


@once_a_group
def _asked(views: tuple[View, ...]) -> _Asked:
    """Return what borders ask for by the threat of the state beyond, less if it is bound, and by what stands there."""
    world, found = views[0].known, faced(views[0])[0]
    table, n, me = dangers(views[0])[0], np.arange(len(views)), np.array([view.seat for view in views])
    power = np.maximum(1, np.array([view.known.power[view.seat] for view in views]))
    weights = np.where(table.position.pact[n, me], 0.3, 1.0)
    weights += np.minimum(4.0, 200.0 * table.threat[n, :, me] / power[:, None])
    asked = np.minimum(found.crowd, 80) * 0.5
    asked += 8.0
    asked *= found.closed * np.where(found.sea, 0.15, 1.0)
    holder = world.controller
    pairs = holder.take(found.there) + world.states * (holder.take(found.here) != me[:, None])
    return _Asked(weights, asked, pairs, found.here)


def idle(view: View, plan: Intent, foes: set[int], attacks: bool) -> bool:
    """Return whether the army stays where it is this turn.

    It is looked after whenever it attacks or is to attack, else every other turn, and in calm every third.
    """
    if attacks or plan.target >= 0:
        return False
    every = 2 if foes or plan.alarms else 3
    return not due(view, every)


def placement(view: View, plan: Intent, foes: set[int], left: list[int]) -> list[Move]:
    """Return marches that bring what is free nearer to where it is needed, in proportion to need.

    left: the seat's points not yet ordered, by province.
    """
    g, rule = survey(view), view.known.rules.war
    need = needs(view, plan, foes)
    if not any(left):
        return []
    lack = list(map(sub, _stationed(g, parts(view), view.seat, need, left, rule.landing), left))
    calm = 0.1 if foes or plan.target >= 0 or plan.alarms else 0.25
    wanting = [p for p in g.room if lack[p] >= 2.0]
    if not wanting:
        return []
    pull: list[int] = []
    moves: list[Move] = []
    sources = [p for p in g.stacks if lack[p] <= -3.0 and -lack[p] >= calm * left[p] and left[p]]
    for source in sorted(sources, key=lambda p: (lack[p], p)):
        kept = rule.garrison if g.sovereign[source] != view.seat else 0
        spare = min(int(-lack[source]), left[source] - kept)
        way = ways(g, source, rule.steps)
        short = [p for p in way if lack[p] >= 0.5]
        for goal in sorted(short, key=lambda p: (way[p][0], -lack[p], p)):
            points = min(spare, int(lack[goal] + 0.5))
            if points <= 0:
                break
            moves.append(Move(path(way, goal), points))
            lack[goal] -= points
            spare -= points
        if spare <= 2:
            continue
        pull = pull or _distances(g, wanting)
        if pull[source] < 99:
            far = min(way, key=lambda p: (pull[p], p), default=source)
            if pull[far] < pull[source]:
                moves.append(Move(path(way, far), spare))
                lack[far] -= spare
    return moves


def _stationed(
    g: Ground, parts: Iterable[Sequence[int]], seat: int, need: list[float], left: list[int], landing: int
) -> list[float]:
    """Return the points wanted in each province, (P,): by need, among what can march there.

    A shore wants no more than its crossings can use; what that leaves over is spread over the seat's own land.
    parts: of land that a march connects. landing: points that one crossing carries.
    """
    wanted = [0.0] * len(need)
    for part in parts:
        points, whole = sum([left[p] for p in part]), sum([need[p] for p in part])
        if not points:
            continue
        over = float(points) if whole <= 0 else 0.0
        for p in part:
            wanted[p] = points * need[p] / whole if whole > 0 else 0.0
            if wanted[p] <= 2.0 * landing:
                continue
            faced = [g.border[p][n] for n in g.shut.get(p, ())]
            most = 2.0 * landing * len(faced)
            if faced and all(kind == CROSSING for kind in faced) and wanted[p] > most:
                over += wanted[p] - most
                wanted[p] = most
        if over:
            home = [p for p in part if g.sovereign[p] == seat == g.holder[p]] or part
            for p in home:
                wanted[p] += over / len(home)
    return wanted


def _distances(g: Ground, goals: list[int]) -> list[int]:
    far = [99] * len(g.open)
    edge = goals
    for p in edge:
        far[p] = 0
    step = 0
    while edge:
        step += 1
        longer = []
        for p in edge:
            for n in g.neighbours[p]:
                if g.open[n] and far[n] > step:
                    far[n] = step
                    longer.append(n)
        edge = longer
    return far
