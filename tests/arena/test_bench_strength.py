"""The bench of strength in small: its sets are mirrored, its shares are right, and it prints what it found."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from hegemon import cli
from hegemon.arena import bench_speed, bench_strength
from hegemon.arena.bench_strength import PARTS, WORLDS, over, won, world_of
from hegemon.arena.matches import Match, Outcome, play, seats_of, stage, swapped, turned
from hegemon.arena.rows import Row
from hegemon.players.maximiser.mind import doctrines
from hegemon.players.registry import check_player
from hegemon.world.scenario import load_scenario


def match(*players: str) -> Match:
    return Match("ring-8", players, 1)


def test_every_entry_comes_once_to_every_seat() -> None:
    for seats in (6, 7, 8, 12, 21):
        seatings = turned(tuple(doctrines()), seats)
        assert len(seatings) == len(doctrines())
        for seat in range(seats):
            assert Counter(players[seat] for players in seatings) == Counter(list(doctrines()))


def test_a_swap_changes_all_seats_over() -> None:
    first, other = swapped("a", "b", 8, 3)
    assert Counter(first) == {"a": 4, "b": 4}
    assert all({x, y} == {"a", "b"} for x, y in zip(first, other, strict=True))
    assert swapped("a", "b", 8, 3) == [first, other]
    assert any(swapped("a", "b", 8, n)[0] != first for n in range(4))


def test_the_plans_are_of_known_players_in_whole_worlds() -> None:
    for part in PARTS.values():
        for case, sets in part.plan(3, 0).items():
            assert len(sets) == (1 if case == "europe-1914" else 3)
            for one in sets:
                assert len({(m.world, m.seed, m.large, m.percent) for m in one}) == 1
                assert all(len(m.players) == seats_of(m.world) for m in one)
                for player in {name for m in one for name in m.players}:
                    check_player(player)


def test_all_eight_seats_play_without_treaties_in_turn() -> None:
    [[one]] = PARTS["treaties"].plan(1, 0).values()
    assert sorted(m.players.index(bench_strength.BARE) for m in one) == list(range(8))
    [[alone]] = PARTS["alone"].plan(1, 0).values()
    assert sorted(m.players.index("maximiser") for m in alone) == list(range(8))


def test_a_doubled_seat_has_twice_everything() -> None:
    bare = world_of("ring-8 doubled", 0)
    plain, large = load_scenario("ring-8"), stage(bare)
    mine = plain.sovereign == bare.large
    assert (large.grain[mine] == 2 * plain.grain[mine]).all()
    assert large.troops[bare.large].sum() == 2 * plain.troops[bare.large].sum()
    assert (large.grain[~mine] == plain.grain[~mine]).all()


def test_worlds_differ_from_set_to_set_where_they_are_generated() -> None:
    assert world_of("continents 6", 0).world != world_of("continents 6", 1).world
    assert [seats_of(world_of(heading, 0).world) for heading in WORLDS] == [8, 8, 6, 12, 21]


def test_pairwise_finishes_count_pairs_of_unlike_seats() -> None:
    game = match("a", "b", "a", "b")
    assert won(game, Outcome((1, 3, 2, 4), (4, 2, 3, 1), 0), "a") == 1.0
    assert won(game, Outcome((1, 2, 4, 3), (4, 3, 1, 2), 0), "a") == 0.5
    assert won(game, Outcome((1, 2, 4, 3), (4, 3, 1, 2), 0), "b") == 0.5


def test_a_doctrine_is_measured_against_all_seats() -> None:
    one = [(match("a", "b"), Outcome((1, 2), (600, 400), 0)), (match("b", "a"), Outcome((1, 2), (500, 500), 0))]
    assert over(one, "a") == pytest.approx(10.0)
    assert over(one, "b") == pytest.approx(-10.0)


def test_first_places_and_scores_become_rows_with_goals() -> None:
    players = ("maximiser", *bench_strength.BASELINES)
    first, last = Outcome((1, *range(2, 9)), (8, *range(7)), 0), Outcome((8, *range(1, 8)), (0, *range(7)), 0)
    [row], _ = PARTS["alone"].judge({"maximiser": [[(match(*players), first)], [(match(*players), last)]]})
    assert (row.value, row.count, row.good) == (0.5, 2, False)
    bare = (bench_strength.BARE, *("maximiser",) * 7)
    weak = Outcome(tuple(range(1, 9)), (100_000, *(130_000,) * 7), 0)
    weaker = Outcome(tuple(range(1, 9)), (99_000, *(130_000,) * 7), 0)
    sets = [[(match(*bare), weak)], [(match(*bare), weaker)]]
    [row], _ = PARTS["treaties"].judge({bench_strength.BARE: sets})
    assert row.value == pytest.approx(-3.05)
    assert row.high is not None
    assert row.good == (row.high <= 0)


def test_the_rise_with_the_budget_is_by_sets() -> None:
    told = {}
    for budget, ranks in zip(bench_strength.BUDGETS, ((2, 1), (2, 1), (1, 2), (1, 2)), strict=True):
        players = (f"maximiser:grandmaster:budget={budget}", "maximiser")
        told[players[0]] = [[(match(*players), Outcome(ranks, (1, 1), 0))]] * 3
    rows, _ = PARTS["budget"].judge(told)
    assert [row.value for row in rows] == [0.0, 0.0, 1.0, 1.0, 1.0]
    assert rows[-1].good


def test_a_game_of_a_few_turns_has_places_and_scores() -> None:
    found = play(Match("ring-8", ("random",) * 8, 1, turns=2))
    assert sorted(found.ranks) == list(range(1, 9))
    assert sum(found.scores) == pytest.approx(1_000_000, abs=8)


def test_the_bench_prints_what_is_asked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_strength, "play", lambda m: Outcome(tuple(range(1, 9)), tuple(range(8, 0, -1)), 0))
    assert cli.main(["bench", "strength", "--only", "alone,skills", "--chances", "2", "--workers", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["part"] for row in told["rows"]} == {"alone", "skills"}
    assert all({"value", "goal", "good", "low", "high", "count"} <= set(row) for row in told["rows"])
    assert cli.main(["bench", "strength", "--only", "alone", "--chances", "2", "--workers", "1"]) == 0
    assert "≥ 0.8 of 1" in capsys.readouterr().out


def test_players_that_fail_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Outcome(tuple(range(1, 9)), tuple(range(8, 0, -1)), 2, "turn 3: player maximiser of AAA raised it")
    monkeypatch.setattr(bench_strength, "play", lambda m: broken)
    report = bench_strength.measure(("alone",), 1)
    assert (report.rows[-1].value, report.rows[-1].count, report.rows[-1].good) == (16, 8, False)
    assert "raised it" in report.table()


def test_what_the_maximiser_costs_stands_before_how_strong_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_speed, "measure", lambda: [Row("ai", "a cost", 2.0, "ms", 1.0)])
    monkeypatch.setattr(bench_strength, "play", lambda m: Outcome(tuple(range(1, 9)), tuple(range(8, 0, -1)), 0))
    args = ["bench", "ai", "--only", "treaties", "--chances", "2", "--workers", "1"]
    assert cli.main([*args, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["part"], row["good"]) for row in told["rows"]] == [("ai", False), ("treaties", True)]
    assert cli.main(args) == 0
    said = capsys.readouterr().out
    assert said.index("a cost") < said.index("one of eight without treaties")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["strength", "--only", "alnoe"], "did you mean alone?"),
        (["strength", "--only", "alone,"], "empty name"),
        (["effort", "--only", "alone"], "leave it out"),
        (["engine", "--only", "alone"], "name one of them"),
        (["strength", "--chances", "0"], "'0' is not a whole number"),
    ],
)
def test_bad_input_is_named(args: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", *args]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1
