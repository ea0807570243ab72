"""Draws are the same for ever: golden vectors; and they look like chance."""

from __future__ import annotations

import numpy as np
import pytest

from hegemon.world.chance import between, draw, field, game_seed, order_of, seat_key

KEY = 123456789
GOLDEN: dict[str, object] = {
    "draw": 491259387090847844,
    "draw pair": 1668527213015405556,
    "between": 104,
    "field": [-13, 1, 20, 23],
    "order": [1, 0, 3, 2],
    "seed": 187805147764408095098964228841141259891,
    "seat": 274949612435579405045324192365522604802,
}


def test_golden_vectors() -> None:
    """If one of these moves, every save and every replay moves with it: raise the rules' version."""
    assert draw(KEY, 3, "battle", 7) == GOLDEN["draw"]
    assert draw(KEY, 3, "battle", 7, 8) == GOLDEN["draw pair"]
    assert between(90, 110, KEY, 3, "battle", 7) == GOLDEN["between"]
    assert field(KEY, 3, "arms", np.array([0, 1, 4096, 1 << 39]), 25).tolist() == GOLDEN["field"]
    assert order_of(np.array([5, 9, 2, 40]), KEY, 3, "finish").tolist() == GOLDEN["order"]
    assert game_seed(7, "digest", "game") == GOLDEN["seed"]
    assert seat_key(KEY, 4) == GOLDEN["seat"]


def test_every_part_of_a_name_counts() -> None:
    plain = draw(KEY, 3, "battle", 7)
    others = [
        draw(KEY + 1, 3, "battle", 7), draw(KEY, 4, "battle", 7), draw(KEY, 3, "clash", 7), draw(KEY, 3, "battle", 8),
        draw(KEY, 3, "battle", 7, 0), draw(KEY, 37, "battle"), draw(KEY, 3, "battle"),
    ]  # fmt: skip
    assert len({plain, *others}) == 8
    assert draw(KEY, np.int64(3), "battle", np.int64(7)) == plain  # type: ignore[arg-type]


def test_seeds_differ_by_seed_scenario_and_game_and_so_do_seats() -> None:
    seeds = {game_seed(*args) for args in [(1, "a", ""), (2, "a", ""), (1, "b", ""), (1, "a", "x"), (1, "", "a")]}
    assert len(seeds) == 5
    assert all(0 <= s < 1 << 128 for s in seeds)
    assert len({seat_key(s, i) for s in seeds for i in range(16)} | seeds) == 85
    assert game_seed("1", "a", "") == game_seed(1, "a", "")


def test_between_covers_its_range_evenly() -> None:
    counts = np.bincount([between(90, 110, KEY, t, "battle", p) for t in range(60) for p in range(70)], minlength=111)
    assert counts[:90].sum() == 0
    assert counts[90:].min() > 130  # 200 expected, deviation 14
    assert counts[90:].max() < 270
    assert between(5, 5, KEY, 1, "x") == 5


@pytest.mark.parametrize("spread", [0, 3, 25])
def test_fields_cover_their_range_evenly_and_stand_by_id(spread: int) -> None:
    ids = np.arange(20_000).reshape(100, 200)
    values = field(KEY, 1, "arms", ids, spread)
    assert values.shape == ids.shape
    counts = np.bincount(values.ravel() + spread, minlength=2 * spread + 1)
    mean = ids.size / (2 * spread + 1)
    assert counts.shape == (2 * spread + 1,)
    assert np.abs(counts - mean).max() <= 6 * mean**0.5
    way = np.random.default_rng(1).permutation(20_000)
    assert (field(KEY, 1, "arms", ids.ravel()[way], spread) == values.ravel()[way]).all()
    if spread:
        assert (field(KEY, 2, "arms", ids, spread) != values).any()
        assert abs(float(np.corrcoef(values.ravel()[:-1], values.ravel()[1:])[0, 1])) < 0.03


def test_orders_are_shuffles_without_favourites() -> None:
    ids = np.array([3, 11, 7, 30])
    firsts = [int(order_of(ids, KEY, turn, "remainder").argmin()) for turn in range(2000)]
    assert np.bincount(firsts).min() > 400
    ranks = order_of(ids, KEY, 5, "remainder")
    assert sorted(ranks.tolist()) == [0, 1, 2, 3]
    way = [2, 0, 3, 1]
    assert order_of(ids[way], KEY, 5, "remainder").tolist() == ranks[way].tolist()


@pytest.mark.parametrize("spread", [1, 500, 500_000])
def test_few_ids_draw_what_they_draw_among_many(spread: int) -> None:
    many = np.array([*range(200), (1 << 40) - 1])
    among = field(12345 << 90, 7, "leak", many, spread)
    for part in (slice(0, 3), slice(100, 132), slice(200, 201)):
        assert field(12345 << 90, 7, "leak", many[part], spread).tolist() == among[part].tolist()
    assert field(12345 << 90, 7, "leak", many[:12].reshape(3, 4), spread).tolist() == among[:12].reshape(3, 4).tolist()
