"""Opening a war and joining one: what makes two states enemies."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from hegemon.engine.context import Deed, Turn
from hegemon.world.treaties import War


@dataclass(frozen=True, slots=True)
class Hostility:
    """One state made war on another in this phase; declared: by its own choice, not by joining a friend."""

    attacker: int
    victim: int
    war: int
    declared: bool
    mutual: bool = False


def make_enemies(turn: Turn, a: int, b: int, war: int) -> None:
    """Put two states at war; what was pending between them is void."""
    world = turn.world
    world.war[a, b] = world.war[b, a] = war
    world.inflicted[a, b] = world.inflicted[b, a] = 0
    void = [o for o in world.offers if {o.letter.sender, o.letter.to} == {a, b}]
    for offer in void:
        turn.note("void", offer.letter.sender, offer.letter.to)
    gone = {o.id for o in void}
    world.offers = tuple(o for o in world.offers if o.id not in gone)
    world.calls = tuple(c for c in world.calls if {c.caller, c.called} != {a, b})
    world.payments = tuple(p for p in world.payments if {p.payer, p.payee} != {a, b})


def begin_war(turn: Turn, aggressor: int, victim: int, mutual: bool, ready: bool) -> Hostility:
    """Open a war between two states."""
    world = turn.world
    number = world.next_id()
    world.wars = (
        *world.wars,
        War(
            id=number,
            since=world.turn,
            aggressor=-1 if mutual else aggressor,
            victim=-1 if mutual else victim,
            joined=((aggressor, 0, world.turn, -1), (victim, 1, world.turn, -1)),
            ready=ready,
        ),
    )
    make_enemies(turn, aggressor, victim, number)
    if not mutual:
        turn.deeds.append(Deed("war", aggressor, victim))
    return Hostility(aggressor, victim, number, declared=True, mutual=mutual)


def join_war(turn: Turn, state: int, number: int, side: int, treaty: int) -> list[Hostility]:
    """Bring a state into a war on a side; return the hostilities that this opens.

    It fights everyone of the other side who still fights in that war and is not at war with it already.
    """
    world = turn.world
    war = next((w for w in world.wars if w.id == number and not w.ended), None)
    if war is None or war.side(state) == 1 - side:
        return []
    if war.side(state) < 0:
        war = msgspec.structs.replace(war, joined=(*war.joined, (state, side, world.turn, treaty)))
        world.wars = tuple(war if w.id == number else w for w in world.wars)
    friends = war.members(side)
    opened = []
    for enemy in war.members(1 - side):
        fights = any(world.war[enemy, f] == number for f in friends)
        if fights and world.home[enemy] and not world.war[state, enemy]:
            make_enemies(turn, state, enemy, number)
            opened.append(Hostility(state, enemy, number, declared=False))
    return opened


def close_wars(turn: Turn) -> None:
    """Mark the wars in which nobody fights any more as ended."""
    world = turn.world
    if all(w.ended for w in world.wars):
        return
    going = set(world.war.ravel().tolist())
    if any(not w.ended and w.id not in going for w in world.wars):
        world.wars = tuple(
            w if w.ended or w.id in going else msgspec.structs.replace(w, ended=world.turn) for w in world.wars
        )
