"""Paint a scene on a geometry: terminal cells as arrays of character, fore ink, back ink and weight."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from rich.segment import Segment
from textual.strip import Strip

from hegemon.tui.map.arrows import draw_crossings, draw_lines
from hegemon.tui.map.geometry import OUTSIDE, SEA, VOID
from hegemon.tui.map.palette import (
    ATTACK,
    DIM,
    EDGE,
    FILL,
    FIXED,
    FRAME,
    GROUND,
    HOVER,
    INKS_PER_SLOT,
    KEYS,
    LIT,
    ORDER,
    OUTSIDE_EDGE,
    OUTSIDE_INK,
    PALE,
    SEA_INK,
    SHELF,
    STRIPE,
    TARGET,
    TEXT,
    VOID_INK,
    Palette,
    Tier,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hegemon.atlas.geography import Drawing
    from hegemon.tui.map.arrows import Stroke
    from hegemon.tui.map.geometry import Geometry
    from hegemon.tui.map.labels import Lettering
    from hegemon.tui.map.scene import Scene

_BRAILLE = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], dtype=np.uint32)
_HALF = ord("▀")
_LOWER = ord("▄")
_FULL = ord("█")
_BLANK = ord(" ")


@dataclass(slots=True, eq=False)
class Frame:
    """A picture of terminal cells: (rows, columns) arrays of code point, inks and boldness."""

    code: NDArray[np.uint32]
    fore: NDArray[np.int32]
    back: NDArray[np.int32]
    bold: NDArray[np.bool_]

    def changed_rows(self, other: Frame | None) -> list[int]:
        """Rows in which two frames differ; all when sizes differ."""
        if other is None or other.code.shape != self.code.shape:
            return list(range(self.code.shape[0]))
        same = (self.code == other.code) & (self.fore == other.fore)
        same &= (self.back == other.back) & (self.bold == other.bold)
        return [int(y) for y in np.flatnonzero(~same.all(axis=1))]

    def strip(self, y: int, palette: Palette) -> Strip:
        """One line as a Strip of merged runs."""
        key = (self.fore[y].astype(np.int64) * KEYS + self.back[y]) * 2 + self.bold[y]
        cuts = [0, *(np.flatnonzero(key[1:] != key[:-1]) + 1).tolist(), len(key)]
        text = self.code[y].astype("<u4").tobytes().decode("utf-32-le")
        keys, style = key.tolist(), palette.style
        segments = [Segment(text[a:b], style(keys[a])) for a, b in pairwise(cuts)]
        return Strip(segments, len(text))

    def write(
        self, x: int, y: int, text: str, fore: int, *, back: int | None = None, bold: bool = False
    ) -> None:
        """Put text over the picture, clipped to it; without ``back`` each cell keeps a calm ground."""
        rows, columns = self.code.shape
        if not 0 <= y < rows:
            return
        for i, character in enumerate(text):
            if 0 <= x + i < columns:
                self.code[y, x + i] = ord(character)
                self.fore[y, x + i] = fore
                self.bold[y, x + i] = bold
                if back is not None:
                    self.back[y, x + i] = back


@dataclass(frozen=True, slots=True)
class Marks:
    """What is pointed at: indices of provinces, -1 for none; targets may be chosen, hostile ones by attack;
    crossings lie over the sea from the selected one.
    """

    selected: int = -1
    hovered: int = -1
    targets: frozenset[int] = frozenset()
    hostile: frozenset[int] = frozenset()
    crossings: tuple[int, ...] = ()


def pixel_inks(geometry: Geometry, scene: Scene, marks: Marks) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Ink of every pixel, and the calm ground ink under texts: both (2 rows, columns)."""
    ids = geometry.ids
    owner = _with_water(scene.owner, SEA)
    held = owner[ids]
    inner = geometry.inner
    mine = held[1:-1, 1:-1]
    edge = np.zeros(inner.shape, dtype=np.bool_)
    for other in (held[:-2, 1:-1], held[2:, 1:-1], held[1:-1, :-2], held[1:-1, 2:]):
        edge |= (other != mine) & (other != VOID)
    base = FIXED + INKS_PER_SLOT * scene.tint
    fill = _with_water(base + FILL, SEA_INK)
    ground = fill[inner].astype(np.int32)
    ink = np.where(edge & (inner >= 0), _with_water(base + EDGE, SEA_INK)[inner], ground).astype(np.int32)
    ink[geometry.shelf] = SHELF
    ink[(inner == OUTSIDE) & edge] = OUTSIDE_EDGE
    stripe = _with_water(scene.stripe, -1)[inner]
    if (stripe >= 0).any():
        y, x = np.indices(inner.shape)
        hatch = (stripe >= 0) & ((x + y) % 4 < 2) & ~edge
        ink[hatch] = (FIXED + INKS_PER_SLOT * stripe[hatch] + STRIPE).astype(np.int32)
    if marks.selected >= 0:
        # A lighter fill beside the frame, for owners whose own border is nearly white.
        chosen = inner == marks.selected
        ink[chosen & (ink == ground)] += LIT - FILL
        ground[chosen] += LIT - FILL
    for province, mark in ((marks.hovered, HOVER), (marks.selected, FRAME)):
        if province >= 0:
            _outline(ids, province, mark, ink)
    return ink, ground


def _outline(ids: NDArray[np.int16], province: int, mark: int, ink: NDArray[np.int32]) -> None:
    """Draw the rim of one province."""
    whole = ids == province
    if not whole.any():
        return
    inside = whole[1:-1, 1:-1]
    rim = inside & ~(whole[:-2, 1:-1] & whole[2:, 1:-1] & whole[1:-1, :-2] & whole[1:-1, 2:])
    ink[rim] = mark


def _with_water(values: NDArray[np.int64], sea: int) -> NDArray[np.int64]:
    """A lookup that also answers the raster's negative ids (void, outside, sea at the end)."""
    special = (VOID_INK, OUTSIDE_INK, SEA_INK) if sea == SEA_INK else (VOID, OUTSIDE, sea)
    return np.concatenate([values, np.array(special, dtype=np.int64)])


def compose(
    geometry: Geometry,
    scene: Scene,
    marks: Marks,
    palette: Palette,
    drawn: tuple[Stroke, ...] = (),
    drawing: Drawing | None = None,
) -> tuple[Frame, NDArray[np.int32]]:
    """The land without texts, and the ground ink (rows, columns) that a text cell takes."""
    ink, ground = pixel_inks(geometry, scene, marks)
    if drawing is not None and marks.selected >= 0:
        draw_crossings(ink, drawing, geometry.viewport, marks.selected, marks.crossings)
    draw_lines(ink, drawn)
    top, bottom = ink[0::2], ink[1::2]
    rows, columns = top.shape
    same = top == bottom
    code = np.where(same, _BLANK, _HALF).astype(np.uint32)
    fore = np.where(same, bottom, top).astype(np.int32)
    kind = (bottom - FIXED) % INKS_PER_SLOT
    is_fill = same & (bottom >= FIXED) & ((kind == FILL) | (kind == LIT))
    fore[is_fill] = bottom[is_fill] - kind[is_fill] + PALE
    dots = _border_dots(geometry)
    lined = is_fill & (dots > 0)
    code[lined] = 0x2800 + dots[lined]
    if palette.textured:
        _texture(scene, is_fill & ~lined, bottom, code)
        solid = same & (bottom >= FIXED) & ~is_fill
        code[solid | (same & ((bottom == FRAME) | (bottom == TARGET)))] = _FULL
        code[same & (bottom == OUTSIDE_EDGE)] = ord("·")
    if palette.tier is Tier.MONO:
        upper, lower = _lit(top), _lit(bottom)
        code[upper & lower] = _FULL
        code[upper & ~lower] = _HALF
        code[~upper & lower] = _LOWER
        code[~upper & ~lower & (code == _HALF)] = _BLANK
    frame = Frame(code, fore, bottom.copy(), np.zeros((rows, columns), dtype=np.bool_))
    grounds = np.where(ground[1::2] >= FIXED, ground[1::2], ground[0::2]).astype(np.int32)
    return frame, grounds


def _lit(ink: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Pixels that shine where there are no colours: frontiers, frames and arrows."""
    slots = (ink >= FIXED) & ~np.isin((ink - FIXED) % INKS_PER_SLOT, (FILL, LIT))
    lit: NDArray[np.bool_] = slots | np.isin(ink, (FRAME, TARGET, HOVER, ORDER, ATTACK))
    return lit


def _border_dots(geometry: Geometry) -> NDArray[np.uint32]:
    """Braille masks (rows, columns) of the borders between provinces."""
    fine = geometry.fine
    land = fine >= 0
    dots = (geometry.right >= 0) & (geometry.right != fine)
    dots |= (geometry.down >= 0) & (geometry.down != fine)
    dots &= land
    rows, columns = geometry.viewport.rows, geometry.viewport.columns
    cells = dots.reshape(rows, 4, columns, 2).transpose(0, 2, 1, 3)
    masks: NDArray[np.uint32] = (cells * _BRAILLE).sum(axis=(2, 3), dtype=np.uint32)
    return masks


def _texture(
    scene: Scene, fills: NDArray[np.bool_], ink: NDArray[np.int32], code: NDArray[np.uint32]
) -> None:
    """Scatter the owner's glyph over its fill, for tiers with too few colours."""
    y, x = np.indices(fills.shape)
    spots = fills & ((x + 2 * (y % 2)) % 4 == 0)
    glyphs = np.array([ord(glyph) for glyph in scene.glyphs], dtype=np.uint32)
    code[spots] = glyphs[(ink[spots] - FIXED) // INKS_PER_SLOT]


def write_labels(
    frame: Frame, grounds: NDArray[np.int32], letters: Lettering, scene: Scene, marks: Marks
) -> None:
    """Names bold near-white, armies in their owner's pale colour, both on the calm ground of their land."""
    at = (letters.y, letters.x)
    names = np.full(len(scene.codes), TEXT, dtype=np.int32)
    if marks.targets or marks.hostile:
        names[:] = DIM
        names[list(marks.targets)] = TARGET
        names[list(marks.hostile)] = ATTACK
    if marks.selected >= 0:
        names[marks.selected] = FRAME
    armies = np.where(scene.army_slot >= 0, FIXED + INKS_PER_SLOT * scene.army_slot + PALE, DIM)
    frame.code[at] = letters.code
    frame.fore[at] = np.where(letters.name, names[letters.province], armies[letters.province])
    frame.back[at] = grounds[at]
    frame.bold[at] = letters.name
    chosen = letters.name & (letters.province == marks.selected)
    if chosen.any():
        # Where the frame is small its label still shows what is selected.
        here = (letters.y[chosen], letters.x[chosen])
        frame.fore[here], frame.back[here] = GROUND, FRAME
