"""The table of concepts: what implements each, where a player sees it, and which test would fail without it."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

FILE = Path(__file__).parent.parent / "concepts.toml"
Test = Callable[[dict[str, int]], None]


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """One concept of the theory.

    phrase: the words that it stands for. mechanism: module:function that makes it true. seen: module:name of the
    screen or command that shows it. page: its page of the handbook. test: module:function, which takes house rules.
    off: house rules that switch the mechanism off. broken: where there is no switch, [what, instead of it], both
    module:name; the test is run with the first replaced by the second. note: where it bends the theory, why.
    """

    number: int
    phrase: str
    mechanism: str
    seen: str
    page: str
    test: str
    off: dict[str, int] = {}
    broken: tuple[tuple[str, str], ...] = ()
    note: str = ""


def rows() -> tuple[Row, ...]:
    """Return the rows of tests/concepts.toml."""
    return tuple(msgspec.convert(row, Row) for row in tomllib.loads(FILE.read_text())["concept"])


def found(name: str) -> Any:
    """Return what module:name names."""
    module, _, path = name.partition(":")
    value: Any = importlib.import_module(module)
    for part in path.split("."):
        value = getattr(value, part)
    return value
