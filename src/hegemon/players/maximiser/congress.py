"""Congresses: the purse that a war has earned, bid on the land that is worth most to the seat."""

from __future__ import annotations

from hegemon.counsel.crises import province_worth
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import recorded
from hegemon.world.fixed import fade
from hegemon.world.orders import Claim, Option, Record, Term
from hegemon.world.relations import cession_price
from hegemon.world.treaties import Congress
from hegemon.world.view import View


def place_terms(view: View, place: int, mind: Mind) -> tuple[Term, ...]:
    """Return what a province before a congress is worth to the seat: land, a border with ours, less its distance."""
    world, me = view.known, view.seat
    worth = province_worth(view, me, place)
    near = any(world.sovereign[q] == me for q in world.land.neighbours[place])
    km = world.land.route[int(world.capital[me]), place]
    far = worth * (1000 - int(fade(km, world.rules.economy.tax_half))) // 1000
    return tuple(t for t in (
        Term("land", worth, -1),
        Term("beside our own", worth * mind.weights.congress.border // 1000 if near else 0, -1),
        Term("far from our capital", -far, -1),
    ) if t.amount)  # fmt: skip


def bids(view: View, congress: Congress, mind: Mind) -> tuple[tuple[int, int], ...]:
    """Return what to bid for each province: what is worth most for its price, and the rest of the purse on top.

    Score that is not spent is lost; it goes where it is worth most, so that rivals must pay.
    """
    world, me = view.known, view.seat
    left = dict(congress.purses).get(me, 0)
    value = {p: sum(t.amount for t in place_terms(view, p, mind)) for p in congress.provinces}
    price = {p: cession_price(world, p) for p in congress.provinces}
    ranked = sorted((p for p in congress.provinces if value[p] > 0), key=lambda p: (-value[p] * 100 // price[p], p))
    rivals = sum(1 for state, purse in congress.purses if state != me and purse > 0)
    chosen: list[int] = []
    for place in ranked:
        wanted = price[place] * (1000 + mind.weights.congress.above * rivals) // 1000
        if price[place] <= left and (not chosen or wanted <= left):
            chosen.append(place)
            left -= price[place]
    whole = max(1, sum(value[p] for p in chosen))
    extra = {p: left * value[p] // whole for p in chosen}
    return tuple((p, price[p] + extra[p]) for p in sorted(chosen))


def claims(view: View, mind: Mind) -> tuple[list[Claim], list[Record]]:
    """Return the claims of the seat at the congresses that wait for them, and why."""
    world, me = view.known, view.seat
    made: list[Claim] = []
    records: list[Record] = []
    for congress in world.congresses:
        if me not in dict(congress.purses) or not world.home[me]:
            continue
        offered = bids(view, congress, mind)
        if not offered:
            continue
        made.append(Claim(congress.id, offered))
        terms = tuple(
            Term(f"{world.land.codes[p]} for {price}", sum(t.amount for t in place_terms(view, p, mind)), -1)
            for p, price in offered
        )
        claim = Option("claim at the congress", terms)
        records.append(recorded(view, "congress", congress.loser, claim, (Option("claim nothing"),)))
    return made, records
