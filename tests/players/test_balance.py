"""Balancing in small: others stand together against a state made twice as rich, more than against it as it was.

The whole measurement is tests/benchmarks/balance.py.
"""

from __future__ import annotations

from tests.benchmarks.balance import courted, game, gathered, means


def test_neighbours_balance_against_a_state_made_twice_as_rich() -> None:
    pairs = [game(number) for number in range(1, 9)]
    rich, plain = (means([pair[column] for pair in pairs]) for column in (0, 1))
    assert gathered(pairs) >= 5
    assert rich.against > 1.2 * plain.against
    assert courted(pairs) <= 2
    assert rich.beside < plain.beside / 2
