"""Whose decision records a seat may read, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from hegemon.world.events import Event, visible
from hegemon.world.orders import Option, Record, Term

POOLED = "other reasons"
NEXT = "the next best"
ROUNDED = 1_000  # ppm to which a pooled sum is rounded

# Terms reckoned from what everybody can see: shown as they are.
PUBLIC = frozenset({
    "word", "word kept", "word to the enemy", "trade", "land", "reparations", "toil", "toil of war",
    "output of a turn", "what a war must promise", "faith with a friend", "the trouble of leaving", "burden",
    "their mobilisation", "at war", "land held", "land in their hands", "autonomy", "face lost", "dues", "an envoy",
    "prestige", "no separate peace", "trade lost",
})  # fmt: skip

# Terms that any seat can estimate from its own table of danger: shown rounded.
GUESSED = frozenset({
    "spoils", "defeat", "hazard", "exposure", "friendship", "friend saved", "danger from the enemy", "prey forgone",
    "peace with it", "entrapment", "land still to win", "land still to lose", "enemies", "other enemies",
    "own attack", "foreign arms next door", "the province", "tribute", "their humiliation", "our humiliation",
    "spoils shared", "cover", "buffer", "hands freed", "peace with them", "harm to it", "a danger held down",
})  # fmt: skip

# Deeds done to a seat that open the doer's sums to it.
OPENING = frozenset({"breach", "declared", "absent"})

# The public deeds that show what was decided, by the subject of the decision.
DEEDS: dict[str, tuple[str, ...]] = {
    "war": ("declared", "mutual war"),
    "breach": ("breach",),
    "honour": ("joined", "absent"),
    "treaty": ("signed", "notice"),
    "peace": ("peace",),
    "posture": ("mobilised", "demobilised"),
    "crisis": ("demanded", "backed", "yielded", "crisis war"),
    "motion": ("founded", "acceded", "amended"),
    "sanction": ("sanctioned", "lifted"),
    "order": ("proclaimed", "followed"),
    "summit": ("summit",),
    "congress": ("awarded",),
}


def readable(
    records: Iterable[Record], events: Iterable[Event], seat: int, state: int, over: bool
) -> tuple[Record, ...]:
    """Return a state's records as far as a seat may know them, latest first.

    Its own, and all once the game is over, are whole, and so are those of a betrayal or an attack on itself. Of
    another's, those show whose deed the seat has seen: terms about the seat and from public facts exact, what any
    seat can estimate rounded, the rest pooled in one rounded term. The next best keeps its name unless it would
    tell of another plan.
    """
    mine = [r for r in records if r.seat == state]
    if over or seat == state:
        return tuple(sorted(mine, key=lambda r: -r.turn))
    seen: dict[int, list[Event]] = {}
    for event in events:
        if visible(event, seat):
            seen.setdefault(event.turn, []).append(event)
    shown = []
    for record in mine:
        deeds = [e for e in seen.get(record.turn, ()) if _shows(e, record)]
        if deeds:
            opened = any(e.kind in OPENING and e.target == seat for e in deeds)
            shown.append(record if opened else _veiled(record, seat))
    return tuple(sorted(shown, key=lambda r: -r.turn))


def _shows(event: Event, record: Record) -> bool:
    if event.kind not in DEEDS.get(record.subject, ()):
        return False
    if record.about in (-1, record.seat):
        return event.actor == record.seat
    who = (event.actor, event.target, event.other)
    return record.seat in who and record.about in who


def _veiled(record: Record, seat: int) -> Record:
    options = [_shown(record.options[0], seat, record.options[0].name)]
    for other in record.options[1:2]:
        told = not any(t.name == "what a war must promise" for t in other.terms)
        options.append(_shown(other, seat, other.name if told else NEXT))
    if len(options) > 1 and options[1].utility > options[0].utility:
        # Rounding must not make the choice look the worse.
        short = Term(POOLED, options[1].utility - options[0].utility)
        options[0] = replace(options[0], terms=(*options[0].terms, short))
    return replace(record, options=tuple(options), flip=None, change="")


def _shown(option: Option, seat: int, name: str) -> Option:
    told: list[Term] = []
    rest = 0
    for term in option.terms:
        if name == NEXT:
            rest += term.amount
        elif term.about == seat or _plain(term.name) in PUBLIC:
            told.append(term)
        elif _plain(term.name) in GUESSED:
            told.append(replace(term, amount=_rounded(term.amount)))
        else:
            rest += term.amount
    if rest:
        told.append(Term(POOLED, _rounded(rest)))
    return Option(name, tuple(told))


def _plain(name: str) -> str:
    """Return what a term is about; of peace, what it ends is as public as while it lasts."""
    return name.removeprefix("no more ").removeprefix("an end of ")


def flip_said(record: Record) -> str:
    """Return what would have flipped a choice, as one phrase; empty if nothing was to choose."""
    flip = record.flip
    if flip is None:
        return record.change
    option = record.options[flip.option]
    if not flip.term:
        return f"{option.name}, but for this: {option.barred}"
    more = "more" if flip.amount > 0 else "less"
    return f"{abs(flip.amount)} ppm {more} for {flip.term!r} in {option.name!r}"


def _rounded(amount: int) -> int:
    return (2 * amount + ROUNDED) // (2 * ROUNDED) * ROUNDED
