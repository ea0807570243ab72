"""What there is to choose from: kinds and clauses of treaties, stakes of a demand, guests, exiles to bring home.

Only what is lawful is offered, so that every screen and the plain game offer the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegemon.world.legality_crisis import demand_fault, regime_fault, restored_to
from hegemon.world.legality_powers import join_fault
from hegemon.world.orders import AIMS, Demand
from hegemon.world.promises import helps

if TYPE_CHECKING:
    from hegemon.world.state import World
    from hegemon.world.treaties import Treaty

# What a clause is about, in the words of the treaty that has it.
CLAUSES = {
    "target": "the only enemy against whom it obliges",
    "exclude": "the one enemy against whom nobody need come",
    "chained": "chained: help is owed too when a partner was drawn in by a treaty of its own",
    "burden": "blocks in military that each party owes; who has fewer is resented and less believed",
    "delay": "turns that the parties deliberate before help comes: slower help, and time to think better of it",
    "joint": "no separate peace: who leaves a war alone breaks its word",
    "term": "turns until it runs out",
    "notice": "turns between notice and freedom; an attack until then breaks it",
    "renew": "at its term it runs on, unless notice was given",
    "secret": "secret: it deters nobody and warms nobody until it leaks",
    "dues": "part of their output that followers pay to the leader",
    "split": "how the spoils are shared; else by losses inflicted and borne",
}


def kinds(world: World) -> tuple[str, ...]:
    """Kinds of treaty that may be offered in this game; an order is proclaimed instead."""
    return tuple(
        name for name, kind in world.rules.kinds.items() if world.rules.allow.get(name, 1) and not kind.order
    )


def clauses(world: World, name: str) -> tuple[str, ...]:
    """Names of the clauses that matter to a kind of treaty, in the order in which they are asked for."""
    kind, switch = world.rules.kinds[name], world.rules.switch
    help_owed = helps(kind)
    binds = help_owed and not kind.informal
    holds = {
        "target": help_owed and not kind.collective,
        "exclude": binds and not kind.collective and not kind.attack,
        "chained": binds and (kind.aid or kind.invited) and bool(switch.chaining),
        "burden": binds and kind.aid and bool(switch.burden),
        "delay": binds and bool(switch.consultation),
        "joint": binds,
        "dues": kind.order,
        "split": kind.informal,
        "term": True,
        "notice": not kind.informal,
        "renew": True,
        "secret": not kind.open and bool(switch.secrecy),
    }
    return tuple(clause for clause, here in holds.items() if here)


def living(world: World, *without: int) -> tuple[int, ...]:
    """States that live on, the most powerful first, without those named."""
    found = [s for s in range(world.states) if world.alive[s] and s not in without]
    return tuple(sorted(found, key=lambda s: (-int(world.power[s]), s)))


def demands(world: World, seat: int, target: int) -> dict[str, tuple[Demand, ...]]:
    """Every demand that a seat may make on a state, by aim; no aim is there without one."""
    mine = [Demand(target, "province", place=p) for p in np.flatnonzero(world.sovereign == target).tolist()]
    most = world.rules.crisis.tribute
    rates = [Demand(target, "tribute", rate=r) for r in (*range(10, most, 10), most)]
    pacts = [Demand(target, "break", treaty=t.id) for t in world.treaties if target in t.parties]
    every = {
        "province": mine, "tribute": rates, "regime": [Demand(target, "regime")], "break": pacts,
        "humble": [Demand(target, "humble")],
    }  # fmt: skip
    lawful = {aim: tuple(d for d in every[aim] if not demand_fault(world, seat, d)) for aim in AIMS}
    return {aim: found for aim, found in lawful.items() if found}


def demand_barred(world: World, seat: int, target: int) -> str:
    """Why nothing at all can be demanded of a state, empty if something can."""
    return "" if demands(world, seat, target) else demand_fault(world, seat, Demand(target, "humble"))


def exiles(world: World, winner: int, loser: int) -> tuple[int, ...]:
    """States in exile to which a loser could give back land."""
    found = np.flatnonzero(world.exiled > 0).tolist()
    return tuple(s for s in found if restored_to(world, s, loser) and not world.war[winner, s])


def regime_open(world: World, winner: int, loser: int) -> bool:
    """Whether a peace may give the loser the winner's government."""
    return not regime_fault(world, winner, loser)


def pacts_of(world: World, loser: int, winner: int) -> tuple[Treaty, ...]:
    """Treaties with others that a peace may make a loser leave."""
    return tuple(
        t for t in world.treaties if loser in t.parties and winner not in t.parties and not t.hidden and not t.double
    )


def guests(world: World, seat: int) -> tuple[int, ...]:
    """States that may be asked to a summit."""
    return tuple(s for s in living(world, seat) if world.home[s] and not world.war[seat, s])


def open_orders(world: World, seat: int) -> tuple[Treaty, ...]:
    """Orders that a seat may join."""
    return tuple(t for t in world.treaties if world.rules.kinds[t.kind].open and not join_fault(world, seat, t.id))
