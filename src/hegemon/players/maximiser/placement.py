"""Placement: the rest of the army goes where the table sees danger and prey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import sub

import numpy as np

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.danger import dangers
from hegemon.counsel.ground import Ground, survey
from hegemon.counsel.memory import once_a_group
from hegemon.counsel.position import Floats
from hegemon.counsel.roads import parts, path, ways
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Move
from hegemon.world.view import View


def needs(view: View, plan: Intent, foes: set[int]) -> list[float]:
    """Return how much each province asks for troops, (P,): hostile neighbours by threat and by what is meant there."""
    g, me, world = survey(view), view.seat, view.known
    found, at = _weights(view)
    weight: list[float] = found[at].tolist()
    for other in {*foes, plan.target} - {-1}:
        weight[other] += 6.0
    for other in {term.about for term in plan.alarms}:
        weight[other] += 3.0
    need = [0.0] * len(g.mine)
    holder, foreign = g.holder, g.foreign
    for p, near in g.shut.items():
        row, own = g.border[p], holder[p] == me
        asked = 0.0
        for n in near:
            other = holder[n]
            if own or other in foes:
                there = foreign[n]
                part = weight[other] * (8.0 + 0.5 * there if there < 80 else 48.0)
                asked += 0.15 * part if row[n] == CROSSING else part
        need[p] = asked if own else 0.4 * asked
    capital = int(world.capital[me])
    if holder[capital] == me:
        need[capital] += 0.08 * sum(need) + 1.0
    return need


@once_a_group
def _weights(views: tuple[View, ...]) -> Floats:
    """Return how far each state's land asks for troops beside it, by seat, (N, S): by its threat, less if bound."""
    table, n, me = dangers(views[0])[0], range(len(views)), [view.seat for view in views]
    power = np.maximum(1, np.array([view.known.power[view.seat] for view in views]))
    bound = np.where(table.position.pact[n, me], 0.3, 1.0)
    found: Floats = bound + np.minimum(4.0, 200.0 * table.threat[n, :, me] / power[:, None])
    return found


def idle(view: View, plan: Intent, foes: set[int]) -> bool:
    """Return whether the army stays where it is this turn: it is looked after every other turn, in calm every third."""
    if foes or plan.target >= 0:
        return False
    return bool((view.turn - view.known.scenario.state_ids.item(view.seat)) % (2 if plan.alarms else 3))


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
