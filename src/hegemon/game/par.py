"""Par: what AI players usually score in each seat of a scenario, so that a score can be read against its seat.

A par is measured (arena.par), kept as a file, and knows by what it was measured: the scenario's digest, and the digest
of a few turns played, which changes with any rule and with any player's judgement. No AI ever reads it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from pathlib import Path

import msgspec

from hegemon import assets, paths
from hegemon.engine.turn import resolve
from hegemon.errors import BadInput, one_line
from hegemon.game.opening import begin, first_world
from hegemon.game.rounds import round_of
from hegemon.world.digest import digest
from hegemon.world.events import Event
from hegemon.world.scenario import Scenario

STEPS = 20  # quantiles kept of each seat's scores: so many parts of all games, and the least
PROBE_TURNS = 4
BRIEF = 16  # letters that a median and quartiles take at most
MOST_BYTES = 200_000
_probed: dict[tuple[str, tuple[str, ...]], str] = {}


class Par(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the seats of a scenario are worth. scores: by state code, STEPS + 1 quantiles from least to most, ppm.

    digest: the scenario's. probe: of the first turns as its players play them. turns: its limit.
    """

    scenario: str
    digest: str
    probe: str
    games: int
    turns: int
    scores: dict[str, tuple[int, ...]]

    def usual(self, code: str) -> int:
        """Return the median of a seat, ppm."""
        found = self.scores[code]
        return found[len(found) // 2]

    def half(self, code: str) -> tuple[int, int]:
        """Return the quartiles of a seat, between which half of its games lie, ppm."""
        found = self.scores[code]
        return found[len(found) // 4], found[len(found) - 1 - len(found) // 4]

    def brief(self, code: str) -> str:
        """Return the median and the quartiles of a seat in per cent, for a column of BRIEF letters."""
        low, high = self.half(code)
        return f"{self.usual(code) / 10_000:.1f} ({low / 10_000:.1f}–{high / 10_000:.1f})"

    def said(self, code: str) -> str:
        """Return the same as a sentence."""
        low, high = self.half(code)
        usual = f"AI usually scores {self.usual(code) / 10_000:.1f}% of the world's power here"
        return f"{usual}: half of {self.games} games lie between {low / 10_000:.1f}% and {high / 10_000:.1f}%."

    def percentile(self, code: str, score: int) -> int:
        """Return which part of AI games in a seat a score beats, 0..100; half of those that it equals count."""
        found = self.scores[code]
        below, upto = bisect_left(found, score), bisect_right(found, score)
        if below < upto:
            return 50 * (below + upto - 1) // (len(found) - 1)
        if not 0 < below < len(found):
            return 100 * (below > 0)
        gap, into = found[below] - found[below - 1], score - found[below - 1]
        return (100 * (below - 1) + 100 * into // gap) // (len(found) - 1)


def quantiles(scores: list[int]) -> tuple[int, ...]:
    """Return STEPS + 1 scores from the least to the most, evenly spaced through all of them."""
    ordered = sorted(scores)
    return tuple(ordered[step * (len(ordered) - 1) // STEPS] for step in range(STEPS + 1))


def file_name(scenario: str) -> str:
    """Return the name of the file of a scenario's par."""
    return re.sub(r"[^a-z0-9-]+", "-", scenario.casefold()).strip("-")[:100] + ".json"


def probe(scenario: Scenario) -> str:
    """Return the digest of the first turns of a scenario as its own players play them, with a fixed seed."""
    key = scenario.digest, scenario.players
    if key not in _probed:
        start, found = begin(scenario, None, {}, "par", None)
        world = first_world(start, found)
        events: tuple[Event, ...] = ()
        for _ in range(PROBE_TURNS):
            if world.over:
                break
            orders, _ = round_of(start, world, events).orders({})
            world, events = resolve(world, orders)
        _probed[key] = digest(world)
    return _probed[key]


def par_of(scenario: Scenario) -> Par | None:
    """Return the par that is kept for a scenario, the user's own before the shipped one, None if there is none.

    One of another content of the scenario, or of another length, is none. Raises BadInput for a file that is no par.
    """
    for path in (paths.locate("data") / "par" / file_name(scenario.name), _shipped(scenario.name)):
        if path.is_file():
            found = read_par(path)
            if found.digest == scenario.digest and set(found.scores) == set(scenario.codes):
                return found
    return None


def usual_of(scenario: Scenario, turns: int) -> Par | None:
    """Return the par by which a game of so many turns can be read: none for another length, or in a broken file."""
    try:
        par = par_of(scenario)
    except BadInput:
        return None
    return par if par is not None and par.turns == turns else None


def read_par(path: Path) -> Par:
    """Return the par in a file; BadInput if it is none."""
    try:
        with path.open("rb") as stream:
            found = msgspec.json.decode(stream.read(MOST_BYTES), type=Par)
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        raise BadInput(f"par {one_line(path, 200)}: {one_line(error, 120)}; measure it again") from None
    if any(len(row) != STEPS + 1 or list(row) != sorted(row) for row in found.scores.values()):
        raise BadInput(f"par {one_line(path, 200)}: its scores are no quantiles; measure it again")
    return found


def stale(par: Par, scenario: Scenario) -> str:
    """Return why a par may no longer hold, empty if it does; plays a few turns to find out."""
    if par.probe == probe(scenario):
        return ""
    return "par was measured with other rules or players; `hegemon scenario par` measures it anew"


def _shipped(name: str) -> Path:
    return assets.folder() / "par" / file_name(name)
