"""War or not, and under arms or not: the best gain of the table against what a war must promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from hegemon.counsel.danger import Danger, danger, loss, onset, prize, win
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.terms import going_on
from hegemon.counsel.weights import DangerWeights
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import recorded
from hegemon.world.orders import Option, Record, Term
from hegemon.world.relations import under_arms
from hegemon.world.view import View


@dataclass(frozen=True, slots=True)
class Intent:
    """What a seat means to do with its arms. target: whom it wants to attack, -1 nobody. strike: this turn already."""

    target: int
    strike: bool
    options: tuple[Option, ...]
    alarms: tuple[Term, ...]


def intent(view: View, mind: Mind) -> Intent:
    """Return whom to attack, if anybody: the highest gain above what a war must promise."""
    world, me = view.known, view.seat
    table = danger(view)
    power = int(world.power[me])
    foes = engaged(view)
    rule = mind.weights.war
    bar = rule.threshold if not world.mobilised[me] else rule.resolve
    if foes:
        winning = all(going_on(view, me, j).value > 0 for j in foes)
        bar = rule.second if winning else 1000
    asked = bar * power // 1000
    gains, open_to = table.gain[me].tolist(), table.open[me].tolist()
    ranked = sorted((j for j in range(world.states) if open_to[j]), key=lambda j: (-gains[j], j))[:3]
    options = tuple(_option(view, j, asked) for j in ranked)
    alarmed = alarms(view, mind)
    if not options or options[0].utility <= 0 or world.disarmed[me] >= world.turn:
        return Intent(-1, False, options, alarmed)
    return Intent(ranked[0], under_arms(view.known, view.seat), options, alarmed)


@once_a_view
def engaged(view: View) -> list[int]:
    """Return the enemies that can reach the seat or be reached; a war with the rest is one on paper."""
    me = view.seat
    foes = [j for j, war in enumerate(view.known.war[me].tolist()) if war > 0]
    if not foes:
        return []
    came = danger(view).brought
    return [j for j in foes if came[me, j] > 0 or came[j, me] > 0]


def _option(view: View, target: int, asked: int) -> Option:
    table, me = danger(view), view.seat
    terms = [Term(name, int(part[me, target]), target) for name, part in table.terms.items()]
    return Option(f"war on {view.known.codes[target]}", (*terms, Term("what a war must promise", -asked, -1)))


def alarms(view: View, mind: Mind) -> tuple[Term, ...]:
    """Return what being under arms would save, for each mobilised state at peace that could fall on the seat.

    A surprised army fights at its readiness in peace. A mobilisation that led to no attack counts for less each turn,
    unless its owner has begun a war of late.
    """
    world, me = view.known, view.seat
    fighting, mine = (world.war != 0).sum(axis=1).tolist(), world.war[me].tolist()
    armed = [
        i for i, since in enumerate(world.mobilised.tolist()) if since and i != me and not (mine[i] or fighting[i])
    ]
    if not armed:
        return ()
    table, rule = danger(view), mind.weights.danger
    p = table.position
    found = []
    for i in armed:
        if not table.open[i, me]:
            continue
        age = world.turn - int(world.mobilised[i])
        begun = any(w.aggressor == i and w.since > world.turn - mind.weights.war.memory for w in world.wars)
        fresh = 1.0 if begun else 1.0 / (1.0 + max(0, age - 1) ** 2 / mind.weights.war.alarm)
        saved = _risk(table, i, me, world.rules.war.ready_peace / 100, rule) - _risk(table, i, me, 1.0, rule)
        amount = round(fresh * saved * float(p.power[me]) / 1_000_000)
        if amount > 0:
            found.append(Term("their mobilisation", amount, i))
    return tuple(found)


def _risk(table: Danger, i: int, me: int, ready: float, rule: DangerWeights) -> float:
    """Return what the seat may lose to an attack this turn with its army so ready, ppm of its own power."""
    p = table.position
    own = p.force[me] * rule.ground / 1000
    defender = own * ready + table.aid[i, me]
    least = np.minimum(p.power[i], p.power[me])
    odds = win(table.attacker[i, me], defender)
    fought = ("spoils", "defeat", "hazard")
    fixed = sum(int(part[i, me]) for name, part in table.terms.items() if name not in fought)
    gain = fixed + prize(odds, p.power[i], least, table.share[i, me], rule)
    chance = onset(gain, p.power[i], p.hostile[i, me], rule)
    return float(chance * loss(odds, p.power[me], least, rule) / max(1.0, p.power[me]) * 1_000_000)


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
        return recorded(view, "war", plan.target, Option(wait), lower)
    about = next((t.about for t in first.terms if t.about >= 0), -1)
    return recorded(view, "war", about, peace, plan.options)


def posture(
    view: View, plan: Intent, mind: Mind
) -> tuple[Literal["mobilise", "demobilise"] | None, Record | None]:
    """Return the order that the moment asks for, and why."""
    world, me = view.known, view.seat
    armed = bool(world.mobilised[me])
    power = int(world.power[me])
    cost = Term("output of a turn", -power * world.rules.economy.mobilised * 3 // 10_000, -1)
    terms = [cost]
    if engaged(view):
        terms.append(Term("at war", power // 20, -1))
    if plan.target >= 0:
        terms.append(Term("own attack", max(0, plan.options[0].utility) + power // 100, plan.target))
    terms += plan.alarms
    if armed and view.turn - int(world.mobilised[me]) < mind.weights.war.stay:
        # Two who each answer the other's mobilisation would else call up and send home in turn for ever.
        terms.append(Term("called up of late", 1 - cost.amount, -1))
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
