"""The `hegemon` command."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    from hegemon import __version__

    sys.stdout.write(f"hegemon {__version__}\n")
    return 0
