"""Effort and focus: one block a turn to where it buys most, by the marginal gain of each branch."""

from __future__ import annotations

from hegemon.counsel.forecast import as_terms, focus_gains, steps
from hegemon.engine.effort import ARMS
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose, total
from hegemon.world.orders import BRANCHES, FOCUSES, Option, Record, Shift, Term
from hegemon.world.view import View


def shift(view: View, mind: Mind) -> tuple[tuple[Shift, ...], Record | None]:
    """Return the block that moves, if one pays, and why."""
    world, me = view.known, view.seat
    blocks = world.effort[me].tolist()
    up, down = steps(view)
    more = [mind.weigh(as_terms(step)) for step in up]
    less = [mind.weigh(as_terms((f"less {name}", -amount) for name, amount in step)) for step in down]
    gains, losses = ([total(step) for step in side] for side in (more, less))
    ranked = sorted(
        (-losses[source] - gains[to], source, to)
        for source in range(4) for to in range(4) if to != source and blocks[source] and blocks[to] < 10
    )[:2]  # fmt: skip
    idle = mind.weigh((Term("a block idle for a turn", -mind.weights.effort.margin, -1),))
    options = [
        Option(f"a block from {BRANCHES[source]} to {BRANCHES[to]}", (*more[to], *less[source], *idle))
        for _, source, to in ranked
    ]
    chosen, record = choose(view, "effort", -1, (Option("leave effort as it is"), *options))
    return ((Shift(*ranked[chosen - 1][1:]),) if chosen else ()), record


def focus(view: View, at_war: bool, mind: Mind) -> tuple[int | None, Record | None]:
    """Return the national focus to turn to, if another serves better, and why."""
    world, me = view.known, view.seat
    now = int(world.focus_new[me])
    if world.turn % 3 != int(world.scenario.state_ids[me]) % 3 and now:
        return None, None
    power = int(world.power[me])
    kinds = focus_gains(view)
    if at_war:
        kinds = {**kinds, ARMS: kinds[ARMS] + power // 200}
    numbers, options = sorted(kinds), []
    for number in numbers:
        name = FOCUSES[number]
        terms = [Term(f"what {name} adds", kinds[number], -1)]
        if number != now:
            terms.append(Term("a turn to change", -power // 500, -1))
        options.append(mind.option(f"focus on {name}", terms))
    index, record = choose(view, "focus", -1, options)
    return (numbers[index] if numbers[index] != now else None), record
