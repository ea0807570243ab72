"""What counsel says, as short texts: the odds of a march, what a block of effort buys, what a letter is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.counsel import pacts, terms
from hegemon.counsel.forecast import effort_forecast as forecast
from hegemon.counsel.ground import attack, defence, survey
from hegemon.tui import words
from hegemon.world.legality import peace_price
from hegemon.world.orders import TreatyTerms
from hegemon.world.relations import access, cession_price, war_score

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.tui.marches import March
    from hegemon.tui.screens.marching import Marching
    from hegemon.world.orders import Letter, PeaceTerms
    from hegemon.world.state import World
    from hegemon.world.view import View


def effort_forecast(desk: Desk) -> tuple[str, ...]:
    """What each branch buys: its stock now and five turns on, with the blocks as ordered."""
    world, me = desk.world, desk.me
    blocks = world.effort[me].tolist()
    for shift in desk.orders.shifts:
        blocks[shift.source] -= 1
        blocks[shift.to] += 1
    found = forecast(desk.view, (blocks[0], blocks[1], blocks[2], blocks[3]))
    envoys = found.envoys[1]
    quality = tuple(value // 100 for value in found.quality)
    rail = tuple(value // 10 for value in found.infrastructure)
    return (
        f"army {int(world.army[me])}→{found.army[1]}",
        f"rail {rail[0]}→{rail[1]}%",
        f"quality {quality[0]}→{quality[1]}",
        f"voice {found.influence[0]}→{found.influence[1]} ✉{envoys}",
    )


def odds_text(march: Marching) -> str:
    """The range of odds of an attack with the points as chosen, empty for a march through open land."""
    way = march.way
    if way is None or not way.hostile:
        return ""
    points = march.points or march.most
    low, high = odds(march.desk, way, points)
    rule = march.desk.world.rules.war
    outcomes = []
    if low < rule.repulse:
        outcomes.append("repulsed")
    if low < rule.rout and high >= rule.repulse:
        outcomes.append("they retreat")
    if high >= rule.rout:
        outcomes.append("they are routed")
    return f"odds {low / 100:.1f}–{min(high, 9990) / 100:.1f}: {' or '.join(outcomes)}"


def odds(desk: Desk, way: March, points: int) -> tuple[int, int]:
    """Lowest and highest ratio of attack to defence, percent, over the roll and what is guessed of their arms."""
    view = desk.view
    ground, rule = survey(view), view.known.rules.war
    place = way.path[-1]
    force = {way.path[-2]: points}
    attacked = {place}
    for move in desk.orders.moves:
        attacked.add(move.path[-1])
        if move.path[-1] == place:
            force[move.path[-2]] = force.get(move.path[-2], 0) + move.points
    strength = attack(ground, view, force, place)
    weakest, strongest = _guess(view, place)
    met = max(defence(ground, place, attacked, rule.support), 1)
    return strength * rule.roll[0] * 100 // (met * strongest), strength * rule.roll[1] * 100 // (
        met * weakest
    )


def _guess(view: View, place: int) -> tuple[int, int]:
    """Percent of the estimate between which the arms in a province lie."""
    others = ~access(view.known)[view.seat]
    known = int(view.known.troops[others, place].sum())
    low, high = int(view.low[others, place].sum()), int(view.high[others, place].sum())
    return (max(low * 100 // known, 1), max(high * 100 // known, 1)) if known else (100, 100)


def letter_worth(desk: Desk, letter: Letter) -> Content:
    """What a letter is worth to us, and as a band what we believe it is worth to the other side."""
    view, me, to = desk.view, desk.me, letter.to
    ours, theirs = _worth(view, letter, me), _worth(view, letter, to)
    error = max(abs(theirs) * view.known.rules.view.error // 100, 500)
    band = Content.assemble(_signed(theirs - error), " to ", _signed(theirs + error))
    return Content.assemble("worth to us ", _signed(ours), "   to them, we guess, ", band, "\n")


def offer_worth(desk: Desk, letter: Letter) -> Content:
    """What accepting a letter is worth to us."""
    return Content.assemble(" (worth to us ", _signed(_worth(desk.view, letter, desk.me)), ")")


def _worth(view: View, letter: Letter, state: int) -> int:
    offer = letter.terms
    if isinstance(offer, TreatyTerms):
        other = offer.parties[1] if offer.parties[0] == state else offer.parties[0]
        found = pacts.worth(view, offer.kind, state, other, offer.target, offer.parties[0] == state)
        return sum(term.amount for term in found)
    foe = offer.loser if offer.winner == state else offer.winner
    return sum(t.amount for t in terms.value(view, offer, state)) - terms.going_on(view, state, foe).value


def _signed(ppm: int) -> Content:
    return Content.styled(words.points_of_power(ppm), words.GOOD if ppm >= 0 else words.BAD)


def cession(world: World, province: int) -> int:
    """Price of a province in a peace."""
    return cession_price(world, province)


def peace_sums(world: World, offer: PeaceTerms) -> tuple[int, int]:
    """Price of peace terms, and the score that pays for them."""
    return peace_price(world, offer), war_score(world, offer.winner, offer.loser)
