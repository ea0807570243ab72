"""Plain tactics for the baselines: neighbours, odds, assaults, and troops spread by need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

import numpy as np

from hegemon.atlas.geography import CROSSING
from hegemon.engine.battle import flank, front, ground
from hegemon.world.fixed import Bools, Ints, apportion
from hegemon.world.legality import lawful
from hegemon.world.orders import (
    Cap,
    Claim,
    Decision,
    Letter,
    Move,
    Orders,
    PeaceTerms,
    Record,
    Reply,
    Shift,
    TreatyTerms,
    Vote,
)
from hegemon.world.relations import access, cession_price, command, in_force, worth
from hegemon.world.state import World
from hegemon.world.view import View


def decided(view: View, orders: Orders, records: tuple[Record, ...] = ()) -> Decision:
    """Return the lawful part of orders as a decision."""
    return Decision(lawful(view.known, orders)[0], records)


def passable(view: View) -> Bools:
    """Return (P,): where the seat's troops may stand without a fight."""
    open_to: Bools = access(view.known)[view.seat][view.known.controller]
    return open_to


def neighbours(world: World, seat: int) -> tuple[int, ...]:
    """Return the living states whose land touches the seat's, ascending."""
    holder = world.controller
    touched = (world.land.border[holder == seat] > 0).any(axis=0)
    return tuple(int(s) for s in np.unique(holder[touched]) if s != seat and world.alive[s])


def posture(view: View, armed: bool) -> Literal["mobilise", "demobilise"] | None:
    """Return the order that makes the seat mobilised or not, None if it is so or may not be."""
    world, seat = view.known, view.seat
    if armed == bool(world.mobilised[seat]) or (armed and world.disarmed[seat] >= world.turn):
        return None
    return "mobilise" if armed else "demobilise"


def enemies(view: View) -> tuple[int, ...]:
    """Return the states at war with the seat."""
    return tuple(int(s) for s in np.flatnonzero(view.known.war[view.seat]))


def strength(world: World) -> Ints:
    """Return each army as points times quality, (S,)."""
    whole: Ints = world.army * world.quality // 10_000
    return whole


def pledged(world: World, seat: int, other: int) -> bool:
    """Return whether a treaty forbids the seat to attack another state."""
    return any(world.rules.kinds[t.kind].no_attack for t in in_force(world, seat, other))


def shifted(view: View, wanted: Sequence[int]) -> tuple[Shift, ...]:
    """Return the effort blocks to move this turn on the way to a wanted split of ten."""
    rule, blocks = view.known.rules.effort, view.known.effort[view.seat].tolist()
    shifts = []
    for _ in range(rule.shifts_war if enemies(view) else rule.shifts_peace):
        over = [blocks[k] - wanted[k] for k in range(4)]
        source, to = over.index(max(over)), over.index(min(over))
        if over[source] <= 0 or blocks[source] == 0:
            break
        shifts.append(Shift(source, to))
        blocks[source] -= 1
        blocks[to] += 1
    return tuple(shifts)


def odds(view: View, force: dict[int, int], target: int, surprise: bool = False) -> int:
    """Return attack against defence in percent for points by source province; surprise: the foe is not ready."""
    world, rule, seat = view.known, view.known.rules.war, view.seat
    attack, borders = 0, 0
    for source, points in force.items():
        kind = int(world.land.border[source, target])
        counted = front(points, kind, rule)
        attack += counted * rule.landing_strength // 100 if kind == CROSSING else counted
        borders += points >= rule.corps
    ready = rule.ready if world.mobilised[seat] else rule.ready_peace
    attack = attack * int(world.quality[seat]) * ready // 10_000
    attack = attack * flank(borders, rule) // 100
    holder = int(world.controller[target])
    foes = np.flatnonzero(~access(world)[seat] & (world.troops[:, target] > 0))
    near = [q for q in world.land.neighbours[target] if world.controller[q] == holder]
    defence = sum(int(world.troops[f, target] * world.quality[f]) * _ready(world, int(f), surprise) for f in foes)
    help_ = int(world.troops[holder, near].sum() * world.quality[holder]) * _ready(world, holder, surprise)
    defence = (defence + min(defence, help_ // rule.support)) // 10_000
    held = ground(int(world.scenario.terrain[target]), int(world.fort[target]), rule)
    return min(9_999, 100 * attack // max(1, defence * held // 100))


def _ready(world: World, state: int, surprise: bool) -> int:
    rule = world.rules.war
    if world.mobilised[state]:
        return rule.ready
    return rule.ready_peace if surprise else rule.ready_soon


def assault(view: View, foes: Collection[int], least: int, surprise: bool = False) -> tuple[Move, ...]:
    """Return one-step attacks on foes' land whose odds reach least percent, best worth first, within command."""
    world, seat = view.known, view.seat
    free = world.troops[seat].copy()
    held = world.occupier == seat
    free[held] = np.maximum(0, free[held] - world.rules.war.garrison)
    value, limit, moves = worth(world), command(world, seat), list[Move]()
    wanted = [p for p in range(world.provinces) if world.controller[p] in foes]
    wanted.sort(key=lambda p: (p not in set(world.capital.tolist()), -int(value[p]), p))
    for target in wanted:
        if limit == 0:
            break
        force = {}
        for q in world.land.neighbours[target]:
            points = int(free[q])
            if world.land.border[q, target] == CROSSING:
                points = min(points, world.rules.war.landing)
            if points > 0:
                force[q] = points
        if force and odds(view, force, target, surprise) >= least:
            limit -= 1
            for source, points in force.items():
                moves.append(Move((source, target), points))
                free[source] -= points
    return tuple(moves)


def menace(view: View, wary: Iterable[int]) -> Ints:
    """Return (P,) how much each province held needs troops: for foreign troops next door, and for the capital."""
    world, seat = view.known, view.seat
    may = access(world)[seat]
    weight = np.where(may, 0, 1)
    weight[list(wary)] = 4
    weight[seat] = 0
    stands = (world.troops * weight[:, None]).sum(axis=0) + 10 * weight[world.controller]
    need: Ints = (world.land.border > 0).astype(np.int64) @ stands
    mine = world.controller == seat
    need[~mine] = 0
    capital = int(world.capital[seat])
    if mine[capital]:
        need[capital] += 20 + need.sum() // 8
    return need


def spread(view: View, need: Ints, used: Sequence[Move] = ()) -> tuple[Move, ...]:
    """Return marches over open land that bring the free troops nearer to a split in proportion to need."""
    world, seat = view.known, view.seat
    free = world.troops[seat].copy()
    for move in used:
        free[move.path[0]] -= move.points
    lacking = apportion(need, int(free.sum())) - free
    open_to, moves = passable(view), list[Move]()
    route = world.land.route
    for source in sorted(np.flatnonzero(lacking < 0).tolist(), key=lambda p: (lacking[p], p)):
        spare = min(int(-lacking[source]), int(free[source]))
        paths = marches(world, source, open_to)
        for goal in sorted(np.flatnonzero(lacking > 0).tolist(), key=lambda p: (route[source, p], p)):
            points = min(spare, int(lacking[goal]))
            end = min(paths, key=lambda p: (int(route[p, goal]), p), default=source)
            if points <= 0 or (end != goal and route[end, goal] >= route[source, goal]):
                continue
            moves.append(Move(paths[end], points))
            lacking[goal] -= points
            spare -= points
    return tuple(moves)


def marches(world: World, source: int, open_to: Bools) -> dict[int, tuple[int, ...]]:
    """Return the shortest path to each province within a turn's march over open land."""
    paths: dict[int, tuple[int, ...]] = {}
    edge: list[tuple[int, ...]] = [(source,)]
    for _ in range(world.rules.war.steps):
        longer = []
        for path in edge:
            for q in world.land.neighbours[path[-1]]:
                if open_to[q] and q != source and q not in paths:
                    paths[q] = (*path, q)
                    longer.append(paths[q])
        edge = longer
    return paths


def offer(view: View, kind: str, to: int, target: int = -1) -> Letter:
    """Return a letter that proposes a plain treaty between the seat and another state."""
    return Letter(view.seat, to, TreatyTerms(kind, (view.seat, to), target=target))


def courted(view: View, kind: str, to: int) -> bool:
    """Return whether a treaty of this kind is in force with a state, or was turned down in the last four turns."""
    world = view.known
    refused = int(world.refused[view.seat, to])
    if world.war[view.seat, to] or (refused and refused > world.turn - 4):
        return True
    return any(t.kind == kind for t in in_force(world, view.seat, to))


def caps(view: View, most: int) -> tuple[Cap, ...]:
    """Return how far the seat goes in its own crises: no further than a rung."""
    world, seat = view.known, view.seat
    return tuple(
        Cap(c.id, 0 if c.challenger == seat else 1, most) for c in world.crises if seat in (c.challenger, c.target)
    )


def votes(view: View, kinds: Collection[str]) -> tuple[Vote, ...]:
    """Return consent to motions on treaties of these kinds among states at peace with the seat, and no to others."""
    world, seat = view.known, view.seat
    return tuple(
        Vote(m.id, m.terms.kind in kinds and not any(world.war[seat, p] for p in m.terms.parties))
        for m in world.motions if seat in m.voters
    )  # fmt: skip


def claims(view: View) -> tuple[Claim, ...]:
    """Return claims on the land before congresses at its least price, the most valuable first, as far as the purse."""
    world, seat, value = view.known, view.seat, worth(view.known)
    made = []
    for congress in world.congresses:
        left, bids = dict(congress.purses).get(seat, 0), []
        for place in sorted(congress.provinces, key=lambda p: (-int(value[p]), p)):
            price = cession_price(world, place)
            if price <= left:
                left -= price
                bids.append((place, price))
        if bids:
            made.append(Claim(congress.id, tuple(bids)))
    return tuple(made)


def weigh_peace(view: View, terms: PeaceTerms) -> Reply:
    """Answer a peace offer plainly: yes to what gives, and to what takes if the other side is much stronger."""
    world, seat = view.known, view.seat
    other = terms.loser if terms.winner == seat else terms.winner
    mine, theirs = (int(x) for x in strength(world)[[seat, other]])
    given = 10_000 * len(terms.cede) + 20 * terms.reparations + 2_000 * terms.demilitarise
    gain = (given if terms.winner == seat else -given) + 20_000 * (theirs - mine) // max(1, mine + theirs) + 2_000
    if gain >= 0:
        return Reply("yes", gain=gain, reason="gain", amount=gain)
    return Reply("no", gain=gain, reason="losing" if mine > theirs else "price")
