"""Small worlds by hand: four states on eight provinces, staged to the situation that a test is about.

Each state has a home (its capital, in the rear) and a march (at the front); the four marches touch each other:

    AAA home 0 - march 1        BBB home 3 - march 2        CCC home 5 - march 4        DDD home 7 - march 6

    open 1-2 1-4 1-6 2-6 4-6, thin 2-4, sea crossing 0-3. Permanent ids are not in the order of indices.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING, OPEN, THIN, Drawing, Geography, neighbours_of, shortest_routes
from hegemon.engine.context import Turn
from hegemon.engine.turn import opening, resolve
from hegemon.world.events import Event
from hegemon.world.legality import lawful
from hegemon.world.orders import Letter, Move, Orders, PeaceTerms, Ticket, TreatyTerms
from hegemon.world.rules import Rules, load_rules
from hegemon.world.scenario_model import Scenario, TreatySpec, sealed
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, War

A, B, C, D = range(4)
HOME = (0, 3, 5, 7)
MARCH = (1, 2, 4, 6)
OWNER = (A, A, B, B, C, C, D, D)
BORDERS = (
    (0, 1, OPEN), (2, 3, OPEN), (4, 5, OPEN), (6, 7, OPEN),
    (1, 2, OPEN), (1, 4, OPEN), (1, 6, OPEN), (2, 6, OPEN), (4, 6, OPEN),
    (2, 4, THIN), (0, 3, CROSSING),
)  # fmt: skip
NUMBERS = tomllib.loads((Path(__file__).parent / "numbers.toml").read_text())
GLYPHS = "●▲◆■▼○✚★♠♣♥♦"


def geography(provinces: int, borders: Iterable[tuple[int, int, int]], km: int = 300) -> Geography:
    """Return a land of so many provinces with these borders, each so many km long; its drawing is one row of cells."""
    border = np.zeros((provinces, provinces), np.int8)
    for a, b, kind in borders:
        border[a, b] = border[b, a] = kind
    names = tuple(f"P{i:02d}" for i in range(provinces))

    def draw() -> Drawing:
        cells = np.arange(provinces, dtype=np.int16)[None, :]
        labels = np.stack([np.zeros(provinces, np.int64), np.arange(provinces)], axis=1)
        return Drawing(cells, labels, 100)

    return Geography(
        codes=names,
        names=tuple(f"Land {i}" for i in range(provinces)),
        area=np.full(provinces, 10_000, np.int64),
        coast=np.ones(provinces, np.bool_),
        border=border,
        route=shortest_routes(border, np.full((provinces, provinces), km, np.int64)),
        neighbours=neighbours_of(border),
        draw=draw,
    )


def ints(*values: int) -> NDArray[np.int64]:
    """Return int64."""
    return np.array(values, np.int64)


def build(land: Geography, owner: tuple[int, ...], capital: tuple[int, ...], **changes: Any) -> Scenario:
    """Return a plain scenario on a land: every province, every state alike; changes replace whole fields."""
    p, s = len(owner), len(capital)
    troops = np.zeros((s, p), np.int64)
    troops[list(owner), np.arange(p)] = 50
    plain = Scenario(
        name="tiny", title="Tiny", story="", year=1, turns=20, digest="", geography=land,
        province_ids=(np.arange(p) * 7 + 3) % 97 + 1,
        sovereign=np.array(owner, np.int64),
        terrain=np.zeros(p, np.int64),
        population=np.full(p, 1000, np.int64),
        grain=np.full(p, 100, np.int64),
        ore=np.full(p, 100, np.int64),
        fuel=np.full(p, 100, np.int64),
        infrastructure=np.full(p, 500, np.int64),
        fort=np.zeros(p, np.int64),
        state_ids=(np.arange(s) * 11 + 5) % 37 + 1,
        codes=tuple(chr(65 + i) * 3 for i in range(s)),
        state_names=tuple(f"State {chr(65 + i)}" for i in range(s)),
        adjectives=tuple(f"{chr(65 + i)}ish" for i in range(s)),
        colours=tuple(f"#{40 + i:02x}80c0" for i in range(s)),
        glyphs=tuple(GLYPHS[i % len(GLYPHS)] for i in range(s)),
        government=np.zeros(s, np.int64),
        capacity=np.full(s, 80, np.int64),
        naval=np.full(s, 10, np.int64),
        great=np.zeros(s, np.bool_),
        capital=np.array(capital, np.int64),
        quality=np.full(s, 100, np.int64),
        stability=np.full(s, 700, np.int64),
        troops=troops,
        effort=np.tile(ints(4, 3, 1, 2), (s, 1)),
        players=("maximiser",) * s,
        opinion=np.zeros((s, s), np.int64),
        treaties=(),
        house={},
        sources=(),
    )  # fmt: skip
    return sealed(replace(plain, **changes))


def tiny(**changes: Any) -> Scenario:
    """Return the scenario of four states on eight provinces."""
    return build(geography(8, BORDERS), OWNER, HOME, **changes)


def pinned(house: Mapping[str, int] | None = None) -> Rules:
    """Return the rules with the numbers of tests/numbers.toml, house rules over them."""
    rules, house = load_rules(house), house or {}
    sections: dict[str, Any] = {}
    for name, numbers in NUMBERS.items():
        if name not in ("version", "treaty"):
            section = getattr(rules, name)
            kept = {k: v for k, v in numbers.items() if f"{name}.{k}" not in house and hasattr(section, k)}
            sections[name] = msgspec.structs.replace(section, **{k: _tuple(v) for k, v in kept.items()})
    kinds = {k: msgspec.structs.replace(v, **NUMBERS["treaty"].get(k, {})) for k, v in rules.kinds.items()}
    return msgspec.structs.replace(rules, **sections, kinds=kinds)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def steady(house: Mapping[str, int] | None = None, roll: int = 100) -> Rules:
    """Return the pinned rules with a battle roll that is always the same."""
    rules = pinned(house)
    return msgspec.structs.replace(rules, war=msgspec.structs.replace(rules.war, roll=(roll, roll)))


def opened(scenario: Scenario | None = None, seed: int = 1, rules: Rules | None = None, **changes: Any) -> World:
    """Return the measured world of turn 1, published; changes are those of the tiny scenario."""
    scenario = scenario or tiny(**changes)
    return opening(open_world(scenario, seed, rules=rules or pinned(scenario.house)))


def stage(world: World, **fields: Any) -> World:
    """Return a published copy in which fields stand as given; arrays broadcast into place."""
    copy = world.fork()
    for name, value in fields.items():
        if isinstance(getattr(copy, name), np.ndarray):
            getattr(copy, name)[...] = value
        else:
            setattr(copy, name, value)
    return copy.publish()


def placed(world: World, *stacks: tuple[int, int, int]) -> World:
    """Return a world with exactly these troops: state, province, points."""
    copy = world.fork()
    copy.troops[:] = 0
    for state, province, points in stacks:
        copy.troops[state, province] = points
    return copy.publish()


def warring(world: World, *sides: tuple[tuple[int, ...], tuple[int, ...]]) -> World:
    """Return a world with a war for each pair of sides (aggressor's first), everybody mobilised long since."""
    copy = world.fork()
    copy.turn = max(copy.turn, 3)
    copy.mobilised[:] = 1
    for one, two in sides:
        number = copy.next_id()
        joined = tuple((m, 0, 1, -1) for m in one) + tuple((m, 1, 1, -1) for m in two)
        copy.wars = (*copy.wars, War(number, 1, one[0], two[0], joined))
        for a in one:
            for b in two:
                copy.war[a, b] = copy.war[b, a] = number
    return copy.publish()


def bound(world: World, *specs: TreatySpec) -> World:
    """Return a world with these treaties in force, every party to be asked."""
    copy = world.fork()
    for spec in specs:
        treaty = Treaty(
            copy.next_id(), spec.kind, spec.parties, spec.chained, spec.target, 0, spec.term, spec.notice,
            ("ask me",) * len(spec.parties),
        )  # fmt: skip
        copy.treaties = (*copy.treaties, treaty)
    return copy.publish()


def sworn(world: World, kind: str, *parties: int, **clauses: Any) -> World:
    """Return a world with one more treaty in force since turn 0, with these clauses, every party to be asked."""
    copy = world.fork()
    plain: dict[str, Any] = {"chained": False, "target": -1, "since": 0, "until": 30, "notice": 1}
    plain["replies"] = ("ask me",) * len(parties)
    copy.treaties = (*copy.treaties, Treaty(copy.next_id(), kind, parties, **{**plain, **clauses}))
    return copy.publish()


def cheque(world: World, state: int, reply: str = "at once") -> World:
    """Return a world in which a state's standing reply to every duty is as given."""
    treaties = tuple(
        msgspec.structs.replace(
            t, replies=tuple(reply if p == state else r for p, r in zip(t.parties, t.replies, strict=True))
        )
        for t in world.treaties
    )
    return stage(world, treaties=treaties)


def begun(world: World, *orders: Orders) -> Turn:
    """Return a turn about to be worked out, orders cleaned as resolve does; phases may be run on it one by one."""
    given = {o.seat: o for o in orders}
    ids = world.scenario.state_ids
    seats = tuple(sorted((s for s in range(world.states) if world.alive[s]), key=lambda s: int(ids[s])))
    clean = {s: lawful(world, given.get(s, Orders(seat=s)))[0] for s in seats}
    return Turn(world=world.fork(), orders=clean, seats=seats)


def marching(seat: int, *moves: tuple[tuple[int, ...], int], **more: Any) -> Orders:
    """Return orders with these moves: path, points."""
    return Orders(seat=seat, moves=tuple(Move(path, points) for path, points in moves), **more)


def play(world: World, *orders: Orders) -> tuple[World, tuple[Event, ...]]:
    """Return the world after a turn with these orders, and what happened."""
    return resolve(world, {o.seat: o for o in orders})


def kinds(events: Iterable[Event]) -> list[tuple[str, int, int]]:
    """Return kind, actor, target of events."""
    return [(e.kind, e.actor, e.target) for e in events]


def agree(letter: Letter, gain: int = 0) -> tuple[Orders, Orders]:
    """Return the orders of a sender and of the receiver who said yes."""
    return Orders(seat=letter.sender, letters=(letter,)), Orders(
        seat=letter.to, tickets=(Ticket(letter, letter.to, gain),)
    )


def pact(kind: str, one: int, two: int, **more: Any) -> Letter:
    """Return a letter that offers a treaty."""
    return Letter(one, two, TreatyTerms(kind, (one, two), **more))


def peace(sender: int, to: int, winner: int, loser: int, **more: Any) -> Letter:
    """Return a letter that offers peace."""
    return Letter(sender, to, PeaceTerms(winner, loser, **more))
