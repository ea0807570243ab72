"""The crisis ladder: a demand with public stakes, caps sealed a turn later, and who backs down.

Schelling 1966 on the manipulation of risk; Fearon 1994 on audience costs: to back down costs more on a higher rung.
"""

from __future__ import annotations

import msgspec

from hegemon.engine.breach import Broken, breach, end_treaty, ruptures
from hegemon.engine.context import Deed, Turn
from hegemon.engine.exile import pass_to
from hegemon.engine.government import install
from hegemon.engine.hostility import Hostility, begin_war, join_war
from hegemon.engine.signing import new_treaty
from hegemon.engine.summit import mediators
from hegemon.world.chance import draw, order_of
from hegemon.world.legality_crisis import demand_fault, regime_fault
from hegemon.world.orders import MOBILISE, NOTE, WAR, TreatyTerms
from hegemon.world.state import World
from hegemon.world.treaties import Crisis, Payment


def settle(turn: Turn) -> list[Hostility]:
    """Open the caps of last turn's crises; return the hostilities of those that nobody gave way in."""
    world = turn.world
    if not world.crises:
        return []
    waiting, world.crises = world.crises, ()
    opened: list[Hostility] = []
    for crisis in waiting:
        one, two = crisis.challenger, crisis.target
        if world.war[one, two] or not (world.home[one] and world.home[two]):
            turn.note("overtaken", one, two)
            continue
        backers = _backers(turn, crisis)
        opened += _settled(turn, crisis, backers)
    return opened


def rung_of(turn: Turn, crisis: Crisis, state: int) -> int:
    """Return how far a principal goes; its silence is a note."""
    return next((c.rung for c in turn.orders[state].caps if c.crisis == crisis.id), NOTE)


def _backers(turn: Turn, crisis: Crisis) -> list[tuple[int, int, int]]:
    """Return (state, side, rung) of those who stand by a principal, in the order of permanent ids."""
    world, sides = turn.world, (crisis.challenger, crisis.target)
    found = []
    for seat in turn.seats:
        for item in turn.orders[seat].caps:
            if item.crisis != crisis.id or seat in sides or world.war[seat, sides[item.side]]:
                continue
            found.append((seat, item.side, item.rung))
            turn.note("backed", seat, sides[item.side], other=sides[1 - item.side], amount=item.rung)
    return found


def _settled(turn: Turn, crisis: Crisis, backers: list[tuple[int, int, int]]) -> list[Hostility]:
    world, one, two = turn.world, crisis.challenger, crisis.target
    rungs = (rung_of(turn, crisis, one), rung_of(turn, crisis, two))
    if rungs == (WAR, WAR):
        host = _averted(turn, crisis)
        if host < 0:
            return _war(turn, crisis, backers)
        turn.note("averted", one, two, other=host)
        return []
    lower = 0 if rungs[0] <= rungs[1] else 1
    loser, winner = (one, two) if lower == 0 else (two, one)
    price = world.rules.crisis.price
    for state, side, rung in backers:
        if side == lower:
            lose_face(world, state, price[min(rung, WAR - 1)])
    lose_face(world, loser, price[rungs[lower]])
    if lower == 0:
        lose_face(world, loser, world.rules.crisis.stake)
        turn.note("yielded", loser, winner, detail="withdrawn", amount=rungs[0])
    else:
        kept = _happens(turn, crisis)
        turn.note("yielded", loser, winner, detail=stake_key(world, crisis) if kept else "nothing", place=crisis.place)
        _end(turn, crisis)
        if kept and world.rules.crisis.truce:
            _satisfy(turn, crisis)
    return []


def lose_face(world: World, state: int, amount: int) -> int:
    """Take prestige from a state as far as it has any; return what was taken."""
    taken = min(int(world.prestige[state]), amount)
    world.prestige[state] -= taken
    return taken


def stake_key(world: World, crisis: Crisis) -> str:
    """Return the stake as a key that the chronicle spells out: the aim, and the kind of treaty to be left."""
    kind = next((t.kind for t in world.treaties if t.id == crisis.treaty), "treaty")
    return f"break {kind}" if crisis.aim == "break" else crisis.aim


def _happens(turn: Turn, crisis: Crisis) -> bool:
    """Give the challenger its stake; return whether it was still there to be given."""
    world, one, two = turn.world, crisis.challenger, crisis.target
    if crisis.aim == "province":
        place = crisis.place
        if world.sovereign[place] != two or world.occupier[place] >= 0 or int((world.sovereign == two).sum()) < 2:
            return False
        pass_to(world, place, one)
    elif crisis.aim == "tribute":
        until = world.turn + world.rules.peace.truce
        world.payments = (*world.payments, Payment(two, one, crisis.rate, until))
    elif crisis.aim == "regime":
        if regime_fault(world, one, two):
            return False
        install(turn, two, int(world.government[one]))
    elif crisis.aim == "humble":
        world.prestige[one] += lose_face(world, two, world.rules.crisis.stake)
    return crisis.aim != "break" or any(t.id == crisis.treaty for t in world.treaties)


def _end(turn: Turn, crisis: Crisis) -> None:
    """End the treaty that the target was made to leave; no word of its own choice is broken."""
    treaty = next((t for t in turn.world.treaties if t.id == crisis.treaty), None)
    if crisis.aim == "break" and treaty is not None and crisis.target in treaty.parties:
        end_treaty(turn, treaty, "ended", crisis.target)


def _satisfy(turn: Turn, crisis: Crisis) -> None:
    """Bind both by a truce, so that who has yielded is not asked again at once, nor attacked for nothing."""
    truce = TreatyTerms("nonaggression", (crisis.challenger, crisis.target), term=turn.world.rules.crisis.truce)
    turn.world.treaties = (*turn.world.treaties, new_treaty(turn, truce, double=True))


def _averted(turn: Turn, crisis: Crisis) -> int:
    """Return the mediator that keeps the principals from war, -1 if none does: a draw for each, two at most."""
    world = turn.world
    ids = world.scenario.state_ids
    for host in mediators(turn, crisis.challenger, crisis.target)[:2]:
        drawn = draw(world.seed, world.turn, "mediation", crisis.id, int(ids[host])) % 1000
        if drawn < world.rules.crisis.averted:
            return host
    return -1


def _war(turn: Turn, crisis: Crisis, backers: list[tuple[int, int, int]]) -> list[Hostility]:
    """Begin the war that the challenger chose; who passed mobilisation is ready, who went to war joins its side."""
    world, one, two = turn.world, crisis.challenger, crisis.target
    breach(turn, ruptures(world, one, two))
    turn.note("crisis war", one, two)
    for state in (one, two, *(s for s, _, rung in backers if rung >= MOBILISE)):
        if not world.mobilised[state] and world.disarmed[state] < world.turn:
            world.mobilised[state] = world.turn - 1
            turn.note("mobilised", state)
    begun = begin_war(turn, one, two, mutual=False, ready=True)
    opened = [begun]
    for state, side, rung in backers:
        friend, foe = (one, two) if side == 0 else (two, one)
        if rung < WAR or world.war[state, friend] or world.war[state, foe]:
            continue
        joined = join_war(turn, state, begun.war, side, -1)
        if joined:
            turn.note("sided", state, foe, other=friend)
        opened += joined
    broken: Broken = {}
    for h in opened[1:]:
        ruptures(world, h.attacker, h.victim, broken=broken)
    breach(turn, broken)
    return opened


def open_new(turn: Turn) -> None:
    """Publish this turn's demands; of two states' demands on each other a keyed draw says which stands."""
    world = turn.world
    asking = [seat for seat in turn.seats if turn.orders[seat].demand is not None]
    if not asking:
        return
    rank = order_of(world.scenario.state_ids, world.seed, world.turn, "demands")
    for seat in sorted(asking, key=lambda s: int(rank[s])):
        demand = turn.orders[seat].demand
        assert demand is not None
        fault = demand_fault(world, seat, demand)
        if fault:
            turn.note("dropped", seat, detail=fault)
            continue
        at_stake = {"province": ("place",), "tribute": ("rate",), "break": ("treaty",)}.get(demand.aim, ())
        crisis = Crisis(world.next_id(), world.turn, seat, demand.target, demand.aim)
        crisis = msgspec.structs.replace(crisis, **{name: getattr(demand, name) for name in at_stake})
        world.crises = (*world.crises, crisis)
        turn.deeds.append(Deed("demand", seat, demand.target))
        turn.note(
            "demanded", seat, demand.target,
            detail=stake_key(world, crisis), place=crisis.place, amount=crisis.rate,
        )  # fmt: skip
