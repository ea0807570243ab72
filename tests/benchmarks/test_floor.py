from __future__ import annotations

import subprocess
import sys

from hegemon.arena import floor


def test_the_floor_game_is_the_same_in_every_process() -> None:
    here = floor.play(seed=3)
    code = "from hegemon.arena import floor; print(floor.play(seed=3))"
    for hash_seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": hash_seed}
        )
        assert done.stdout.strip() == here
    assert floor.play(seed=4) != here


def test_the_floor_game_is_a_game() -> None:
    """States fall and grow, fronts stay: a yardstick in which nothing happened would flatter us."""
    places = floor.new_map(12, 200, 1)
    assert all(len(place.near) >= 5 and place.near == sorted(place.near) for place in places)
    opening = [place.owner for place in places]
    treasury = [100] * 12
    fought = 0
    for _ in range(100):
        before = [place.owner for place in places]
        floor.turn(places, treasury)
        fought += sum(a != place.owner for a, place in zip(before, places, strict=True))
    assert len(set(opening)) == 12
    assert 1 < len({place.owner for place in places}) < 12
    assert fought > 200
    assert all(place.army >= 0 for place in places)
