"""Hostile bots: whoever repeats a trick against maximisers ends no stronger than who does without it.

What a bot has by treaties that it keeps is no trick; so each is held against one that does nothing, one that offers,
signs and keeps the same treaties, and its even share of the world.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pytest

from hegemon.engine.turn import opening, resolve
from hegemon.game.letters import exchange
from hegemon.players.maximiser import Maximiser
from hegemon.world.events import Event
from hegemon.world.legality import lawful
from hegemon.world.orders import (
    Answer,
    Cap,
    Decision,
    Demand,
    Letter,
    Orders,
    PeaceTerms,
    Reply,
    Ticket,
    TreatyTerms,
    Vote,
)
from hegemon.world.relations import access
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import View, view_of

TURNS = 24
SEEDS = (2, 5, 9)
BOT = 3
NOISE = 20_000  # ppm of power


@dataclass
class Bot:
    """Plays one trick every turn; its arms and effort stay as they are. pick: the orders of its trick."""

    name: str
    pick: Callable[[View], Orders]
    signs: bool = True
    peace: bool = True
    signed: list[int] = field(default_factory=list)

    def decide(self, view: View) -> Decision:
        return Decision(lawful(view.known, self.pick(view))[0])

    def answer(self, view: View, letter: Letter) -> Reply:
        yes = self.peace if isinstance(letter.terms, PeaceTerms) else self.signs
        return Reply("yes", reason="gain") if yes else Reply("no", reason="never")


def others(view: View) -> list[int]:
    """Everybody it is at peace with, the nearest first."""
    world, me = view.known, view.seat
    found = [s for s in range(world.states) if s != me and world.home[s] and not world.war[me, s]]
    return sorted(found, key=lambda s: (int(world.gap[me, s]), s))


def foes(view: View) -> list[int]:
    return np.flatnonzero(view.known.war[view.seat]).tolist()


def held(view: View) -> tuple[int, ...]:
    return tuple(t.id for t in view.known.treaties if view.seat in t.parties and not t.double)


def votes(view: View) -> tuple[Vote, ...]:
    return tuple(Vote(m.id, True) for m in view.known.motions if view.seat in m.voters)


def letters(view: View, *kinds: str) -> tuple[Letter, ...]:
    me = view.seat
    kind = kinds[view.turn % len(kinds)]
    return tuple(Letter(me, s, TreatyTerms(kind, (me, s))) for s in others(view))


def truces(view: View) -> tuple[Letter, ...]:
    return tuple(Letter(view.seat, s, PeaceTerms(view.seat, s)) for s in foes(view))


def quiet(view: View) -> Orders:
    return Orders(view.seat, letters=truces(view))


def offers_and_takes_back(view: View) -> Orders:
    return Orders(view.seat, letters=(*truces(view), *letters(view, "defence", "nonaggression", "trade", "entente")),
                  leave=held(view), votes=votes(view))


def gives_and_breaks(view: View) -> Orders:
    broken = held(view) if view.turn % 2 else ()
    return Orders(view.seat, letters=(*truces(view), *letters(view, "nonaggression", "defence", "trade")),
                  breach=broken, votes=votes(view))


def trades_in_circles(view: View) -> Orders:
    leave = tuple(t for t in held(view) if (t + view.turn) % 3 == 0)
    return Orders(view.seat, letters=(*truces(view), *letters(view, "trade")), leave=leave)


def is_absent(view: View) -> Orders:
    stay = tuple(Answer(call.id, False) for call in view.calls)
    return Orders(view.seat, letters=(*truces(view), *letters(view, "defence", "guarantee")), answers=stay)


def demands_and_yields(view: View) -> Orders:
    """Demand something of a neighbour every turn, and give way in every crisis."""
    world, me = view.known, view.seat
    near = others(view)[view.turn % 2 :]
    demand = Demand(near[0], "humble") if near else None
    caps = tuple(Cap(c.id, 0 if c.challenger == me else 1, 0) for c in world.crises if me in (c.challenger, c.target))
    return Orders(me, letters=truces(view), demand=demand, caps=caps)


def wars_and_makes_peace(view: View) -> Orders:
    """Declare war on a neighbour, and sue for a paid peace the turn after."""
    near, me = others(view), view.seat
    paid = tuple(Letter(me, s, PeaceTerms(me, s, reparations=40)) for s in foes(view))
    letters = paid if view.turn % 2 else truces(view)
    return Orders(me, letters=letters, declare=() if foes(view) else tuple(near[:1]))


def probes(view: View) -> Orders:
    """Ask everybody for one-sided treaties, by another clause each turn."""
    me, turn = view.seat, view.turn
    far = (me + 4) % view.known.states

    def ask(s: int) -> TreatyTerms:
        asks = (
            TreatyTerms("guarantee", (s, me), term=40), TreatyTerms("defence", (me, s), burden=5, notice=4),
            TreatyTerms("defence", (me, s), delay=2, secret=True), TreatyTerms("entente", (me, s), term=1),
            TreatyTerms("defence", (me, s), exclude=far if s != far else -1, joint=True),
            TreatyTerms("neutrality", (me, s), notice=4, term=40),
        )  # fmt: skip
        return asks[turn % len(asks)]

    return Orders(me, letters=(*truces(view), *(Letter(me, s, ask(s)) for s in others(view))))


def keeps_its_word(view: View) -> Orders:
    come = tuple(Answer(call.id, True) for call in view.calls)
    kinds = ("defence", "nonaggression", "trade", "entente", "guarantee")
    return Orders(view.seat, letters=(*truces(view), *letters(view, *kinds)), answers=come, votes=votes(view))


TRICKS = {
    "offers and takes back": Bot("offers and takes back", offers_and_takes_back),
    "gives and breaks": Bot("gives and breaks", gives_and_breaks),
    "trades in circles": Bot("trades in circles", trades_in_circles),
    "is absent": Bot("is absent", is_absent),
    "demands and yields": Bot("demands and yields", demands_and_yields),
    "wars and makes peace": Bot("wars and makes peace", wars_and_makes_peace),
    "probes": Bot("probes", probes),
}
CONTROLS = {
    "quiet": Bot("quiet", quiet, signs=False), "keeps its word": Bot("keeps its word", keeps_its_word),
}  # fmt: skip


@dataclass
class Told:
    """What became of a bot: its power at the end, ppm; the turns in which it signed with an AI, and with whom."""

    power: int
    signed: list[tuple[int, int, str]]
    world: World


@cache
def played(name: str, seed: int) -> Told:
    bot = (TRICKS | CONTROLS)[name]
    world = opening(open_world(load_scenario("ring-8"), seed))
    ai = Maximiser()
    players = [bot if s == BOT else ai for s in range(world.states)]
    events: tuple[Event, ...] = ()
    signed: list[tuple[int, int, str]] = []
    while world.turn <= TURNS and not world.over and world.home[BOT]:
        may = access(world)
        views = {s: view_of(world, s, events, may) for s in range(world.states) if world.home[s]}
        decided = {s: players[s].decide(v).orders for s, v in views.items()}

        def ask(box: object, views: dict[int, View] = views) -> dict[int, tuple[Reply, ...]]:
            assert isinstance(box, dict)
            return {s: tuple(players[s].answer(views[s], letter) for letter in got) for s, got in box.items()}

        orders = exchange(world, may, decided, tuple(views), ask)
        tickets: list[Ticket] = [t for o in orders.values() for t in o.tickets]
        signed += [(world.turn, t.giver if t.letter.sender == BOT else t.letter.sender, t.letter.terms.kind)
                   for t in tickets if BOT in (t.letter.sender, t.giver) and isinstance(t.letter.terms, TreatyTerms)]
        world, events = resolve(world, orders)
    return Told(int(world.power[BOT]), signed, world)


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_repeated_pays_no_better_than_doing_without(trick: str) -> None:
    mine = [played(trick, seed).power for seed in SEEDS]
    idle = {name: [played(name, seed).power for seed in SEEDS] for name in CONTROLS}
    even = 1_000_000 // played(trick, SEEDS[0]).world.states
    best = max(even, *map(statistics.fmean, idle.values()))
    assert statistics.fmean(mine) <= best + NOISE, (mine, idle)


def test_nobody_goes_on_signing_with_who_breaks_every_word() -> None:
    for seed in SEEDS:
        told = played("gives and breaks", seed)
        half = [turn for turn, _, kind in told.signed if turn > TURNS // 2]
        assert len(half) <= max(3, len(told.signed) // 3), told.signed
