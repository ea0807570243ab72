from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "textual", "rich", "networkx", "msgspec", "appdirs", "asyncio")


def loaded(code: str, *, ask: tuple[str, ...] = HEAVY) -> set[str]:
    """Runs `code` in a fresh process and returns which of the modules it loaded."""
    tail = f"\nimport sys\nsys.stderr.write(' '.join(m for m in {ask!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_importing_hegemon_loads_nothing_heavy() -> None:
    assert loaded("import hegemon; hegemon.__version__") == set()


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["tournament", "--help"], ["--strange"]])
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    code = f"""
import contextlib, io
from hegemon.cli import main
with contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(SystemExit):
    main({args!r})"""
    assert loaded(code) == set()


def test_a_match_loads_no_terminal_and_no_graphs() -> None:
    code = "import hegemon; hegemon.play_match('ring-8', ['maximiser', 'random'] * 4, seed=1, turns=2)"
    assert loaded(code, ask=("textual", "rich", "networkx", "asyncio", "numpy")) == {"numpy"}


def test_a_tournament_loads_no_terminal_and_no_graphs() -> None:
    code = (
        "from hegemon.cli import main; main('tournament --players random --scenario ring-8 "
        "--games 8 --turns 1 --seed 1 --json'.split())"
    )
    assert loaded(code, ask=("textual", "rich", "networkx", "asyncio", "numpy")) == {"numpy"}


def test_a_worker_needs_little_before_its_first_game() -> None:
    assert loaded("import hegemon.arena.executors", ask=HEAVY) == set()


def test_the_package_says_what_it_has() -> None:
    import hegemon

    assert {"new_game", "load_game", "play_match", "__version__"} <= set(dir(hegemon))
    with pytest.raises(AttributeError, match="no attribute 'play_macth'"):
        hegemon.play_macth  # noqa: B018 (reading it is the test)
