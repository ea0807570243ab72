"""The game as text: whole turns from a pipe, and nothing lost when the pipe ends."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from random import Random

import msgspec
import pytest

from hegemon import paths
from hegemon.errors import BadInput
from hegemon.game.par import Par, file_name, quantiles
from hegemon.game.session import load_game
from hegemon.tui import plain
from hegemon.world.scenario import load_scenario, scenario_names

CODES = load_scenario("ring-8").codes
END = ("0", "1")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    return tmp_path / "data" / "saves"


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    return Say(monkeypatch, capsys)


class Say:
    """Types lines into a plain game and returns what it printed."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.patch, self.capsys = patch, capsys

    def __call__(self, *lines: str, seats: tuple[str, ...] = CODES[:1], scenario: str | None = "ring-8") -> str:
        self.patch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert plain.run(scenario, seats, 1) == 0
        return self.capsys.readouterr().out


def test_input_that_ends_keeps_the_game(say: Say, home: Path) -> None:
    out = say(*END, *END, "mobilise")
    assert "turn 3 of 40" in out
    (kept, journal) = (load_game(home / "resume.hegemon"), load_game(next(home.glob("auto-*"))))
    assert kept.world.turn == journal.world.turn == 3
    assert kept.digests == journal.digests
    assert kept.seat(CODES[0]).draft.posture == "mobilise"


def test_kept_game_is_loaded_from_the_menu_with_its_orders(say: Say) -> None:
    say(*END, "mobilise", "quit")
    out = say("2", "1", *END, scenario=None)
    assert "turn 2 of 40" in out
    assert "Your orders:\nmobilise\n" in out
    assert "mobilised since turn 2" in out


def test_new_game_from_the_menu(say: Say) -> None:
    names = ["1", "ring-8:", "1", "0", *END, "quit", "0"]
    out = say(*names, scenario=None)
    assert "Which world?" in out
    assert "turn 2 of" in out


def test_every_page_can_be_read(say: Say) -> None:
    out = say("map:", "1", "states:", "chronicle", "why", "1", "orders:", "inbox:", "treaties:", "peace:", "?", *END)
    for said in ("borders", "opinion of us", "Nothing has happened", "You do not know why", "The inbox is empty",
                 "There are none", "There is no war", "1. effort"):
        assert said in out


def test_march_attack_and_war_are_ordered_and_cancelled(say: Say) -> None:
    out = say("mobilise", *END, "move", "1", "1", "", "1", "orders:", "1", "orders:", "0", *END)
    assert "odds" in out
    assert "Declare war on" in out
    assert "Ordered: attack" in out
    assert "enters land of" in out  # the attack needs its declaration, so that one cannot be cancelled first
    assert "declares war on" in out


def test_treaty_is_proposed_and_answered_at_once(say: Say) -> None:
    out = say("propose", "1", "trade", "term:", "12", "0", "yes", "orders:")
    assert "Yes" in out or "No" in out or "Not as you write it" in out
    assert "a trade treaty for 12 turns" in out
    assert "Worth to us" in out


def test_effort_shows_what_it_buys(say: Say) -> None:
    out = say("effort:", "economy", "military", "focus:", "arms", "0")
    assert "As it stands: army" in out
    assert "move a block from economy to military" in out
    assert "focus on arms" in out


def test_unlawful_orders_are_said_in_words(say: Say) -> None:
    out = say("effort:", "1", "1", "effort:", "1", "2", "effort:", "1", "2")
    assert "an effort block moves from one branch to another." in out
    assert "no more effort blocks can move this turn." in out


def test_people_share_the_keyboard_behind_a_page_break(say: Say) -> None:
    out = say("", *END, "", *END, "", seats=CODES[:2])
    pages = out.split(plain.PAGE_BREAK)
    first, second = (load_scenario("ring-8").state_names[s] for s in (0, 1))
    assert any(f"{first} ({CODES[0]})" in page for page in pages)
    assert not [p for p in pages if f"{first} ({CODES[0]})," in p and f"{second} ({CODES[1]})," in p]


def test_any_lines_at_all_are_taken_without_a_fault(say: Say) -> None:
    lots = Random(5)
    words = ("move", "propose", "peace:", "inbox:", "treaties:", "war:", "why", "map:", "?", "-1", "9" * 30, "", "x")
    lines = [str(lots.randrange(6)) if lots.random() < 0.7 else lots.choice(words) for _ in range(400)]
    assert "turn 3 of" in say(*lines, seats=CODES[:2])


def test_unknown_seat_is_one_line() -> None:
    with pytest.raises(BadInput, match="unknown seat"):
        plain.run("ring-8", ("XYZ",), 1)


def test_game_is_played_from_a_pipe_without_textual() -> None:
    program = (
        f"import sys; from hegemon.tui import plain; plain.run('ring-8', {CODES[:1]}, 1); "
        "print([m for m in ('textual', 'rich') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input="0\n1\n", capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.rstrip().endswith("[]")
    assert "turn 2 of 40" in done.stdout
    assert not done.stderr


def test_seats_are_offered_with_what_ai_usually_scores(say: Say, home: Path) -> None:
    ring = load_scenario("ring-8")
    par = Par("ring-8", ring.digest, "of other rules", 3, ring.turns, dict.fromkeys(CODES, quantiles([1, 150_000, 2])))
    path = paths.ensure(paths.data() / "par") / file_name("ring-8")
    at = str(scenario_names().index("ring-8") + 1)
    shipped, unmeasured = say("1", at, scenario=None), say("1", "ring-6", scenario=None)
    assert shipped.count("AI usually scores") == shipped.count("half of 100 games") == len(CODES)
    assert "usually scores" not in unmeasured
    path.write_bytes(msgspec.json.encode(par))
    out = say("1", at, scenario=None)
    assert out.count("AI usually scores 0.0% of the world's power here: half of 3 games lie between") == len(CODES)
    assert "measures it anew" in out
