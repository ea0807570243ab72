"""How strong the maximiser is: against baselines, without treaties, by skill, by doctrine, and by its budget.

Every part plays mirrored sets: one world and one seed, with the players turned through all seats, or changed over.
A set is one observation, and intervals are over sets (intervals.py).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TextIO

import msgspec

from hegemon.arena import floor
from hegemon.arena.branches import Rule
from hegemon.arena.intervals import Estimate, estimate, share
from hegemon.arena.matches import Match, Outcome, mirrored, play, seats_of, shuffled, swapped, turned
from hegemon.arena.pool import answers
from hegemon.arena.rows import Grid, Report, Row, estimated
from hegemon.arena.schedule import keyed
from hegemon.players.maximiser.mind import STATESMAN, doctrines, skills

RING = "ring-8"
MAXIMISER = "maximiser"
# Seven players of four kinds: the hardest to beat twice each but for the one that plays at random.
BASELINES = ("turtle", "raider", "trader", "random", "turtle", "raider", "trader")
BARE = "maximiser:treaties=none"
BUDGETS = (12, 24, 48, 96)
SHOWN = 5  # games whose failures are told
# A world by its heading, made for a set by its number; in the second a state drawn by the set has twice everything.
# The last, of 21 seats, costs as much as the others together and is played a third as often.
WORLDS = ("ring-8", "ring-8 doubled", "continents 6", "continents 12", "europe-1914")

Set = tuple[Match, ...]
Played = list[tuple[Match, Outcome]]
Found = tuple[list[Row], list[Grid]]


class Part(msgspec.Struct, frozen=True):
    """One question: the sets it asks for, how many there are if nobody says, and what it makes of them as played."""

    plan: Callable[[int, int], dict[str, list[Set]]]
    sets: int
    judge: Callable[[dict[str, list[Played]]], Found]


def measure(
    only: Sequence[str] = (),
    chances: int | None = None,
    workers: int = 1,
    rules: tuple[Rule, ...] = (),
    progress: TextIO | None = None,
    turns: int = 0,
) -> Report:
    """Plays the parts named, or all, and returns what was found.

    chances: sets of each case, else each part's own number. turns: the limit, 0 the scenario's own.
    """
    began = time.perf_counter()
    chosen = {name: part for name, part in PARTS.items() if name in only or not only}
    plans = {name: part.plan(chances or part.sets, turns) for name, part in chosen.items()}
    wanted = [match for plan in plans.values() for sets in plan.values() for one in sets for match in one]
    found = answers(play, list(dict.fromkeys(_under(match, rules) for match in wanted)), workers, progress)
    rows: list[Row] = []
    grids: list[Grid] = []
    for name, plan in plans.items():
        told = {
            case: [[(match, found[_under(match, rules)]) for match in one] for one in sets]
            for case, sets in plan.items()
        }
        more, tables = PARTS[name].judge(told)
        rows += more
        grids += tables
    failed = [(match, outcome) for match, outcome in found.items() if outcome.faults]
    if failed:
        turns_lost = sum(outcome.faults for _, outcome in failed)
        rows.append(Row("strength", "turns on which a player failed", turns_lost, "", 0.0, count=len(failed)))
        shown = tuple((f"{match.world}, seed {match.seed}", outcome.fault) for match, outcome in failed[:SHOWN])
        grids.append(Grid("the first failure of some games", ("game", ""), shown))
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    floor.play()
    floor_games = seconds / (time.perf_counter() - began)
    return Report(tuple(rows), tuple(grids), len(found), seconds, floor_games, workers)


def _under(match: Match, rules: tuple[Rule, ...]) -> Match:
    return msgspec.structs.replace(match, rules=rules) if rules else match


def _seed(*key: object) -> int:
    return keyed("bench", *key) >> 1


# ── one among others ──────────────────────────────────────────────────────────────────────────────────────


def _among(one: str, others: tuple[str, ...], sets: int, turns: int) -> dict[str, list[Set]]:
    """Returns sets in which one player comes to every seat of the ring, the others in a drawn order around it."""
    made = []
    for number in range(sets):
        entries = (one, *shuffled(others, "among", number))
        made.append(mirrored(Match(RING, (), _seed("among", number), turns), turned(entries, len(entries))))
    return {one: made}


def _alone_sets(sets: int, turns: int) -> dict[str, list[Set]]:
    return _among(MAXIMISER, BASELINES, sets, turns)


def _alone(told: dict[str, list[Played]]) -> Found:
    def first(match: Match, outcome: Outcome) -> bool:
        return outcome.ranks[match.players.index(MAXIMISER)] == 1

    sets = [statistics.fmean(first(*game) for game in one) for one in told[MAXIMISER]]
    name = "maximiser among seven baselines, first places"
    return [estimated("alone", name, share(sets), "of 1", 0.8, at_least=True)], []


def _bare_sets(sets: int, turns: int) -> dict[str, list[Set]]:
    return _among(BARE, (MAXIMISER,) * 7, sets, turns)


def _bare(told: dict[str, list[Played]]) -> Found:
    def less(match: Match, outcome: Outcome) -> float:
        seat = match.players.index(BARE)
        others = sum(outcome.scores) - outcome.scores[seat]
        return (outcome.scores[seat] - others / (len(outcome.scores) - 1)) / 1e4

    found = estimate([statistics.fmean(less(*game) for game in one) for one in told[BARE]])
    name = "one of eight without treaties, score above the others'"
    return [estimated("treaties", name, found, "points", 0.0, judged="high")], []


# ── half against half ─────────────────────────────────────────────────────────────────────────────────────


def _halves(pairs: Sequence[tuple[str, str]], sets: int, turns: int) -> dict[str, list[Set]]:
    return {
        one: [
            mirrored(Match(RING, (), _seed("halves", number), turns), swapped(one, other, 8, "halves", number))
            for number in range(sets)
        ]
        for one, other in pairs
    }


def won(match: Match, outcome: Outcome, one: str) -> float:
    """Returns the share of pairs of a seat of one player and a seat of another in which the one finished better."""
    mine = [rank for rank, name in zip(outcome.ranks, match.players, strict=True) if name == one]
    theirs = [rank for rank, name in zip(outcome.ranks, match.players, strict=True) if name != one]
    return sum((a < b) + (a == b) / 2 for a in mine for b in theirs) / (len(mine) * len(theirs))


def _shares(told: dict[str, list[Played]], one: str) -> list[float]:
    """Returns for each set the share of pairs that a player won."""
    return [statistics.fmean(won(*game, one) for game in games) for games in told[one]]


def _won(told: dict[str, list[Played]], one: str) -> Estimate:
    return share(_shares(told, one))


def _named(skill: str) -> str:
    return MAXIMISER if skill == STATESMAN else f"{MAXIMISER}:{skill}"


def _skill_sets(sets: int, turns: int) -> dict[str, list[Set]]:
    levels = list(skills())
    return _halves([(_named(b), _named(a)) for a, b in pairwise(levels)], sets, turns)


def _skills(told: dict[str, list[Played]]) -> Found:
    levels = list(skills())
    rows = []
    for lower, higher in pairwise(levels):
        found, name = _won(told, _named(higher)), f"{higher} against {lower}, pairwise finishes won"
        rows.append(estimated("skills", name, found, "of 1", 0.64, at_least=True))
        sure = Estimate(found.low or 0.0, None, None, found.count)
        rows.append(estimated("skills", f"{higher} against {lower}, low end", sure, "of 1", 0.5, at_least=True))
    return rows, []


def _budgeted(budget: int) -> str:
    return f"{MAXIMISER}:grandmaster:budget={budget}"


def _budget_sets(sets: int, turns: int) -> dict[str, list[Set]]:
    return _halves([(_budgeted(b), MAXIMISER) for b in BUDGETS], sets, turns)


def _budget(told: dict[str, list[Played]]) -> Found:
    curve = [_won(told, _budgeted(b)) for b in BUDGETS]
    rows = [
        estimated("budget", f"grandmaster of {b} turns against statesmen, pairwise finishes won", found, "of 1")
        for b, found in zip(BUDGETS, curve, strict=True)
    ]
    most, least = (_shares(told, _budgeted(b)) for b in (BUDGETS[-1], BUDGETS[0]))
    rise = estimate([a - b for a, b in zip(most, least, strict=True)])
    name = f"the same of {BUDGETS[-1]} turns above of {BUDGETS[0]}, by sets"
    rows.append(estimated("budget", name, rise, "of 1", 0.0, at_least=True, judged="low"))
    return rows, []


# ── doctrines ─────────────────────────────────────────────────────────────────────────────────────────────


def world_of(heading: str, number: int) -> Match:
    """Returns the bare match of a heading of WORLDS in a set: worlds of continents differ from set to set."""
    seed = _seed("doctrines", number)
    if heading == "ring-8 doubled":
        return Match(RING, (), seed, large=keyed("doubled", number) % 8, percent=200)
    if heading.startswith("continents"):
        states = int(heading.split()[1])
        return Match(f"continents:states={states},provinces={8 * states},seed={number + 1}", (), seed)
    return Match(heading, (), seed)


def _doctrine_sets(sets: int, turns: int) -> dict[str, list[Set]]:
    plan: dict[str, list[Set]] = {}
    for heading in WORLDS:
        plan[heading] = []
        for number in range(max(1, sets // 3) if heading == WORLDS[-1] else sets):
            match = msgspec.structs.replace(world_of(heading, number), turns=turns)
            order = shuffled(tuple(doctrines()), heading, number)
            plan[heading].append(mirrored(match, turned(order, seats_of(match.world))))
    return plan


def _doctrines(told: dict[str, list[Played]]) -> Found:
    above = {heading: {name: estimate([over(one, name) for one in sets]) for name in doctrines()}
             for heading, sets in told.items()}  # fmt: skip
    rows = []
    for name in doctrines():
        good = [heading for heading in told if (above[heading][name].low or 0.0) > 0]
        where = f": {', '.join(good)}" if good else ""
        rows.append(Row("doctrines", f"{name} above the field, worlds{where}", len(good), "", 1.0, at_least=True))
    lines = tuple((name, *(_cell(above[heading][name]) for heading in told)) for name in doctrines())
    title = "score above the field's mean, in percent of it (95% interval); * the interval is above zero"
    return rows, [Grid(title, ("doctrine", *told), lines)]


def over(one: Played, name: str) -> float:
    """Returns how far a doctrine's mean score in a set lies above that of all seats, percent of the latter.

    Every doctrine comes once to every seat, so what the seats are worth is the same for all.
    """
    mine = [score for match, outcome in one
            for score, who in zip(outcome.scores, match.players, strict=True) if who == name]  # fmt: skip
    every = [score for _, outcome in one for score in outcome.scores]
    return 100 * (statistics.fmean(mine) / statistics.fmean(every) - 1)


def _cell(found: Estimate) -> str:
    if found.low is None or found.high is None:
        return f"{found.mean:+.1f}"
    return f"{found.mean:+.1f} ({found.low:+.1f} to {found.high:+.1f}){'*' if found.low > 0 else ' '}"


PARTS: dict[str, Part] = {
    "alone": Part(_alone_sets, 10, _alone),
    "treaties": Part(_bare_sets, 40, _bare),
    "skills": Part(_skill_sets, 16, _skills),
    "doctrines": Part(_doctrine_sets, 24, _doctrines),
    "budget": Part(_budget_sets, 8, _budget),
}
