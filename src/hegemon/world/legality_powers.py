"""Whether proclaiming or joining an order, and laying or lifting sanctions, is lawful, in words."""

from __future__ import annotations

from collections.abc import Callable

from hegemon.world.state import World


def proclaim_fault(world: World, seat: int, dues: int) -> str:
    """Return why a seat cannot proclaim an order with dues of so many per mille, empty if it can."""
    rule, kinds = world.rules.order, world.rules.kinds
    ordering = [name for name, kind in kinds.items() if kind.order and world.rules.allow.get(name, 1)]
    if not (world.rules.switch.order and ordering):
        return "the rules of this game know no orders"
    if not _at_home(world, seat) or world.dominant[seat] < rule.turns:
        share, had = rule.share // 10_000, int(world.dominant[seat])
        return f"an order needs {rule.turns} turns in a row with {share}% of power or more; you have {had}"
    if any(kinds[t.kind].order and seat in t.parties for t in world.treaties):
        return "you are in an order already; leave it first"
    if not 0 <= dues <= rule.dues_most:
        return f"dues run from 0 to {rule.dues_most} per mille of output"
    return ""


def join_fault(world: World, seat: int, treaty_id: int) -> str:
    """Return why a seat cannot join a treaty that is open to all, empty if it can."""
    kinds = world.rules.kinds
    treaty = next((t for t in world.treaties if t.id == treaty_id), None)
    if treaty is None or treaty.hidden or not kinds[treaty.kind].open:
        return f"treaty {treaty_id} is not open to all"
    if kinds[treaty.kind].order and not world.rules.switch.order:
        return "the rules of this game know no orders"
    if not _at_home(world, seat):
        return "a state without land cannot join an order"
    if seat in treaty.parties:
        return f"you are in that {treaty.kind} already"
    if kinds[treaty.kind].order and any(kinds[t.kind].order and seat in t.parties for t in world.treaties):
        return "you are in an order already; leave it first"
    if seat in (treaty.target, treaty.exclude):
        return f"that {treaty.kind} is made against you or shuts you out"
    foe = next((p for p in treaty.parties if world.war[seat, p]), -1)
    if foe >= 0:
        return f"you are at war with {world.codes[foe]}; make peace first"
    return ""


def join(world: World, seat: int) -> Callable[[int], str]:
    """Return the judge of the open treaties that a seat joins, one a turn."""
    taken: list[int] = []

    def fault(treaty_id: int) -> str:
        wrong = join_fault(world, seat, treaty_id)
        if not wrong and taken:
            wrong = "one order can be joined in a turn"
        if not wrong:
            taken.append(treaty_id)
        return wrong

    return fault


def sanction(world: World, seat: int) -> Callable[[int], str]:
    """Return the judge of the sanctions that a seat lays."""
    seen: set[int] = set()

    def fault(target: int) -> str:
        if not world.rules.switch.sanctions:
            return "the rules of this game know no sanctions"
        if not 0 <= target < world.states or target == seat or not _at_home(world, target):
            return f"{_name(world, target)} cannot be sanctioned; choose another state that has land"
        if world.sanction[seat, target] or target in seen:
            return f"{world.codes[target]} is under your sanctions already"
        seen.add(target)
        return ""

    return fault


def lift(world: World, seat: int) -> Callable[[int], str]:
    """Return the judge of the sanctions that a seat lifts."""

    def fault(target: int) -> str:
        if not 0 <= target < world.states or not world.sanction[seat, target]:
            return f"{_name(world, target)} is not under your sanctions"
        return ""

    return fault


def _at_home(world: World, state: int) -> bool:
    return bool(world.alive[state]) and not world.exiled[state]


def _name(world: World, state: int) -> str:
    return world.codes[state] if 0 <= state < world.states else f"state {state}"
