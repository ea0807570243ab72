"""Ratios that the project promises, with half as much again for a busy machine; no absolute time is asserted."""

from __future__ import annotations

import pytest

from hegemon.arena import bench
from hegemon.arena.rows import Row, table

SLACK = 1.5


def held(row: Row, capsys: pytest.CaptureFixture[str]) -> bool:
    with capsys.disabled():
        print(f"\n{row.name}: {row.value:.3g} {row.unit} (goal {row.goal})")
    assert row.goal is not None
    return row.value <= row.goal * SLACK


def test_a_large_game_of_maximisers_costs_a_bounded_number_of_floor_games(capsys: pytest.CaptureFixture[str]) -> None:
    assert held(bench.large_game("maximiser", goal=30.0, seeds=(1, 2, 3, 4)), capsys)


def test_help_and_import_start_fast(capsys: pytest.CaptureFixture[str]) -> None:
    rows = bench.start_up(rounds=5)
    assert all(held(row, capsys) for row in rows if row.goal is not None)


def test_a_large_game_fits_in_its_memory(capsys: pytest.CaptureFixture[str]) -> None:
    row = bench.peak_memory(turns=30)
    with capsys.disabled():
        print(f"\n{row.name}: {row.value:.3g} {row.unit} (goal {row.goal})")
    assert row.good


def test_saving_every_turn_costs_a_small_share_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    share = bench.saving(turns=6)[-1]
    assert held(share, capsys)


def test_rows_are_shown_with_their_goals() -> None:
    rows = [Row("ai", "one", 12.5, "×", 10.0), Row("arena", "two", 1.8, "×", 1.7, at_least=True)]
    assert [row.good for row in rows] == [False, True]
    first = table(rows, as_json=False).splitlines()[1]
    assert first.split() == ["ai", "one", "12.5", "×", "≤", "10", "×", "over"]
    assert '"good":false' in table(rows, as_json=True)


def test_a_ratio_is_of_what_runs_in_turn_took() -> None:
    calls: list[str] = []

    def count(name: str, steps: int) -> None:
        calls.append(name)
        sum(i * i for i in range(steps))

    ratio = bench.in_turn(lambda seed: count(f"a{seed}", 400_000), lambda seed: count(f"b{seed}", 20_000), (1, 2, 5))
    assert "".join(calls) == "a1b1a2b2a5b5"
    assert 5 < ratio < 80
