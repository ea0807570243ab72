"""The handbook: a page for each concept; its numbers are read from the rules of the game at hand."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby

import msgspec
from msgspec import Struct

from hegemon import assets
from hegemon.errors import BadInput, unknown
from hegemon.game.chronicle import TREATIES
from hegemon.players.maximiser.mind import doctrines, skills
from hegemon.world.house import house_rules
from hegemon.world.rules import Rules, load_rules
from hegemon.world.scenario_fields import told

CONCEPTS = 47
_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
_NUMBER = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+)+)(?::([a-z%]+))?\}")
# How a number of the rules is printed: as it stands, or with its unit turned into what people say.
# block...: what ten blocks bring, for one; score: what the rules count to a thousand and screens to a hundred.
_UNITS = {
    "": (1, ""), "percent": (1, "%"), "permille": (10, "%"), "ppm": (10_000, "%"), "hundredths": (100, ""),
    "points": (10, " corps"), "score": (10, ""), "block": (10, ""), "blockpercent": (10, "%"),
    "blockpermille": (100, "%"), "blockhundredths": (1000, ""),
}  # fmt: skip
_LIST = re.compile(r"\{([a-z]+)\}")
_REMARK = re.compile(r"^(\w+) = [^#]*#\s*(.+)$")
HEADS = ("Rule", "What to do")


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
    return [f"{p.concept or '':>3} {p.name:<22} {p.title}" for p in found]


def _wrapped(line: str, width: int) -> list[str]:
    if line.startswith("|"):
        return [line]
    return textwrap.wrap(line, width, subsequent_indent="  " * line.startswith("- ")) or [""]


def filled(text: str, rules: Rules | None = None) -> str:
    """Return a text with the numbers of the rules put where {section.name} or {section.name:unit} stands.

    Units: permille and ppm become percent, hundredths whole numbers, points corps. {house}, {fields}, {switches},
    {allowed}, {kinds}, {blocks}, {numbers}, {doctrines} and {skills} become lists and tables. Raises BadInput for a
    number or a list that there is not.
    """
    found = rules or load_rules()
    text = _LIST.sub(lambda match: _listed(found, match.group(1)), text)
    return _NUMBER.sub(lambda match: _number(found, match.group(1), match.group(2) or ""), text)


def lines(shown: Page, rules: Rules | None = None) -> Iterable[str]:
    """Yield a page as plain lines, one paragraph each: title, idea, rule, where to look, sources, further pages."""
    yield f"{shown.title}" + (f" (concept {shown.concept} of {CONCEPTS})" if shown.concept else "")
    yield ""
    yield filled(shown.idea, rules)
    for paragraph in filled(shown.text, rules).split("\n\n"):
        yield ""
        yield from _aligned(line.removeprefix("## ") for line in _unwrapped(paragraph))
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


def _aligned(rows: Iterable[str]) -> Iterable[str]:
    """Yield lines with the cells of each table under each other."""
    for table, group in groupby(rows, key=lambda line: line.startswith("|")):
        if not table:
            yield from group
            continue
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in group]
        wide = [max(len(row[i]) for row in cells if i < len(row)) for i in range(max(map(len, cells)))]
        for row in cells:
            yield "| " + " | ".join(cell.ljust(wide[i]) for i, cell in enumerate(row)) + " |"


@lru_cache(maxsize=1)
def _remarks() -> dict[str, str]:
    """Return what the rule file says of its numbers, by section.name."""
    found, section = dict[str, str](), ""
    for line in assets.read("rules", "standard.toml").decode().splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        elif match := _REMARK.match(line):
            found[f"{section}.{match.group(1)}"] = match.group(2).strip()
    return found


def _listed(rules: Rules, name: str) -> str:
    if name not in _LISTS:
        raise BadInput(f"handbook list {{{name}}}: there is none; choose one of {', '.join(_LISTS)}")
    return "\n".join(_LISTS[name](rules))


def _switches(rules: Rules) -> Iterable[str]:
    """Yield every switch with what the rule file says of it, and the page that tells more."""
    for name in rules.switch.__struct_fields__:
        key = f"switch.{name}"
        told = next((p for p in pages() if re.search(rf"\b{key}\b", p.text)), None)
        remark = _remarks().get(key) or (told.title.lower() if told else "")
        page_named = f" (page {told.name})" if told else ""
        yield f"- {key}{'' if getattr(rules.switch, name) else ', off here'}: {remark}{page_named}"


def _house(_: Rules) -> Iterable[str]:
    """Yield the house rules that have names, each with its settings."""
    for name, rule in house_rules().items():
        yield f"{name.capitalize()}: {rule.says}"
        yield ""
        yield from (f"- {name}={setting}: {told.says}" for setting, told in rule.settings.items())
        yield ""


def _allowed(rules: Rules) -> Iterable[str]:
    for name, on in rules.allow.items():
        yield f"- allow.{name}{'' if on else ', off here'}: {TREATIES.get(name, name)}"


def _kinds(rules: Rules) -> Iterable[str]:
    yield "| kind | price | absent | tied |"
    for kind in rules.kinds.values():
        parts = (f"{kind.price / 10_000:g}%", f"{kind.absent / 10_000:g}%", f"{kind.autonomy / 10:g}%")
        yield "| " + " | ".join((TREATIES.get(kind.name, kind.name), *parts)) + " |"


def _blocks(rules: Rules) -> Iterable[str]:
    yield "| blocks in a branch | count for | the last adds |"
    for blocks, count in enumerate(rules.effort.counts[1:], 1):
        yield f"| {blocks} | {count / 100:g} | {(count - rules.effort.counts[blocks - 1]) / 100:g} |"


def _numbers(rules: Rules) -> Iterable[str]:
    """Yield every number under the name of its house rule, with what the rule file says of it."""
    for section in rules.__struct_fields__:
        table = getattr(rules, section)
        for name in table.__struct_fields__ if isinstance(table, Struct) and section != "switch" else ():
            value, remark = getattr(table, name), _remarks().get(f"{section}.{name}", "")
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield f"- {section}.{name} = {shown}" + (f": {remark}" if remark else "")


def _doctrines(rules: Rules) -> Iterable[str]:
    """Yield every doctrine with what it says of itself and the terms that it weighs."""
    for name, doctrine in doctrines().items():
        weighed = ", ".join(f"{term} {part / 10:g}%" for term, part in doctrine.terms.items())
        moved = f"; of another mind in {', '.join(doctrine.when)}" if doctrine.when else ""
        yield f"- {name}: {doctrine.says}" + (f" ({weighed})" if weighed else "") + moved


def _skills(rules: Rules) -> Iterable[str]:
    for name, skill in skills().items():
        yield f"- {name}: {skill.says} (error {skill.error / 10:g}%, budget {skill.budget})"


_LISTS: dict[str, Callable[[Rules], Iterable[str]]] = {
    "house": _house, "fields": lambda _: told(),
    "switches": _switches, "allowed": _allowed, "kinds": _kinds, "blocks": _blocks, "numbers": _numbers,
    "doctrines": _doctrines, "skills": _skills,
}  # fmt: skip


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
    return ", ".join(f"{round(int(v) / part, 2):g}{sign}" if part > 1 or sign else f"{int(v)}" for v in many)
