"""The one view: what a seat may know, filtered and read-only, the same for people, AI and bots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import attrgetter, is_
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import Geography
from hegemon.world.chance import fields, seat_key
from hegemon.world.events import Event, audience
from hegemon.world.fixed import MILLION, Bools, Ints
from hegemon.world.orders import ASK_ME, FOCUSES
from hegemon.world.relations import access, hidden, partners
from hegemon.world.scenario_model import Scenario
from hegemon.world.state import FIELD, World
from hegemon.world.treaties import Call, Entry, Motion, Offer, Treaty

INTELLIGENCE = FOCUSES.index("intelligence")
GUESS = (3, 3, 2, 2)  # what is assumed of another's effort, blocks
QUARTER = 250  # per mille: how finely another's cover is known, so that nobody's word can be read off it


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one seat knows at the opening of a turn.

    known: a world in which everything that the seat may not know is replaced by its estimate (its seed is the
    seat's own key). low, high: (S, P) points between which the troops stand. seen: (P,) where the army's eye
    reaches. power_low, power_high: (S,) ppm bands. news: what happened last turn, as far as the seat may know.
    at: its place among the views that were made with it, whose arrays are rows of the same; see stacked. guesses:
    what the bounds follow from once somebody asks for them; see _bound.
    """

    seat: int
    known: World
    low: Ints
    high: Ints
    seen: Bools
    power_low: Ints
    power_high: Ints
    news: tuple[Event, ...]
    at: int = 0
    guesses: Guesses | None = None

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
        return tuple([call for call in self.known.calls if call.called == self.seat])


_LATER: Any = None  # for a bound that is worked out when it is first asked for


# The slots that hold the bounds.
_BOUNDS: dict[str, Any] = {name: View.__dict__[name] for name in ("low", "high", "power_low", "power_high")}


def _bound(slot: Any) -> property:
    """Return a bound of a view's troops or power, which stands in a slot: screens ask for it, rivals do not.

    It is no __getattr__, for with one Python is slow to find everything else in a view.
    """

    def found(view: View) -> Ints:
        if slot.__get__(view) is _LATER:
            assert view.guesses is not None
            for each, array in zip(_BOUNDS.values(), view.guesses.bounds(view.known, view.at), strict=True):
                if each.__get__(view) is _LATER:
                    array.flags.writeable = False
                    each.__set__(view, array)
        kept: Ints = slot.__get__(view)
        return kept

    return property(found, slot.__set__)


for _name, _slot in _BOUNDS.items():
    setattr(View, _name, _bound(_slot))


@dataclass(frozen=True, slots=True, eq=False)
class Guesses:
    """What seats estimate of hidden stacks.

    rows: which seat, ascending; hidden: the stack's place in troops; guess: points. errors: (K, 2) of seats, of arms
    in percent and of power per mille.
    """

    rows: Ints
    hidden: Ints
    guess: Ints
    errors: Ints

    def bounds(self, known: World, at: int) -> tuple[Ints, Ints, Ints, Ints]:
        """Return between which points troops stand, (S, P) each, and power, (S,), as the seat at a row estimates."""
        mine = slice(*self.rows.searchsorted((at, at + 1)).tolist())
        places, guess, (off, doubt) = self.hidden[mine], self.guess[mine], self.errors[at].tolist()
        low, high = known.troops.copy(), known.troops.copy()
        low.ravel()[places] = np.maximum(guess - 1, 0) * 100 // (100 + off)
        high.ravel()[places] = ((guess + 1) * 100 + 99) // (100 - off)
        return low, high, known.power * 1000 // (1000 + doubt), ((known.power + 1) * 1000 + 999) // (1000 - doubt)


def stacked(views: Sequence[View], name: str) -> NDArray[Any]:
    """Return an array of the worlds of views, one row a view; not copied if they were made in one go."""
    arrays = list(map(_of_known(name), views))
    whole: NDArray[Any] | None = arrays[0].base
    if (
        whole is None or len(whole) != len(views) or whole.ndim != arrays[0].ndim + 1
        or list(map(_at, views)) != list(range(len(views))) or not all(map(is_, map(_base, arrays), repeat(whole)))
    ):  # fmt: skip
        return np.array(arrays)
    return whole


_at, _base = attrgetter("at"), attrgetter("base")


@lru_cache(maxsize=64)
def _of_known(name: str) -> Callable[[View], NDArray[Any]]:
    return attrgetter(f"known.{name}")


@lru_cache(maxsize=8)
def _rims(land: Geography) -> tuple[Ints, Ints]:
    """Return every province with its neighbours, one after the other, and where the list of each begins."""
    lists = [(place, *near) for place, near in enumerate(land.neighbours)]
    begins = np.cumsum([0, *map(len, lists[:-1])])
    return np.concatenate(lists).astype(np.int64), begins.astype(np.int64)


@lru_cache(maxsize=8)
def _pair_ids(scenario: Scenario) -> Ints:
    return (scenario.state_ids[:, None] * 4096 + scenario.province_ids[None, :]).ravel()


@lru_cache(maxsize=8)
def _band_ids(scenario: Scenario) -> Ints:
    return np.arange(12)[:, None] * 4096 + scenario.state_ids[None, :]


def _sharing(world: World) -> Bools:
    """Friends share what they see even where they may not stand on each other's land."""
    return access(world) if world.rules.switch.basing else partners(world)


def sight(world: World, seat: int, may: Bools) -> Bools:
    """Return (P,): land held by the seat or who shares its sight, land with its troops, and what borders on these."""
    seen: Bools = _sights(world, np.array([seat]), may)[0]
    return seen


def _sights(world: World, seats: Ints, may: Bools) -> Bools:
    """Return what sight returns for each of some seats, (K, P)."""
    near = may[seats].take(world.controller, axis=1)
    near |= (world.troops > 0)[seats]
    places, begins = _rims(world.land)
    bits = np.packbits(near, axis=0)  # eight seats in one
    found = np.bitwise_or.reduceat(bits.take(places, axis=1), begins, axis=1)
    return np.unpackbits(found, axis=0, count=len(seats)).view(np.bool_)


def public_treaties(world: World) -> tuple[Treaty | None, ...]:
    """Return the treaties as who is no party knows them: their standing replies hidden, secret ones as None."""
    return tuple(None if hidden(world, t) else _unanswered(t) for t in world.treaties)


def _unanswered(treaty: Treaty) -> Treaty:
    return treaty if treaty.replies.count(ASK_ME) == len(treaty.replies) else _asking(treaty)


@lru_cache(maxsize=256)
def _asking(treaty: Treaty) -> Treaty:
    """Return a treaty without its standing replies, the same one each turn, so that what is read of it is kept."""
    return msgspec.structs.replace(treaty, replies=(ASK_ME,) * len(treaty.replies))


def errors_of(world: World, seat: int) -> tuple[int, int]:
    """Return the errors of a seat's estimates: of arms out of sight in percent, of power per mille (Jervis 1976)."""
    rule, switch = world.rules.view, world.rules.switch
    if not switch.misperception:
        return 0, 0
    if switch.intelligence and int(world.focus[seat]) == INTELLIGENCE:
        return rule.error * rule.spied // 1000, rule.error_power * rule.spied // 1000
    return rule.error, rule.error_power


def _alike(errors: Ints) -> int | Ints:
    """Return the errors of seats, as one number if they are all the same, which is quicker to reckon with."""
    listed = errors.tolist()
    return errors if any(error != listed[0] for error in listed) else int(listed[0])


def _bands(world: World, keys: Sequence[int], error: Ints) -> Ints:
    """Return recent (ten rows), power and coercion as seats estimate them, (K, 12, S) ppm. error: (K,) per mille."""
    stack = np.concatenate([world.recent, world.power[None, :], world.coercion[None, :]])
    rows = np.arange(len(keys))[:, None, None]
    off = _alike(error)
    off = off if isinstance(off, int) else off[:, None, None]
    noise = fields(keys, world.turn, "bands", rows, _band_ids(world.scenario), off)
    noise += 1000
    noise *= stack
    noise //= 1000
    return np.minimum(noise, MILLION)  # no share is guessed above the whole


def _arms(world: World, seats: Ints, keys: Sequence[int], seen: Bools, errors: Ints) -> tuple[Ints, Guesses]:
    """Return troops as seats estimate them, (K, S, P), and what was estimated.

    seen: (K, P). errors: (K, 2) as errors_of has them.
    """
    there = np.flatnonzero(world.troops)
    owner = there // world.provinces
    place = there - owner * world.provinces
    seen = seen.take(place, axis=1)
    seen |= owner == seats[:, None]
    unseen = np.flatnonzero(~seen)
    rows = unseen // len(there)
    hidden = there[unseen - rows * len(there)]
    off = _alike(errors[:, 0])
    off = off if isinstance(off, int) else off[rows]
    noise = fields(keys, world.turn, "arms", rows, _pair_ids(world.scenario)[hidden], off)
    guess = (world.troops.ravel()[hidden] * (100 + noise) + 50) // 100
    places = rows * world.troops.size + hidden
    estimate = np.empty((len(keys), *world.troops.shape), np.int64)
    estimate[:] = world.troops
    estimate.ravel()[places] = guess
    return estimate, Guesses(rows, hidden, guess, errors)


def view_of(
    world: World,
    seat: int,
    events: tuple[Event, ...] = (),
    may: Bools | None = None,
    public: tuple[Treaty | None, ...] | None = None,
) -> View:
    """Return the view of a seat; what nothing hides is shared, not copied.

    may, public: access(world) and public_treaties(world), if they are at hand.
    """
    return views_of(world, (seat,), events, may, public)[0]


def views_of(
    world: World,
    seats: Sequence[int],
    events: tuple[Event, ...] = (),
    may: Bools | None = None,
    public: tuple[Treaty | None, ...] | None = None,
) -> list[View]:
    """Return the views of several seats, each as view_of returns it; what is alike is worked out once."""
    if not seats:
        return []
    who, ids = np.array(seats), world.scenario.state_ids.tolist()
    keys = [seat_key(world.seed, ids[seat]) for seat in seats]
    seen = _sights(world, who, _sharing(world) if may is None or not world.rules.switch.basing else may)
    masks: dict[str, Ints] = {}
    guesses = None
    if world.rules.view.fog and not world.over:
        errors = np.array([errors_of(world, seat) for seat in seats])
        masks["troops"], guesses = _arms(world, who, keys, seen, errors)
        bands = _bands(world, keys, errors[:, 1])
        masks["recent"], masks["power"], masks["coercion"] = bands[:, :10], bands[:, 10].copy(), bands[:, 11]
    if not world.over:
        masks |= _masks(world, who)
        papers = _papers(world, seats, public_treaties(world) if public is None else public)
    for stack in (seen, *masks.values()):
        stack.setflags(write=False)
    values, places = world.values(), [FIELD[name] for name in masks]
    own = zip(*masks.values(), strict=True) if masks else [()] * len(seats)
    arms, power = (world.troops, world.power) if guesses is None else (_LATER, _LATER)
    views = []
    for at, (seat, news, rows, eye) in enumerate(zip(seats, _told(events, seats), own, seen, strict=True)):
        for place, row in zip(places, rows, strict=True):
            values[place] = row
        known = World(*values)
        known.seed = keys[at]
        if not world.over:
            known.treaties, known.motions, known.calls, known.offers, known.ledger = papers[at]
        views.append(View(seat, known, arms, arms, eye, power, power, news, at, guesses))
    return views


def _told(events: tuple[Event, ...], seats: Sequence[int]) -> list[tuple[Event, ...]]:
    """Return the events that each seat may know."""
    told = [(event, audience(event)) for event in events]
    public = tuple([event for event, parties in told if parties is None])
    knowing = {seat for _, parties in told if parties is not None for seat in parties}
    return [
        tuple([event for event, parties in told if parties is None or seat in parties]) if seat in knowing else public
        for seat in seats
    ]


def _masks(world: World, seats: Ints) -> dict[str, Ints]:
    """Return what seats know of every state's own affairs, by field, seats on the first axis: the rest is assumed."""
    at, count = np.arange(len(seats)), len(seats)
    masks: dict[str, Ints] = {}
    for name, guess in _ASSUMED:
        true: Ints = getattr(world, name)
        masks[name] = masked = np.empty((count, *true.shape), np.int64)
        masked[:] = guess
        masked[at, seats] = true[seats]
    if world.rules.switch.intelligence:
        spied = (world.focus[seats] == INTELLIGENCE).nonzero()[0]
        for name in ("effort", "idle", "focus") if len(spied) else ():
            masks[name][spied] = getattr(world, name)
    states = world.states
    masks["grievance"] = own = np.zeros((count, states, states), np.int64)
    own[at, seats] = world.grievance[seats]
    masks["reliability"] = world.reliability[seats][:, None, :].repeat(states, axis=1)
    masks["cover"] = cover = np.empty((count, states), np.int64)
    cover[:] = world.cover // QUARTER * QUARTER
    cover[at, seats] = world.cover[seats]
    masks["refused"] = refused = np.zeros((count, states, states), np.int64)
    refused[at, seats] = world.refused[seats]
    refused[at, :, seats] = world.refused.T[seats]
    return masks


_ASSUMED = (("effort", GUESS), ("idle", 0), ("focus", 0), ("focus_new", 0), ("depot", -1))

_Papers = tuple[
    tuple[Treaty, ...], tuple[Motion, ...], tuple[Call, ...], tuple[Offer, ...], tuple[Entry, ...]
]  # fmt: skip


def _papers(world: World, seats: Sequence[int], public: tuple[Treaty | None, ...]) -> list[_Papers]:
    """Return the treaties, motions, calls, offers and ledger entries that each seat knows of."""
    ledger: dict[int, list[Entry]] = {seat: [] for seat in seats}
    for entry in world.ledger:
        holder, about = entry.holder, entry.about
        if holder in ledger:
            ledger[holder].append(entry)
        if about != holder and about in ledger:
            ledger[about].append(entry)
    treaties, motions, calls, offers = world.treaties, world.motions, world.calls, world.offers
    # Who is party to no treaty that others know less of knows what all know, in one tuple, of which sums are kept.
    told = tuple([p for p in public if p is not None])
    more = {state for t, p in zip(treaties, public, strict=True) if p is not t for state in t.parties}
    return [
        (
            tuple([
                shown for t, p in zip(treaties, public, strict=True)
                if (shown := t if seat in t.parties else p) is not None
            ]) if seat in more else told,
            tuple([m for m in motions if seat in (m.proposer, *m.voters)]) if motions else (),
            tuple([c for c in calls if seat in (c.called, c.caller)]) if calls else (),
            tuple([o for o in offers if o.letter.to == seat]) if offers else (),
            tuple(ledger[seat]),
        )
        for seat in seats
    ]  # fmt: skip
