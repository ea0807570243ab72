"""What makes one maximiser another: its doctrine, its skill, and what its player has forbidden it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from hegemon import assets
from hegemon.counsel.weights import Weights, load_weights
from hegemon.errors import BadInput, one_line, unknown
from hegemon.world.orders import Option, Term

MAXIMISER = "maximiser"
STATESMAN = "statesman"
MOST_BUDGET = 10_000
LEAST_SHARE, MOST_SHARE = 200, 500  # per mille of a joint gain that a doctrine may ask for
# Terms that only a doctrine has: of the plain maximiser's sums they are no part.
BESIDE, AGAINST, AMITY = "beside the strongest", "against the strongest", "commerce and friendship"
# Weights that a mind reads as its own. All others are part of sums that seats share, and a doctrine cannot change them.
OWN = {
    "danger": ("word",),
    "pacts": ("least", "drop", "share", "near", "strong", "feared", "honour", "blocks", "lean"),
    "war": (
        "threshold", "resolve", "second", "reserve", "third", "doubt", "struck", "held", "freed", "capital", "men",
        "theirs", "least", "alarm", "tempted", "memory", "stay",
    ),
    "crisis": ("every", "near", "least", "backing"),
    "motions": ("every", "least", "members", "most"),
    "sanctions": ("every", "least", "forestalled", "harm", "danger", "dread", "cause", "ill"),
    "summits": ("every", "calm", "enough", "least"),
    "congress": ("border", "above"),
    "effort": ("every", "might", "stocks", "margin"),
    "plans": (
        "foreseeing", "letters", "lasting", "daring", "threshold", "resolve", "wide", "tempted", "reserve", "played",
    ),
}  # fmt: skip
# What about the system of states a doctrine may take up; hegemon.players.maximiser.circumstances tells when it holds.
CIRCUMSTANCES = ("preponderance", "few", "many")
LESS = ("less ", "no more ", "an end of ")  # how a term begins that takes away what the rest of its name says


class Emphasis(Struct, frozen=True, forbid_unknown_fields=True):
    """What a circumstance changes in a doctrine. terms: per mille by name. weights: overrides by section."""

    terms: dict[str, Annotated[int, Meta(ge=0, le=10_000)]] = {}
    weights: dict[str, dict[str, int]] = {}


class Doctrine(Struct, frozen=True, forbid_unknown_fields=True):
    """How a state weighs the terms of its own sums.

    terms: per mille by name. weights: overrides by section. when: what else it weighs in a circumstance, by its name,
    one of CIRCUMSTANCES; the first that holds counts.
    """

    says: str
    terms: dict[str, Annotated[int, Meta(ge=0, le=10_000)]] = {}
    weights: dict[str, dict[str, int]] = {}
    when: dict[str, Emphasis] = {}


class Skill(Struct, frozen=True, forbid_unknown_fields=True):
    """error: of estimates beyond what the view shows, per mille. budget: simulated turns a decision may spend."""

    error: int
    budget: int
    says: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Mind:
    """A maximiser's way of thinking.

    doctrine: its name, empty for the plain maximiser. treaties: whether it signs any. weights: those of the player's
    own choices, the doctrine's overrides put in. terms: per mille by which its own terms count, by name; a term that
    tells of less of something counts as that does. moods: the mind as each circumstance makes it, by its name.
    """

    doctrine: str
    skill: str
    error: int
    budget: int
    treaties: bool
    weights: Weights
    terms: dict[str, int]
    moods: tuple[tuple[str, Mind], ...] = ()

    @property
    def name(self) -> str:
        """The one way to write this mind as a player: doctrine, then what is not as usual, apart by colons."""
        parts = [self.doctrine or MAXIMISER]
        if self.skill != STATESMAN:
            parts.append(self.skill)
        if self.budget != skills()[self.skill].budget:
            parts.append(f"budget={self.budget}")
        if not self.treaties:
            parts.append("treaties=none")
        return ":".join(parts)

    @property
    def leans(self) -> bool:
        """Whether the doctrine sees in a treaty or a war what is no part of the table: see leanings."""
        return BESIDE in self.terms or AGAINST in self.terms or AMITY in self.terms

    @property
    def writes_always(self) -> bool:
        """Whether it thinks of letters every turn, and to everybody, rather than by turns with those it writes to."""
        return self.budget >= self.weights.plans.letters

    @property
    def writes_to_last(self) -> bool:
        """Whether treaties that it writes run on at their term, until somebody leaves them."""
        return self.budget >= self.weights.plans.lasting

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

    def amount(self, name: str, amount: int) -> int:
        """Return the amount of a term of the seat's own as the doctrine weighs it."""
        part = self.terms.get(name, 1000) if self.terms else 1000
        return amount if part == 1000 else int(amount * part / 1000)

    def option(self, name: str, terms: Iterable[Term] = (), barred: str = "") -> Option:
        """Return an option with its terms as the doctrine weighs them."""
        return Option(name, self.weigh(terms), barred)


@lru_cache(maxsize=1)
def doctrines() -> dict[str, Doctrine]:
    """Return the doctrines of assets/rules/doctrines.toml by name; BadInput if the file is wrong."""
    found: dict[str, Doctrine] = _read("doctrines", dict[str, Doctrine])
    for name, doctrine in found.items():
        for circumstance in ("", *doctrine.when):
            if circumstance and circumstance not in CIRCUMSTANCES:
                where = f"of {name} in assets/rules/doctrines.toml"
                raise unknown("circumstance", circumstance, CIRCUMSTANCES, where=where)
            share = _weights(name, doctrine, circumstance).pacts.share
            if not LEAST_SHARE <= share <= MOST_SHARE:
                where = f"{name} weighs pacts.share {share}"
                raise BadInput(f"doctrines: {where}, which lies outside {LEAST_SHARE} to {MOST_SHARE}; "
                               "mend assets/rules/doctrines.toml")
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
            if key not in OWN.get(section, ()):
                where = f"{name} weighs {section}.{key}"
                raise BadInput(f"doctrines: {where}, which all doctrines share; weigh the terms that it is part of, "
                               "in assets/rules/doctrines.toml")
        weights[section] = weights[section] | values
    try:
        return msgspec.convert(weights, Weights)
    except msgspec.ValidationError as error:
        raise BadInput(f"doctrines: {name}: {one_line(error)}; mend assets/rules/doctrines.toml") from None


@lru_cache(maxsize=64)
def mind_of(doctrine: str = "", options: tuple[str, ...] = ()) -> Mind:
    """Return the mind of a doctrine (empty: none) with options: a skill, budget=N, treaties=none, doctrine=NAME.

    Raises BadInput for an option that is none, or that is given twice, saying which there are.
    """
    given = {"doctrine": doctrine} if doctrine else {}
    for option in options:
        key, value = _read_option(option, doctrine or MAXIMISER)
        if key in given:
            raise BadInput(f"player option {one_line(option, 60)}: the {key} is given twice, "
                           f"{given[key]} and {one_line(value, 60)}; leave one out")
        given[key] = value
    skill, named = given.get("skill", STATESMAN), given.get("doctrine", "")
    level = skills()[skill]
    chosen = doctrines()[named] if named else Doctrine("")
    calm = Mind(
        named, skill, level.error, int(given.get("budget", level.budget)), given.get("treaties") != "none",
        _weights(named, chosen), _with_less(chosen.terms),
    )  # fmt: skip
    return replace(calm, moods=tuple([
        (name, replace(calm, weights=_weights(named, chosen, name), terms=_with_less(chosen.terms | then.terms)))
        for name, then in chosen.when.items()
    ]))  # fmt: skip


def _weights(name: str, doctrine: Doctrine, circumstance: str = "") -> Weights:
    """Return the weights of a doctrine; what it weighs in a circumstance stands before what it always weighs."""
    then = doctrine.when[circumstance].weights if circumstance else {}
    return _overridden(name, {
        section: doctrine.weights.get(section, {}) | then.get(section, {}) for section in (*doctrine.weights, *then)
    })  # fmt: skip


def _with_less(terms: dict[str, int]) -> dict[str, int]:
    return {f"{start}{term}": part for term, part in terms.items() for start in ("", *LESS)}


def _read_option(option: str, base: str) -> tuple[str, str]:
    """Return what an option sets and to what; BadInput if it is none, base being the name it stands behind."""
    key, equals, value = option.partition("=")
    shown = one_line(option, 60)
    if not equals and key in skills():
        return "skill", key
    if key == "skill" and equals:
        if value not in skills():
            raise unknown("skill", value, tuple(skills()))
        return key, value
    if key == "doctrine" and equals:
        if value not in doctrines():
            raise unknown("doctrine", value, tuple(doctrines()))
        return key, value
    if key == "treaties" and equals:
        if value not in ("all", "none"):
            raise BadInput(f"player option {shown}: treaties are all or none; write treaties=none")
        return key, value
    if key == "budget" and equals:
        if not (value.isascii() and value.isdigit() and len(value) < 9 and int(value) <= MOST_BUDGET):
            raise BadInput(f"player option {shown}: a budget is a number of simulated turns, 0 to {MOST_BUDGET}")
        return key, str(int(value))
    if not option:
        raise BadInput(f"player {base}: nothing stands between two colons; add {_options_said()}")
    if option in doctrines():
        raise BadInput(f"player option {shown}: is a doctrine; write doctrine={option}, or begin with {option}")
    if option == MAXIMISER:
        raise BadInput(f"player option {shown}: is a player's name; it stands first, as in {MAXIMISER}:{base}")
    words = (*skills(), "doctrine=NAME", "treaties=none", "budget=N")
    raise unknown("player option", option, words, where=f"of {base}")


def _options_said() -> str:
    return f"{', '.join(skills())}, doctrine=NAME, treaties=none or budget=N"
