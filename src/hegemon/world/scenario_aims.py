"""Aims: what a seat wants from a game beside power. Shown beside the score, never added to it; no AI reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from hegemon.world.scenario_file import AimRow

# What each kind says of the end of the game, and which of who, provinces and amount it needs.
AIM_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "independent": ("the state, or the one named, still has a home", ()),
    "keeps": ("the state holds every province that it opened with", ()),
    "holds": ("the state holds every province named", ("provinces",)),
    "one of": ("the state holds at least one of the provinces named", ("provinces",)),
    "denies": ("the state named holds none of the provinces named", ("who", "provinces")),
    "port": ("the state holds a province on the sea", ()),
    "share": ("the state has at least so many per mille of the world's power", ("amount",)),
    "grows": ("the state has at least so many percent of the power that it opened with", ("amount",)),
    "rank": ("the state is among the so many strongest", ("amount",)),
    "above": ("the state has more power than the one named", ("who",)),
    "humbles": ("the state named has at most so many percent of the power that it opened with", ("who", "amount")),
    "backs down": ("the state named has at least once backed down before the state in a crisis", ("who",)),
    "allied": ("a treaty of aid binds the state and the one named", ("who",)),
    "peace": ("the state has never been at war, or never with the one named", ()),
    "parted": ("no treaty of aid binds the state named to anybody stronger than the state", ("who",)),
}
OPTIONAL = {"independent": ("who",), "peace": ("who",)}
FIELDS = ("who", "provinces", "amount")


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim by indices. of, who: states, who -1 if none. provinces: indices. say: it in words."""

    of: int
    say: str
    kind: str
    who: int
    provinces: tuple[int, ...]
    amount: int


def aim_of(row: AimRow, states: dict[str, int], provinces: dict[str, int]) -> Aim:
    """Return a checked row by indices."""
    found = tuple(provinces[code] for code in row.provinces)
    return Aim(states[row.of], row.say, row.kind, states[row.who] if row.who else -1, found, row.amount)


def faults(row: AimRow, number: int, states: Collection[str], provinces: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a row and how to mend it."""
    what = f"aim number {number} ({row.of}: {row.kind})"
    if row.kind not in AIM_KINDS:
        yield f"{what}: unknown kind {row.kind!r}", f"use one of {', '.join(AIM_KINDS)}"
        return
    if not row.say.strip() or len(row.say) > 120:
        yield f"{what}: its words are empty or longer than 120 letters", "say in 1 to 120 letters what is wanted"
    for role, code in (("of", row.of), ("who", row.who)):
        if (code or role == "of") and code not in states:
            yield f"{what}: {role} {code!r} is not in this scenario", "use a code that the file defines"
    for code in row.provinces:
        if code not in provinces:
            yield f"{what}: province {code!r} is not in this scenario", "use a code that the file defines"
    if row.who == row.of:
        yield f"{what}: names its own state", "name another, or leave who out"
    needed = AIM_KINDS[row.kind][1]
    for field in FIELDS:
        given = bool(getattr(row, field))
        if field in needed and not given:
            yield f"{what}: {field} is missing", f"an aim of this kind needs {' and '.join(needed)}"
        elif given and field not in needed and field not in OPTIONAL.get(row.kind, ()):
            yield f"{what}: {field} means nothing here", "remove it"
    if not 0 <= row.amount <= 1000:
        yield f"{what}: amount is {row.amount}", "use 1 to 1000"
