"""Decision records in words: sums that a reader can check by hand, and what would have flipped the choice."""

from __future__ import annotations

from collections.abc import Sequence

from hegemon.game.chronicle import state_name, year_of
from hegemon.game.why import step
from hegemon.world.orders import Option, Record
from hegemon.world.state import World


def places(record: Record) -> int:
    """Return with how many digits after the point the terms of a record, in per cent, add up to their sums."""
    return {100: 2, 10: 3, 1: 4}[step(record.options)]


def signed(ppm: int, digits: int) -> str:
    """Return a gain or loss of power in per cent of the world's, with its sign."""
    return f"{ppm / 10_000:+.{digits}f}%"


def runner_up(record: Record) -> Option | None:
    """Return the best that was not chosen and that nothing barred."""
    return next((option for option in record.options[1:] if not option.barred), None)


def barred(record: Record) -> tuple[Option, ...]:
    """Return what would have been better than the choice but could not be done, beside what its flip names.

    Where nothing else could be done at all, it is the best of what could not.
    """
    named = record.flip.option if record.flip is not None else 0
    if not named and runner_up(record) is None:
        return record.options[1:2]
    return tuple(
        option for at, option in enumerate(record.options)
        if option.barred and at != named and option.utility > record.options[0].utility
    )


def record_said(world: World, record: Record, whole: bool = False) -> list[str]:
    """Return a decision: choice and runner-up with terms that add up, what was barred, and what would have flipped it.

    whole: every option that was weighed.
    """
    about = f" about {state_name(world, record.about)}" if record.about >= 0 else ""
    lines = [f"{year_of(world, record.turn)}, {record.subject}{about}:"]
    runner, digits = runner_up(record), places(record)
    shown = record.options if whole else (record.options[0], *((runner,) if runner else ()), *barred(record))
    for option in shown:
        label = "chose" if option is record.options[0] else "barred was" if option.barred else "over"
        terms = "; ".join(
            f"{t.name}{f' ({world.codes[t.about]})' if t.about >= 0 else ''} {signed(t.amount, digits)}"
            for t in option.terms if t.amount
        )
        why = f": {option.barred}" if option.barred else ""
        lines.append(f"  {label} {option.name}, {signed(option.utility, digits)}{f' ({terms})' if terms else ''}{why}")
    said = flip_said(record, world.codes)
    return [*lines, f"  {said}"] if said else lines


def flip_said(record: Record, codes: Sequence[str]) -> str:
    """Return what would have flipped a choice, as a sentence; empty if no one thing would have, or it is not known."""
    flip = record.flip
    if flip is None:
        shut = runner_up(record) is None and len(record.options) > 1
        return record.change or ("No one change would have flipped it." if shut else "")
    chosen, changed = record.options[0].name, record.options[flip.option]
    if not flip.term:
        size = signed(changed.utility, places(record))
        return f"It would have been “{changed.name}” ({size}), but: {changed.barred}."
    now = next(t.amount for t in changed.terms if (t.name, t.about) == (flip.term, flip.about))
    size = signed(abs(flip.amount), places(record) if record.change else 4).removeprefix("+")
    verb = f"brought {size} " if now >= 0 else f"cost {size} "
    verb += "more" if (flip.amount > 0) == (now >= 0) else "less"
    about = f" ({codes[flip.about]})" if 0 <= flip.about < len(codes) else ""
    other = changed.name if flip.option else next(o.name for o in record.options[1:] if not o.barred)
    head = f"{record.change[:1].upper()}{record.change[1:]}, had" if record.change else "Had"
    return f"{head} “{flip.term}”{about} {verb}, it would have been “{other}”, not “{chosen}”."
