"""Map modes: each turns a view into a colour vector, a text under each label, and a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegemon.tui.map.scene import LegendLine, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from hegemon.world.view import View

NEUTRAL = "#6b7480"
RAMP = ("#3d5a80", "#4a7ba6", "#5fa8d3", "#8ac6a6", "#d9c65a", "#e69f3c", "#e0653a", "#d7263d")
GOOD_BAD = ("#d7263d", "#d9653b", "#c9a24a", "#7d8896", "#7fb069", "#4aa564", "#1fa774", "#00c878")
TIES = (
    ("D", "#1fa774", "allied"),
    ("G", "#45c4bc", "guarantee"),
    ("E", "#b58cf0", "entente"),
    ("N", "#c9a24a", "lesser pact"),
    ("×", "#ff4b3e", "at war"),
    ("·", NEUTRAL, "nothing"),
)
HAPPENED = {
    "captured": "taken",
    "freed": "freed",
    "walked in": "taken",
    "rising": "rises",
    "surrender": "gave up",
    "repulsed": "held",
    "standoff": "nobody",
    "clash": "clash",
}
TERRAIN_HUES = ("#7fae5a", "#b08d57", "#9aa3ad")
TERRAIN_GLYPHS = ("·", "n", "^")


def scene_for(view: View, mode: str, about: int = -1) -> Scene:
    """The scene of a mode by its name; unknown names are political. about: the state a mode of ties is about."""
    if mode == "alliances":
        return alliances(view, about if about >= 0 else view.seat)
    return MODES.get(mode, political)(view)


def political(view: View) -> Scene:
    """Who owns what, with hatching where another occupies."""
    world, scenario = view.known, view.known.scenario
    order = sorted(np.flatnonzero(world.home).tolist(), key=lambda s: (-int(world.power[s]), s))
    legend = tuple(LegendLine(scenario.glyphs[s], s, scenario.codes[s]) for s in order)
    return _scene(view, world.sovereign, scenario.colours, scenario.glyphs, title="", legend=legend)


def yields(view: View) -> Scene:
    """Terrain as colour; grain, ore and fuel as numbers."""
    scenario = view.known.scenario
    texts = tuple(
        f"{g}/{o}/{f}"
        for g, o, f in zip(
            scenario.grain.tolist(), scenario.ore.tolist(), scenario.fuel.tolist(), strict=True
        )
    )
    legend = tuple(
        LegendLine(glyph, slot, name)
        for slot, (glyph, name) in enumerate(zip(TERRAIN_GLYPHS, ("plain", "hills", "mountain"), strict=True))
    )
    return _scene(
        view,
        scenario.terrain,
        TERRAIN_HUES,
        TERRAIN_GLYPHS,
        title="Yields: grain/ore/fuel",
        legend=legend,
        texts=texts,
        text_slot=scenario.terrain,
        stripes=False,
    )


def power(view: View) -> Scene:
    """Share of power of who owns the land."""
    world = view.known
    edges = np.array([5_000, 15_000, 40_000, 80_000, 120_000, 200_000, 300_000])
    tint = np.searchsorted(edges, world.power, side="right").astype(np.int64)[world.sovereign]
    names = ("<0.5%", "<1.5%", "<4%", "<8%", "<12%", "<20%", "<30%", "30%+")
    legend = tuple(LegendLine("■", slot, name) for slot, name in enumerate(names))
    texts = tuple(f"{int(world.power[s]) / 10_000:.1f}" for s in world.sovereign.tolist())
    return _scene(
        view,
        tint,
        RAMP,
        ("·", "░", "░", "▒", "▒", "▓", "▓", "█"),
        title="Power",
        legend=legend,
        texts=texts,
        text_slot=tint,
    )


def alliances(view: View, about: int) -> Scene:
    """How every state is tied to one of them: by alliance, guarantee, entente, a lesser pact, war, or not."""
    world, scenario = view.known, view.known.scenario
    tie = ties(view, about)
    hues = (scenario.colours[about], *(hue for _, hue, _ in TIES))
    glyphs = (scenario.glyphs[about], *(glyph for glyph, _, _ in TIES))
    legend = [LegendLine(scenario.glyphs[about], 0, scenario.state_names[about])]
    legend += [LegendLine(glyph, slot, name) for slot, (glyph, _, name) in enumerate(TIES, 1)]
    tint = tie[world.sovereign]
    return _scene(view, tint, hues, glyphs, title="Ties of", legend=tuple(legend))


def ties(view: View, about: int) -> NDArray[np.int64]:
    """Slot of each state's strongest tie to one state, (S,): 0 itself, then the order of TIES."""
    world = view.known
    tie = np.full(world.states, len(TIES), dtype=np.int64)
    for treaty in world.treaties:
        if about in treaty.parties:
            rule = world.rules.kinds[treaty.kind]
            slot = 1 if rule.aid and not rule.one_way else 2 if rule.aid else 3 if rule.invited else 4
            for party in treaty.parties:
                tie[party] = min(int(tie[party]), slot)
    tie[world.war[about] > 0] = len(TIES) - 1
    tie[about] = 0
    return tie


def opinion(view: View) -> Scene:
    """What the owner of each province thinks of this seat."""
    world = view.known
    edges = np.array([-600, -300, -100, 100, 250, 450, 700])
    tint_of = np.searchsorted(edges, world.opinion[:, view.seat], side="right").astype(np.int64)
    tint_of[view.seat] = len(GOOD_BAD)
    hues = (*GOOD_BAD, world.scenario.colours[view.seat])
    texts = tuple(
        "" if s == view.seat else f"{int(world.opinion[s, view.seat]) / 10:+.0f}"
        for s in world.sovereign.tolist()
    )
    legend = (
        LegendLine("■", 0, "hates"), LegendLine("■", 1, "dislikes"), LegendLine("■", 3, "cool"),
        LegendLine("■", 5, "likes"), LegendLine("■", 7, "loves"),
    )  # fmt: skip
    tint = tint_of[world.sovereign]
    glyphs = ("█", "▓", "▒", "·", "-", "+", "+", "*", world.scenario.glyphs[view.seat])
    return _scene(view, tint, hues, glyphs, title="Opinion of us", legend=legend, texts=texts, text_slot=tint)


def changes(view: View) -> Scene:
    """Where something happened last turn: land that changed hands in its taker's hue, land held in red."""
    world, scenario = view.known, view.known.scenario
    hues = (NEUTRAL, "#ff4b3e", *scenario.colours)
    glyphs = ("·", "×", *scenario.glyphs)
    tint = np.zeros(world.provinces, dtype=np.int64)
    texts = ["" for _ in range(world.provinces)]
    for event in view.news:
        if event.place >= 0 and event.kind in HAPPENED:
            taken = event.kind not in ("repulsed", "standoff", "clash")
            tint[event.place] = 2 + event.actor if taken and event.actor >= 0 else 1
            texts[event.place] = HAPPENED[event.kind]
    legend = (LegendLine("■", 1, "attack held"), LegendLine("▨", 2 + view.seat, "in the hue of who took it"))
    return _scene(
        view,
        tint,
        hues,
        glyphs,
        title="Last turn",
        legend=legend,
        texts=tuple(texts),
        text_slot=tint,
        stripes=False,
    )


MODES: dict[str, Callable[[View], Scene]] = {
    "political": political,
    "yields": yields,
    "power": power,
    "opinion": opinion,
    "changes": changes,
}


def _scene(
    view: View,
    tint: NDArray[np.int64],
    hues: tuple[str, ...],
    glyphs: tuple[str, ...],
    *,
    title: str,
    legend: tuple[LegendLine, ...] = (),
    texts: tuple[str, ...] | None = None,
    text_slot: NDArray[np.int64] | None = None,
    stripe: NDArray[np.int64] | None = None,
    stripes: bool = True,
) -> Scene:
    world = view.known
    nobody = np.full(world.provinces, -1, dtype=np.int64)
    rank = np.zeros(world.provinces, dtype=np.int64)
    rank[world.capital[world.home]] = 1
    if texts is None:
        texts, holder = army_texts(view)
        # Armies take the tint of the land they stand on unless the map is coloured by state.
        text_slot = holder if hues is world.scenario.colours else tint
    if stripe is None:
        stripe = world.occupier if stripes and hues is world.scenario.colours else nobody
    return Scene(
        owner=world.sovereign,
        tint=tint,
        stripe=stripe,
        hues=hues,
        glyphs=glyphs,
        codes=world.land.codes,
        names=world.land.names,
        armies=texts,
        army_slot=text_slot if text_slot is not None else nobody,
        rank=rank,
        first=tuple(np.flatnonzero(world.troops[view.seat]).tolist()),
        title=title,
        legend=legend,
    )


def army_texts(view: View) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Glyph and points of the largest army in each province (with ~ where it is an estimate), and whose it is."""
    world = view.known
    total = world.troops.sum(axis=0).tolist()
    holder = np.where(world.troops.max(axis=0) > 0, world.troops.argmax(axis=0), -1).astype(np.int64)
    exact = (view.low == view.high).all(axis=0).tolist()
    glyphs = world.scenario.glyphs
    texts = tuple(
        "" if owner < 0 else f"{glyphs[owner]}{'' if sure else '~'}{points}"
        for owner, points, sure in zip(holder.tolist(), total, exact, strict=True)
    )
    return texts, holder
