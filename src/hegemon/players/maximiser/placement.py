"""Placement: the rest of the army goes where the table sees danger and prey."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import fsum

import numpy as np

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.danger import dangers
from hegemon.counsel.ground import Ground, survey
from hegemon.counsel.memory import once_a_group
from hegemon.players.maximiser.cadence import due
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Move
from hegemon.world.view import View

SPARE, SHORT = 4, 3  # points too many that are worth a march, and too few that are worth one there
LOOKS = 2  # times that the way to what lacks troops is looked for in a turn


def needs(view: View, plan: Intent, foes: set[int]) -> dict[int, float]:
    """Return how much provinces ask for troops: by the threat of the state beyond a border and what stands there.

    Borders are asked about from the land where the seat may stand. A friend's ask against foes alone.
    """
    g, me = survey(view), view.seat
    weights, at = _weights(view)
    weight = list(weights[at])
    for hated in {*foes, plan.target} if plan.target >= 0 else foes:
        weight[hated] += 6.0
    for stirred in {term.about for term in plan.alarms}:
        weight[stirred] += 3.0
    holder, crowd, border = g.holder, g.foreign, g.border
    need: dict[int, float] = {}
    for p, beyond in g.shut.items():
        own = holder[p] == me
        if not own and not foes:
            continue
        row, asked = border[p], 0.0
        for n in beyond:
            state = holder[n]
            if own or state in foes:
                stands = crowd[n]
                each = weight[state] * (8.0 + 0.5 * (stands if stands < 80 else 80))
                asked += 0.15 * each if row[n] == CROSSING else each
        if asked:
            need[p] = asked if own else 0.4 * asked
    capital = view.known.capital.item(me)
    if holder[capital] == me:
        need[capital] = need.get(capital, 0.0) + 0.08 * fsum(need.values()) + 1.0
    return need


@once_a_group
def _weights(views: tuple[View, ...]) -> list[list[float]]:
    """Return how much a border with each state asks for troops, by its threat, less if it is bound; (N, S)."""
    table, n, me = dangers(views[0])[0], np.arange(len(views)), np.array([view.seat for view in views])
    power = np.maximum(1, np.array([view.known.power[view.seat] for view in views]))
    weights = np.where(table.position.pact[n, me], 0.3, 1.0)
    weights += np.minimum(4.0, 200.0 * table.threat[n, :, me] / power[:, None])
    found: list[list[float]] = weights.tolist()
    return found


def idle(view: View, plan: Intent, foes: set[int], attacks: bool) -> bool:
    """Return whether the army stays where it is this turn.

    It is looked after whenever it attacks or is to attack, else every other turn, and in calm every third.
    """
    if attacks or plan.target >= 0:
        return False
    every = 2 if foes or plan.alarms else 3
    return not due(view, every)


def placement(view: View, plan: Intent, foes: set[int], left: Sequence[int]) -> list[Move]:
    """Return marches that bring what is free to the nearest land that needs it, in proportion to need.

    left: the seat's points not yet ordered, by province.
    """
    g, rule, me = survey(view), view.known.rules.war, view.seat
    stands = {p: left[p] for p in g.stacks if left[p] and g.open[p]}
    lack = stationed(g, me, needs(view, plan, foes), stands, rule.landing)
    for p, points in stands.items():
        lack[p] = lack.get(p, 0.0) - points
    calm = 0.1 if foes or plan.target >= 0 or plan.alarms else 0.25
    sources = sorted([
        (short, p) for p, points in stands.items() if (short := lack[p]) <= -SPARE and -short >= calm * points
    ])  # fmt: skip
    goals = [p for p, short in lack.items() if short >= SHORT]
    if not goals or not sources:
        return []
    moves: list[Move] = []
    away = [source for _, source in sources]
    far, looked = distances(g, goals, away), 1
    for more, source in sources:
        spare = min(int(-more), stands[source] - (rule.garrison if g.sovereign[source] != me else 0))
        way = downhill(g, far, source, rule.steps)
        while spare >= SHORT and way[-1] != source:
            goal = way[-1]
            if not far[goal] and lack[goal] < SHORT:
                # It has what it lacks by now: once more the rest is looked for, and what is left then waits.
                goals = [p for p in goals if lack[p] >= SHORT]
                if looked == LOOKS or not goals:
                    break
                far, looked = distances(g, goals, away), looked + 1
                way = downhill(g, far, source, rule.steps)
                continue
            points = spare if far[goal] else min(spare, int(lack[goal] + 0.5))
            moves.append(Move(way, points))
            lack[goal] = lack.get(goal, 0.0) - points
            spare -= points
    return moves


def stationed(
    g: Ground, seat: int, need: Mapping[int, float], left: Mapping[int, int], landing: int
) -> dict[int, float]:
    """Return the points wanted by province: by need, of what can march there.

    A shore wants no more than its crossings can use; what that leaves over is spread over the seat's own land. left:
    points by province. landing: points that one crossing carries.
    """
    parts, count = g.part, g.parts
    points, whole, over = [0] * count, [0.0] * count, [0.0] * count
    for p, here in left.items():
        points[parts[p]] += here
    for p, asked in need.items():
        whole[parts[p]] += asked
    wanted, each = {}, 2.0 * landing
    for p, asked in need.items():
        part = parts[p]
        want = points[part] * asked / whole[part]
        if want > each and p in g.shut and all(g.border[p][n] == CROSSING for n in g.shut[p]):
            most = each * len(g.shut[p])
            over[part] += max(0.0, want - most)
            want = min(want, most)
        wanted[p] = want
    for part, more in enumerate(over):
        if more:
            home = [p for p in g.room if parts[p] == part and g.sovereign[p] == seat == g.holder[p]]
            for p in home:
                wanted[p] = wanted.get(p, 0.0) + more / len(home)
    for p in left:
        if not whole[parts[p]]:
            wanted[p] = float(left[p])  # nothing to march to
    return wanted


def distances(g: Ground, goals: Sequence[int], sources: Collection[int] = ()) -> list[int]:
    """Return how many marches over land open to the seat each province is from the nearest goal, (P,).

    99 is too many; land that is not open has -1. sources: from where alone the way is asked, so that what lies
    further than all of them may be left at 99.
    """
    far, neighbours = list(g.unreached), g.neighbours
    edge = goals
    for p in edge:
        far[p] = 0
    step = 0
    while edge:
        if sources and max(map(far.__getitem__, sources)) < 99:
            break
        step += 1
        longer = []
        for p in edge:
            for n in neighbours[p]:
                if far[n] > step:
                    far[n] = step
                    longer.append(n)
        edge = longer
    return far


def downhill(g: Ground, far: Sequence[int], source: int, steps: int) -> tuple[int, ...]:
    """Return the march of at most so many steps that brings a stack nearest to a goal. far: as distances returns it."""
    way = [source]
    here = far[source]
    if here < 99:
        while here and len(way) <= steps:
            here -= 1
            for n in g.neighbours[way[-1]]:
                if far[n] == here:
                    way.append(n)
                    break
    return tuple(way)
