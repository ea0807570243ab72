"""Numbers and facts as words in colour: states by glyph and hue, events and letters as sentences."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.game.chronicle import (
    TREATIES,
    amount_said,
    clauses_said,
    demand_said,
    detail_said,
    listed,
    pattern,
    state_name,
    terms_said,
    treaty_terms_said,
)
from hegemon.tui import affairs
from hegemon.world.events import KINDS
from hegemon.world.orders import BRANCHES, FOCUSES

if TYPE_CHECKING:
    from hegemon.game.seats import Sent
    from hegemon.world.events import Event
    from hegemon.world.orders import Letter, Orders
    from hegemon.world.state import World
    from hegemon.world.treaties import Crisis, Motion, Treaty

DIM = "#8b98a5"
BRIGHT = "#f0f3f6"
AMBER = "#e6a23c"
GOOD = "#4fc08d"
BAD = "#ff6b5e"
_BLOCKS = " ▏▎▍▌▋▊▉█"
_FORMATTER = string.Formatter()


def percent(ppm: int, places: int = 1) -> str:
    """Parts per million as a percentage."""
    return f"{ppm / 10_000:.{places}f}%"


def points_of_power(ppm: int) -> str:
    """A gain or loss of power in hundredths of a percent of the world's, signed."""
    return f"{round(ppm / 10_000, 2) + 0.0:+.2f}%"


def trend(change: int) -> Content:
    """An arrow and the size of a change in ppm."""
    size = f"{abs(change) / 10_000:.1f}"
    if size == "0.0":
        return Content.styled("=0.0", DIM)
    return Content.styled(f"▲{size}", GOOD) if change > 0 else Content.styled(f"▼{size}", BAD)


def bar(value: int, most: int, width: int) -> str:
    """A bar of eighth blocks, ``value`` of ``most``, so many cells wide."""
    eighths = max(0, min(value, most)) * width * 8 // max(most, 1)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_BLOCKS[rest] if rest else "")).ljust(width)


def state(world: World, index: int, *, long: bool = False) -> Content:
    """Glyph and code (or name) of a state in its hue."""
    scenario = world.scenario
    if index < 0:
        return Content("nobody")
    name = scenario.state_names[index] if long else scenario.codes[index]
    return Content.styled(f"{scenario.glyphs[index]} {name}", scenario.colours[index])


def place(world: World, province: int) -> str:
    """Name of a province."""
    return world.land.names[province] if province >= 0 else "nowhere"


def event_line(world: World, event: Event) -> Content:
    """The sentence of an event."""
    kind = KINDS.get(event.kind)
    if kind is None:
        return Content(event.kind)
    values: dict[str, Content | str] = {
        "actor": state(world, event.actor, long=True), "target": state(world, event.target, long=True),
        "other": state(world, event.other, long=True), "place": place(world, event.place),
        "amount": amount_said(event), "detail": detail_said(event, world),
    }  # fmt: skip
    line = _fill(pattern(event), values)
    return line.stylize("bold") if kind.weight >= 3 else line


def terms_line(world: World, letter: Letter) -> Content:
    """What a letter offers, in one line."""
    return Content(terms_said(world, letter))


def treaty_line(world: World, treaty: Treaty, seat: int) -> Content:
    """A treaty in force seen by a party: with whom, until when, its clauses; secret and informal ones are marked."""
    kind = world.rules.kinds[treaty.kind]
    words: list[Content | str | tuple[str, str]] = [TREATIES.get(treaty.kind, treaty.kind)]
    if kind.order:
        words += [" of ", state(world, treaty.parties[0])]
        followers = [p for p in treaty.parties[1:] if p != seat]
        words += [" with", *(part for p in followers for part in (" ", state(world, p)))] if followers else []
    elif kind.one_way:
        words += [" of ", state(world, treaty.parties[1]), " by ", state(world, treaty.parties[0])]
    else:
        words.append(" with" if seat in treaty.parties else " of")
        for party in treaty.parties:
            if party != seat:
                words += [" ", state(world, party)]
    if treaty.target >= 0:
        words += [" against ", state(world, treaty.target)]
    words.append(f" to turn {treaty.until}")
    words += [(f" [{badge}]", AMBER) for badge in badges(world, treaty)]
    clauses = [clause for clause in clauses_said(world, treaty) if clause != "secret"]
    if clauses:
        words.append((f" ({', '.join(clauses)})", DIM))
    if any(who == seat for who, _ in treaty.leaving):
        words.append(" (leaving)")
    return Content.assemble(*words)


def badges(world: World, treaty: Treaty) -> list[str]:
    """What sets a treaty apart at a glance."""
    informal = world.rules.kinds[treaty.kind].informal
    found = {"informal": informal, "truce": treaty.double, "secret": treaty.hidden, "leaked": treaty.leaked}
    return [badge for badge, holds in found.items() if holds]


def order_lines(world: World, orders: Orders) -> list[tuple[str, int, Content]]:
    """Every order as (field, index in it, line), in the order in which they are listed."""
    codes = world.land.codes
    lines: list[tuple[str, int, Content]] = []
    for i, target in enumerate(orders.declare):
        lines.append(("declare", i, Content.assemble(("declare war on ", BAD), state(world, target))))
    if orders.posture is not None:
        lines.append(("posture", 0, Content(orders.posture)))
    for i, move in enumerate(orders.moves):
        way = "→".join(codes[p] for p in move.path)
        lines.append(("moves", i, Content(f"march {move.points} {way}")))
    for i, shift in enumerate(orders.shifts):
        lines.append(("shifts", i, Content(f"effort: {BRANCHES[shift.source]} → {BRANCHES[shift.to]}")))
    if orders.focus is not None:
        lines.append(("focus", 0, Content(f"focus on {FOCUSES[orders.focus]}")))
    if orders.depot is not None:
        lines.append(("depot", 0, Content(f"recruits gather at {place(world, orders.depot)}")))
    letters = {offer.id: offer.letter for offer in world.offers}
    for i, offer_id in enumerate(orders.accept):
        letter = letters[offer_id]
        line = Content.assemble(
            ("accept ", GOOD), state(world, letter.sender), ": ", terms_line(world, letter)
        )
        lines.append(("accept", i, line))
    for i, answer in enumerate(orders.answers):
        lines.append(
            ("answers", i, Content("honour the call" if answer.honour else "leave the caller alone"))
        )
    for field in ("leave", "breach"):
        for i, treaty_id in enumerate(getattr(orders, field)):
            treaty = next((t for t in world.treaties if t.id == treaty_id), None)
            text = treaty_line(world, treaty, orders.seat) if treaty is not None else Content(str(treaty_id))
            lines.append((field, i, Content("give notice of " if field == "leave" else "break ") + text))
    for i, standing in enumerate(orders.standing):
        treaty = next((t for t in world.treaties if t.id == standing.treaty), None)
        lines.append(("standing", i, _standing_line(world, treaty, orders.seat, standing.reply)))
    return [*lines, *((name, i, Content(said)) for name, i, said in affairs.order_lines(world, orders))]


def motion_said(world: World, motion: Motion) -> Content:
    """What a motion would do, and who moved it."""
    old = next((t for t in world.treaties if t.id == motion.treaty), None)
    terms, mover = motion.terms, state(world, motion.proposer)
    said = treaty_terms_said(world, terms, named=True)
    if old is None:
        return Content.assemble(mover, f" would found {said}")
    kind = TREATIES.get(old.kind, old.kind)
    come = [state_name(world, p) for p in terms.parties if p not in old.parties]
    gone = [state_name(world, p) for p in old.parties if p not in terms.parties]
    if come == [state_name(world, motion.proposer)]:
        return Content.assemble(mover, f" asks to accede: {said}")
    if come:
        return Content.assemble(mover, f" would let {listed(come)} into the {kind}: {said}")
    if gone:
        return Content.assemble(mover, f" would put {listed(gone)} out of the {kind}: {said}")
    return Content.assemble(mover, f" would amend the {kind}: {said}")


def crisis_said(world: World, crisis: Crisis) -> Content:
    """Who demands what of whom."""
    what = demand_said(world, crisis, crisis.challenger)
    return Content.assemble(state(world, crisis.challenger), " demands of ", state(world, crisis.target), f": {what}")


def _standing_line(world: World, treaty: Treaty | None, seat: int, reply: str) -> Content:
    """A standing reply by the treaty's name, as in ``defensive alliance with AUH: at once``."""
    if treaty is None:
        return Content(f"reply when called: {reply}")
    parts: list[Content | str] = [f"{TREATIES.get(treaty.kind, treaty.kind).capitalize()} with"]
    for party in treaty.others(seat):
        parts += [" ", state(world, party)]
    return Content.assemble(*parts, f": {reply} when called")


def sent_line(world: World, sent: Sent) -> Content:
    """A letter that has left, and its answer."""
    answer = (
        "waits"
        if sent.reply is None
        else {"yes": "agreed", "no": "refused", "counter": "countered"}[sent.reply.answer]
    )
    hue = {"agreed": GOOD, "refused": BAD}.get(answer, AMBER)
    return Content.assemble(
        "✉ ", state(world, sent.letter.to), " ", terms_said(world, sent.letter), (f"  {answer}", hue)
    )


def focus_text(world: World, focus: int) -> str:
    """What a national focus serves, empty for one that serves nothing in this version of the rules."""
    bonus = world.rules.effort.focus_bonus
    texts = {
        "none": "nothing in particular", "grain": f"{bonus / 10:.0f}% more grain", "ore": f"{bonus / 10:.0f}% more ore",
        "fuel": f"{bonus / 10:.0f}% more fuel", "industry": f"{bonus / 40:.0f}% more output",
        "infrastructure": f"{bonus / 10:.0f}% more growth of roads and rails",
        "arms": f"{bonus / 10:.0f}% more recruits", "administration": "one more attack a turn",
        "fortification": "a fort at the depot every other turn", "propaganda": f"{bonus / 10:.0f}% more influence",
        "intelligence": "others' effort and arms are known better, and their secrets leak sooner",
    }  # fmt: skip
    return texts.get(FOCUSES[focus], "")


def _fill(template: str, values: dict[str, Content | str]) -> Content:
    parts: list[Content | str] = []
    for text, name, _, _ in _FORMATTER.parse(template):
        parts.append(text)
        if name is not None:
            parts.append(values.get(name, ""))
    return Content.assemble(*parts)
