"""Whether crisis moves are lawful, in words: demands, caps on the ladder, summits, claims; and what an exile may do."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from hegemon.world.orders import AIMS, RUNGS, Cap, Claim, Demand, Orders, PeaceTerms
from hegemon.world.promises import envoys
from hegemon.world.relations import cession_price, in_force, war_score
from hegemon.world.spoils import victors
from hegemon.world.state import World

EXILE = (
    "seat", "leave", "breach", "standing", "letters", "counters", "accept", "tickets", "refusals", "votes",
)  # fmt: skip


def demand_fault(world: World, seat: int, demand: Demand) -> str:
    """Return why a demand cannot be made, empty if it can."""
    target = demand.target
    if not world.rules.switch.crisis:
        return "no demands are made in this game; its house rules leave crises out"
    if not 0 <= target < world.states or target == seat or not world.home[target] or not world.home[seat]:
        return f"nothing can be demanded of {code_of(world, target)}; choose another state that lives on its land"
    name = world.codes[target]
    if world.war[seat, target]:
        return f"you are at war with {name}; ask for it at the peace"
    if any({c.challenger, c.target} == {seat, target} for c in world.crises):
        return f"there is a crisis with {name} already; settle it first"
    if any(t.double for t in in_force(world, seat, target)):
        return f"the truce with {name} forbids a demand; wait until it ends"
    if world.prestige[seat] < (stake := world.rules.crisis.stake):
        return f"a demand stakes {stake} prestige, you have {int(world.prestige[seat])}; nobody believes who has none"
    return _stake_fault(world, seat, demand)


def code_of(world: World, state: int) -> str:
    """Return the code of a state, or the number of one that does not exist."""
    return world.codes[state] if 0 <= state < world.states else f"state {state}"


def _stake_fault(world: World, seat: int, demand: Demand) -> str:
    target, name = demand.target, world.codes[demand.target]
    if demand.aim not in AIMS:
        return f"aim {demand.aim!r} is unknown; choose one of {', '.join(AIMS)}"
    if demand.aim == "province":
        return _province_fault(world, seat, target, demand.place)
    if demand.aim == "tribute" and not 1 <= demand.rate <= world.rules.crisis.tribute:
        return f"a tribute runs from 1 to {world.rules.crisis.tribute} per mille of output"
    if demand.aim == "tribute" and any(p.payer == target and p.payee == seat for p in world.payments):
        return f"{name} pays you already; wait until that ends"
    if demand.aim == "regime":
        return regime_fault(world, seat, target)
    if demand.aim == "break":
        treaty = next((t for t in world.treaties if t.id == demand.treaty and not t.hidden and not t.double), None)
        if treaty is None or target not in treaty.parties or seat in treaty.parties:
            return f"{name} can be made to leave only a treaty of its own with others that is known"
    return ""


def _province_fault(world: World, seat: int, target: int, place: int) -> str:
    name = world.codes[target]
    if not 0 <= place < world.provinces or world.sovereign[place] != target or world.occupier[place] >= 0:
        return f"{name} can yield only a province that it owns and holds"
    if int((world.sovereign == target).sum()) < 2:
        return f"{name} has one province left and cannot yield it"
    if not (world.controller[list(world.land.neighbours[place])] == seat).any():
        return f"{world.land.codes[place]} is out of your reach; choose a province next to land that you hold"
    return ""


def regime_fault(world: World, seat: int, target: int) -> str:
    """Return why a state cannot be made to take another's government, empty if it can."""
    if not world.rules.switch.government:
        return "governments do not change in this game; its house rules leave that out"
    if world.government[seat] == world.government[target]:
        return f"{world.codes[target]} has a government like that of {world.codes[seat]} already"
    return ""


def cap(world: World, seat: int) -> Callable[[Cap], str]:
    """Return the judge of how far a seat will go in crises: a principal on its own side, others on either."""
    crises = {c.id: c for c in world.crises}

    def fault(item: Cap) -> str:
        crisis = crises.get(item.crisis)
        if crisis is None:
            return f"crisis {item.crisis} is not open, or you have said already how far you go"
        sides = (crisis.challenger, crisis.target)
        if item.side not in (0, 1) or not 0 <= item.rung < len(RUNGS):
            return f"a cap names a side, 0 or 1, and a rung from 0 to {len(RUNGS) - 1}"
        if seat in sides and sides[item.side] != seat:
            return "you are a party to that crisis and stand on your own side"
        if world.war[seat, sides[item.side]]:
            return f"you are at war with {world.codes[sides[item.side]]} and cannot back it"
        del crises[item.crisis]
        return ""

    return fault


def summit_fault(world: World, seat: int, orders: Orders) -> str:
    """Return why a summit cannot be held, empty if it can; letters and proposals take envoys first."""
    guests, most = orders.summit, world.rules.crisis.guests
    if not world.rules.switch.mediation:
        return "no summits are held in this game; its house rules leave mediation out"
    if not 2 <= len(guests) <= most or len(set(guests)) != len(guests):
        return f"a summit brings 2 to {most} different states to one table"
    if any(not 0 <= g < world.states or g == seat or not world.home[g] for g in guests):
        return "the guests of a summit are other states that live on their land"
    foe = next((g for g in guests if world.war[seat, g]), -1)
    if foe >= 0:
        return f"you are at war with {world.codes[foe]} and cannot be its host"
    busy = {x.to for x in orders.letters if not isinstance(x.terms, PeaceTerms)}
    left = envoys(world, seat) - len(busy) - len(orders.propose)
    if left < len(guests) - 1:
        return f"a summit of {len(guests)} takes {len(guests) - 1} envoys, {max(0, left)} are free"
    return ""


def claim(world: World, seat: int) -> Callable[[Claim], str]:
    """Return the judge of a victor's sealed bids: its own purse, at or above the price of each province."""
    open_to = {c.id: c for c in world.congresses if seat in dict(c.purses)}

    def fault(item: Claim) -> str:
        congress = open_to.get(item.congress)
        if congress is None:
            return f"congress {item.congress} has no seat for you, or you have made your claims already"
        places = [p for p, _ in item.bids]
        if len(set(places)) != len(places) or any(p not in congress.provinces for p in places):
            return "a claim names each province at most once, out of those before the congress"
        low = next((p for p, price in item.bids if price < cession_price(world, p)), -1)
        if low >= 0:
            return f"{world.land.codes[low]} costs at least {cession_price(world, low)}"
        purse, asked = dict(congress.purses)[seat], sum(price for _, price in item.bids)
        if asked > purse:
            return f"the claims come to {asked}, the war has earned you {purse}; bid less"
        del open_to[item.congress]
        return ""

    return fault


def in_exile(orders: Orders) -> tuple[Orders, tuple[str, ...]]:
    """Return what a government in exile may order: words only, neither men nor money."""
    bare = Orders(seat=orders.seat)
    wrong = [
        name for name in Orders.__struct_fields__
        if name not in EXILE and getattr(orders, name) != getattr(bare, name)
    ]  # fmt: skip
    if not wrong:
        return orders, ()
    cleaned = msgspec.structs.replace(orders, **{name: getattr(bare, name) for name in wrong})
    return cleaned, tuple(f"a government in exile has only words left: no {name}" for name in wrong)


def restored_to(world: World, state: int, loser: int) -> tuple[int, ...]:
    """Return the provinces that a loser would give back to a state in exile, ascending."""
    if not 0 <= state < world.states or not world.exiled.item(state):
        return ()
    return tuple(np.flatnonzero((world.former == state) & (world.sovereign == loser)).tolist())


def spoils_fault(world: World, terms: PeaceTerms) -> str:
    """Return why a peace cannot bring home an exile, change a government or end in a congress, empty if it can."""
    winner, loser = terms.winner, terms.loser
    if world.exiled.item(loser) and terms != PeaceTerms(winner, loser):
        return f"{world.codes[loser]} is in exile and has nothing left to give"
    if world.exiled.item(winner) and terms not in (
        PeaceTerms(winner, loser), PeaceTerms(winner, loser, restore=winner)
    ):  # fmt: skip
        return f"{world.codes[winner]} is in exile and can ask only for its own return"
    pledged = {p for c in world.congresses if c.loser == loser for p in c.provinces}
    if pledged and pledged & {*terms.cede, *restored_to(world, terms.restore, loser)}:
        return f"a congress will decide on what {world.codes[loser]} has yielded to it"
    if terms.restore != -1:
        wrong = _restore_fault(world, terms)
        if wrong:
            return wrong
    if terms.regime:
        wrong = regime_fault(world, winner, loser)
        if wrong:
            return wrong
    return _congress_fault(world, terms) if terms.congress else ""


def _restore_fault(world: World, terms: PeaceTerms) -> str:
    back = restored_to(world, terms.restore, terms.loser)
    if not back:
        return f"{world.codes[terms.loser]} holds nothing that it took from a government now in exile"
    if world.war[terms.winner, terms.restore]:
        return f"{world.codes[terms.restore]} is your enemy; restore only who is not"
    if set(back) & set(terms.cede):
        return "land is either ceded or given back, not both"
    if len(back) + len(terms.cede) >= int((world.sovereign == terms.loser).sum()):
        return f"{world.codes[terms.loser]} must be left a province"
    return ""


def _congress_fault(world: World, terms: PeaceTerms) -> str:
    least, war = world.rules.peace.congress_least, int(world.war[terms.winner, terms.loser])
    won = victors(world, war, terms.loser)
    if not world.rules.switch.congress:
        return "no congress meets in this game; its house rules leave that out"
    if len(won) < least:
        return f"a congress needs {least} victors or more; make a peace of your own"
    if not terms.cede:
        return "a congress needs land to decide on"
    if war_score(world, terms.winner, terms.loser) < max(war_score(world, s, terms.loser) for s in won):
        return "only who has earned most in the war can call the congress"
    return ""
