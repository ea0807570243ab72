"""The map widget: paints lines, repaints only those that change, and says which province was pointed at."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from rich.style import Style
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from hegemon.atlas.geography import CROSSING
from hegemon.tui.map.arrows import draw_texts, strokes
from hegemon.tui.map.geometry import OPENING, Geometry, Viewport, fit_scale, rasterise, viewport_at
from hegemon.tui.map.labels import Letterer
from hegemon.tui.map.minimap import draw_minimap, minimap_geometry
from hegemon.tui.map.paint import Frame, Marks, compose, write_labels
from hegemon.tui.map.palette import Palette, Tier
from hegemon.tui.map.travel import step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.filter import LineFilter

    from hegemon.atlas.geography import Drawing, Geography
    from hegemon.tui.map.scene import Arrow, Scene

# Steps of zoom above the one at which the land fills the view; step 0 shows all of it.
ZOOMS = (1.0, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6)
ROOM = 16  # pixels of land a province at which its label and its army have room
MOST_CROPPED = 1.45
MINIMAP_COLUMNS = 20
_KEPT_GEOMETRIES = 12


class MapView(Widget, can_focus=True):
    """A map of provinces with one selected.

    Call ``show`` with the land and ``paint_scene`` with what is on it; messages tell what the user points at.
    """

    DEFAULT_CSS: ClassVar[str] = "MapView { width: 1fr; height: 1fr; }"

    class Selected(Message):
        """A province was selected by key or click."""

        def __init__(self, province: int) -> None:
            """Carry the province's index."""
            super().__init__()
            self.province = province

    class Activated(Message):
        """The selected province was clicked again."""

        def __init__(self, province: int) -> None:
            """Carry the province's index."""
            super().__init__()
            self.province = province

    def __init__(self, *, tier: Tier = Tier.TRUE, id: str | None = None, classes: str | None = None) -> None:
        """Make an empty map that paints in the given colour tier."""
        super().__init__(id=id, classes=classes)
        self.tier = tier
        self.geography: Geography | None = None
        self.drawing: Drawing | None = None
        self.scene: Scene | None = None
        self.palette = Palette(tier, ())
        self.marks = Marks()
        self.arrows: tuple[Arrow, ...] = ()
        self.zoom_level = OPENING
        self.centre: tuple[float, float] = (0.0, 0.0)
        self._geometries: OrderedDict[Viewport, Geometry] = OrderedDict()
        self._letterer = Letterer()
        self._palettes: dict[tuple[str, ...], Palette] = {}
        self._minimap: Geometry | None = None
        self._frame: Frame | None = None
        self._strips: dict[int, Strip] = {}

    def show(self, geography: Geography) -> None:
        """Take a new land; all of it is in view, or it fills the view."""
        self.geography, self.drawing = geography, geography.draw()
        height, width = self.drawing.raster.shape
        self.centre, self.zoom_level = (height / 2, width / 2), OPENING
        self._geometries.clear()
        self._minimap = None
        self._frame = None

    def paint_scene(self, scene: Scene, arrows: tuple[Arrow, ...] = ()) -> None:
        """Show a scene; only lines that differ are sent to the terminal."""
        if self.scene is None or self.scene.hues != scene.hues:
            self.palette = self._palettes.setdefault(scene.hues, Palette(self.tier, scene.hues))
            self._frame = None
        self.scene, self.arrows = scene, arrows
        self.repaint()

    def clear(self) -> None:
        """Forget what is on the land; the next paint starts from an empty picture."""
        self.scene, self.arrows, self.marks = None, (), Marks()
        self._frame = None
        self._strips.clear()
        self.refresh()

    def select(self, province: int, *, reveal: bool = True) -> None:
        """Put the white frame around a province and bring it into view."""
        crossings: tuple[int, ...] = ()
        if self.geography is not None and province >= 0:
            land = self.geography
            crossings = tuple(
                p for p in land.neighbours[province] if int(land.border[province, p]) == CROSSING
            )
        self.marks = replace(self.marks, selected=province, crossings=crossings)
        if reveal:
            self.reveal(province)
        self.repaint()

    def set_targets(
        self, targets: frozenset[int] = frozenset(), hostile: frozenset[int] = frozenset()
    ) -> None:
        """Mark the labels of provinces that may be chosen, hostile ones as such; without any, all are plain."""
        self.marks = replace(self.marks, targets=targets, hostile=hostile)
        self.repaint()

    def step(self, direction: str, allowed: tuple[int, ...] | None = None) -> int:
        """Province that lies in a direction from the selected one."""
        if self.geography is None or self.drawing is None:
            return -1
        start = self.marks.selected if self.marks.selected >= 0 else 0
        return step(self.geography, self.drawing, start, direction, allowed)

    def zoom(self, change: int) -> None:
        """Zoom in (1) or out (-1) around the selected province."""
        level = min(max(self.level + change, 0), len(ZOOMS) - 1)
        if level == self.level or self.drawing is None:
            return
        self.zoom_level = level
        if self.marks.selected >= 0:
            self.centre = self.centre_of(self.marks.selected)
        self.repaint()

    def centre_of(self, province: int) -> tuple[float, float]:
        """Row and column of a province in the drawing, where it can be looked at."""
        row, column = (0, 0) if self.drawing is None else self.drawing.labels[province]
        return float(row), float(column)

    def pan(self, across: float, down: float) -> None:
        """Move the view by shares of its own size."""
        view = self.viewport()
        if view is None:
            return
        row = view.top + view.rows * view.scale + down * view.rows * 2 * view.scale
        column = view.left + view.columns * view.scale / 2 + across * view.columns * view.scale
        self.centre = (row, column)
        self.repaint()

    def reveal(self, province: int) -> None:
        """Move the view so that a province lies well inside it."""
        view = self.viewport()
        if view is None or self.drawing is None or province < 0:
            return
        row, column = self.centre_of(province)
        x, y = view.to_cell(row, column)
        if not (4 <= x < view.columns - 5 and 2 <= y < view.rows - 3):
            self.centre = (row, column)

    def viewport(self) -> Viewport | None:
        """What is in view, None before there is land or room."""
        columns, rows = self.size
        if self.drawing is None or columns < 4 or rows < 2:
            return None
        zoom = ZOOMS[self.level] * (self._filling(columns, rows) if self.level else 1.0)
        return viewport_at(self.drawing, columns, rows, zoom, *self.centre)

    @property
    def level(self) -> int:
        """Step of zoom, as chosen or as the land opens."""
        columns, rows = self.size
        if self.zoom_level != OPENING or self.drawing is None or columns < 4 or rows < 2:
            return max(self.zoom_level, 0)
        raster, scale = self.drawing.raster, fit_scale(self.drawing, columns, rows)
        land = np.count_nonzero(raster >= 0) / scale**2
        return int(land < ROOM * len(self.drawing.labels))

    def _filling(self, columns: int, rows: int) -> float:
        """Zoom at which no margin is left, as long as that crops little."""
        if self.drawing is None:
            return 1.0
        height, width = self.drawing.raster.shape
        across, down = width / columns, height / (rows * 2)
        return float(min(max(across, down) / min(across, down), MOST_CROPPED))

    def geometry(self) -> Geometry | None:
        """Geometry of the view, kept for the last few views."""
        view = self.viewport()
        if view is None or self.drawing is None:
            return None
        found = self._geometries.get(view)
        if found is None:
            found = rasterise(self.drawing, view)
            self._geometries[view] = found
            while len(self._geometries) > _KEPT_GEOMETRIES:
                self._geometries.popitem(last=False)
        else:
            self._geometries.move_to_end(view)
        return found

    def cell_of(self, province: int) -> tuple[int, int] | None:
        """Cell (x, y) inside the widget where a province's label goes, None out of view."""
        view = self.viewport()
        if view is None or self.drawing is None or province < 0:
            return None
        x, y = view.to_cell(float(self.drawing.labels[province, 0]), float(self.drawing.labels[province, 1]))
        return (x, y) if 0 <= x < view.columns and 0 <= y < view.rows else None

    def province_at(self, x: int, y: int) -> int:
        """Province under a cell of the widget, -1 for none."""
        geometry = self.geometry()
        if geometry is None or not (0 <= y < geometry.viewport.rows and 0 <= x < geometry.viewport.columns):
            return -1
        lower, upper = int(geometry.inner[y * 2 + 1, x]), int(geometry.inner[y * 2, x])
        return lower if lower >= 0 else max(upper, -1)

    def repaint(self) -> None:
        """Compose the picture anew and ask for the lines that changed."""
        frame = self._picture()
        if frame is None:
            return
        changed = frame.changed_rows(self._frame)
        full = self._frame is None or self._frame.code.shape != frame.code.shape
        self._frame = frame
        if full:
            self._strips.clear()
            self.refresh()
            return
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            width = frame.code.shape[1]
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """One line of the map."""
        if self._frame is None or self._frame.code.shape != (self.size.height, self.size.width):
            self._frame = self._picture()
            self._strips.clear()
        if self._frame is None or y >= self._frame.code.shape[0]:
            return Strip.blank(self.size.width, Style())
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._frame.strip(y, self.palette)
        return strip

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Leave colours as the tables of the tier have them; only what NO_COLOR asks for stays."""
        return [line for line in super().get_line_filters() if not isinstance(line, ANSIToTruecolor)]

    def _picture(self) -> Frame | None:
        geometry = self.geometry()
        if geometry is None or self.scene is None or self.drawing is None:
            return None
        drawn = strokes(self.drawing, geometry.viewport, self.arrows)
        frame, grounds = compose(geometry, self.scene, self.marks, self.palette, drawn, self.drawing)
        letters = self._letterer.cells(self.drawing, geometry, self.scene, self.marks.selected)
        write_labels(frame, grounds, letters, self.scene, self.marks)
        draw_texts(frame, grounds, drawn)
        if self.level > 1:
            if self._minimap is None:
                self._minimap = minimap_geometry(self.drawing, MINIMAP_COLUMNS)
            draw_minimap(frame, self._minimap, self.scene, geometry.viewport)
        return frame

    def on_resize(self) -> None:
        """Paint anew for the new size."""
        self._frame = None
        self.repaint()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Outline the province under the mouse."""
        self._hover(self.province_at(event.x, event.y))

    def on_leave(self) -> None:
        """Forget the outline."""
        self._hover(-1)

    def _hover(self, province: int) -> None:
        if province != self.marks.hovered:
            self.marks = replace(self.marks, hovered=province)
            self.repaint()

    def on_click(self, event: events.Click) -> None:
        """Select what is under the mouse; a click on the selected province acts on it."""
        province = self.province_at(event.x, event.y)
        if province < 0:
            return
        again = province == self.marks.selected
        self.post_message(self.Activated(province) if again else self.Selected(province))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in."""
        event.stop()
        self.zoom(1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out."""
        event.stop()
        self.zoom(-1)
