from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from msgspec.structs import fields

from hegemon.world.events import KINDS, REASONS, Event, visible

ENGINE = sorted((Path(__file__).parents[2] / "src" / "hegemon" / "engine").glob("*.py"))


def noted() -> set[str]:
    """Return every kind of event that the engine names."""
    found: set[str] = set()
    for path in ENGINE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                first = node.args[0]
                choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                found |= {c.value for c in choices if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    return found


def test_every_kind_declares_who_may_know_it_and_how_it_reads() -> None:
    names = {f.name for f in fields(Event)}
    for kind, row in KINDS.items():
        assert row.known in ("public", "parties", "actor"), kind
        assert 0 <= row.weight <= 3, kind
        used = {name for _, name, _, _ in string.Formatter().parse(row.sentence) if name}
        assert used <= names, kind
        assert row.sentence.endswith(".")


def test_the_engine_says_only_what_is_declared() -> None:
    said = noted()
    assert len(said) > 20
    assert said <= set(KINDS)


def test_every_kind_is_said_by_the_engine() -> None:
    trees = [ast.parse(path.read_text()) for path in ENGINE]
    words = {n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    assert set(KINDS) <= words


def test_reasons_use_what_a_reply_carries() -> None:
    for key, sentence in REASONS.items():
        assert {n for _, n, _, _ in string.Formatter().parse(sentence) if n} <= {"amount", "about"}, key


@pytest.mark.parametrize(
    ("kind", "seats"), [("declared", {0, 1, 2, 3}), ("offered", {0, 1}), ("dropped", {0}), ("unfit", {0, 1})]
)
def test_who_sees_what(kind: str, seats: set[int]) -> None:
    event = Event(kind=kind, turn=1, phase="diplomacy", actor=0, target=1)
    assert {seat for seat in range(4) if visible(event, seat)} == seats
