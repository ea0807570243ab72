"""Supply: full on connected land of one's own or of friends, less beyond, least when cut off."""

from __future__ import annotations

from hegemon.world.fixed import Bools
from hegemon.world.state import World


def supplied(world: World, state: int, may: Bools) -> list[int]:
    """Return the supply of a state's forces in each province, (P,) percent.

    may: (S, S) access.
    """
    supply = world.rules.war.supply
    return [supply[step] for step in steps_away(world, state, may, world.controller.tolist())]


def steps_away(world: World, state: int, may: Bools, holder: list[int]) -> list[int]:
    """Return how far each province is from a state's supplies, (P,): a place in the rules' supply by steps.

    may: (S, S) access. holder: (P,) who holds land now. Steps are counted from land that the state holds at home and
    that its capital reaches (any land it holds at home, if the capital is lost); friendly land joined to it supplies
    in full.
    """
    neighbours = world.land.neighbours
    sovereign = world.sovereign.tolist()
    friends = may[state].tolist()
    homely = [*friends[:state], True, *friends[state + 1 :]]
    far = len(world.rules.war.supply) - 1
    steps = [far] * len(holder)
    capital = int(world.capital[state])
    if holder[capital] == state and sovereign[capital] == state:
        reached = [capital]
    else:
        reached = [p for p, h in enumerate(holder) if h == state and sovereign[p] == state]
    for p in reached:
        steps[p] = 0
    here = 0
    while reached:
        beyond: list[int] = []
        further = min(here + 1, far - 1)
        for p in reached:  # it grows as land so many steps away is found
            for n in neighbours[p] if steps[p] == here else ():
                if here >= steps[n] or not friends[holder[n]]:
                    continue
                if homely[sovereign[n]]:
                    steps[n] = here
                    reached.append(n)
                elif further < steps[n]:
                    steps[n] = further
                    (beyond if further > here else reached).append(n)
        here, reached = further, beyond
    return steps
