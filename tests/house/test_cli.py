from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hegemon import cli
from hegemon.errors import BadInput

BUILT = ("play", "watch", "tournament", "replay", "scenarios", "players", "handbook", "scenario", "bench")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def hegemon(*args: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "hegemon", *args],
        **{"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "check": False, **more},
    )


def refused(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """Runs a command that must be refused, and returns its one line."""
    assert cli.main(args) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("hegemon: ")
    return said.err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    import hegemon as package

    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"hegemon {package.__version__}\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["tournamnt"], "did you mean tournament?"),
        (["--strange"], "unknown option '--strange' of `hegemon`"),
        (["tournament", "--gmaes", "4"], "did you mean --games"),
        (["tournament", "--games", "0"], "'0' is not a whole number from 1"),
        (["tournament", "--seed", "-1", "--players", "random"], "--seed"),
        (["tournament", "--players", "random,,random"], "empty name"),
        (["tournament", "--players", "random"], "without scenario"),
        (["tournament", "--scenario", "ring-8"], "without players"),
        (["tournament", "--scenario", "rang-8", "--players", "random"], "did you mean ring-8"),
        (["tournament", "--scenario", "ring-8", "--players", "rnadom"], "did you mean random"),
        (["tournament", "--scenario", "ring-8", "--players", "random,turtle,raider"], "name 1, 2, 4, 8 players"),
        (["tournament", "none.toml"], "spec none.toml: no such file"),
        (["tournament", "--executor", "cloud"], "unknown executor 'cloud'"),
        (["play"], "SCENARIO"),
        (["play", "rang-8", "--plain"], "did you mean ring-8"),
        (["play", "ring-8", "--plain", "--seat", "XYZ"], "unknown seat 'XYZ' in ring-8"),
        (["play", "ring-8"], "no terminal"),
        (["watch", "ring-8"], "no terminal"),
        (["play", "rang-8"], "did you mean ring-8"),
        (["play", "ring-8", "--seat", "XYZ"], "unknown seat 'XYZ' in ring-8"),
        (["watch", "rang-8"], "did you mean ring-8"),
        (["watch", "none.hegemon"], "none.hegemon: no such file"),
        (["watch", "none.hegemon", "--seed", "1"], "leave --seed out"),
        (["--plain", "watch", "ring-8"], "`hegemon replay show FILE`"),
        ([], "no terminal"),
        (["replay"], "command"),
        (["replay", "shwo", "x"], "did you mean show?"),
        (["replay", "show", "none.hgm"], "none.hgm"),
        (["replay", "verify", "none.hgm"], "none.hgm"),
        (["scenario", "check", "none.toml"], "none.toml"),
        (["scenario", "new", "continents"], "--seed, --out"),
        (["scenario", "new", "islands", "--seed", "1", "--out", "x.toml"], "unknown kind 'islands'"),
        (["scenario", "new", "continents", "--seed", "1", "--out", "x.toml", "--states", "99"], "from 2 to 16"),
        (["bench", "everything"], "unknown part 'everything'"),
    ],
)
def test_bad_input_is_one_line(args: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert says in refused(capsys, *args)


def test_without_a_terminal_the_line_names_the_ways_that_need_none() -> None:
    done = hegemon()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "`hegemon --plain`" in done.stderr
    assert "`hegemon tournament" in done.stderr


def test_plain_needs_no_terminal_and_ends_with_its_input() -> None:
    play = ["play", "ring-8", "--seed", "1"]
    for args in (["--plain"], ["--plain", *play], [*play, "--plain"]):
        done = hegemon(*args)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) > 3
        assert "Traceback" not in done.stderr


def test_a_generated_world_is_written_checked_and_playable(capsys: pytest.CaptureFixture[str]) -> None:
    size = ["--states", "3", "--provinces", "24"]
    assert cli.main(["scenario", "new", "continents", "--seed", "4", "--out", "world.toml", *size]) == 0
    assert "hegemon play world.toml" in capsys.readouterr().out
    assert cli.main(["scenario", "check", "world.toml"]) == 0
    assert cli.main(["scenario", "new", "ring", "--seed", "4", "--out", "ring.toml", "--states", "5"]) == 0
    assert "5 states, 30 provinces" in capsys.readouterr().out
    assert cli.main(["scenario", "new", "ring", "--seed", "4", "--out", "two.toml", "--provinces", "30"]) == 2
    flags = ["--players", "random", "--games", "1", "--turns", "1", "--seed", "1", "--json"]
    assert cli.main(["tournament", "--scenario", "world.toml", *flags]) == 0


def test_a_saved_game_is_shown_and_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import hegemon as package

    game = package.new_game("ring-8", seed=3)
    game.advance()
    game.save("kept.hegemon")
    assert cli.main(["replay", "show", "kept.hegemon"]) == 0
    told = capsys.readouterr().out
    assert "Turn 1" in told
    assert cli.main(["replay", "show", "--why", "kept.hegemon"]) == 0
    reasons = capsys.readouterr().out
    assert len(reasons) > len(told)
    assert "    chose " in reasons
    assert "Had “" in reasons
    assert cli.main(["replay", "verify", "kept.hegemon"]) == 0
    assert capsys.readouterr().out == "kept.hegemon: good\n"
    content = bytearray((tmp_path / "kept.hegemon").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "kept.hegemon").write_bytes(bytes(content))
    assert "kept.hegemon" in refused(capsys, "replay", "verify", "kept.hegemon")


def test_a_damaged_save_is_refused_before_anything_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import hegemon as package

    package.new_game("ring-8", seed=3).save("kept.hegemon")
    content = (tmp_path / "kept.hegemon").read_bytes()
    (tmp_path / "kept.hegemon").write_bytes(content[: len(content) // 2])
    assert "damaged or cut short" in refused(capsys, "watch", "kept.hegemon")


def test_a_file_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "world.toml").write_text("mine")
    refused(capsys, "scenario", "new", "continents", "--seed", "1", "--out", "world.toml")
    assert (tmp_path / "world.toml").read_text() == "mine"


def test_help_of_every_command_is_printed_and_nothing_unbuilt_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    listed = {}
    members = {"replay": ["show", "verify"], "scenario": ["check", "new", "show", "par"]}
    for command in ("", *BUILT, *(f"{group} {name}" for group, names in members.items() for name in names)):
        with pytest.raises(SystemExit) as ended:
            cli.main([*command.split(), "--help"])
        assert ended.value.code == 0
        listed[command] = re.findall(r"^    ([a-z]+)(?:  |$)", capsys.readouterr().out, re.MULTILINE)
    assert listed[""] == list(BUILT)
    assert {group: listed[group] for group in members} == members


def test_lists_of_scenarios_and_players(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["scenarios"]) == 0
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} >= {"europe-1914", "ring-8"}
    assert cli.main(["players"]) == 0
    names = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
    assert names >= {"maximiser", "random", "turtle", "raider", "trader"}


def test_a_shipped_scenario_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["scenario", "check", "ring-8"]) == 0
    assert capsys.readouterr().out == "ring-8: good\n"


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(args: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_version", interrupted)
    assert cli.main(["--version"]) == 130
    assert capsys.readouterr() == ("", "")


def test_an_unreadable_file_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def unreadable(args: object) -> int:
        raise PermissionError(13, "Permission denied", "some/file")

    monkeypatch.setattr(cli, "_version", unreadable)
    assert "some/file: permission denied; " in refused(capsys, "--version")


def test_long_and_hostile_messages_stay_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hostile(args: object) -> int:
        raise BadInput("a\nb\x1b[2J" + "x" * 5000)

    monkeypatch.setattr(cli, "_version", hostile)
    line = refused(capsys, "--version")
    assert "\x1b" not in line
    assert len(line) < 1100


def test_a_reader_that_leaves_is_no_news() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = hegemon("--help", capture_output=False, stdout=writing, stderr=subprocess.PIPE)
        listed = hegemon("scenarios", capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert "Traceback" not in done.stderr + listed.stderr
    assert "BrokenPipe" not in done.stderr + listed.stderr


def test_a_broken_file_of_ones_own_spoils_no_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    folder = tmp_path / "data" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("{{{")
    assert cli.main(["scenarios"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("mine ") and "not a TOML file" in line for line in lines)
    assert any("Europe, 1914 (21 states, 101 provinces, 40 turns)" in line for line in lines)
