"""Whether orders are lawful, in words; screens and the engine call the same function.

It uses only what the seat knows exactly, so a view and the world agree on it. The judges of forces and effort are
here, those of diplomacy in legality_diplomacy.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

import msgspec

from hegemon.atlas.geography import CROSSING
from hegemon.world import legality_diplomacy as diplomacy
from hegemon.world.fixed import Bools
from hegemon.world.orders import BRANCHES, FOCUSES, Move, Orders, Shift
from hegemon.world.relations import access, command
from hegemon.world.state import World
from hegemon.world.view import View

Item = TypeVar("Item")


def check(view: View, orders: Orders) -> tuple[str, ...]:
    """Return what is wrong with orders, one sentence each, empty if all are lawful."""
    if orders.seat != view.seat:
        return (f"orders are for seat {orders.seat}, this seat is {view.seat}; send them from their own seat",)
    return lawful(view.known, orders)[1]


def lawful(world: World, orders: Orders, may: Bools | None = None) -> tuple[Orders, tuple[str, ...]]:
    """Return the lawful part of orders and a sentence for each thing left out.

    may: access(world), if it is at hand.
    """
    seat, problems = orders.seat, list[str]()
    if not 0 <= seat < world.states or not world.alive[seat]:
        return Orders(seat=seat), (f"seat {seat} is not in play; choose one of {', '.join(world.codes)}",)
    may = access(world) if may is None else may

    def keep(items: tuple[Item, ...], judge: Callable[[], Callable[[Item], str]]) -> tuple[Item, ...]:
        if not items:
            return ()
        fault, kept = judge(), []
        for item in items:
            wrong = fault(item)
            if wrong:
                problems.append(wrong)
            else:
                kept.append(item)
        return tuple(kept)

    declare = keep(orders.declare, lambda: diplomacy.declaration(world, seat))
    focus = orders.focus
    if focus is not None and not 0 <= focus < len(FOCUSES):
        problems.append(f"focus {focus} is unknown; choose 0 to {len(FOCUSES) - 1}")
        focus = None
    posture = orders.posture
    wrong = _posture(world, seat, posture)
    if wrong:
        problems.append(wrong)
        posture = None
    depot = orders.depot
    if depot is not None and not _holds(world, seat, depot):
        problems.append(f"recruits cannot gather at {_place(world, depot)}; choose a province that you hold")
        depot = None
    cleaned = msgspec.structs.replace(
        orders,
        shifts=keep(orders.shifts, lambda: _shift(world, seat)),
        focus=focus,
        posture=posture,
        depot=depot,
        declare=declare,
        moves=keep(orders.moves, lambda: _move(world, seat, declare, may)),
        leave=keep(orders.leave, lambda: lambda t: diplomacy.party(world, seat, t, leaving=True)),
        breach=keep(orders.breach, lambda: lambda t: diplomacy.party(world, seat, t, leaving=False)),
        standing=keep(orders.standing, lambda: diplomacy.standing(world, seat)),
        answers=keep(orders.answers, lambda: diplomacy.answer(world, seat)),
        letters=keep(orders.letters, lambda: diplomacy.letters(world, seat)),
        counters=keep(orders.counters, lambda: lambda letter: diplomacy.letter_fault(world, seat, letter)),
        accept=keep(orders.accept, lambda: diplomacy.accept(world, seat)),
        tickets=keep(orders.tickets, lambda: diplomacy.ticket(world, seat)),
        refusals=tuple(s for s in orders.refusals if 0 <= s < world.states),
    )
    return cleaned, tuple(problems)


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
    left = rule.shifts_war if world.war[seat].any() else rule.shifts_peace
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
    rule, border, controller = world.rules.war, world.land.border, world.controller.tolist()
    troops, free = world.troops[seat].tolist(), may[seat].tolist()
    for foe in declare:
        free[foe] = False  # who declares war on a friend marches through its land as an enemy
    left: dict[int, int] = {}
    attacked: set[int] = set()
    landed: dict[tuple[int, int], int] = {}
    limit = command(world, seat)

    def fault(move: Move) -> str:
        path, points = move.path, move.points
        if not 2 <= len(path) <= rule.steps + 1:
            return f"a march takes one to {rule.steps} steps"
        if any(not 0 <= p < world.provinces for p in path):
            return "a march leads through provinces that do not exist"
        name = f"the march from {_place(world, path[0])} to {_place(world, path[-1])}"
        spare = left.get(path[0], troops[path[0]])
        if points <= 0 or points > spare:
            return f"{name} takes {points} points, {spare} are free there"
        if any(border[a, b] == 0 for a, b in pairwise(path)):
            return f"{name} crosses no border; march from neighbour to neighbour"
        for step in path[1:-1]:
            if not free[controller[step]]:
                return f"{name} passes {_place(world, step)}, held by {world.codes[controller[step]]}; ask for access"
        holder = controller[path[-1]]
        if not free[holder]:
            if not world.war[seat, holder] and holder not in declare:
                return f"{name} enters land of {world.codes[holder]}; declare war or sign for access"
            if path[-1] not in attacked and len(attacked) == limit:
                return f"{name} is one attack more than your command allows ({limit})"
            if border[path[-2], path[-1]] == CROSSING:
                crossing = (path[-2], path[-1])
                if landed.get(crossing, 0) + points > rule.landing:
                    return f"{name} lands more than {rule.landing} points over one crossing"
                landed[crossing] = landed.get(crossing, 0) + points
            attacked.add(path[-1])
        left[path[0]] = spare - points
        return ""

    return fault
