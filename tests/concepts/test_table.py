"""The table is whole: every name in it exists, and every test in it fails when its mechanism is taken away."""

from __future__ import annotations

import inspect

import pytest

from hegemon.game import handbook
from hegemon.world.rules import load_rules
from tests.concepts.table import Row, found, rows

ROWS = rows()


def test_every_concept_has_one_row() -> None:
    assert [row.number for row in ROWS] == list(range(1, handbook.CONCEPTS + 1))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number:02d}")
def test_every_name_exists(row: Row) -> None:
    assert callable(found(row.mechanism))
    assert row.mechanism.startswith("hegemon.")
    assert callable(found(row.seen))
    assert row.seen.startswith(("hegemon.tui.", "hegemon.cli", "hegemon.arena."))
    assert list(inspect.signature(found(row.test)).parameters) == ["house"]
    assert handbook.page(row.page).concept == row.number
    assert row.off or row.broken
    load_rules(row.off)
    for instead in row.broken:
        assert callable(found(instead[0]))
        assert callable(found(instead[1]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number:02d}")
def test_every_test_fails_without_its_mechanism(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    for what, instead in row.broken:
        monkeypatch.setattr(what.replace(":", "."), found(instead))
    with pytest.raises(AssertionError):
        found(row.test)(dict(row.off))
