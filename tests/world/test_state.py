from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from hegemon.engine.turn import resolve
from hegemon.world.digest import digest, parts
from hegemon.world.orders import Letter, TreatyTerms
from hegemon.world.setup import open_world
from hegemon.world.state import ARRAYS, VALUES, World
from hegemon.world.treaties import Call, Entry, Offer, Payment, Treaty, War
from tests.worlds import A, B, C, opened, stage, tiny, warring

KNOWN = {"public", "own", "row", "party", "sight", "band", "secret"}


def test_every_field_says_who_may_know_it_and_every_array_its_axes_and_unit() -> None:
    world = opened()
    axes = {"S": 4, "P": 8}
    for f in fields(World):
        assert f.metadata["known"] in KNOWN, f.name
        if f.name in ARRAYS:
            shape = tuple(axes.get(a) or int(a) for a in f.metadata["axes"].split())
            array = getattr(world, f.name)
            assert array.shape == shape, f.name
            assert array.dtype == (np.bool_ if f.name == "alive" else np.int64), f.name
            assert f.metadata["unit"] or f.name == "alive"
    assert set(ARRAYS) | set(VALUES) | {"scenario", "rules", "seed"} == {f.name for f in fields(World)}


def test_forks_are_independent_and_published_worlds_read_only() -> None:
    world = opened()
    before = digest(world)
    for name in ARRAYS:
        with pytest.raises(ValueError, match="read-only"):
            getattr(world, name)[...] = 0
    copy = world.fork()
    for name in ARRAYS:
        assert not np.shares_memory(getattr(copy, name), getattr(world, name)), name
        getattr(copy, name)[...] = 1
    copy.treaties = (Treaty(9, "trade", (A, B), False, -1, 0, 9, 1, ("ask me", "ask me")),)
    copy.next_id()
    assert digest(world) == before
    assert digest(copy) != before
    assert copy.fork().troops.flags.writeable


def test_sharing_copies_nothing_and_replacing_leaves_the_first_alone() -> None:
    world = opened()
    shared = world.share()
    assert digest(shared) == digest(world)
    assert all(getattr(shared, name) is getattr(world, name) for name in ARRAYS)
    shared.troops = np.zeros_like(world.troops)
    assert world.troops.any()


@pytest.mark.parametrize("name", ARRAYS)
def test_the_digest_hangs_on_every_array(name: str) -> None:
    world = opened()
    copy = world.fork()
    array = getattr(copy, name)
    array.flat[0] = not array.flat[0] if name == "alive" else array.flat[0] + 1
    assert digest(copy) != digest(world)
    differ = {k for k, v in parts(copy).items() if parts(world)[k] != v}
    assert differ == {name}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("turn", 2), ("limit", 5), ("over", "x"), ("victor", 1), ("serial", 77),
        ("treaties", (Treaty(1, "trade", (A, B), False, -1, 0, 9, 1, ("ask me", "ask me")),)),
        ("wars", (War(1, 1, A, B, ((A, 0, 1, -1), (B, 1, 1, -1))),)),
        ("calls", (Call(1, 1, 1, A, B, C, 2),)),
        ("offers", (Offer(1, Letter(A, B, TreatyTerms("trade", (A, B)))),)),
        ("payments", (Payment(A, B, 5, 9),)),
        ("ledger", (Entry("opinion", "war", 1, A, B, -300),)),
    ],
)  # fmt: skip
def test_the_digest_hangs_on_every_value(name: str, value: object) -> None:
    world = opened()
    assert name in VALUES
    copy = stage(world, **{name: value})
    assert digest(copy) != digest(world)
    assert {k for k, v in parts(copy).items() if parts(world)[k] != v} == {name}


def test_the_digest_hangs_on_seed_and_scenario() -> None:
    assert digest(opened(seed=1)) != digest(opened(seed=2))
    assert digest(opened(tiny())) == digest(opened(tiny()))
    assert digest(opened(tiny())) != digest(opened(tiny(capacity=np.array([81, 80, 80, 80]))))


def test_opening_does_not_write_on_the_scenario() -> None:
    scenario = tiny()
    names = ("troops", "effort", "infrastructure", "fort", "capital", "sovereign", "stability", "opinion", "quality")
    before = {name: getattr(scenario, name).copy() for name in names}
    world = open_world(scenario, 1)
    for name in ARRAYS:
        getattr(world, name)[...] = 1
    played, _ = resolve(opened(scenario), {})
    assert played.turn == 2
    for name, value in before.items():
        assert (getattr(scenario, name) == value).all(), name


def test_controllers_and_armies() -> None:
    world = stage(warring(opened(), ((A,), (B,))), occupier=[-1, -1, A, -1, -1, -1, -1, -1])
    assert world.controller.tolist() == [A, A, A, B, 2, 2, 3, 3]
    assert world.army.tolist() == [100] * 4
