"""Phase 1, diplomacy: answers, withdrawals, breaches and declarations, signatures, calls to arms, peace."""

from __future__ import annotations

import msgspec

from hegemon.engine import calls, congress, crisis, lapse, motions, order, peace, sanctions, signing, summit
from hegemon.engine.breach import Broken, breach, ruptures, take_out
from hegemon.engine.context import Deed, Turn
from hegemon.engine.hostility import Hostility, begin_war
from hegemon.world.orders import PeaceTerms, Ticket
from hegemon.world.relations import breach_price, broken_by, forbids_attack, hidden, under_arms
from hegemon.world.treaties import Treaty


def phase(turn: Turn) -> None:
    """Walk the steps of the phase in their order; everything in a step happens at once."""
    summit.quarrels(turn)
    _standing_replies(turn)
    hostilities = calls.answer(turn)
    lapse.withdraw(turn)
    motions.decide(turn)
    agreed = signing.agreed(turn)
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
    motions.table(turn)
    crisis.open_new(turn)


def _standing_replies(turn: Turn) -> None:
    world = turn.world
    given: dict[int, dict[int, str]] = {}
    for seat in turn.seats:
        for item in turn.orders[seat].standing:
            given.setdefault(item.treaty, {})[seat] = item.reply
    if given:
        world.treaties = tuple(_replying(t, given[t.id]) if t.id in given else t for t in world.treaties)


def _replying(treaty: Treaty, given: dict[int, str]) -> Treaty:
    replies = tuple(given.get(p, r) for p, r in zip(treaty.parties, treaty.replies, strict=True))
    return msgspec.structs.replace(treaty, replies=replies)


def _declare(turn: Turn, agreed: list[Ticket]) -> list[Hostility]:
    """Break the words that are broken by order or by attack, all at once, and open the wars declared."""
    world = turn.world
    pairs = _declared(turn, agreed)
    broken = _by_order(turn)
    for a, b, mutual in pairs:
        if not mutual:
            ruptures(world, a, b, unready=not under_arms(world, a), broken=broken)
            _turned_on(turn, a, b)
    breach(turn, broken)
    opened = []
    for a, b, mutual in pairs:
        if mutual:
            _part(turn, a, b)
        turn.note("mutual war" if mutual else "declared", a, b)
        opened.append(begin_war(turn, a, b, mutual=mutual, ready=under_arms(world, a)))
    return [h for h in opened if not h.mutual]


def _part(turn: Turn, a: int, b: int) -> None:
    """End what two signed who go to war on each other; others who signed it too have been let down by both."""
    world = turn.world
    for treaty in world.treaties:
        if not {a, b} <= set(treaty.parties):
            continue
        for state in (a, b) if forbids_attack(world, treaty, a, b) else ():
            price = breach_price(world, treaty, state) * (1 if under_arms(world, state) else 2)
            for other in treaty.parties:
                if other not in (a, b):
                    turn.deeds.append(Deed("breach", state, other, price, secret=hidden(world, treaty)))
        take_out(turn, treaty.id, (a, b), "ended")


def _turned_on(turn: Turn, attacker: int, victim: int) -> None:
    """Book the broken word of who attacks a state in the turn in which it was put out of their treaty unwarned."""
    world = turn.world
    for treaty, gone in turn.expelled:
        if gone == victim and forbids_attack(world, treaty, attacker, victim):
            price = breach_price(world, treaty, attacker) * (1 if under_arms(world, attacker) else 2)
            turn.deeds.append(Deed("breach", attacker, victim, price, secret=hidden(world, treaty)))
            turn.note("breach", attacker, victim, detail=treaty.kind, secret=hidden(world, treaty))


def _by_order(turn: Turn) -> Broken:
    """Return what is broken by order; to attack unmobilised in the same turn costs double here too."""
    world, broken = turn.world, Broken()
    for seat in turn.seats:
        orders = turn.orders[seat]
        if orders.breach:
            attacked = set() if under_arms(world, seat) else {
                t.id for foe in orders.declare for t in broken_by(world, seat, foe)
            }  # fmt: skip
            for number in orders.breach:
                broken.setdefault(number, {})[seat] = number in attacked
    return broken


def _declared(turn: Turn, agreed: list[Ticket]) -> list[tuple[int, int, bool]]:
    """Return who goes to war on whom and whether both do; a ticket binds its giver above its own declaration."""
    world, ids = turn.world, turn.world.scenario.state_ids
    declared = {
        (seat, target)
        for seat in turn.seats
        for target in turn.orders[seat].declare
        if world.alive[target] and not world.war[seat, target]
    }
    if not declared:
        return []
    bound = {(t.giver, t.letter.sender) for t in agreed}
    found = []
    for a, b in sorted(declared, key=lambda pair: (int(ids[pair[0]]), int(ids[pair[1]]))):
        mutual = (b, a) in declared
        if (a, b) in bound and not mutual:
            turn.note("bound", a, b)
        elif not mutual or int(ids[a]) < int(ids[b]):
            found.append((a, b, mutual))
    return found
