from __future__ import annotations

import subprocess
import sys

from hegemon.tui import bench


def test_the_menu_is_painted_before_anything_heavy_is_loaded() -> None:
    code = "import sys, hegemon.tui.app; print(sorted({'numpy', 'networkx', 'msgspec'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_interface_is_measured_in_a_terminal() -> None:
    part, whole = bench.key_to_paint(4)
    assert 0 < part < 1
    assert 0 < whole < 1


def test_helpers_start_while_the_interface_holds_stderr() -> None:
    code = (
        "import io, sys; from hegemon.tui.table import Helpers; held = type('Held', (io.StringIO,), "
        "{'fileno': lambda self: -1}); sys.stderr = held(); helpers = Helpers(); "
        "print(list(helpers(bytes, [b'a', b'b']))); helpers.close()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[b'a', b'b']"
    assert not done.stderr
