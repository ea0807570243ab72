"""What many games say of the theory: each figure beside what history or a prototype had, and with mechanisms off.

The targets are those of the concepts that need many games; a test of seconds cannot show them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import TextIO

import msgspec

from hegemon.arena import floor
from hegemon.arena.branches import Rule
from hegemon.arena.histories import TURNS, History, Play, read
from hegemon.arena.pool import answers
from hegemon.arena.standings import columns

GAMES = 12
SCENARIOS = ("ring-8", "continents:states=8,provinces=48,seed=2")
HELP = ("defence", "offence", "league", "guarantee", "entente", "coalition")
ARMS: dict[str, tuple[Rule, ...]] = {
    "as it is": (),
    "no chains": (("switch.chaining", 0),),
    "no price of absence": (("switch.entrapment", 0),),
    "no reputation": (("switch.reputation", 0),),
    "no misperception": (("switch.misperception", 0),),
    "no complacency": (("switch.complacency", 0),),
    "no pacts of help": tuple((f"allow.{kind}", 0) for kind in HELP),
    "no crises": (("switch.crisis", 0),),
}


class Row(msgspec.Struct, frozen=True):
    """One figure, what it was measured against, and its value in each arm, None where nothing was counted."""

    figure: str
    target: str
    values: tuple[float | None, ...]


class Report(msgspec.Struct, frozen=True):
    """All figures by arm, the games of each arm, and how long they took."""

    arms: tuple[str, ...]
    rows: tuple[Row, ...]
    games: int
    seconds: float
    floor_games: float

    def table(self) -> str:
        """Returns the figures as aligned columns, an arm a column."""
        cells = [("figure", "history or target", *self.arms)]
        cells += [(r.figure, r.target, *("–" if v is None else f"{v:.3g}" for v in r.values)) for r in self.rows]
        took = f"took {self.seconds:.0f} s, {self.floor_games:.0f} floor games"
        last = f"{self.games} games of {TURNS} turns an arm; {took}"
        return "\n".join([*columns(cells, left=(0, 1)), "", last])

    def json(self) -> str:
        """Returns the figures as one line of JSON."""
        return msgspec.json.encode(self).decode()


def measure(
    games: int = GAMES, workers: int = 1, rules: tuple[Rule, ...] = (), progress: TextIO | None = None
) -> Report:
    """Plays so many games of each arm, spread over the scenarios, and returns what they counted."""
    began = time.perf_counter()
    arms = {
        name: [Play(SCENARIOS[n % len(SCENARIOS)], (*rules, *switched), n) for n in range(games)]
        for name, switched in ARMS.items()
    }
    found = answers(read, [play for plays in arms.values() for play in plays], workers, progress)
    told = [figures([found[play] for play in plays]) for plays in arms.values()]
    rows = [Row(name, target, tuple(t[name] for t in told)) for name, target in TARGETS.items()]
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    floor.play()
    return Report(tuple(ARMS), tuple(rows), games, seconds, seconds / (time.perf_counter() - began))


TARGETS = {
    "war entries a state-turn": "0.028-0.043",
    "crises a state-turn": "above wars",
    "wars of two, of all wars": "0.60",
    "largest war, states": "smaller without chains",
    "initiator gains land, of decided wars": "0.66",
    "wars on a disliked state": "above 0.30",
    "partners a state": "1-4",
    "calls honoured": "0.60-0.75",
    "entrapped, of those who joined": "above 0.15",
    "entrapped less abandoned, of calls settled": "",
    "median life of a defence treaty": "4-17",
    "largest share of power, mean": "0.17-0.36",
    "Gini of power at the end": "0.68-0.84 (world)",
    "triads balanced": "above shuffled",
    "the same, signs shuffled": "",
    "correlation of arms turn to turn": "below 0.95",
    "deaths, weaker half to stronger": "above 1",
    "governments fallen a state-turn": "0.02",
    "land seceded, provinces a game": "",
}


def figures(games: Sequence[History]) -> dict[str, float | None]:
    """Returns the figures of an arm, over all its games together."""

    def total(*kinds: str) -> int:
        return sum(g.counts.get(kind, 0) for g in games for kind in kinds)

    def part(some: float, whole: float) -> float | None:
        return some / whole if whole else None

    lived = sum(g.lived for g in games)
    sizes = [size for g in games for size in g.sizes]
    terms = [age for g in games for age in g.terms]
    wars = total("declared", "crisis war")
    entries = wars + 2 * total("mutual war") + total("joined", "sided")
    gained, lost = sum(g.gained for g in games), sum(g.lost for g in games)
    values = (
        part(entries, lived),
        part(total("demanded"), lived),
        part(sizes.count(2), len(sizes)),
        max(sizes, default=None),
        part(gained, gained + lost),
        part(sum(g.rivals for g in games), wars),
        part(sum(g.partners for g in games), lived),
        part(total("joined"), total("joined", "absent")),
        part(total("entrapped"), total("joined")),
        statistics.fmean(g.snyder for g in games) / 1000,
        statistics.median(terms) if terms else None,
        statistics.fmean(g.top for g in games) / 1000,
        statistics.fmean(g.gini for g in games) / 1000,
        statistics.fmean(g.balanced for g in games) / 1000,
        statistics.fmean(g.shuffled for g in games) / 1000,
        statistics.fmean(g.steady for g in games) / 1000,
        part(sum(g.weak for g in games), sum(g.strong for g in games)),
        part(total("fell"), lived),
        total("seceded") / len(games),
    )
    return dict(zip(TARGETS, values, strict=True))
