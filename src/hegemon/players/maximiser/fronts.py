"""Fronts: the land that can be attacked, from where, and what all men near it could do at most.

Most attacks that could be thought of cannot win or cannot pay, and a few sums that are never too low tell which.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.ground import common_ground, defence
from hegemon.counsel.marches import falls, levy
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.reach import approaches, arriving, assailable, room
from hegemon.engine.battle import flank, front, lost
from hegemon.players.maximiser.army import Army
from hegemon.players.maximiser.mind import Mind
from hegemon.world.rules import Warfare
from hegemon.world.view import View

Path = tuple[int, ...]


class Base(Struct, frozen=True, gc=False):
    """Land that an attack can be made from. paths: of who could come to it, nearest first.

    room: points that fight over its border in full, or can land; more: beyond which none fight at all. part: percent
    of strength that arrives. most: strength with all who could come; corps: whether those are one.
    """

    place: int
    kind: int
    room: int
    more: int
    part: int
    paths: list[Path]
    most: int
    corps: bool

    def bears(self, points: int, punch: int, rule: Warfare) -> int:
        """Return the strength of points attacking from here, of one punch each."""
        return front(points, self.kind, rule) * punch * self.part // 100


class Front(Struct, frozen=True, gc=False):
    """Land that can be attacked. within: where men for it could come from.

    meets: the strength that meets an attack, nothing else attacked, with raised, what a depot there may add. whole:
    the points that could come, strength: what they bring, flanks included. prize: what it is worth if taken, ppm.
    nearer: what its loss brings its sovereign's surrender nearer, ppm.
    """

    place: int
    holder: int
    bases: list[Base]
    within: frozenset[int]
    meets: int
    raised: int
    whole: int
    strength: int
    prize: int
    nearer: int

    def met(self, army: Army, attacked: Collection[int]) -> int:
        """Return the strength that meets an attack, if friends under attack themselves lend nothing."""
        if not attacked:
            return self.meets
        return defence(army.g, self.place, attacked, army.rule.support) + self.raised


def enemies(view: View) -> list[int]:
    """Return whom the seat is at war with, ascending; not to be changed."""
    found, at = _enemies(view)
    return found[at]


@once_a_group
def _enemies(views: tuple[View, ...]) -> list[list[int]]:
    wars: list[list[int]] = views[0].known.war.tolist()
    return [[j for j, war in enumerate(wars[view.seat]) if war] for view in views]


def fronts(view: View, army: Army, mind: Mind) -> list[tuple[int, Front]]:
    """Return the land of the army's foes that might be taken with what stands near, each behind its bound.

    Those that promise most come first, of equals those of lower permanent ids.
    """
    g, world, foes, rule = army.g, view.known, army.foes, army.rule
    holder, passable, ids = g.holder, g.open, world.scenario.province_ids
    if _spurned(view, foes):
        passable = [may and holder[p] not in foes for p, may in enumerate(passable)]
    free = _free(army)
    bases: dict[tuple[int, int], Base] = {}
    ways: dict[int, list[Path]] = {}
    found = []
    starts = approaches(world.land)
    afloat: bool | None = None  # whether the seat can land against these foes, asked where it matters
    for place, met in aims(view, foes, mind).items():
        here, total, corps = [], 0, 0
        for start in starts[place]:
            kind, n = start
            if not passable[n]:
                continue
            if kind == CROSSING:
                if afloat is None:
                    afloat = commands_sea(view, foes)
                if not afloat:
                    break
            if n not in ways:
                ways[n] = _ways(army, passable, n)
            if not ways[n]:
                continue
            base = bases.get(start)
            if base is None:
                base = bases[start] = _base(army, kind, n, ways[n], free)
            here.append(base)
            total += base.most
            corps += base.corps
        state, raised, crown = holder[place], 0, place == world.capital.item(holder[place])
        if crown and state == g.sovereign[place]:
            raised = levy(view, state) * g.held[place] // 100
        if not falls(total * flank(corps, rule) // 100, met + raised, rule, army.weights.doubt):
            continue  # not with everybody
        within = frozenset([path[0] for base in here for path in base.paths])
        prize, nearer = _worth(army, place, state)
        if crown:
            prize += world.power.item(state) * mind.weights.war.capital // 1000
        whole = sum([free[p] for p in within])
        strength = min(total, whole * g.punch) * flank(corps, rule) // 100
        one = Front(place, state, here, within, met + raised, raised, whole, strength, prize, nearer)
        most = bound(army, one, mind)
        if most > 0:
            found.append((most, one))
    return sorted(found, key=lambda x: (-x[0], ids.item(x[1].place))) if len(found) > 1 else found


def aims(view: View, foes: Collection[int], mind: Mind) -> dict[int, int]:
    """Return the land of foes that could be taken if all men near it were there, and the strength that meets them."""
    known, least = _aims(view), view.known.rules.war.repulse * (200 - mind.weights.war.doubt) // 200
    asked = least, tuple(sorted(foes))
    if asked not in known:
        known[asked] = assailable(view, foes, least)
    return known[asked]


@once_a_view
def _aims(view: View) -> dict[tuple[int, tuple[int, ...]], dict[int, int]]:
    """Return the aims of a view by the least and the foes asked for; filled as they are asked for."""
    return {}


def _spurned(view: View, foes: Collection[int]) -> bool:
    """Return whether a friend is to be attacked, on whose land the seat may stand until then."""
    common, at = common_ground(view)
    friends = common.friends[at]
    return any(map(friends.__getitem__, foes))


def commands_sea(view: View, foes: Collection[int]) -> bool:
    """Return whether the seat and who fights beside it are seen to be stronger at sea than its foes."""
    world, me = view.known, view.seat
    common, at = common_ground(view)
    friends = [s for s, may in enumerate(common.friends[at]) if may and any(world.war[s].tolist())]
    troops, naval = common.troops[at], world.scenario.naval.tolist()
    ours = sum([int(troops[s].sum()) * naval[s] for s in friends or [me]])
    theirs = sum([int(troops[s].sum()) * naval[s] for s in foes])
    return bool(ours > theirs)


def bound(army: Army, one: Front, mind: Mind) -> int:
    """Return what an attack with all that could come would bring at most, ppm; 0 if it cannot win or cannot pay.

    What it costs to leave other land open, and to lose again what was taken, is not counted.
    """
    g, rule, weights, met = army.g, army.rule, army.weights, one.meets
    if one.whole <= rule.garrison:
        return 0
    chance = falls(one.strength, met, rule, weights.doubt)
    if not chance:
        return 0
    theirs = g.foreign[one.place]
    if any(g.holder[n] == one.holder and g.border[one.place][n] != CROSSING for n in g.neighbours[one.place]):
        # They can go back, unless a neighbour is attacked as well.
        theirs = lost(theirs, rule.loss_rout if one.strength * 100 >= met * rule.rout else rule.loss)
    won = one.prize + one.nearer + army.man * weights.theirs // 1000 * theirs // 1000
    if mind.terms:
        return won * max(1000, *mind.terms.values()) // 1000 * chance // 1000
    # The least of men that have that chance, what of them a repulse costs, and what a victory does.
    best = max(1, g.punch * (100 + rule.flank_most))
    least = met * rule.repulse * (100 - weights.doubt // 2 + chance * weights.doubt // 1000) // 10_000
    beaten, victors = least * 100 // best * rule.loss // 100, max(0, met * rule.loss_winner // best - one.whole // 100)
    cost = army.man * (victors * chance + beaten * (1000 - chance)) // 1_000_000
    return won * chance // 1000 - cost - army.power * weights.least // 1000


def _free(army: Army) -> list[int]:
    """Return the points that may leave each province at most, (P,): all but the garrison of occupied land."""
    g, free = army.g, list(army.left)
    for p in g.stacks:
        if g.sovereign[p] != army.seat:
            free[p] = max(0, free[p] - army.rule.garrison - 1)
    return free


def _base(army: Army, kind: int, place: int, paths: list[Path], free: list[int]) -> Base:
    """Return a base with the ways to it; free: as _free returns it."""
    g, rule = army.g, army.rule
    full, most = room(kind, rule)
    part = arriving(kind, rule)
    if g.holder[place] == army.seat != g.sovereign[place]:
        part = part * rule.supply[1] // 100
    points = min(most, sum([free[path[0]] for path in paths]))
    strength = front(points, kind, rule) * g.punch * part // 100
    return Base(place, kind, full, most, part, paths, strength, points >= rule.corps)


def _ways(army: Army, passable: list[bool], place: int) -> list[Path]:
    """Return the shortest ways to a base of all who stand no further than a march less its last step."""
    edge: list[Path] = [(place,)]
    seen = {place}
    mine, neighbours = army.g.mine, army.g.neighbours
    paths = edge if mine[place] else []
    for more in range(army.rule.steps - 2, -1, -1):
        longer: list[Path] = []
        open_to = passable if more else mine  # the last step is asked only where somebody stands
        for path in edge:
            for n in neighbours[path[0]]:
                if open_to[n] and n not in seen and passable[n]:
                    seen.add(n)
                    longer.append((n, *path))
        paths = paths + ([path for path in longer if mine[path[0]]] if more else longer)
        edge = longer
    return paths


def _worth(army: Army, place: int, holder: int) -> tuple[int, int]:
    """Return what a province is worth to who takes it, and by how much its loss brings a surrender nearer, ppm."""
    g, weights, worth = army.g, army.weights, army.worth(place)
    prize = worth * (weights.freed if g.sovereign[place] == army.seat else weights.held) // 1000
    # Land held becomes the holder's own when nothing of a state is left to it; each province brings that nearer.
    count, got, rest = army.conquered(holder)
    if not count and rest != 1:
        return prize, 0
    got += worth if g.sovereign[place] == holder else 0
    return prize, got * (1000 - weights.held) // 1000 // rest
