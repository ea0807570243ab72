"""Odds of an attack as text, for the screens and the plain game: always a word, and a range where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegemon.engine.battle import UNDEFENDED

if TYPE_CHECKING:
    from hegemon.counsel.odds import Odds
    from hegemon.world.rules import Warfare

PLENTY = 1_000  # percent, above which nobody cares
NOBODY = "nobody there now; they may reinforce"


def range_said(odds: Odds) -> str:
    """Attack against defence from worst to best, empty where nobody stands."""
    low, high = sorted((odds.low, odds.high))
    if odds.mid >= UNDEFENDED:
        return ""
    if low >= PLENTY:
        return f"{PLENTY // 100} or more"
    places = 2 if low < 100 else 1
    if high >= UNDEFENDED:
        return f"{low / 100:.{places}f} or more"
    return f"{low / 100:.{places}f}–{high / 100:.{places}f}"


def outcome_said(odds: Odds, rule: Warfare) -> str:
    """What the range means, in as few words as a status line has room for."""
    low, high = sorted((odds.low, odds.high))
    if odds.mid >= UNDEFENDED:
        return NOBODY
    if high < rule.repulse:
        return "repulsed"
    if low < rule.repulse:
        return "may fall"
    if low >= rule.rout:
        return "a rout"
    return "falls" if high < rule.rout else "falls, or a rout"


def odds_said(odds: Odds, rule: Warfare) -> str:
    """Range and word, as in ``odds 0.8–1.4: may fall``."""
    ratio = range_said(odds)
    word = outcome_said(odds, rule)
    return f"odds {ratio}: {word}" if ratio else f"odds: {word}"
