"""What counsel says, as short texts: the odds of a march, what a block of effort buys, what a letter is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.counsel.bands import estimate, reader_gain
from hegemon.counsel.forecast import effort_forecast as forecast
from hegemon.counsel.ground import attack, lent, survey
from hegemon.counsel.odds import attack_odds
from hegemon.tui import words
from hegemon.tui.odds import odds_said
from hegemon.world.legality_diplomacy import peace_price
from hegemon.world.orders import Move
from hegemon.world.relations import access, cession_price, war_score
from hegemon.world.scenario_model import TERRAINS

if TYPE_CHECKING:
    from hegemon.counsel.odds import Odds
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
    return odds_said(odds(march.desk, way, march.points or march.most), march.desk.world.rules.war)


def odds(desk: Desk, way: March, points: int) -> Odds:
    """Odds of an attack together with the marches ordered."""
    return attack_odds(desk.view, (*desk.orders.moves, Move(way.path, points)), way.path[-1])


def odds_lines(march: Marching) -> list[Content]:
    """What the odds of an attack are made of: our strength, theirs, the ground."""
    way, desk, world = march.way, march.desk, march.desk.world
    if way is None or not way.hostile:
        return []
    view, ground, rule, place = desk.view, survey(desk.view), world.rules.war, way.path[-1]
    points = march.points or march.most
    force = {way.path[-2]: points}
    for move in desk.orders.moves:
        if move.path[-1] == place:
            force[move.path[-2]] = force.get(move.path[-2], 0) + move.points
    others = ~access(world)[view.seat]
    low, high = int(view.low[others, place].sum()), int(view.high[others, place].sum())
    attacked = {place, *(move.path[-1] for move in desk.orders.moves)}
    support = min(lent(ground, ground.stood, place, attacked, rule.support), ground.stood[place])
    terrain = TERRAINS[int(world.scenario.terrain[place])]
    fort = f", fort {int(world.fort[place])}" if world.fort[place] else ""
    found = odds(desk, way, points)
    return [
        Content.assemble(("attack on ", words.DIM), (words.place(world, place), "bold"), " of ",
                         words.state(world, way.against)),
        Content(f"ours    {sum(force.values())} points, strength {attack(ground, view, force, place) // 100}"),
        Content(f"theirs  {low if low == high else f'{low}–{high}'} points, strength {ground.stood[place] // 100}"
                + (f", {support // 100} lent" if support >= 100 else "")),
        Content(f"ground  {terrain}{fort}: theirs × {ground.held[place] / 100:.2f}"),
        Content.styled(odds_said(found, rule), "bold"),
    ]  # fmt: skip


def letter_worth(desk: Desk, letter: Letter) -> Content:
    """What a letter is worth to us, and as a band what we believe it is worth to the other side."""
    ours, theirs = _worth(desk.view, letter, desk.me), reader_gain(desk.view, letter)
    band = Content.assemble(_signed(theirs.low), " to ", _signed(theirs.high))
    return Content.assemble("worth to us ", _signed(ours), "   to them, we guess, ", band, "\n")


def offer_worth(desk: Desk, letter: Letter) -> Content:
    """What accepting a letter is worth to us."""
    return Content.assemble(" (worth to us ", _signed(_worth(desk.view, letter, desk.me)), ")")


def _worth(view: View, letter: Letter, state: int) -> int:
    return sum(term.amount for term in estimate(view, letter, state))


def _signed(ppm: int) -> Content:
    return Content.styled(words.points_of_power(ppm), words.GOOD if ppm >= 0 else words.BAD)


def cession(world: World, province: int) -> int:
    """Price of a province in a peace."""
    return cession_price(world, province)


def peace_sums(world: World, offer: PeaceTerms) -> tuple[int, int]:
    """Price of peace terms, and the score that pays for them."""
    return peace_price(world, offer), war_score(world, offer.winner, offer.loser)
