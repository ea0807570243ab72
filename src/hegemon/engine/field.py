"""The field of a turn's campaign: attacking groups, who may stand where, and supply worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from hegemon.atlas.geography import CROSSING
from hegemon.engine.battle import front, lost, readiness, strength
from hegemon.engine.context import Turn
from hegemon.engine.supply import steps_away
from hegemon.world.fixed import Bools


@dataclass(slots=True)
class Group:
    """Points of one state that attack a province over one border; base is where they fall back to."""

    owner: int
    origin: int
    base: int
    target: int
    points: int


@dataclass(slots=True)
class Field:
    """What the steps of the campaign share. may: (S, S) access; holder: (P,) who held land when it began.

    away: steps_away of the states that were asked for.
    """

    turn: Turn
    may: Bools
    holder: list[int]
    groups: list[Group] = field(default_factory=list)
    away: dict[int, list[int]] = field(default_factory=dict)

    def supply(self, state: int, place: int) -> int:
        """Return the supply of a state's forces at a place, percent."""
        steps = self.away.get(state)
        if steps is None:
            steps = self.away[state] = steps_away(self.turn.world, state, self.may, self.holder)
        return self.turn.world.rules.war.supply[steps[place]]

    def attack(self, groups: list[Group]) -> int:
        """Return the strength of groups that attack one province together, by the frontage of each border."""
        world = self.turn.world
        rule, total = world.rules.war, 0
        by_border: dict[int, list[Group]] = {}
        for group in groups:
            by_border.setdefault(group.base, []).append(group)
        for base, here in by_border.items():
            border = world.land.border.item(base, here[0].target)
            points = sum([g.points for g in here])
            counted = front(points, border, rule)
            for g in here:
                own = strength(
                    g.points, world.quality.item(g.owner), self.supply(g.owner, base),
                    readiness(world, g.owner, defending=False),
                )  # fmt: skip
                if border == CROSSING:
                    own = own * rule.landing_strength // 100
                total += own * counted // max(1, points)
        return total

    def defence(self, place: int, owners: list[int]) -> int:
        """Return the strength of owners' stacks in a province, ground not yet counted."""
        world = self.turn.world
        return sum([
            strength(
                world.troops.item(o, place), world.quality.item(o), self.supply(o, place),
                readiness(world, o, defending=True),
            )
            for o in owners
        ])  # fmt: skip

    def rank(self, state: int) -> int:
        """Return the permanent id of a state, for ties."""
        return self.turn.world.scenario.state_ids.item(state)

    def lose(self, owner: int, points: int, foes: dict[int, int]) -> None:
        """Book points lost by an owner to the strongest of its foes (state: points)."""
        if points <= 0:
            return
        world = self.turn.world
        self.turn.losses[owner] = self.turn.losses.get(owner, 0) + points
        hostile = [f for f in foes if world.war.item(owner, f)]
        if hostile:
            best = hostile[0] if len(hostile) == 1 else max(hostile, key=lambda f: (foes[f], -self.rank(f)))
            world.inflicted[best, owner] += points

    def wear(self, groups: list[Group], percent: int, foes: dict[int, int]) -> None:
        """Take a loss from groups."""
        for group in groups:
            gone = min(group.points, lost(group.points, percent))
            group.points -= gone
            self.lose(group.owner, gone, foes)

    def points_of(self, groups: list[Group]) -> dict[int, int]:
        """Return points by owner."""
        found: dict[int, int] = {}
        for group in groups:
            found[group.owner] = found.get(group.owner, 0) + group.points
        return found

    def home(self, group: Group) -> None:
        """Bring a group back to where it set out, else to a friendly neighbour, else it surrenders."""
        world = self.turn.world
        if not group.points:
            return
        may = self.may[group.owner]
        for place in chain((group.base, group.origin), self._around(group)):
            if may[held if (held := world.occupier.item(place)) >= 0 else world.sovereign.item(place)]:
                world.troops[group.owner, place] += group.points
                group.points = 0
                return
        self.turn.note("surrender", group.owner, place=group.origin, amount=group.points)
        self.lose(group.owner, group.points, {})
        group.points = 0

    def _around(self, group: Group) -> Iterator[int]:
        """Yield the neighbours of a group's base by land, first where most of its own stand."""
        world, border = self.turn.world, self.turn.world.land.border
        ids, points = world.scenario.province_ids.item, world.troops[group.owner].item
        near = [n for n in world.land.neighbours[group.base] if border.item(group.base, n) != CROSSING]
        yield from sorted(near, key=lambda n: (-points(n), ids(n)))
