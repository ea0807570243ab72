"""Effort and focus: one block a turn to where it buys most, by the marginal gain of each branch or by look-ahead."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.estimate import SEASON
from hegemon.counsel.forecast import Step, as_terms, focus_parts, gains, step, steps
from hegemon.engine.effort import ARMS
from hegemon.players.maximiser import courses, plans
from hegemon.players.maximiser.cadence import rhythm, stocktaking
from hegemon.players.maximiser.fronts import enemies
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.world.chance import field
from hegemon.world.orders import BRANCHES, FOCUSES, Option, Record, Shift, Term
from hegemon.world.view import View


def shift(view: View, mind: Mind) -> tuple[tuple[Shift, ...], Record | None]:
    """Return the block that moves, if one pays, and why; who may simulate looks ahead.

    A seat thinks of it every so many turns: a block that moves is idle for one.
    """
    if mind.budget:
        return courses.shift(view, mind, mind.budget - (mind.budget // 2 if plans.far(mind) else 0))
    world, me = view.known, view.seat
    if not stocktaking(view, mind.weights.effort.every):
        return (), None
    blocks = world.effort[me].tolist()
    plain = not (mind.error or mind.terms)
    up, down = ([], []) if plain else misjudged(view, mind.error)
    won, lost = gains(view) if plain else ([_total(s, mind) for s in up], [_total(s, mind) for s in down])
    moves = sorted([
        (lost[source] - won[to], source, to)
        for source in range(4) for to in range(4) if to != source and blocks[source] and blocks[to] < 10
    ])[:2]  # fmt: skip
    if not moves:
        return (), None
    idle = mind.weigh((Term("a block idle for a turn", -mind.weights.effort.margin, -1),))
    options = [Option("leave effort as it is")]
    for _, source, to in moves:
        onto, off = (step(view, to, 1), step(view, source, -1)) if plain else (up[to], down[source])
        less = mind.weigh([Term(f"less {name}", -part) for name, part in off])
        options.append(Option(
            f"a block from {BRANCHES[source]} to {BRANCHES[to]}", (*mind.weigh(as_terms(onto)), *less, *idle)
        ))
        if options[-1].utility <= 0:
            break  # the next best could be no runner-up
    chosen, record = choose(view, "effort", -1, options)
    return ((Shift(*moves[chosen - 1][1:]),) if chosen else ()), record


def _total(terms: Step, mind: Mind) -> int:
    """Return what a step adds up to as the doctrine weighs it."""
    factor = mind.terms
    if not factor:
        return sum([amount for _, amount in terms])
    return sum([int(amount * factor.get(name, 1000) / 1000) for name, amount in terms])


def misjudged(view: View, error: int) -> tuple[list[Step], list[Step]]:
    """Return what one block more and one less in each branch brings, as a seat of some error supposes.

    Each branch is misjudged by a part that stands for a season, drawn by the seat's own key.
    """
    if not error:
        return steps(view)
    noise = field(view.known.seed, view.turn // SEASON, "blurred effort", np.arange(len(BRANCHES)), min(error, 1000))
    strayed = (1000 + noise).tolist()
    up, down = (
        [[(name, amount * part // 1000) for name, amount in terms] for part, terms in zip(strayed, side, strict=True)]
        for side in steps(view)
    )
    return up, down


def focus(view: View, mind: Mind) -> tuple[int | None, Record | None]:
    """Return the national focus to turn to, if another serves better, and why."""
    world, me = view.known, view.seat
    now = world.focus_new.item(me)
    every = mind.weights.effort.every
    if now and not (stocktaking(view, every) and (world.turn // 2 + rhythm(view, 3)) % 3 == 0):
        return None, None
    power = world.power.item(me)
    kinds = focus_parts(view)
    numbers, options = sorted(kinds), []
    for number in numbers:
        name, terms = FOCUSES[number], as_terms(kinds[number])
        if number == ARMS and enemies(view):
            terms.append(Term("at war", power // 200, -1))
        if number != now:
            terms.append(Term("a turn to change", -power // 500, -1))
        options.append(mind.option(f"focus on {name}", terms))
    index, record = choose(view, "focus", -1, options)
    return (numbers[index] if numbers[index] != now else None), record
