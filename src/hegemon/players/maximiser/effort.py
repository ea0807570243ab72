"""Effort and focus: one block a turn to where it buys most, by the marginal gain of each branch."""

from __future__ import annotations

from hegemon.counsel.forecast import as_terms, focus_gains, steps
from hegemon.engine.effort import ARMS
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import decided, recorded
from hegemon.world.orders import BRANCHES, FOCUSES, Option, Record, Shift, Term
from hegemon.world.view import View


def shift(view: View, mind: Mind) -> tuple[tuple[Shift, ...], Record | None]:
    """Return the block that moves, if one pays, and why."""
    world, me = view.known, view.seat
    blocks = world.effort[me].tolist()
    up, down = steps(view)
    gains, losses = ([sum([amount for _, amount in step]) for step in side] for side in (up, down))
    ranked = sorted(
        (losses[source] - gains[to], source, to)
        for source in range(4) for to in range(4) if to != source and blocks[source] and blocks[to] < 10
    )[:2]  # fmt: skip
    idle = Term("a block idle for a turn", -mind.weights.effort.margin, -1)
    options = [
        Option(
            f"a block from {BRANCHES[source]} to {BRANCHES[to]}",
            (*as_terms(up[to]), *as_terms((f"less {name}", -amount) for name, amount in down[source]), idle),
        )
        for _, source, to in ranked
    ]
    stay = Option("leave effort as it is")
    if options[0].utility <= 0:
        return (), recorded(view, "effort", -1, stay, options)
    return (Shift(ranked[0][1], ranked[0][2]),), recorded(view, "effort", -1, options[0], (options[1], stay))


def focus(view: View, at_war: bool) -> tuple[int | None, Record | None]:
    """Return the national focus to turn to, if another serves better, and why."""
    world, me = view.known, view.seat
    now = int(world.focus_new[me])
    if world.turn % 3 != int(world.scenario.state_ids[me]) % 3 and now:
        return None, None
    power = int(world.power[me])
    kinds = focus_gains(view)
    if at_war:
        kinds = {**kinds, ARMS: kinds[ARMS] + power // 200}
    options = []
    for number, amount in sorted(kinds.items()):
        name = FOCUSES[number]
        terms = [Term(f"what {name} adds", amount, -1)]
        if number != now:
            terms.append(Term("a turn to change", -power // 500, -1))
        options.append((number, Option(f"focus on {name}", tuple(terms))))
    record = decided(view, "focus", -1, [option for _, option in options])
    chosen = next(number for number, option in options if option is record.options[0])
    return (chosen if chosen != now else None), record
