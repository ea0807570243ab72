"""Congresses: the purse that a war has earned, bid on the land that is worth most to the seat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hegemon.counsel.crises import province_worth
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose, total
from hegemon.world.fixed import fade
from hegemon.world.orders import Claim, Option, Record, Term
from hegemon.world.relations import cession_price
from hegemon.world.treaties import Congress
from hegemon.world.view import View

Bids = tuple[tuple[int, int], ...]


def place_terms(view: View, place: int, mind: Mind) -> tuple[Term, ...]:
    """Return what a province before a congress is worth to the seat: land, a border with ours, less its distance."""
    world, me = view.known, view.seat
    worth = province_worth(view, me, place)
    near = any(world.sovereign[q] == me for q in world.land.neighbours[place])
    km = world.land.route[int(world.capital[me]), place]
    far = worth * (1000 - int(fade(km, world.rules.economy.tax_half))) // 1000
    return mind.weigh(t for t in (
        Term("land", worth, -1),
        Term("beside our own", worth * mind.weights.congress.border // 1000 if near else 0, -1),
        Term("far from our capital", -far, -1),
    ) if t.amount)  # fmt: skip


def claims(view: View, mind: Mind) -> tuple[list[Claim], list[Record]]:
    """Return the claims of the seat at the congresses that wait for them, and why."""
    world, me = view.known, view.seat
    made: list[Claim] = []
    records: list[Record] = []
    for congress in world.congresses:
        if me not in dict(congress.purses) or not world.home[me]:
            continue
        offers = bids(view, congress, mind)
        if len(offers) == 1:
            continue
        chosen, record = choose(view, "congress", congress.loser, [_claim(view, offer, mind) for offer in offers])
        if offers[chosen]:
            made.append(Claim(congress.id, offers[chosen]))
        records.append(record)
    return made, records


def _claim(view: View, offer: Bids, mind: Mind) -> Option:
    said = [f"{view.known.land.codes[p]} for {score}" for p, score in offer]
    terms = (Term(said[i], total(place_terms(view, p, mind))) for i, (p, _) in enumerate(offer))
    return mind.option(f"claim {', '.join(said) or 'nothing'}", terms)


def bids(view: View, congress: Congress, mind: Mind) -> list[Bids]:
    """Return what might be bid at a congress, nothing first: on what is worth most for its price, or worth most.

    Score that is not spent is lost; it goes where it is worth most, so that rivals must pay.
    """
    world = view.known
    value = {p: total(place_terms(view, p, mind)) for p in congress.provinces}
    price = {p: cession_price(world, p) for p in congress.provinces}
    wanted = [p for p in congress.provinces if value[p] > 0]
    offers: list[Bids] = [()]
    for ranked in (
        sorted(wanted, key=lambda p: (-value[p] * 100 // price[p], p)),
        sorted(wanted, key=lambda p: (-value[p], p)),
    ):
        found = _bids(view, congress, mind, ranked, value, price)
        if found not in offers:
            offers.append(found)
    return offers


def _bids(
    view: View, congress: Congress, mind: Mind, ranked: Iterable[int], value: Mapping[int, int],
    price: Mapping[int, int],
) -> Bids:  # fmt: skip
    """Return what to bid on the first of the ranked that the purse buys, and the rest of the purse on top."""
    left = dict(congress.purses).get(view.seat, 0)
    rivals = sum(1 for state, purse in congress.purses if state != view.seat and purse > 0)
    chosen: list[int] = []
    for place in ranked:
        wanted = price[place] * (1000 + mind.weights.congress.above * rivals) // 1000
        if price[place] <= left and (not chosen or wanted <= left):
            chosen.append(place)
            left -= price[place]
    whole = max(1, sum(value[p] for p in chosen))
    return tuple((p, price[p] + left * value[p] // whole) for p in sorted(chosen))
