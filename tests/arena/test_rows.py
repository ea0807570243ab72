"""Rows with intervals and goals, and the intervals themselves."""

from __future__ import annotations

import json

import pytest

from hegemon.arena.intervals import Estimate, estimate, share, t_point
from hegemon.arena.rows import Grid, Report, Row, estimated, table


def test_a_mean_has_the_interval_of_student() -> None:
    found = estimate([1.0, 2.0, 3.0, 4.0, 5.0])
    assert found.mean == 3.0
    assert found.high == pytest.approx(3.0 + 2.776 * (2.5 / 5) ** 0.5)
    assert estimate([2.0]) == Estimate(2.0, None, None, 1)
    assert estimate([]) == Estimate(0.0, None, None, 0)
    assert share([1.0, 1.0, 0.0]).high == 1.0
    assert share([1.0, 1.0, 0.0]).low == 0.0


def test_points_of_the_distributions_are_those_of_the_tables() -> None:
    assert t_point(1) == 12.706
    assert t_point(60) == pytest.approx(2.000, abs=0.002)
    assert t_point(1000) == pytest.approx(1.962, abs=0.001)


@pytest.mark.parametrize(
    ("row", "good"),
    [
        (Row("a", "b", 0.5, "", 0.4), False),
        (Row("a", "b", 0.5, "", 0.4, at_least=True), True),
        (Row("a", "b", 0.5, "", 0.4, at_least=True, most=0.6), True),
        (Row("a", "b", 0.7, "", 0.4, at_least=True, most=0.6), False),
        (Row("a", "b", -1.0, "", 0.0, low=-2.0, high=0.1, judged="high"), False),
        (Row("a", "b", -1.0, "", 0.0, low=-2.0, high=-0.1, judged="high"), True),
        (Row("a", "b", -1.0, "", 0.0, judged="high"), False),
        (Row("a", "b", 99.0, ""), True),
    ],
)
def test_a_goal_is_met_or_not(row: Row, good: bool) -> None:
    assert row.good is good


def test_rows_show_interval_count_and_goal() -> None:
    row = estimated("part", "what", Estimate(0.5, 0.25, 0.75, 12), "of 1", 0.4, at_least=True, most=0.6)
    lines = table([row], as_json=False).splitlines()
    assert lines[0].split() == ["part", "what", "measured", "of", "goal"]
    assert lines[1].split() == ["part", "what", "0.5", "of", "1", "(0.25", "to", "0.75)", "12",
                                "0.4", "to", "0.6", "of", "1"]  # fmt: skip


def test_a_report_is_text_or_one_object() -> None:
    grid = Grid("a grid", ("x", "one"), (("y", "2"),))
    report = Report((Row("a", "b", 1.0, "s", 0.5),), (grid,), 3, 1.0, 2.0, 1)
    assert report.table().count("\n\n") == 2
    told = json.loads(report.json())
    assert told["rows"][0]["good"] is False
    assert told["grids"][0]["title"] == "a grid"
    assert len(json.loads(report.json([Row("c", "d", 2.0, "")]))["rows"]) == 2
