"""How the maximiser behaves, counted: betrayals, answers, offers, peaces and wars on everyone over many games.

Eight maximisers, and in every other game eight of mixed doctrines, play the ring of equals and generated continents
to a limit of 40 turns. Every goal is none at all.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TextIO

from hegemon.arena import floor
from hegemon.arena.bench_living import cast_of, world_of
from hegemon.arena.branches import Rule
from hegemon.arena.conduct import Course, read
from hegemon.arena.pool import answers
from hegemon.arena.rows import Grid, Report, Row

GAMES = 200
TURNS = 40
MOST_TOLD = 24
# What must not happen: what is counted, of what, and how it reads.
FAULTS = (
    ("unprofitable", "betrayals", "betrayals whose stated gain is below their price"),
    ("without sums", "betrayals", "betrayals without a record"),
    ("without force", "betrayals", "betrayals without force in place"),
    ("answered otherwise", "asked", "questions asked again and answered otherwise"),
    ("repeated", "letters", "offers repeated after a refusal while nothing changed"),
    ("spurned", "peaces", "peaces refused that the sums prefer"),
    ("everyone", "seat-turns", "state-turns at war by own choice with most others"),
    ("misjudged", "records", "records whose choice is not the best that was open"),
    ("failures", "seat-turns", "turns on which a player failed"),
)
# What those of them are that say how it came about.
PARTS = (
    ("attack", "betrayals", "of betrayals: attacks on a partner"),
    ("breach", "betrayals", "of betrayals: words broken by order"),
    ("joining", "betrayals", "of betrayals: wars joined against a partner"),
    ("not under arms", "without force", "without force: not under arms"),
    ("without attack", "without force", "without force: no attack ordered that turn"),
    ("peaces refused", "peaces", "peaces refused"),
)


def measure(
    games: int = GAMES,
    workers: int = 1,
    rules: tuple[Rule, ...] = (),
    progress: TextIO | None = None,
    turns: int = TURNS,
) -> Report:
    """Plays so many games and returns what was counted, with the first faults of each kind told."""
    began = time.perf_counter()
    courses = [course(number, turns, rules) for number in range(games)]
    found = answers(read, courses, workers, progress)
    counts: Counter[str] = Counter()
    told: list[tuple[str, str]] = []
    for one in courses:
        counts.update(found[one].counts)
        told += found[one].faults
    rows = [Row("conduct", name, counts[key], "", 0.0, count=counts[whole]) for key, whole, name in FAULTS]
    rows += [Row("conduct", name, counts[key], "", count=counts[whole]) for key, whole, name in PARTS]
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    floor.play()
    floor_games = seconds / (time.perf_counter() - began)
    grids = (Grid("faults, the first of each kind", ("kind", ""), _first(told)),) if told else ()
    return Report(tuple(rows), grids, games, seconds, floor_games, workers)


def course(number: int, turns: int = TURNS, rules: tuple[Rule, ...] = ()) -> Course:
    """Returns a game by its number: of four, two on the ring and two of maximisers alone."""
    world = world_of("ring" if number % 2 == 0 else "continents", number)
    cast = cast_of("maximisers" if number // 2 % 2 == 0 else "mixed", number)
    return Course(world, cast, number, turns, rules)


def _first(told: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Returns some faults of each kind, in the order of the kinds."""
    most = max(1, MOST_TOLD // max(1, len({kind for kind, _ in told})))
    kinds = sorted({kind for kind, _ in told})
    return tuple((kind, line) for kind in kinds for line in [said for k, said in told if k == kind][:most])
