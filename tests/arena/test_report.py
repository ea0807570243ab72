from __future__ import annotations

import io

from hegemon.arena.playing import Event
from hegemon.arena.progress import Progress, bar
from hegemon.arena.schedule import schedule
from hegemon.arena.spec import Spec
from hegemon.arena.tournament import run_tournament
from tests.arena import fakes

SPEC = Spec(scenario="fake", players=("lion", "fox", "sheep", "goat"), games=8, seed=2)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_table_is_aligned_and_best_first() -> None:
    lines = run_tournament(SPEC, play=fakes.play, world=fakes.WORLD).table().splitlines()
    assert lines[0].split() == ["rank", "player", "games", "wins", "mean", "rank", "rating", "95%", "interval"]
    assert len(lines) == 5
    assert lines[1].split()[:3] == ["1", "lion", "8"]
    assert len({line.index(name) for line in lines for name in ("lion", "fox ", "sheep", "goat") if name in line}) == 1


def test_progress_is_drawn_on_a_terminal_and_only_there() -> None:
    game = schedule(SPEC, 4, "w")[0]
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        progress = Progress(stream)
        progress(Event("played", game, 8, 8))
        progress.close()
        assert ("8/8 games" in stream.getvalue()) is shown
        assert bool(stream.getvalue()) is shown


def test_the_line_fits_any_width_and_names_what_is_left() -> None:
    line = bar(10, 40, 10, 5.0, 0, 80)
    assert line.startswith("[##########---")
    assert line.endswith("10/40 games  2.0/s  15 s left")
    assert "2 in trouble" in bar(10, 40, 10, 5.0, 2, 80)
    for width in range(1, 120):
        assert len(bar(10, 40, 10, 5000.0, 1, width)) < width or width == 1
