"""Records of decisions: options ranked by the sums that decided, and the change that would have flipped them."""

from __future__ import annotations

from collections.abc import Iterable

from hegemon.world.orders import Option, Record, Term
from hegemon.world.view import View


def total(terms: Iterable[Term]) -> int:
    """Return the sum of terms, ppm of power."""
    return sum([term.amount for term in terms])


def recorded(
    view: View, subject: str, about: int, chosen: Option, others: Iterable[Option], change: str = ""
) -> Record:
    """Return a record: the choice first, then the rest by utility.

    change: what would flip the choice; by default the margin by which the runner-up falls short.
    """
    rest = list(others)
    if len(rest) > 1:
        rest.sort(key=lambda option: (-option.utility, option.name))
    if not change and rest:
        gap = chosen.utility - rest[0].utility
        change = f"{gap + 1} ppm more for {rest[0].name!r}"
    return Record(view.seat, view.turn, subject, about, (chosen, *rest), change)


def decided(view: View, subject: str, about: int, options: Iterable[Option]) -> Record:
    """Return a record whose choice is the option of the highest utility, ties to the first."""
    ranked = list(options)
    best = max(range(len(ranked)), key=lambda i: (ranked[i].utility, -i))
    chosen = ranked.pop(best)
    return recorded(view, subject, about, chosen, ranked)
