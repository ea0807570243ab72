"""Secrets: who knows of a hidden treaty, and how it gets out."""

from __future__ import annotations

import msgspec
import pytest

from hegemon.engine import leaks
from hegemon.world.promises import clarity
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import INTELLIGENCE, view_of
from tests.worlds import A, B, C, D, begun, bound, opened, pinned, play, stage

OUT = {"treaties.leak": 1000}


def secret(house: dict[str, int] | None = None, **fields: object) -> World:
    world = bound(stage(opened(), rules=pinned(house), **fields), TreatySpec("defence", (A, B), term=60))
    return stage(world, treaties=(msgspec.structs.replace(world.treaties[0], secret=True),))


def ran(world: World, turns: int) -> int:
    """Return in how many of so many turns the secret would have got out."""
    found = 0
    for number in range(1, turns + 1):
        turn = begun(stage(world, turn=number))
        leaks.phase(turn)
        found += turn.world.treaties[0].leaked
    return found


def test_outsiders_do_not_see_a_secret_and_parties_do() -> None:
    world = secret()
    assert [len(view_of(world, s).known.treaties) for s in (A, B, C, D)] == [1, 1, 0, 0]


@pytest.mark.parametrize("house", [OUT, {"switch.secrecy": 0}])
def test_what_is_out_or_cannot_be_hidden_counts_for_everybody(house: dict[str, int]) -> None:
    after, events = play(secret(house))
    seen = view_of(after, C).known
    assert [clarity(seen, t, B) for t in seen.treaties] == [clarity(after, after.treaties[0], B)]
    leaked = [(e.actor, e.target, e.detail) for e in events if e.kind == "leaked"]
    assert leaked == ([(A, B, "defence")] if house is OUT else [])
    assert not [e for e in play(after)[1] if e.kind == "leaked"], "a secret gets out once"


def test_spies_of_others_find_it_sooner_and_those_of_its_parties_do_not() -> None:
    quiet, spied, own = secret(), secret(focus=[0, 0, INTELLIGENCE, 0]), secret(focus=[INTELLIGENCE, 0, 0, 0])
    rates = [leaks.chance(w, w.treaties[0]) for w in (quiet, spied, own)]
    assert rates == [60, 180, 60]
    blind = stage(spied, rules=pinned({"switch.intelligence": 0}))
    assert leaks.chance(blind, blind.treaties[0]) == 60
    assert 20 < ran(quiet, 600) < 60 < ran(spied, 600) < 150


def test_public_treaties_do_not_leak() -> None:
    world = stage(bound(opened(), TreatySpec("defence", (A, B))), rules=pinned(OUT))
    assert "leaked" not in {e.kind for e in play(world)[1]}


def test_nothing_that_an_outsider_sees_tells_of_a_secret() -> None:
    """Two turns with a secret pact and without: the view of a third is the same in all that is public."""
    one, two = secret({"treaties.leak": 0}), stage(opened(), rules=pinned({"treaties.leak": 0}))
    two = stage(two, serial=one.serial)
    for _ in range(2):
        one, _ = play(one)
        two, _ = play(two)
    left, right = view_of(one, C).known, view_of(two, C).known
    for name in ("opinion", "cover", "bloc", "prestige", "stability", "influence", "power", "troops"):
        assert (getattr(left, name) == getattr(right, name)).all(), name
    assert (left.polarisation, left.tension, left.treaties) == (right.polarisation, right.tension, right.treaties)
