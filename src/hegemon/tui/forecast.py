"""What counsel says, as short texts: the odds of a march, what a block of effort buys, what a letter is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.world.legality import peace_price
from hegemon.world.relations import cession_price, war_score

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.tui.screens.marching import Marching
    from hegemon.world.orders import Letter, PeaceTerms
    from hegemon.world.state import World


def effort_forecast(desk: Desk) -> tuple[str, ...]:
    """What each branch buys this turn with its blocks as ordered."""
    return ("", "", "", "")


def odds_text(march: Marching) -> str:
    """The range of odds of an attack, empty for a march through open land."""
    return ""


def letter_worth(desk: Desk, letter: Letter) -> Content:
    """What a letter is worth to us, and what we believe it is worth to the other side."""
    return Content("")


def cession(world: World, province: int) -> int:
    """Price of a province in a peace."""
    return cession_price(world, province)


def peace_sums(world: World, terms: PeaceTerms) -> tuple[int, int]:
    """Price of peace terms, and the score that pays for them."""
    return peace_price(world, terms), war_score(world, terms.winner, terms.loser)
