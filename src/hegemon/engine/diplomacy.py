"""Phase 1, diplomacy: answers, withdrawals, breaches and declarations, signatures, calls to arms, peace."""

from __future__ import annotations

import msgspec

from hegemon.engine import calls, congress, crisis, order, peace, sanctions, signing, summit
from hegemon.engine.breach import break_treaty, end_treaty
from hegemon.engine.context import Turn
from hegemon.engine.hostility import Hostility, begin_war
from hegemon.world.orders import PeaceTerms, Ticket
from hegemon.world.relations import forbids_attack, under_arms


def phase(turn: Turn) -> None:
    """Walk the steps of the phase in their order; everything in a step happens at once."""
    summit.quarrels(turn)
    _standing_replies(turn)
    hostilities = calls.answer(turn)
    _withdraw(turn)
    agreed = signing.agreed(turn)
    _breach(turn)
    hostilities += crisis.settle(turn)
    hostilities += _declare(turn, agreed)
    signing.sign(turn, [t for t in agreed if not isinstance(t.letter.terms, PeaceTerms)])
    order.join(turn)
    order.proclaim(turn)
    calls.spread(turn, hostilities)
    sanctions.lay(turn)
    summit.hold(turn)
    congress.award(turn)
    peace.make(turn, [t for t in agreed if isinstance(t.letter.terms, PeaceTerms)])
    signing.deliver(turn)
    crisis.open_new(turn)


def _standing_replies(turn: Turn) -> None:
    world = turn.world
    for seat in turn.seats:
        for item in turn.orders[seat].standing:
            world.treaties = tuple(
                msgspec.structs.replace(
                    t,
                    replies=tuple(
                        item.reply if p == seat else r for p, r in zip(t.parties, t.replies, strict=True)
                    ),
                )
                if t.id == item.treaty
                else t
                for t in world.treaties
            )


def _withdraw(turn: Turn) -> None:
    world = turn.world
    for treaty in world.treaties:
        gone = [state for state, when in treaty.leaving if when <= world.turn]
        if gone:
            end_treaty(turn, treaty, "ended", gone[0])
        elif treaty.until < world.turn:
            end_treaty(turn, treaty, "expired", treaty.parties[0])
    for seat in turn.seats:
        for number in turn.orders[seat].leave:
            treaty_ = next((t for t in world.treaties if t.id == number), None)
            if treaty_ is None or any(who == seat for who, _ in treaty_.leaving):
                continue
            left = msgspec.structs.replace(
                treaty_, leaving=(*treaty_.leaving, (seat, world.turn + treaty_.notice))
            )
            world.treaties = tuple(left if t.id == number else t for t in world.treaties)
            for other in treaty_.others(seat):
                turn.note("notice", seat, other, detail=treaty_.kind)


def _breach(turn: Turn) -> None:
    """Break what is broken by order; to attack unmobilised in the same turn costs double here too."""
    world = turn.world
    for seat in turn.seats:
        ready = under_arms(world, seat)
        for number in turn.orders[seat].breach:
            treaty = next((t for t in world.treaties if t.id == number), None)
            if treaty is not None:
                attack = any(forbids_attack(world, treaty, seat, foe) for foe in turn.orders[seat].declare)
                break_treaty(turn, treaty, seat, unready=attack and not ready)


def _declare(turn: Turn, agreed: list[Ticket]) -> list[Hostility]:
    """Open the wars declared. A ticket binds its giver above its own declaration on the holder."""
    world = turn.world
    bound = {(t.giver, t.letter.sender) for t in agreed}
    declared = {
        (seat, target)
        for seat in turn.seats
        for target in turn.orders[seat].declare
        if world.alive[target] and not world.war[seat, target]
    }
    ids = world.scenario.state_ids
    opened: list[Hostility] = []
    for a, b in sorted(declared, key=lambda pair: (int(ids[pair[0]]), int(ids[pair[1]]))):
        mutual = (b, a) in declared
        if (a, b) in bound and not mutual:
            turn.note("dropped", a, detail=f"war on {world.codes[b]}, whose letter it agreed to this turn")
            continue
        if mutual and int(ids[a]) > int(ids[b]):
            continue
        ready = under_arms(world, a)
        for treaty in world.treaties:
            if not mutual and forbids_attack(world, treaty, a, b):
                break_treaty(turn, treaty, a, unready=not ready)
            elif mutual and a in treaty.parties and b in treaty.parties:
                end_treaty(turn, treaty, "ended", a)
        turn.note("mutual war" if mutual else "declared", a, b)
        opened.append(begin_war(turn, a, b, mutual=mutual, ready=ready))
    return [h for h in opened if not h.mutual]
