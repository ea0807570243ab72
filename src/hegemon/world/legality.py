"""Whether orders are lawful, in words; screens and the engine call the same function.

It uses only what the seat knows exactly, so a view and the world agree on it. The judges of forces and effort are
here, those of diplomacy in legality_diplomacy.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import compress
from operator import attrgetter
from typing import Any

import msgspec

from hegemon.atlas.geography import CROSSING, Geography
from hegemon.world import legality_crisis as crises
from hegemon.world import legality_diplomacy as diplomacy
from hegemon.world import legality_pacts as pacts
from hegemon.world import legality_powers as powers
from hegemon.world.fixed import Bools, Ints
from hegemon.world.orders import BRANCHES, FOCUSES, Move, Orders, Shift
from hegemon.world.relations import access, command
from hegemon.world.state import World
from hegemon.world.view import View


def check(view: View, orders: Orders) -> tuple[str, ...]:
    """Return what is wrong with orders, one sentence each, empty if all are lawful."""
    if orders.seat != view.seat:
        return (f"orders are for seat {orders.seat}, this seat is {view.seat}; send them from their own seat",)
    return lawful(view.known, orders)[1]


def lawful(world: World, orders: Orders, may: Bools | None = None) -> tuple[Orders, tuple[str, ...]]:
    """Return the lawful part of orders and a sentence for each thing left out.

    may: access(world), if it is at hand.
    """
    seat = orders.seat
    problems: list[str] = []
    if not 0 <= seat < len(world.alive) or not world.alive.item(seat):
        return Orders(seat=seat), (f"seat {seat} is not in play; choose one of {', '.join(world.codes)}",)
    may = access(world) if may is None else may
    changed: dict[str, Any] = {}
    if world.exiled.item(seat):
        orders, barred = crises.in_exile(orders)
        problems += barred

    def keep(name: str, judge: _Judge, items: tuple[Any, ...]) -> None:
        faults = list(map(judge(world, orders, may), items))
        if any(faults):
            problems.extend(filter(None, faults))
            changed[name] = tuple([item for item, wrong in zip(items, faults, strict=True) if not wrong])

    if orders.declare:
        keep("declare", _declare, orders.declare)
        orders = msgspec.structs.replace(orders, **changed) if changed else orders
    singles, lists = _singles(orders), _lists(orders)
    if singles != _NONE:
        for (name, single), given in zip(SINGLE, singles, strict=True):
            if given is not None and (wrong := single(world, seat, given)):
                problems.append(wrong)
                changed[name] = None
    for (name, judge), items in compress(zip(JUDGES, lists, strict=True), lists):
        keep(name, judge, items)
    if orders.summit:
        wrong = crises.summit_fault(world, seat, msgspec.structs.replace(orders, **changed))
        if wrong:
            problems.append(wrong)
            changed["summit"] = ()
    if orders.refusals:
        changed["refusals"] = tuple(s for s in orders.refusals if 0 <= s < world.states)
    return msgspec.structs.replace(orders, **changed) if changed else orders, tuple(problems)


def _place(world: World, province: int) -> str:
    return world.land.codes[province] if 0 <= province < world.provinces else f"province {province}"


def _holds(world: World, seat: int, province: int) -> bool:
    if not 0 <= province < world.provinces or world.sovereign[province] != seat:
        return False
    return bool(world.occupier[province] < 0)


def _posture(world: World, seat: int, posture: str | None) -> str:
    if posture == "mobilise":
        if world.mobilised[seat]:
            return "you are mobilised already"
        if world.disarmed[seat] >= world.turn:
            return f"the peace forbids you to mobilise through turn {int(world.disarmed[seat])}"
    if posture == "demobilise" and not world.mobilised[seat]:
        return "you are not mobilised"
    return ""


def _shift(world: World, seat: int) -> Callable[[Shift], str]:
    rule = world.rules.effort
    left = rule.shifts_war if any(world.war[seat].tolist()) else rule.shifts_peace
    blocks = world.effort[seat].tolist()

    def fault(shift: Shift) -> str:
        nonlocal left
        if not (0 <= shift.source < 4 and 0 <= shift.to < 4) or shift.source == shift.to:
            return "an effort block moves from one branch to another"
        if left == 0:
            return "no more effort blocks can move this turn"
        if blocks[shift.source] == 0:
            return f"there is no block left in {BRANCHES[shift.source]}"
        left -= 1
        blocks[shift.source] -= 1
        blocks[shift.to] += 1
        return ""

    return fault


def _move(world: World, seat: int, declare: tuple[int, ...], may: Bools) -> Callable[[Move], str]:
    rule, borders, holds = world.rules.war, _borders(world.land), _holders(world)
    troops, free = world.troops[seat].item, may[seat].tolist()
    for foe in declare:
        free[foe] = False  # who declares war on a friend marches through its land as an enemy
    left: dict[int, int] = {}
    attacked: set[int] = set()
    landed: dict[tuple[int, int], int] = {}
    provinces, most, limit = len(holds), rule.steps + 1, -1

    def marched(path: tuple[int, ...], said: str) -> str:
        return f"the march from {_place(world, path[0])} to {_place(world, path[-1])} {said}"

    def fault(move: Move) -> str:
        nonlocal limit
        path, points = move.path, move.points
        if not 2 <= len(path) <= most:
            return f"a march takes one to {rule.steps} steps"
        here, last = path[0], path[-1]
        joined = 0 <= here < provinces
        near = borders[here] if joined else {}
        for step in path[1:]:
            if step not in near:
                joined = False
                break
            near = borders[step]
        if not joined and (min(path) < 0 or max(path) >= provinces):
            return "a march leads through provinces that do not exist"
        spare = left[here] if here in left else troops(here)
        if points <= 0 or points > spare:
            return marched(path, f"takes {points} points, {spare} are free there")
        if not joined:
            return marched(path, "crosses no border; march from neighbour to neighbour")
        for step in path[1:-1] if len(path) > 2 else ():
            if not free[holds[step]]:
                held = f"{_place(world, step)}, held by {world.codes[holds[step]]}"
                return marched(path, f"passes {held}; ask for access")
        holder = holds[last]
        if not free[holder]:
            if not world.war[seat, holder] and holder not in declare:
                return marched(path, f"enters land of {world.codes[holder]}; declare war or sign for access")
            limit = command(world, seat) if limit < 0 else limit
            if last not in attacked and len(attacked) == limit:
                return marched(path, f"is one attack more than your command allows ({limit})")
            if borders[path[-2]][last] == CROSSING:
                crossing = (path[-2], last)
                if landed.get(crossing, 0) + points > rule.landing:
                    return marched(path, f"lands more than {rule.landing} points over one crossing; send fewer")
                landed[crossing] = landed.get(crossing, 0) + points
            attacked.add(last)
        left[here] = spare - points
        return ""

    return fault


# The last answer of _holders with what it was worked out from: every seat asks about the same published world.
_held: list[tuple[Ints, Ints, list[int]]] = []


def _holders(world: World) -> list[int]:
    """Return who holds each province now, (P,)."""
    sovereign, occupier = world.sovereign, world.occupier
    for known in _held:
        if known[0] is sovereign and known[1] is occupier:
            return known[2]
    holds: list[int] = world.controller.tolist()
    if not (sovereign.flags.writeable or occupier.flags.writeable):
        _held[:] = [(sovereign, occupier, holds)]
    return holds


@lru_cache(maxsize=8)
def _borders(land: Geography) -> tuple[dict[int, int], ...]:
    """Return the border with each neighbour, by province."""
    return tuple(
        dict(zip(near, land.border[here, list(near)].tolist(), strict=True))
        for here, near in enumerate(land.neighbours)
    )


def _focus(world: World, seat: int, focus: int) -> str:
    return "" if 0 <= focus < len(FOCUSES) else f"focus {focus} is unknown; choose 0 to {len(FOCUSES) - 1}"


def _depot(world: World, seat: int, depot: int) -> str:
    if _holds(world, seat, depot):
        return ""
    return f"recruits cannot gather at {_place(world, depot)}; choose a province that you hold"


_Judge = Callable[[World, Orders, Bools], Callable[[Any], str]]

# What is ordered once, by the field of Orders: (world, seat, order) -> fault.
SINGLE: tuple[tuple[str, Callable[[World, int, Any], str]], ...] = (
    ("focus", _focus),
    ("posture", _posture),
    ("depot", _depot),
    ("demand", crises.demand_fault),
    ("proclaim", powers.proclaim_fault),
)


def _declare(world: World, orders: Orders, may: Bools) -> Callable[[int], str]:
    return diplomacy.declaration(world, orders.seat)


# What is ordered in lists, by the field of Orders: (world, orders, access) -> judge of one order. They are asked in
# this order, after the declarations, which stand in the orders only as far as they are lawful.
JUDGES: tuple[tuple[str, _Judge], ...] = (
    ("shifts", lambda world, orders, may: _shift(world, orders.seat)),
    ("moves", lambda world, orders, may: _move(world, orders.seat, orders.declare, may)),
    ("leave", lambda world, orders, may: lambda t: diplomacy.party(world, orders.seat, t, leaving=True)),
    ("breach", lambda world, orders, may: lambda t: diplomacy.party(world, orders.seat, t, leaving=False)),
    ("standing", lambda world, orders, may: diplomacy.standing(world, orders.seat)),
    ("answers", lambda world, orders, may: diplomacy.answer(world, orders.seat)),
    ("letters", lambda world, orders, may: diplomacy.letters(world, orders.seat)),
    ("counters", lambda world, orders, may: lambda letter: diplomacy.letter_fault(world, orders.seat, letter)),
    ("accept", lambda world, orders, may: diplomacy.accept(world, orders.seat)),
    ("tickets", lambda world, orders, may: diplomacy.ticket(world, orders.seat)),
    ("propose", lambda world, orders, may: pacts.proposals(world, orders)),
    ("votes", lambda world, orders, may: pacts.votes(world, orders.seat)),
    ("join", lambda world, orders, may: powers.join(world, orders.seat)),
    ("sanction", lambda world, orders, may: powers.sanction(world, orders.seat)),
    ("lift", lambda world, orders, may: powers.lift(world, orders.seat)),
    ("caps", lambda world, orders, may: crises.cap(world, orders.seat)),
    ("claims", lambda world, orders, may: crises.claim(world, orders.seat)),
)
_singles: Callable[[Orders], tuple[Any, ...]] = attrgetter(*(name for name, _ in SINGLE))
_lists: Callable[[Orders], tuple[Any, ...]] = attrgetter(*(name for name, _ in JUDGES))
_NONE = (None,) * len(SINGLE)
