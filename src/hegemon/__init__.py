"""Hegemon: a strategy game of power politics, to play in a terminal or to run by the thousand.

The names below load what they need on first use, so that importing the package stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegemon.game.match import play_match
    from hegemon.game.session import load_game, new_game

__version__ = "0.1.0"

__all__ = ["__version__", "load_game", "new_game", "play_match"]

_HOME = {"new_game": "session", "load_game": "session", "play_match": "match"}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'hegemon' has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"hegemon.game.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
