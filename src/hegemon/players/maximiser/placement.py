"""Placement: the rest of the army goes where the table sees danger and prey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import sub

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.danger import danger
from hegemon.counsel.ground import Ground, survey
from hegemon.counsel.roads import roads
from hegemon.players.maximiser.army import Army
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Move
from hegemon.world.view import View


def needs(view: View, plan: Intent, foes: set[int]) -> list[float]:
    """Return how much each province asks for troops, (P,): hostile neighbours by threat and by what is meant there."""
    g, me, world = survey(view), view.seat, view.known
    table = danger(view)
    power = max(1, int(world.power[me]))
    threat = table.threat[:, me].tolist()
    alarming = {term.about for term in plan.alarms}
    bound = table.position.pact[me].tolist()
    weight = [
        (0.3 if bound[i] else 1.0) + min(4.0, 200.0 * threat[i] / power)
        + 6.0 * (i in foes or i == plan.target) + 3.0 * (i in alarming)
        for i in range(world.states)
    ]  # fmt: skip
    need = [0.0] * len(g.mine)
    for p, near in g.shut.items():
        holder = g.holder[p]
        row = g.border[p]
        own = 1.0 if holder == me else 0.4
        asked = 0.0
        for n in near:
            other = g.holder[n]
            if holder != me and other not in foes:
                continue
            asked += weight[other] * (8.0 + 0.5 * min(g.foreign[n], 80)) * (0.15 if row[n] == CROSSING else 1.0)
        need[p] = own * asked
    whole = sum(need)
    capital = int(world.capital[me])
    if g.holder[capital] == me:
        need[capital] += 0.08 * whole + 1.0
    return need


def placement(view: View, plan: Intent, foes: set[int], army: Army) -> list[Move]:
    """Return marches that bring what is free nearer to where it is needed, in proportion to need."""
    g, rule = survey(view), view.known.rules.war
    stirred = bool(foes) or plan.target >= 0 or bool(plan.alarms)
    if not stirred and (view.turn - int(view.known.scenario.state_ids[view.seat])) % 2:
        return []
    need = needs(view, plan, foes)
    if not any(army.left):
        return []
    way = roads(view)
    lack = list(map(sub, _stationed(g, way.parts, view.seat, need, army.left, rule.landing), army.left))
    calm = 0.1 if stirred else 0.25
    wanting = [p for p in g.room if lack[p] >= 2.0]
    if not wanting:
        return []
    pull: list[int] = []
    moves: list[Move] = []
    garrison = rule.garrison
    sources = [p for p in g.stacks if lack[p] <= -3.0 and -lack[p] >= calm * army.left[p] and army.left[p]]
    for source in sorted(sources, key=lambda p: (lack[p], p)):
        kept = garrison if g.sovereign[source] != view.seat else 0
        spare = min(int(-lack[source]), army.left[source] - kept)
        paths = way.marches(source, rule.steps)
        short = [p for p in paths if lack[p] >= 0.5]
        for goal in sorted(short, key=lambda p: (len(paths[p]), -lack[p], p)):
            points = min(spare, int(lack[goal] + 0.5))
            if points <= 0:
                break
            moves.append(Move(paths[goal], points))
            lack[goal] -= points
            spare -= points
        if spare <= 2:
            continue
        pull = pull or _distances(g, wanting)
        if pull[source] < 99:
            far = min(paths, key=lambda p: (pull[p], p), default=source)
            if pull[far] < pull[source]:
                moves.append(Move(paths[far], spare))
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
        points, whole = sum(left[p] for p in part), sum(need[p] for p in part)
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
