"""What bargains are worth: treaties of several, their amendments, sanctions; sums of counsel as short texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.counsel.bands import Band
from hegemon.counsel.pacts import commerce
from hegemon.engine.sanctions import trades
from hegemon.players.maximiser.motions import change
from hegemon.tui import words
from hegemon.world.relations import breach_price, in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hegemon.tui.desk import Desk
    from hegemon.world.orders import Proposal, Term
    from hegemon.world.view import View


def motion_gains(view: View, proposal: Proposal) -> tuple[tuple[int, Band], ...]:
    """What a motion would bring each of its parties, ours first, as estimates."""
    order = sorted(proposal.terms.parties, key=lambda s: (s != view.seat, -int(view.known.power[s]), s))
    return tuple((s, Band.of(change(view, proposal.treaty, proposal.terms, s))) for s in order)


def motion_worth(desk: Desk, proposal: Proposal) -> Content:
    """What a motion would bring us, and as bands what we believe it would bring who must consent."""
    parts: list[Content | str | tuple[str, str]] = []
    ours = Content("")
    for state, found in motion_gains(desk.view, proposal):
        if state == desk.me:
            ours = made_of(found.terms)
            parts += ["worth to us ", gain(found.mid), "   to them, we guess,"]
        else:
            wide = (found.high - found.low) / 20_000
            parts += [" ", words.state(desk.world, state), " ", gain(found.mid), (f"±{wide:.2f}", words.DIM)]
    return Content.assemble(*parts, "\n", ours)


def made_of(terms: Iterable[Term], most: int = 4) -> Content:
    """The largest parts of a sum by name, those that weigh most first."""
    sums: dict[str, int] = {}
    for term in terms:
        sums[term.name] = sums.get(term.name, 0) + term.amount
    largest = sorted((name for name in sums if abs(sums[name]) >= 50), key=lambda name: -abs(sums[name]))[:most]
    parts: list[Content | str | tuple[str, str]] = []
    for name in largest:
        parts += [", " if parts else "", gain(sums[name]), (f" {name}", words.DIM)]
    return Content.assemble("of which ", *parts, "\n") if parts else Content("")


def gain(ppm: int) -> Content:
    """A gain or loss of power in its colour."""
    return Content.styled(words.points_of_power(ppm), words.GOOD if ppm >= 0 else words.BAD)


def sanction_lines(desk: Desk, target: int) -> list[Content | str]:
    """What sanctions on a state would cost us and it."""
    world, me, rule = desk.world, desk.me, desk.world.rules
    pays = commerce(desk.view)
    ours, theirs = int(pays[me, target]), int(pays[target, me])
    flows = [t for t in world.treaties if trades(world, t, me, target)]
    lines: list[Content | str] = [
        Content.assemble("No trade with ", words.state(world, target, long=True), " either way while they last."),
    ]
    when = "The trade that stops is" if flows else "We do not trade now; trade that we forgo would be"
    lines.append(Content.assemble(f"{when} worth to us ", gain(ours), ", to it ", gain(theirs), "."))
    price = sum(breach_price(world, t, me) for t in in_force(world, me, target) if t in flows)
    if flows:
        said = f"They break our trade with it: {words.percent(price, 2)} of our power."
        lines.append(Content.styled(said, words.BAD))
    lines.append(f"Its opinion of us falls by {rule.standing.sanction / 10:.0f}; afterwards trade comes back slowly,")
    lines.append(f"{rule.economy.recover / 10:.0f}% of what it was each turn.")
    return lines
