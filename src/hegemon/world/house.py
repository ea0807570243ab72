"""House rules by name: what people set before a game, as assets/rules/house.toml lists it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

import msgspec
from msgspec import Struct

from hegemon import assets
from hegemon.errors import BadInput, one_line, unknown
from hegemon.world.rules import load_rules

STANDARD = "standard"

T = TypeVar("T")


class Setting(Struct, frozen=True, forbid_unknown_fields=True):
    """One way to play. rules: numbers put over those of the standard rules, by section.field."""

    says: str
    rules: dict[str, int] = {}


class HouseRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A choice of one setting, the standard first."""

    says: str
    settings: dict[str, Setting]


@lru_cache(maxsize=1)
def house_rules() -> dict[str, HouseRule]:
    """Return the house rules of assets/rules/house.toml by name; BadInput if the file is wrong."""
    try:
        raw = tomllib.loads(assets.read("rules", "house.toml").decode())
        found = msgspec.convert(raw, dict[str, HouseRule])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadInput(f"house rules: {one_line(error)}; mend assets/rules/house.toml") from None
    for name, rule in found.items():
        if STANDARD not in rule.settings or rule.settings[STANDARD].rules:
            raise BadInput(f"house rules: {name} has no standard that changes nothing; mend assets/rules/house.toml")
    return found


def settled(house: Mapping[str, int | str]) -> dict[str, int]:
    """Return a table of house rules as numbers of the rules; a number written out goes over what a name sets.

    Raises BadInput for the first that does not exist or does not fit.
    """
    named = {key: value for key, value in house.items() if "." not in key}
    found: dict[str, int] = {}
    for key, value in named.items():
        rule = _one(house_rules(), "house rule", key, "(or section.field of the rules, with a number)")
        if not isinstance(value, str):
            raise BadInput(f"house rule {key}: {value} is no setting; use one of {', '.join(rule.settings)}")
        found |= _one(rule.settings, "setting", value, f"of house rule {key}").rules
    for key, value in house.items():
        if key not in named:
            if isinstance(value, str):
                raise BadInput(f"house rule {key}: {one_line(value, 40)!r} is not a whole number; write one")
            found[key] = value
    load_rules(found)
    return found


def house_said(chosen: Mapping[str, str]) -> str:
    """Return house rules by name in few words, those left out that are as usual."""
    return ", ".join(f"{name} {now}" for name, now in chosen.items() if now != STANDARD) or "as usual"


def read_house(given: Iterable[str]) -> dict[str, int | str]:
    """Return house rules written as NAME=SETTING or section.field=NUMBER; BadInput for one that is not, or twice."""
    found: dict[str, int | str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key or not value:
            raise BadInput(f"house rule {one_line(text, 60)!r}: not a rule and its setting; write it as fog=none")
        if key in found:
            raise BadInput(f"house rule {one_line(key, 60)}: is given twice; leave one out")
        found[key] = int(value) if "." in key and value.removeprefix("-").isdecimal() else value
    settled(found)
    return found


def _one(table: Mapping[str, T], what: str, name: str, where: str) -> T:
    if name not in table:
        raise unknown(what, name, tuple(table), where)
    return table[name]
