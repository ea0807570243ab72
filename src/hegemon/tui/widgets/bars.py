"""The one-line widgets above and below the map: a heading, a status sentence, the footer of keys."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static

from hegemon.tui import keys


class Line(Static):
    """One line of text on a strip of its own."""

    DEFAULT_CSS: ClassVar[str] = (
        "Line { height: 1; width: 1fr; background: #131c27; color: #d5dce3; padding: 0 1; }"
    )

    _shown: Content | None = None

    def update(self, content: VisualType = "", *, layout: bool = False) -> None:
        """Show another text; the same text again costs nothing."""
        if isinstance(content, Content):
            if self._shown is not None and self._shown.is_same(content):
                return
            self._shown = content
        else:
            self._shown = None
        super().update(content, layout=layout)


class KeyLine(Static):
    """The footer: at most seven keys of a screen."""

    DEFAULT_CSS: ClassVar[str] = (
        "KeyLine { height: 1; width: 1fr; background: #131c27; color: #d5dce3; padding: 0 1; }"
    )

    def __init__(self, where: str, *, id: str | None = None) -> None:
        """Show the footer of a screen."""
        super().__init__(key_line(keys.footer(where)), id=id)


def key_line(actions: tuple[keys.Action, ...]) -> Content:
    """Keys and labels in a row."""
    parts: list[Content | tuple[str, str] | str] = []
    for action in actions:
        parts += [(action.shown, "bold #e6a23c"), " ", action.label, "   "]
    return Content.assemble(*parts)


def hint_line(*pairs: tuple[str, str]) -> Content:
    """Keys and what they do, for dialogs."""
    parts: list[Content | tuple[str, str] | str] = []
    for key, label in pairs:
        parts += [(key, "bold #e6a23c"), " ", label, "   "]
    return Content.assemble(*parts)
