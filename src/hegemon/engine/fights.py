"""Battles: every attacked province is decided at once, from the same map, by ratio and brackets."""

from __future__ import annotations

import numpy as np

from hegemon.atlas.geography import CROSSING
from hegemon.engine.battle import UNDEFENDED, Outcome, flank, ground, lost, outcome, ratio
from hegemon.engine.field import Field, Group
from hegemon.engine.occupation import take
from hegemon.world.chance import between
from hegemon.world.fixed import Bools, Ints


def fight(field: Field) -> None:
    """Fight all battles; first all are decided, then all take effect, then who was beaten goes home."""
    world = field.turn.world
    targets: dict[int, list[Group]] = {}
    for group in field.groups:
        targets.setdefault(group.target, []).append(group)
    for place in list(targets):
        targets[place] = _landed(field, place, targets[place])
    order = sorted([p for p in targets if targets[p]], key=world.scenario.province_ids.item)
    attacked = set(order)
    held = {p: _defenders(field, p, targets[p]) for p in order}
    lent = _support(field, {p: targets[p] for p in order if held[p]}, attacked)
    settled = [(p, *_decide(field, p, targets[p], held[p], lent.get(p, 0))) for p in order]
    for place, winners, losers, result in settled:
        _settle(field, place, winners, losers, held[place], result, attacked)
    for _, _, losers, _ in settled:
        for group in (g for side in losers for g in side):
            field.home(group)


def naval(field: Field, states: list[int]) -> int:
    """Return the sea power of states: army strength x naval share, those on the march included."""
    world = field.turn.world
    army, share = world.army, world.scenario.naval
    for group in field.groups:
        army[group.owner] += group.points
    return sum(int(army[s]) * int(share[s]) for s in states)


def _landed(field: Field, place: int, groups: list[Group]) -> list[Group]:
    """Return the groups that arrive: a landing needs more sea power than the enemy side has."""
    world = field.turn.world
    stopped = []
    for group in groups:
        if world.land.border.item(group.base, place) != CROSSING:
            continue
        friends = [s for s in np.flatnonzero(field.may[group.owner]).tolist() if world.war[s].any()]
        foes = np.flatnonzero(world.war[group.owner]).tolist()
        if naval(field, friends or [group.owner]) <= naval(field, foes):
            stopped.append(group)
            field.turn.note("dropped", group.owner, detail="at sea")
    if not stopped:
        return groups
    for group in stopped:
        field.home(group)
    gone = {id(g) for g in stopped}
    return [g for g in groups if id(g) not in gone]


def _defenders(field: Field, place: int, groups: list[Group]) -> list[int]:
    """Return the states whose stacks here are at war with an attacker."""
    world = field.turn.world
    here, foes = world.troops[:, place].nonzero()[0].tolist(), {g.owner for g in groups}
    war = world.war.item
    found = [s for s in here if any(war(s, foe) for foe in foes)]
    return sorted(found, key=field.rank) if len(found) > 1 else found


def _support(field: Field, battles: dict[int, list[Group]], attacked: set[int]) -> dict[int, int]:
    """Return the strength lent to each battle by holding, unattacked friends next door.

    battles: the groups that attack a defended province, by province.
    """
    world, rule = field.turn.world, field.turn.world.rules.war
    points, border = world.troops.item, world.land.border.item
    lenders: dict[tuple[int, int], list[int]] = {}
    for place, groups in battles.items():
        first, *others = {g.owner for g in groups}
        enemies: Bools = world.war[first] > 0
        for foe in others:
            enemies &= world.war[foe] > 0
        able = enemies.nonzero()[0].tolist()
        for near in world.land.neighbours[place]:
            if near in attacked or border(place, near) == CROSSING:
                continue
            for state in able:
                if points(state, near):
                    lenders.setdefault((near, state), []).append(place)
    lent: dict[int, int] = {}
    for (near, state), places in lenders.items():
        part = field.defence(near, [state]) // rule.support // len(places)
        for place in places:
            lent[place] = lent.get(place, 0) + part
    return lent


def _sides(field: Field, groups: list[Group]) -> list[list[Group]]:
    """Return the attackers in sides: owners who are not at war with each other stand together."""
    if len(groups) == 1:
        return [groups]
    war = field.turn.world.war.item
    sides: list[list[Group]] = []
    for group in sorted(groups, key=lambda g: field.rank(g.owner)):
        for side in sides:
            if not any(war(group.owner, g.owner) for g in side):
                side.append(group)
                break
        else:
            sides.append([group])
    return sides


def _decide(
    field: Field, place: int, groups: list[Group], defenders: list[int], lent: int
) -> tuple[list[Group], list[list[Group]], tuple[int, Outcome]]:
    """Return the side that enters (empty if none), the attackers that do not, and how it fell."""
    world, rule = field.turn.world, field.turn.world.rules.war
    stack = field.defence(place, defenders)
    held = ground(world.scenario.terrain.item(place), world.fort.item(place), rule)
    roll = between(*rule.roll, world.seed, world.turn, "battle", world.scenario.province_ids.item(place))
    sides = _sides(field, groups)
    best: tuple[int, int] = (-1, -1)
    powers = [field.attack(side) for side in sides]
    for i, side in enumerate(sides):
        borders = {g.base for g in side if sum([h.points for h in side if h.base == g.base]) >= rule.corps}
        rivals = sum(powers) - powers[i]
        against = stack + min(lent, stack) + rivals * 100 // held
        value = ratio(powers[i], flank(len(borders), rule), against, held, roll)
        best = max(best, (value, -i))
    value, index = best[0], -best[1]
    fell = outcome(value, world.rules)
    if fell.won:
        return sides[index], [s for i, s in enumerate(sides) if i != index], (value, fell)
    return [], sides, (value, fell)


def _settle(
    field: Field, place: int, winners: list[Group], losers: list[list[Group]], defenders: list[int],
    result: tuple[int, Outcome], attacked: set[int],
) -> None:  # fmt: skip
    world, turn = field.turn.world, field.turn
    value, fell = result
    beaten = [g for side in losers for g in side]
    stacks = {s: world.troops.item(s, place) for s in defenders}
    said = f"{value // 100}.{value % 100:02d} to 1" if value < UNDEFENDED else "undefended"
    if not winners:
        attackers = field.points_of(beaten)
        lead = max(attackers, key=lambda s: (attackers[s], -field.rank(s)))
        field.wear(beaten, fell.loser, stacks)
        for state, points in stacks.items():
            gone = min(points, lost(points, fell.winner))
            world.troops[state, place] -= gone
            field.lose(state, gone, attackers)
        holder = max(stacks, key=lambda s: (stacks[s], -field.rank(s))) if stacks else field.holder[place]
        turn.note("standoff" if len(losers) > 1 else "repulsed", lead, holder, place=place, amount=value, detail=said)
        return
    attackers = field.points_of(winners)
    foes = dict(stacks)
    for state, points in field.points_of(beaten).items():
        foes[state] = foes.get(state, 0) + points
    if foes:
        field.wear(winners, fell.winner, foes)
    field.wear(beaten, fell.loser, attackers)
    for state, points in stacks.items():
        gone = min(points, lost(points, fell.loser))
        field.lose(state, gone, attackers)
        world.troops[state, place] = 0
        _retreat(field, state, place, points - gone, attacked, attackers)
    take(field, place, winners, value, said)


def _retreat(
    field: Field, state: int, place: int, points: int, attacked: set[int], attackers: dict[int, int]
) -> None:
    """Fall back to the friendly, unattacked neighbour with the most of one's own; with none, surrender."""
    if points <= 0:
        return
    world = field.turn.world
    border = world.land.border
    open_to = [
        n for n in world.land.neighbours[place]
        if n not in attacked and border.item(place, n) != CROSSING and field.may.item(state, field.holder[n])
    ]  # fmt: skip
    if not open_to:
        field.turn.note("surrender", state, place=place, amount=points)
        field.lose(state, points, attackers)
        return
    ids: Ints = world.scenario.province_ids
    best = max(open_to, key=lambda n: (world.troops.item(state, n), -ids.item(n)))
    world.troops[state, best] += points
