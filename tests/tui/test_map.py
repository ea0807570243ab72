from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from textual.app import App, ComposeResult

from hegemon.atlas.geography import Geography
from hegemon.game.session import new_game
from hegemon.tui.map.arrows import head
from hegemon.tui.map.geometry import OPENING, fit_scale, rasterise, viewport_at
from hegemon.tui.map.labels import place_labels
from hegemon.tui.map.modes import other_mode, scene_for
from hegemon.tui.map.paint import Frame, Marks, compose, pixel_inks
from hegemon.tui.map.palette import EDGE, FILL, FRAME, GROUND, Palette, Tier, slot_ink
from hegemon.tui.map.scene import Arrow
from hegemon.tui.map.travel import step
from hegemon.tui.map.view import MapView
from tests.tui.synthetic import island, scene_of


class MapApp(App[None]):
    def __init__(self, land: Geography, tier: Tier = Tier.TRUE) -> None:
        super().__init__()
        self.land = land
        self.tier = tier

    def compose(self) -> ComposeResult:
        yield MapView(tier=self.tier)

    @property
    def map(self) -> MapView:
        return self.query_one(MapView)


def test_every_province_is_in_sight_when_zoomed_out() -> None:
    drawing = island(60).draw()
    geometry = rasterise(drawing, viewport_at(drawing, 60, 20, 1.0, 0, 0))
    assert (geometry.size > 0).all()
    assert fit_scale(drawing, 60, 20) == pytest.approx(3.0, abs=0.5)


def test_frontier_is_bright_on_both_sides_and_inside_is_fill() -> None:
    land = island(30)
    drawing, scene = land.draw(), scene_of(land, 2)
    geometry = rasterise(drawing, viewport_at(drawing, 80, 30, 1.0, 0, 0))
    ink, _ = pixel_inks(geometry, scene, Marks())
    owner = np.where(geometry.inner >= 0, scene.owner[geometry.inner], -1)
    left, right = owner[:, :-1], owner[:, 1:]
    meeting = (left == 0) & (right == 1)
    assert meeting.any()
    assert set(ink[:, :-1][meeting]) == {slot_ink(0, EDGE)}
    assert set(ink[:, 1:][meeting]) == {slot_ink(1, EDGE)}
    assert (ink == slot_ink(0, FILL)).any()


def test_selection_is_a_white_frame() -> None:
    land = island(30)
    geometry = rasterise(land.draw(), viewport_at(land.draw(), 80, 30, 1.0, 0, 0))
    ink, _ = pixel_inks(geometry, scene_of(land), Marks(selected=12))
    framed = geometry.inner[ink == FRAME]
    assert len(framed) > 3
    assert set(framed.tolist()) == {12}


def test_labels_do_not_overlap() -> None:
    land = island(80)
    scene = scene_of(land)
    geometry = rasterise(land.draw(), viewport_at(land.draw(), 60, 18, 1.0, 0, 0))
    labels = place_labels(land.draw(), geometry, scene)
    cells = [(label.y, label.x + i) for label in labels for i in range(len(label.text))]
    assert len(cells) == len(set(cells))
    assert any(label.army for label in labels)
    assert any(not label.army for label in labels)


def test_zoom_shows_full_names() -> None:
    land = island(30)
    scene = scene_of(land)
    drawing = land.draw()
    row, column = drawing.labels[12]
    near = rasterise(drawing, viewport_at(drawing, 120, 40, 4.0, float(row), float(column)))
    texts = {label.text for label in place_labels(drawing, near, scene)}
    assert land.names[12] in texts


def test_step_goes_to_the_side_it_says() -> None:
    land = island(40)
    drawing = land.draw()
    for province in range(40):
        right = step(land, drawing, province, "right")
        assert right == province or drawing.labels[right, 1] > drawing.labels[province, 1]
        up = step(land, drawing, province, "up")
        assert up == province or drawing.labels[up, 0] < drawing.labels[province, 0]


def test_step_keeps_to_what_is_allowed() -> None:
    land = island(40)
    drawing = land.draw()
    east = int(drawing.labels[:, 1].argmax())
    assert step(land, drawing, east, "left", (east, 3)) in (east, 3)


@pytest.mark.parametrize(("across", "down"), [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1)])
def test_arrow_heads_trail_behind_the_tip(across: int, down: int) -> None:
    assert all(x * across + y * down <= 0 for x, y in head(across, down))


@pytest.mark.parametrize("tier", list(Tier))
def test_every_tier_paints_every_line(tier: Tier) -> None:
    land = island(30)
    scene = scene_of(land)
    geometry = rasterise(land.draw(), viewport_at(land.draw(), 70, 20, 1.0, 0, 0))
    palette = Palette(tier, scene.hues)
    frame, _ = compose(geometry, scene, Marks(3), palette)
    assert [frame.strip(y, palette).cell_length for y in range(20)] == [70] * 20


def test_few_colours_get_the_owners_glyph() -> None:
    land = island(30)
    scene = scene_of(land)
    geometry = rasterise(land.draw(), viewport_at(land.draw(), 70, 20, 1.0, 0, 0))
    frame, _ = compose(geometry, scene, Marks(), Palette(Tier.ANSI16, scene.hues))
    drawn = {chr(code) for code in frame.code.ravel().tolist()}
    assert set(scene.glyphs[2:6]) <= drawn


def test_changed_rows_are_the_rows_that_differ() -> None:
    land = island(30)
    scene = scene_of(land)
    geometry = rasterise(land.draw(), viewport_at(land.draw(), 70, 20, 1.0, 0, 0))
    first, _ = compose(geometry, scene, Marks(), Palette(Tier.TRUE, scene.hues))
    second, _ = compose(geometry, scene, Marks(selected=12), Palette(Tier.TRUE, scene.hues))
    rows = np.flatnonzero((geometry.inner == 12).any(axis=1)) // 2
    assert set(second.changed_rows(first)) <= set(rows.tolist())
    assert Frame.changed_rows(first, None) == list(range(20))


async def test_widget_selects_by_click_and_keeps_selection_over_resize() -> None:
    app = MapApp(island(30))
    async with app.run_test(size=(80, 30)) as pilot:
        view = app.map
        view.show(app.land)
        view.paint_scene(scene_of(app.land), (Arrow(1, 2, hostile=True),))
        view.select(12)
        cell = view.cell_of(12)
        assert cell is not None
        assert view.province_at(*cell) == 12
        await pilot.resize_terminal(50, 20)
        await pilot.pause()
        assert view.marks.selected == 12
        assert view.render_line(3).cell_length == 50


async def test_zoom_and_pan_stay_on_the_land() -> None:
    app = MapApp(island(30))
    async with app.run_test(size=(80, 30)):
        view = app.map
        view.show(app.land)
        view.paint_scene(scene_of(app.land))
        view.select(5)
        for _ in range(9):
            view.zoom(1)
        view.pan(99, 99)
        port = view.viewport()
        assert port is not None
        height, width = app.land.draw().raster.shape
        assert port.top + port.rows * 2 * port.scale <= height + 1e-6
        assert port.left + port.columns * port.scale <= width + 1e-6


async def test_own_armies_go_before_others_and_the_selected_name_is_reversed() -> None:
    land = island(60)
    scene = scene_of(land)
    app = MapApp(land, Tier.TRUE)
    async with app.run_test(size=(50, 14)) as pilot:
        view = app.map
        view.show(land)
        view.zoom_level = 0
        geometry = view.geometry()
        assert geometry is not None
        last = [p for p in range(60) if scene.armies[p]]

        def counted(first: tuple[int, ...]) -> set[int]:
            labels = place_labels(land.draw(), geometry, replace(scene, first=first))
            return {label.province for label in labels if label.army}

        crowded = sorted(set(last) - counted(()))
        assert crowded
        assert crowded[0] in counted((crowded[0],))
        view.paint_scene(scene)
        view.select(12)
        await pilot.pause()
        frame = view._picture()
        assert frame is not None
        name = "".join(map(chr, frame.code[(frame.back == FRAME) & (frame.fore == GROUND)]))
        assert name == scene.codes[12]


def test_blocs_take_the_hue_of_their_strongest_member() -> None:
    view = new_game("europe-1914", {}, seed=1).round.view(0)
    world = view.known
    scene = scene_for(view, "alliances")
    german, austrian, french = (world.codes.index(code) for code in ("GMY", "AUH", "FRN"))
    tint = {int(owner): int(slot) for owner, slot in zip(world.sovereign, scene.tint, strict=True)}
    assert tint[german] == tint[austrian] == german
    assert tint[french] != german
    assert "polarised" in scene.title
    assert "tension" in scene.title
    assert any("GMY" in line.text and "AUH" in line.text for line in scene.legend)
    assert other_mode("alliances", "alliances") == "ties"
    assert other_mode("ties", "alliances") == "alliances"
    assert scene_for(view, "ties", german).tint[world.capital[german]] == 0


def test_supply_shows_what_can_march_and_intelligence_what_is_seen() -> None:
    view = new_game("europe-1914", {}, seed=1).round.view(3)
    world, me = view.known, view.seat
    scene = scene_for(view, "supply")
    home = int(world.capital[me])
    assert int(scene.armies[home]) >= int(world.troops[me, home])
    assert scene.tint[home] == 0
    assert len(set(scene.tint.tolist())) > 1
    seen = scene_for(view, "intelligence")
    assert not seen.tint[view.seen].any()
    assert seen.tint[~view.seen].any()
    assert any("-" in text for text in seen.armies)


@pytest.mark.parametrize(("size", "level"), [((120, 40), 0), ((40, 12), 1)])
async def test_all_of_the_land_is_in_view_where_its_labels_have_room(size: tuple[int, int], level: int) -> None:
    app = MapApp(island(60))
    async with app.run_test(size=size):
        view = app.map
        view.show(app.land)
        view.paint_scene(scene_of(app.land))
        assert (view.zoom_level, view.level) == (OPENING, level)
        port, raster = view.viewport(), app.land.draw().raster
        assert port is not None
        in_view = port.rows * 2 * port.scale >= raster.shape[0] and port.columns * port.scale >= raster.shape[1]
        assert in_view == (level == 0)
        view.zoom(1)
        assert view.zoom_level == level + 1
        view.zoom(-1)
        assert view.viewport() == port
