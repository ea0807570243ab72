"""From a colour vector to a scene: what every map mode shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegemon.tui.map.scene import Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hegemon.tui.map.scene import LegendLine
    from hegemon.world.view import View

NEUTRAL = "#6b7480"


def coloured(
    view: View,
    tint: NDArray[np.int64],
    hues: tuple[str, ...],
    glyphs: tuple[str, ...],
    *,
    title: str,
    legend: tuple[LegendLine, ...] = (),
    texts: tuple[str, ...] | None = None,
    text_slot: NDArray[np.int64] | None = None,
    stripe: NDArray[np.int64] | None = None,
    stripes: bool = True,
) -> Scene:
    """A scene of tints and texts; by default the armies as texts, and land held by another hatched.

    tint, text_slot, stripe: (P,) int64 slots of hues. stripes: whether occupiers hatch a map coloured by state.
    """
    world = view.known
    nobody = np.full(world.provinces, -1, dtype=np.int64)
    rank = np.zeros(world.provinces, dtype=np.int64)
    rank[world.capital[world.home]] = 1
    if texts is None:
        texts, holder = army_texts(view)
        # Armies take the tint of the land they stand on unless the map is coloured by state.
        text_slot = holder if hues is world.scenario.colours else tint
    if stripe is None:
        stripe = world.occupier if stripes and hues is world.scenario.colours else nobody
    return Scene(
        owner=world.sovereign,
        tint=tint,
        stripe=stripe,
        hues=hues,
        glyphs=glyphs,
        codes=world.land.codes,
        names=world.land.names,
        armies=texts,
        army_slot=text_slot if text_slot is not None else nobody,
        rank=rank,
        first=tuple(np.flatnonzero(world.troops[view.seat]).tolist()),
        title=title,
        legend=legend,
    )


def army_texts(view: View) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Glyph and points of the largest army in each province (with ~ where it is an estimate), and whose it is."""
    world = view.known
    total = world.troops.sum(axis=0).tolist()
    holder = np.where(world.troops.max(axis=0) > 0, world.troops.argmax(axis=0), -1).astype(np.int64)
    exact = (view.low == view.high).all(axis=0).tolist()
    glyphs = world.scenario.glyphs
    texts = tuple(
        "" if owner < 0 else f"{glyphs[owner]}{'' if sure else '~'}{points}"
        for owner, points, sure in zip(holder.tolist(), total, exact, strict=True)
    )
    return texts, holder
