"""One attack: the men that can be gathered for it, step by step, and what each step of it is worth."""

from __future__ import annotations

from typing import NamedTuple

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.ground import Ground, attack, defence
from hegemon.counsel.marches import bared, beside, blow, falls, levy, stand
from hegemon.engine.battle import flank, lost
from hegemon.players.maximiser.army import Army, Assault, struck, ways
from hegemon.players.maximiser.mind import Mind
from hegemon.world.orders import Move, Option, Term
from hegemon.world.rules import Warfare
from hegemon.world.view import View


class Gathered(NamedTuple):
    """The attacks on one place as options. within: where men for it could come from; used: where they did."""

    options: list[tuple[Assault, Option]]
    within: frozenset[int]
    used: frozenset[int]

    def outdated(self, g: Ground, place: int, sent: Assault) -> bool:
        """Return whether another attack of the turn changes anything of what these sums were made of."""
        hit = sent.place
        near = {hit, *g.neighbours[hit]}
        # A blow is struck from next door, with half of what stands behind: two steps.
        if place in near or not near.isdisjoint(g.neighbours[place]):
            return True
        if any(not near.isdisjoint(g.neighbours[source]) for source in self.used):
            return True
        return any(source in self.within or not self.used.isdisjoint(g.neighbours[source]) for source in sent.sources)


def gathered(
    view: View, g: Ground, army: Army, place: int, attacked: set[int], mind: Mind, afloat: bool
) -> Gathered:
    """Return attacks on a place as options: with what nothing needs, with more than that, each no more than it takes.

    Men are sent from what stands nearest, first within the frontage of each border, then beyond it.
    afloat: whether the seat can land against these foes.
    """
    rule, weights = view.known.rules.war, mind.weights.war
    row, left = g.border[place], army.left
    bases = [n for n in g.neighbours[place]
             if g.open[n] and g.holder[n] not in army.foes and (afloat or row[n] != CROSSING)]
    bases.sort(key=lambda n: (row[n], n))
    roads = [ways(g, army, base, rule.steps - 1) for base in bases]
    within = frozenset([path[0] for paths in roads for path in paths])
    met = defence(g, place, attacked, rule.support)
    if place == int(view.known.capital[g.holder[place]]) and g.holder[place] == g.sovereign[place]:
        met += levy(view, g.holder[place]) * g.held[place] // 100
    most = sum([left[p] - army.held[p] for p in within if left[p] > army.held[p]])
    if not falls(most * g.punch * (100 + rule.flank_most) // 100, met, rule, weights.doubt):
        return Gathered([], within, frozenset())  # not with all that could come
    force: dict[int, int] = {}
    taken: dict[tuple[int, ...], int] = {}
    used: dict[int, int] = {}
    borne: dict[int, int] = {}  # the strength that comes from each base; one base alone has no flanks
    more: dict[int, int] = {}  # the points of bases whose strength is not yet counted
    best = g.punch * (100 + rule.flank_most) * 10  # strength of one point at most, in 1/1000
    found: list[tuple[Assault, Option]] = []
    steps = list(weights.aims)
    total = 0
    for stay in (army.safe, army.stay, army.held):
        sent = total
        free = {p: left[p] - stay[p] - used.get(p, 0) for p in within}
        if not any(points > 0 for points in free.values()):
            continue
        for spill in (False, True):
            for base, paths in zip(bases, roads, strict=True):
                kind = row[base]
                room = rule.landing if kind == CROSSING else rule.frontage if kind == 1 else rule.frontage_thin
                if spill:
                    room = 0 if kind == CROSSING else 4 * room
                there = force.get(base, 0)
                for path in paths:
                    if there >= room:
                        break
                    source = path[0]
                    points = min(free[source], room - there)
                    if points <= 0:
                        continue
                    force[base] = there = there + points
                    free[source] -= points
                    taken[(*path, place)] = taken.get((*path, place), 0) + points
                    used[source] = used.get(source, 0) + points
                    total += points
                    more[base] = there
                    if total < rule.corps or total * best < met * steps[0]:
                        continue
                    strength = _flanked(g, view, place, force, borne, more)
                    if strength * 1000 < met * steps[0]:
                        continue
                    _offer(view, g, army, place, strength, taken, used, met, attacked, mind, found)
                    while steps and strength * 1000 >= met * steps[0]:
                        steps.pop(0)
                    if not steps:
                        return Gathered(found, within, frozenset(used))
        if total > sent:
            strength = _flanked(g, view, place, force, borne, more)
            _offer(view, g, army, place, strength, taken, used, met, attacked, mind, found)
    return Gathered(found, within, frozenset(used))


def _flanked(
    g: Ground, view: View, place: int, force: dict[int, int], borne: dict[int, int], more: dict[int, int]
) -> int:
    """Return the strength of an attack from several bases, as attack returns it, out of what comes from each."""
    rule = view.known.rules.war
    for base, points in more.items():
        borne[base] = attack(g, view, {base: points}, place)
    more.clear()
    return sum(borne.values()) * flank(sum([points >= rule.corps for points in force.values()]), rule) // 100


def _offer(
    view: View, g: Ground, army: Army, place: int, strength: int, taken: dict[tuple[int, ...], int],
    used: dict[int, int], met: int, attacked: set[int], mind: Mind, found: list[tuple[Assault, Option]],
) -> None:
    """Put the attack that is gathered so far among the options, if it might win."""
    rule, weights = view.known.rules.war, mind.weights.war
    sent = sum(used.values())
    chance = falls(strength, met, rule, weights.doubt)
    if not chance or sent <= rule.garrison:
        return
    moves = tuple(Move(path, points) for path, points in taken.items())
    assault = Assault(place, min(9999, strength * 1000 // max(1, met)), chance, moves)
    name = f"take {view.known.land.codes[place]} with {sent}"
    if found and found[-1][1].name == name:
        return  # all that can be had has met the last aim already
    found.append((assault, mind.option(name, _terms(view, g, army, assault, used, attacked, mind))))


def _terms(
    view: View, g: Ground, army: Army, assault: Assault, used: dict[int, int], attacked: set[int], mind: Mind
) -> list[Term]:
    """Return what an attack is worth: the land by the chance to take and to hold it, men, and what is left open."""
    world, me, place, chance = view.known, view.seat, assault.place, assault.chance
    rule, weights = world.rules.war, mind.weights.war
    holder, sent = g.holder[place], sum(used.values())
    man = int(world.power[me]) * weights.men // max(1, sum(g.mine)) // 1000
    part = weights.freed if g.sovereign[place] == me else weights.held
    worth = army.worth
    prize = worth[place] * part // 1000
    if place == int(world.capital[holder]):
        prize += int(world.power[holder]) * weights.capital // 1000
    # Land held becomes the holder's own when nothing of a state is left to it; each province brings that nearer.
    count, got, rest = army.conquered(g, me, holder)
    nearer = got + (worth[place] if g.sovereign[place] == holder else 0)
    nearer = nearer * (1000 - weights.held) // 1000 // rest if count or rest == 1 else 0
    weaker = min(1000, 1_000_000 // max(1, assault.odds))
    won, beaten = lost(sent, rule.loss_winner * weaker // 1000), lost(sent, rule.loss)
    theirs = g.foreign[place]
    shut = not any(g.holder[n] == holder and n not in attacked and g.border[place][n] != CROSSING
                   for n in g.neighbours[place])
    gone = theirs if shut else lost(theirs, rule.loss_rout if assault.odds >= 10 * rule.rout else rule.loss)
    near = sum((g.mine[n] - used.get(n, 0)) * g.punch for n in g.neighbours[place] if g.open[n]) // rule.support
    inside = (sent - won) * g.punch * rule.supply[g.sovereign[place] != me] // 100
    again = falls(army.blow(g, rule, place), stand(g, place, inside, near), rule, weights.doubt)
    again = again * weights.struck // 1000
    open_to = _left_open(g, rule, army, assault, used, weights.doubt) * weights.struck // 1000
    return [term for term in (
        Term("the land", prize * chance // 1000, holder),
        Term("lost again", -prize * chance // 1000 * again // 1000, holder),
        Term("its surrender nearer", nearer * chance // 1000 * (1000 - again) // 1000, holder),
        Term("men they lose", man * weights.theirs // 1000 * gone * chance // 1000, holder),
        Term("men lost", -man * (won * chance + beaten * (1000 - chance)) // 1000, -1),
        Term("land left open", -open_to, -1),
        Term("what an attack must promise", -int(world.power[me]) * weights.least // 1000, -1),
    ) if term.amount]  # fmt: skip


def _left_open(g: Ground, rule: Warfare, army: Army, assault: Assault, used: dict[int, int], doubt: int) -> int:
    """Return what could be lost of the land that an attack comes from, ppm of power, if a blow did fall on it.

    Nobody falls on more places in a turn than it has attacks, and nobody strikes twice: what is near the worst of
    them is spent there. Who is attacked is not free to strike.
    """
    place = assault.place
    stands, falling = list(army.stands), {**army.falling, place: assault.chance}
    stands[place] = struck(stands[place], assault.chance)
    left = list(army.left)
    for source, points in used.items():
        left[source] -= points

    friends: dict[int, int] = {}

    def loss(source: int, came: int) -> int:
        if not came:
            return 0
        if source not in friends:
            friends[source] = beside(g, left, source, rule.support)
        part = bared(g, rule, came, source, left=left[source] * g.punch, gone=used[source] * g.punch,
                     beside=friends[source], doubt=doubt)  # fmt: skip
        return army.keep[source] * part // 1000

    near = {place, *g.neighbours[place]}
    found = []
    for source in used:
        if army.keep[source]:
            cost = loss(source, army.blow(g, rule, source))
            if cost > 0 and (source in near or not near.isdisjoint(g.neighbours[source])):
                cost = loss(source, blow(g, rule, stands, source, falling))  # no heavier than before
            if cost > 0:
                found.append((cost, source))
    total = 0
    for more in range(rule.attacks - 1, -1, -1):
        if not found:
            break
        cost, worst = max(found, key=lambda x: (x[0], -x[1]))
        total += cost
        if not more:
            break
        for n in g.shut.get(worst, ()):
            stands[n] = 0
        found = [(again, s) for _, s in found if s != worst
                 for again in (loss(s, blow(g, rule, stands, s, falling)),) if again > 0]  # fmt: skip
    return total
