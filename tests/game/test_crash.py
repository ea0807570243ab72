"""A save that dies at any call to the disk leaves the old file or the new one, never a broken one."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from hegemon.errors import BadInput
from hegemon.game.session import Game, load_game
from tests.game.support import FIRST, play, ring

CALLS = ("open", "write", "fsync", "close", "replace")


class Killed(BaseException):
    """The process is no more."""


class Disk:
    """Counts calls to the disk; at call number `last` fails, half-way through if it is a write."""

    def __init__(self, patch: pytest.MonkeyPatch, last: int, error: Callable[[], BaseException], dead: bool) -> None:
        self.count, self.last, self.error, self.dead = 0, last, error, dead
        for name in CALLS:
            patch.setattr(os, name, self._wrapped(name, getattr(os, name)))
        if dead:
            patch.setattr(Path, "unlink", self._wrapped("unlink", Path.unlink))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            self.count += 1
            gone = self.count > self.last and self.dead
            if self.count == self.last or gone:
                if name == "write" and not gone:
                    real(args[0], args[1][: len(args[1]) // 2])
                if name == "close":
                    real(*args)
                raise self.error()
            return real(*args, **named)

        return call


@pytest.fixture(scope="module")
def games() -> tuple[Game, Game]:
    return play(ring(FIRST), 2), play(ring(FIRST), 4)


@pytest.mark.parametrize("dead", [True, False], ids=["killed", "disk error"])
def test_save_that_fails_at_any_call_leaves_a_whole_file(games: tuple[Game, Game], dead: bool, tmp_path: Path) -> None:
    old, new = games
    path = tmp_path / "game.hegemon"
    kept = {old.digest(): 0, new.digest(): 0}
    for last in range(1, 100):
        old.save(path)
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, last, Killed if dead else (lambda: OSError(28, "No space left on device")), dead)
            with suppress(Killed, BadInput):
                new.save(path)
        kept[load_game(path).digest()] += 1
        if disk.count < last:
            break
    assert kept[old.digest()] >= 4
    assert kept[new.digest()] >= 1
    left = [p for p in tmp_path.iterdir() if p != path]
    assert dead or not left
    assert all(p.name.endswith(".part") for p in left)


def test_autosave_that_dies_at_any_call_loses_at_most_its_last_turn(tmp_path: Path) -> None:
    whole = play(ring(FIRST), 11).digests
    reached = set()
    for last in range(1, 200):
        game = ring(FIRST)
        path = game.autosave(tmp_path / f"{last}.hegemon")
        play(game, 8)
        done = 0
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, last, Killed, dead=True)
            with suppress(Killed):
                for _ in range(3):
                    play(game, 1)
                    done += 1
        again = load_game(path)
        assert again.digests == whole[: len(again.digests)]
        assert len(again.digests) >= 8 + done
        reached.add(len(again.digests))
        if disk.count < last:
            break
    assert {8, 9, 10, 11} <= reached
