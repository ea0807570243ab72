"""Sums of a view are worked out once: players, letters and screens ask for them many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from operator import attrgetter, is_
from typing import Any, TypeVar

from msgspec import Struct

from hegemon.world.view import View

KEPT = 120  # views remembered at most: about two turns of all seats of the largest world shipped
FEW = 1  # views of earlier openings among them, as soon as a new one is thought of side by side
Result = TypeVar("Result")

# What views of one opening share: two of them are of one world only if these are the same arrays.
_public = attrgetter("sovereign", "occupier", "fort", "mobilised", "quality", "exhaustion", "opinion", "war", "gap")


class _Entry(Struct, eq=False):
    """A view with its results, and the views that are asked beside it with theirs. at: its place among them."""

    view: View
    results: dict[str, Any]
    group: tuple[View, ...]
    shared: dict[str, Any]
    at: int


_memory: dict[int, _Entry] = {}  # the oldest first


def side_by_side(views: Iterable[View]) -> None:
    """Let views of one opening that will be asked alike be worked out together; no result changes by it."""
    group = tuple(views)
    if not group:
        return
    public = _public(group[0].known)
    if not all(all(map(is_, public, _public(view.known))) for view in group[1:]):
        return
    shared: dict[str, Any] = {}
    for at, view in enumerate(group):
        if id(view) not in _memory:
            _keep(_Entry(view, {}, group, shared, at))
    # What is older is not asked for again, and to think in room that was used just now is quicker.
    while len(_memory) > FEW and next(iter(_memory.values())).view.known.war is not group[0].known.war:
        _forget_oldest()


def _keep(entry: _Entry) -> _Entry:
    _memory[id(entry.view)] = entry
    if len(_memory) > KEPT:
        _forget_oldest()
    return entry


def _forget_oldest() -> None:
    del _memory[next(iter(_memory))]


def _entry(view: View) -> _Entry:
    return _memory.get(id(view)) or _keep(_Entry(view, {}, (view,), {}, 0))


def once_a_view(make: Callable[[View], Result]) -> Callable[[View], Result]:
    """Make a pure function of a view remember its result for the last views asked about.

    The view itself is kept beside the result, so that its id names no other view meanwhile.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def remembered(view: View) -> Result:
        results = (_memory.get(id(view)) or _entry(view)).results
        result: Result | None = results.get(name)
        if result is None:
            result = results[name] = make(view)
        return result

    return remembered


def once_a_group(make: Callable[[tuple[View, ...]], Result]) -> Callable[[View], tuple[Result, int]]:
    """Make a pure function of views remember its result for all of them; it is asked for one, and returns its place.

    What it returns for a view may not depend on which views stand beside it: a seat alone sees the same numbers.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def remembered(view: View) -> tuple[Result, int]:
        try:  # nearly all was asked before, by another of the group
            entry = _memory[id(view)]
            result: Result = entry.shared[name]
            return result, entry.at
        except KeyError:
            entry = _entry(view)
        group, shared = entry.group, entry.shared
        _lead(group, shared)
        result = shared[name] = make(group)
        return result, entry.at

    return remembered


def _lead(group: tuple[View, ...], shared: dict[str, Any]) -> None:
    """Let what asks the first of a group for sums of all find the group there.

    It may have been asked alone before the group was formed (a letter to it came first), or have been forgotten.
    """
    first = group[0]
    known = _memory.get(id(first))
    if known is None or known.group is not group:
        _memory.pop(id(first), None)
        _keep(_Entry(first, known.results if known is not None else {}, group, shared, 0))


@contextmanager
def apart() -> Iterator[None]:
    """Keep what is remembered as it is while views of other worlds are asked about, and forget those after."""
    kept = list(_memory.items())
    _memory.clear()
    try:
        yield
    finally:
        _memory.clear()
        _memory.update(kept)


def forget() -> None:
    """Drop everything remembered; results do not change, they are worked out again."""
    _memory.clear()
