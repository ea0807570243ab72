"""Views of one opening are worked out together, and no seat's numbers depend on who is asked beside it."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from msgspec import Struct

from hegemon.counsel.danger import danger
from hegemon.counsel.forecast import safety
from hegemon.counsel.memory import forget, side_by_side
from hegemon.counsel.pacts import quiet, truce_at
from hegemon.counsel.position import position
from hegemon.counsel.shelter import helped, of_two, sheltered, sheltering
from hegemon.world.view import View, view_of
from tests.monotone.support import worlds


def _bits(value: object) -> object:
    """Return a value down to the last bit of its floats."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, dict):
        return {name: _bits(part) for name, part in value.items()}
    if isinstance(value, Struct):
        return {name: _bits(getattr(value, name)) for name in value.__struct_fields__}
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _bits(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]
    return value


def _numbers(view: View) -> object:
    return [_bits(each) for each in (
        position(view), danger(view), safety(view), quiet(view), truce_at(view, 4000), truce_at(view, 16_000),
        helped(view), sheltering(view, view.seat, view.seat),
    )]  # fmt: skip


def test_a_seat_asked_beside_others_has_the_bits_it_has_alone() -> None:
    for _, world in worlds("together", 12):
        seats = np.flatnonzero(world.alive).tolist()
        alone = [_numbers(view_of(world, seat)) for seat in seats]
        forget()
        views = [view_of(world, seat) for seat in seats]
        side_by_side(views)
        assert [_numbers(view) for view in views] == alone


def test_the_shelter_of_two_is_read_alike_from_either_side() -> None:
    for _, world in worlds("of two", 5):
        view = view_of(world, 0)
        whole = sheltered(view)
        for a, b in ((0, 1), (1, 0), (1, 2)):
            for part, found in zip((whole.cover, whole.buffer, whole.entrapment), of_two(view, a, b), strict=True):
                assert (found == np.array((part[a, b], part[b, a]))).all()


def test_who_was_asked_alone_before_is_no_odd_one_among_the_rest() -> None:
    for _, world in worlds("together", 4):
        seats = np.flatnonzero(world.alive).tolist()
        alone = [_numbers(view_of(world, seat)) for seat in seats]
        for early in (0, len(seats) - 1):
            forget()
            views = [view_of(world, seat) for seat in seats]
            assert _numbers(views[early]) == alone[early]
            side_by_side(views)
            assert [_numbers(view) for view in reversed(views)] == alone[::-1]


def test_views_of_different_worlds_are_not_mixed() -> None:
    (_, one), (_, other) = list(worlds("together", 2))
    alone = _numbers(view_of(one, 0)), _numbers(view_of(other, 0))
    views = view_of(one, 0), view_of(other, 0)
    side_by_side(views)
    assert tuple(map(_numbers, views)) == alone
