from __future__ import annotations

import pytest

from hegemon.arena import bench_theory, histories
from hegemon.arena.histories import Play, read
from hegemon.world.rules import load_rules


@pytest.fixture(scope="module", autouse=True)
def _short() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(histories, "TURNS", 6)
        yield


def test_a_history_counts_what_happened_and_the_same_twice() -> None:
    job = Play("ring-8", (), 3)
    told = read(job)
    assert told == read(job)
    assert told.lived == 48
    assert told.counts
    assert 125 <= told.top <= 1000
    assert all(size >= 2 for size in told.sizes)


def test_every_arm_is_played_by_rules_that_are_there_and_fills_the_table() -> None:
    for rules in bench_theory.ARMS.values():
        load_rules(dict(rules))
    report = bench_theory.measure(games=1)
    assert [row.figure for row in report.rows] == list(bench_theory.TARGETS)
    assert all(len(row.values) == len(bench_theory.ARMS) for row in report.rows)
    lines = report.table().splitlines()
    assert lines[0].split()[0] == "figure"
    assert len(lines) == len(bench_theory.TARGETS) + 3


def test_pacts_of_help_are_counted_where_they_are_allowed() -> None:
    bare = read(Play("ring-8", bench_theory.ARMS["no pacts of help"], 3))
    assert bare.partners == 0
    assert not bare.counts.get("joined", 0)
