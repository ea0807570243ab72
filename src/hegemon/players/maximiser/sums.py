"""The one place where a choice falls: options with signed terms, the best that nothing bars, and what would flip it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hegemon.world.orders import Option, Record, Term
from hegemon.world.view import View

MOST = 6  # options that a record keeps


def total(terms: Iterable[Term]) -> int:
    """Return the sum of terms, ppm of power."""
    return sum([term.amount for term in terms])


def best(options: Sequence[Option], utilities: Sequence[int] | None = None) -> int:
    """Return the index of the first option of the highest utility that nothing bars; ValueError if all are barred.

    utilities: those of the options, if they were added up already.
    """
    worth = [option.utility for option in options] if utilities is None else utilities
    first = -1
    for i, option in enumerate(options):
        if not option.barred and (first < 0 or worth[i] > worth[first]):
            first = i
    if first < 0:
        raise ValueError("every option is barred")
    return first


def choose(view: View, subject: str, about: int | Sequence[int], options: Sequence[Option]) -> tuple[int, Record]:
    """Return the index of the choice among options, and the record of it.

    about: the state concerned, or one for each option, of which that of the choice is kept. options: in the order of
    permanent ids, for the first of equals is taken; doing nothing is one of them. Of many the worst go unrecorded.
    """
    worth = [sum([term.amount for term in option.terms]) if option.terms else 0 for option in options]
    chosen = best(options, worth)
    if len(worth) == 2:  # as most
        ranked: tuple[Option, ...] = (options[chosen], options[1 - chosen])
    else:
        ranked = tuple([options[i] for i in _ranked(options, worth, chosen)])
    whom = about if isinstance(about, int) else about[chosen]
    return chosen, Record(view.seat, view.turn, subject, whom, ranked)


def _ranked(options: Sequence[Option], worth: Sequence[int], chosen: int) -> list[int]:
    """Return the choice, then the others best first, as far as a record keeps them: the runner-up always."""
    order = [chosen, *sorted([i for i in range(len(worth)) if i != chosen], key=worth.__getitem__, reverse=True)]
    if len(order) <= MOST:
        return order
    runner = next((i for i in order[1:] if not options[i].barred), order[1])
    return order[:MOST] if runner in order[:MOST] else [*order[: MOST - 1], runner]


def flipped(record: Record) -> Record:
    """Return the record as it would have been with its flip applied: another choice stands first.

    Raises ValueError for a record without a flip.
    """
    flip = record.flip
    if flip is None:
        raise ValueError("nothing would have flipped this record")
    options = list(record.options)
    held = options[flip.option]
    if not flip.term:
        options[flip.option] = Option(held.name, held.terms)
    else:
        at = next(i for i, t in enumerate(held.terms) if (t.name, t.about) == (flip.term, flip.about))
        more = Term(flip.term, held.terms[at].amount + flip.amount, flip.about)
        options[flip.option] = Option(held.name, (*held.terms[:at], more, *held.terms[at + 1 :]))
    chosen = options.pop(best(options))
    ranked = (chosen, *sorted(options, key=lambda option: -option.utility))
    return Record(record.seat, record.turn, record.subject, record.about, ranked)
