"""What makes one maximiser another: its doctrine, its skill, and what its player has forbidden it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from hegemon import assets
from hegemon.counsel.weights import Weights, load_weights
from hegemon.errors import BadInput, one_line, unknown
from hegemon.world.orders import Option, Term

STATESMAN = "statesman"
MOST_BUDGET = 10_000


class Doctrine(Struct, frozen=True, forbid_unknown_fields=True):
    """How a state weighs the terms of its own sums. terms: per mille by name. weights: overrides by section."""

    says: str
    terms: dict[str, int] = {}
    weights: dict[str, dict[str, int]] = {}


class Skill(Struct, frozen=True, forbid_unknown_fields=True):
    """error: of estimates beyond what the view shows, per mille. budget: simulated turns a decision may spend."""

    error: int
    budget: int


@dataclass(frozen=True, slots=True, eq=False)
class Mind:
    """A maximiser's way of thinking.

    doctrine: its name, empty for the plain maximiser. treaties: whether it signs any. weights: those of the player's
    own choices, the doctrine's overrides put in. terms: per mille by which its own terms count, by name.
    """

    doctrine: str
    skill: str
    error: int
    budget: int
    treaties: bool
    weights: Weights
    terms: dict[str, int]

    def weigh(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """Return terms of the seat's own as the doctrine weighs them, rounded toward zero; those that vanish go."""
        factor = self.terms
        if not factor:
            return tuple(terms)
        found = []
        for term in terms:
            part = factor.get(term.name, 1000)
            amount = term.amount if part == 1000 else int(term.amount * part / 1000)
            if amount:
                found.append(term if part == 1000 else Term(term.name, amount, term.about))
        return tuple(found)

    def option(self, name: str, terms: Iterable[Term] = (), barred: str = "") -> Option:
        """Return an option with its terms as the doctrine weighs them."""
        return Option(name, self.weigh(terms), barred)


@lru_cache(maxsize=1)
def doctrines() -> dict[str, Doctrine]:
    """Return the doctrines of assets/rules/doctrines.toml by name; BadInput if the file is wrong."""
    found: dict[str, Doctrine] = _read("doctrines", dict[str, Doctrine])
    for name, doctrine in found.items():
        _overridden(name, doctrine.weights)
    return found


@lru_cache(maxsize=1)
def skills() -> dict[str, Skill]:
    """Return the levels of skill of assets/rules/skills.toml by name, the weakest first; BadInput if it is wrong."""
    found: dict[str, Skill] = _read("skills", dict[str, Skill])
    return found


def _read(name: str, shape: Any) -> Any:
    try:
        return msgspec.convert(tomllib.loads(assets.read("rules", f"{name}.toml").decode()), shape)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadInput(f"{name}: {one_line(error)}; mend assets/rules/{name}.toml") from None


def _overridden(name: str, changes: dict[str, dict[str, int]]) -> Weights:
    weights = msgspec.to_builtins(load_weights())
    for section, values in changes.items():
        for key in values:
            if key not in weights.get(section, {}):
                where = f"{name} weighs {section}.{key}"
                raise BadInput(f"doctrines: {where}, which is no weight; mend assets/rules/doctrines.toml")
        weights[section] = weights[section] | values
    return msgspec.convert(weights, Weights)


@lru_cache(maxsize=64)
def mind_of(doctrine: str = "", options: tuple[str, ...] = ()) -> Mind:
    """Return the mind of a doctrine (empty: none) with options: a skill, budget=N, treaties=none, doctrine=NAME.

    Raises BadInput for an option that is none, saying which there are.
    """
    skill, budget, treaties = STATESMAN, -1, True
    for option in options:
        key, _, value = option.partition("=")
        if key in skills() or key == "skill":
            skill = value if key == "skill" else key
        elif key == "doctrine":
            doctrine = value
        elif key == "treaties" and value in ("all", "none"):
            treaties = value == "all"
        elif key == "budget" and value.isascii() and value.isdigit() and int(value) <= MOST_BUDGET:
            budget = int(value)
        else:
            known = ", ".join(skills())
            raise BadInput(f"player option {one_line(option, 60)!r}: unknown; add {known}, doctrine=NAME, "
                           f"treaties=none or budget=N (at most {MOST_BUDGET}), apart by colons")
    if skill not in skills():
        raise unknown("skill", skill, tuple(skills()))
    if doctrine and doctrine not in doctrines():
        raise unknown("doctrine", doctrine, tuple(doctrines()))
    level = skills()[skill]
    chosen = doctrines()[doctrine] if doctrine else Doctrine("")
    return Mind(
        doctrine, skill, level.error, level.budget if budget < 0 else budget, treaties,
        _overridden(doctrine, chosen.weights), dict(chosen.terms),
    )  # fmt: skip
