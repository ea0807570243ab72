"""Calls to arms: who must help whom, standing replies, and the rounds in which a war spreads.

Snyder 1997 on abandonment and entrapment.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegemon.engine import stakes
from hegemon.engine.breach import break_treaty
from hegemon.engine.context import Deed, Turn
from hegemon.engine.hostility import Hostility, join_war
from hegemon.world.orders import AT_ONCE, REFUSE
from hegemon.world.relations import absent_price, forbids_attack
from hegemon.world.state import World
from hegemon.world.treaties import Call, Treaty, War


@dataclass(frozen=True, slots=True)
class Summons:
    """A treaty's claim on one state: join the caller's side of a war against the attacker."""

    called: int
    caller: int
    against: int
    war: int
    side: int
    treaty: Treaty


def answer(turn: Turn) -> list[Hostility]:
    """Settle the calls that waited: who honours joins, who does not is absent. Return what this opens."""
    world = turn.world
    answers = {a.call: a.honour for seat in turn.seats for a in turn.orders[seat].answers}
    waiting, world.calls = world.calls, ()
    opened: list[Hostility] = []
    for call in waiting:
        treaty = next((t for t in world.treaties if t.id == call.treaty), None)
        war = next((w for w in world.wars if w.id == call.war and not w.ended), None)
        over = war is None or world.war[call.caller, call.against] != call.war
        if treaty is None or over or war is None or world.war[call.called, call.against]:
            continue
        summons = Summons(call.called, call.caller, call.against, call.war, war.side(call.caller), treaty)
        if answers.get(call.id, False):
            opened += _join(turn, summons)
        else:
            _absent(turn, summons)
    return opened


def spread(turn: Turn, hostilities: list[Hostility]) -> None:
    """Call allies in synchronous rounds, each on the belligerents of the round before, at most S rounds."""
    world = turn.world
    asked: set[tuple[int, int, int]] = set()
    for _ in range(world.states):
        found = [s for s in summoned(world, hostilities) if (s.called, s.war, s.caller) not in asked]
        if not found:
            return
        sides: dict[tuple[int, int], set[int]] = {}
        for s in found:
            sides.setdefault((s.called, s.war), set()).add(s.side)
        joins: list[Summons] = []
        for s in found:
            asked.add((s.called, s.war, s.caller))
            torn = len(sides[s.called, s.war]) > 1 or _bound_to(world, s.called, s.against)
            reply = s.treaty.reply_of(s.called)
            turn.note("called", s.caller, s.called, other=s.against, detail=s.treaty.kind)
            if reply == AT_ONCE and not torn:
                joins.append(s)
            elif reply == REFUSE and not torn:
                _absent(turn, s)
            else:
                world.calls = (
                    *world.calls,
                    Call(world.next_id(), s.war, s.treaty.id, s.caller, s.called, s.against, world.turn + 1),
                )
        hostilities = [h for s in joins for h in _join(turn, s)]
        if not hostilities:
            return


def summoned(world: World, hostilities: list[Hostility]) -> list[Summons]:
    """Return who is called by a set of hostilities, in an order that no index decides."""
    wars = {w.id: w for w in world.wars}
    found: list[Summons] = []
    seen: set[tuple[int, int, int]] = set()
    for h in hostilities:
        war = wars[h.war]
        for treaty in world.treaties:
            for called in _duty_bound(world, treaty, h, war):
                side = war.side(h.victim)
                if (called, h.war, side) in seen or world.war[called, h.attacker] or not world.alive[called]:
                    continue
                if war.side(called) >= 0 or world.war[called, h.victim]:
                    continue
                seen.add((called, h.war, side))
                found.append(Summons(called, h.victim, h.attacker, h.war, side, treaty))
    ids = world.scenario.state_ids
    return sorted(found, key=lambda s: (s.war, int(ids[s.called]), int(ids[s.caller])))


def _duty_bound(world: World, treaty: Treaty, h: Hostility, war: War) -> tuple[int, ...]:
    kind = world.rules.kinds[treaty.kind]
    if not (kind.aid or kind.invited) or h.victim not in treaty.parties or h.attacker in treaty.parties:
        return ()
    if treaty.target >= 0 and treaty.target != h.attacker:
        return ()
    if not h.declared and not treaty.chained:
        return ()
    if h.victim == war.aggressor and not war.ready:
        return ()  # an unmobilised declarer has no claim on its allies
    if kind.one_way:
        return (treaty.parties[0],) if h.victim == treaty.parties[1] else ()
    return treaty.others(h.victim)


def _bound_to(world: World, state: int, enemy: int) -> bool:
    return any(forbids_attack(world, t, state, enemy) for t in world.treaties)


def _join(turn: Turn, s: Summons) -> list[Hostility]:
    world = turn.world
    opened = join_war(turn, s.called, s.war, s.side, s.treaty.id)
    if not opened:
        return []
    for h in opened:
        for treaty in world.treaties:
            if forbids_attack(world, treaty, s.called, h.victim):
                break_treaty(turn, treaty, s.called)
    turn.note("joined", s.called, s.against, other=s.caller, detail=f"under their {s.treaty.kind}")
    turn.deeds.append(Deed("honour", s.called, s.caller, world.rules.kinds[s.treaty.kind].price))
    stakes.answered(turn, s.called, s.caller, s.against, s.treaty.kind)
    return opened


def _absent(turn: Turn, s: Summons) -> None:
    kind = turn.world.rules.kinds[s.treaty.kind]
    turn.note("absent", s.called, s.caller, other=s.against, detail=s.treaty.kind)
    turn.deeds.append(Deed("absent", s.called, s.caller, absent_price(turn.world.rules, kind)))
    stakes.missed(turn, s.called, s.caller, s.against, s.treaty.kind)
