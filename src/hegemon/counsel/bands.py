"""What I see of another's sums: my estimate of what a letter is worth to its reader, as a band, never its own sums."""

from __future__ import annotations

from dataclasses import dataclass

from hegemon.counsel.pacts import worth
from hegemon.counsel.terms import instead
from hegemon.world.orders import Letter, PeaceTerms, Term
from hegemon.world.view import View

WIDTH = 300  # per mille of the sum of what speaks for it and against it
LEAST = 400  # ppm


@dataclass(frozen=True, slots=True)
class Band:
    """An estimate of another's gain, ppm of power, and what it is made of."""

    low: int
    mid: int
    high: int
    terms: tuple[Term, ...]


def reader_gain(view: View, letter: Letter) -> Band:
    """Return my estimate of what a letter would be worth to who reads it."""
    return _band(estimate(view, letter, letter.to))


def estimate(view: View, letter: Letter, state: int) -> tuple[Term, ...]:
    """Return the terms of what a letter is worth to one of its two states, by this view's table of danger."""
    terms = letter.terms
    other = letter.sender if state == letter.to else letter.to
    if isinstance(terms, PeaceTerms):
        return instead(view, terms, state)
    return worth(view, terms.kind, state, other, terms.target, terms.parties[0] == state)


def _band(terms: tuple[Term, ...]) -> Band:
    mid = sum(term.amount for term in terms)
    wide = max(LEAST, WIDTH * sum(abs(term.amount) for term in terms) // 1000)
    return Band(mid - wide, mid, mid + wide, terms)
