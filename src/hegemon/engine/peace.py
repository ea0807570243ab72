"""Peace: terms priced by the score of the war, land that passes, and the truce that every peace includes.

An exile may be restored at it, a government changed, and several victors may leave the land to a congress.
"""

from __future__ import annotations

import msgspec
import numpy as np

from hegemon.engine.breach import end_treaty, separate
from hegemon.engine.context import Turn
from hegemon.engine.exile import come_home, pass_to
from hegemon.engine.government import install
from hegemon.engine.hostility import close_wars
from hegemon.engine.signing import new_treaty
from hegemon.world.legality_crisis import restored_to
from hegemon.world.legality_diplomacy import peace_fault
from hegemon.world.orders import PeaceTerms, Ticket, TreatyTerms
from hegemon.world.spoils import purses
from hegemon.world.state import World
from hegemon.world.treaties import Congress, Payment


def make(turn: Turn, tickets: list[Ticket]) -> None:
    """Make the separate peaces that were agreed, best gain first, and close the wars that nobody fights on."""
    world = turn.world
    before = world.war.copy() if tickets else world.war
    for ticket in tickets:
        terms = ticket.letter.terms
        assert isinstance(terms, PeaceTerms)
        fault = peace_fault(world, terms)
        if fault:
            turn.note("unfit", ticket.letter.sender, ticket.letter.to, detail="peace")
            continue
        if terms.congress:
            _convene(turn, terms)
        else:
            _settle(turn, terms)
    if tickets:
        separate(turn, before)
    close_wars(turn)


def _convene(turn: Turn, terms: PeaceTerms) -> None:
    """Make peace between a loser and all who fight it in a war; what it yields waits for the victors' claims."""
    world, loser = turn.world, terms.loser
    number = int(world.war[terms.winner, loser])
    shares = purses(world, number, loser)
    held = tuple(int(world.occupier[p]) for p in terms.cede)
    ids = world.scenario.state_ids
    foes = sorted(np.flatnonzero(world.war[loser] == number).tolist(), key=lambda s: int(ids[s]))
    for foe in foes:
        given = msgspec.structs.replace(terms, cede=()) if foe == terms.winner else PeaceTerms(foe, loser)
        _settle(turn, given)
    world.beaten[loser] = world.turn
    congress = Congress(world.next_id(), number, world.turn, loser, terms.cede, shares, held)
    world.congresses = (*world.congresses, congress)
    for state, score in shares:
        turn.note("congress", state, loser, amount=score)


def _settle(turn: Turn, terms: PeaceTerms) -> None:
    world, winner, loser = turn.world, terms.winner, terms.loser
    back = restored_to(world, terms.restore, loser)
    _lay_down_arms(turn, winner, loser)
    for province in terms.cede:
        pass_to(world, province, winner)
    if back:
        come_home(turn, terms.restore, back)
        if world.war[terms.restore, loser]:
            _lay_down_arms(turn, terms.restore, loser)
    if terms.regime:
        install(turn, loser, int(world.government[winner]))
    if terms != PeaceTerms(winner, loser):
        world.beaten[loser] = world.turn
    if terms.reparations:
        until = world.turn + world.rules.peace.truce
        world.payments = (*world.payments, Payment(loser, winner, terms.reparations, until))
    if terms.demilitarise:
        world.disarmed[loser] = world.turn + world.rules.peace.truce
    for treaty in world.treaties if terms.break_pacts else ():
        if treaty.id in terms.break_pacts:
            end_treaty(turn, treaty, "ended", loser)
    turn.note("peace", winner, loser, detail=describe(world, terms))


def _lay_down_arms(turn: Turn, one: int, two: int) -> None:
    """End the fight of two states: each gives back what it holds of the other's, and a truce begins."""
    world = turn.world
    world.war[one, two] = world.war[two, one] = 0
    world.inflicted[one, two] = world.inflicted[two, one] = 0
    evacuate(world, one, two)
    truce = TreatyTerms("nonaggression", (one, two), term=world.rules.peace.truce)
    world.treaties = (*world.treaties, new_treaty(turn, truce, double=True))


def evacuate(world: World, a: int, b: int) -> None:
    """Give back what two states hold of each other's land."""
    for holder, owner in ((a, b), (b, a)):
        world.occupier[(world.sovereign == owner) & (world.occupier == holder)] = -1


def describe(world: World, terms: PeaceTerms) -> str:
    """Return the terms as short keys with codes and numbers, which the chronicle spells out."""
    keys = []
    if terms.cede:
        keys.append("cede:" + ",".join(world.land.codes[p] for p in terms.cede))
    if terms.reparations:
        keys.append(f"pay:{terms.reparations}")
    if terms.demilitarise:
        keys.append("disarm")
    if terms.break_pacts:
        keys.append(f"leave:{len(terms.break_pacts)}")
    if terms.regime:
        keys.append("regime")
    if terms.restore >= 0:
        keys.append(f"restore:{world.codes[terms.restore]}")
    if terms.congress:
        keys.append("congress")
    return " ".join(keys)
