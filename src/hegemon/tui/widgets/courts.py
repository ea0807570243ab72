"""What the diplomacy screen says: the list of states, matrices of all with all, one state's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.tui import words
from hegemon.tui.allies import may_be_called, promised
from hegemon.tui.widgets import panels
from hegemon.tui.widgets.pane import Row
from hegemon.world.relations import forbids_attack, under_arms, war_score
from hegemon.world.scenario_model import GOVERNMENTS

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.world.state import World

TITLES = {
    "relations": "States: their opinion of us, ours of them, trust, treaties",
    "opinion": "Opinion: what the row thinks of the column",
    "treaties": "Treaties between row and column",
}
LETTERS = {
    "nonaggression": "N", "neutrality": "n", "defence": "D", "guarantee": "G", "entente": "E", "trade": "T",
}  # fmt: skip
LEGEND = ("D defence G guarantee E entente N non-aggression", "n neutrality T trade × war")


def state_rows(desk: Desk, table: str, width: int = 120) -> list[Row]:
    """Every living state in a line; the table says what the columns are, width what room there is for them."""
    order = [s for s in sorted(range(desk.world.states), key=lambda s: (-int(desk.world.power[s]), s))
             if desk.world.alive[s]]  # fmt: skip
    if table == "relations":
        head = Content.styled(f"{'state':<22}  power opinion  ours trust treaties", words.DIM)
        return [
            Row(head),
            *(Row(_relation(desk, s), s) for s in order),
            *_legend(width),
        ]
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
    whole = " ".join(LEGEND)
    return [Row(Content.styled(line, words.DIM)) for line in ((whole,) if len(whole) <= width else LEGEND)]


def _relation(desk: Desk, state: int) -> Content:
    world, me = desk.world, desk.me
    name = world.scenario.state_names[state]
    who = Content.assemble(words.state(world, state), (f" {name:<16.16}", words.DIM))
    if state == me:
        return Content.assemble(
            who,
            f" {words.percent(int(world.power[state])):>7}",
            ("   this is us", words.DIM),
        )
    theirs, ours = int(world.opinion[state, me]), int(world.opinion[me, state])
    trust = int(world.reliability[me, state])
    kinds = _letters(desk, me, state)
    war: tuple[str, str] = ("", "")
    if world.war[me, state]:
        war = ("× WAR ", f"bold {words.BAD}")
    elif state in desk.orders.declare:
        war = ("× declared ", f"bold {words.BAD}")
    sent = any(sent.letter.to == state for sent in desk.sent)
    return Content.assemble(
        who, f" {words.percent(int(world.power[state])):>7}",
        (f"{theirs / 10:>+8.0f}", _mood(theirs)), (f"{ours / 10:>+6.0f}", _mood(ours)),
        (f"{trust / 10:>5.0f}%", words.DIM), " ", (f"{kinds:<5}", words.AMBER), war,
        ("✉" if sent else "", words.AMBER), (" mob." if world.mobilised[state] else "", words.BAD),
    )  # fmt: skip


def _cell(desk: Desk, table: str, a: int, b: int, width: int) -> tuple[str, str]:
    world = desk.world
    if a == b:
        return ("·".rjust(width), words.DIM)
    if table == "opinion":
        value = int(world.opinion[a, b])
        shown = max(min(round(value / 10), 99), -99)
        return (f"{shown:>{width}}", _mood(value) if shown else "#4a5866")
    if world.war[a, b]:
        return ("×".rjust(width), f"bold {words.BAD}")
    letters = _letters(desk, a, b)[: width - 1]
    return (letters.rjust(width), words.AMBER if "D" in letters or "G" in letters else words.DIM)


def _letters(desk: Desk, a: int, b: int) -> str:
    found = [LETTERS.get(t.kind, "?") for t in desk.world.treaties if a in t.parties and b in t.parties]
    return "".join(sorted(set(found)))


def _mood(value: int) -> str:
    return words.GOOD if value > 200 else words.BAD if value < -200 else words.BRIGHT


def page_rows(desk: Desk, state: int) -> list[Row]:
    """One state: its numbers, treaties, wars, what it owes and is owed, and the ledgers between us."""
    world, me = desk.world, desk.me
    government = GOVERNMENTS[int(world.government[state])]
    rows = [
        Row(
            Content.styled(
                f"{government}{', a great power' if world.scenario.great[state] else ''}", words.DIM
            )
        )
    ]
    rows += panels.state_rows(desk, state)
    treaties = [t for t in world.treaties if state in t.parties]
    if treaties:
        rows.append(Row(Content.styled("Treaties", f"bold {words.AMBER}")))
        for treaty in treaties:
            reply = ""
            kind = world.rules.kinds[treaty.kind]
            if (kind.aid or kind.invited) and me in treaty.parties:  # of others' treaties it is a secret
                reply = f"  ({treaty.reply_of(state)})"
            rows.append(Row(words.treaty_line(world, treaty, state) + Content.styled(reply, words.DIM)))
    helpers = [words.state(world, s) for s in promised(world, state)]
    if helpers:
        rows.append(Row(Content.assemble(("attacked, it may call ", words.DIM), Content(" ").join(helpers))))
    if state == me:
        return rows
    rows.append(Row(Content.styled("Ledgers between us", f"bold {words.AMBER}")))
    opinion, ours = int(world.opinion[state, me]), int(world.opinion[me, state])
    rows.append(Row(Content(f"opinion: it of us {opinion / 10:+.0f}, we of it {ours / 10:+.0f}")))
    rows.append(Row(Content(f"grievance: we hold {int(world.grievance[me, state]) / 10:.0f} against it")))
    rows.append(
        Row(Content(f"reliability: we believe its word at {int(world.reliability[me, state]) / 10:.0f}%"))
    )
    if world.war[me, state]:
        rows.append(
            Row(Content(f"war score: ours {war_score(world, me, state)}, its {war_score(world, state, me)}"))
        )
    entries = [e for e in world.ledger if {e.holder, e.about} == {me, state}]
    for entry in sorted(entries, key=lambda e: -e.turn)[:12]:
        year = world.scenario.year + entry.turn - 1
        line = Content.assemble(
            (f"{year} ", words.DIM), words.state(world, entry.holder), f" {entry.ledger} of ",
            words.state(world, entry.about), f": {entry.kind} ",
            (f"{entry.amount / 10:+.0f}", words.GOOD if entry.amount > 0 else words.BAD),
        )  # fmt: skip
        rows.append(Row(line))
    return rows


def war_lines(desk: Desk, enemy: int, price: int) -> list[Content | str]:
    """What a declaration means: price, who may be called, how strong they look."""
    world, me = desk.world, desk.me
    lines: list[Content | str] = [Content.assemble("War with ", words.state(world, enemy, long=True), ".")]
    if price:
        lines.append(
            Content.styled(f"It breaks our word: {words.percent(price, 2)} of our power.", words.BAD)
        )
    if not under_arms(world, me):
        lines.append(
            Content.styled(
                "We are not mobilised: forces fight at their peace footing, our allies owe nothing.",
                words.AMBER,
            )
        )
    for caller, against, text in ((enemy, me, "It may call: "), (me, enemy, "We may call: ")):
        called = may_be_called(world, me, enemy, caller)
        helpers = [_summoned(world, s, against) for s in called]
        if helpers:
            lines.append(Content.assemble(text, Content(", ").join(helpers)))
    mine = int(world.troops[me].sum())
    low, high = int(desk.view.low[enemy].sum()), int(desk.view.high[enemy].sum())
    lines.append(f"Arms: ours {mine}, theirs {low}" + (f" to {high} points." if high > low else " points."))
    return lines


def _summoned(world: World, state: int, against: int) -> Content:
    """A state that may be called, with what keeps it: a bond to the other side leaves it the choice."""
    torn = any(forbids_attack(world, t, state, against) for t in world.treaties)
    name = words.state(world, state, long=True)
    return name + Content.styled(" (bound to both)", words.DIM) if torn else name


def sentence(desk: Desk, state: int) -> str:
    """The selected state in one sentence."""
    world, me = desk.world, desk.me
    name = world.scenario.state_names[state]
    if state == me:
        return f"{name}: this is us."
    war = "at war with us" if world.war[me, state] else "at peace with us"
    return f"{name}, {war}, thinks {int(world.opinion[state, me]) / 10:+.0f} of us."
