"""Opens a scenario on land made from a seed: realms equal or not, provinces never."""

from __future__ import annotations

import functools
import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.cache import kept, remembered
from hegemon.atlas.continents import Continents, continents
from hegemon.atlas.noise import draw, hashed
from hegemon.world.house import settled
from hegemon.world.scenario_file import GeneratedFile
from hegemon.world.scenario_model import GOVERNMENTS, Scenario, sealed
from hegemon.world.scenario_names import Namer, peoples
from hegemon.world.scenario_realms import NEAR_ENOUGH, realms, settle

_FIRST, _YIELD, _PEOPLE, _RAIL, _REGIME, _NAMES, _DEALT, _LARGE = range(201, 209)
_TROOPS_EACH = 27
_LANDS, _STARTS = 8, 3
_METHOD = 4  # another number makes what is kept of worlds made another way worth nothing
# A state is rich in one resource, middling in one and poor in one: a reason to trade, and the same harmonic mean.
_RICHES = ((120, 98, 82), (82, 120, 98), (98, 82, 120), (120, 82, 98), (98, 120, 82), (82, 98, 120))


def open_continents(name: str, file: GeneratedFile) -> Scenario:
    """Builds the scenario that a file's numbers of states and provinces and its seed stand for."""
    states, provinces, seed = file.states, file.provinces, file.seed
    land, owner, capital = _world(states, provinces, seed, file.form, file.starts)
    uneven = file.starts != "equal"
    high = np.argsort(-land.height, kind="stable")
    terrain = np.zeros(provinces, dtype=np.int64)
    terrain[high[: _mountains(provinces) * 3]] = 1
    terrain[high[: _mountains(provinces)]] = 2
    grain, ore, fuel = (_yields(owner, terrain, states, seed, resource, uneven) for resource in range(3))
    rail = 350 + _spread(seed, _RAIL, provinces, 250) - 60 * terrain
    rail[capital] = 700
    fort = np.zeros(provinces, dtype=np.int64)
    fort[capital] = 1
    banners = peoples()[:states]
    namer = Namer(seed * 131 + _NAMES)
    titles = [namer.state(people) for people in banners]
    places = [namer.place(banners[state]) for state in owner.tolist()]
    return sealed(Scenario(
        name=name,
        title=file.title,
        story=" ".join(file.story.split()),
        year=file.year,
        turns=file.turns,
        digest="",
        geography=land.named(tuple(code for code, _ in places), tuple(label for _, label in places)),
        province_ids=np.arange(1, provinces + 1, dtype=np.int64),
        sovereign=owner,
        terrain=terrain,
        population=1600 + _spread(seed, _PEOPLE, provinces, 1600) + 8 * grain,
        grain=grain,
        ore=ore,
        fuel=fuel,
        infrastructure=rail,
        fort=fort,
        state_ids=np.arange(1, states + 1, dtype=np.int64),
        codes=tuple(code for code, _, _ in titles),
        state_names=tuple(label for _, label, _ in titles),
        adjectives=tuple(adjective for _, _, adjective in titles),
        colours=tuple(people.colour for people in banners),
        glyphs=tuple(people.glyph for people in banners),
        government=_spread(seed, _REGIME, states, len(GOVERNMENTS) - 1),
        capacity=np.full(states, file.state.capacity, dtype=np.int64),
        naval=np.full(states, file.state.naval, dtype=np.int64),
        great=np.zeros(states, dtype=np.bool_),
        capital=capital,
        quality=np.full(states, file.state.quality, dtype=np.int64),
        stability=np.full(states, file.state.stability, dtype=np.int64),
        troops=_troops(land.border, owner, capital, states, uneven),
        effort=np.tile(np.array(file.state.effort, dtype=np.int64), (states, 1)),
        players=(file.state.player,) * states,
        opinion=np.zeros((states, states), dtype=np.int64),
        treaties=(),
        house=settled(file.house),
        sources=file.sources,
    ))


@functools.lru_cache(maxsize=8)
def _world(
    states: int, provinces: int, seed: int, form: str, starts: str
) -> tuple[Continents, NDArray[np.int64], NDArray[np.int64]]:
    """Returns land, owners and capitals, realms as even and as compact as they are to be.

    Where the first land does not give that, others are tried, and which of them is taken is kept in the user's cache.
    Realms are laid out from the corners inwards, and then dealt out: no number of a state goes with a corner.
    """
    asked = states, provinces, seed, form, starts
    key = hashlib.sha256(repr((_METHOD, asked)).encode()).hexdigest()[:32]
    known = kept(key, _is_number)
    if known is None and any(_attempt(*asked, 0).fault):
        known = remembered(key, _is_number, functools.partial(_best, asked))
    number = 0 if known is None else int(known[0, 0])
    _, land, owner, capital = _attempt(*asked, number)
    dealt = np.argsort(hashed(seed * 131 + _DEALT, np.arange(states)), kind="stable")
    return land, np.argsort(dealt)[owner], capital[dealt]


class _Attempt(NamedTuple):
    fault: tuple[int, int]  # provinces by which realms are too uneven, and what the farthest lacks of near enough
    land: Continents
    owner: NDArray[np.int64]
    capital: NDArray[np.int64]


def _best(asked: tuple[int, int, int, str, str]) -> NDArray[np.int16]:
    """Returns the number of the first attempt without a fault, else of the one with the least, (1, 1).

    After half of the attempts even realms are enough, compact or not.
    """
    least = _attempt(*asked, 0).fault, 0
    for number in range(1, _LANDS * _STARTS):
        if not any(least[0]) or (number >= _LANDS * _STARTS // 2 and not least[0][0]):
            break
        least = min(least, (_attempt(*asked, number).fault, number))
    return np.array([[least[1]]], dtype=np.int16)


def _is_number(found: NDArray[np.int16]) -> bool:
    return found.shape == (1, 1) and 0 <= int(found[0, 0]) < _LANDS * _STARTS


@functools.lru_cache(maxsize=4)
def _attempt(states: int, provinces: int, seed: int, form: str, starts: str, number: int) -> _Attempt:
    more = _more(states, provinces, seed) if starts == "unequal" else np.zeros(states, dtype=np.int64)
    variant = seed * _LANDS + number // _STARTS
    land = _land(provinces, variant, form)
    owner, capital = realms(land.border, land.route, states, draw(variant * 131 + _FIRST, provinces, number), more)
    capital, near = settle(owner, capital, land.route)
    gap = int(np.ptp(np.bincount(owner, minlength=states) - more))
    return _Attempt((max(0, gap - 1), max(0, NEAR_ENOUGH - near)), land, owner, capital)


def _more(states: int, provinces: int, seed: int) -> NDArray[np.int64]:
    """Draws by how many provinces each realm is larger than the least; a third of them are larger still.

    (S,) int64.
    """
    mean = provinces // states
    drawn = _spread(seed, _LARGE, states, max(1, mean * 2 // 5))
    great = np.argsort(hashed(seed * 131 + _LARGE, np.arange(states), 1), kind="stable")[: max(1, states // 3)]
    drawn[great] += mean // 3
    more: NDArray[np.int64] = drawn - drawn.min()
    return more


@functools.lru_cache(maxsize=8)
def _land(provinces: int, seed: int, form: str) -> Continents:
    return continents(provinces, seed, _mountains(provinces), form)


def _mountains(provinces: int) -> int:
    return provinces // 9


def _spread(seed: int, stream: int, count: int, most: int) -> NDArray[np.int64]:
    drawn = hashed(seed * 131 + stream, np.arange(count)) % np.uint64(most + 1)
    return drawn.astype(np.int64)


def _yields(
    owner: NDArray[np.int64], terrain: NDArray[np.int64], states: int, seed: int, resource: int, uneven: bool
) -> NDArray[np.int64]:
    """Draws a yield for each province, then scales each state's to its due: equal means, remainders to the first."""
    favour = np.array(((6, 3, 1), (2, 5, 7), (4, 4, 4))[resource], dtype=np.int64)[terrain]
    raw = favour * 20 + _spread(seed, _YIELD * 10 + resource, len(owner), 120)
    result = np.zeros(len(owner), dtype=np.int64)
    total = 100 * len(owner)
    for state in range(states):
        own = np.flatnonzero(owner == state)
        due = total * _RICHES[state % len(_RICHES)][resource] // 100 // states
        if uneven:
            due = 100 * len(own) * _RICHES[state % len(_RICHES)][resource] // 100
        scaled = raw[own] * due // raw[own].sum()
        scaled[: due - int(scaled.sum())] += 1
        result[own] = np.maximum(scaled, 5)
    return result


def _troops(
    border: NDArray[np.int8], owner: NDArray[np.int64], capital: NDArray[np.int64], states: int, uneven: bool
) -> NDArray[np.int64]:
    """Places the same number of points for every state, or for every province: frontiers twice, the capital more."""
    foreign = ((border > 0) & (owner[:, None] != owner[None, :])).any(axis=1)
    share = 2 + 2 * foreign.astype(np.int64)
    share[capital] += 1
    troops = np.zeros((states, len(owner)), dtype=np.int64)
    for state in range(states):
        own = np.flatnonzero(owner == state)
        each = _TROOPS_EACH * len(own) if uneven else _TROOPS_EACH * len(owner) // states
        placed = each * share[own] // share[own].sum()
        placed[: each - int(placed.sum())] += 1
        troops[state, own] = placed
    return troops
