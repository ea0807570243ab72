"""What decides a game before its first turn: scenario, seed, turn limit and who sits where."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from hegemon import assets, paths
from hegemon.engine.turn import opening as opened
from hegemon.errors import BadInput, unknown
from hegemon.players.registry import HUMAN, check_player
from hegemon.world.rules import Rules, load_rules
from hegemon.world.scenario import Scenario, bare, load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World

MOST_TURNS = 10_000
MOST_TEXT = 1_000_000


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a game began. scenario: the name given; text: the whole file if it is a user's own; players: one a seat."""

    scenario: str
    text: str
    digest: str
    seed: str
    turns: int
    players: tuple[str, ...]


def begin(
    scenario: str | Scenario,
    players: tuple[str, ...] | None,
    seats: Mapping[str, str],
    seed: int | str | None,
    turns: int | None,
) -> tuple[Opening, Scenario]:
    """Return the opening of a new game and its scenario; BadInput for an unknown seat or player, or a bad limit.

    players: one name a seat (default: the scenario's); seats: code to name, put over them.
    """
    found = load_scenario(scenario) if isinstance(scenario, str) else scenario
    named = list(found.players if players is None else players)
    if len(named) != len(found.codes):
        raise BadInput(f"players: {len(named)} for {len(found.codes)} seats of {found.name}; name one a seat")
    for code, player in seats.items():
        if code not in found.codes:
            raise unknown("seat", code, found.codes, where=f"in {found.name}")
        named[found.codes.index(code)] = player
    named = [player if player == HUMAN else check_player(player) for player in named]
    if turns is not None and not 1 <= turns <= MOST_TURNS:
        raise BadInput(f"turns: {turns} is out of range; a game lasts 1 to {MOST_TURNS} turns")
    name = scenario if isinstance(scenario, str) else found.name
    base, house = bare(name)
    text = _text(base) if isinstance(scenario, str) else ""
    start = Opening(
        scenario=f"{Path(base).name}{house}" if text else name,  # where a user keeps a file is nobody's business
        text=text,
        digest=found.digest,
        seed=str(secrets.randbits(63) if seed is None else seed),
        turns=turns or found.turns,
        players=tuple(named),
    )
    return start, found


def first_world(start: Opening, scenario: Scenario) -> World:
    """Return the published world of turn 1."""
    return opened(open_world(scenario, start.seed, rules=rules_of(scenario), turns=start.turns))


def rules_of(scenario: Scenario) -> Rules:
    """Return the rules that a scenario is played by."""
    return _rules(tuple(sorted(scenario.house.items())))


@lru_cache(maxsize=16)
def reopen(name: str, text: str, digest: str) -> Scenario:
    """Return the scenario of a stored opening as it is now, whatever its content was; BadInput if there is none."""
    return _from_text(name, text) if text else load_scenario(name)


def altered(start: Opening) -> bool:
    """Return whether the scenario of a stored opening has another content now than when the game began."""
    return reopen(start.scenario, start.text, start.digest).digest != start.digest


@lru_cache(maxsize=8)
def _rules(house: tuple[tuple[str, int], ...]) -> Rules:
    return load_rules(dict(house))


def _text(name: str) -> str:
    """Return the text of a user's own scenario file, empty for a shipped one."""
    base = name if name.endswith(".toml") else name.rpartition(":")[0] or name
    if Path(base).suffix == ".toml" or "/" in base or "\\" in base:
        path = Path(base).expanduser()
    elif (assets.folder() / "scenarios" / f"{base}.toml").is_file():
        return ""
    else:
        path = paths.scenarios() / f"{base}.toml"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _from_text(name: str, text: str) -> Scenario:
    named, house = bare(name.replace("\\", "/"))
    start, _, numbers = named.partition(":")
    stem = Path(start).stem
    safe = "".join(c for c in stem if c.isalnum() or c in "-_ ") or "scenario"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{safe}.toml"
        path.write_text(text, encoding="utf-8")
        return load_scenario(f"{path}{numbers and ':'}{numbers}{house}")
