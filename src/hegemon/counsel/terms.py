"""Peace: what going on with a war is worth to either side, and what terms are worth, in ppm of power.

Fearon 1995: both sides lose by fighting on, so there are terms that both prefer, if the war has earned them.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from hegemon.counsel.danger import danger
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.position import Floats
from hegemon.counsel.weights import PeaceWeights, load_weights
from hegemon.world.fixed import Ints
from hegemon.world.legality_crisis import restored_to
from hegemon.world.orders import PeaceTerms, Term
from hegemon.world.relations import absent_price, worth
from hegemon.world.spoils import purses, victors
from hegemon.world.view import View


def land(view: View) -> Ints:
    """Return what each province carries of its sovereign's power, (P,) ppm."""
    found, at = _lands(view)
    row: Ints = found[at]
    return row


@once_a_group
def _lands(views: tuple[View, ...]) -> Ints:
    """Return what land returns for each of some seats, (N, P)."""
    world, weights = views[0].known, load_weights().peace
    value = worth(world)
    total = np.bincount(world.sovereign, value, world.states)
    part = np.array([view.known.power for view in views]) / np.maximum(total, 1.0) * (weights.land / 1000)
    carried: Floats = part.take(world.sovereign, axis=1)
    carried *= value
    return np.rint(carried, out=carried).astype(np.int64)


class Taken(Struct, frozen=True, gc=False):
    """How many provinces each state is sovereign of, and those that others hold, by holder and sovereign."""

    owned: list[int]
    held: dict[tuple[int, int], list[int]]


def taken(view: View) -> Taken:
    """Return what states hold of each other's land; borders are the same for all who look."""
    return _taken(view)[0]


@once_a_group
def _taken(views: tuple[View, ...]) -> Taken:
    world = views[0].known
    places = (world.occupier >= 0).nonzero()[0]
    held: dict[tuple[int, int], list[int]] = {}
    pairs = zip(world.occupier.take(places).tolist(), world.sovereign.take(places).tolist(), strict=True)
    for place, pair in zip(places.tolist(), pairs, strict=True):
        held.setdefault(pair, []).append(place)
    return Taken(np.bincount(world.sovereign, minlength=world.states).tolist(), held)


class Outlook(Struct, frozen=True, gc=False):
    """What going on is worth to a state at war with another.

    foe: the other. amounts: of each of ASPECTS, ppm; value: what they add up to.
    """

    foe: int
    amounts: tuple[int, ...]
    value: int

    @property
    def terms(self) -> tuple[Term, ...]:
        """What is not nothing of it, as terms."""
        return tuple([
            Term(name, amount, self.foe if theirs else -1)
            for (name, theirs), amount in zip(ASPECTS, self.amounts, strict=True) if amount
        ])  # fmt: skip


# In what going on with a war is weighed, and whether it is about the foe.
ASPECTS = (
    ("land still to win", True), ("land still to lose", True), ("land held", True), ("land in their hands", True),
    ("toil of war", False), ("other enemies", False), ("faith with a friend", False),
)  # fmt: skip


@once_a_view
def _outlooks(view: View) -> dict[tuple[int, int], Outlook]:
    return {}


def going_on(view: View, state: int, foe: int) -> Outlook:
    """Return what a state may expect of going on with its war against a foe, remembered for the view."""
    known = _outlooks(view)
    if (state, foe) not in known:
        known[state, foe] = _outlook(view, state, foe)
    return known[state, foe]


def _outlook(view: View, state: int, foe: int) -> Outlook:
    world, weights = view.known, load_weights()
    table, rule = danger(view), weights.peace
    p = table.position
    least = min(p.power.item(state), p.power.item(foe)) * weights.danger.prize / 1000
    carried, held = land(view).item, taken(view).held
    mine = sum(map(carried, held.get((state, foe), ())))
    theirs = sum(map(carried, held.get((foe, state), ())))
    odds, share, power = table.odds.item, table.share.item, world.power.item
    hope, fear = odds(state, foe) * share(state, foe), odds(foe, state) * share(foe, state)
    own, other = power(state), power(foe)
    wins = round(hope * max(0.0, _stake(other, hope, least, rule) - mine))
    loses = round(fear * max(0.0, _stake(own, fear, least, rule) - theirs))
    tire = rule.tire * own // 1000
    tire += rule.exhausted * own * world.exhaustion.item(state) // 1_000_000
    others = int(np.count_nonzero(world.war[state])) - 1
    amounts = (
        wins, -loses, mine * rule.held // 1000, -theirs * rule.held // 1000, -tire, -tire * others,
        faith(view, state, foe),
    )  # fmt: skip
    return Outlook(foe, amounts, sum(amounts))


def _stake(power: int, odds: float, least: float, rule: PeaceWeights) -> float:
    """Return the land that a war is about, ppm: what one peace moves, or all of it where the loser can be overrun.

    power: of the loser.
    """
    whole = float(power) * rule.land / 1000
    sure = max(0.0, (odds * 1000 - rule.overrun) / (1000 - rule.overrun))
    return least + sure * max(0.0, whole - least)


def faith(view: View, state: int, foe: int) -> int:
    """Return what leaving friends alone with a foe would cost who joined them by treaty, or has called on them, ppm."""
    world, cost = view.known, 0
    fights = world.war.item
    number = fights(state, foe)
    for war in reversed(world.wars):
        if war.id == number and not war.ended:
            break
    else:
        return 0
    for call in world.calls:
        if call.caller == state and call.against == foe:
            cost = max(cost, _word(view, state, call.treaty))
    for who, side, _, treaty in war.joined:
        if who != state or treaty < 0:
            continue
        if any(fights(friend, foe) == number for friend in war.members(side) if friend != state):
            cost = max(cost, _word(view, state, treaty))
    return cost


def _word(view: View, state: int, treaty: int) -> int:
    """Return what leaving a friend by treaty alone would cost a state, ppm; 0 if the treaty is no more."""
    rules, world = view.known.rules, view.known
    kinds = [rules.kinds[t.kind] for t in world.treaties if t.id == treaty]
    return max([absent_price(rules, kind) for kind in kinds], default=0) * world.power.item(state) // 1_000_000


def instead(view: View, terms: PeaceTerms, state: int) -> tuple[Term, ...]:
    """Return what peace on these terms brings a state above going on with the war."""
    ended = [term for k in _reconciled(view, terms, state) for term in _given_up(view, state, k)]
    return (*value(view, terms, state), *ended)


def instead_sum(view: View, terms: PeaceTerms, state: int) -> int:
    """Return what the terms of instead add up to, ppm."""
    brought = sum([amount for _, amount, _ in _parts(view, terms, state)])
    for k in _reconciled(view, terms, state):
        brought -= going_on(view, state, k).value
    return brought


def _reconciled(view: View, terms: PeaceTerms, state: int) -> list[int]:
    """Return with whom peace on these terms ends a state's war."""
    foe = terms.loser if state == terms.winner else terms.winner
    if not terms.congress or state == terms.winner:
        return [foe]
    # A congress makes peace with everybody who fights the loser in that war.
    return [foe, *[k for k in victors(view.known, view.known.war.item(state, foe), state) if k != foe]]


@once_a_view
def _ends(view: View) -> dict[tuple[int, int], tuple[Term, ...]]:
    return {}


def _given_up(view: View, state: int, foe: int) -> tuple[Term, ...]:
    """Return what a state gives up that does not go on with its war against a foe, remembered for the view."""
    known = _ends(view)
    if (state, foe) not in known:
        known[state, foe] = tuple([
            Term(
                f"no more {t.name}" if t.amount > 0 else f"an end of {t.name}",
                -t.amount, t.about if t.about >= 0 else foe,
            )
            for t in going_on(view, state, foe).terms
        ])
    return known[state, foe]


def value(view: View, terms: PeaceTerms, state: int) -> tuple[Term, ...]:
    """Return what peace on these terms is worth to one of the two, against the land before the war."""
    return tuple([Term(*part) for part in _parts(view, terms, state) if part[1]])


def _parts(view: View, terms: PeaceTerms, state: int) -> tuple[tuple[str, int, int], ...]:
    """Return the terms of value as names, amounts, and whom they are about; some may be zero."""
    world = view.known
    other = terms.loser if state == terms.winner else terms.winner
    sign = 1 if state == terms.winner else -1
    if terms == PeaceTerms(terms.winner, terms.loser):
        return ()
    carried = land(view)
    gained = sum(map(carried.item, terms.cede))
    if terms.congress and sign > 0:
        gained = gained * _purse(view, terms, state) // 1000
    power = world.power.item(terms.loser)
    turns, output = world.rules.peace.truce, world.output_share.item(terms.loser)
    paid = terms.reparations * output * turns // 30_000
    back, whose, friend = _returned(view, terms, state, carried) if terms.restore >= 0 else (0, "", -1)
    changed = power * load_weights().crisis.regime if terms.regime else 0
    return (
        ("land", sign * gained, other),
        ("reparations", sign * paid, other),
        ("disarmament", sign * terms.demilitarise * power * 15 // 1000, other),
        ("their treaties broken", sign * len(terms.break_pacts) * power // 100, other),
        (whose, back, friend),
        ("a government like the winner's",
         changed // 1000 if sign > 0 else -changed // 500, other),
    )  # fmt: skip


def _purse(view: View, terms: PeaceTerms, state: int) -> int:
    """Return the part of a congress's score that a victor holds, per mille."""
    world = view.known
    held = dict(purses(world, int(world.war[terms.winner, terms.loser]), terms.loser))
    return 1000 * held.get(state, 0) // max(1, sum(held.values()))


def _returned(view: View, terms: PeaceTerms, state: int, carried: Ints) -> tuple[int, str, int]:
    """Return what it is worth that an exile comes home, what it is called, and whom it is about.

    Land to itself, a part of it to friends, lost to the loser.
    """
    world = view.known
    back = sum(int(carried[p]) for p in restored_to(world, terms.restore, terms.loser))
    if state == terms.loser:
        return -back, "land given back", terms.restore
    if state == terms.restore:
        return back, "land given back", terms.loser
    liked = max(0, int(world.opinion[state, terms.restore]))
    part = load_weights().peace.restore * (500 + liked) // 1000
    return back * part // 1000, "a friend restored", terms.restore
