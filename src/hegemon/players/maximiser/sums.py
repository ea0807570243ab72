"""The one place where a choice falls: options with signed terms, the best that nothing bars, and what would flip it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hegemon.world.orders import Flip, Option, Record, Term
from hegemon.world.view import View

MOST = 6  # options that a record keeps
FAR = 4  # times its own size by which a term may have to change before another is the likelier to have done
PROMISED = ("must promise", "must bring")  # how the terms end that say what an act has to bring before it is done


def total(terms: Iterable[Term]) -> int:
    """Return the sum of terms, ppm of power."""
    return sum([term.amount for term in terms])


def best(options: Sequence[Option], utilities: Sequence[int] | None = None) -> int:
    """Return the index of the first option of the highest utility that nothing bars; ValueError if all are barred.

    utilities: those of the options, if they were added up already.
    """
    worth = [option.utility for option in options] if utilities is None else utilities
    return max([i for i, option in enumerate(options) if not option.barred], key=worth.__getitem__)


def choose(view: View, subject: str, about: int | Sequence[int], options: Sequence[Option]) -> tuple[int, Record]:
    """Return the index of the choice among options, and the record of it.

    about: the state concerned, or one for each option, of which that of the choice is kept. options: in the order of
    permanent ids, for the first of equals is taken; doing nothing is one of them. Of many the worst go unrecorded.
    """
    worth = [sum([term.amount for term in option.terms]) for option in options]
    chosen = best(options, worth)
    rest = [i for i in range(len(worth)) if i != chosen]
    if len(rest) > 1:
        rest.sort(key=worth.__getitem__, reverse=True)
    order = [chosen, *rest]
    if len(order) > MOST:
        runner = next((i for i in order[1:] if not options[i].barred), order[1])
        order = order[:MOST] if runner in order[:MOST] else [*order[: MOST - 1], runner]
    ranked = tuple([options[i] for i in order])
    whom = about if isinstance(about, int) else about[chosen]
    return chosen, Record(view.seat, view.turn, subject, whom, ranked, _flip(ranked, [worth[i] for i in order]))


def flip_of(ranked: Sequence[Option], last: tuple[str, ...] = PROMISED) -> Flip | None:
    """Return the smallest change that would make another of the options the choice; ranked[0] is the choice.

    A bar on a better option is the smallest. Else the best other has to rise above the choice, or the choice to fall
    below it, by the term of either that is largest: rather one that need not change its sign or grow many times
    over, and one whose name ends with one of last only if no other can.
    """
    return _flip(ranked, [option.utility for option in ranked], last)


def _flip(ranked: Sequence[Option], worth: list[int], last: tuple[str, ...] = PROMISED) -> Flip | None:
    """Return the flip of options whose utilities are worth."""
    free = []
    for i in range(1, len(ranked)):
        if not ranked[i].barred:
            free.append(i)
        elif worth[i] > worth[0]:
            return Flip(i, "", -1, 0)  # the rest stand best first
    if not free:
        return None
    other = free[0]
    if not ranked[0].terms and not ranked[other].terms:
        other = next((i for i in free if ranked[i].terms), other)
    more = worth[0] - worth[other] + 1
    highest, far = (-1, 0), abs(more)
    at, lever, change = 0, None, 0
    for side, by in ((0, -more), (other, more)):
        for term in ranked[side].terms:
            amount = term.amount
            size = abs(amount)
            if highest >= (3, size):
                continue
            kept = amount * (amount + by) > 0 and far <= FAR * size
            rank = (kept if term.name.endswith(last) else kept + 2, size)
            if rank > highest:
                highest, at, lever, change = rank, side, term, by
    return Flip(at, lever.name, lever.about, change) if lever is not None else None


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
    return Record(record.seat, record.turn, record.subject, record.about, ranked, flip_of(ranked))
