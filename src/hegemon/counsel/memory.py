"""Sums of a view are worked out once: players, letters and screens ask for them many times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from hegemon.world.view import View

KEPT = 40  # views remembered: about two turns of all seats of the largest world shipped
Result = TypeVar("Result")
_memory: OrderedDict[int, tuple[View, dict[str, Any]]] = OrderedDict()


def once_a_view(make: Callable[[View], Result]) -> Callable[[View], Result]:
    """Make a pure function of a view remember its result for the last views asked about.

    The view itself is kept beside the result, so that its id names no other view meanwhile.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def remembered(view: View) -> Result:
        entry = _memory.get(id(view))
        if entry is None:
            entry = (view, {})
            _memory[id(view)] = entry
            if len(_memory) > KEPT:
                _memory.popitem(last=False)
        results = entry[1]
        if name not in results:
            results[name] = make(view)
        result: Result = results[name]
        return result

    return remembered


def forget() -> None:
    """Drop everything remembered; results do not change, they are worked out again."""
    _memory.clear()
