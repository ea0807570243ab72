"""Circumstances: what about the system of states a doctrine takes up, such as a state that towers over the rest.

How many powers there are, and whether one of them towers over the rest, says what a state has to fear and to hope for
(Waltz 1979 on polarity). Each is read off what everybody sees, and a doctrine names those that change its mind.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.leanings import strongest
from hegemon.players.maximiser.mind import Mind
from hegemon.world.view import View


def suited(view: View, mind: Mind) -> Mind:
    """Return the mind as the circumstances of a view make it: by the first that it names and that holds."""
    for name, other in mind.moods:
        if _HOLDS[name](view):
            return other
    return mind


def _preponderance(view: View) -> bool:
    return strongest(view)[1] >= load_weights().circumstances.towers


def _few(view: View) -> bool:
    return int(np.count_nonzero(view.known.home)) <= load_weights().circumstances.few


def _many(view: View) -> bool:
    return int(np.count_nonzero(view.known.home)) >= load_weights().circumstances.many


_HOLDS: dict[str, Callable[[View], bool]] = {
    "preponderance": _preponderance, "few": _few, "many": _many,
}  # fmt: skip
