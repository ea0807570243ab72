"""Balancing in small: neighbours stand together against a state made twice as rich, and not against it as it was.

The whole measurement is tests/benchmarks/balance.py.
"""

from __future__ import annotations

from tests.benchmarks.balance import game


def test_neighbours_balance_against_a_state_made_twice_as_rich() -> None:
    rich, plain = zip(*(game(number) for number in range(1, 9)), strict=True)
    assert sum(bool(how) for _, how in rich) >= 5
    assert sum(bool(how) for _, how in plain) <= 2
