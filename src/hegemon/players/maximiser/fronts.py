"""Fronts: the land that can be attacked, from where, and what all men near it could do at most.

Most attacks that could be thought of cannot win or cannot pay, and a few sums that are never too low tell which.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from hegemon.atlas.geography import CROSSING, OPEN
from hegemon.counsel.ground import Ground, assailable, defence, survey
from hegemon.counsel.marches import falls, levy
from hegemon.engine.battle import flank, front, lost
from hegemon.players.maximiser.army import Army
from hegemon.players.maximiser.mind import Mind
from hegemon.world.relations import access
from hegemon.world.rules import Warfare
from hegemon.world.view import View

Path = tuple[int, ...]


class Base(NamedTuple):
    """Land that an attack can be made from. paths: of who could come to it, nearest first.

    room: points that fight over its border in full, or can land; more: beyond which none fight at all. part: percent
    of strength that arrives.
    """

    place: int
    kind: int
    room: int
    more: int
    part: int
    paths: list[Path]

    def bears(self, points: int, punch: int, rule: Warfare) -> int:
        """Return the strength of points attacking from here, of one punch each."""
        return front(points, self.kind, rule) * punch * self.part // 100


class Front(NamedTuple):
    """Land that can be attacked. within: where men for it could come from. raised: strength a depot there may add.

    prize: what it is worth if taken, ppm. nearer: what its loss brings its sovereign's surrender nearer, ppm.
    """

    place: int
    holder: int
    bases: list[Base]
    within: frozenset[int]
    raised: int
    prize: int
    nearer: int

    def met(self, g: Ground, attacked: Collection[int], rule: Warfare) -> int:
        """Return the strength that meets an attack, if friends under attack themselves lend nothing."""
        return defence(g, self.place, attacked, rule.support) + self.raised


def fronts(view: View, army: Army, mind: Mind) -> list[tuple[int, Front]]:
    """Return the land of the army's foes that might be taken with what stands near, each behind its bound.

    Those that promise most come first, of equals those of lower permanent ids.
    """
    g, world, foes, rule = army.g, view.known, army.foes, army.rule
    holder, passable, ids = g.holder, g.open, world.scenario.province_ids
    if _spurned(view, foes):
        passable = [may and holder[p] not in foes for p, may in enumerate(passable)]
    bases: dict[tuple[int, int], Base] = {}
    found = []
    afloat: bool | None = None  # whether the seat can land against these foes, asked where it matters
    for place in aims(view, foes, mind):
        row = g.border[place]
        here = []
        for start in sorted([(row[n], n) for n in g.neighbours[place] if passable[n]]):
            if start[0] == CROSSING:
                if afloat is None:
                    afloat = commands_sea(view, foes)
                if not afloat:
                    continue
            if start not in bases:
                bases[start] = _base(army, passable, *start)
            if bases[start].paths:
                here.append(bases[start])
        within = frozenset([path[0] for base in here for path in base.paths])
        met = defence(g, place, (), rule.support)
        whole = sum([army.left[p] for p in within]) * g.punch * flank(len(here), rule) // 100
        if not falls(whole, met, rule, army.weights.doubt):
            continue  # not with everybody
        state = holder[place]
        prize, nearer = _worth(army, place, state)
        raised = 0
        if place == world.capital.item(state):
            prize += world.power.item(state) * mind.weights.war.capital // 1000
            if state == g.sovereign[place]:
                raised = levy(view, state) * g.held[place] // 100
        one = Front(place, state, here, within, raised, prize, nearer)
        most = bound(army, one, met + raised, mind)
        if most > 0:
            found.append((most, one))
    return sorted(found, key=lambda x: (-x[0], ids.item(x[1].place))) if len(found) > 1 else found


def aims(view: View, foes: Collection[int], mind: Mind) -> list[int]:
    """Return the land of foes that could be taken if all men who stand no further from it than a march were there."""
    g = survey(view)
    holder, beyond = g.holder, g.beyond
    if _spurned(view, foes):
        beyond = tuple(range(len(holder)))
    near = [place for place in beyond if holder[place] in foes]
    if not near:
        return []
    could = assailable(view, view.known.rules.war.repulse * (200 - mind.weights.war.doubt) // 200)
    return [place for place in near if could[place]]


def _spurned(view: View, foes: Collection[int]) -> bool:
    """Return whether a friend is to be attacked, on whose land the seat may stand until then."""
    may = access(view.known)[view.seat]
    return any(may.item(foe) for foe in foes)


def commands_sea(view: View, foes: Collection[int]) -> bool:
    """Return whether the seat and who fights beside it are seen to be stronger at sea than its foes."""
    world, me = view.known, view.seat
    power: list[int] = (world.army * world.scenario.naval).tolist()
    friends = [s for s, may in enumerate(access(world)[me].tolist()) if may and world.war[s].any()]
    return sum([power[s] for s in friends or [me]]) > sum([power[s] for s in foes])


def bound(army: Army, one: Front, met: int, mind: Mind) -> int:
    """Return what an attack with all that could come would bring at most, ppm; 0 if it cannot win or cannot pay.

    What it costs to leave other land open, and to lose again what was taken, is not counted.
    """
    g, rule, weights, left = army.g, army.rule, army.weights, army.left
    total = corps = whole = 0
    garrison, sovereign, seat = rule.garrison + 1, g.sovereign, army.seat
    seen: set[int] = set()
    for base in one.bases:
        points = 0
        for path in base.paths:
            source = path[0]
            free = left[source]
            if sovereign[source] != seat:
                free -= garrison
            if free > 0:
                points += free
                if source not in seen:
                    seen.add(source)
                    whole += free
        points = min(base.more, points)
        total += base.bears(points, g.punch, rule)
        corps += points >= rule.corps
    if whole <= rule.garrison:
        return 0
    total = min(total, whole * g.punch) * flank(corps, rule) // 100
    chance = falls(total, met, rule, weights.doubt)
    if not chance:
        return 0
    theirs = g.foreign[one.place]
    if any(g.holder[n] == one.holder and g.border[one.place][n] != CROSSING for n in g.neighbours[one.place]):
        # They can go back, unless a neighbour is attacked as well.
        theirs = lost(theirs, rule.loss_rout if total * 100 >= met * rule.rout else rule.loss)
    won = one.prize + one.nearer + army.man * weights.theirs // 1000 * theirs // 1000
    if mind.terms:
        return won * max(1000, *mind.terms.values()) // 1000 * chance // 1000
    # The least of men that have that chance, what of them a repulse costs, and what a victory does.
    best = max(1, g.punch * (100 + rule.flank_most))
    least = met * rule.repulse * (100 - weights.doubt // 2 + chance * weights.doubt // 1000) // 10_000
    beaten, victors = least * 100 // best * rule.loss // 100, max(0, met * rule.loss_winner // best - whole // 100)
    cost = army.man * (victors * chance + beaten * (1000 - chance)) // 1_000_000
    return won * chance // 1000 - cost - army.power * weights.least // 1000


def _base(army: Army, passable: list[bool], kind: int, place: int) -> Base:
    """Return a base with the shortest ways to it of all who stand no further than a march less its last step."""
    g, rule = army.g, army.rule
    room = rule.landing if kind == CROSSING else rule.frontage if kind == OPEN else rule.frontage_thin
    part = rule.landing_strength if kind == CROSSING else 100
    if g.holder[place] == army.seat != g.sovereign[place]:
        part = part * rule.supply[1] // 100
    edge: list[Path] = [(place,)]
    seen = {place}
    mine, neighbours = g.mine, g.neighbours
    paths = edge if mine[place] else []
    for more in range(rule.steps - 2, -1, -1):
        longer: list[Path] = []
        for path in edge:
            for n in neighbours[path[0]]:
                # The last step is asked only where somebody stands.
                if (mine[n] or more) and passable[n] and n not in seen:
                    seen.add(n)
                    longer.append((n, *path))
        paths = paths + ([path for path in longer if mine[path[0]]] if more else longer)
        edge = longer
    return Base(place, kind, room, room if kind == CROSSING else 4 * room, part, paths)


def _worth(army: Army, place: int, holder: int) -> tuple[int, int]:
    """Return what a province is worth to who takes it, and by how much its loss brings a surrender nearer, ppm."""
    g, weights, worth = army.g, army.weights, army.worth[place]
    prize = worth * (weights.freed if g.sovereign[place] == army.seat else weights.held) // 1000
    # Land held becomes the holder's own when nothing of a state is left to it; each province brings that nearer.
    count, got, rest = army.conquered(holder)
    if not count and rest != 1:
        return prize, 0
    got += worth if g.sovereign[place] == holder else 0
    return prize, got * (1000 - weights.held) // 1000 // rest
