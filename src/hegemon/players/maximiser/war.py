"""War or not, and under arms or not: the best gain of the table against what a war must promise."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import numpy as np
from msgspec import Struct

from hegemon.counsel.danger import TERMS, danger, dangers
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.surprise import surprise
from hegemon.counsel.terms import going_on
from hegemon.counsel.weights import WarWeights, load_weights
from hegemon.players.maximiser.foresight import deterred
from hegemon.players.maximiser.fronts import enemies
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.world.orders import Option, Record, Term
from hegemon.world.relations import under_arms
from hegemon.world.state import World
from hegemon.world.view import View

FAR = 1 << 40  # ppm, beyond any gain
MOST = 3  # wars that a seat weighs at a time, those that promise most
NEAR = 20  # per mille of own power by which all but the first of them may fall short and still be weighed
INITIATIVE = "the initiative"  # a promise below nothing
UNREADY, CRISIS, FUTILE = "not under arms yet", "caps will settle it", "no attack on it pays now"


class Intent(Struct, frozen=True, gc=False):
    """What a seat means to do with its arms. target: whom it wants to attack, -1 nobody. strike: this turn already.

    options: wars by what they promise, best first, each barred if it could not be begun at all, the first and those
    that promise nearly enough; wanted: whom each is on. alarms: see alarms.
    """

    target: int
    strike: bool
    options: tuple[Option, ...]
    alarms: tuple[Term, ...]
    wanted: tuple[int, ...] = ()

    @property
    def promise(self) -> int:
        """What the war that is meant promises above what it must, ppm; 0 if none is meant."""
        return self.options[self.wanted.index(self.target)].utility if self.target >= 0 else 0

    @property
    def begun(self) -> tuple[int, ...]:
        """On whom war might be begun: those of whom more is promised than must be, best first."""
        return tuple(
            j for j, option in zip(self.wanted, self.options, strict=True) if option.utility > 0 and not option.barred
        )  # fmt: skip


def intent(view: View, mind: Mind) -> Intent:
    """Return whom to attack, if anybody: the highest gain above what a war must promise."""
    world, me = view.known, view.seat
    alarmed = alarms(view, mind)
    ranked = _ranked(view, mind)
    if not ranked:
        return Intent(-1, False, (), alarmed)
    rule, foes, power = mind.weights.war, engaged(view), world.power.item(me)
    part, barred = rule.resolve if world.mobilised.item(me) else rule.threshold, ""
    if foes:
        part = rule.second
        if any(going_on(view, me, j).value <= 0 for j in foes):
            barred = "the war at hand is not won"
    if world.disarmed.item(me) >= world.turn:
        barred = "the peace forbids arms"
    asked = Term("what a war must promise" if part >= 0 else INITIATIVE, -part * power // 1000)
    wanted = tuple([j for at, (gain, j) in enumerate(ranked)
                    if not at or gain + asked.amount > -NEAR * power // 1000])  # fmt: skip
    parts = danger(view).parts
    options = tuple([
        mind.option(
            f"war on {world.codes[j]}",
            (*map(Term, TERMS, map(int, parts[:, me, j].tolist()), [j] * len(TERMS)), asked), barred,
        )
        for j in wanted
    ])  # fmt: skip
    if barred or options[0].utility <= 0:
        return Intent(-1, False, options, alarmed, wanted)
    return Intent(wanted[0], under_arms(world, me), options, alarmed, wanted)


def _ranked(view: View, mind: Mind) -> list[tuple[int, int]]:
    """Return what war on each state would bring the seat as its doctrine weighs it, ppm, the best first, and on whom.

    No more of them than are weighed.
    """
    factor = mind.terms
    if not factor or factor.keys().isdisjoint(TERMS):
        found, at = _foremost(view)
        return found[at]
    table, me = danger(view), view.seat
    could = table.open[me]
    gains = [0] * len(could)
    for name, amounts in table.terms.items():
        part = factor.get(name, 1000)
        for j, amount in enumerate(amounts[me].tolist()):
            gains[j] += int(amount * part / 1000)
    return sorted([(gains[j], j) for j in np.flatnonzero(could).tolist()], key=lambda x: (-x[0], x[1]))[:MOST]


@once_a_group
def _foremost(views: tuple[View, ...]) -> list[list[tuple[int, int]]]:
    """Return what _ranked does of all seats whose doctrine leaves the table as it is."""
    table, n, me = dangers(views[0])[0], np.arange(len(views)), np.array([view.seat for view in views])
    could, gains = table.open[n, me], table.gain[n, me]
    order = np.where(could, -gains, FAR).argsort(axis=1, kind="stable")[:, :MOST]
    rows = zip(order.tolist(), gains.tolist(), np.count_nonzero(could, axis=1).tolist(), strict=True)
    return [[(gain[j], j) for j in ranked[:count]] for ranked, gain, count in rows]


@once_a_view
def engaged(view: View) -> list[int]:
    """Return the enemies that can reach the seat or be reached; a war with the rest is one on paper."""
    me, foes = view.seat, enemies(view)
    if not foes:
        return []
    came = danger(view).brought.item
    return [j for j in foes if came(me, j) > 0 or came(j, me) > 0]


def alarms(view: View, mind: Mind) -> tuple[Term, ...]:
    """Return what being under arms would save, for each mobilised state at peace that could fall on the seat.

    A surprised army fights at its readiness in peace. A mobilisation that led to no attack counts for less each turn,
    unless its owner has begun a war of late. Who foresees attacks counts those that nobody has prepared as well, of
    each state the one that is more.
    """
    world, me, weights = view.known, view.seat, mind.weights
    known, asked = _under_arms(view)[0], (weights.war.memory, weights.war.alarm)
    if asked not in known:
        known[asked] = _fresh(world, weights.war)
    found = []
    if known[asked]:
        table = danger(view)
        power, near, rule = table.position.power.item(me), table.open.item, load_weights().danger
        for i, fresh in known[asked]:
            if i != me and near(i, me):
                amount = round(fresh * surprise(view, i, rule) * power / 1_000_000)
                if amount > 0:
                    found.append(Term("their mobilisation", amount, i))
    if weights.war.tempted:
        foreseen = {term.about: term for term in deterred(view, weights.war.tempted)}
        # Of whom arms that have grown stale alarm less than no arms would, it counts what no arms would.
        found = [max(term, foreseen.pop(term.about, term), key=lambda one: one.amount) for term in found]
        found += foreseen.values()
    return tuple(found)


@once_a_group
def _under_arms(views: tuple[View, ...]) -> dict[tuple[int, int], list[tuple[int, float]]]:
    """Return the arms of an opening by the weights of who asks, see _fresh; filled as they are asked for."""
    return {}


def _fresh(world: World, weights: WarWeights) -> list[tuple[int, float]]:
    """Return the mobilised states that are at peace, and how much of an alarm their arms still are."""
    armed = world.mobilised.nonzero()[0].tolist()
    found = []
    for i in armed:
        if any(world.war[i].tolist()):
            continue
        age = world.turn - world.mobilised.item(i)
        begun = any(w.aggressor == i and w.since > world.turn - weights.memory for w in world.wars)
        found.append((i, 1.0 if begun else 1.0 / (1.0 + max(0, age - 1) ** 2 / weights.alarm)))
    return found


def declared(view: View, plan: Intent, futile: Collection[int]) -> tuple[int, Record | None]:
    """Return on whom war is declared, -1 nobody, and why; None if no war could be thought of.

    futile: of whom no land can be attacked this turn at odds that pay. Who is struck is attacked the same turn.
    """
    if not plan.options:
        return -1, None
    armed = under_arms(view.known, view.seat)
    options = [Option("no new war")]
    for target, option in zip(plan.wanted, plan.options, strict=True):
        bar = option.barred
        if not bar and option.utility > 0:
            bar = UNREADY if not armed else CRISIS if not plan.strike else FUTILE if target in futile else ""
        options.append(Option(option.name, option.terms, bar) if bar else option)
    chosen, record = choose(view, "war", (plan.wanted[0], *plan.wanted), options)
    return (plan.wanted[chosen - 1] if chosen else -1), record


def posture(
    view: View, plan: Intent, mind: Mind
) -> tuple[Literal["mobilise", "demobilise"] | None, Record | None]:
    """Return the order that the moment asks for, and why."""
    world, me = view.known, view.seat
    since, power = world.mobilised.item(me), world.power.item(me)
    armed = since > 0
    cost = Term("output of a turn", -power * world.rules.economy.mobilised * 3 // 10_000, -1)
    terms = [cost]
    if engaged(view):
        terms.append(Term("at war", power // 20, -1))
    if plan.target >= 0:
        terms.append(Term("own attack", max(0, plan.promise), plan.target))
        terms.append(Term("ready before it begins", power // 100, plan.target))
    terms += plan.alarms
    if armed and view.turn - since < mind.weights.war.stay:
        # Two who each answer the other's mobilisation would else call up and send home in turn for ever.
        terms.append(Term("called up of late", 1 - cost.amount, -1))
    if armed and view.turn - since > world.rules.home.mobilised_after:
        terms.append(Term("men kept from home", -power // 60, -1))
    if not armed and len(terms) == 1:
        return None, None
    barred = "the peace forbids it" if world.disarmed.item(me) >= world.turn else ""
    options = (mind.option("at peace strength"), mind.option("under arms", terms, barred))
    chosen, record = choose(view, "posture", plan.target, options)
    if bool(chosen) == armed:
        return None, record
    return ("mobilise" if chosen else "demobilise"), record
