"""What the diplomacy screen says of one state: its page with what binds and moves it, and what a war means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from textual.content import Content

from hegemon.game.audit import reckoned
from hegemon.game.chronicle import TREATIES, entry_said
from hegemon.tui import weighing, words
from hegemon.tui.allies import promised
from hegemon.tui.widgets.account import account_rows
from hegemon.tui.widgets.pane import Row
from hegemon.world.orders import DIPLOMACY
from hegemon.world.promises import autonomy, envoys, helps, tied
from hegemon.world.relations import broken_by, forbids_attack, under_arms, war_score

if TYPE_CHECKING:
    from hegemon.counsel.promises import Coming
    from hegemon.tui.desk import Desk
    from hegemon.world.state import World
    from hegemon.world.treaties import Entry

MOST_ENTRIES = 16


def page_rows(desk: Desk, state: int) -> list[Row]:
    """One state: its numbers, government, shelter, treaties, wars, the ledgers between us, and word against deed."""
    world, me = desk.world, desk.me
    rows = [*account_rows(desk, state), *(Row(line) for line in _fate(world, state))]
    rows += [Row(line) for line in _standing(desk, state)]
    rows += _treaties(desk, state)
    helpers = [words.state(world, s) for s in promised(world, state)]
    if helpers:
        rows.append(Row(Content.assemble(("attacked, it may call ", words.DIM), Content(" ").join(helpers))))
    rows += [Row(line) for line in _quarrels(desk, state)]
    if state == me:
        return [*rows, *_entries(world, [e for e in world.ledger if me in (e.holder, e.about)], "Our ledgers")]
    rows.append(_title("Ledgers between us"))
    opinion, ours = int(world.opinion[state, me]), int(world.opinion[me, state])
    rows.append(Row(Content(f"opinion: it of us {opinion / 10:+.0f}, we of it {ours / 10:+.0f}")))
    rows.append(Row(Content(f"grievance: we hold {int(world.grievance[me, state]) / 10:.0f} against it")))
    rows.append(Row(Content(f"reliability: we believe its word at {int(world.reliability[me, state]) / 10:.0f}%")))
    if world.war[me, state]:
        rows.append(
            Row(Content(f"war score: ours {war_score(world, me, state)}, its {war_score(world, state, me)}"))
        )
    rows += _entries(world, [e for e in world.ledger if {e.holder, e.about} == {me, state}])
    return [*rows, *_audit(desk, state, me), *_audit(desk, me, state)]


def _title(text: str) -> Row:
    return Row(Content.styled(text, f"bold {words.AMBER}"))


def _fate(world: World, state: int) -> list[Content]:
    """What an exile may win back, and who is about to fall."""
    if world.exiled[state]:
        back = int((world.former == state).sum())
        return [Content.styled(f"{back} provinces to win back at a peace that restores it", words.BAD)]
    return [Content.styled("wholly occupied", words.BAD)] if world.fallen[state] else []


def _year(world: World, turn: int) -> int:
    return world.scenario.year + turn - 1


def _standing(desk: Desk, state: int) -> list[Content]:
    """Shelter, prestige, what its word ties down, the order and the bloc that it is in."""
    world, me = desk.world, desk.me
    cover = int(world.cover[state])
    lines = []
    if cover and world.rules.switch.complacency:
        less = world.rules.effort.complacency * cover // 1000
        said = f"recruits {less / 10:.1f}% fewer, as others shelter it"
        lines.append(Content.assemble("arms less ", said))
    bound = tied(world, state)
    if bound and state == me:
        stands = int(autonomy(world)[me])
        blocks = int(world.effort[me, DIPLOMACY])
        said = f"{bound / 1000:g} of {blocks} diplomacy blocks, envoys {envoys(world, me)}"
        lines.append(Content.assemble("tied down ", said, f", word stands at {stands / 10:.0f}%"))
    elif bound:
        lines.append(Content.assemble("tied down ", f"{bound / 1000:g} diplomacy blocks by its duties"))
    lines.append(Content.assemble("prestige  ", str(int(world.prestige[state]))))
    for treaty in world.treaties:
        if world.rules.kinds[treaty.kind].order and state in treaty.parties:
            leader = treaty.parties[0]
            role = Content.assemble("in that of ", words.state(world, leader))
            role = Content("leads its own") if leader == state else role
            lines.append(Content.assemble("order     ", role, f", dues {treaty.dues / 10:g}%"))
    camp = world.bloc
    if camp[state] >= 0:
        others = [s for s in np.flatnonzero(camp == camp[state]).tolist() if s != state]
        names = Content(" ").join([words.state(world, s) for s in others])
        lines.append(Content.assemble("bloc with ", names))
    if world.dominant[state]:
        rule = world.rules.order
        had = f"{int(world.dominant[state])} of {rule.turns} turns above {words.percent(rule.share, 0)} of power"
        lines.append(Content.assemble(("dominant  ", words.AMBER), had))
    return lines


def _treaties(desk: Desk, state: int) -> list[Row]:
    world, me = desk.world, desk.me
    treaties = [t for t in world.treaties if state in t.parties]
    if not treaties:
        return []
    rows = [_title("Treaties")]
    for treaty in treaties:
        reply = ""
        if helps(world.rules.kinds[treaty.kind]) and me in treaty.parties:  # of others' treaties it is a secret
            reply = f"  ({treaty.reply_of(state)})"
        rows.append(Row(words.treaty_line(world, treaty, state) + Content.styled(reply, words.DIM)))
    return rows


def _quarrels(desk: Desk, state: int) -> list[Content]:
    """Crises, and tribute and reparations either way."""
    world = desk.world
    crises = [c for c in world.crises if state in (c.challenger, c.target)]
    lines = [Content.assemble(("crisis: ", words.BAD), words.crisis_said(world, c)) for c in crises]
    return lines + [
        Content.assemble(
            words.state(world, p.payer), " pays ", words.state(world, p.payee),
            f" {p.rate / 10:g}% of its output to {_year(world, p.until)}",
        ) for p in world.payments if state in (p.payer, p.payee)
    ]  # fmt: skip


def _entries(world: World, entries: list[Entry], title: str = "") -> list[Row]:
    """Facts of the ledgers as sentences with their size, the latest first."""
    rows = [_title(title)] if title and entries else []
    for entry in sorted(entries, key=lambda e: -e.turn)[:MOST_ENTRIES]:
        good = entry.ledger == "opinion" and entry.amount > 0
        said = Content.styled(entry_said(world, entry), words.GOOD if good else words.BAD)
        rows.append(Row(Content.assemble((f"{_year(world, entry.turn)} {entry.ledger}: ", words.DIM), said)))
    return rows


def _audit(desk: Desk, state: int, towards: int) -> list[Row]:
    """Word against deed of a state towards another, as far as we know."""
    world = desk.world
    lines = desk.seat.audit(world.codes[state], world.codes[towards])
    if not lines:
        return []
    sums = reckoned(lines)
    who, whom = ("we", "it") if state == desk.me else ("it", "us")
    rows = [_title(f"Word against deed: {who} towards {whom}")]
    tested = sums.kept + sums.absent + sums.broken
    honour = f"; honour {sums.honour / 10:.0f}%" if tested else "; never put to the test"
    count = f"given {sums.given}, kept {sums.kept}, absent {sums.absent}, broken {sums.broken}{honour}"
    rows.append(Row(Content(count)))
    for line in lines[-MOST_ENTRIES:]:
        word = TREATIES.get(line.word, line.word)
        hue = words.GOOD if line.deed == "kept" else words.BAD if line.deed in ("broken", "absent") else ""
        said = (f"{word}: {line.deed}" if word else line.deed, hue)
        rows.append(Row(Content.assemble((f"{_year(world, line.turn)} ", words.DIM), said)))
    return rows


def war_lines(desk: Desk, enemy: int, price: int) -> list[Content | str]:
    """What a declaration means: price, who may be called, how strong they look."""
    world, me = desk.world, desk.me
    lines: list[Content | str] = [Content.assemble("War with ", words.state(world, enemy, long=True), ".")]
    if price:
        broken = [words.treaty_line(world, t, me) for t in broken_by(world, me, enemy)]
        said = f"It breaks our word, at {words.percent(price, 2)} of our power: "
        lines.append(Content.styled(said, words.BAD) + Content("; ").join(broken))
    if not under_arms(world, me):
        lines.append(
            Content.styled(
                "We are not mobilised: forces fight at their peace footing, our allies owe nothing.",
                words.AMBER,
            )
        )
    ours, theirs = weighing.who_would_come(desk.view, me, enemy)
    for coming, against, text in ((theirs, me, "It may call: "), (ours, enemy, "We may call: ")):
        helpers = [_summoned(world, c, against) for c in coming]
        if helpers:
            lines.append(Content.assemble(text, Content(", ").join(helpers)))
    mine = int(world.troops[me].sum())
    low, high = int(desk.view.low[enemy].sum()), int(desk.view.high[enemy].sum())
    lines.append(f"Arms: ours {mine}, theirs {low}" + (f" to {high} points." if high > low else " points."))
    return lines


def _summoned(world: World, coming: Coming, against: int) -> Content:
    """A state that may be called, how likely it comes, and a bond to the other side that leaves it the choice."""
    torn = any(forbids_attack(world, t, coming.state, against) for t in world.treaties)
    name = words.state(world, coming.state, long=True) + f" {coming.chance // 10}%"
    return name + Content.styled(" (bound to both)", words.DIM) if torn else name


def sentence(desk: Desk, state: int) -> str:
    """The selected state in one sentence."""
    world, me = desk.world, desk.me
    name = world.scenario.state_names[state]
    if state == me:
        return f"{name}: this is us."
    war = "at war with us" if world.war[me, state] else "at peace with us"
    return f"{name}, {war}, thinks {int(world.opinion[state, me]) / 10:+.0f} of us."
