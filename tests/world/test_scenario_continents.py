from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hegemon.errors import BadInput
from hegemon.world.scenario import load_scenario, write_scenario
from hegemon.world.scenario_realms import realms

WORLDS = ["continents", "continents:states=12,provinces=200,seed=3", "continents:states=2,provinces=24,seed=7",
          "continents:states=5,provinces=61,seed=2"]


@pytest.mark.parametrize("name", WORLDS)
def test_starts_are_fair(name: str) -> None:
    world = load_scenario(name)
    states, count = len(world.codes), len(world.geography.codes)
    size = np.bincount(world.sovereign, minlength=states)
    assert size.max() - size.min() <= 1
    assert np.array_equal(world.sovereign[world.capital], np.arange(states))
    means = []
    for state in range(states):
        own = world.sovereign == state
        means.append(sum(int(array[own].sum()) for array in (world.grain, world.ore, world.fuel)) / own.sum())
        sums = [int(array[own].sum()) for array in (world.grain, world.ore, world.fuel)]
        assert max(sums) >= 1.3 * min(sums)
    assert max(means) <= 1.1 * min(means)
    assert len(set(world.troops.sum(axis=1).tolist())) == 1
    assert 24 <= world.troops.sum() / count <= 30


@pytest.mark.parametrize("name", WORLDS)
def test_realms_are_whole(name: str) -> None:
    world = load_scenario(name)
    for state, capital in enumerate(world.capital.tolist()):
        seen, queue = {capital}, [capital]
        for here in queue:
            for near in world.geography.neighbours[here]:
                if world.sovereign[near] == state and near not in seen:
                    seen.add(near)
                    queue.append(near)
        assert len(seen) == int((world.sovereign == state).sum())


def test_capitals_lie_apart() -> None:
    world = load_scenario(WORLDS[1])
    between = world.geography.route[np.ix_(world.capital, world.capital)]
    np.fill_diagonal(between, between.max())
    assert between.min() > np.median(world.geography.route) / 5


def test_a_line_is_cut_into_equal_lengths() -> None:
    border = np.zeros((9, 9), dtype=np.int8)
    border[np.arange(8), np.arange(1, 9)] = border[np.arange(1, 9), np.arange(8)] = 1
    route = np.abs(np.subtract.outer(np.arange(9), np.arange(9)))
    owner, capital = realms(border, route, 3, 4)
    assert np.bincount(owner).tolist() == [3, 3, 3]
    assert all(len(set(owner[i:i + 3].tolist())) == 1 for i in (0, 3, 6))
    assert owner[capital].tolist() == [0, 1, 2]


def test_codes_are_unique() -> None:
    world = load_scenario(WORLDS[1])
    assert len({*world.geography.codes, *world.codes}) == 212
    assert len(set(world.geography.names)) == 200


@pytest.mark.parametrize("name", ["continents", "continents:states=6,provinces=40,seed=11"])
def test_written_and_read_back_it_is_the_same(name: str, tmp_path: Path) -> None:
    world = load_scenario(name)
    path = tmp_path / "mine.toml"
    write_scenario(world, str(path))
    again = load_scenario(str(path))
    assert again.digest == world.digest
    assert again.name == "mine"
    with pytest.raises(BadInput, match="file exists"):
        write_scenario(world, str(path))


def test_writing_says_why_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not from a seed"):
        write_scenario(load_scenario("ring-8"), str(tmp_path / "a.toml"))
    with pytest.raises(BadInput, match="no such file"):
        write_scenario(load_scenario("continents"), str(tmp_path / "none" / "a.toml"))


def test_numbers_in_any_order_are_one_world() -> None:
    one = load_scenario("continents:seed=3,states=6,provinces=40")
    other = load_scenario("continents:provinces=40,seed=3,states=6")
    assert one.name == other.name == "continents:states=6,provinces=40,seed=3"
    assert one.digest == other.digest


def test_no_number_of_a_state_goes_with_a_corner() -> None:
    near = np.zeros((40, 6))
    for seed, found in enumerate(near, 1):
        world = load_scenario(f"continents:states=6,provinces=30,seed={seed}")
        for state in range(6):
            beside = (world.geography.border[world.sovereign == state] > 0).any(axis=0)
            found[state] = len(np.unique(world.sovereign[beside])) - 1
    means = near.mean(axis=0)
    assert means.max() - means.min() < 1.0, means
    # Realms are laid out from the corners inwards: the first would have about half as many neighbours as the last.
    assert near.std(axis=1).mean() > 0.5
