"""Asking in text: one question a line, numbered choices, nothing that needs eyes."""

from __future__ import annotations

from collections.abc import Sequence


class InputEnded(Exception):
    """There are no more lines to read."""


def ask(prompt: str) -> str:
    """Return the next line that the player types; raises InputEnded when there are none."""
    try:
        return input(f"{prompt} ").strip()
    except EOFError:
        raise InputEnded from None


def choose(title: str, options: Sequence[str], back: str = "back", known: bool = False) -> int | None:
    """Return the index of an option chosen by its number or its first word; None to go back.

    known: the options were listed before, and are listed again only when the player types a question mark.
    """
    listed = [title, *(f"{number}. {option}" for number, option in enumerate(options, 1)), f"0. {back}"]
    tell(listed if not known else ())
    while True:
        said = ask(f"0 to {len(options)}{', ? lists them' if known else ''}?")
        if said == "?":
            tell(listed)
            continue
        if said.isdecimal() and int(said) <= len(options):
            return int(said) - 1 if int(said) else None
        words = [
            i for i, option in enumerate(options) if said and option.split()[0].casefold() == said.casefold()
        ]
        if len(words) == 1:
            return words[0]
        print(f"Type a number from 0 to {len(options)}.")


def number(prompt: str, low: int, high: int, usual: int) -> int:
    """Return a whole number within bounds; an empty line is the usual one."""
    while True:
        said = ask(f"{prompt} ({low} to {high}, enter for {usual})?")
        if not said:
            return usual
        if said.isdecimal() and low <= int(said) <= high:
            return int(said)
        print(f"Type a whole number from {low} to {high}.")


def tell(lines: Sequence[str], otherwise: str = "") -> None:
    """Print lines, or something else if there are none."""
    for line in lines or ((otherwise,) if otherwise else ()):
        print(line)


def pick(title: str, options: Sequence[str], nothing: str) -> int | None:
    """Return what is chosen, or say that there is nothing to choose from."""
    if options:
        return choose(title, options)
    print(nothing)
    return None
