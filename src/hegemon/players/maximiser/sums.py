"""The one place where a choice falls: options with signed terms, the best that nothing bars, and what would flip it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hegemon.world.orders import Flip, Option, Record, Term
from hegemon.world.view import View

MOST = 6  # options that a record keeps
PROMISED = ("must promise", "must bring")  # how the terms end that say what an act has to bring before it is done


def total(terms: Iterable[Term]) -> int:
    """Return the sum of terms, ppm of power."""
    return sum([term.amount for term in terms])


def best(options: Sequence[Option]) -> int:
    """Return the index of the first option of the highest utility that nothing bars; ValueError if all are barred."""
    free = [i for i, option in enumerate(options) if not option.barred]
    return max(free, key=lambda i: (options[i].utility, -i))


def choose(view: View, subject: str, about: int | Sequence[int], options: Sequence[Option]) -> tuple[int, Record]:
    """Return the index of the choice among options, and the record of it.

    about: the state concerned, or one for each option, of which that of the choice is kept. options: in the order of
    permanent ids, for the first of equals is taken; doing nothing is one of them. Of many the worst go unrecorded.
    """
    chosen = best(options)
    whom = about if isinstance(about, int) else about[chosen]
    ranked = _ranked(options, chosen)
    if len(ranked) > MOST:
        runner = next((option for option in ranked[1:] if not option.barred), ranked[1])
        ranked = ranked[:MOST] if runner in ranked[:MOST] else (*ranked[: MOST - 1], runner)
    return chosen, Record(view.seat, view.turn, subject, whom, ranked, flip_of(ranked))


def _ranked(options: Sequence[Option], chosen: int) -> tuple[Option, ...]:
    if len(options) == 2:
        return (options[chosen], options[1 - chosen])
    rest = [option for i, option in enumerate(options) if i != chosen]
    return (options[chosen], *sorted(rest, key=lambda option: -option.utility))


def flip_of(ranked: Sequence[Option]) -> Flip | None:
    """Return the smallest change that would make another of the options the choice; ranked[0] is the choice.

    A bar on a better option is the smallest. Else the best other has to rise above the choice, or the choice to fall
    below it, by the term of either that is largest: rather one that need not change its sign, and one that says what
    must be promised only if no other can.
    """
    worth = [option.utility for option in ranked]
    free = []
    for i in range(1, len(ranked)):
        if not ranked[i].barred:
            free.append(i)
        elif worth[i] > worth[0]:
            return Flip(i, "", -1, 0)  # the rest stand best first
    if not free:
        return None
    other = free[0]
    sides = [side for side in (other, 0) if ranked[side].terms]
    if not sides:
        sides = [i for i in free if ranked[i].terms][:1]
        other = sides[0] if sides else other
    more = worth[0] - worth[other] + 1
    levers = []
    for side in sides:
        by = more if side == other else -more
        levers += [
            (not term.name.endswith(PROMISED), term.amount * (term.amount + by) > 0, abs(term.amount), -side, -at, by)
            for at, term in enumerate(ranked[side].terms)
        ]
    if not levers:
        return None
    *_, side, at, by = max(levers)
    term = ranked[-side].terms[-at]
    return Flip(-side, term.name, term.about, by)


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
    ranked = _ranked(options, best(options))
    return Record(record.seat, record.turn, record.subject, record.about, ranked, flip_of(ranked))
