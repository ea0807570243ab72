"""Worlds and views as bytes and back: typed, with every shape, type and index checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Literal

import msgspec
import numpy as np

from hegemon.errors import BadInput
from hegemon.world.events import KINDS, Event
from hegemon.world.fixed import Bools, Ints
from hegemon.world.orders import AIMS, FOCUSES, Letter, PeaceTerms, TreatyTerms
from hegemon.world.rules import Rules
from hegemon.world.scenario import Scenario
from hegemon.world.state import ARRAYS, World
from hegemon.world.treaties import Call, Congress, Crisis, Entry, Motion, Offer, Payment, Treaty, War
from hegemon.world.view import View

AXES = {f.name: tuple(f.metadata["axes"].split()) for f in fields(World) if "axes" in f.metadata}
FLAGS = ("alive",)
LARGEST = 1 << 45

# Arrays that worlds of rules before version 2 did not have, and what they hold where nothing has happened yet.
LATER = {
    "former": -1, "exiled": 0, "government": 0, "regime": 0, "beaten": 0, "dominant": 0, "cover": 0, "bloc": -1,
    "sanction": 0, "commerce": 1000,
}  # fmt: skip

# What an entry of these arrays may be; S and P are counts, given when a world is read.
_RANGES: dict[str, tuple[int, str | int]] = {
    "sovereign": (0, "S"), "occupier": (-1, "S"), "capital": (0, "P"), "depot": (-1, "P"), "focus": (0, len(FOCUSES)),
    "focus_new": (0, len(FOCUSES)), "effort": (0, 11), "idle": (0, 11), "infrastructure": (0, 1001), "fort": (0, 100),
    "troops": (0, 1 << 31), "quality": (1, 100_001), "stability": (0, 1001), "exhaustion": (0, 1001),
    "gap": (0, (1 << 30) + 1), "government": (0, 4), "former": (-1, "S"), "bloc": (-1, "S"), "cover": (0, 1001),
    "commerce": (0, 1001),
}  # fmt: skip


class Array(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One array: little-endian 64-bit integers (i) or single bytes (b), and its shape."""

    kind: Literal["i", "b"]
    shape: tuple[int, ...]
    data: bytes


class WorldData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A world without its scenario and rules."""

    seed: str
    turn: int
    limit: int
    over: str
    victor: int
    serial: int
    arrays: dict[str, Array]
    treaties: tuple[Treaty, ...]
    wars: tuple[War, ...]
    calls: tuple[Call, ...]
    offers: tuple[Offer, ...]
    payments: tuple[Payment, ...]
    ledger: tuple[Entry, ...]
    motions: tuple[Motion, ...] = ()
    crises: tuple[Crisis, ...] = ()
    congresses: tuple[Congress, ...] = ()
    polarisation: int = 0
    tension: int = 0


class ViewData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A view, its known world included."""

    seat: int
    known: WorldData
    bands: tuple[Array, Array, Array, Array, Array]
    news: tuple[Event, ...]


def pack_world(world: World) -> WorldData:
    """Return what a world is beside its scenario and rules."""
    return WorldData(
        seed=f"{world.seed:032x}",
        turn=world.turn,
        limit=world.limit,
        over=world.over,
        victor=world.victor,
        serial=world.serial,
        arrays={name: _pack(getattr(world, name)) for name in ARRAYS},
        treaties=world.treaties,
        wars=world.wars,
        calls=world.calls,
        offers=world.offers,
        payments=world.payments,
        ledger=world.ledger,
        motions=world.motions,
        crises=world.crises,
        congresses=world.congresses,
        polarisation=world.polarisation,
        tension=world.tension,
    )


def unpack_world(data: WorldData, scenario: Scenario, rules: Rules) -> World:
    """Return the published world; BadInput for a shape, type, number or index that cannot be."""
    states, provinces = len(scenario.codes), len(scenario.sovereign)
    if not set(ARRAYS) - set(LATER) <= set(data.arrays) <= set(ARRAYS):
        raise _wrong("the list of arrays")
    if not 1 <= data.turn <= 1 << 20 or not 1 <= data.limit <= 1 << 20:
        raise _wrong("the turn")
    if not -1 <= data.victor < states or len(data.over) > 40:
        raise _wrong("the victor")
    if len(data.seed) != 32 or not 0 <= data.serial < LARGEST:
        raise _wrong("the seed or the serial number")
    try:
        seed = int(data.seed, 16)
    except ValueError:
        raise _wrong("the seed") from None
    world = World.__new__(World)
    world.scenario, world.rules, world.seed = scenario, rules, seed
    world.turn, world.limit, world.serial = data.turn, data.limit, data.serial
    world.over, world.victor = data.over, data.victor
    size = {"S": states, "P": provinces}
    for name in ARRAYS:
        shape = tuple(size.get(axis) or int(axis) for axis in AXES[name])
        if name not in data.arrays:
            setattr(world, name, scenario.government.copy() if name == "government" else np.full(shape, LATER[name]))
            continue
        array = _unpack(data.arrays[name], shape, "b" if name in FLAGS else "i", name)
        low, high = _RANGES.get(name, (-LARGEST, LARGEST))
        top = size[high] if isinstance(high, str) else high
        if name not in FLAGS and array.size and not low <= int(array.min()) <= int(array.max()) < top:
            raise _wrong(f"a number in {name}")
        setattr(world, name, array)
    world.treaties, world.wars, world.calls = data.treaties, data.wars, data.calls
    world.offers, world.payments, world.ledger = data.offers, data.payments, data.ledger
    world.motions, world.crises, world.congresses = data.motions, data.crises, data.congresses
    world.polarisation, world.tension = data.polarisation, data.tension
    if not (0 <= data.polarisation <= 1000 and 0 <= data.tension <= 1000):
        raise _wrong("polarisation or tension")
    _check_values(world)
    return world.publish()


def pack_view(view: View) -> ViewData:
    """Return a view as data."""
    low, high, seen, power_low, power_high = (
        _pack(array) for array in (view.low, view.high, view.seen, view.power_low, view.power_high)
    )
    return ViewData(view.seat, pack_world(view.known), (low, high, seen, power_low, power_high), view.news)


def unpack_view(data: ViewData, scenario: Scenario, rules: Rules) -> View:
    """Return the view; BadInput as for worlds."""
    known = unpack_world(data.known, scenario, rules)
    s, p = known.states, known.provinces
    if not 0 <= data.seat < s:
        raise _wrong("the seat of a view")
    low, high, seen, power_low, power_high = data.bands
    return View(
        seat=data.seat,
        known=known,
        low=_unpack(low, (s, p), "i", "low"),
        high=_unpack(high, (s, p), "i", "high"),
        seen=_unpack(seen, (p,), "b", "seen").astype(np.bool_),
        power_low=_unpack(power_low, (s,), "i", "power_low"),
        power_high=_unpack(power_high, (s,), "i", "power_high"),
        news=check_events(data.news, s, p),
    )


def check_events(events: tuple[Event, ...], states: int, provinces: int) -> tuple[Event, ...]:
    """Return events whose kinds and indices exist; BadInput if one does not."""
    for event in events:
        who = (event.actor, event.target, event.other)
        if event.kind not in KINDS or any(not -1 <= s < states for s in who) or not -1 <= event.place < provinces:
            raise _wrong("an event")
    return events


def _pack(array: Ints | Bools) -> Array:
    if array.dtype == np.bool_:
        return Array("b", array.shape, np.ascontiguousarray(array).tobytes())
    return Array("i", array.shape, np.ascontiguousarray(array, "<i8").tobytes())


def _unpack(data: Array, shape: tuple[int, ...], kind: str, name: str) -> Ints:
    width = 8 if kind == "i" else 1
    count = 1
    for n in shape:
        count *= n
    if data.kind != kind or data.shape != shape or len(data.data) != count * width:
        raise _wrong(f"the shape of {name}")
    if kind == "b" and data.data.strip(b"\0\1"):
        raise _wrong(f"a flag in {name}")
    array: Ints = np.frombuffer(data.data, "<i8" if kind == "i" else np.bool_).reshape(shape)
    return array if kind == "b" else array.astype(np.int64, copy=False)


def _check_values(world: World) -> None:
    """Raise BadInput unless every index in the frozen values names something that exists."""
    s, p, kinds = world.states, world.provinces, world.rules.kinds
    wars = {w.id for w in world.wars}

    def states(found: Iterable[int], least: int = 0) -> bool:
        return all(least <= i < s for i in found)

    def treaty(terms: TreatyTerms) -> bool:
        return terms.kind in kinds and states(terms.parties) and states((terms.target, terms.exclude), -1)

    def letter(found: Letter) -> bool:
        terms = found.terms
        if isinstance(terms, PeaceTerms):
            who = states((found.sender, found.to, terms.winner, terms.loser)) and states((terms.restore,), -1)
            return who and all(0 <= q < p for q in terms.cede)
        return states((found.sender, found.to)) and treaty(terms)

    good = {
        "a treaty": all(
            t.kind in kinds and len(t.parties) >= (1 if kinds[t.kind].order else 2)
            and len(t.replies) == len(t.parties) and states(t.parties)
            and states((t.target, t.exclude), -1) and states(who for who, _ in t.leaving)
            for t in world.treaties
        ),
        "a war": all(
            states((w.aggressor, w.victim), -1) and states(who for who, _, _, _ in w.joined)
            and all(side in (0, 1) for _, side, _, _ in w.joined)
            for w in world.wars
        ),
        "the war between two states": bool(np.isin(world.war, (0, *wars)).all()),
        "a call": all(states((c.caller, c.called, c.against)) and c.war in wars for c in world.calls),
        "an offer": all(letter(o.letter) for o in world.offers),
        "a payment": all(states((y.payer, y.payee)) and 0 <= y.rate <= 1000 for y in world.payments),
        "a ledger entry": all(states((e.holder, e.about)) for e in world.ledger),
        "a motion": all(states((m.proposer, *m.voters)) and treaty(m.terms) for m in world.motions),
        "a crisis": all(
            states((c.challenger, c.target)) and c.aim in AIMS and -1 <= c.place < p and 0 <= c.rate <= 1000
            for c in world.crises
        ),
        "a congress": all(
            states((c.loser, *(who for who, _ in c.purses))) and all(0 <= q < p for q in c.provinces)
            and len(c.held) == len(c.provinces) and states(c.held, -1)
            for c in world.congresses
        ),
    }
    for what, holds in good.items():
        if not holds:
            raise _wrong(what)


def _wrong(what: str) -> BadInput:
    return BadInput(f"{what} cannot be")
