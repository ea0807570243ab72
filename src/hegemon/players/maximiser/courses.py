"""Effort by look-ahead: plans of effort followed to the end of the game, and the first step to the best of them.

A plan goes for one split of effort or, for who may simulate more, for one and from some turn on for another: growth
first, what counts at the end later. What it comes to is the seat's power over the turns that will be scored, and what
its arms are worth until then in wars that nobody sees coming, beside what leaving effort as it is comes to.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import isqrt
from typing import NamedTuple

import numpy as np

from hegemon.counsel.estimate import supposed
from hegemon.counsel.position import Floats
from hegemon.counsel.stocks import Moved, Split, course, way, working
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.world.fixed import Ints
from hegemon.world.orders import BRANCHES, DIPLOMACY, Option, Record, Shift, Term
from hegemon.world.state import World
from hegemon.world.view import View

BLOCKS = 10
FEWEST, FARTHEST = 4, 44  # turns that are looked ahead, at least and at most
AFTER = 4  # turns that a game is supposed to go on after its limit
TWICE = 200  # plans from which some of them change their goal on the way
CHANGES = (16, 12, 8)  # turns before the end at which they do
LATE = 14  # turns of an end game, in which the goals of the second step are sought
GOALS = 6  # of those, how many are gone for
SPAN = 30  # turns of arms that assets/rules/ai.toml says the worth of
TERMS = ("coercion", "output", "influence", "safety", "prey")


class Plan(NamedTuple):
    """A split to go for at once and one to go for from a turn on, counted from now; the same if there is but one."""

    goal: Split
    turn: int
    last: Split


def size(budget: int, left: int, mind: Mind) -> tuple[int, int]:
    """Return how many plans are followed and over how many turns, for a number of simulated turns.

    A turn of one plan's own stocks counts as the part of a simulated turn that assets/rules/ai.toml says.
    """
    steps = budget * mind.weights.effort.stocks
    turns = max(FEWEST, min(FARTHEST, left, isqrt(steps)))
    return max(2, steps // turns), turns


@lru_cache(maxsize=1)
def _splits() -> tuple[Split, ...]:
    return tuple(split for split in product(range(BLOCKS + 1), repeat=len(BRANCHES)) if sum(split) == BLOCKS)


@lru_cache(maxsize=512)
def _near(blocks: Split) -> tuple[Split, ...]:
    """Return all splits, the nearest to one first."""
    ways = [(way(blocks, split), split) for split in _splits()]
    ways.sort(key=lambda found: (len(found[0]), found[1]))
    return tuple(split for _, split in ways)


@lru_cache(maxsize=4096)
def _way(blocks: Split, goal: Split) -> Moved:
    return way(blocks, goal)


@lru_cache(maxsize=4096)
def _worked(blocks: Split, goal: Split, steps: int) -> Ints:
    """Return the blocks that work in each turn on the way to a goal, as far as anybody looks ahead."""
    return np.array(working(blocks, _way(blocks, goal), FARTHEST, steps))


def _blocks(blocks: Split, plan: Plan, turns: int, steps: int) -> Ints:
    """Return the blocks that work in each turn of a plan, (T, 4)."""
    first = _worked(blocks, plan.goal, steps)[:turns]
    if plan.goal == plan.last:
        return first
    return np.concatenate([first[:plan.turn], _worked(plan.goal, plan.last, steps)[:turns - plan.turn]])


def shift(view: View, mind: Mind, budget: int) -> tuple[tuple[Shift, ...], Record | None]:
    """Return the blocks that move and why: for each first step the best plan that begins with it."""
    world, me = view.known, view.seat
    rule = world.rules.effort
    blocks = tuple(world.effort[me].tolist())
    steps = rule.shifts_war if world.war[me].any() else rule.shifts_peace
    count, turns = size(budget, world.limit + AFTER - world.turn + 1, mind)
    scored = _scored(world, turns)
    plans = _plans(view, blocks, count, turns, steps, mind)
    amounts = _followed(view, blocks, plans, turns, steps, scored, mind)
    worth = _worth(amounts, mind)
    best: dict[tuple[int, int] | None, int] = {}
    for at, plan in enumerate(plans):
        first = _first(blocks, plan)
        if first not in best or worth[at] > worth[best[first]]:
            best[first] = at
    still = best.pop(None, 0)
    chosen = [best[first] for first in sorted(first for first in best if first)]
    terms = _terms(amounts[:, still].tolist())
    options = [mind.option("leave effort as it is", terms)]
    options += [_option(view, blocks, plans[at], amounts[:, at].tolist(), mind) for at in chosen]
    index, record = choose(view, "effort", -1, options)
    moved = _way(blocks, plans[chosen[index - 1]].goal)[:steps] if index else ()
    return tuple(Shift(source, to) for source, to in moved), record


def _plans(view: View, blocks: Split, count: int, turns: int, steps: int, mind: Mind) -> list[Plan]:
    """Return so many plans, the first of them to leave effort as it is."""
    near = _near(blocks)
    if count < TWICE or turns <= CHANGES[-1]:
        return [Plan(split, 0, split) for split in near[:count]]
    late = [Plan(split, 0, split) for split in near]
    rest = count - len(late) * min(LATE, turns) // turns
    ends = _followed(view, blocks, late, min(LATE, turns), steps, np.full(min(LATE, turns), 1.0), mind)
    ranked = np.argsort(-_worth(ends, mind), kind="stable")[:GOALS].tolist()
    changes = [turns - change for change in CHANGES if change < turns]
    found = [Plan(split, 0, split) for split in near[: rest // 4]]
    for goal in near:
        if len(found) >= rest:
            break
        for at in ranked:
            for turn in changes:
                last = late[at].goal
                if goal != last and len(_way(blocks, goal)) <= turn * steps:
                    found.append(Plan(goal, turn, last))
    return found[:rest]


def _first(blocks: Split, plan: Plan) -> tuple[int, int] | None:
    moved = _way(blocks, plan.goal)
    return moved[0] if moved else None


def _scored(world: World, turns: int) -> Floats:
    """Return how much each of the turns ahead counts: as often as it will be among those that are scored."""
    rule = world.rules.power
    weights = np.zeros(turns)
    left = 1.0
    for late in range(rule.end_most + 1):
        chance = left / rule.end_sixths if late < rule.end_most else left
        left -= chance
        end = world.limit + late - world.turn  # the last turn, counted from now
        for turn in range(end - rule.score_turns + 1, end + 1):
            if 0 <= turn < turns:
                weights[turn] += chance
    if weights.sum() <= 0:
        weights[turns // 2:] = 1.0
    return weights


def _followed(
    view: View, blocks: Split, plans: list[Plan], turns: int, steps: int, scored: Floats, mind: Mind
) -> Ints:
    """Return what each plan adds to the first of them, by the share it shows in, (5, K) ppm of power, as TERMS.

    Half of what arms count for in wars to come is safety, half is prey.
    """
    counts = np.asarray(view.known.rules.effort.counts, np.float64)
    held = np.stack([_blocks(blocks, plan, turns, steps) for plan in plans])
    seen = slice(int(scored.nonzero()[0][0]), None)
    found = course(view, counts[held], counts[supposed(view)], seen)
    weights = scored[seen] / scored.sum()
    parts = [part @ weights for part in (found.coercion, found.output, found.influence)]
    arms = np.log(np.maximum(found.force, 1.0)).sum(axis=1) / SPAN
    unseen = arms * float(view.known.power[view.seat]) * mind.weights.effort.might / 2000
    amounts = np.array([*parts, unseen, unseen])
    whole: Ints = np.rint(amounts - amounts[:, :1]).astype(np.int64)
    return whole


def _worth(amounts: Ints, mind: Mind) -> Floats:
    part = np.array([mind.terms.get(name, 1000) for name in TERMS])
    worth: Floats = np.trunc(amounts * part[:, None] / 1000).sum(axis=0)
    return worth


def _terms(amounts: list[int]) -> list[Term]:
    return [Term(name, amount) for name, amount in zip(TERMS, amounts, strict=True) if amount]


def _option(view: View, blocks: Split, plan: Plan, amounts: list[int], mind: Mind) -> Option:
    """Return a plan as an option, named by its first step and the splits it goes for."""
    each = view.known.rules.effort.envoys_each
    terms = _terms(amounts)
    extra = plan.goal[DIPLOMACY] // each - blocks[DIPLOMACY] // each
    if extra:
        terms.append(Term("envoys", extra * load_weights().effort.envoy))
    source, to = _way(blocks, plan.goal)[0]
    goal, last = ("-".join(str(block) for block in split) for split in (plan.goal, plan.last))
    said = f"on to {goal}" if goal == last else f"for {last} in the end, on to {goal}"
    return mind.option(f"a block from {BRANCHES[source]} to {BRANCHES[to]}, {said}", terms)
