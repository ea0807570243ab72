"""Whether generated worlds are worth playing: many of every kind, looked at as they open and then played.

States and provinces are drawn afresh for each world, every second one of unequal starts. Each is then played by eight
maximisers on another world of its kind and size (two or three where the kind has no more seats), to its usual end.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import TextIO

import msgspec
import numpy as np

from hegemon.arena import floor
from hegemon.arena.bench_living import by_chance, friedman
from hegemon.arena.branches import Rule, onward, opened, ruled
from hegemon.arena.intervals import estimate, share
from hegemon.arena.pool import answers
from hegemon.arena.rows import Report, Row, estimated
from hegemon.arena.schedule import keyed
from hegemon.atlas.geography import FARTHEST
from hegemon.atlas.raster import cells_of
from hegemon.engine.power import finish, score
from hegemon.world.scenario import Scenario, load_scenario
from hegemon.world.scenario_check import LEAST_EACH, PROVINCES, STATES

WORLDS = 100
FORMS = ("continents", "archipelago", "pangaea", "inland-sea")
PARTS = (*FORMS, "ring", "duel", "triad")
SEATS = 8
EARLY = 5  # turns in which no state should die
MOST_EARLY = 0.02
LEAST_OPENING, MOST_OPENING = 0.7, 1.35  # of an equal share, where starts are equal


class Open(msgspec.Struct, frozen=True):
    """A world to look at as it opens."""

    world: str


class Seen(msgspec.Struct, frozen=True):
    """How a world opens. faults: what is wrong with its shape, none if it is good. seconds: of CPU to open it.

    least, most: power of the weakest and the strongest, of an equal share. scarce: the least that any state gathers
    of a resource, of what a state gathers of one on the mean. hungry: states that lack grain.
    """

    faults: tuple[str, ...]
    least: float
    most: float
    scarce: float
    hungry: int
    seconds: float


class Life(msgspec.Struct, frozen=True):
    """A world to play, by its number."""

    world: str
    seed: int
    rules: tuple[Rule, ...] = ()


class Lived(msgspec.Struct, frozen=True):
    """How a game went. early, dead: states that died in the first turns, and in all; ranks and scores by seat.

    opening: power by seat as the game opened, ppm.
    """

    early: int
    dead: int
    turns: int
    ranks: tuple[int, ...]
    scores: tuple[int, ...]
    opening: tuple[int, ...]


def measure(
    only: Sequence[str] = (),
    chances: int | None = None,
    workers: int = 1,
    rules: tuple[Rule, ...] = (),
    progress: TextIO | None = None,
) -> Report:
    """Looks at and plays so many worlds (100) of the kinds named, or of all, and returns what was found."""
    began = time.perf_counter()
    chosen, many = [kind for kind in PARTS if kind in only or not only], chances or WORLDS
    opens = {kind: [Open(world_of(kind, number)) for number in range(many)] for kind in chosen}
    lives = {kind: [life(kind, number, rules) for number in range(many)] for kind in chosen}
    seen = answers(look, list(dict.fromkeys(one for row in opens.values() for one in row)), workers, progress)
    lived = answers(play, [one for row in lives.values() for one in row], workers, progress)
    rows: list[Row] = []
    for kind in chosen:
        rows += shape(kind, [(one.world, seen[one]) for one in opens[kind]])
        rows += course(kind, [lived[one] for one in lives[kind]])
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    floor.play()
    return Report(tuple(rows), (), len(lived), seconds, seconds / (time.perf_counter() - began), workers)


# ── what is looked at and played ──────────────────────────────────────────────────────────────────────────


def world_of(kind: str, number: int, states: int = 0) -> str:
    """Returns a world of a kind by its number; states: how many of them, 0 for a number that is drawn."""
    if kind not in FORMS:
        return f"ring-{states or STATES[0] + number % (STATES[1] - STATES[0] + 1)}" if kind == "ring" else kind
    count = states or STATES[0] + keyed("worlds", kind, number, "states") % (STATES[1] - STATES[0] + 1)
    least = max(PROVINCES[0], LEAST_EACH * count)
    provinces = least + keyed("worlds", kind, number, "provinces") % (PROVINCES[1] - least + 1)
    starts = ("equal", "unequal")[number % 2]
    return f"{kind}:states={count},provinces={provinces},seed={number + 1},starts={starts}"


def life(kind: str, number: int, rules: tuple[Rule, ...] = ()) -> Life:
    """Returns a game by its number: of eight states where the kind has so many."""
    return Life(world_of(kind, number, SEATS), number, rules)


def look(one: Open) -> Seen:
    """Opens a world and looks at it."""
    began = time.process_time()
    scenario = load_scenario(one.world)
    seconds = time.process_time() - began
    world = opened(scenario, ("random",) * len(scenario.codes), 0).world
    power, gathered = world.power / world.power.mean(), world.inputs / world.inputs.mean()
    return Seen(
        tuple(faults(scenario)), float(power.min()), float(power.max()), float(gathered.min()),
        int((world.hungry > 0).sum()), seconds,
    )  # fmt: skip


def faults(scenario: Scenario) -> list[str]:
    """Returns what is wrong with the shape of a world: the words of the rows that count it."""
    land, states = scenario.geography, len(scenario.codes)
    provinces = len(land.codes)
    names = (*land.codes, *scenario.codes), (*land.names, *scenario.state_names)
    tests: dict[str, Callable[[], bool]] = {
        "provinces that cannot be reached": lambda: int(land.route.max()) < FARTHEST,
        "provinces that are not drawn": lambda: int(cells_of(land.draw().raster, provinces).min()) > 0,
        "realms in pieces": lambda: all(_whole(scenario, state) for state in range(states)),
        "names or codes twice": lambda: all(len(set(row)) == states + provinces for row in names),
        "a capital abroad": lambda: scenario.sovereign[scenario.capital].tolist() == list(range(states)),
    }
    return [name for name, good in tests.items() if not good()]


def _whole(scenario: Scenario, state: int) -> bool:
    own = set(np.flatnonzero(scenario.sovereign == state).tolist())
    queue = [int(scenario.capital[state])]
    own -= set(queue)
    for here in queue:
        beside = own.intersection(scenario.geography.neighbours[here])
        queue += sorted(beside)
        own -= beside
    return not own


def play(one: Life) -> Lived:
    """Plays a world by maximisers to its end."""
    scenario = ruled(load_scenario(one.world), one.rules)
    now = opened(scenario, ("maximiser",) * len(scenario.codes), one.seed, scenario.turns)
    power = tuple(now.world.power.tolist())
    now = onward(now, EARLY)
    early = int((~now.world.alive).sum())
    now = onward(now, scenario.turns + 100)
    places = {seat: place for place, seat in enumerate(finish(now.world), 1)}
    return Lived(
        early, int((~now.world.alive).sum()), now.world.turn - 1,
        tuple(places[seat] for seat in range(now.world.states)), tuple(score(now.world).tolist()), power,
    )  # fmt: skip


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────


def shape(kind: str, found: Sequence[tuple[str, Seen]]) -> list[Row]:
    """Returns what was seen of the worlds of a kind as they open."""
    seen = [one for _, one in found]
    equal = [one for name, one in found if "starts=unequal" not in name]
    unequal = [one for name, one in found if "starts=unequal" in name]
    named = sorted({fault for one in seen for fault in one.faults})
    rows = [
        Row(kind, "worlds with a fault of shape" + "".join(f"; {name}" for name in named),
            float(sum(bool(one.faults) for one in seen)), "", 0.0, count=len(seen)),
        Row(kind, "worlds in which a state opens hungry", float(sum(one.hungry > 0 for one in seen)), "", 0.0,
            count=len(seen)),
        Row(kind, "scarcest resource of any state, of the mean", min(one.scarce for one in seen), "of 1", 0.3,
            at_least=True, count=len(seen)),
        Row(kind, "CPU to open one, most", max(one.seconds for one in seen), "s", 2.0, count=len(seen)),
    ]  # fmt: skip
    for starts, some, low, high in (("equal", equal, LEAST_OPENING, MOST_OPENING), ("unequal", unequal, None, None)):
        if some:
            rows += [
                Row(kind, f"{starts} starts: strongest at the opening, median", statistics.median(o.most for o in some),
                    "× equal", count=len(some)),
                Row(kind, f"{starts} starts: strongest of all", max(o.most for o in some), "× equal", high,
                    count=len(some)),
                Row(kind, f"{starts} starts: weakest at the opening, median",
                    statistics.median(o.least for o in some), "× equal", count=len(some)),
                Row(kind, f"{starts} starts: weakest of all", min(o.least for o in some), "× equal", low,
                    at_least=True, count=len(some)),
            ]  # fmt: skip
    return rows


def course(kind: str, games: Sequence[Lived]) -> list[Row]:
    """Returns how the games of a kind went: who died early, and whether a seat is worth anything by itself.

    Friedman's test on the places of a game against the same games turned round by chance, as in bench_living.
    """
    ranks = [game.ranks for game in games]
    foretold = [x for x in (_foretold(game) for game in games) if x is not None]
    return [
        estimated(kind, f"games in which a state dies in {EARLY} turns", share([float(g.early > 0) for g in games]),
                  "of 1", MOST_EARLY),
        estimated(kind, "states that die in a game", estimate([float(game.dead) for game in games]), ""),
        estimated(kind, "turns played", estimate([float(game.turns) for game in games]), ""),
        Row(kind, "chi-square of places by seat", friedman(ranks), "", by_chance(ranks), count=len(games)),
        estimated(kind, "opening power foretells the score, correlation", estimate(foretold), ""),
    ]  # fmt: skip


def _foretold(game: Lived) -> float | None:
    """Returns the correlation of opening power with the score over the seats of a game, None where either is flat."""
    power, scores = np.array(game.opening, np.float64), np.array(game.scores, np.float64)
    if np.ptp(power) < 2 or np.ptp(scores) == 0 or len(power) < 3:
        return None
    return float(np.corrcoef(power, scores)[0, 1])
