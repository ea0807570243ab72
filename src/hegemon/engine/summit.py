"""Summits: a host brings others to one table, which warms them, raises the host and can keep two from war.

Bercovitch and Diehl 1997 on mediation between rivals.
"""

from __future__ import annotations

from itertools import combinations

from hegemon.engine.context import Turn
from hegemon.world.state import World


def hold(turn: Turn) -> None:
    """Bring the guests of each summit to one table; a host between quarrelling guests gains prestige."""
    world = turn.world
    for host in turn.seats:
        guests = turn.orders[host].summit
        if not guests:
            continue
        if any(world.war[host, g] or not world.home[g] for g in guests):
            turn.note("dropped", host, detail="guests at war")
            continue
        ids = world.scenario.state_ids
        seated = sorted(guests, key=lambda g: int(ids[g]))
        for a, b in zip(seated[::2], (*seated[1::2], seated[-2]), strict=False):
            turn.note("summit", host, a, other=b)
        turn.summits.append((host, tuple(seated)))
        if turn.quarrels and any(frozenset(pair) in turn.quarrels for pair in combinations(seated, 2)):
            world.prestige[host] += world.rules.crisis.mediator


def quarrels(turn: Turn) -> None:
    """Note, at the opening of the phase, who among the guests of summits is at odds: by crisis, war or dislike."""
    world = turn.world
    for host in turn.seats:
        for a, b in combinations(turn.orders[host].summit, 2):
            dislike = world.opinion[a, b] < 0 or world.opinion[b, a] < 0
            if dislike or world.war[a, b] or any({c.challenger, c.target} == {a, b} for c in world.crises):
                turn.quarrels.add(frozenset((a, b)))


def mediators(turn: Turn, one: int, two: int) -> list[int]:
    """Return the hosts whose summit seats both principals of a crisis, in the order of permanent ids."""
    world = turn.world
    return [
        host for host in turn.seats
        if {one, two} <= set(turn.orders[host].summit) and not world.war[host, one] and not world.war[host, two]
    ]  # fmt: skip


def warm(turn: Turn) -> None:
    """Raise the opinions of guests of each other and let what they hold against each other fall, once a pair."""
    if not turn.summits:
        return
    world: World = turn.world
    gain = world.rules.standing.summit
    for a, b in sorted({pair for _, guests in turn.summits for pair in combinations(sorted(guests), 2)}):
        for x, y in ((a, b), (b, a)):
            world.opinion[x, y] += gain
            world.grievance[x, y] = max(0, int(world.grievance[x, y]) - gain)
