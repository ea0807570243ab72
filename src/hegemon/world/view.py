"""The one view: what a seat may know, filtered and read-only, the same for people, AI and bots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import msgspec
import numpy as np

from hegemon.atlas.geography import Geography
from hegemon.world.chance import field, seat_key
from hegemon.world.events import Event, visible
from hegemon.world.fixed import MILLION, Bools, Ints
from hegemon.world.orders import ASK_ME, FOCUSES
from hegemon.world.relations import access, hidden, partners
from hegemon.world.scenario_model import Scenario
from hegemon.world.state import World
from hegemon.world.treaties import Call, Offer, Treaty

INTELLIGENCE = FOCUSES.index("intelligence")
GUESS = (3, 3, 2, 2)  # what is assumed of another's effort, blocks
QUARTER = 250  # per mille: how finely another's cover is known, so that nobody's word can be read off it


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


@lru_cache(maxsize=8)
def _adjacent(land: Geography) -> Bools:
    return land.border > 0


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
    near = may[seat][world.controller] | (world.troops[seat] > 0)
    seen: Bools = near | _adjacent(world.land)[near].any(axis=0)
    return seen


def public_treaties(world: World) -> tuple[Treaty | None, ...]:
    """Return the treaties as who is no party knows them: their standing replies hidden, secret ones as None."""
    return tuple(None if hidden(world, t) else _unanswered(t) for t in world.treaties)


def _unanswered(treaty: Treaty) -> Treaty:
    if all(reply == ASK_ME for reply in treaty.replies):
        return treaty
    return msgspec.structs.replace(treaty, replies=(ASK_ME,) * len(treaty.replies))


def errors_of(world: World, seat: int) -> tuple[int, int]:
    """Return the errors of a seat's estimates: of arms out of sight in percent, of power per mille (Jervis 1976)."""
    rule, switch = world.rules.view, world.rules.switch
    if not switch.misperception:
        return 0, 0
    if switch.intelligence and int(world.focus[seat]) == INTELLIGENCE:
        return rule.error * rule.spied // 1000, rule.error_power * rule.spied // 1000
    return rule.error, rule.error_power


def _bands(world: World, key: int, error: int) -> Ints:
    """Return recent (ten rows), power and coercion as the seat estimates them, (12, S) ppm."""
    stack = np.concatenate([world.recent, world.power[None, :], world.coercion[None, :]])
    noise = field(key, world.turn, "bands", _band_ids(world.scenario), error)
    estimate: Ints = np.minimum(stack * (1000 + noise) // 1000, MILLION)  # no share is guessed above the whole
    return estimate


def _stacks(troops: Ints) -> tuple[Ints, Ints, Ints]:
    """Return where troops stand: places in the flat array, provinces and states; of published troops once."""
    if _stood and _stood[0][0] is troops:
        return _stood[0][1]
    there = np.flatnonzero(troops)
    found = there, there % troops.shape[1], there // troops.shape[1]
    if not troops.flags.writeable:
        _stood[:] = [(troops, found)]
    return found


# The last troops asked about: every seat of a turn asks for the same.
_stood: list[tuple[Ints, tuple[Ints, Ints, Ints]]] = []


def _arms(world: World, seat: int, key: int, seen: Bools) -> tuple[Ints, Ints, Ints]:
    """Return troops as estimated and the bounds between which they stand, (S, P) each."""
    error = errors_of(world, seat)[0]
    estimate = world.troops.copy()
    there, place, owner = _stacks(world.troops)
    hidden = there[~seen[place] & (owner != seat)]
    noise = field(key, world.turn, "arms", _pair_ids(world.scenario)[hidden], error)
    guess = (estimate.ravel()[hidden] * (100 + noise) + 50) // 100
    np.put(estimate, hidden, guess)
    low, high = estimate.copy(), estimate.copy()
    np.put(low, hidden, np.maximum(guess - 1, 0) * 100 // (100 + error))
    np.put(high, hidden, ((guess + 1) * 100 + 99) // (100 - error))
    return estimate, low, high


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
    rule, key = world.rules.view, seat_key(world.seed, int(world.scenario.state_ids[seat]))
    seen = sight(world, seat, _sharing(world) if may is None or not world.rules.switch.basing else may)
    known = world.share()
    known.seed = key
    low, high = world.troops, world.troops
    power_low = power_high = world.power
    if rule.fog and not world.over:
        known.troops, low, high = _arms(world, seat, key, seen)
        error = errors_of(world, seat)[1]
        bands = _bands(world, key, error)
        known.recent, known.power, known.coercion = bands[:10], bands[10], bands[11]
        power_low = known.power * 1000 // (1000 + error)
        power_high = ((known.power + 1) * 1000 + 999) // (1000 - error)
    if not world.over:
        _hide(world, known, seat, public_treaties(world) if public is None else public)
    for array in (low, high, seen, power_low, power_high, *(getattr(known, name) for name in _MASKED)):
        array.flags.writeable = False
    news = tuple(e for e in events if visible(e, seat))
    return View(seat, known, low, high, seen, power_low, power_high, news)


_MASKED = (
    "troops", "recent", "power", "coercion", "effort", "idle", "focus", "focus_new", "depot", "grievance",
    "reliability", "cover", "refused",
)  # fmt: skip


@lru_cache(maxsize=32)
def _assumed(shape: tuple[int, ...], guess: int | tuple[int, ...]) -> Ints:
    masked = np.empty(shape, np.int64)
    masked[:] = guess
    return masked


def _hide(world: World, known: World, seat: int, public: tuple[Treaty | None, ...]) -> None:
    """Replace what is another's own by what is assumed of anybody."""
    spied = world.rules.switch.intelligence and int(world.focus[seat]) == INTELLIGENCE
    for name, guess in (("effort", GUESS), ("idle", 0), ("focus", 0), ("focus_new", 0), ("depot", -1)):
        true = getattr(world, name)
        if spied and name in ("effort", "idle", "focus"):
            masked = true.copy()
        else:
            masked = _assumed(true.shape, guess).copy()
            masked[seat] = true[seat]
        setattr(known, name, masked)
    known.grievance = np.zeros_like(world.grievance)
    known.grievance[seat] = world.grievance[seat]
    known.reliability = np.empty_like(world.reliability)
    known.reliability[:] = world.reliability[seat]
    known.cover = world.cover // QUARTER * QUARTER
    known.cover[seat] = world.cover[seat]
    known.refused = np.zeros_like(world.refused)
    known.refused[seat], known.refused[:, seat] = world.refused[seat], world.refused[:, seat]
    known.treaties = tuple(
        shown for t, p in zip(world.treaties, public, strict=True) if (shown := t if seat in t.parties else p)
    )
    known.motions = tuple(m for m in world.motions if seat in (m.proposer, *m.voters))
    known.calls = tuple(c for c in world.calls if c.called == seat)
    known.offers = tuple(o for o in world.offers if o.letter.to == seat)
    known.ledger = tuple(e for e in world.ledger if seat in (e.holder, e.about))
