"""The tables of the diplomacy screen: states and our ties, opinions, treaties and wars of all with all, blocs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from textual.content import Content

from hegemon.tui import words
from hegemon.tui.widgets.pane import Row

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk

TITLES = {
    "relations": "States: their opinion of us, ours of them, trust, treaties",
    "opinion": "Opinion: what the row thinks of the column",
    "treaties": "Treaties between row and column",
    "blocs": "Blocs: who is bound to fight beside whom",
}
LETTERS = {
    "nonaggression": "N", "neutrality": "n", "defence": "D", "offence": "O", "guarantee": "G", "entente": "E",
    "league": "L", "trade": "T", "coalition": "C", "order": "H",
}  # fmt: skip
LEGEND = (
    "D defence O offence L league G guarantee E entente", "N non-aggression n neutrality T trade C coalition",
    "H order × war s sanctions ! crisis",
)  # fmt: skip
STRONG = set("DOLGC")


def table_rows(desk: Desk, table: str, width: int = 120) -> list[Row]:
    """Every living state in a line; the table says what the columns are, width what room there is for them."""
    order = [s for s in sorted(range(desk.world.states), key=lambda s: (-int(desk.world.power[s]), s))
             if desk.world.alive[s]]  # fmt: skip
    if table == "relations":
        head = Content.styled(f"{'state':<22}  power opinion  ours trust treaties", words.DIM)
        return [Row(head), *(Row(_relation(desk, s), s) for s in order), *_legend(width)]
    if table == "blocs":
        return _blocs(desk, order)
    names = desk.world.codes
    parts: list[Content | str | tuple[str, str]] = [("      ", "")]
    cell = 4 if len(order) * 4 + 6 <= width else 3
    parts += [(f"{names[s][:3]:>{cell}}", desk.world.scenario.colours[s]) for s in order]
    rows = [Row(Content.assemble(*parts))]
    for a in order:
        line: list[Content | str | tuple[str, str]] = [words.state(desk.world, a), " "]
        line += [_cell(desk, table, a, b, cell) for b in order]
        rows.append(Row(Content.assemble(*line), a))
    told = Row(Content.styled("in percent, from -100 to 100", words.DIM))
    return [*rows, *(_legend(width) if table == "treaties" else (told,))]


def _legend(width: int) -> list[Row]:
    """What the letters mean, in as few lines as there is room for."""
    lines: list[str] = []
    for piece in LEGEND:
        if lines and len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return [Row(Content.styled(line, words.DIM)) for line in lines]


def _relation(desk: Desk, state: int) -> Content:
    world, me = desk.world, desk.me
    name = world.scenario.state_names[state]
    who = Content.assemble(words.state(world, state), (f" {name:<16.16}", words.DIM))
    if state == me:
        return Content.assemble(
            who, f" {words.percent(int(world.power[state])):>7}", ("   this is us", words.DIM)
        )  # fmt: skip
    theirs, ours = int(world.opinion[state, me]), int(world.opinion[me, state])
    trust = int(world.reliability[me, state])
    war: tuple[str, str] = ("", "")
    if world.war[me, state]:
        war = ("× WAR ", f"bold {words.BAD}")
    elif state in desk.orders.declare:
        war = ("× declared ", f"bold {words.BAD}")
    sent = any(sent.letter.to == state for sent in desk.sent)
    return Content.assemble(
        who, f" {words.percent(int(world.power[state])):>7}",
        (f"{theirs / 10:>+8.0f}", mood(theirs)), (f"{ours / 10:>+6.0f}", mood(ours)),
        (f"{trust / 10:>5.0f}%", words.DIM), " ", (f"{letters(desk, me, state):<5}", words.AMBER), war,
        ("✉" if sent else "", words.AMBER), _marks(desk, state),
    )  # fmt: skip


def _marks(desk: Desk, state: int) -> Content:
    """What matters of a state beside its ties: arms ready, exile, a crisis or sanctions between us."""
    world, me = desk.world, desk.me
    crisis = any({c.challenger, c.target} == {me, state} for c in world.crises)
    demanded = desk.orders.demand is not None and desk.orders.demand.target == state
    sanctions = world.sanction[me, state] or world.sanction[state, me] or state in desk.orders.sanction
    found = [
        (" exile", words.AMBER, bool(world.exiled[state])), (" mob.", words.BAD, bool(world.mobilised[state])),
        (" !", words.BAD, crisis or demanded), (" s", words.AMBER, bool(sanctions)),
    ]  # fmt: skip
    return Content.assemble(*((text, hue) for text, hue, here in found if here))


def _cell(desk: Desk, table: str, a: int, b: int, width: int) -> tuple[str, str]:
    world = desk.world
    if a == b:
        return ("·".rjust(width), words.DIM)
    if table == "opinion":
        value = int(world.opinion[a, b])
        shown = max(min(round(value / 10), 99), -99)
        return (f"{shown:>{width}}", mood(value) if shown else "#4a5866")
    if world.war[a, b]:
        return ("×".rjust(width), f"bold {words.BAD}")
    found = letters(desk, a, b)
    if any({c.challenger, c.target} == {a, b} for c in world.crises):
        found = f"!{found}"
    if world.sanction[a, b]:
        found = f"s{found}"
    found = found[: width - 1]
    return (found.rjust(width), words.AMBER if STRONG & set(found) else words.DIM)


def letters(desk: Desk, a: int, b: int) -> str:
    """Letters of the treaties between two states, those that oblige most first."""
    order = "".join(LETTERS[name] for name in (
        "defence", "offence", "league", "guarantee", "order", "coalition", "entente", "neutrality", "nonaggression",
        "trade",
    ))  # fmt: skip
    found = {LETTERS.get(t.kind, "?") for t in desk.world.treaties if a in t.parties and b in t.parties}
    return "".join(sorted(found, key=order.find))


def mood(value: int) -> str:
    """The colour of an opinion."""
    return words.GOOD if value > 200 else words.BAD if value < -200 else words.BRIGHT


def _blocs(desk: Desk, order: list[int]) -> list[Row]:
    """The blocs, the strongest first, with what they hold together; then who stands alone, and orders."""
    world = desk.world
    camp, polarised = world.bloc, world.polarisation
    members: dict[int, list[int]] = {}
    for state in order:
        if camp[state] >= 0:
            members.setdefault(int(camp[state]), []).append(state)
    rows = [Row(Content(f"polarisation {polarised / 10:.0f}%   tension {world.tension / 10:.0f}%"))]
    blocs = sorted(members.values(), key=lambda bloc: (-int(world.power[bloc].sum()), bloc[0]))
    for number, bloc in enumerate(blocs, 1):
        share = words.percent(int(world.power[bloc].sum()))
        among = int(np.mean([world.opinion[a, b] for a in bloc for b in bloc if a != b])) if len(bloc) > 1 else 0
        head = f"Bloc {number}: {share} of power, think {among / 10:+.0f} of each other"
        rows.append(Row(Content.styled(head, f"bold {words.AMBER}")))
        rows += [_member(desk, state) for state in bloc]
    for treaty in world.treaties:
        if world.rules.kinds[treaty.kind].order:
            led = Content.assemble("Order of ", words.state(world, treaty.parties[0], long=True),
                                   f", dues {treaty.dues / 10:g}%, {len(treaty.parties) - 1} followers")  # fmt: skip
            rows.append(Row(led.stylize(f"bold {words.AMBER}")))
            rows += [_member(desk, state) for state in treaty.parties[1:]]
    alone = [s for s in order if camp[s] < 0]
    if alone:
        rows.append(Row(Content.styled("In no bloc", f"bold {words.AMBER}")))
        rows += [_member(desk, state) for state in alone]
    return rows


def _member(desk: Desk, state: int) -> Row:
    world, us = desk.world, " (us)" if state == desk.me else ""
    foes = [s for s in range(world.states) if world.war[state, s]]
    against: list[Content | tuple[str, str]] = []
    if foes:
        against = [("  at war with ", words.BAD), Content(" ").join([words.state(world, s) for s in foes])]
    share = words.percent(int(world.power[state]))
    name = words.state(world, state, long=True)
    return Row(Content.assemble("  ", name, us, (f"  {share}", words.DIM), *against), state)
