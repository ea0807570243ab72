from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from hegemon.atlas.geography import CROSSING, FARTHEST
from hegemon.atlas.raster import cells_of
from hegemon.engine.turn import opening
from hegemon.errors import BadInput
from hegemon.game.match import play_match
from hegemon.world.scenario import Scenario, check_scenario, load_scenario, outline, write_ring
from hegemon.world.scenario_names import peoples
from hegemon.world.setup import open_world

FORMS = ("continents", "archipelago", "pangaea", "inland-sea")
SIZES = ("states=2,provinces=24,seed=5", "states=8,provinces=96,seed=2", "states=16,provinces=240,seed=7")


def crossed(world: Scenario) -> float:
    """The part of all borders that lies over the sea."""
    border = world.geography.border
    return float((border == CROSSING).sum() / (border > 0).sum())


@pytest.mark.parametrize(("form", "size"), list(product(FORMS, SIZES)))
def test_every_form_and_size_makes_a_world_to_play(form: str, size: str) -> None:
    world = load_scenario(f"{form}:{size}")
    states, provinces = len(world.codes), len(world.geography.codes)
    assert world.geography.route.max() < FARTHEST
    assert np.ptp(np.bincount(world.sovereign, minlength=states)) <= 1
    assert len({*world.codes, *world.geography.codes}) == states + provinces
    assert len(set(world.geography.names)) == provinces
    assert cells_of(world.geography.draw().raster, provinces).min() > 0
    power = opening(open_world(world, 1)).power
    assert power.max() < 1.6 * power.min()


def test_forms_are_what_they_say() -> None:
    worlds = {form: [load_scenario(f"{form}:seed={seed}") for seed in (1, 2)] for form in FORMS}
    over_sea = {form: np.mean([crossed(world) for world in found]) for form, found in worlds.items()}
    assert over_sea["archipelago"] > 1.5 * over_sea["continents"]
    assert over_sea["pangaea"] < over_sea["continents"]
    for form, dry in (("pangaea", True), ("inland-sea", False)):
        for world in worlds[form]:
            raster = world.geography.draw().raster
            rows, columns = (slice(side * 2 // 5, side * 3 // 5) for side in raster.shape)
            assert (float((raster[rows, columns] >= 0).mean()) > 0.5) == dry


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", [1, 2])
def test_unequal_starts_differ_and_none_is_hopeless(form: str, seed: int) -> None:
    world = load_scenario(f"{form}:seed={seed},starts=unequal")
    size = np.bincount(world.sovereign, minlength=8)
    assert size.max() >= 1.3 * size.min()
    assert size.min() >= 3
    assert world.sovereign[world.capital].tolist() == list(range(8))
    army = world.troops.sum(axis=1)
    assert np.corrcoef(size, army)[0, 1] > 0.99


def test_the_same_seed_with_equal_starts_is_another_world() -> None:
    more = ("", ",starts=equal", ",starts=unequal")
    equal, named, unequal = (load_scenario(f"continents:seed=4{each}") for each in more)
    assert equal.digest == named.digest != unequal.digest
    assert equal.name == named.name
    assert unequal.name.endswith(",starts=unequal")


@pytest.mark.parametrize("name", ["duel", "triad", "ring-3", "ring-5", "ring-8", "ring-16"])
def test_symmetric_worlds_look_the_same_from_every_seat(name: str) -> None:
    world = load_scenario(name)
    states = len(world.codes)
    size = len(world.geography.codes) // states
    turn = np.roll(np.arange(states * size), -size)
    land = world.geography
    assert np.array_equal(land.border, land.border[np.ix_(turn, turn)])
    assert np.array_equal(land.route, land.route[np.ix_(turn, turn)])
    for array in (land.area, land.coast, world.terrain, world.population, world.grain, world.ore, world.fuel,
                  world.infrastructure, world.fort, world.troops.sum(axis=0)):
        assert np.array_equal(array, array[turn])
    opened = opening(open_world(world, 1))
    assert np.ptp(opened.power) <= 1
    assert not check_scenario(name)


def test_a_ring_has_as_many_states_as_there_are_peoples() -> None:
    assert len(peoples()) == 16
    assert len({people.glyph for people in peoples()}) == len({people.colour for people in peoples()}) == 16
    for name in ("ring-1", "ring-17"):
        assert "use 2 to 16" in check_scenario(name)[0]


@pytest.mark.parametrize(("name", "games"), [("duel", 50), ("triad", 50)])
def test_identical_players_are_parted_by_chance_alone(name: str, games: int) -> None:
    """A seat's mean share over games of one player with itself lies within four standard errors of an equal one."""
    states = len(load_scenario(name).codes)
    scores = np.array([play_match(name, ("raider",) * states, seed, turns=8).scores for seed in range(games)])
    off = scores.mean(axis=0) - 1_000_000 / states
    error = scores.std(axis=0, ddof=1) / np.sqrt(games)
    assert (scores.std(axis=0) > 0).all()
    assert (np.abs(off) < 4 * error).all(), (off, error)


@pytest.mark.parametrize("name", ["ring-5", "duel", "archipelago:states=3,provinces=30", "crisis-1938"])
def test_an_outline_is_that_of_the_opened_scenario(name: str) -> None:
    found, told = load_scenario(name), outline(name)
    assert told == (found.title, len(found.codes), len(found.geography.codes), found.turns)


@pytest.mark.parametrize("states", [2, 3, 9, 16])
def test_a_ring_is_written_with_yields_dealt_by_a_seed(states: int, tmp_path: Path) -> None:
    worlds = []
    for seed in (1, 2):
        path = tmp_path / f"ring-{seed}.toml"
        write_ring(states, seed, str(path))
        assert check_scenario(str(path)) == []
        worlds.append(load_scenario(str(path)))
    plain = load_scenario(f"ring-{states}")
    for world in worlds:
        assert (world.title, world.story) == (plain.title, plain.story)
        assert np.array_equal(world.geography.border, plain.geography.border)
        assert np.ptp(opening(open_world(world, 1)).power) <= 1
        for resource in ("grain", "ore", "fuel"):
            assert sorted(getattr(world, resource)) == sorted(getattr(plain, resource))
    assert worlds[0].grain.tolist() != worlds[1].grain.tolist()


def test_a_ring_that_cannot_be_is_not_written(tmp_path: Path) -> None:
    for states in (1, 17):
        with pytest.raises(BadInput, match="use 2 to 16"):
            write_ring(states, 1, str(tmp_path / "ring.toml"))
    assert not list(tmp_path.iterdir())
