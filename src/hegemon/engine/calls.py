"""Calls to arms: who must help whom, standing replies, and the rounds in which a war spreads.

Snyder 1997 on abandonment and entrapment.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from hegemon.engine import stakes
from hegemon.engine.breach import Broken, breach, hush, reveal, ruptures
from hegemon.engine.context import Deed, Turn
from hegemon.engine.hostility import Hostility, join_war
from hegemon.world.orders import AT_ONCE, REFUSE
from hegemon.world.promises import consultation, helps
from hegemon.world.relations import absent_price, broken_by, hidden
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
    """Settle the calls that waited, all at once. Return what this opens.

    Who says yes joins when its allies have deliberated, who says no is absent; silence puts a call off one turn,
    and then is no.
    """
    world = turn.world
    if not world.calls:
        return []
    answers = {a.call: a.honour for seat in turn.seats for a in turn.orders[seat].answers}
    treaties = {t.id: t for t in world.treaties}
    wars = {w.id: w for w in world.wars if not w.ended}
    waiting: list[Call] = []
    joins: list[Summons] = []
    absent: list[Summons] = []
    for call in world.calls:
        treaty, war = treaties.get(call.treaty), wars.get(call.war)
        over = war is None or world.war[call.caller, call.against] != call.war
        if treaty is None or over or war is None or world.war[call.called, call.against]:
            continue
        said = answers.get(call.id, True if call.promised else None)
        due = call.until <= world.turn
        summons = Summons(call.called, call.caller, call.against, call.war, war.side(call.caller), treaty)
        if said and due:
            joins.append(summons)
        elif said is False or (due and call.delayed):
            absent.append(summons)
        elif said or not due:
            waiting.append(msgspec.structs.replace(call, promised=bool(said)))
        else:
            waiting.append(msgspec.structs.replace(call, until=world.turn + 1, delayed=True))
    world.calls = tuple(waiting)
    opened = _join_all(turn, joins)
    for s in (*absent, *joins):  # who says yes to both sides joins one and fails the other
        war = next(w for w in world.wars if w.id == s.war)
        if war.side(s.called) != s.side:
            _absent(turn, s)
    return opened


def spread(turn: Turn, hostilities: list[Hostility]) -> None:
    """Call allies in synchronous rounds, each on the belligerents of the round before, at most S rounds."""
    world = turn.world
    asked = {(c.called, c.war, c.caller) for c in world.calls}
    for _ in range(world.states):
        found = [s for s in summoned(world, hostilities, turn.broke) if (s.called, s.war, s.caller) not in asked]
        if not found:
            return
        sides: dict[tuple[int, int], set[int]] = {}
        for s in found:
            sides.setdefault((s.called, s.war), set()).add(s.side)
        joins: list[Summons] = []
        for s in found:
            asked.add((s.called, s.war, s.caller))
            torn = len(sides[s.called, s.war]) > 1 or bool(broken_by(world, s.called, s.against))
            reply = s.treaty.reply_of(s.called)
            turn.note(
                "called", s.caller, s.called, other=s.against, detail=s.treaty.kind, secret=hidden(world, s.treaty)
            )
            wait = consultation(world, s.treaty)
            if reply == REFUSE and not torn:
                _absent(turn, s)
            elif reply == AT_ONCE and not torn and not wait:
                joins.append(s)
            else:
                given = reply == AT_ONCE and not torn
                until = world.turn + max(1, wait)
                call = Call(world.next_id(), s.war, s.treaty.id, s.caller, s.called, s.against, until, promised=given)
                world.calls = (*world.calls, call)
        hostilities = _join_all(turn, joins)
        if not hostilities:
            return


def summoned(
    world: World, hostilities: list[Hostility], broke: Collection[tuple[int, int]] = ()
) -> list[Summons]:
    """Return who is called by a set of hostilities, in an order that no index decides.

    A state is called once to a side, by the treaty that it would be dearest to fail. broke: (treaty, state) words
    broken in this phase.
    """
    if not hostilities:
        return []
    rules, home = world.rules, world.home.tolist()
    wars = {w.id: w for w in world.wars}
    bound: dict[int, list[Treaty]] = {}
    for treaty in world.treaties:
        if helps(rules.kinds[treaty.kind]):
            for party in treaty.parties:
                bound.setdefault(party, []).append(treaty)
    found: dict[tuple[int, int, int], Summons] = {}
    for h in hostilities:
        war = wars[h.war]
        for caller, foe in ((h.victim, h.attacker), (h.attacker, h.victim)):
            for treaty in bound.get(caller, ()):
                if (treaty.id, foe) in broke and not rules.kinds[treaty.kind].collective:
                    continue
                for called in _duty_bound(world, treaty, caller, foe, h, war):
                    free = home[called] and war.side(called) < 0 and not world.war[called, foe]
                    if not free or world.war[called, caller]:
                        continue
                    new = Summons(called, caller, foe, h.war, war.side(caller), treaty)
                    old = found.setdefault((called, h.war, new.side), new)
                    if _dear(world, new) > _dear(world, old):
                        found[called, h.war, new.side] = new
    ids = world.scenario.state_ids
    return sorted(found.values(), key=lambda s: (s.war, int(ids[s.called]), int(ids[s.caller])))


def _dear(world: World, s: Summons) -> tuple[bool, int]:
    kind = world.rules.kinds[s.treaty.kind]
    return not kind.informal, kind.absent


def _duty_bound(world: World, treaty: Treaty, caller: int, foe: int, h: Hostility, war: War) -> tuple[int, ...]:
    """Return whom a treaty calls to one party's side in a hostility: duties, and what a coalition invites to."""
    kind = world.rules.kinds[treaty.kind]
    if foe in treaty.parties or treaty.exclude == foe or treaty.target not in (-1, foe):
        return ()
    if kind.informal:
        return treaty.others(caller)  # it binds nobody, so it asks for every war on the target
    if caller == h.attacker:
        if not (kind.attack and h.declared and war.ready):
            return ()
    elif not (kind.aid or kind.invited) or not (h.declared or (treaty.chained and world.rules.switch.chaining)):
        return ()
    elif caller == war.aggressor and not war.ready:
        return ()  # an unmobilised declarer has no claim on its allies
    if kind.one_way:
        return treaty.parties[:1] if caller != treaty.parties[0] else ()
    return treaty.others(caller)


def _join_all(turn: Turn, joins: list[Summons]) -> list[Hostility]:
    """Bring all who join into their wars at once; what that breaks is broken by both who turn on each other."""
    world, opened, broken = turn.world, list[Hostility](), Broken()
    at_once = {(s.called, s.war) for s in joins}
    for s in joins:
        opened += _join(turn, s)
    for h in opened:
        ruptures(world, h.attacker, h.victim, broken=broken)
        if (h.victim, h.war) in at_once:
            ruptures(world, h.victim, h.attacker, broken=broken)
    breach(turn, broken)
    return opened


def _join(turn: Turn, s: Summons) -> list[Hostility]:
    world = turn.world
    opened = join_war(turn, s.called, s.war, s.side, s.treaty.id)
    if not opened:
        return []
    kind = world.rules.kinds[s.treaty.kind]
    turn.note("joined", s.called, s.against, other=s.caller, detail=s.treaty.kind)
    reveal(turn, s.treaty.id)
    if not kind.informal:
        turn.deeds.append(Deed("honour", s.called, s.caller, kind.price))
        stakes.answered(turn, s.called, s.caller, s.against, s.treaty.kind)
    return opened


def _absent(turn: Turn, s: Summons) -> None:
    world, since = turn.world, len(turn.events)
    kind, secret = world.rules.kinds[s.treaty.kind], hidden(world, s.treaty)
    if kind.informal:
        return
    turn.note("absent", s.called, s.caller, other=s.against, detail=s.treaty.kind)
    turn.deeds.append(Deed("absent", s.called, s.caller, absent_price(world.rules, kind), secret=secret))
    stakes.missed(turn, s.called, s.caller, s.against, s.treaty.kind)
    if secret:
        hush(turn, since)
