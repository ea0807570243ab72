"""The card of a treaty: parties, clauses, clock, burden, how clear each promise is and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.counsel.promises import card, chance
from hegemon.engine.burden import lags
from hegemon.game.chronicle import TREATIES, clauses_said, turns_said
from hegemon.tui import words
from hegemon.tui.widgets.pane import Row
from hegemon.world.orders import MILITARY
from hegemon.world.promises import clarity, consultation, helps, tied
from hegemon.world.relations import breach_price

if TYPE_CHECKING:
    from hegemon.counsel.promises import Promise
    from hegemon.tui.desk import Desk
    from hegemon.world.treaties import Treaty



def card_title(treaty: Treaty) -> str:
    """The kind of a treaty, as a title."""
    return TREATIES.get(treaty.kind, treaty.kind).capitalize()


def card_rows(desk: Desk, treaty: Treaty) -> list[Row]:
    """Everything about a treaty that the seat may know, line by line."""
    world, me = desk.world, desk.me
    kind = world.rules.kinds[treaty.kind]
    lines = [_parties(desk, treaty)]
    badges = words.badges(world, treaty)
    if badges:
        lines.append(Content.styled(f"[{'] ['.join(badges)}]", f"bold {words.AMBER}") + _badge_said(treaty, badges))
    clauses = [c for c in clauses_said(world, treaty) if not c.startswith(("notice", "help", "renewed"))]
    if treaty.target >= 0:
        lines.append(Content.assemble(("against   ", words.DIM), words.state(world, treaty.target, long=True), " only"))
    lines.append(Content.assemble(("clauses   ", words.DIM), "; ".join(clauses) or "none beside its kind"))
    lines.append(_clock(desk, treaty))
    if helps(kind):
        wait = consultation(world, treaty)
        said = f"after {turns_said(wait)} of consultation" if wait else "without consultation"
        lines.append(Content.assemble(("help      ", words.DIM), said))
    if me in treaty.parties:
        price = breach_price(world, treaty, me)
        said = f"{words.percent(price, 2)} of our power and our word" if price else "nothing: it binds nobody"
        lines.append(Content.assemble(("breaking  ", words.DIM), said))
        if kind.autonomy and world.rules.switch.autonomy:
            took = f"{kind.autonomy / 1000:g} of a diplomacy block, of {tied(world, me) / 1000:g} tied in all"
            lines.append(Content.assemble(("ties down ", words.DIM), took))
    lines += _burden(desk, treaty)
    promises = card(desk.view, treaty)
    if promises:
        lines.append(Content.styled("What each promise is worth, as we believe it", f"bold {words.AMBER}"))
        lines += [_promise(desk, treaty, p) for p in promises if len(treaty.parties) == 2 or me in (p.state, p.helped)]
        if len(treaty.parties) > 2 and me not in treaty.parties:
            lines += [_promise(desk, treaty, p) for p in promises if p.helped == treaty.parties[0]]
    return [Row(line) for line in lines]


def _parties(desk: Desk, treaty: Treaty) -> Content:
    world = desk.world
    names = [words.state(world, p, long=True) for p in treaty.parties]
    kind = world.rules.kinds[treaty.kind]
    if kind.one_way and not kind.order:
        return Content.assemble(("parties   ", words.DIM), names[0], " protects ", names[1])
    if kind.order:
        names[0] += Content.styled(" (leads)", words.AMBER)
    return Content.assemble(("parties   ", words.DIM), Content(", ").join(names))


def _badge_said(treaty: Treaty, badges: list[str]) -> Content:
    said = {
        "informal": "it binds nobody and may be left at will", "truce": "made by a peace, breaking it costs double",
        "secret": "only its parties know of it", "leaked": "a secret that is out",
    }  # fmt: skip
    return Content.styled("  " + "; ".join(said[badge] for badge in badges), words.DIM)


def _clock(desk: Desk, treaty: Treaty) -> Content:
    world = desk.world
    left, year = treaty.until - world.turn, world.scenario.year - 1
    parts: list[Content | str | tuple[str, str]] = [
        ("clock     ", words.DIM), f"since {year + treaty.since}, to {year + treaty.until} ({turns_said(left)} left)",
        ", then it runs on" if treaty.renew else ", then it ends",
    ]  # fmt: skip
    for who, out in treaty.leaving:
        parts += ["; ", words.state(world, who), f" leaves in {year + out}"]
    if treaty.notice and not treaty.double:
        parts.append(f"; notice {turns_said(treaty.notice)}")
    return Content.assemble(*parts)


def _burden(desk: Desk, treaty: Treaty) -> list[Content]:
    """Who carries the burden: blocks against the clause, and whose arms fall short of the members' mean."""
    world, kind = desk.world, desk.world.rules.kinds[treaty.kind]
    if not world.rules.switch.burden or kind.informal or not (kind.aid or kind.order):
        return []
    lines: list[Content] = []
    if treaty.burden:
        parts: list[Content] = []
        for party in treaty.parties:
            blocks = int(world.effort[party, MILITARY])
            lacking = treaty.burden - blocks
            meets = (f"{lacking} short", words.BAD) if lacking > 0 else ("meets it", words.GOOD)
            guess = "" if party == desk.me or desk.view.known.focus[party] else "about "
            parts.append(Content.assemble(words.state(world, party), f" {guess}{blocks}, ", meets))
        asked = f"{treaty.burden} blocks: "
        lines.append(Content.assemble(("burden    ", words.DIM), asked, Content("; ").join(parts)))
    short = [(p, lag) for p, lag in zip(treaty.parties, lags(world, treaty), strict=True) if lag > 0]
    if short and not kind.one_way:
        said = [Content.assemble(words.state(world, p), f" {lag / 10:.0f}%") for p, lag in short]
        head = "below the members' mean for its means: "
        lines.append(Content.assemble(("arms      ", words.DIM), head, Content(", ").join(said)))
    return lines


def _promise(desk: Desk, treaty: Treaty, promise: Promise) -> Content:
    """One promise: clarity, belief, what would arrive, whom it deters, and the standing reply if we may know it."""
    world = desk.world
    parts: list[Content | str | tuple[str, str]] = [
        words.state(world, promise.state), " to ", words.state(world, promise.helped), ": ",
    ]  # fmt: skip
    if desk.me in treaty.parties:
        parts.append(f"{treaty.reply_of(promise.state)}, ")
    now = clarity(world, treaty, promise.state)
    parts += [f"clarity {now // 10}%, "]
    if promise.state != desk.me:
        parts.append(f"word believed {promise.belief // 10}%, ")
        foe = promise.deters[0].attacker if promise.deters else treaty.target
        if foe >= 0:
            comes = chance(desk.view, treaty, promise.state, foe)
            parts += ["comes against ", words.state(world, foe), " at ", _sure(comes), ", "]
    parts.append(f"brings {promise.brings} points")
    if promise.deters:
        first = promise.deters[0]
        parts += ["; ", words.state(world, first.attacker), f" hopes for {words.percent(first.gain, 2)} less"]
    return Content.assemble(*parts)


def _sure(permille: int) -> Content:
    hue = words.GOOD if permille >= 600 else words.BAD if permille < 300 else words.AMBER
    return Content.styled(f"{permille // 10}%", f"bold {hue}")
