"""Where names and armies go so that they do not run into each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hegemon.atlas.geography import Drawing
    from hegemon.tui.map.geometry import Geometry, Viewport
    from hegemon.tui.map.scene import Scene

_OFFSETS = ((0, 0), (0, -1), (-1, 0), (1, 0), (0, 1), (-2, 0), (2, 0), (-1, -1), (1, -1), (-1, 1), (1, 1))


@dataclass(frozen=True, slots=True)
class Label:
    """Texts of one province: the name at (x, y), the army a line below, each may be empty."""

    province: int
    x: int
    y: int
    text: str
    army: str


def place_labels(drawing: Drawing, geometry: Geometry, scene: Scene) -> tuple[Label, ...]:
    """Labels in view: the largest and highest ranked first; crowded ones lose the army, then the name.

    The scene's first provinces come before all others, armies included.
    """
    view = geometry.viewport
    taken = np.zeros((view.rows, view.columns), dtype=np.bool_)
    own = frozenset(scene.first)
    order = sorted(
        range(len(scene.codes)), key=lambda p: (p not in own, -int(scene.rank[p]), -int(geometry.size[p]), p)
    )
    spots: list[tuple[int, int, int, str]] = []
    counted: set[int] = set()

    def count(province: int, left: int, top: int, text: str) -> None:
        """Put an army under its name if there is room."""
        army = scene.armies[province]
        start = _army_start(text, left, army)
        fits = army and top + 1 < view.rows and start >= 0 and start + len(army) <= view.columns
        if fits and not taken[top + 1, start : start + len(army)].any():
            taken[top + 1, start : start + len(army)] = True
            counted.add(province)

    for province in order:
        if geometry.size[province] == 0:
            continue
        text = scene.codes[province]
        name = scene.names[province]
        x, y = view.to_cell(float(drawing.labels[province, 0]), float(drawing.labels[province, 1]))
        options = (name, text) if _has_room(geometry, province, x, y, len(name)) else (text,)
        for option in options:
            spot = _free(taken, x - len(option) // 2, y, len(option))
            if spot is not None:
                left, top = spot
                taken[top, max(left - 1, 0) : left + len(option) + 1] = True
                spots.append((province, left, top, option))
                if province in own:
                    count(*spots[-1])
                break
    for spot_of in spots:
        if spot_of[0] not in own:
            count(*spot_of)
    return tuple(
        Label(province, left, top, text, scene.armies[province] if province in counted else "")
        for province, left, top, text in spots
    )


def army_start(label: Label) -> int:
    """Column at which the army text of a label begins."""
    return _army_start(label.text, label.x, label.army)


def _army_start(text: str, left: int, army: str) -> int:
    return left + (len(text) - len(army) + 1) // 2 if len(text) > 4 else left


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """The cells of all labels as arrays: row, column, code point, province, and whether it is a name (else an army)."""

    y: NDArray[np.int64]
    x: NDArray[np.int64]
    code: NDArray[np.uint32]
    province: NDArray[np.int64]
    name: NDArray[np.bool_]


def lettering(labels: tuple[Label, ...], rows: int, columns: int) -> Lettering:
    """Spell labels out into cells, leaving out what is beyond the view."""
    cells: list[tuple[int, int, int, int, bool]] = []
    for label in labels:
        for x, y, text, name in (
            (label.x, label.y, label.text, True),
            (army_start(label), label.y + 1, label.army, False),
        ):
            cells += [
                (y, x + i, ord(character), label.province, name)
                for i, character in enumerate(text)
                if 0 <= y < rows and 0 <= x + i < columns
            ]
    table = np.array(cells, dtype=np.int64).reshape(-1, 5)
    return Lettering(
        table[:, 0], table[:, 1], table[:, 2].astype(np.uint32), table[:, 3], table[:, 4].astype(np.bool_)
    )


class Letterer:
    """Keeps the labels of the last view and scene, spelled out."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._view: Viewport | None = None
        self._scene: Scene | None = None
        self._labels: tuple[Label, ...] = ()
        self._named: frozenset[int] = frozenset()
        self._cells: Lettering | None = None

    def cells(self, drawing: Drawing, geometry: Geometry, scene: Scene, selected: int) -> Lettering:
        """Cells of all labels; whatever is crowded out, the selected province says its name."""
        view = geometry.viewport
        if self._cells is None or self._view != view or self._scene is not scene:
            self._view, self._scene = view, scene
            self._labels = place_labels(drawing, geometry, scene)
            self._named = frozenset(label.province for label in self._labels)
            self._cells = lettering(self._labels, view.rows, view.columns)
        if selected < 0 or selected in self._named:
            return self._cells
        x, y = view.to_cell(*(float(v) for v in drawing.labels[selected]))
        extra = Label(selected, x - 1, y, scene.codes[selected], "")
        return lettering((*self._labels, extra), view.rows, view.columns)


def _has_room(geometry: Geometry, province: int, x: int, y: int, width: int) -> bool:
    """Whether a long name lies wholly on its own land, with a cell to spare on each side."""
    left, right = x - width // 2 - 2, x - width // 2 + width + 2
    inner = geometry.inner
    if left < 0 or right > inner.shape[1] or not 0 <= y < geometry.viewport.rows - 1:
        return False
    return bool((inner[y * 2 : y * 2 + 4, left:right] == province).all())


def _free(
    taken: np.ndarray[tuple[int, int], np.dtype[np.bool_]], x: int, y: int, width: int
) -> tuple[int, int] | None:
    rows, columns = taken.shape
    for across, down in _OFFSETS:
        left, top = x + across, y + down
        if (
            0 <= top < rows
            and left >= 0
            and left + width <= columns
            and not taken[top, left : left + width].any()
        ):
            return left, top
    return None
