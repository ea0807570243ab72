"""Supply: full on connected land of one's own or of friends, less beyond, least when cut off."""

from __future__ import annotations

from collections import deque

from hegemon.world.fixed import Bools
from hegemon.world.state import World


def supplied(world: World, state: int, may: Bools, holder: list[int] | None = None) -> list[int]:
    """Return the supply of a state's forces in each province, (P,) percent.

    may: (S, S) access. holder: (P,) who holds land now, if it is at hand. Steps are counted from land that the state
    holds at home and that its capital reaches (any land it holds at home, if the capital is lost); friendly land
    joined to it supplies in full.
    """
    supply, neighbours = world.rules.war.supply, world.land.neighbours
    holder = world.controller.tolist() if holder is None else holder
    sovereign = world.sovereign.tolist()
    friends = may[state].tolist()
    far = len(supply) - 1
    steps = [far] * len(holder)
    capital = int(world.capital[state])
    if holder[capital] == state and sovereign[capital] == state:
        queue = deque([capital])
    else:
        queue = deque(p for p, h in enumerate(holder) if h == state and sovereign[p] == state)
    for p in queue:
        steps[p] = 0
    while queue:
        p = queue.popleft()
        here = steps[p]
        for n in neighbours[p]:
            if here >= steps[n] or not friends[holder[n]]:
                continue
            hostile = sovereign[n] != state and not friends[sovereign[n]]
            step = min(here + 1, far - 1) if hostile else here
            if step < steps[n]:
                steps[n] = step
                queue.append(n)
    return list(map(supply.__getitem__, steps))
