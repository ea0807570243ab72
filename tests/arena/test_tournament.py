from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from hegemon.arena.playing import Event, Play
from hegemon.arena.spec import Spec
from hegemon.arena.standings import Tournament
from hegemon.arena.store import FILE, Store
from hegemon.arena.tournament import run_tournament
from hegemon.errors import BadInput
from tests.arena import fakes

SPEC = Spec(scenario="fake", players=("lion", "fox", "sheep", "goat"), games=40, seed=2)


def run(spec: Spec = SPEC, play: Play = fakes.play, workers: int = 1, **more: object) -> Tournament:
    return run_tournament(spec, workers=workers, play=play, world=fakes.WORLD, **more)  # type: ignore[arg-type]


def test_the_stronger_stand_higher_and_rows_are_complete() -> None:
    result = run()
    assert [row.player for row in result.standings] == ["lion", "fox", "goat", "sheep"]
    assert all(row.games == 40 and row.low <= row.rating <= row.high for row in result.standings)
    assert result.standings[0].low > result.standings[-1].high
    assert sum(row.mean_rank for row in result.standings) <= 1 + 2 + 3 + 4


def test_json_is_exactly_the_promised_object() -> None:
    found = json.loads(run().json())
    assert list(found) == ["standings", "digest"]
    keys = ["player", "games", "wins", "mean_rank", "rating", "low", "high"]
    assert all(list(row) == keys for row in found["standings"])


def test_wins_and_mean_rank_follow_from_the_games() -> None:
    result = run()
    for row in result.standings:
        ranks = [o.ranks[g.players.index(row.player)] for g, o in result.games]
        assert row.wins == ranks.count(1)
        assert row.mean_rank == pytest.approx(sum(ranks) / len(ranks), abs=1e-4)


def test_entries_of_one_name_pool() -> None:
    result = run(Spec("fake", ("lion", "sheep", "lion", "sheep"), games=8))
    assert [row.player for row in result.standings] == ["lion", "sheep"]
    assert all(row.games == 8 for row in result.standings)
    ranks = [o.ranks[s] for g, o in result.games for s in range(4) if g.players[s] == "lion"]
    assert result.standings[0].mean_rank == pytest.approx(sum(ranks) / len(ranks), abs=1e-4)


def test_any_number_of_workers_and_any_executor_give_the_same_result() -> None:
    alone = run().json()
    assert run(workers=2).json() == alone
    assert run(workers=3).json() == alone
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert run_tournament(SPEC, pool, play=fakes.play, world=fakes.WORLD).json() == alone


def test_what_a_player_prints_stays_in_its_process(capfd: pytest.CaptureFixture[str]) -> None:
    run(Spec("fake", ("lion", "fox", "sheep", "goat"), games=4), play=fakes.print_and_play, workers=2)
    assert capfd.readouterr().out == ""


def test_running_again_resumes_and_plays_nothing_twice(tmp_path: Path) -> None:
    whole = run(out=str(tmp_path))
    events: list[Event] = []
    again = run(play=fakes.refuse, out=str(tmp_path), on_event=events.append)
    assert again == whole
    assert {event.kind for event in events} == {"kept"}


def test_a_tournament_stopped_half_way_ends_as_one_that_was_not(tmp_path: Path) -> None:
    def stop_after_ten(event: Event) -> None:
        if event.done == 10:
            raise KeyboardInterrupt

    for workers in (1, 2):
        out = str(tmp_path / str(workers))
        with pytest.raises(KeyboardInterrupt):
            run(out=out, workers=workers, on_event=stop_after_ten)
        with Store(out) as store:
            assert 10 <= len(store.outcomes()) < 40
        assert run(out=out, workers=workers) == run()


def test_a_different_tournament_is_refused_and_more_games_need_extend(tmp_path: Path) -> None:
    out = str(tmp_path)
    run(out=out)
    with pytest.raises(BadInput, match="other seed; choose another --out"):
        run(Spec("fake", SPEC.players, games=40, seed=3), out=out)
    with pytest.raises(BadInput, match="other players"):
        run(Spec("fake", ("lion", "fox", "sheep", "sheep"), games=40, seed=2), out=out, extend=True)
    more = Spec("fake", SPEC.players, games=60, seed=2)
    with pytest.raises(BadInput, match="add --extend"):
        run(more, out=out)
    events: list[Event] = []
    assert run(more, out=out, extend=True, on_event=events.append) == run(more)
    assert sum(event.kind == "played" for event in events) == 20


def test_changed_rules_are_not_mixed_with_what_was_kept(tmp_path: Path) -> None:
    run(out=str(tmp_path))
    with pytest.raises(BadInput, match="rules or scenario fake have changed"):
        run_tournament(SPEC, play=fakes.play, world=(4, "another world"), out=str(tmp_path))


def test_a_store_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with pytest.raises(BadInput, match=r"tournament\.db: .*choose another --out"):
        run(out=str(tmp_path))
    with pytest.raises(BadInput, match="make it writable"):
        run(out=str(tmp_path / FILE))


def test_a_game_that_raises_is_given_up_and_reported() -> None:
    for workers in (1, 2):
        result = run(play=fakes.raise_on_second, workers=workers)
        assert len(result.games) == 39
        assert [fault.reason for fault in result.void] == ["ZeroDivisionError: a fault in the rules"]


def test_a_worker_killed_once_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_TEST_MARKER", str(tmp_path / "died"))
    events: list[Event] = []
    result = run(play=fakes.die_once_on_second, workers=2, on_event=events.append)
    assert [event.kind for event in events].count("again") == 1
    assert result == run()


def test_a_game_that_always_kills_is_given_up_after_two_deaths() -> None:
    events: list[Event] = []
    result = run(play=fakes.always_die_on_second, workers=2, on_event=events.append)
    assert len(result.games) == 39
    assert "ended with code" in result.void[0].reason
    assert [event.kind for event in events].count("again") == 1
    assert sorted(event.done for event in events if event.kind != "again") == list(range(1, 41))


def test_faults_of_players_are_reported_with_their_game() -> None:
    result = run()
    faulty = [outcome for _, outcome in result.games if outcome.faults]
    assert faulty
    assert len(result.faults) == len(faulty)


def test_one_set_alone_has_intervals_too() -> None:
    result = run(Spec("fake", SPEC.players, games=3))
    assert all(row.games == 4 and row.low < row.rating < row.high for row in result.standings)
