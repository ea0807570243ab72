"""The theme of the whole interface, and which colours the terminal has."""

from __future__ import annotations

import os

from textual.theme import Theme

from hegemon.tui.map.palette import Tier

THEME = Theme(
    name="hegemon",
    primary="#e6a23c",
    secondary="#56b4e9",
    accent="#e6a23c",
    warning="#e6a23c",
    error="#ff6b5e",
    success="#4fc08d",
    foreground="#d5dce3",
    background="#0c131b",
    surface="#101823",
    panel="#131c27",
    dark=True,
)


def no_colour() -> bool:
    """Whether NO_COLOR asks for none; an empty one does not, as no-color.org has it, and is taken away."""
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]
    return "NO_COLOR" in os.environ


def tier_of(color_system: str | None, plain: bool = False) -> Tier:
    """Colour tier for what rich found out about the terminal.

    HEGEMON_COLOR (truecolor, 256, 16 or mono) goes first, for terminals that say too little of themselves, as over
    SSH; then ``plain`` means none.
    """
    asked = os.environ.get("HEGEMON_COLOR", "")
    if asked in {tier.value for tier in Tier}:
        return Tier(asked)
    if plain:
        return Tier.MONO
    return {"truecolor": Tier.TRUE, "256": Tier.ANSI256, "standard": Tier.ANSI16, "windows": Tier.ANSI16}.get(
        color_system or "", Tier.MONO
    )
