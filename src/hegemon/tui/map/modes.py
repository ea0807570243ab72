"""Map modes: each turns a view into a colour vector, a text under each label, and a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegemon.tui.map.colouring import NEUTRAL, coloured
from hegemon.tui.map.scene import LegendLine, Scene
from hegemon.tui.map.sight import intelligence, supply

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from hegemon.world.view import View

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
    if mode == "ties":
        return ties_of(view, about if about >= 0 else view.seat)
    return MODES.get(mode, political)(view)


def other_mode(now: str, asked: str) -> str:
    """The mode to show when one is asked for: alliances asked for again are the ties of one state."""
    return "ties" if asked == now == "alliances" else asked


def political(view: View) -> Scene:
    """Who owns what, with hatching where another occupies."""
    world, scenario = view.known, view.known.scenario
    order = sorted(np.flatnonzero(world.home).tolist(), key=lambda s: (-int(world.power[s]), s))
    legend = tuple(LegendLine(scenario.glyphs[s], s, scenario.codes[s]) for s in order)
    return coloured(view, world.sovereign, scenario.colours, scenario.glyphs, title="", legend=legend)


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
    return coloured(
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
    return coloured(
        view,
        tint,
        RAMP,
        ("·", "░", "░", "▒", "▒", "▓", "▓", "█"),
        title="Power",
        legend=legend,
        texts=texts,
        text_slot=tint,
    )


def alliances(view: View) -> Scene:
    """Blocs, each in the hue of its strongest member; the legend says how polarised and how tense the world is."""
    world, scenario = view.known, view.known.scenario
    bloc_of, polarised = world.bloc, world.polarisation
    leader = np.full(world.states, world.states, dtype=np.int64)
    members: dict[int, list[int]] = {}
    for state in np.flatnonzero(world.alive & (bloc_of >= 0)).tolist():
        members.setdefault(int(bloc_of[state]), []).append(state)
    legend = []
    for bloc in sorted(members.values(), key=lambda bloc: (-int(world.power[bloc].sum()), bloc)):
        first = max(bloc, key=lambda s: (int(world.power[s]), -s))
        leader[bloc] = first
        strength = int(world.power[bloc].sum()) / 10_000
        codes = " ".join(scenario.codes[s] for s in sorted(bloc, key=lambda s: (-int(world.power[s]), s)))
        legend.append(LegendLine(scenario.glyphs[first], first, f"{codes} {strength:.0f}%"))
    if not legend:
        legend.append(LegendLine("·", world.states, "nobody is bound to fight beside another"))
    hues, glyphs = (*scenario.colours, NEUTRAL), (*scenario.glyphs, "·")
    title = f"Blocs  polarised {polarised / 10:.0f}%  tension {world.tension / 10:.0f}%"
    return coloured(view, leader[world.sovereign], hues, glyphs, title=title, legend=tuple(legend))


def ties_of(view: View, about: int) -> Scene:
    """How every state is tied to one of them: by alliance, guarantee, entente, a lesser pact, war, or not."""
    world, scenario = view.known, view.known.scenario
    tie = ties(view, about)
    hues = (scenario.colours[about], *(hue for _, hue, _ in TIES))
    glyphs = (scenario.glyphs[about], *(glyph for glyph, _, _ in TIES))
    legend = [LegendLine(scenario.glyphs[about], 0, scenario.state_names[about])]
    legend += [LegendLine(glyph, slot, name) for slot, (glyph, _, name) in enumerate(TIES, 1)]
    tint = tie[world.sovereign]
    return coloured(view, tint, hues, glyphs, title="Ties of", legend=tuple(legend))


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
    return coloured(view, tint, hues, glyphs, title="Opinion of us", legend=legend, texts=texts, text_slot=tint)


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
    return coloured(
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
    "alliances": alliances,
    "supply": supply,
    "intelligence": intelligence,
    "opinion": opinion,
    "changes": changes,
}
