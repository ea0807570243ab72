"""One attack: the men that can be gathered for it, step by step, and what each step of it is worth."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from hegemon.atlas.geography import CROSSING
from hegemon.counsel.ground import Ground
from hegemon.counsel.marches import bared, beside, falls, stand
from hegemon.engine.battle import flank, lost
from hegemon.players.maximiser.army import Army, Assault
from hegemon.players.maximiser.fronts import Front, Path
from hegemon.players.maximiser.mind import Mind
from hegemon.world.orders import Move, Option, Term
from hegemon.world.view import View

OPEN_TO = "land left open"


class Gathered(Struct, frozen=True, gc=False):
    """The attacks on one place as options. within: where men for it could come from; used: where they did.

    most: more than any of them could bring, which is all that is known of it as long as there is nothing of the rest.
    """

    most: int
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


class Force(Struct, frozen=True, gc=False):
    """What is gathered so far. taken: points by path to the province attacked, used: by where they come from."""

    strength: int
    taken: dict[Path, int]
    used: dict[int, int]


def gathered(view: View, army: Army, front: Front, attacked: set[int], mind: Mind) -> Gathered:
    """Return attacks on a front as options: the greatest that can be had, and less of it where that bares land.

    More men than the last aim asks for add nothing.
    """
    met = front.met(army, attacked)
    forces = _forces(army, front, met)
    if not forces:
        return Gathered(0, [], front.within, frozenset())
    whole = _offer(view, army, front, forces[-1], met, attacked, mind)
    found, best = [whole], whole[1].utility
    if len(forces) > 1:
        open_to = next((term.amount for term in whole[1].terms if term.name == OPEN_TO), 0)
        for force in reversed(forces[:-1]) if open_to and best - open_to > 0 else ():
            found.insert(0, _offer(view, army, front, force, met, attacked, mind))
            utility = found[0][1].utility
            if utility <= best:
                break  # less is left open, but less is won
            best = utility
    return Gathered(best, found, front.within, frozenset(forces[-1].used))


def _forces(army: Army, front: Front, met: int) -> list[Force]:
    """Return the forces that might win, as they grow: with what nothing needs, with more than that, to the last aim.

    Men are sent from what stands nearest, first within the room of each border, then beyond it.
    """
    g, rule, left, aims = army.g, army.rule, army.left, list(army.weights.aims)
    bases = front.bases
    best = g.punch * (100 + rule.flank_most) * 10  # strength of one point at most, in 1/1000
    there, bear = [0] * len(bases), [0] * len(bases)
    taken: dict[Path, int] = {}
    used: dict[int, int] = {}
    found: list[Force] = []
    fresh: set[int] = set()
    total = corps = 0

    def keep(now: int) -> None:
        if total > rule.garrison and (not found or total > sum(found[-1].used.values())):
            found.append(Force(now, dict(taken), dict(used)))

    def strength() -> int:
        for at in fresh:
            bear[at] = bases[at].bears(there[at], g.punch, rule)
        fresh.clear()
        return sum(bear) * flank(corps, rule) // 100

    stays = [(p, left[p], army.stays(p)) for p in front.within if left[p]]
    enough = max(rule.corps, -(-met * aims[0] // best))  # points that could reach the next aim
    for level in range(3):
        sent = total
        free = {}
        for p, here, stay in stays:
            points = here - stay[level]
            if level and p in used:
                points -= used[p]
            if points > 0:
                free[p] = points
        for spill in (False, True) if free else ():
            for at, base in enumerate(bases):
                room = base.more if spill else base.room
                now = there[at]
                if now >= room or not free:
                    continue
                for path in base.paths:
                    source = path[0]
                    if source not in free:
                        continue
                    points = free[source]
                    if points > room - now:
                        points = room - now
                        free[source] -= points
                    else:
                        del free[source]
                    corps += now < rule.corps <= now + points
                    there[at] = now = now + points
                    fresh.add(at)
                    taken[path] = taken.get(path, 0) + points
                    used[source] = used.get(source, 0) + points
                    total += points
                    if total >= enough:
                        came = strength()
                        if came * 1000 >= met * aims[0]:
                            keep(came)
                            while aims and came * 1000 >= met * aims[0]:
                                aims.pop(0)
                            if not aims:
                                return found
                            enough = max(rule.corps, -(-met * aims[0] // best))
                    if now >= room:
                        break
        if total > sent and total * best * 2 >= met * rule.repulse * 10:
            came = strength()
            if falls(came, met, rule, army.weights.doubt):
                keep(came)
    return found


def _offer(
    view: View, army: Army, front: Front, force: Force, met: int, attacked: set[int], mind: Mind
) -> tuple[Assault, Option]:
    """Return an attack with its sums: the land by the chance to take and to hold it, men, and what is left open."""
    g, rule, weights, place, holder = army.g, army.rule, army.weights, front.place, front.holder
    chance = falls(force.strength, met, rule, weights.doubt)
    moves = tuple([Move((*path, place), points) for path, points in force.taken.items()])
    odds = min(9999, force.strength * 1000 // max(1, met))
    sent = sum(force.used.values())
    weaker = min(1000, 1_000_000 // max(1, odds))
    won, beaten = lost(sent, rule.loss_winner * weaker // 1000), lost(sent, rule.loss)
    theirs, row, near, shut = g.foreign[place], g.border[place], 0, True
    for n in g.neighbours[place]:
        if g.open[n]:
            near += (g.mine[n] - force.used.get(n, 0)) * g.punch
        if g.holder[n] == holder and n not in attacked and row[n] != CROSSING:
            shut = False
    gone = theirs if shut else lost(theirs, rule.loss_rout if odds >= 10 * rule.rout else rule.loss)
    inside = (sent - won) * g.punch * rule.supply[g.sovereign[place] != army.seat] // 100
    again = falls(army.blow(place), stand(g, place, inside, near // rule.support), rule, weights.doubt)
    again = again * weights.struck // 1000
    open_to = _left_open(army, place, chance, force.used) * weights.struck // 1000
    took, man = front.prize * chance // 1000, army.man
    terms = [Term("the land", took, holder)]
    if again:
        terms.append(Term("lost again", -took * again // 1000, holder))
    nearer = front.nearer * chance // 1000 * (1000 - again) // 1000
    if nearer:
        terms.append(Term("its surrender nearer", nearer, holder))
    terms += (
        Term("men they lose", man * weights.theirs // 1000 * gone // 1000 * chance // 1000, holder),
        Term("men lost", -man * (won * chance + beaten * (1000 - chance)) // 1_000_000, -1),
    )
    if open_to:
        terms.append(Term(OPEN_TO, -open_to, -1))
    terms.append(Term("what an attack must promise", -army.power * weights.least // 1000, -1))
    name = f"take {view.known.land.codes[place]} with {sent}"
    return Assault(place, odds, chance, moves), mind.option(name, [term for term in terms if term.amount])


def _left_open(army: Army, place: int, chance: int, used: dict[int, int]) -> int:
    """Return what could be lost of the land that an attack comes from, ppm of power, if a blow did fall on it.

    Nobody falls on more places in a turn than it has attacks, and nobody strikes twice: what is near the worst of
    them is spent there. Who is attacked is not free to strike.
    """
    g, rule, doubt = army.g, army.rule, army.weights.doubt
    bare = [source for source, points in used.items() if army.left[source] - points < army.stays(source)[0]]
    if not bare:
        return 0
    left = list(army.left)
    for source, points in used.items():
        left[source] -= points
    friends = {source: beside(g, left, source, rule.support) for source in bare}

    def losses(sources: list[int], gone: Collection[int]) -> list[tuple[int, int]]:
        found = []
        for p in sources:
            part = bared(g, rule, army.spent(p, place, chance, gone), p, left=left[p] * g.punch,
                         gone=used[p] * g.punch, beside=friends[p], doubt=doubt)  # fmt: skip
            if part > 0:
                found.append((army.keep(p) * part // 1000, p))
        return found

    found, gone, total = losses(bare, ()), set[int](), 0
    for more in range(rule.attacks - 1, -1, -1):
        if not found:
            break
        cost, worst = max(found, key=lambda x: (x[0], -x[1]))
        total += cost
        if not more or len(found) == 1:
            break
        gone.update(g.shut.get(worst, ()))
        found = losses([p for _, p in found if p != worst], gone)
    return total
