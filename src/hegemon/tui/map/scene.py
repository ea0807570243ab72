"""What the map shows over the land: who holds what, in which tints, with which texts and arrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hegemon.world.scenario_model import Scenario


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move from one province to another; ``hostile`` ones are drawn in the colour of attack."""

    source: int
    target: int
    hostile: bool = False
    text: str = ""
    ghost: bool = False


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One line of a legend: a glyph in a slot's colour, and what it stands for."""

    glyph: str
    slot: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A colour vector and texts: a map mode is nothing else.

    owner: (P,) int64, whose land it is; a frontier is drawn where it changes.
    tint: (P,) int64, slot of the fill.
    stripe: (P,) int64, slot of the hatching (an occupier), -1 without.
    hues: (slots,) bright colour of each slot; glyphs: (slots,) texture where colours are few.
    names, codes: (P,) long and short labels; armies: (P,) text under the label or "".
    army_slot: (P,) int64, slot that colours the army text.
    rank: (P,) int64, higher keeps its label longer. first: provinces whose army text goes before all others.
    """

    owner: NDArray[np.int64]
    tint: NDArray[np.int64]
    stripe: NDArray[np.int64]
    hues: tuple[str, ...]
    glyphs: tuple[str, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    armies: tuple[str, ...]
    army_slot: NDArray[np.int64]
    rank: NDArray[np.int64]
    first: tuple[int, ...] = ()
    title: str = ""
    legend: tuple[LegendLine, ...] = ()


def preview(scenario: Scenario) -> Scene:
    """Whose land is what when a game opens, each state named at its capital."""
    provinces = len(scenario.sovereign)
    rank = np.zeros(provinces, dtype=np.int64)
    rank[scenario.capital] = 1
    capital_of = {int(p): s for s, p in enumerate(scenario.capital)}
    codes = tuple(scenario.codes[capital_of[p]] if p in capital_of else "" for p in range(provinces))
    return Scene(
        owner=scenario.sovereign,
        tint=scenario.sovereign,
        stripe=np.full(provinces, -1, dtype=np.int64),
        hues=scenario.colours,
        glyphs=scenario.glyphs,
        codes=codes,
        names=codes,
        armies=tuple("" for _ in codes),
        army_slot=scenario.sovereign,
        rank=rank,
    )
