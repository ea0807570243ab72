"""The campaign: attacks where the odds hold, the rest of the army where the table sees danger and prey."""

from __future__ import annotations

from dataclasses import dataclass, field

from hegemon.counsel.danger import danger
from hegemon.counsel.ground import Ground, attack, defence, survey
from hegemon.counsel.terms import land
from hegemon.counsel.weights import Weights
from hegemon.engine.battle import CROSSING
from hegemon.players.maximiser.sums import recorded
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Move, Option, Record, Term
from hegemon.world.relations import command
from hegemon.world.view import View

AIM = 2000  # per mille: the ratio of a rout, past which more men add nothing


@dataclass(slots=True)
class Assault:
    """One attack: what it takes. odds: per mille of attack against defence."""

    place: int
    odds: int
    moves: list[Move]


@dataclass(slots=True)
class Army:
    """The seat's points not yet ordered, by province, and what stays behind in each."""

    left: list[int]
    stay: list[int]
    ways: dict[int, list[tuple[int, ...]]] = field(default_factory=dict)

    def free(self, place: int) -> int:
        """Return the points that may leave a province."""
        return max(0, self.left[place] - self.stay[place])


def muster(view: View, plan: Intent, weights: Weights) -> Army:
    """Return the army with the part of each stack that stays: garrisons, and a reserve beside third parties."""
    g, me = survey(view), view.seat
    foes = view.known.war[me].tolist()
    keep = view.known.rules.war.garrison
    stay = [0] * len(g.mine)
    for p in g.stacks:
        points = g.mine[p]
        beside = hostile = 0
        for n in g.neighbours[p]:
            if g.open[n]:
                continue
            other = g.holder[n]
            if foes[other] or other == plan.target:
                hostile = max(hostile, g.foreign[n])
            else:
                beside = max(beside, g.foreign[n])
        least = keep if g.sovereign[p] != me else 0
        least = max(least, min(points, beside) * weights.war.reserve // 1000)
        stay[p] = max(least, min(points, hostile) * weights.war.reserve // 2000)
    return Army(left=list(g.mine), stay=stay)


def ways(g: Ground, army: Army, base: int, steps: int) -> list[tuple[int, ...]]:
    """Return paths of at most so many steps over open land that end at a base, shortest first, itself included."""
    if base not in army.ways:
        found: list[tuple[int, ...]] = [(base,)]
        seen = {base}
        edge = found
        for _ in range(steps):
            longer = []
            for path in edge:
                for n in g.neighbours[path[0]]:
                    if g.open[n] and n not in seen:
                        seen.add(n)
                        longer.append((n, *path))
            found = found + longer
            edge = longer
        army.ways[base] = [path for path in found if g.mine[path[0]]]
    return army.ways[base]


def assaults(view: View, foes: set[int], army: Army, weights: Weights) -> list[Assault]:
    """Return the attacks of this turn on land held by foes, best prize first, within command."""
    if not foes:
        return []
    g, world = survey(view), view.known
    worth = land(view).tolist()
    prizes = []
    for place, holder in enumerate(g.holder):
        if holder not in foes:
            continue
        if not any(g.open[n] for n in g.neighbours[place]):
            continue
        value = worth[place] + 1
        if g.sovereign[place] == view.seat:
            value += value // 2
        if place == world.capital[holder]:
            value += value // 2
        prizes.append((value, place))
    prizes.sort(key=lambda item: (-item[0] * 100 // (100 + g.stood[item[1]] // 50), item[1]))
    found: list[Assault] = []
    attacked: set[int] = set()
    left = command(world, view.seat)
    for _, place in prizes:
        if left == 0:
            break
        made = _gather(view, g, army, place, attacked, weights)
        if made is not None:
            found.append(made)
            attacked.add(place)
            left -= 1
    return found


def _gather(
    view: View, g: Ground, army: Army, place: int, attacked: set[int], weights: Weights
) -> Assault | None:
    """Return an attack with no more than it takes for a rout, None below the odds that are asked."""
    rule = view.known.rules.war
    need = defence(g, place, attacked, rule.support)
    bases = sorted((n for n in g.neighbours[place] if g.open[n]), key=lambda n: (g.border[n][place], n))
    force: dict[int, int] = {}
    taken: dict[tuple[int, ...], int] = {}
    used: dict[int, int] = {}
    for spill in (False, True):
        for base in bases:
            kind = g.border[base][place]
            room = rule.landing if kind == CROSSING else rule.frontage if kind == 1 else rule.frontage_thin
            if spill:
                room = 0 if kind == CROSSING else 4 * room
            for path in ways(g, army, base, rule.steps - 1):
                source = path[0]
                want = room - force.get(base, 0)
                points = min(army.free(source) - used.get(source, 0), want)
                if points <= 0:
                    continue
                force[base] = force.get(base, 0) + points
                taken[(*path, place)] = taken.get((*path, place), 0) + points
                used[source] = used.get(source, 0) + points
                if attack(g, view, force, place) * 1000 >= need * AIM and force[base] >= rule.garrison:
                    return _ordered(view, g, army, place, force, taken, need)
    if not force or attack(g, view, force, place) * 1000 < need * weights.war.odds:
        return None
    if sum(force.values()) < rule.garrison + 1:
        return None
    return _ordered(view, g, army, place, force, taken, need)


def _ordered(
    view: View, g: Ground, army: Army, place: int, force: dict[int, int], taken: dict[tuple[int, ...], int], need: int
) -> Assault:
    for path, points in taken.items():
        army.left[path[0]] -= points
    odds = attack(g, view, force, place) * 1000 // max(1, need)
    return Assault(place, min(odds, 9999), [Move(path, points) for path, points in taken.items()])


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
    for p in g.room:
        holder = g.holder[p]
        row = g.border[p]
        own = 1.0 if holder == me else 0.4
        asked = 0.0
        for n in g.neighbours[p]:
            other = g.holder[n]
            if g.open[n] or (holder != me and other not in foes):
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
    total, whole = sum(army.left), sum(need)
    if total == 0 or whole <= 0:
        return []
    each = total / whole
    lack = [n * each - x for n, x in zip(need, army.left, strict=True)]
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
        paths = _marches(g, source, rule.steps)
        for goal in sorted(paths, key=lambda p: (len(paths[p]), -lack[p], p)):
            points = min(spare, int(lack[goal] + 0.5))
            if points > 0:
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


def _marches(g: Ground, source: int, steps: int) -> dict[int, tuple[int, ...]]:
    paths: dict[int, tuple[int, ...]] = {}
    edge: list[tuple[int, ...]] = [(source,)]
    for _ in range(steps):
        longer = []
        for path in edge:
            for n in g.neighbours[path[-1]]:
                if g.open[n] and n != source and n not in paths:
                    paths[n] = (*path, n)
                    longer.append(paths[n])
        edge = longer
    return paths


def placement_record(view: View, found: list[Assault], marched: int) -> Record | None:
    """Return why the army attacks or stands: the land each attack should take, weighed by its odds."""
    if not found:
        return None
    worth = land(view).tolist()
    terms = []
    for assault in found:
        about = survey(view).holder[assault.place]
        terms.append(Term(f"{view.known.land.codes[assault.place]} at {assault.odds / 1000:.1f} to 1",
                          worth[assault.place] * min(assault.odds, 2000) // 2000, about))
    chosen = Option("attack", tuple(terms))
    return recorded(view, "placement", terms[0].about, chosen, (Option("stand"),), "odds below 1.4 to 1 on the ground")
