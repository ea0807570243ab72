"""Phase 4, campaign: moves, border clashes, battles, retreats, occupation."""

from __future__ import annotations

from hegemon.engine import clashes, fights, occupation
from hegemon.engine.context import Turn
from hegemon.engine.field import Field, Group
from hegemon.world.orders import Move
from hegemon.world.relations import access


def phase(turn: Turn) -> None:
    """Send home who may not stay, march, and fight everything at once on the same map."""
    world = turn.world
    may = access(world)
    occupation.expel(turn, may)
    field = Field(turn=turn, may=may, holder=world.controller.tolist())
    friendly, hostile = may.tolist(), world.war.tolist()
    for seat in turn.seats:
        moves = turn.orders[seat].moves
        if moves:
            _march(field, seat, moves, friendly[seat], hostile[seat])
    if field.groups:
        clashes.fight(field)
        fights.fight(field)
    occupation.garrison(turn, access(world))


def _march(field: Field, seat: int, moves: tuple[Move, ...], friendly: list[bool], enemy: list[int]) -> None:
    """Set out: a march within friendly land arrives, one into hostile land becomes an attack.

    One that was to end among friends attacks nobody, so that no attack escapes the limits of command and landings.
    friendly, enemy: (S,) who grants the seat access and in which war it fights whom.
    """
    turn, holder, stand = field.turn, field.holder, field.turn.world.troops[seat]
    arriving: dict[int, int] = {}  # they march on next turn at the earliest
    for move in moves:
        path = move.path
        here, last = path[0], path[-1]
        there = stand.item(here)
        points = min(move.points, there)
        blocked = -1
        for place in path[1:-1] if len(path) > 2 else ():
            if not friendly[holder[place]]:
                blocked = place
                break
        hostile = enemy[holder[last]]
        open_to = _meant(turn, seat, last) if hostile else friendly[holder[last]]
        if points <= 0 or blocked >= 0 or not open_to:
            place = last if blocked < 0 else blocked
            turn.note("dropped", seat, place=place, detail="closed" if points > 0 else "spent")
            continue
        stand[here] = there - points
        if hostile:
            field.groups.append(Group(seat, here, path[-2], last, points))
        else:
            arriving[last] = arriving.get(last, 0) + points
    for place, points in arriving.items():
        stand[place] += points


def _meant(turn: Turn, seat: int, place: int) -> bool:
    """Return whether a march on a province was an attack when it was ordered: on an enemy, or on who was to be one."""
    world = turn.opened or turn.world
    occupier = world.occupier.item(place)
    before = occupier if occupier >= 0 else world.sovereign.item(place)
    return bool(world.war.item(seat, before)) or before in turn.orders[seat].declare
