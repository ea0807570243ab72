"""Whose decision records a seat may read, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from hegemon.game.knowable import kind_of
from hegemon.world.events import Event, visible
from hegemon.world.orders import Option, Record, Term
from hegemon.world.records import PROMISED, flip_of

POOLED = "other reasons"
NEXT = "the next best"
VEILED = "as far as we may know"
SHOWN = 100  # ppm to which a public term is told, and a gain: both tell of power, which nobody knows exactly
FINE = 10  # ppm to which a term is told that is smaller than SHOWN can tell

# Deeds done to a seat that open the doer's sums to it.
OPENING = frozenset({"breach", "declared", "absent"})

# The deeds that show what was decided, by the subject of the decision.
DEEDS: dict[str, tuple[str, ...]] = {
    "war": ("declared", "mutual war"),
    "breach": ("breach",),
    "honour": ("joined", "absent"),
    "treaty": ("signed", "notice"),
    "answer": ("signed", "peace"),
    "peace": ("peace",),
    "posture": ("mobilised", "demobilised"),
    "crisis": ("demanded", "backed", "yielded", "crisis war"),
    "motion": ("founded", "acceded", "amended", "rejected"),
    "sanction": ("sanctioned", "lifted"),
    "order": ("proclaimed", "followed"),
    "summit": ("summit",),
    "congress": ("awarded",),
}

# Deeds that two or more bring about together; of the rest only who acts has decided.
JOINT = frozenset({
    "mutual war", "signed", "peace", "yielded", "crisis war", "founded", "acceded", "amended", "rejected",
})  # fmt: skip

# Decisions about a treaty, whose kind is named by the choice and by the deed.
SETTLED = frozenset({"treaty", "breach", "motion", "answer"})

# Decisions about a state's own arms: whom they are meant for stays untold.
OWN = frozenset({"posture"})

# Decisions whose next best option tells of no other plan.
CLOSED = frozenset({"answer", "honour", "posture", "breach", "sanction"})


def readable(
    records: Iterable[Record], events: Iterable[Event], seat: int, state: int, over: bool
) -> tuple[Record, ...]:
    """Return a state's records as far as a seat may know them, latest first.

    Its own, and all once the game is over, are whole, and so are those of a betrayal or an attack on itself. Of
    another's, those show whose deed the seat has seen, and answers to its own letters: terms from public facts
    nearly, what any seat can estimate rounded more, the rest pooled in one rounded term. The next
    best keeps its name unless it would tell of another plan; what barred others stays untold.
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
        if deeds or (record.subject == "answer" and record.about == seat):
            opened = any(e.kind in OPENING and e.target == seat for e in deeds)
            shown.append(record if opened else _veiled(record))
    return tuple(sorted(shown, key=lambda r: -r.turn))


def _shows(event: Event, record: Record) -> bool:
    if event.kind not in DEEDS.get(record.subject, ()):
        return False
    if event.actor != record.seat and event.kind not in JOINT:
        return False
    if record.subject in SETTLED and event.kind != "peace":
        # Two states may settle several things in one turn; the deed shows the sums of its own.
        named = record.options if record.subject == "motion" else record.options[:1]
        if not any(event.detail in option.name.split() for option in named):
            return False
    if record.about in (-1, record.seat) or record.subject in OWN:
        return event.actor == record.seat
    who = (event.actor, event.target, event.other)
    return record.seat in who and record.about in who


def _veiled(record: Record) -> Record:
    """Return a record as others may read it: the choice and the best that nothing barred."""
    if record.subject in OWN:
        record = replace(record, about=-1)
    options = [_shown(record.options[0])]
    other = next((option for option in record.options[1:] if not option.barred), None)
    if other is not None:
        options.append(_shown(other) if _told(record, other) else _hidden(other))
        short = options[1].utility - options[0].utility
        if short > 0:
            # Rounding must not make the choice look the worse.
            options[0] = _pooled(options[0].name, options[0].terms, short)
    if len(options) == 1 or options[1].name == NEXT:
        return replace(record, options=tuple(options), stated=None, change="")
    # What would flip the sums as they are shown tells no more than they do.
    flip = flip_of(options, (*PROMISED, POOLED))
    if flip is not None and flip.term == POOLED:
        flip = None
    if flip is not None:
        whole = -(-abs(flip.amount) // step(options)) * step(options)
        flip = replace(flip, amount=whole if flip.amount > 0 else -whole)
    return replace(record, options=tuple(options), stated=flip, change=VEILED if flip is not None else "")


def _told(record: Record, other: Option) -> bool:
    """Return whether the next best tells of no other plan: to do nothing, to keep, or what the deed decided."""
    if not other.terms or other.name.startswith("keep "):
        return True
    return record.subject in CLOSED and not other.name.startswith("write back")


def _shown(option: Option) -> Option:
    told: list[Term] = []
    rest = 0
    for term in option.terms:
        kind = kind_of(term.name)
        if kind in ("public", "guessed"):
            told.append(replace(term, amount=rounded(term.amount, grain(term.amount, public=kind == "public"))))
        else:
            rest += term.amount
    return _pooled(option.name, tuple(term for term in told if term.amount), rounded(rest, grain(rest)))


def _hidden(option: Option) -> Option:
    return _pooled(NEXT, (), rounded(option.utility, grain(option.utility)))


def _pooled(name: str, terms: tuple[Term, ...], more: int) -> Option:
    """Return an option whose pooled term, one and the last, is at least so much more; none if it comes to nothing."""
    rest = more + sum(term.amount for term in terms if term.name == POOLED)
    rest = -(-rest // grain(rest)) * grain(rest)
    kept = tuple(term for term in terms if term.name != POOLED)
    return Option(name, (*kept, Term(POOLED, rest)) if rest else kept)


def grain(amount: int, public: bool = False) -> int:
    """Return to how many ppm an amount is told, by its size: what is not public with one or two digits."""
    if abs(amount) < 5 * SHOWN:
        return FINE
    return SHOWN if public or abs(amount) < 50 * SHOWN else 10 * SHOWN


def step(options: Iterable[Option]) -> int:
    """Return the ppm of which every term of options is a whole number: SHOWN, FINE or 1."""
    amounts = [term.amount for option in options for term in option.terms]
    return next((unit for unit in (SHOWN, FINE) if all(amount % unit == 0 for amount in amounts)), 1)


def rounded(amount: int, unit: int = SHOWN) -> int:
    """Return an amount to the nearest whole number of units, ppm."""
    return (2 * amount + unit) // (2 * unit) * unit
