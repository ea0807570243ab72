"""The same world told in another order: indices are permuted, permanent ids stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, cast

import msgspec
import numpy as np

from hegemon.atlas.geography import Geography, neighbours_of
from hegemon.world.events import Event
from hegemon.world.orders import Claim, Letter, Move, Orders, PeaceTerms, Proposal, Ticket, TreatyTerms
from hegemon.world.scenario_model import Scenario, sealed
from hegemon.world.state import ARRAYS, World

STATE_VALUED = ("sovereign", "occupier", "former", "bloc")
PROVINCE_VALUED = ("capital", "depot")
OVER_PROVINCES = (
    "province_ids", "terrain", "population", "grain", "ore", "fuel", "infrastructure", "fort",
)  # fmt: skip
OVER_STATES = ("state_ids", "government", "capacity", "naval", "great", "quality", "stability", "effort")
NAMES = ("codes", "state_names", "adjectives", "colours", "glyphs", "players")


class Turned:
    """A way to tell a world: the old index at each new place, for states and for provinces."""

    def __init__(self, states: Sequence[int], provinces: Sequence[int]) -> None:
        self.states, self.provinces = list(states), list(provinces)
        self.state = {old: new for new, old in enumerate(self.states)} | {-1: -1}
        self.province = {old: new for new, old in enumerate(self.provinces)} | {-1: -1}

    def land(self, land: Geography) -> Geography:
        """Return the land with its provinces in the new order."""
        p = self.provinces
        border = land.border[p][:, p]
        return replace(
            land, codes=tuple(land.codes[i] for i in p), names=tuple(land.names[i] for i in p), area=land.area[p],
            coast=land.coast[p], border=border, route=land.route[p][:, p], neighbours=neighbours_of(border),
        )  # fmt: skip

    def scenario(self, given: Scenario) -> Scenario:
        """Return the scenario in the new order."""
        s, p = self.states, self.provinces
        new: dict[str, Any] = {name: getattr(given, name)[p] for name in OVER_PROVINCES}
        new |= {name: getattr(given, name)[s] for name in OVER_STATES}
        new |= {name: tuple(getattr(given, name)[i] for i in s) for name in NAMES}
        new["geography"] = self.land(given.geography)
        new["sovereign"] = np.array([self.state[int(o)] for o in given.sovereign[p]])
        new["capital"] = np.array([self.province[int(c)] for c in given.capital[s]])
        new["troops"] = given.troops[s][:, p]
        new["opinion"] = given.opinion[s][:, s]
        new["treaties"] = tuple(
            replace(t, parties=tuple(self.state[i] for i in t.parties), target=self.state[t.target])
            for t in given.treaties
        )
        return sealed(replace(given, **new))

    def terms(self, terms: TreatyTerms | PeaceTerms) -> TreatyTerms | PeaceTerms:
        """Return terms between the same states about the same land."""
        if isinstance(terms, TreatyTerms):
            return msgspec.structs.replace(
                terms, parties=tuple(self.state[i] for i in terms.parties), target=self.state[terms.target],
                exclude=self.state[terms.exclude],
            )  # fmt: skip
        return msgspec.structs.replace(
            terms, winner=self.state[terms.winner], loser=self.state[terms.loser],
            cede=tuple(self.province[i] for i in terms.cede), restore=self.state[terms.restore],
        )  # fmt: skip

    def letter(self, letter: Letter) -> Letter:
        """Return the same letter."""
        return Letter(self.state[letter.sender], self.state[letter.to], self.terms(letter.terms))

    def orders(self, orders: Orders) -> Orders:
        """Return the same orders."""
        return msgspec.structs.replace(
            orders,
            seat=self.state[orders.seat],
            depot=None if orders.depot is None else self.province[orders.depot],
            moves=tuple(Move(tuple(self.province[i] for i in m.path), m.points) for m in orders.moves),
            declare=tuple(self.state[i] for i in orders.declare),
            sanction=tuple(self.state[i] for i in orders.sanction),
            lift=tuple(self.state[i] for i in orders.lift),
            letters=tuple(self.letter(x) for x in orders.letters),
            counters=tuple(self.letter(x) for x in orders.counters),
            tickets=tuple(Ticket(self.letter(t.letter), self.state[t.giver], t.gain) for t in orders.tickets),
            refusals=tuple(self.state[i] for i in orders.refusals),
            propose=tuple(Proposal(x.treaty, cast(TreatyTerms, self.terms(x.terms))) for x in orders.propose),
            demand=None if orders.demand is None else msgspec.structs.replace(
                orders.demand, target=self.state[orders.demand.target], place=self.province[orders.demand.place]
            ),
            summit=tuple(self.state[i] for i in orders.summit),
            claims=tuple(
                Claim(c.congress, tuple((self.province[q], price) for q, price in c.bids)) for c in orders.claims
            ),
        )

    def events(self, events: tuple[Event, ...]) -> list[Event]:
        """Return the same events."""
        return [
            msgspec.structs.replace(
                e, actor=self.state[e.actor], target=self.state[e.target], other=self.state[e.other],
                place=self.province[e.place],
            )
            for e in events
        ]

    def world(self, world: World) -> World:
        """Return the same world, whatever has happened in it."""
        told = world.fork()
        told.scenario = self.scenario(world.scenario)
        for name, value in self.facts(world).items():
            if name in ARRAYS:
                old = getattr(world, name)
                setattr(told, name, np.array(value, old.dtype).reshape(old.shape))
            else:
                setattr(told, name, tuple(value) if isinstance(value, list) else value)
        return told.publish()

    def facts(self, world: World) -> dict[str, Any]:
        """Return every field of a world as it reads in the new order."""
        s, p = self.states, self.provinces
        found: dict[str, Any] = {}
        for field in fields(World):
            value = getattr(world, field.name)
            axes = field.metadata.get("axes", "").split()
            if not axes:
                continue
            for axis, name in enumerate(axes):
                if name in ("S", "P"):
                    value = value.take(s if name == "S" else p, axis=axis)
            if field.name in STATE_VALUED:
                value = np.array([self.state[int(v)] for v in value])
            if field.name in PROVINCE_VALUED:
                value = np.array([self.province[int(v)] for v in value])
            found[field.name] = value.tolist()
        st = self.state
        found |= {name: getattr(world, name) for name in ("turn", "limit", "over", "serial", "polarisation", "tension")}
        found["victor"] = st[world.victor]
        found["treaties"] = [
            msgspec.structs.replace(
                t, parties=tuple(st[i] for i in t.parties), target=st[t.target], exclude=st[t.exclude],
                leaving=tuple((st[i], when) for i, when in t.leaving),
            )
            for t in world.treaties
        ]
        found["wars"] = [
            msgspec.structs.replace(
                w, aggressor=st[w.aggressor], victim=st[w.victim],
                joined=tuple((st[i], side, when, treaty) for i, side, when, treaty in w.joined),
            )
            for w in world.wars
        ]
        found["calls"] = [
            msgspec.structs.replace(c, caller=st[c.caller], called=st[c.called], against=st[c.against])
            for c in world.calls
        ]
        found["offers"] = [msgspec.structs.replace(o, letter=self.letter(o.letter)) for o in world.offers]
        found["payments"] = [
            msgspec.structs.replace(x, payer=st[x.payer], payee=st[x.payee]) for x in world.payments
        ]
        found["motions"] = [
            msgspec.structs.replace(
                m, proposer=st[m.proposer], terms=self.terms(m.terms), voters=tuple(st[i] for i in m.voters)
            )
            for m in world.motions
        ]
        found["crises"] = [
            msgspec.structs.replace(
                c, challenger=st[c.challenger], target=st[c.target], place=self.province[c.place]
            )
            for c in world.crises
        ]
        found["congresses"] = [
            msgspec.structs.replace(
                g, loser=st[g.loser], provinces=tuple(self.province[q] for q in g.provinces),
                purses=tuple((st[i], score) for i, score in g.purses), held=tuple(st[i] for i in g.held),
            )
            for g in world.congresses
        ]
        found["ledger"] = [msgspec.structs.replace(e, holder=st[e.holder], about=st[e.about]) for e in world.ledger]
        return found
