from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegemon.arena.schedule import schedule, seat_list, sets_needed
from hegemon.arena.spec import Spec
from hegemon.errors import BadInput

SPEC = Spec(scenario="ring-8", players=("a", "b", "c", "d"), games=20, seed=7)


def test_the_list_repeats_evenly_or_is_refused() -> None:
    assert seat_list(("a", "b"), 4) == ("a", "b", "a", "b")
    with pytest.raises(BadInput, match=r"3 players for 8 seats: .* name 1, 2, 4, 8 players"):
        seat_list(("a", "b", "c"), 8)
    with pytest.raises(BadInput, match="too many; name at most 2"):
        seat_list(("a", "b", "c"), 2)


@given(games=st.integers(1, 500), seats=st.integers(1, 16))
def test_games_round_up_to_whole_sets(games: int, seats: int) -> None:
    sets = sets_needed(games, seats)
    assert sets * seats >= games > (sets - 1) * seats


def test_every_player_sits_in_every_seat_of_a_set_equally_often() -> None:
    games = schedule(SPEC, 8, "w")
    assert len(games) == 24
    for number in range(3):
        of_set = [game for game in games if game.set == number]
        assert len({game.seed for game in of_set}) == 1
        for seat in range(8):
            assert Counter(game.players[seat] for game in of_set) == Counter("abcd" * 2)


def test_sets_differ_in_seed_and_seating() -> None:
    games = schedule(Spec(scenario="s", players=("a", "b", "c", "d"), games=64, seed=1), 8, "w")
    firsts = [game for game in games if game.rotation == 0]
    assert len({game.seed for game in firsts}) == 8
    assert len({game.players for game in firsts}) > 4


def test_ids_are_unique_and_name_everything_that_decides_a_game() -> None:
    games = schedule(SPEC, 8, "w")
    ids = {game.id for game in games}
    assert len(ids) == len(games)
    changes = (
        Spec("ring-8", ("a", "b", "c", "d"), games=20, seed=8),
        Spec("ring-8", ("a", "b", "c", "e"), games=20, seed=7),
        Spec("ring-8", ("a", "b", "c", "d"), games=20, seed=7, turns=9),
        Spec("other", ("a", "b", "c", "d"), games=20, seed=7),
    )
    for changed in changes:
        assert not ids & {game.id for game in schedule(changed, 8, "w")}
    assert not ids & {game.id for game in schedule(SPEC, 8, "another world")}


def test_more_games_begin_with_the_same_ones() -> None:
    longer = schedule(Spec("ring-8", ("a", "b", "c", "d"), games=80, seed=7), 8, "w")
    assert longer[:24] == schedule(SPEC, 8, "w")


def test_a_lone_player_has_a_schedule_of_different_games() -> None:
    games = schedule(Spec("s", ("a",), games=4), 4, "w")
    assert len({game.id for game in games}) == 4
