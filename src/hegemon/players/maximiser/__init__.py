"""The power maximiser: every choice is an argmax over one table of danger, and leaves its sums behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegemon.players.maximiser.player import Maximiser

__all__ = ["Maximiser"]


def __getattr__(name: str) -> object:
    # Loaded when asked for: who lists players by name needs none of the sums.
    if name == "Maximiser":
        from hegemon.players.maximiser.player import Maximiser

        return Maximiser
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
