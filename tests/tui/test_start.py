from __future__ import annotations

import io
import subprocess
import sys
from multiprocessing import resource_tracker

import pytest

from hegemon.tui import bench
from hegemon.tui.table import Helpers


def test_the_menu_is_painted_before_anything_heavy_is_loaded() -> None:
    code = "import sys, hegemon.tui.app; print(sorted({'numpy', 'networkx', 'msgspec'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_interface_is_measured_in_a_terminal() -> None:
    part, whole = bench.key_to_paint(4)
    assert 0 < part < 1
    assert 0 < whole < 1


def test_helpers_start_while_the_interface_holds_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    class Held(io.StringIO):
        def fileno(self) -> int:
            return -1

    fresh = resource_tracker.ResourceTracker()
    for name in ("ensure_running", "getfd", "register", "unregister"):
        monkeypatch.setattr(resource_tracker, name, getattr(fresh, name))
    monkeypatch.setattr(sys, "stderr", Held())
    helpers = Helpers()
    try:
        assert list(helpers(bytes, [b"a", b"b"])) == [b"a", b"b"]
    finally:
        helpers.close()
