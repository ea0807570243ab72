"""What a game starts from: the arrays and names of a scenario, and the digest of what matters to the rules."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import Geography, frozen
from hegemon.world.scenario_aims import Aim

TREATY_KINDS = (
    "nonaggression", "neutrality", "defence", "offence", "guarantee", "entente", "trade", "league", "coalition",
)  # fmt: skip
GOVERNMENTS = ("autocracy", "oligarchy", "democracy", "totalitarian")
TERRAINS = ("plain", "hills", "mountain")
BLOCKS = 10

_LABELS = frozenset({"name", "title", "story", "digest", "geography", "state_names", "adjectives", "colours",
                     "glyphs", "players", "sources", "aims", "figures"})


@dataclass(frozen=True, slots=True)
class TreatySpec:
    """A treaty in force when the game opens.

    parties: state indices (a guarantee names the guarantor first, the protected second). chained: the duty
    also covers wars that a partner was called into. target: state index the treaty names, or -1. term and
    notice: turns. offence: the source records a duty to join attacks on nobody in particular; it is kept, not
    played. exclude, burden, delay, joint, secret, renew: clauses, as in world.treaties.Treaty.
    """

    kind: str
    parties: tuple[int, ...]
    chained: bool = False
    target: int = -1
    term: int = 20
    notice: int = 1
    source: str = ""
    offence: bool = False
    exclude: int = -1
    burden: int = 0
    delay: int = 0
    joint: bool = False
    secret: bool = False
    renew: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """An opening position; arrays are over provinces (P,) and states (S,) and are read-only int64.

    year: label of turn 1. sovereign: state index. terrain: 0 plain, 1 hills, 2 mountain. population:
    thousands. grain, ore, fuel: yields, mean about 100 a province. infrastructure: 0..1000. fort: 0..3.
    government: index into GOVERNMENTS. capacity: percent. naval: percent of army strength that counts at sea.
    great: bool. capital: province index. quality: percent, 70..150. stability: 0..1000. troops: (S, P)
    points, ten to a corps. effort: (S, 4) blocks in the order of world.orders.BRANCHES, each row sums to 10. opinion:
    (S, S) -100..100, row's of column. house: overrides of fields of the rules. aims: what seats want beside power.
    figures: what the source says of shares of the world's power, ppm by state code, of those it tells of.
    """

    name: str
    title: str
    story: str
    year: int
    turns: int
    digest: str
    geography: Geography
    province_ids: NDArray[np.int64]
    sovereign: NDArray[np.int64]
    terrain: NDArray[np.int64]
    population: NDArray[np.int64]
    grain: NDArray[np.int64]
    ore: NDArray[np.int64]
    fuel: NDArray[np.int64]
    infrastructure: NDArray[np.int64]
    fort: NDArray[np.int64]
    state_ids: NDArray[np.int64]
    codes: tuple[str, ...]
    state_names: tuple[str, ...]
    adjectives: tuple[str, ...]
    colours: tuple[str, ...]
    glyphs: tuple[str, ...]
    government: NDArray[np.int64]
    capacity: NDArray[np.int64]
    naval: NDArray[np.int64]
    great: NDArray[np.bool_]
    capital: NDArray[np.int64]
    quality: NDArray[np.int64]
    stability: NDArray[np.int64]
    troops: NDArray[np.int64]
    effort: NDArray[np.int64]
    players: tuple[str, ...]
    opinion: NDArray[np.int64]
    treaties: tuple[TreatySpec, ...]
    house: dict[str, int]
    sources: tuple[str, ...]
    aims: tuple[Aim, ...] = ()
    figures: dict[str, int] = field(default_factory=dict)


def sealed(scenario: Scenario) -> Scenario:
    """Return the scenario with its arrays read-only and its digest filled in.

    The digest is the sha256 of every field the rules read; titles, colours and the drawing leave it alone.
    """
    content = hashlib.sha256()
    for label, value in _rule_fields(scenario):
        content.update(f"{label}:".encode())
        if isinstance(value, np.ndarray):
            frozen(value)
            content.update(f"{value.dtype.str}{value.shape}".encode())
            content.update(np.ascontiguousarray(value).tobytes())
        else:
            content.update(repr(value).encode())
    return replace(scenario, digest=content.hexdigest())


def _rule_fields(scenario: Scenario) -> list[tuple[str, Any]]:
    land = scenario.geography
    found: list[tuple[str, Any]] = [("province codes", land.codes), ("area", land.area), ("coast", land.coast),
                                    ("border", land.border), ("route", land.route)]
    for each in fields(scenario):
        if each.name == "house":
            found.append((each.name, sorted(scenario.house.items())))
        elif each.name == "treaties":
            found.append((each.name, [(t.kind, t.parties, t.chained, t.target, t.term, t.notice, t.exclude, t.burden,
                                        t.delay, t.joint, t.secret, t.renew) for t in scenario.treaties]))
        elif each.name not in _LABELS:
            found.append((each.name, getattr(scenario, each.name)))
    return found
