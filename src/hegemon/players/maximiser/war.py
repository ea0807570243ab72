"""War or not, and under arms or not: the best gain of the table against what a war must promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hegemon.counsel.danger import danger
from hegemon.counsel.terms import going_on
from hegemon.counsel.weights import Weights
from hegemon.players.maximiser.sums import recorded
from hegemon.world.orders import Option, Record, Term
from hegemon.world.view import View


@dataclass(frozen=True, slots=True)
class Intent:
    """What a seat means to do with its arms. target: whom it wants to attack, -1 nobody. strike: this turn already."""

    target: int
    strike: bool
    options: tuple[Option, ...]
    alarms: tuple[int, ...]


def under_arms(view: View) -> bool:
    """Return whether the seat's forces fight at full readiness this turn."""
    return 0 < int(view.known.mobilised[view.seat]) < view.turn


def intent(view: View, weights: Weights) -> Intent:
    """Return whom to attack, if anybody: the highest gain above what a war must promise."""
    world, me = view.known, view.seat
    table = danger(view)
    power = int(world.power[me])
    foes = [j for j in range(world.states) if world.war[me, j]]
    rule = weights.war
    bar = rule.threshold if not world.mobilised[me] else rule.resolve
    if foes:
        winning = all(going_on(view, me, j).value > 0 for j in foes)
        bar = rule.second if winning else 1000
    asked = bar * power // 1000
    gains, open_to = table.gain[me].tolist(), table.open[me].tolist()
    ranked = sorted((j for j in range(world.states) if open_to[j]), key=lambda j: (-gains[j], j))[:3]
    options = tuple(_option(view, j, asked) for j in ranked)
    alarmed = alarms(view, weights)
    if not options or options[0].utility <= 0 or world.disarmed[me] >= world.turn:
        return Intent(-1, False, options, alarmed)
    return Intent(ranked[0], under_arms(view), options, alarmed)


def _option(view: View, target: int, asked: int) -> Option:
    table, me = danger(view), view.seat
    terms = [Term(name, int(part[me, target]), target) for name, part in table.terms.items()]
    return Option(f"war on {view.known.codes[target]}", (*terms, Term("what a war must promise", -asked, -1)))


def alarms(view: View, weights: Weights) -> tuple[int, ...]:
    """Return the states at peace with the seat whose fresh mobilisation may be meant for it."""
    world, me = view.known, view.seat
    table = danger(view)
    found = []
    armed = [i for i, since in enumerate(world.mobilised.tolist()) if since and i != me]
    for i in armed:
        fresh = world.turn - int(world.mobilised[i]) <= weights.war.alarm
        if not fresh or world.war[me, i] or not table.open[i, me] or world.war[i].any():
            continue
        gain = int(table.gain[i, me])
        best = int(table.gain[i][table.open[i]].max())
        near = int(world.power[i]) * 2 * weights.danger.spread // 1000
        if gain > -near and gain >= best - near // 2:
            found.append(i)
    return tuple(found)


def war_record(view: View, plan: Intent, declared: int) -> Record | None:
    """Return why there is war or not, if any war could be thought of."""
    if not plan.options:
        return None
    peace = Option("no new war")
    if declared >= 0:
        return recorded(view, "war", declared, plan.options[0], (*plan.options[1:], peace))
    first = plan.options[0]
    if first.utility > 0:
        wait = "prepare first, strike next turn" if not plan.strike else "wait for odds on the ground"
        short = Term("force not in place", -first.utility - 1, plan.target)
        options = (Option(first.name, (*first.terms, short)), *plan.options[1:])
        lower = tuple(o for o in options if o.utility <= 0)
        return recorded(view, "war", plan.target, Option(wait), lower, "force in place and under arms")
    about = next((t.about for t in first.terms if t.about >= 0), -1)
    return recorded(view, "war", about, peace, plan.options)


def posture(
    view: View, plan: Intent, weights: Weights
) -> tuple[Literal["mobilise", "demobilise"] | None, Record | None]:
    """Return the order that the moment asks for, and why."""
    world, me = view.known, view.seat
    armed, table = bool(world.mobilised[me]), danger(view)
    power = int(world.power[me])
    cost = Term("output of a turn", -power * world.rules.economy.mobilised * 3 // 10_000, -1)
    terms = [cost]
    if world.war[me].any():
        terms.append(Term("at war", power // 20, -1))
    if plan.target >= 0:
        terms.append(Term("own attack", max(0, plan.options[0].utility) + power // 100, plan.target))
    terms += [Term("their mobilisation", int(table.threat[i, me]) + power // 50, i) for i in plan.alarms]
    if armed and view.turn - int(world.mobilised[me]) > world.rules.home.mobilised_after:
        terms.append(Term("men kept from home", -power // 60, -1))
    arms, peace = Option("under arms", tuple(terms)), Option("at peace strength")
    want = arms.utility > 0 and world.disarmed[me] < world.turn
    if not armed and not want and len(terms) == 1:
        return None, None
    chosen, other = (arms, peace) if want else (peace, arms)
    if chosen.utility < other.utility:
        other = Option(other.name, (*other.terms, Term("the peace forbids it", -other.utility - 1, -1)))
    record = recorded(view, "posture", plan.target, chosen, (other,))
    if want == armed:
        return None, record
    return ("mobilise" if want else "demobilise"), record
