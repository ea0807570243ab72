"""Whether the system lives: wars, partners, calls, borders and seats over many games, and who balances a giant.

Eight maximisers, and eight of mixed doctrines that move on a seat from game to game, play on the ring of equals and
on generated continents, another one each game, to a limit of 100 turns without early victory. A game is one
observation. Giants are states enlarged until they open above two fifths of the world's power (balancing.py).

Whether a seat is worth anything by itself: the ring looks the same from each, doctrines move on a seat each game, and
lands of continents are dealt out by their seeds, so that nothing of all this goes with a seat's number.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import TextIO

import numpy as np

from hegemon.arena import floor
from hegemon.arena.balancing import Case
from hegemon.arena.branches import Rule
from hegemon.arena.intervals import estimate, ratio, share, t_point
from hegemon.arena.lives import LIMIT, Giant, Life, Lived, loom, read, size_above
from hegemon.arena.pool import answers
from hegemon.arena.rows import Report, Row, estimated
from hegemon.players.maximiser.mind import doctrines
from hegemon.world.chance import field
from hegemon.world.scenario import load_scenario

GAMES = 200
GIANTS = 56
CHANCES = 4000  # how often the games of an arm are turned round to see what chance does
PARTS = ("ring", "continents", "giants")
SEATS = 8
MAXIMISERS = ("maximiser",) * SEATS


def measure(
    only: Sequence[str] = (),
    chances: int | None = None,
    workers: int = 1,
    rules: tuple[Rule, ...] = (),
    progress: TextIO | None = None,
    turns: int = LIMIT,
) -> Report:
    """Plays the parts named, or all, and returns what was found.

    chances: games of each cast in each world, and giants in each world; else 200 and 56.
    """
    began = time.perf_counter()
    chosen = [part for part in PARTS if part in only or not only]
    arms = {
        (world, cast): [life(world, cast, number, turns, rules) for number in range(chances or GAMES)]
        for world in chosen if world != "giants" for cast in ("maximisers", "mixed")
    }  # fmt: skip
    giants = {
        (world, large): [giant(world, number, rules, large=large) for number in range(chances or GIANTS)]
        for world, large in (("ring", True), ("continents", True), ("ring", False)) if "giants" in chosen
    }  # fmt: skip
    found = answers(read, [one for lives in arms.values() for one in lives], workers, progress)
    cases = answers(loom, [one for many in giants.values() for one in many], workers, progress)
    rows: list[Row] = []
    for (world, cast), lives in arms.items():
        games = [found[one] for one in lives]
        rows += pulse(f"{world}, {cast}", games)
        rows += seats(f"{world}, {cast}", games)
    grown = [case for one in found.values() for case in one.cases]
    if grown:
        rows.append(balance("giants, grown in these games", grown))
    for (world, large), many in giants.items():
        if large:
            rows += balances(f"giants, {world}", [cases[one] for one in many])
        else:
            rows.append(yardstick(f"giants, {world}", [cases[one] for one in many]))
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    floor.play()
    floor_games = seconds / (time.perf_counter() - began)
    return Report(tuple(rows), (), len(found) + len(cases), seconds, floor_games, workers)


# ── what is played ────────────────────────────────────────────────────────────────────────────────────────


def world_of(world: str, number: int) -> str:
    """Returns the scenario of a game by its number: the ring, or generated continents of eight states."""
    return "ring-8" if world == "ring" else f"continents:states=8,provinces=48,seed={number + 1}"


def cast_of(cast: str, number: int) -> tuple[str, ...]:
    """Returns who sits where: maximisers, or every doctrine and a plain maximiser, a seat on each game."""
    names = ("maximiser", *doctrines())
    return MAXIMISERS if cast == "maximisers" else tuple(names[(k + number) % len(names)] for k in range(SEATS))


def life(world: str, cast: str, number: int, turns: int = LIMIT, rules: tuple[Rule, ...] = ()) -> Life:
    """Returns a game to read, by its number."""
    return Life(world_of(world, number), cast_of(cast, number), number, turns, rules)


def giant(world: str, number: int, rules: tuple[Rule, ...] = (), *, large: bool = True) -> Giant:
    """Returns a game in which each seat in turn is a giant, or of the size it always has."""
    name, seat = world_of(world, number), number % SEATS
    return Giant(name, MAXIMISERS, number, seat, size_above(name, seat) if large else 100, rules)


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────


def pulse(part: str, games: Sequence[Lived]) -> list[Row]:
    """Returns wars, partners, calls and borders of the games of an arm."""
    lived = [float(g.lived) for g in games]
    calls = [float(g.kept + g.failed) for g in games]
    return [
        estimated(part, "war entries a state-turn", ratio([float(g.entries) for g in games], lived), "", 0.01,
                  at_least=True, most=0.06),
        estimated(part, "formal partners a state", ratio([float(g.partners) for g in games], lived), "", 1.0,
                  at_least=True, most=4.0),
        estimated(part, "partners by any treaty but trade a state", ratio([float(g.tied) for g in games], lived), ""),
        estimated(part, f"calls honoured, of {sum(calls):.0f}", ratio([float(g.kept) for g in games], calls), "of 1",
                  0.6, at_least=True, most=0.8),
        estimated(part, "games without change of borders", share([float(not g.moved) for g in games]), "of 1", 0.1),
        estimated(part, "provinces that changed hands a game", estimate([float(g.moved) for g in games]), ""),
        estimated(part, "turns played", estimate([float(g.turns) for g in games]), ""),
    ]  # fmt: skip


def seats(part: str, games: Sequence[Lived]) -> list[Row]:
    """Returns whether a seat, or a low permanent id, is worth anything by itself.

    Friedman's test on the places of a game (M. Friedman 1937), against the same games turned round by chance; and the
    mean score of the lower half of the ids above that of the upper. Where nothing is, each is over its goal in one
    bench of twenty.
    """
    ids = load_scenario("ring-8").state_ids.tolist()
    order = sorted(range(SEATS), key=ids.__getitem__)
    half = SEATS // 2
    ahead = [sum(g.scores[s] for s in order[:half]) - sum(g.scores[s] for s in order[half:]) for g in games]
    first = estimate([x / half / 1e4 for x in ahead])
    spread = 0.0 if first.high is None else (first.high - first.mean) / t_point(first.count - 1)
    means = [statistics.fmean(g.scores[s] for g in games) / 1e4 for s in range(SEATS)]
    ranks = [g.ranks for g in games]
    return [
        Row(part, "chi-square of places by seat", friedman(ranks), "", by_chance(ranks), count=len(games)),
        Row(part, "best seat's mean score above an eighth", max(means) - 12.5, "points", count=len(games)),
        estimated(part, "lower half of the ids above the upper, score", first, "points"),
        Row(part, "the same in standard errors", abs(first.mean) / spread if spread else 0.0, "",
            t_point(max(1, first.count - 1)), count=len(games)),
    ]  # fmt: skip


def by_chance(ranks: Sequence[Sequence[int]]) -> float:
    """Returns the chi-square of places that is exceeded in 5% of cases if no seat is worth anything.

    Each game is turned round by a draw of its own, many times over: who wins costs his neighbours their places, so
    that places of a game hang together, and the chi-square of independent ones (14.07) would be too strict.
    """
    places = np.array(ranks, np.int64)
    games, many = places.shape
    turned = np.stack([np.roll(places, on, axis=1) for on in range(many)])
    number, found = np.arange(games), []
    for again in range(CHANCES):
        on = field(again, 0, "turned round", number, 1 << 20) % many
        found.append(_friedman(turned[on, number].sum(axis=0).tolist(), games))
    return sorted(found)[CHANCES * 95 // 100]


def friedman(ranks: Sequence[Sequence[int]]) -> float:
    """Returns Friedman's chi-square of places, a row a game without ties; its degrees are one less than the seats."""
    return _friedman([sum(column) for column in zip(*ranks, strict=True)], len(ranks))


def _friedman(sums: Sequence[int], games: int) -> float:
    many = len(sums)
    return 12.0 * sum(float(one) ** 2 for one in sums) / (games * many * (many + 1)) - 3.0 * games * (many + 1)


def balances(part: str, cases: Sequence[Case]) -> list[Row]:
    """Returns how many giants met a coalition within ten turns, how many by name, and how soon."""
    waited = [case.met - case.since + 1 for case in cases if case.met >= 0]
    return [
        balance(part, cases),
        estimated(part, "named in a treaty of others", share([float(c.named >= 0) for c in cases]), "of 1"),
        Row(part, "turn in which it was met, median", statistics.median(waited) if waited else 0.0, "",
            count=len(waited)),
    ]  # fmt: skip


def balance(part: str, cases: Sequence[Case]) -> Row:
    """Returns the share of cases that met a balancing coalition."""
    met = share([float(case.met >= 0) for case in cases])
    return estimated(part, "met a balancing coalition within ten turns", met, "of 1", 0.7, at_least=True)


def yardstick(part: str, cases: Sequence[Case]) -> Row:
    """Returns how many states of the size of all others met one: what a giant is to be compared with."""
    met = share([float(case.met >= 0) for case in cases])
    return estimated(part, "the same of a state no larger than others", met, "of 1")
