"""Circumstances: each holds where it says, and a doctrine that takes one up is of another mind there and only there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hegemon.engine.turn import opening
from hegemon.players.maximiser.circumstances import suited
from hegemon.players.maximiser.mind import CIRCUMSTANCES, Mind, doctrines, mind_of
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.view import View, view_of


def opened(scenario: str, seat: int = 0) -> View:
    """Return what a seat sees of a scenario at its opening."""
    return view_of(opening(open_world(load_scenario(scenario), 3)), seat)


def shared(*power: int) -> View:
    """Return what the first of eight equal states would see if power were shared so; who has none has no home."""
    view = opened("ring-8")
    known = view.known.share()
    known.power = np.array(power)
    known.alive = known.power > 0
    return replace(view, known=known)


def held(view: View) -> set[str]:
    """Return the circumstances that hold, by a mind that takes up one of them each time."""
    plain = mind_of()
    moved = {name: replace(plain, moods=((name, mind_of("balancer")),)) for name in CIRCUMSTANCES}
    return {name for name, mind in moved.items() if suited(view, mind) is not mind}


EVEN = (125_000,) * 8


@pytest.mark.parametrize(
    ("power", "holds"),
    [
        (EVEN, set()),
        ((100_000, *EVEN[1:7], 150_000), set()),
        ((100_000, *(118_750,) * 6, 187_500), {"preponderance"}),
        ((100_000, *(118_752,) * 6, 187_488), set()),
        ((187_500, *(116_071,) * 6, 116_074), set()),  # its own lead is not what it has to fear
        ((166_670, *(166_666,) * 5, 0, 0), {"few"}),
        ((142_860, *(142_856,) * 6, 0), set()),
    ],
)
def test_each_holds_where_it_says(power: tuple[int, ...], holds: set[str]) -> None:
    assert held(shared(*power)) == holds


@pytest.mark.parametrize(
    ("scenario", "there", "not_there"),
    [
        ("continents:states=6,provinces=48,seed=1", {"few"}, {"many"}),
        ("continents:states=12,provinces=96,seed=1", {"many"}, {"few"}),
        ("europe-1914", {"many", "preponderance"}, {"few"}),
        ("ring-8", set(), {"few", "many", "preponderance"}),
    ],
)
def test_scenarios_open_in_the_circumstances_they_should(scenario: str, there: set[str], not_there: set[str]) -> None:
    holds = held(opened(scenario))
    assert there <= holds
    assert not (not_there & holds)


def test_the_first_circumstance_that_holds_counts() -> None:
    one, other = mind_of("merchant"), mind_of("balancer")
    both: Mind = replace(mind_of(), moods=(("few", one), ("preponderance", other)))
    assert suited(shared(*EVEN), both) is both
    assert suited(shared(100_000, *(100_000,) * 6, 300_000), both) is other
    assert suited(shared(100_000, *(150_000,) * 4, 300_000, 0, 0), both) is one


def test_every_circumstance_is_taken_up_and_changes_a_mind() -> None:
    assert {name for doctrine in doctrines().values() for name in doctrine.when} == set(CIRCUMSTANCES)
    assert not mind_of().moods
    for name in doctrines():
        mind = mind_of(name)
        for circumstance, mood in mind.moods:
            assert (mood.weights, mood.terms) != (mind.weights, mind.terms), (name, circumstance)
            assert mood.name == mind.name
            assert not mood.moods
