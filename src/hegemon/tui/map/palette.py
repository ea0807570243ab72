"""Inks of the map and the hand-made tables that turn them into terminal colours, one table a tier."""

from __future__ import annotations

import colorsys
from enum import Enum

from rich.color import Color
from rich.style import Style


class Tier(Enum):
    """How many colours the terminal has."""

    TRUE = "truecolor"
    ANSI256 = "256"
    ANSI16 = "16"
    MONO = "mono"


GROUND, SEA_INK, SHELF, OUTSIDE_INK, OUTSIDE_EDGE, VOID_INK = range(6)
FRAME, TEXT, DIM, SEA_TEXT, ORDER, ATTACK, HOVER, TARGET = range(6, 14)
FIXED = 14
FILL, EDGE, PALE, STRIPE, LIT = range(5)
INKS_PER_SLOT = 5
KEYS = 1 << 16

# (true colour, 256, 16); the last are ANSI numbers.
_FIXED_INKS: tuple[tuple[str, int, int], ...] = (
    ("#0d1117", 233, 0),
    ("#0c141d", 233, 0),
    ("#101c28", 234, 0),
    ("#1b2027", 235, 0),
    ("#2c323b", 238, 8),
    ("#0c141d", 233, 0),
    ("#ffffff", 231, 15),
    ("#f0f3f6", 255, 15),
    ("#9aa5b1", 247, 7),
    ("#6f8296", 245, 4),
    ("#fff0b3", 230, 15),
    ("#ff4b3e", 203, 9),
    ("#c3ccd5", 252, 7),
    ("#fff3c4", 230, 11),
)

# Families of hue: (upper limit in degrees, 256-colour fill, edge, pale, ANSI 16).
_FAMILIES: tuple[tuple[int, int, int, int, int], ...] = (
    (15, 88, 203, 217, 9),
    (34, 94, 208, 223, 3),
    (48, 94, 214, 222, 3),
    (72, 100, 226, 229, 11),
    (100, 64, 148, 193, 10),
    (150, 22, 71, 157, 2),
    (180, 23, 36, 158, 6),
    (202, 24, 74, 153, 14),
    (232, 25, 75, 153, 12),
    (262, 54, 105, 189, 4),
    (300, 53, 134, 183, 5),
    (335, 89, 175, 218, 13),
    (361, 88, 204, 217, 9),
)
_GREYS: tuple[tuple[int, int, int, int, int], ...] = (
    (40, 235, 240, 250, 8),
    (62, 236, 245, 252, 7),
    (101, 238, 250, 255, 7),
)


def mix(first: str, second: str, share: float) -> str:
    """Colour that is ``share`` of the first and the rest of the second, as #rrggbb."""
    a = [int(first[i : i + 2], 16) for i in (1, 3, 5)]
    b = [int(second[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(x * share + y * (1 - share)):02x}" for x, y in zip(a, b, strict=True))


def family(hue: str) -> tuple[int, int, int, int]:
    """Hand-picked (256 fill, 256 edge, 256 pale, ANSI 16) for a colour."""
    red, green, blue = (int(hue[i : i + 2], 16) / 255 for i in (1, 3, 5))
    angle, lightness, _ = colorsys.rgb_to_hls(red, green, blue)
    if max(red, green, blue) - min(red, green, blue) < 0.1:
        rows, value = _GREYS, lightness * 100
    else:
        rows, value = _FAMILIES, angle * 360
    for limit, fill, edge, pale, sixteen in rows:
        if value < limit:
            return fill, edge, pale, sixteen
    return rows[-1][1:]


class Palette:
    """Colours of every ink for one tier and one list of slot hues (a slot is a state, a bloc or a step of a ramp)."""

    def __init__(self, tier: Tier, hues: tuple[str, ...]) -> None:
        """Make no style before it is asked for."""
        self.tier = tier
        self.hues = hues
        self._styles: dict[int, Style] = {}
        self._colours: dict[int, Color | None] = {}

    @property
    def textured(self) -> bool:
        """Whether fills are drawn with the owner's glyph because colours are too few."""
        return self.tier in (Tier.ANSI16, Tier.MONO)

    def style(self, key: int) -> Style:
        """Style of a run of cells, by its key: (fore KEYS + back) 2 + bold."""
        found = self._styles.get(key)
        if found is None:
            pair, bold = divmod(key, 2)
            fore, back = divmod(pair, KEYS)
            found = self._styles[key] = self._style(fore, back, bool(bold))
        return found

    def colour(self, ink: int) -> Color | None:
        """Terminal colour of an ink; None leaves the terminal's own."""
        if ink not in self._colours:
            self._colours[ink] = _colour(self.tier, self.hues, ink)
        return self._colours[ink]

    def _style(self, fore: int, back: int, bold: bool) -> Style:
        if self.tier is Tier.MONO:
            # Two shades only: frame, frontiers and text stand out by weight, not by colour.
            return Style(
                bold=bold or fore == FRAME, dim=fore in (DIM, SEA_TEXT, OUTSIDE_EDGE), reverse=back == FRAME
            )
        return Style(color=self.colour(fore), bgcolor=self.colour(back), bold=bold)


def slot_ink(slot: int, kind: int) -> int:
    """Ink of a slot: FILL, EDGE, PALE, STRIPE or LIT (the selected province's fill)."""
    return FIXED + INKS_PER_SLOT * slot + kind


def _colour(tier: Tier, hues: tuple[str, ...], ink: int) -> Color | None:
    if tier is Tier.MONO:
        return None
    if ink < FIXED:
        true, eight, four = _FIXED_INKS[ink]
        if tier is Tier.TRUE:
            return Color.parse(true)
        return Color.from_ansi(eight if tier is Tier.ANSI256 else four)
    slot, kind = divmod(ink - FIXED, INKS_PER_SLOT)
    hue = hues[slot]
    if tier is Tier.TRUE:
        return Color.parse(_true(hue, kind))
    fill, edge, pale, sixteen = family(hue)
    if tier is Tier.ANSI256:
        return Color.from_ansi((fill, edge, pale, edge, fill)[kind])
    return Color.from_ansi((0, sixteen, sixteen, sixteen, 0)[kind])


def _true(hue: str, kind: int) -> str:
    if kind == FILL:
        return mix(hue, "#0d1117", 0.42)
    if kind == EDGE:
        return hue
    if kind == PALE:
        return mix(hue, "#ffffff", 0.45)
    return mix(hue, "#0d1117", 0.58 if kind == LIT else 0.68)
