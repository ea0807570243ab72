"""Peace: terms priced by the score of the war, land that passes, and the truce that every peace includes."""

from __future__ import annotations

import numpy as np

from hegemon.engine.context import Turn
from hegemon.engine.hostility import close_wars
from hegemon.engine.signing import new_treaty
from hegemon.world.legality_diplomacy import peace_fault
from hegemon.world.orders import PeaceTerms, Ticket, TreatyTerms
from hegemon.world.state import World
from hegemon.world.treaties import Payment


def make(turn: Turn, tickets: list[Ticket]) -> None:
    """Make the separate peaces that were agreed, best gain first, and close the wars that nobody fights on."""
    world = turn.world
    for ticket in tickets:
        terms = ticket.letter.terms
        assert isinstance(terms, PeaceTerms)
        fault = peace_fault(world, terms)
        if fault:
            turn.note("unfit", ticket.letter.sender, ticket.letter.to, detail=f"peace: {fault}")
            continue
        _settle(turn, terms)
    close_wars(turn)


def _settle(turn: Turn, terms: PeaceTerms) -> None:
    world, winner, loser = turn.world, terms.winner, terms.loser
    world.war[winner, loser] = world.war[loser, winner] = 0
    world.inflicted[winner, loser] = world.inflicted[loser, winner] = 0
    for province in terms.cede:
        world.sovereign[province] = winner
        holder = int(world.occupier[province])
        if holder >= 0 and not world.war[winner, holder]:
            world.occupier[province] = -1
    evacuate(world, winner, loser)
    if int(world.sovereign[world.capital[loser]]) != loser:
        move_capital(world, loser)
    if terms.reparations:
        until = world.turn + world.rules.peace.truce
        world.payments = (*world.payments, Payment(loser, winner, terms.reparations, until))
    if terms.demilitarise:
        world.disarmed[loser] = world.turn + world.rules.peace.truce
    world.treaties = tuple(t for t in world.treaties if t.id not in terms.break_pacts)
    truce = TreatyTerms("nonaggression", (winner, loser), term=world.rules.peace.truce)
    world.treaties = (*world.treaties, new_treaty(turn, truce, double=True))
    turn.note("peace", winner, loser, detail=describe(world, terms))


def evacuate(world: World, a: int, b: int) -> None:
    """Give back what two states hold of each other's land."""
    for holder, owner in ((a, b), (b, a)):
        world.occupier[(world.sovereign == owner) & (world.occupier == holder)] = -1


def move_capital(world: World, state: int) -> None:
    """Seat the government in the most populous province it still has."""
    own = world.sovereign == state
    if own.any():
        ranked = np.where(own, world.scenario.population * 512 + world.scenario.province_ids % 512, -1)
        world.capital[state] = int(ranked.argmax())


def describe(world: World, terms: PeaceTerms) -> str:
    """Return the terms in words."""
    said = []
    if terms.cede:
        names = ", ".join(world.land.names[p] for p in terms.cede)
        said.append(f"{world.codes[terms.loser]} cedes {names}")
    if terms.reparations:
        said.append(f"{world.codes[terms.loser]} pays {terms.reparations / 10:g}% of its output")
    if terms.demilitarise:
        said.append(f"{world.codes[terms.loser]} may not mobilise")
    if terms.break_pacts:
        said.append(f"{world.codes[terms.loser]} leaves {len(terms.break_pacts)} of its treaties")
    return "; ".join(said) or "as before the war"
