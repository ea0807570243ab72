"""The handbook: a page for each concept; its numbers are read from the rules of the game at hand."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterable
from functools import lru_cache

import msgspec
from msgspec import Struct

from hegemon import assets
from hegemon.errors import BadInput, unknown
from hegemon.world.rules import Rules, load_rules

CONCEPTS = 47
_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
_NUMBER = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+)+)(?::([a-z%]+))?\}")
# How a number of the rules is printed: as it stands, or with its unit turned into what people say.
_UNITS = {"": (1, ""), "permille": (10, "%"), "ppm": (10_000, "%"), "hundredths": (100, ""), "points": (10, " corps")}


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """One page. concept: its number among the concepts, 0 for a page about the game itself; look: where it shows."""

    name: str
    title: str
    idea: str
    text: str
    concept: int = 0
    look: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def pages() -> tuple[Page, ...]:
    """Return every page: those about the game first, then the concepts by number. Raises BadInput for a bad file."""
    found = []
    for file in assets.names("handbook", ".md"):
        raw = assets.read("handbook", file).decode()
        front = _FRONT.match(raw)
        if front is None:
            raise BadInput(f"handbook page {file}: has no +++ lines with its title and idea; put them first")
        fields = tomllib.loads(front.group(1))
        try:
            found.append(
                msgspec.convert({**fields, "name": file.removesuffix(".md"), "text": raw[front.end() :].strip()}, Page)
            )
        except msgspec.ValidationError as error:
            raise BadInput(f"handbook page {file}: {error}; mend the lines between +++") from None
    return tuple(sorted(found, key=lambda page: (page.concept, page.name)))


def page(wanted: str) -> Page:
    """Return the page named so, by its name, its title or its number; BadInput with the nearest name if none is."""
    key = wanted.strip().casefold()
    for found in pages():
        if key in (found.name, found.title.casefold(), str(found.concept or found.name)):
            return found
    raise unknown("concept", wanted, [found.name for found in pages()], where="of the handbook")


def search(words: str) -> tuple[Page, ...]:
    """Return the pages that hold all the words, those with them in their title first."""
    asked = words.casefold().split()
    found = [p for p in pages() if all(w in f"{p.name} {p.title} {p.idea} {p.text}".casefold() for w in asked)]
    return tuple(sorted(found, key=lambda p: not all(w in p.title.casefold() for w in asked)))


def read(asked: str, width: int = 100) -> list[str]:
    """Return what a reader who asks so is shown: the page of that name, else the list of pages that speak of it."""
    found = search(asked)
    exact = [p for p in pages() if asked.casefold() in (p.name, p.title.casefold(), str(p.concept or p.name))]
    if exact or len(found) < 2:
        shown = (exact or list(found) or [page(asked)])[0]
        return [part for line in lines(shown) for part in _wrapped(line, width)]
    return [f"{p.concept or '':>3} {p.name:<20} {p.title}" for p in found]


def _wrapped(line: str, width: int) -> list[str]:
    if line.startswith("|"):
        return [line]
    return textwrap.wrap(line, width, subsequent_indent="  " * line.startswith("- ")) or [""]


def filled(text: str, rules: Rules | None = None) -> str:
    """Return a text with the numbers of the rules put where {section.name} or {section.name:unit} stands.

    Units: permille and ppm become percent, hundredths whole numbers, points corps. Raises BadInput for a number
    that the rules do not have.
    """
    rules = rules or load_rules()
    return _NUMBER.sub(lambda match: _number(rules, match.group(1), match.group(2) or ""), text)


def lines(shown: Page, rules: Rules | None = None) -> Iterable[str]:
    """Yield a page as plain lines, one paragraph each: title, idea, rule, where to look, sources, further pages."""
    yield f"{shown.title}" + (f" (concept {shown.concept} of {CONCEPTS})" if shown.concept else "")
    yield ""
    yield filled(shown.idea, rules)
    for paragraph in filled(shown.text, rules).split("\n\n"):
        yield ""
        yield from (line.removeprefix("## ") for line in _unwrapped(paragraph))
    for name, items in (("Look at", shown.look), ("Source", shown.source), ("See also", shown.see)):
        if items:
            yield ""
            yield f"{name}: " + "; ".join(items)


def _unwrapped(paragraph: str) -> list[str]:
    """Return the lines of a paragraph joined, but for those of lists and tables."""
    joined: list[str] = []
    for line in paragraph.splitlines():
        if joined and not line.startswith(("|", "- ", "#")) and not joined[-1].startswith(("|", "#")):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    return joined


def _number(rules: Rules, path: str, unit: str) -> str:
    names = path.split(".")
    value: object = rules
    try:
        for name in ["kinds", *names[1:]] if names[0] == "treaty" else names:
            if isinstance(value, dict):
                value = value[name]
            elif isinstance(value, tuple):
                value = value[int(name)]
            else:
                value = getattr(value, name)
        part, sign = _UNITS[unit]
    except (AttributeError, KeyError, IndexError, ValueError):
        raise BadInput(f"handbook number {{{path}:{unit}}}: not in assets/rules; name section.number") from None
    many = value if isinstance(value, tuple) else (value,)
    return ", ".join(f"{int(v) / part:g}{sign}" if part > 1 or sign else f"{int(v)}" for v in many)
