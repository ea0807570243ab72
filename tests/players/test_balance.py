"""Balancing in small: others stand together against a state made twice as rich, more than against it as it was.

The whole measurement is tests/benchmarks/balance.py.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from hegemon.counsel.clauses import pact_worth
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening
from hegemon.players.maximiser import Maximiser
from hegemon.players.maximiser.drafts import overmighty
from hegemon.players.maximiser.mind import mind_of
from hegemon.world.orders import Letter, TreatyTerms
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import View, view_of
from tests.benchmarks.balance import courted, game, gathered, means


def test_neighbours_balance_against_a_state_made_twice_as_rich() -> None:
    pairs = [game(number) for number in range(1, 9)]
    rich, plain = (means([pair[column] for pair in pairs]) for column in (0, 1))
    assert gathered(pairs) >= 5
    assert rich.against > 1.2 * plain.against
    assert courted(pairs) <= 2
    assert rich.beside < plain.beside / 2


@cache
def even() -> World:
    """Return a world of equals, whose lands do not change with what power is put on them."""
    return opening(open_world(load_scenario("ring-8"), 5))


def seen(powers: tuple[int, ...], seat: int, turn: int = 2) -> View:
    """Return a seat's view of the world of equals with powers put on it, in thousandths of the whole."""
    known = even().fork()
    known.power = np.array(powers) * 1000
    known.turn = turn
    return replace(view_of(known, seat), known=known)


@pytest.mark.parametrize(("first", "stands"), [(420, True), (290, False)])
def test_two_whom_it_does_not_threaten_stand_together_against_who_is_far_ahead(first: int, stands: bool) -> None:
    rest = (1000 - first - 160 - 200) // 5
    powers, terms = (first, rest, rest, rest, 200, 160, rest, rest), TreatyTerms("coalition", (4, 5), target=0, term=8)
    for state in (4, 5):
        said = {t.name: t.amount for t in pact_worth(seen(powers, state), terms, state)}
        assert (said.get("balance of power", 0) >= load_weights().pacts.least) is stands
    weighed = [option for record in Maximiser().decide(seen(powers, 4, 4)).records for option in record.options
               if "coalition with SHI against GAR" in option.name]
    assert any(option.utility > 0 and not option.barred for option in weighed) is stands
    reply = Maximiser().answer(seen(powers, 5), Letter(4, 5, terms))
    assert (reply.answer == "yes") is stands


def test_the_strongest_stands_against_the_next_that_is_too_strong() -> None:
    mind = mind_of()
    assert overmighty(seen((420, 20, 20, 20, 430, 50, 20, 20), 4), mind) == 0
    assert overmighty(seen((420, 20, 20, 20, 430, 50, 20, 20), 0), mind) == 4
    assert overmighty(seen((250, 90, 90, 20, 430, 80, 20, 20), 4), mind) == -1
