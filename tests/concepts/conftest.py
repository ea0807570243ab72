"""Concept tests take the house rules that they are to be played by: none, unless the table turns one off."""

from __future__ import annotations

import pytest

House = dict[str, int]


@pytest.fixture
def house() -> House:
    """Return no house rules: the game as it is."""
    return {}
