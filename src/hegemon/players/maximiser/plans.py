"""War by look-ahead: what the table proposes is played out on the estimated world, beside holding, before it is begun.

All plans meet the same chance, which is the seat's own and not the game's. In a simulated turn everyone keeps its
effort and holds; the seat, its target, who fights either and whoever answers a call march and strike as a statesman
would. A part of what a plan comes to, the seat's power then and the land that is held beside what holding comes to, is
added to what the table says. Only a large budget has turns for that; a smaller one goes to effort.
"""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from hegemon.counsel.danger import danger
from hegemon.counsel.estimate import estimate
from hegemon.counsel.memory import apart, side_by_side
from hegemon.counsel.terms import land
from hegemon.engine.turn import resolve
from hegemon.players.maximiser import arms, foresight, honour, war
from hegemon.players.maximiser.mind import Mind, mind_of
from hegemon.players.maximiser.sums import choose, total
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Answer, Option, Orders, Record, Term
from hegemon.world.relations import absent_price, under_arms
from hegemon.world.state import World
from hegemon.world.view import View

NEAR = 20  # per mille of own power by which a war may fall short in the table and still be played out
SHORTEST, LONGEST = 6, 12  # turns that a plan is played out


def intent(view: View, mind: Mind) -> tuple[Intent, Record | None]:
    """Return whom to attack, if anybody, as war.intent does, but played out beforehand; and why, if it was."""
    plan = war.intent(view, foresight.assured(mind))
    if not far(mind):
        return plan, None
    budget = mind.budget // 2
    power = int(view.known.power[view.seat])
    near = [j for j, option in zip(plan.wanted, plan.options, strict=True)
            if not option.barred and option.utility > -NEAR * power // 1000]
    near = near[: budget // SHORTEST - 1]
    if not near:
        return plan, None
    turns = min(LONGEST, budget // (len(near) + 1))
    with apart():
        held = _played(view, -1, turns)
        outcomes = [_played(view, j, turns) for j in near]
    tabled = dict(zip(plan.wanted, plan.options, strict=True))
    options = [_option(tabled[j], j, turns, outcome, held, mind) for j, outcome in zip(near, outcomes, strict=True)]
    order = sorted(range(len(near)), key=lambda i: (-options[i].utility, near[i]))
    chosen, record = choose(view, "plan", near[order[0]], (Option("hold"), *options))
    wanted, ranked = tuple(near[i] for i in order), tuple(options[i] for i in order)
    if not chosen:
        return replace(plan, target=-1, strike=False, options=ranked, wanted=wanted), record
    return replace(
        plan, target=near[chosen - 1], strike=under_arms(view.known, view.seat), options=ranked, wanted=wanted
    ), record


def far(mind: Mind) -> bool:
    """Return whether a mind may simulate enough turns to play wars out; with fewer, effort has them all."""
    return mind.budget // 2 >= mind.weights.plans.wide


def _option(
    tabled: Option, target: int, turns: int, played: tuple[int, int], held: tuple[int, int], mind: Mind
) -> Option:
    """Return a war as the table has it, with a part of what playing it out brought above holding.

    One course of a war says less than the table's odds of all: its part is plans.played of assets/rules/ai.toml.
    """
    part = mind.weights.plans.played
    more = (
        Term(f"power in {turns} turns", (played[0] - held[0]) * part // 1000, target),
        Term("land held then", (played[1] - held[1]) * part // 1000, target),
    )
    # What the table says is weighed by doctrine already.
    return Option(tabled.name, (*tabled.terms, *mind.weigh(t for t in more if t.amount)), tabled.barred)


def _played(view: View, target: int, turns: int) -> tuple[int, int]:
    """Return the seat's power after so many turns of war on a target (-1: of holding), and land held less land lost.

    Both in ppm of power.
    """
    world, me = estimate(view), view.seat
    steady = mind_of()
    acting = {me, *((target,) if target >= 0 else ())}
    came = danger(view).brought
    acting |= {j for j in range(world.states) if came[j, me] > 0}  # neighbours may use the moment
    for _ in range(turns):
        fighting = world.war > 0
        acting |= {j for i in sorted(acting) for j in np.flatnonzero(fighting[i]).tolist()}
        acting |= {call.called for call in world.calls}
        acting = {s for s in acting if world.home[s]}
        seen = {s: _open(world, s) for s in sorted(acting)}
        side_by_side(seen.values())
        orders = {}
        for s, one in seen.items():
            begin = target if s == me and target >= 0 and not fighting[me, target] and world.home[target] else -1
            orders[s] = _steady(one, steady, begin, own=s == me)
        world, _ = resolve(world, orders)
        if world.over or not world.home[me]:
            break
    value = land(_open(world, me))
    taken = int(value[(world.occupier == me) & (world.sovereign != me)].sum())
    lost = int(value[(world.sovereign == me) & (world.occupier >= 0)].sum())
    return int(world.power[me]), (taken - lost) * 600 // 1000


def _open(world: World, seat: int) -> View:
    """Return a view of a simulated world, in which nothing is hidden that was not hidden from who simulates."""
    everywhere = np.ones(world.provinces, np.bool_)
    return View(seat, world, world.troops, world.troops, everywhere, world.power, world.power, ())


def _steady(view: View, mind: Mind, target: int, *, own: bool) -> Orders:
    """Return orders of arms alone; the seat itself begins the war of its plan and no other."""
    world, me = view.known, view.seat
    if not own:
        plan = war.intent(view, mind)
    elif target >= 0:
        go = Option("go", (Term("planned", int(world.power[me]) // 10, target),))
        plan = Intent(target, under_arms(world, me), (go,), war.alarms(view, mind), (target,))
    else:
        plan = Intent(-1, False, (), war.alarms(view, mind))
    moves, declared, _ = arms.ordered(view, plan, mind)
    posture, _ = war.posture(view, plan, mind)
    answers = []
    for call in world.calls:
        if call.called == me:
            treaty = next((t for t in world.treaties if t.id == call.treaty), None)
            word = absent_price(world.rules, world.rules.kinds[treaty.kind]) if treaty is not None else 0
            terms = honour.joining(view, call.caller, call.against, word * mind.weights.pacts.honour // 1000, mind)
            answers.append(Answer(call.id, total(terms) > 0))
    return Orders(seat=me, posture=posture, moves=moves, declare=declared, answers=tuple(answers))
