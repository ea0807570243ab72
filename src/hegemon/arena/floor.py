"""The floor game: the least that a simultaneous game of land can cost, as a yardstick for ours.

Twelve states on two hundred random points, each joined to its five nearest. A turn is one greedy decision for every
border province and one recruitment for every state, resolution by province of what was ordered at once, two lines of
economy a province, the connected parts of every state, and one hash. Plain Python, no arrays: it has no treaties, no
beliefs and no battles worth the name, so that what Hegemon costs more is what Hegemon is.
"""

from __future__ import annotations

import hashlib
import heapq
import random
from dataclasses import dataclass


@dataclass(slots=True)
class Place:
    """A province of the floor game."""

    owner: int
    army: int
    wealth: int
    near: list[int]


def new_map(states: int, provinces: int, seed: int) -> list[Place]:
    """Returns the opening position: points joined to their five nearest, dealt to the nearest capital."""
    rng = random.Random(seed)
    points = [(rng.random(), rng.random()) for _ in range(provinces)]

    near: list[set[int]] = [set() for _ in points]
    owners: list[int] = []
    for a, (x, y) in enumerate(points):
        apart = [(x - u) * (x - u) + (y - v) * (y - v) for u, v in points]
        for b in heapq.nsmallest(6, range(provinces), key=apart.__getitem__)[1:]:
            near[a].add(b)
            near[b].add(a)
        owners.append(min(range(states), key=apart.__getitem__))
    return [Place(owners[a], 20, rng.randrange(50, 150), sorted(near[a])) for a in range(provinces)]


def turn(places: list[Place], treasury: list[int]) -> None:
    """Plays one turn of all states at once, in place."""
    arriving: list[tuple[int, int, int]] = []
    front: list[int] = [-1] * len(treasury)
    for here, place in enumerate(places):
        owner = place.owner
        weakest, least = -1, 0
        for other in place.near:
            there = places[other]
            if there.owner != owner and (weakest < 0 or there.army < least):
                weakest, least = other, there.army
        if weakest >= 0:
            if front[owner] < 0 or place.army < places[front[owner]].army:
                front[owner] = here
            if place.army > least + least // 2:
                arriving.append((weakest, owner, place.army - 1))
                place.army = 1
    for state, here in enumerate(front):
        if here >= 0:
            places[here].army += treasury[state] // 10
            treasury[state] %= 10
    attacks: dict[int, dict[int, int]] = {}
    for target, owner, army in arriving:
        sides = attacks.setdefault(target, {})
        sides[owner] = sides.get(owner, 0) + army
    for target, sides in sorted(attacks.items()):
        place = places[target]
        best = max(sides, key=lambda state: (sides[state], state))
        rest = place.army + sum(sides.values()) - sides[best]
        if sides[best] > rest:
            place.owner, place.army = best, sides[best] - rest // 2
            place.wealth -= place.wealth // 5
        else:
            place.army = max(1, place.army - sum(sides.values()) // 2)
    for place in places:
        place.wealth += (200 - place.wealth) // 50
        treasury[place.owner] += place.wealth // 8 - place.army // 12


def parts(places: list[Place]) -> int:
    """Returns how many connected parts the states have together."""
    seen = [False] * len(places)
    count = 0
    for start in range(len(places)):
        if seen[start]:
            continue
        count += 1
        seen[start] = True
        owner = places[start].owner
        stack = [start]
        while stack:
            for other in places[stack.pop()].near:
                if not seen[other] and places[other].owner == owner:
                    seen[other] = True
                    stack.append(other)
    return count


def play(states: int = 12, provinces: int = 200, turns: int = 100, seed: int = 1) -> str:
    """Plays a whole game (L by default) and returns the last turn's digest."""
    places = new_map(states, provinces, seed)
    treasury = [100] * states
    digest = ""
    for number in range(turns):
        turn(places, treasury)
        facts = (digest, number, parts(places), treasury, [(p.owner, p.army, p.wealth) for p in places])
        digest = hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()
    return digest
