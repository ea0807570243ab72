"""Clashes: enemies who march at each other over one border meet on it."""

from __future__ import annotations

from hegemon.engine.field import Field, Group
from hegemon.world.fixed import muldiv


def fight(field: Field) -> None:
    """Settle every border on which opposing groups meet; who loses goes home before the battles."""
    facing: dict[tuple[int, int], list[Group]] = {}
    for group in field.groups:
        facing.setdefault((group.base, group.target), []).append(group)
    sent_home: list[Group] = []
    ids = field.turn.world.scenario.province_ids.item
    met = [(a, b) for a, b in facing if (b, a) in facing and ids(a) < ids(b)]
    for a, b in sorted(met, key=lambda pair: (ids(pair[0]), ids(pair[1]))):
        sent_home += _clash(field, facing[a, b], facing[b, a])
    for group in sent_home:
        field.home(group)
    gone = set(map(id, sent_home))
    field.groups = [g for g in field.groups if id(g) not in gone and g.points > 0]


def _clash(field: Field, one: list[Group], two: list[Group]) -> list[Group]:
    war = field.turn.world.war.item
    first = [g for g in one if any(war(g.owner, h.owner) for h in two)]
    second = [h for h in two if any(war(h.owner, g.owner) for g in one)]
    if not first or not second:
        return []
    rule = field.turn.world.rules.war
    here, there = field.attack(first), field.attack(second)
    if here < there:
        first, second, here, there = second, first, there, here
    value = here * 100 // max(1, there)
    lead, other = _leader(field, first), _leader(field, second)
    if value < rule.clash:
        field.turn.note("clash", lead, other, place=first[0].target, detail="both home")
        return first + second
    foes, losers = field.points_of(second), field.points_of(first)
    field.wear(second, rule.loss, losers)
    field.wear(first, muldiv(rule.loss_winner, there, max(1, here)), foes)
    field.turn.note("clash", lead, other, place=first[0].target, detail="first on")
    return second


def _leader(field: Field, groups: list[Group]) -> int:
    points = field.points_of(groups)
    return max(points, key=lambda s: (points[s], -field.rank(s)))
