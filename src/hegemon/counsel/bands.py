"""What I see of another's sums: my estimate of what a letter is worth to its reader, as a band, never its own sums."""

from __future__ import annotations

from dataclasses import dataclass

from hegemon.counsel.clauses import pact_worth
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

    @classmethod
    def of(cls, terms: tuple[Term, ...]) -> Band:
        """Return an estimate of these terms with the error that it may have."""
        mid = sum(term.amount for term in terms)
        wide = max(LEAST, WIDTH * sum(abs(term.amount) for term in terms) // 1000)
        return cls(mid - wide, mid, mid + wide, terms)


def reader_gain(view: View, letter: Letter) -> Band:
    """Return my estimate of what a letter would be worth to who reads it."""
    return Band.of(estimate(view, letter, letter.to))


def estimate(view: View, letter: Letter, state: int) -> tuple[Term, ...]:
    """Return the terms of what a letter is worth to one of its two states, by this view's table of danger."""
    terms = letter.terms
    if isinstance(terms, PeaceTerms):
        return instead(view, terms, state)
    return pact_worth(view, terms, state)
