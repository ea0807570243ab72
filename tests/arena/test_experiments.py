"""The experiments of `hegemon bench` in small: that they play what they say and judge what they played."""

from __future__ import annotations

import json

import pytest

from hegemon import cli
from hegemon.arena import bench_effort, trials
from hegemon.arena.bench_verdicts import Situation, judged
from hegemon.arena.branches import Recorded, house_rules, onward, recorded
from hegemon.errors import BadInput

FEW = ((3, 4, 2, 1), (1, 7, 1, 1), (7, 1, 1, 1))
GAME = Recorded("ring-8", 1)


def situation(*values: int) -> Situation:
    return Situation(
        game="ring-8", seed=1, seat="AAA", turn=1, neighbours=3, power=125_000, effort=FEW[0], own=values[0],
        values=(values,),
    )  # fmt: skip


def test_every_split_that_uses_all_branches_is_played_once() -> None:
    found = bench_effort.splits()
    assert len(set(found)) == len(found) == 84
    assert all(sum(split) == 10 and min(split) >= 1 for split in found)


def test_the_ten_seats_differ() -> None:
    found = bench_effort.seats()
    assert len(set(found)) == 10
    assert len({seat.game.scenario.split(":")[0] for seat in found}) >= 3


def test_a_report_of_two_situations_in_small() -> None:
    seats = [bench_effort.Seat(GAME, 0), bench_effort.Seat(GAME, 3)]
    report = bench_effort.measure(1, chosen=seats, turns=(1,), among=FEW)
    assert [s.seat for s in report.situations] == [recorded(GAME, 1).world.codes[k] for k in (0, 3)]
    assert all(len(s.values) == 1 and len(s.values[0]) == len(FEW) for s in report.situations)
    assert len({v for s in report.situations for v in s.values[0]}) > 2
    assert set(report.bests) <= set(FEW)
    assert json.loads(report.json())["verdicts"][0]["pairs"] == 1
    assert report.table().count("ring-8 1") == 2


def test_a_split_stays_as_it_was_set_for_the_whole_window(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watched(point, turns, change=None):  # type: ignore[no-untyped-def]
        now = onward(point, turns, change)
        seen.append(tuple(now.world.effort[2].tolist()))
        return now

    monkeypatch.setattr(bench_effort, "onward", watched)
    bench_effort.played(bench_effort.Job(bench_effort.Seat(GAME, 2), 1, 0, (FEW[1],)))
    assert set(seen) == {FEW[1]}


def test_verdicts_tell_a_dominant_split_from_none() -> None:
    same = judged(FEW, (situation(100_000, 90_000, 80_000), situation(100_000, 80_000, 90_000)), 1.0, 1.0, 1)
    assert (same.verdicts[0].apart, same.verdicts[0].worst, same.verdicts[0].good) == (0, 0.0, False)
    torn = judged(FEW, (situation(80_000, 100_000, 60_000), situation(80_000, 60_000, 100_000)), 1.0, 1.0, 1)
    assert (torn.verdicts[0].apart, torn.verdicts[0].fixed, torn.verdicts[0].good) == (1, FEW[0], True)
    assert torn.verdicts[0].worst == pytest.approx(0.2)


def test_a_stronger_attacker_wins_a_duel_unless_the_rules_forbid_it() -> None:
    turns, won, captures, _ = trials.play(trials.Trial("duel", 200, 0, 0))
    assert won
    assert turns < trials.DUEL_TURNS
    assert captures
    held = trials.play(trials.Trial("duel", 200, 0, 0, (("war.repulse", 1 << 20), ("war.rout", 1 << 20))))
    assert held[1] == 0.0


def test_house_rules_are_read_and_misspelt_ones_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert house_rules(["war.ruin=400", "effort.growth=60"]) == (("war.ruin", 400), ("effort.growth", 60))
    with pytest.raises(BadInput, match="write it as"):
        house_rules(["war.ruin"])
    assert cli.main(["bench", "effort", "--rule", "war.ruins=4"]) == 2
    assert "war.ruins" in capsys.readouterr().err
    assert cli.main(["bench", "engine", "--rule", "war.ruin=4"]) == 2
