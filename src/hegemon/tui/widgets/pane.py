"""A titled list of lines with a cursor: the one building block of every panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: its text, and what it stands for; rows without a key cannot be selected.

    hang: the column under which lines after the first begin.
    """

    text: Content
    key: object = None
    hang: int = 0


class Pane(Widget, can_focus=True):
    """Rows in a box; the cursor moves over rows with a key, and the window follows it."""

    DEFAULT_CSS: ClassVar[str] = """
    Pane {
        border: round #2a3746; border-title-color: #e6a23c; border-subtitle-color: #8b98a5;
        padding: 0 1; height: auto; width: 1fr; background: #0f161f; color: #d5dce3;
    }
    Pane:focus { border: round #e6a23c; }
    """

    class Chosen(Message):
        """A row was clicked or acted on."""

        def __init__(self, pane: Pane, key: object) -> None:
            """Carry the pane and the row's key."""
            super().__init__()
            self.pane = pane
            self.key = key

    def __init__(self, title: str = "", *, wrap: bool = True, id: str | None = None) -> None:
        """Make an empty pane."""
        super().__init__(id=id)
        self._title = ""
        self.name_it(title)
        self.wrapping = wrap
        self.rows: list[Row] = []
        self.cursor = 0
        self.top = 0
        self._lines: list[tuple[int, Content]] = []
        self._width = -1

    def fill(self, rows: list[Row]) -> None:
        """Show other rows; the cursor stays where it was if it can, and only lines that differ are sent."""
        old_lines, old_height, old_window = self._lines, len(self.rows), (self.cursor, self.top)
        own_height = self.styles.height is not None and self.styles.height.is_auto
        self.rows = rows
        self._width = -1
        self.cursor = min(self.cursor, max(len(rows) - 1, 0))
        if rows and self.rows[self.cursor].key is None:
            self._skip(1)
        if own_height and len(rows) != old_height:
            self.refresh(layout=True)
            return
        self._layout(self.size.width)
        if old_window != (self.cursor, self.top):
            self.refresh()
            return
        changed = [y for y in range(self.size.height) if not self._same(old_lines, self.top + y)]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _same(self, old: list[tuple[int, Content]], at: int) -> bool:
        if at >= len(old) or at >= len(self._lines):
            return at >= len(old) and at >= len(self._lines)
        return old[at][0] == self._lines[at][0] and old[at][1].is_same(self._lines[at][1])

    def name_it(self, title: str) -> None:
        """Give the pane another title."""
        if self._title != title:
            self._title = title
            self.border_title = Content(title)  # as it is: a name may hold brackets

    @property
    def key(self) -> object:
        """Key of the row under the cursor, None without one."""
        return self.rows[self.cursor].key if self.rows else None

    def go(self, change: int) -> bool:
        """Move the cursor to the next row with a key, or scroll text without one; False at the end."""
        before = (self.cursor, self.top)
        if any(row.key is not None for row in self.rows):
            self._skip(change, start=self.cursor + change)
            self._follow()
        else:
            self.top = min(max(self.top + change, 0), max(len(self._lines) - self.size.height, 0))
        self.refresh()
        return before != (self.cursor, self.top)

    def point(self, key: object) -> None:
        """Put the cursor on the row of a key."""
        for index, row in enumerate(self.rows):
            if row.key == key:
                self.cursor = index
        self._follow()
        self.refresh()

    def to_top(self) -> None:
        """Show the first line."""
        self.top = 0
        self.refresh()

    def _skip(self, change: int, start: int | None = None) -> None:
        at = self.cursor if start is None else start
        direction = 1 if change >= 0 else -1
        while 0 <= at < len(self.rows):
            if self.rows[at].key is not None:
                self.cursor = at
                return
            at += direction

    def _follow(self) -> None:
        self._layout(self.size.width)
        mine = [y for y, (index, _) in enumerate(self._lines) if index == self.cursor]
        if mine and self.size.height:
            self.top = min(self.top, mine[0])
            self.top = max(self.top, mine[-1] - self.size.height + 1)
            # Headings above the first entry and notes below the last have no key: they come into sight with it.
            if all(row.key is None for row in self.rows[: self.cursor]) and mine[-1] < self.size.height:
                self.top = 0
            if all(row.key is None for row in self.rows[self.cursor + 1 :]):
                self.top = max(self.top, min(mine[0], len(self._lines) - self.size.height))

    def _layout(self, width: int) -> None:
        if width == self._width or width <= 0:
            return
        self._width = width
        self._lines = []
        for index, row in enumerate(self.rows):
            pieces = _wrapped(row, width) if self.wrapping else [row.text.truncate(width, ellipsis=True)]
            self._lines.extend((index, piece.rstrip()) for piece in pieces or [Content("")])

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Lines that the rows take at a width."""
        self._layout(width)
        return max(len(self._lines), 1)

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.size.width
        self._layout(width)
        at = self.top + y
        ground = self.visual_style
        if at >= len(self._lines):
            return Strip.blank(width, ground.rich_style)
        index, text = self._lines[at]
        marked = self.has_focus and index == self.cursor and self.rows[index].key is not None
        if marked:
            ground += Style.parse("on #2b3d52")
        segments = text.pad_right(max(width - text.cell_length, 0)).render_segments(ground)
        return Strip(segments).adjust_cell_length(width, ground.rich_style)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line, and act on it when it already was there."""
        at = self.top + event.y - self.gutter.top
        if 0 <= at < len(self._lines):
            index = self._lines[at][0]
            if self.rows[index].key is not None:
                again = index == self.cursor
                self.cursor = index
                self.refresh()
                if again:
                    self.post_message(self.Chosen(self, self.rows[index].key))

    def on_mouse_scroll_down(self) -> None:
        """Scroll."""
        self.top = min(self.top + 2, max(len(self._lines) - self.size.height, 0))
        self.refresh()

    def on_mouse_scroll_up(self) -> None:
        """Scroll."""
        self.top = max(self.top - 2, 0)
        self.refresh()


def _wrapped(row: Row, width: int) -> list[Content]:
    """Return the lines of a row; what hangs stays one column, unless that column would be no wider than its heading."""
    if not 0 < row.hang < width // 2:
        return row.text.wrap(width)
    first, *rest = row.text[row.hang :].wrap(width - row.hang) or [Content("")]
    return [row.text[: row.hang] + first, *(piece.pad_left(row.hang) for piece in rest)]
