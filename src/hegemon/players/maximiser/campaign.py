"""The campaign: what of the army may leave, and attacks where the odds hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.ground import Ground, attack, defence, survey
from hegemon.counsel.terms import land
from hegemon.players.maximiser.mind import Mind
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


def muster(view: View, plan: Intent, mind: Mind) -> Army:
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
        least = max(least, min(points, beside) * mind.weights.war.reserve // 1000)
        stay[p] = max(least, min(points, hostile) * mind.weights.war.reserve // 2000)
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


def assaults(view: View, foes: set[int], army: Army, mind: Mind) -> list[Assault]:
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
        made = _gather(view, g, army, place, attacked, mind)
        if made is not None:
            found.append(made)
            attacked.add(place)
            left -= 1
    return found


def _gather(
    view: View, g: Ground, army: Army, place: int, attacked: set[int], mind: Mind
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
    if not force or attack(g, view, force, place) * 1000 < need * mind.weights.war.odds:
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


def assault_record(view: View, found: list[Assault]) -> Record | None:
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
    return recorded(view, "placement", terms[0].about, chosen, (Option("stand"),))
