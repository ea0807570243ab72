"""Measures par: many games of a scenario by its own players, a part at a time, kept to be taken up again."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import msgspec

from hegemon import paths
from hegemon.arena.matches import Match, play
from hegemon.arena.pool import answers
from hegemon.arena.schedule import keyed
from hegemon.errors import BadInput, one_line
from hegemon.game.par import Par, file_name, probe, quantiles
from hegemon.world.scenario import load_scenario

GAMES = 100
PART = 8  # games a process plays before they are kept


class _Game(msgspec.Struct, frozen=True, array_like=True):
    number: int
    scores: tuple[int, ...]


def measure(
    scenario: str, games: int = GAMES, workers: int = 1, out: str = "", progress: TextIO | None = None
) -> tuple[Par, Path]:
    """Plays so many games and keeps what each seat scored; returns the par and where it is.

    Games played before, by the same rules and players, count: what is asked beyond them is played. out: a file to
    write to, else the user's data folder. Raises BadInput for an unknown scenario or a place that cannot be written.
    """
    found = load_scenario(scenario)
    where = Path(out).expanduser() if out else paths.ensure(paths.data() / "par") / file_name(found.name)
    _write(where, b"", "ab")  # that it cannot be written is known before the games
    if not where.stat().st_size:
        where.unlink()
    mark = probe(found)
    told = f"{Path(file_name(found.name)).stem}-{found.digest[:8]}-{mark[:16]}.jsonl"
    kept = paths.ensure(paths.cache() / "par") / told
    played = {game.number: game.scores for game in _kept(kept, len(found.codes))}
    wanted = [number for number in range(games) if number not in played]
    step = PART * max(1, workers)
    for first in range(0, len(wanted), step):
        part = {_match(scenario, found.players, number): number for number in wanted[first : first + step]}
        outcomes = answers(play, list(part), workers, progress)
        lines = [_Game(part[match], outcome.scores) for match, outcome in outcomes.items()]
        played |= {game.number: game.scores for game in lines}
        _append(kept, lines)
    rows = [played[number] for number in range(games)]
    par = Par(found.name, found.digest, mark, games, found.turns, {
        code: quantiles([row[seat] for row in rows]) for seat, code in enumerate(found.codes)
    })  # fmt: skip
    _write(where, msgspec.json.format(msgspec.json.encode(par), indent=1) + b"\n")
    return par, where


def table(par: Par) -> list[str]:
    """Returns a par as lines: each seat's least, lower quarter, median, upper quarter and most, best median first."""
    parts = [0, 5, 10, 15, 20]
    lines = [f"{'seat':<6}" + "".join(f"{name:>9}" for name in ("least", "lower", "median", "upper", "most"))]
    for code in sorted(par.scores, key=lambda code: (-par.usual(code), code)):
        row = par.scores[code]
        lines.append(f"{code:<6}" + "".join(f"{row[at] / 10_000:>8.1f}%" for at in parts))
    return lines


def _match(scenario: str, players: tuple[str, ...], number: int) -> Match:
    return Match(scenario, players, keyed("par", number) >> 1)


def _kept(path: Path, seats: int) -> list[_Game]:
    """Returns the games of a file; torn lines are left out."""
    found: list[_Game] = []
    if path.is_file():
        for line in path.read_bytes().splitlines():
            try:
                game = msgspec.json.decode(line, type=_Game)
            except msgspec.DecodeError:
                continue
            if len(game.scores) == seats:
                found.append(game)
    return found


def _append(path: Path, games: list[_Game]) -> None:
    with path.open("ab") as stream:  # a line before them, in case the last one was torn
        stream.write(b"\n" + b"".join(msgspec.json.encode(game) + b"\n" for game in games))


def _write(path: Path, content: bytes, mode: str = "wb") -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open(mode) as stream:
            stream.write(content)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "cannot be written").lower()
        raise BadInput(f"par {one_line(path, 200)}: {why}; choose another --out") from None
