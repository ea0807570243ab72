"""What the interface costs here: first paint against a bare Textual app, and key to paint while AI seats think.

Both run the real program in a pseudo-terminal of 120 by 40, as a user's terminal would.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hegemon.arena.rows import Row

COLUMNS, ROWS = 120, 40
PATIENCE = 20.0
QUIET = 0.012  # seconds without output after which a paint is over

_BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("painted")
Bare().run()
"""
_MENU = "from hegemon.tui.app import run; run()"
_GAME = "from hegemon.tui.app import run; run('play', scenario='europe-1914', seats=['GMY'], seed=1)"
# What helper processes do while a player plans, without a pause.
_THINK = """
import hegemon
from hegemon.tui.table import give_way
give_way()
game = hegemon.new_game("europe-1914", {}, seed=1)
while True:
    game.round.thoughts.clear()
    game.think()
"""


def measure(rounds: int = 7, keys: int = 60) -> list[Row]:
    """Return the rows of the part ``ui``."""
    ours, bare = [], []
    _first_paint(_MENU, b"New game"), _first_paint(_BARE, b"painted")
    for _ in range(rounds):
        ours.append(_first_paint(_MENU, b"New game"))
        bare.append(_first_paint(_BARE, b"painted"))
    start = statistics.median(ours) / statistics.median(bare)
    part, whole = key_to_paint(keys)
    size = f"{COLUMNS}×{ROWS}"
    return [
        Row("ui", "start to first paint, to a bare Textual app", start, "×", 1.4),
        Row("ui", f"key to paint at {size} while AI seats think, whole map, p95", whole * 1e3, "ms", 33.0),
        Row("ui", f"key to paint at {size} while AI seats think, selection, p95", part * 1e3, "ms", 33.0),
    ]


def key_to_paint(keys: int) -> tuple[float, float]:
    """Return seconds from a key to the first bytes of its paint, p95: another province, another colouring."""
    thinker = subprocess.Popen(
        [sys.executable, "-c", _THINK], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with _terminal(_GAME) as screen:
            _until(screen, b"Effort")
            _drain(screen, 0.8)
            moves = [_press(screen, (b"\x1b[D", b"\x1b[C", b"\x1b[A", b"\x1b[B")[i % 4]) for i in range(keys)]
            modes = [_press(screen, (b"2", b"3", b"4", b"1")[i % 4]) for i in range(keys)]
    finally:
        thinker.kill()
        thinker.wait()
    return _p95(moves), _p95(modes)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _first_paint(code: str, mark: bytes) -> float:
    began = time.perf_counter()
    with _terminal(code) as screen:
        _until(screen, mark)
        return time.perf_counter() - began


def _press(screen: int, key: bytes) -> float:
    began = time.perf_counter()
    os.write(screen, key)
    if not select.select([screen], [], [], 1.0)[0]:
        return 1.0
    took = time.perf_counter() - began
    _drain(screen, QUIET * 4)
    return took


def _drain(screen: int, quiet: float) -> None:
    while select.select([screen], [], [], quiet)[0]:
        if not os.read(screen, 1 << 16):
            return


def _until(screen: int, mark: bytes) -> None:
    seen, end = b"", time.perf_counter() + PATIENCE
    while mark not in seen and time.perf_counter() < end:
        if select.select([screen], [], [], 0.5)[0]:
            seen += os.read(screen, 1 << 16)


@contextmanager
def _terminal(code: str) -> Iterator[int]:
    """Run Python code in a pseudo-terminal and give its master side."""
    with tempfile.TemporaryDirectory() as home:
        child, screen = pty.fork()
        if child == 0:
            kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE")}
            size = {
                "COLUMNS": str(COLUMNS),
                "LINES": str(ROWS),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
            }
            own = {"HEGEMON_HOME": home, "OPENBLAS_NUM_THREADS": "1"}
            os.execve(sys.executable, [sys.executable, "-c", code], kept | size | own)
        fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        try:
            yield screen
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.close(screen)
            os.waitpid(child, 0)
