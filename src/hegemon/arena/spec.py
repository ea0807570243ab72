"""What a tournament is: the few facts that decide every game of it, from flags or a TOML file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from hegemon.errors import BadInput, one_line

_LARGEST_FILE = 1 << 20

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Spec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tournament: `games` is rounded up to whole sets; `turns` 0 leaves the scenario's own end."""

    scenario: Name
    players: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1, max_length=64)]
    games: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 40
    seed: Annotated[int, msgspec.Meta(ge=0)] = 1
    turns: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    name: Name = "tournament"

    def digest(self, *, without_games: bool = False) -> str:
        """Returns the sha256 of all that decides the games; the name, and on request their number, left out."""
        facts = [self.scenario, self.players, self.seed, self.turns]
        if not without_games:
            facts.append(self.games)
        return hashlib.sha256(msgspec.json.encode(facts)).hexdigest()


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A spec of which some parts may still be missing: a file's content, or the flags of a command line."""

    name: str | None = None
    scenario: str | None = None
    players: tuple[str, ...] | None = None
    games: int | None = None
    seed: int | None = None
    turns: int | None = None


def read_draft(path: str) -> Draft:
    """Returns the draft written in a TOML file; BadInput says which key is wrong."""
    file = Path(path)
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise BadInput(f"spec {path}: larger than 1 MiB; a spec is a few lines of TOML")
        content = file.read_bytes()
    except OSError as error:
        why = (error.strerror or "cannot be read").lower()
        raise BadInput(f"spec {path}: {why}; name a TOML file with scenario, players, games and seed") from None
    try:
        return msgspec.toml.decode(content, type=Draft)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        keys = "name, scenario, players, games, seed, turns"
        raise BadInput(f"spec {path}: {one_line(error)}; the keys are {keys}") from None


def merge(drafts: Sequence[Draft]) -> Spec:
    """Returns the whole spec, later drafts over earlier ones; BadInput if a part is missing or out of range."""
    found: dict[str, object] = {}
    for draft in drafts:
        given = msgspec.to_builtins(draft)
        found |= {key: value for key, value in given.items() if value is not None}
    if "players" not in found:
        raise BadInput("tournament without players: name them as --players maximiser,random (`hegemon players`)")
    if "scenario" not in found:
        raise BadInput("tournament without scenario: name it as --scenario ring-8 (`hegemon scenarios`)")
    try:
        return msgspec.convert(found, Spec)
    except msgspec.ValidationError as error:
        raise BadInput(f"tournament spec: {one_line(error)}; mend that value") from None
