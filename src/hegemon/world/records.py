"""Decision records: options with signed terms, the choice among them, and the smallest change that would flip it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET, Struct, UnsetType

FAR = 4  # times its own size by which a term may have to change before another is the likelier to have done
PROMISED = ("must promise", "must bring")  # how the terms end that say what an act has to bring before it is done


class Term(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """One signed term of a utility: its name, its size in ppm of power, and the state it is about (-1: none)."""

    name: str
    amount: int
    about: int = -1


class Option(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One thing that could be done; the terms add up exactly to the utility.

    barred: one phrase why it could not be chosen now whatever its worth, empty if it could.
    """

    name: str
    terms: tuple[Term, ...] = ()
    barred: str = ""

    @property
    def utility(self) -> int:
        """The sum of the terms, ppm of power."""
        return sum([term.amount for term in self.terms])


class Flip(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The smallest change of one term that would have flipped a choice.

    option: whose term changes, an index of Record.options; term, about: which; amount: by how much, signed ppm. An
    empty term with amount 0: the option would have been chosen but for its bar.
    """

    option: int
    term: str
    about: int
    amount: int


class Record(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Why a decision fell as it did: the options weighed, options[0] chosen, the rest best first.

    The choice is the first of those of the highest utility that nothing bars.

    subject: what was decided (war, peace, treaty, breach, honour, effort, focus, posture, placement, answer, crisis,
    motion, sanction, order, summit, congress, standing, plan).
    about: the state it concerns, -1 if none. stated: what would have flipped it as somebody may know it; unset where
    that follows from the options. change: the same in a player's own words, where it has no flip.
    """

    seat: int
    turn: int
    subject: str
    about: int
    options: tuple[Option, ...]
    stated: Flip | UnsetType | None = UNSET
    change: str = ""

    @property
    def flip(self) -> Flip | None:
        """What would have flipped it, None if nothing was to choose, or it is not known."""
        if self.stated is not UNSET:
            return self.stated
        return None if self.change else flip_of(self.options)

    @property
    def margin(self) -> int:
        """Utility of the choice above the runner-up, ppm; 0 if everything else was barred."""
        open_to = [option.utility for option in self.options[1:] if not option.barred]
        return self.options[0].utility - open_to[0] if open_to else 0


def flip_of(ranked: Sequence[Option], last: tuple[str, ...] = PROMISED) -> Flip | None:
    """Return the smallest change that would make another of the options the choice; ranked[0] is the choice.

    A bar on a better option is the smallest. Else the best other has to rise above the choice, or the choice to fall
    below it, by the term of either that is largest: rather one that need not change its sign or grow many times
    over, and one whose name ends with one of last only if no other can.
    """
    free, worth = [], [option.utility for option in ranked]
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
