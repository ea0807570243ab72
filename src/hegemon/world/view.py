"""The one view: what a seat may know, filtered and read-only, the same for people, AI and bots."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np

from hegemon.world.chance import field, seat_key
from hegemon.world.events import Event, visible
from hegemon.world.fixed import Bools, Ints
from hegemon.world.orders import ASK_ME
from hegemon.world.relations import access
from hegemon.world.state import World
from hegemon.world.treaties import Call, Offer, Treaty

GUESS = (3, 3, 2, 2)  # what is assumed of another's effort, blocks


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one seat knows at the opening of a turn.

    known: a world in which everything that the seat may not know is replaced by its estimate (its seed is the
    seat's own key). low, high: (S, P) points between which the troops stand. seen: (P,) where the army's eye
    reaches. power_low, power_high: (S,) ppm bands. news: what happened last turn, as far as the seat may know.
    """

    seat: int
    known: World
    low: Ints
    high: Ints
    seen: Bools
    power_low: Ints
    power_high: Ints
    news: tuple[Event, ...]

    @property
    def turn(self) -> int:
        """The turn about to be played."""
        return self.known.turn

    @property
    def inbox(self) -> tuple[Offer, ...]:
        """Letters that wait for this seat's answer."""
        return self.known.offers

    @property
    def calls(self) -> tuple[Call, ...]:
        """Calls to arms that wait for this seat's answer."""
        return self.known.calls


def sight(world: World, seat: int, may: Bools) -> Bools:
    """Return (P,): land held by the seat or who grants it access, land with its troops, and what borders on these."""
    near = may[seat][world.controller] | (world.troops[seat] > 0)
    seen: Bools = near | (world.land.border[near] > 0).any(axis=0)
    return seen


def _replies_hidden(treaty: Treaty, seat: int) -> Treaty:
    if seat in treaty.parties or all(r == ASK_ME for r in treaty.replies):
        return treaty
    return msgspec.structs.replace(treaty, replies=(ASK_ME,) * len(treaty.replies))


def _band(value: Ints, turn: int, key: int, name: str, ids: Ints, width: int) -> Ints:
    noise = field(key, turn, name, ids, width)
    return (value * (1000 + noise)) // 1000


def view_of(world: World, seat: int, events: tuple[Event, ...] = (), may: Bools | None = None) -> View:
    """Return the view of a seat. may: access(world), if it is at hand."""
    rule, key, turn = world.rules.view, seat_key(world.seed, int(world.scenario.state_ids[seat])), world.turn
    fog = bool(rule.fog) and not world.over
    ids = world.scenario.state_ids
    may = access(world) if may is None else may
    known = world.fork()
    known.seed = key
    others = np.arange(world.states) != seat
    seen = sight(world, seat, may)
    low, high = world.troops, world.troops
    power_low = power_high = world.power
    if fog:
        pair_ids = ids[:, None] * 4096 + world.scenario.province_ids[None, :]
        noise = field(key, turn, "arms", pair_ids, rule.error)
        noise[:, seen] = 0
        noise[seat] = 0
        known.troops = (world.troops * (100 + noise) + 50) // 100
        guessed = others[:, None] & ~seen[None, :]
        low = np.where(guessed, known.troops * 100 // (100 + rule.error), known.troops)
        high = np.where(guessed, (known.troops * 100 + 99) // (100 - rule.error), known.troops)
        wide = rule.error_power
        known.power = _band(world.power, turn, key, "power", ids, wide)
        known.coercion = _band(world.coercion, turn, key, "coercion", ids, wide)
        rows = np.arange(10)[:, None] * 4096 + ids[None, :]
        known.recent = _band(world.recent, turn, key, "recent", rows, wide)
        power_low = known.power * 1000 // (1000 + wide)
        power_high = (known.power * 1000 + 999) // (1000 - wide)
    if not world.over:
        known.effort[others] = GUESS
        known.idle[others] = 0
        known.focus[others] = 0
        known.focus_new[others] = 0
        known.depot[others] = -1
        known.grievance[others] = 0
        known.reliability[others] = world.reliability[seat]
        known.treaties = tuple(_replies_hidden(t, seat) for t in world.treaties)
        known.calls = tuple(c for c in world.calls if c.called == seat)
        known.offers = tuple(o for o in world.offers if o.letter.to == seat)
        known.ledger = tuple(e for e in world.ledger if seat in (e.holder, e.about))
    known.publish()
    for array in (low, high, seen, power_low, power_high):
        array.flags.writeable = False
    news = tuple(e for e in events if visible(e, seat))
    return View(seat, known, low, high, seen, power_low, power_high, news)
