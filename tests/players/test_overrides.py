"""Weights that a doctrine overrides work, and the others are refused: what a mind reads is what it may change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec
import pytest

from hegemon import assets
from hegemon.arena.branches import onward, opened
from hegemon.counsel.weights import Weights, load_weights
from hegemon.errors import BadInput
from hegemon.game import thinking
from hegemon.players.maximiser import Maximiser, motions
from hegemon.players.maximiser.mind import OWN, Mind, doctrines, mind_of
from hegemon.players.registry import make_player
from hegemon.world.scenario import load_scenario
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.treaties import Entry
from hegemon.world.view import view_of
from tests.worlds import A, B, bound, stage
from tests.worlds import opened as small

Weight = tuple[str, str]
NAMES = ("maximiser", "offensive-realist", "defensive-realist", "balancer", "bandwagoner", "merchant",
         "maximiser:strategist", "maximiser:budget=80")  # fmt: skip


def weights() -> list[Weight]:
    """Return every weight by section and name."""
    return [(section, key) for section, found in msgspec.to_builtins(load_weights()).items() for key in found]


def noting(section: str, held: Any, seen: set[Weight]) -> Any:
    """Return a section of weights that notes which of them are read."""
    base: Any = type(held)
    names = frozenset(held.__struct_fields__)

    def read(self: Any, name: str) -> Any:
        if name in names:
            seen.add((section, name))
        return base.__getattribute__(self, name)

    made: Any = type(base)
    noting_one = made(f"Noted{base.__name__}", (base,), {"__getattribute__": read}, frozen=True)
    return noting_one(**msgspec.structs.asdict(held))


def noted(mind: Mind, seen: set[Weight]) -> Mind:
    """Return a mind whose weights note when they are read."""
    held = msgspec.structs.asdict(mind.weights)
    return replace(mind, weights=Weights(**{name: noting(name, part, seen) for name, part in held.items()}))


@pytest.fixture(scope="module")
def read() -> set[Weight]:
    """The weights that minds read in games of several doctrines and of some who look ahead."""
    seen: set[Weight] = set()

    @cache
    def player(name: str) -> Maximiser:
        made = make_player(name)
        assert isinstance(made, Maximiser)
        return Maximiser(noted(made.mind, seen))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thinking, "player_of", player)
        for seed in (1, 2, 3):  # no one game holds every matter
            onward(opened(load_scenario("ring-8"), NAMES, seed, 45), 45)
    # Who bears too little is asked for blocks in few games.
    sworn, mind = bound(small(), TreatySpec("defence", (A, B), term=90)), noted(mind_of(), seen)
    for turn in range(2, 2 + mind.weights.motions.every, 2):
        motions.proposal(view_of(stage(sworn, turn=turn, ledger=(Entry("burden", "", 1, A, B, 500),)), A), mind)
    return seen


def test_what_minds_read_is_what_doctrines_may_override(read: set[Weight]) -> None:
    own = {(section, key) for section, keys in OWN.items() for key in keys}
    assert own <= set(weights())
    assert own - read == set(), "a doctrine may override it, and nobody reads it"
    assert read - own == {("war", "aims")}, "a mind reads it, and a doctrine that overrides it is refused"


@contextmanager
def hawk(section: str, key: str, value: int) -> Iterator[None]:
    """Ship one doctrine alone, which overrides one weight."""
    shipped, text = assets.read, f'[hawk]\nsays = "x"\nweights = {{ {section} = {{ {key} = {value} }} }}'
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "read", lambda *p: text.encode() if p[-1] == "doctrines.toml" else shipped(*p))
        doctrines.cache_clear()
        mind_of.cache_clear()
        try:
            yield
        finally:
            doctrines.cache_clear()
            mind_of.cache_clear()


@pytest.mark.parametrize(("section", "key"), weights())
def test_a_weight_is_overridden_or_refused(section: str, key: str) -> None:
    with hawk(section, key, 201):
        if key in OWN.get(section, ()):
            assert getattr(getattr(mind_of("hawk").weights, section), key) == 201
        else:
            with pytest.raises(BadInput, match=f"hawk weighs {section}.{key}, which all doctrines share"):
                doctrines()


@pytest.mark.parametrize(("section", "least"), [("motions", 2), ("sanctions", 2), ("crisis", 1), ("effort", 1)])
def test_a_doctrine_that_would_never_think_is_refused(section: str, least: int) -> None:
    with hawk(section, "every", least):
        assert getattr(mind_of("hawk").weights, section).every == least
    with hawk(section, "every", least - 1), pytest.raises(BadInput, match=f"hawk: Expected `int` >= {least}"):
        doctrines()
