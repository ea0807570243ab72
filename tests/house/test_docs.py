from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from hegemon import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()


def marked(name: str) -> list[str]:
    found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert found, name
    return found.group(1).splitlines()


def commands() -> list[str]:
    """Returns every `hegemon ...` line of the README's code blocks, without its explanation."""
    lines = [line for line in README.splitlines() if line.startswith("hegemon ")]
    return [re.split(r"\s{2,}", line)[0] for line in lines]


def test_one_line_plays_and_one_line_tests() -> None:
    assert marked("play") == ["python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/hegemon"]
    assert marked("test") == [
        "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -q -n auto"
    ]


def test_ci_runs_the_test_line_of_the_readme() -> None:
    run = ROOT / ".ci" / "run"
    assert run.stat().st_mode & 0o111
    assert "<!-- test -->" in run.read_text()


def test_the_readme_names_every_command_and_only_commands() -> None:
    parser = cli._parser()
    known = next(a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    named = {words[1] for line in commands() if len(words := line.split()) > 1 and words[1][0] != "-"}
    assert named == set(known)


@pytest.mark.parametrize("line", commands())
def test_the_commands_of_the_readme_are_understood(line: str) -> None:
    plain = re.sub(r"\[.*?\]", "", line).replace("|", "_").replace("show_verify", "verify")
    args = cli._parser().parse_args(shlex.split(plain)[1:])
    assert callable(args.run)


@pytest.mark.parametrize("what", ["a rule", "a treaty kind", "a bot", "a scenario", "a screen"])
def test_contributing_says_how_to_add(what: str) -> None:
    assert f"Add {what}" in CONTRIBUTING


def test_what_contributing_points_to_exists() -> None:
    named = re.findall(r"`((?:src|tests|assets|saves)/[^`* <>]*)`", CONTRIBUTING)
    assert len(named) > 10
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing
