"""The clauses of a treaty as fields of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.tui import choices, words
from hegemon.tui.screens.form import Field
from hegemon.world.orders import TreatyTerms

if TYPE_CHECKING:
    from hegemon.world.state import World

TERMS = (5, 10, 15, 20, 30, 40)
NAMES = {
    "target": "Against", "exclude": "Except", "chained": "Chained", "burden": "Burden", "delay": "Consult",
    "joint": "Peace", "term": "Turns", "notice": "Notice", "renew": "At its term", "secret": "Known", "dues": "Dues",
    "split": "Spoils",
}  # fmt: skip


def clause_fields(world: World, parties: tuple[int, ...], terms: TreatyTerms) -> dict[str, Field]:
    """Every clause as a field, with what the terms say chosen; parties cannot be named as enemies."""
    rule = world.rules
    others = [(words.state(world, s, long=True), s) for s in choices.living(world, *parties)]
    most = rule.order.dues_most
    values: dict[str, list[tuple[Content | str, object]]] = {
        "target": [("anybody", -1), *others],
        "exclude": [("nobody", -1), *others],
        "chained": [("direct attacks only", False), ("also when a partner was drawn in", True)],
        "burden": [("none", 0), *((f"{n} military block{'s' if n > 1 else ''} each", n) for n in range(1, 6))],
        "delay": [
            ("help comes at once", 0),
            *((f"help comes {n} turn{'s' if n > 1 else ''} later", n) for n in range(1, rule.treaties.delay_most + 1)),
        ],
        "joint": [("each may make its own", False), ("no separate peace", True)],
        "term": [(str(n), n) for n in sorted({*TERMS, terms.term})],
        "notice": [(f"{n} turn{'s' if n > 1 else ''}", n) for n in range(1, 5)],
        "renew": [("it ends", False), ("it runs on", True)],
        "secret": [("to all", False), ("to its parties alone", True)],
        "dues": [(f"{d / 10:g}% of output", d) for d in sorted({*range(0, most + 1, 10), terms.dues})],
        "split": _splits(world, parties, terms.split),
    }
    return {name: Field(NAMES[name], found).choose(getattr(terms, name)) for name, found in values.items()}


def _splits(world: World, parties: tuple[int, ...], stated: tuple[int, ...]) -> list[tuple[Content | str, object]]:
    """Ways to split spoils: by losses, in equal parts, or half to one of the parties."""
    many = len(parties)
    found: list[tuple[Content | str, object]] = [("by losses inflicted and borne", ())]
    equal = tuple(1000 // many + (i < 1000 % many) for i in range(many))
    found.append(("in equal parts", equal))
    for at, party in enumerate(parties):
        rest = 400 // (many - 1)
        split = tuple(1000 - rest * (many - 1) if i == at else rest for i in range(many))
        found.append((Content.assemble("most to ", words.state(world, party), f", {split[at] / 10:g}%"), split))
    if stated and stated not in [value for _, value in found]:
        found.append((":".join(f"{share / 10:g}" for share in stated), stated))
    return found
