"""Crises: a demand where the other would rather yield than fight, and how far to go in those that are open."""

from __future__ import annotations

from collections.abc import Iterable

from hegemon.counsel.crises import (
    at_stake,
    demanding,
    face,
    ladder,
    last_of,
    province_worth,
    resentment,
    rung_terms,
    war_for,
)
from hegemon.counsel.danger import danger
from hegemon.counsel.ground import common_ground
from hegemon.players.maximiser.cadence import due
from hegemon.players.maximiser.fronts import enemies
from hegemon.players.maximiser.honour import joining
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose, total
from hegemon.players.maximiser.war import Intent
from hegemon.world.legality_crisis import demand_fault
from hegemon.world.orders import WAR, Cap, Demand, Option, Record, Term
from hegemon.world.treaties import Crisis
from hegemon.world.view import View

AIMED = {"province": "land", "tribute": "tribute", "regime": "a change of government", "humble": "respect"}


def demand(view: View, plan: Intent, mind: Mind) -> tuple[Demand | None, Record | None]:
    """Return the demand that promises most, if it promises enough: above nothing, and above the war that is ready.

    A demand before a planned war warns its victim; it is made where the victim may yield, or is ready anyway.
    """
    world, me = view.known, view.seat
    striking = plan.strike and plan.target >= 0
    if not striking and not due(view, mind.weights.crisis.every):
        return None, None
    if not world.rules.switch.crisis or world.exiled.item(me) or enemies(view):
        return None, None
    if world.prestige.item(me) < world.rules.crisis.stake:
        return None, None  # nobody believes who has none to lose
    wishes = [wanted for target in _targets(view, plan, mind) for wanted in _wishes(view, target, mind)]
    if not wishes:
        return None, None
    asked = Term("what a demand must promise", -world.power.item(me) * mind.weights.crisis.least // 1000)
    options = [mind.option("demand nothing")]
    if striking:
        promised = next((o for o in plan.options if o.name == f"war on {world.codes[plan.target]}"), None)
        if promised is not None:
            options.append(Option(f"no word before {promised.name}", promised.terms))
    silent = len(options)
    options += [_weighed(view, wanted, asked, mind) for wanted in wishes]
    chosen, record = choose(view, "crisis", [wishes[max(0, i - silent)].target for i in range(len(options))], options)
    return (wishes[chosen - silent] if chosen >= silent else None), record


def _weighed(view: View, wanted: Demand, asked: Term, mind: Mind) -> Option:
    """Return a demand as an option: its crisis gone through as far as serves the seat best, and ill will."""
    me, world = view.seat, view.known
    stake, rungs, _ = demanding(view, wanted, me)
    weighed = [mind.amount(stake, part) + mind.amount(last_of(rung), last) for rung, (part, last) in enumerate(rungs)]
    rung = weighed.index(max(weighed))
    best = mind.weigh(rung_terms(stake, wanted.target, rung, rungs[rung]))
    land = f" {world.land.codes[wanted.place]}" if wanted.place >= 0 else ""
    aim = AIMED.get(wanted.aim, "that it leave a treaty")
    ill = mind.weigh((Term("resentment", resentment(view, me, wanted.target), wanted.target),))
    return Option(f"demand {aim}{land} of {world.codes[wanted.target]}", (*best, *ill, asked))


def _targets(view: View, plan: Intent, mind: Mind) -> list[int]:
    """Return whom something might be demanded of: the planned victim, or the two that war promises most of."""
    if plan.strike and plan.target >= 0:
        return [plan.target]
    table, world, me = danger(view), view.known, view.seat
    near = -world.power.item(me) * mind.weights.crisis.near // 1000
    ranked = sorted([(-gain, j) for j, (gain, free) in enumerate(
        zip(table.gain[me].tolist(), table.open[me].tolist(), strict=True)
    ) if free and gain >= near])  # fmt: skip
    # Who is open to attack is at home.
    return [j for _, j in ranked if not any(world.war[j].tolist())][:2]


def _wishes(view: View, target: int, mind: Mind) -> list[Demand]:
    """Return what might be demanded of a target with some hope: the land beside ours first, by its worth to us.

    No rung of a crisis is worth more than the stake, or the war; where neither is worth what a demand has to promise,
    its crisis is not gone through.
    """
    me, power = view.seat, view.known.power.item(view.seat)
    dear = power * mind.weights.crisis.least // 1000
    dear -= mind.amount("resentment", resentment(view, me, target))
    war = mind.amount("war", war_for(view, me, target))
    return [wanted for wanted in _claimed(view, target)
            if (war >= dear - 1 or total(mind.weigh(at_stake(view, wanted, me)[:1])) >= dear - 1)
            and not demand_fault(view.known, me, wanted)]


def _claimed(view: View, target: int) -> list[Demand]:
    """Return everything that might be demanded of a target."""
    world, me = view.known, view.seat
    common, neighbours = common_ground(view)[0], world.land.neighbours
    holder = common.holder
    theirs = [p for p, owner in enumerate(common.sovereign) if owner == target == holder[p]]
    beside = [p for p in theirs if any(holder[n] == me for n in neighbours[p])]
    beside.sort(key=lambda p: (-province_worth(view, me, p), p))
    found = [Demand(target, "province", place=p) for p in beside[:2]] if len(theirs) > 1 else []
    found.append(Demand(target, "tribute", rate=world.rules.crisis.tribute))
    found.append(Demand(target, "humble"))
    if world.rules.switch.government and world.government.item(me) != world.government.item(target):
        found.append(Demand(target, "regime"))
    lent = danger(view).lent[:, target, me].tolist()
    for treaty in world.treaties:
        if target in treaty.parties and me not in treaty.parties and any(lent[k] > 0 for k in treaty.others(target)):
            found.append(Demand(target, "break", treaty=treaty.id))
            break
    return found


def caps(view: View, mind: Mind) -> tuple[list[Cap], list[Record]]:
    """Return how far the seat goes in every open crisis that is its own, or that is worth standing by somebody in."""
    world, me = view.known, view.seat
    sealed: list[Cap] = []
    records: list[Record] = []
    for crisis in world.crises:
        if me in (crisis.challenger, crisis.target):
            side = 0 if me == crisis.challenger else 1
            options = [mind.option(o.name, o.terms) for o in ladder(view, crisis, crisis.challenger, side).options]
            rung, record = choose(view, "crisis", crisis.target if side == 0 else crisis.challenger, options)
            sealed.append(Cap(crisis.id, side, rung))
            records.append(record)
        else:
            cap, backing = _backing(view, crisis, mind)
            if cap is not None:
                sealed.append(cap)
            if backing is not None:
                records.append(backing)
    return sealed, records


def against(view: View, sealed: Iterable[Cap]) -> tuple[int, ...]:
    """Return whom caps stand against: the other side of each crisis, of one's own and of those that one backs."""
    sides = {crisis.id: (crisis.challenger, crisis.target) for crisis in view.known.crises}
    return tuple(sides[cap.crisis][1 - cap.side] for cap in sealed)


def _backing(view: View, crisis: Crisis, mind: Mind) -> tuple[Cap | None, Record | None]:
    """Return whom to stand by in others' crisis: who is worth fighting for, at the price of sharing its retreat."""
    world, me = view.known, view.seat
    sides = (crisis.challenger, crisis.target)
    if not world.home.item(me) or any(world.war.item(me, side) for side in sides):
        return None, None
    # A friend may give way, and who stood by it shares that.
    shared = -face(view, me, world.rules.crisis.price[WAR - 1]) // 2
    dear = Term("what another's quarrel must promise", -world.power.item(me) * mind.weights.crisis.backing // 1000)
    options = [mind.option("stand aside")]
    for side, friend in enumerate(sides):
        foe, name = sides[1 - side], f"stand by {world.codes[friend]}"
        terms = (*joining(view, friend, foe, 0, mind), Term("a retreat shared", shared, friend), dear)
        bound = danger(view).position.pact.item(me, foe)
        options.append(mind.option(name, terms, "a treaty forbids it" if bound else ""))
    chosen, record = choose(view, "crisis", (sides[1], *sides), options)
    return (Cap(crisis.id, chosen - 1, WAR) if chosen else None), record


def in_crisis(view: View, target: int) -> bool:
    """Return whether the seat and a target are in a crisis that their caps will settle."""
    return any({c.challenger, c.target} == {view.seat, target} for c in view.known.crises)

