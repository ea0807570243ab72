"""Open affairs in words: crises, motions, congresses and calls, and the answers to them, without colours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hegemon.game.chronicle import (
    TREATIES,
    clauses_said,
    demand_said,
    listed,
    state_name,
    treaty_terms_said,
    turns_said,
    year_of,
)
from hegemon.world.orders import RUNGS

if TYPE_CHECKING:
    from hegemon.world.orders import Cap, Claim, Orders
    from hegemon.world.state import World
    from hegemon.world.treaties import Call, Congress, Crisis, Motion, Treaty


def named(world: World, states: Iterable[int]) -> str:
    """Names of states in a row."""
    return listed([state_name(world, s) for s in states])


def treaty_of(world: World, number: int) -> Treaty | None:
    """The treaty of a number, None if it is gone or not known."""
    return next((t for t in world.treaties if t.id == number), None)


def crisis_said(world: World, crisis: Crisis) -> str:
    """A crisis as a clause: who demands what of whom."""
    challenger, target = state_name(world, crisis.challenger), state_name(world, crisis.target)
    return f"{challenger} demands of {target}: {demand_said(world, crisis, crisis.challenger)}"


def at_stake_said(world: World, crisis: Crisis) -> str:
    """What each side stands to lose by backing down, as the rules have it."""
    rule, price = world.rules.crisis, world.rules.crisis.price
    prices = ", ".join(f"{RUNGS[rung]} {points}" for rung, points in enumerate(price))
    return (
        f"Who backs down loses prestige by how far it went: {prices}. The demander loses {rule.stake} more; "
        "the other yields what is demanded. Equal below war: the demander backs down. Both at war: it is war."
    )


def cap_said(world: World, crisis: Crisis, cap: Cap, seat: int) -> str:
    """A sealed cap: how far, and beside whom where it is another's crisis."""
    sides = (crisis.challenger, crisis.target)
    beside = "" if seat in sides else f"stand by {state_name(world, sides[cap.side])} "
    return f"{beside}as far as {RUNGS[cap.rung]}"


def is_principal(crisis: Crisis, seat: int) -> bool:
    """Whether a crisis is a seat's own."""
    return seat in (crisis.challenger, crisis.target)


def motion_said(world: World, motion: Motion) -> str:
    """A motion as a clause: who proposes what."""
    terms, old = motion.terms, treaty_of(world, motion.treaty)
    proposer, kind = state_name(world, motion.proposer), TREATIES.get(motion.terms.kind, motion.terms.kind)
    if old is None:
        return f"{proposer} proposes {treaty_terms_said(world, terms, named=True)}"
    members = f"the {kind} of {named(world, old.parties)}"
    fresh = [p for p in terms.parties if p not in old.parties]
    gone = [p for p in old.parties if p not in terms.parties]
    if fresh == [motion.proposer]:
        return f"{proposer} asks to accede to {members}"
    if fresh:
        return f"{proposer} proposes to let {named(world, fresh)} into {members}"
    if gone:
        return f"{proposer} proposes to put {named(world, gone)} out of {members}"
    return f"{proposer} proposes to amend {members}: {changes_said(world, motion, old)}"


def changes_said(world: World, motion: Motion, old: Treaty) -> str:
    """The clauses that a motion would add to a treaty in force, and those that it would strike."""
    was, new = clauses_said(world, old), clauses_said(world, motion.terms)
    found = [clause for clause in new if clause not in was]
    found += [f"no more: {clause}" for clause in was if clause not in new]
    if motion.terms.target != old.target:
        found.append(f"against {state_name(world, motion.terms.target)}" if motion.terms.target >= 0 else "any enemy")
    return ", ".join(found) or f"{turns_said(motion.terms.term)} more"


def congress_said(world: World, congress: Congress) -> str:
    """A congress as a clause: whose land is before it."""
    count = len(congress.provinces)
    return f"congress on {count} province{'s' if count > 1 else ''} of {state_name(world, congress.loser)}"


def claim_said(world: World, claim: Claim) -> str:
    """Sealed bids in a row."""
    return ", ".join(f"{world.land.names[p]} for {price}" for p, price in claim.bids) or "nothing"


def call_said(world: World, call: Call) -> str:
    """What is left to say of a call: until when it waits, and what has been promised."""
    year = year_of(world, call.until)
    if call.promised:
        return f"help is promised, it comes in {year}" if call.until > world.turn else "help is promised"
    if call.until > world.turn:
        return f"the allies deliberate until {year}"
    return "left open once: silence is a no" if call.delayed else "silence leaves it open for a year"


def order_lines(world: World, orders: Orders) -> list[tuple[str, int, str]]:
    """Every order of this kind as (field, index in it, line)."""
    crises = {c.id: c for c in world.crises}
    motions = {m.id: m for m in world.motions}
    found: list[tuple[str, int, str]] = []
    for i, cap in enumerate(orders.caps):
        crisis = crises[cap.crisis]
        sides = f"{world.codes[crisis.challenger]} and {world.codes[crisis.target]}"
        found.append(("caps", i, f"in the crisis of {sides}: {cap_said(world, crisis, cap, orders.seat)}"))
    for i, vote in enumerate(orders.votes):
        said = motion_said(world, motions[vote.motion])
        found.append(("votes", i, f"vote {'yes' if vote.yes else 'no'}: {said}"))
    found += [("claims", i, f"claim at the congress: {claim_said(world, c)}") for i, c in enumerate(orders.claims)]
    for i, proposal in enumerate(orders.propose):
        old = treaty_of(world, proposal.treaty)
        verb = "put to the vote" if old is None else f"put to the vote, for the treaty with {named(world, old.parties)}"
        found.append(("propose", i, f"{verb}: {treaty_terms_said(world, proposal.terms, named=True)}"))
    for i, number in enumerate(orders.join):
        treaty = treaty_of(world, number)
        leader = treaty.parties[0] if treaty is not None else -1
        found.append(("join", i, f"join the order of {state_name(world, leader)}"))
    if orders.proclaim is not None:
        found.append(("proclaim", 0, f"proclaim an order of our own, dues {orders.proclaim / 10:g}%"))
    found += [("sanction", i, f"lay sanctions on {state_name(world, s)}") for i, s in enumerate(orders.sanction)]
    found += [("lift", i, f"lift the sanctions on {state_name(world, s)}") for i, s in enumerate(orders.lift)]
    if orders.demand is not None:
        target = state_name(world, orders.demand.target)
        found.append(("demand", 0, f"demand of {target}: {demand_said(world, orders.demand, orders.seat)}"))
    if orders.summit:
        found.append(("summit", 0, f"bring {named(world, orders.summit)} to one table"))
    return found


def money(world: World, state: int) -> dict[str, int]:
    """What flows to a state a turn (below nothing: from it): dues of orders, and payments under peaces and demands."""
    drawn, kinds = world.mobilised_output, world.rules.kinds
    dues = paid = 0
    for treaty in world.treaties:
        if kinds[treaty.kind].order and state in treaty.parties and world.rules.switch.order:
            leads = treaty.parties[0] == state
            payers = treaty.parties[1:] if leads else (state,)
            dues += (1 if leads else -1) * sum(int(drawn[p]) * treaty.dues // 1000 for p in payers)
    for payment in world.payments:
        if state in (payment.payer, payment.payee):
            sign = 1 if payment.payee == state else -1
            paid += sign * int(drawn[payment.payer]) * payment.rate // 1000
    return {name: amount for name, amount in (("dues", dues), ("tribute", paid)) if amount}


def end_said(world: World) -> str:
    """How a game ended, as a clause."""
    rule, followers = world.rules.power, 0
    for treaty in world.treaties:
        if world.rules.kinds[treaty.kind].order and world.victor == treaty.parties[0]:
            followers = len(treaty.parties) - 1
    turns = turns_said(rule.hegemon_turns)
    said = {
        "hegemony": f"hegemon, with {rule.hegemon / 10_000:.0f}% of the world's power or more for {turns}",
        "order": f"its order, with {followers} followers, holds the world together and has for {turns}",
        "last standing": "the last state standing",
        "bloc": f"first of a bloc that held {rule.bloc / 10_000:.0f}% or more together for {turns}",
        "the end": "the age ends, and nobody rules it",
    }
    return said.get(world.over, world.over)
