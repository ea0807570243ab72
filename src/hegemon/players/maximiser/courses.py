"""Effort by look-ahead: splits of effort to go for, each followed over the turns ahead, and the first step to the best.

What a plan comes to is the mean of the later half of those turns, beside what leaving effort as it is comes to.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import isqrt

import numpy as np

from hegemon.counsel.estimate import supposed
from hegemon.counsel.stocks import Course, Moved, Split, course, way, working
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.world.fixed import Ints
from hegemon.world.orders import BRANCHES, DIPLOMACY, Option, Record, Shift, Term
from hegemon.world.view import View

BLOCKS = 10
FEWEST, FARTHEST = 4, 32  # turns that are looked ahead, at least and at most
AFTER = 3  # turns that a game is supposed to go on after its limit
TERMS = ("coercion", "output", "influence", "safety", "prey")


def size(budget: int, left: int, mind: Mind) -> tuple[int, int]:
    """Return how many plans are followed and over how many turns, for a number of simulated turns.

    A turn of one plan's own stocks counts as the part of a simulated turn that assets/rules/ai.toml says.
    """
    steps = budget * mind.weights.effort.stocks
    turns = max(FEWEST, min(FARTHEST, left, isqrt(steps // 2)))
    return max(2, steps // turns), turns


@lru_cache(maxsize=1)
def _splits() -> tuple[Split, ...]:
    return tuple(split for split in product(range(BLOCKS + 1), repeat=len(BRANCHES)) if sum(split) == BLOCKS)


@lru_cache(maxsize=512)
def _near(blocks: Split) -> tuple[Moved, ...]:
    """Return the ways to all splits from one, the nearest first."""
    ways = [(way(blocks, split), split) for split in _splits()]
    ways.sort(key=lambda found: (len(found[0]), found[1]))
    return tuple(moved for moved, _ in ways)


def shift(view: View, mind: Mind, budget: int) -> tuple[tuple[Shift, ...], Record | None]:
    """Return the blocks that move and why: for each first step the best plan that begins with it."""
    world, me = view.known, view.seat
    rule = world.rules.effort
    blocks = tuple(world.effort[me].tolist())
    steps = rule.shifts_war if world.war[me].any() else rule.shifts_peace
    plans, turns = size(budget, world.limit + AFTER - world.turn, mind)
    ways = _near(blocks)[:plans]
    counts = np.asarray(rule.counts, np.float64)
    held = np.array([working(blocks, moved, turns, steps) for moved in ways])
    found = course(view, counts[held], counts[supposed(view)])
    amounts = _amounts(view, found, mind)
    part = np.array([mind.terms.get(name, 1000) for name in TERMS])
    worth = np.trunc(amounts * part[:, None] / 1000).sum(axis=0)
    best: dict[tuple[int, int], int] = {}
    for at in range(1, len(ways)):
        first = ways[at][0]
        if first not in best or worth[at] > worth[best[first]]:
            best[first] = at
    chosen = [best[first] for first in sorted(best)]
    options = [Option("leave effort as it is")]
    options += [_option(view, ways[at], amounts[:, at].tolist(), mind) for at in chosen]
    index, record = choose(view, "effort", -1, options)
    moved = ways[chosen[index - 1]][:steps] if index else ()
    return tuple(Shift(source, to) for source, to in moved), record


def _amounts(view: View, found: Course, mind: Mind) -> Ints:
    """Return what each plan adds to leaving effort as it is, the first of them, by the share it shows in.

    (5, K) ppm of power, in the order of TERMS. Half of what arms count for in wars to come is safety, half is prey.
    """
    later = slice(found.force.shape[1] // 2, None)
    parts = [part[:, later].mean(axis=1) for part in (found.coercion, found.output, found.influence)]
    arms = np.log(np.maximum(found.force, 1.0))[:, later].mean(axis=1)
    unseen = arms * float(view.known.power[view.seat]) * mind.weights.effort.might / 2000
    amounts = np.array([*parts, unseen, unseen])
    whole: Ints = np.rint(amounts - amounts[:, :1]).astype(np.int64)
    return whole


def _option(view: View, moved: Moved, amounts: list[int], mind: Mind) -> Option:
    """Return a plan as an option, named by its first step and the split it goes for."""
    blocks, each = view.known.effort[view.seat].tolist(), view.known.rules.effort.envoys_each
    goal = list(blocks)
    for source, to in moved:
        goal[source] -= 1
        goal[to] += 1
    terms = [Term(name, amount) for name, amount in zip(TERMS, amounts, strict=True) if amount]
    extra = goal[DIPLOMACY] // each - blocks[DIPLOMACY] // each
    if extra:
        terms.append(Term("envoys", extra * mind.weights.effort.envoy))
    source, to = moved[0]
    said = "-".join(str(block) for block in goal)
    return mind.option(f"a block from {BRANCHES[source]} to {BRANCHES[to]}, on to {said}", terms)
