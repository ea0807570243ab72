"""What a treaty is worth: what it changes in the table of danger, less what it ties down and draws one into.

Morrow 1991 on autonomy for security, Snyder 1997 on entrapment, Walt 1987 on the shared threat. Every
pair and every attacker is reckoned at once; a treaty is then a handful of entries of these arrays.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from hegemon.counsel.balance import balance
from hegemon.counsel.danger import Danger, dangers, loss, onset
from hegemon.counsel.gains import hands_freed, knowledge, spoils_shared
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.position import Floats
from hegemon.counsel.shelter import against, faced, of_two, rounded
from hegemon.counsel.weights import Weights, load_weights
from hegemon.engine.economy import output
from hegemon.world.fixed import Ints
from hegemon.world.orders import DIPLOMACY, Term
from hegemon.world.promises import tied
from hegemon.world.rules import Rules
from hegemon.world.treaties import TreatyKind
from hegemon.world.view import View


class Truce(Struct, frozen=True, eq=False, gc=False):
    """What a word not to attack changes, (S, S) [state, partner], ppm: of one price, per million of own power.

    Those of several seats stand in one with a first axis of seats.
    """

    calm: Ints
    prey: Ints


class _Prospect(Struct, frozen=True, eq=False, gc=False):
    """What a table says of wars before any word is given: what they cost the attacked, their hope, and its doubt.

    able, free: 1 where the row could come, and could choose to.
    """

    hurt: Floats
    hoped: Floats
    doubt: Floats
    able: Floats
    free: Floats


def _prospect(table: Danger, weights: Weights) -> _Prospect:
    p = table.position
    doubt = weights.pacts.doubt / 1000 * p.power[..., :, None]
    doubt *= doubt
    hurt = loss(table.odds, p.power[..., None, :], table.least, weights.danger)
    able, free = (table.brought > 0).astype(np.float64), table.open.astype(np.float64)
    return _Prospect(hurt, _hoped(table.gain.astype(np.float64), doubt), doubt, able, free)


def truce(table: Danger, price: int, weights: Weights, known: _Prospect | None = None) -> Truce:
    """Return what a breach price on attacks both ways is worth: danger taken away, prey forgone (<= 0)."""
    p, rule = table.position, weights.danger
    now = known or _prospect(table, weights)
    power = p.power[..., :, None]
    after = table.gain - price * rule.word / 1_000_000 * power * p.held[..., :, None]
    attack = onset(after, power, p.hostile, rule)
    np.maximum(attack, p.war.astype(np.float64), out=attack)
    attack *= now.able
    calm = table.attack - attack
    np.maximum(calm, 0.0, out=calm)
    calm *= now.hurt
    calm *= weights.pacts.years
    forgone = _hoped(after, now.doubt)
    forgone -= now.hoped
    forgone *= now.free
    return Truce(rounded(calm).swapaxes(-1, -2), rounded(forgone))


def _hoped(gain: Floats, doubt: Floats) -> Floats:
    """Return what a war that may be chosen later is worth: its gain if it pays, and some if it may come to pay.

    doubt: the square of how far a gain may be off.
    """
    value: Floats = gain * gain
    value += doubt
    np.sqrt(value, out=value)
    value += gain
    value /= 2
    return value


def quiet(view: View) -> bool:
    """Return whether no promise of help could be worth its ink to the seat: a bound that needs no sums of pacts."""
    found, at = quiets(view)
    return found[at]


@once_a_group
def quiets(views: tuple[View, ...]) -> list[bool]:
    """Return for seats whether no promise of help could be worth its ink to them."""
    known, weights = faced(views[0])[0], load_weights()
    n, me = np.arange(len(views)), np.array([view.seat for view in views])
    others = known.now * known.prey
    others[n, :, me] = 0.0
    saved = np.maximum.reduce(np.add.reduce(others, axis=1), axis=1) * weights.pacts.buffer / 1000
    danger_of = np.add.reduce(known.threat[n, :, me], axis=1)
    quiet: list[bool] = (weights.pacts.years * (danger_of + saved) < weights.pacts.least).tolist()
    return quiet


@once_a_group
def _prospects(views: tuple[View, ...]) -> _Prospect:
    return _prospect(dangers(views[0])[0], load_weights())


@once_a_group
def _truces(views: tuple[View, ...]) -> dict[int, Truce]:
    return {}


@once_a_view
def truces(view: View) -> dict[int, Truce]:
    """Return the truces of a view by their price; filled as prices are asked for."""
    return {}


def truce_at(view: View, price: int) -> Truce:
    """Return what a word not to attack at a price changes, remembered by price; nothing where words are wind."""
    known = truces(view)
    if price not in known:
        at, found = _truces(view)[1], truces_at(view, price)
        known[price] = Truce(found.calm[at], found.prey[at])
    return known[price]


def truces_at(view: View, price: int) -> Truce:
    """Return what words not to attack at a price change for all seats of a group in one, remembered by price."""
    together = _truces(view)[0]
    price *= view.known.rules.switch.reputation
    if price not in together:
        together[price] = truce(dangers(view)[0], price, load_weights(), _prospects(view)[0])
    return together[price]


def drawn_in(view: View) -> list[int]:
    """Return what promises of help draw the seat into, by whom it would help, ppm (<= 0): against all, no less than so.

    It is the entrapment of counsel.shelter.kept, worked out for all seats at once.
    """
    found, at = _drawn_in(view)
    return found[at]


@once_a_group
def _drawn_in(views: tuple[View, ...]) -> list[list[int]]:
    known, weights = faced(views[0])[0], load_weights()
    p, n, me = dangers(views[0])[0].position, np.arange(len(views)), np.array([view.seat for view in views])
    drawn, own = np.where(p.war, 0.0, known.now), known.now[n, :, me][:, :, None]
    drawn[n, me] = 0.0
    cost = np.add.reduce(drawn * drawn / np.maximum(own + drawn, 1e-9), axis=1) * p.power[n, me][:, None]
    cost *= weights.pacts.years * weights.pacts.burden / 1000
    return (-np.ceil(cost).astype(np.int64) - len(p.alive)).tolist()  # type: ignore[no-any-return]


def commerce(view: View) -> Ints:
    """Return what trade with the column would gain the row, (S, S) ppm: its own growth less the other's."""
    return _commerce(view)[0]


@once_a_group
def _commerce(views: tuple[View, ...]) -> Ints:
    world = views[0].known
    inputs, quality, part = world.inputs, world.quality, world.rules.economy.trade
    s = world.states
    balance = inputs - (np.add.reduce(inputs, axis=1) // 3)[:, None]
    over, under = np.maximum(balance, 0) // 2, np.maximum(-balance, 0) // 2
    give = np.minimum(over[:, None, :], under[None, :, :]) * part // 1000
    after = inputs[:, None, :] - give + give.transpose(1, 0, 2)
    now = output(inputs, quality)
    made = output(after.reshape(s * s, 3), np.repeat(quality, s)).reshape(s, s)
    growth = (made - now[:, None]).astype(np.float64)
    total = max(1.0, float(now.sum()))
    share = now / total
    gain = _weight(world.rules) * (growth * (1.0 - share[:, None]) - growth.T * share[:, None]) / total
    np.fill_diagonal(gain, 0.0)
    return rounded(gain)


def _weight(rules: Rules) -> float:
    """Return ppm of power that a share of output carries: its own weight and half of arms', which it pays for."""
    whole = rules.power.coercion + rules.power.output + rules.power.land + rules.power.influence
    return 1_000_000 * (rules.power.output + rules.power.coercion / 2) / whole


def named_enemy(view: View, kind: TreatyKind, state: int, partner: int) -> int:
    """Return the one enemy that both fear most, if it makes up most of what help is worth; -1 if there is none."""
    if not kind.aid:
        return -1
    cover, buffer, _ = of_two(view, state, partner).tolist()
    shared = list(map(min, *cover))
    most = max(shared)
    if most <= 0:
        return -1
    whole = sum([min(a + c, b + d) for a, b, c, d in zip(*cover, *buffer, strict=True)])
    return shared.index(most) if most * 1000 >= load_weights().pacts.named * whole else -1


def worth(view: View, name: str, state: int, partner: int, target: int = -1, first: bool = True) -> tuple[Term, ...]:
    """Return what a treaty of a kind with a partner is worth to a state, as signed terms in ppm of power.

    target: the named enemy or -1. first: whether the state is the first party (the guarantor of a guarantee). What
    its clauses add stands in hegemon.counsel.clauses.
    """
    kind = view.known.rules.kinds[name]
    terms: list[Term] = []
    if kind.aid or kind.invited:
        terms += _help(view, kind, state, partner, target, first)
    if kind.attack and target >= 0:
        part = view.known.rules.treaties.informal if kind.informal else 1000
        terms.append(Term("spoils shared", part * spoils_shared(view, state, partner, target) // 1000, target))
    if kind.no_attack:
        calmed = truce_at(view, kind.price)
        terms.append(Term("peace with it", calmed.calm.item(state, partner), partner))
        terms.append(Term("prey forgone", calmed.prey.item(state, partner), partner))
    if name == "neutrality":
        terms.append(Term("hands freed", hands_freed(view, state, partner), partner))
    if kind.invited:
        terms.append(Term("knowledge", knowledge(view, state, partner), partner))
    if kind.trade and view.known.rules.switch.trade:
        terms.append(Term("trade", commerce(view).item(state, partner), partner))
    if kind.autonomy:
        terms.append(Term("autonomy", autonomy(view, kind, state), -1))
    return tuple([term for term in terms if term.amount])


def help_counts(rules: Rules, kind: TreatyKind) -> tuple[float, float]:
    """Return what help under a kind of treaty counts of a promise in full, and what it draws into wars of it.

    Who is merely invited or bound by nothing joins in fewer wars that are not its own.
    """
    if kind.aid and not kind.informal:
        return 1.0, 1.0
    clear = rules.treaties.informal if kind.informal else rules.treaties.invited
    return clear / max(1, rules.treaties.cheque[1]), kind.absent / max(1, 2 * kind.price)


def _help(view: View, kind: TreatyKind, state: int, partner: int, target: int, first: bool) -> list[Term]:
    cover, buffer, entrapment = against(view, state, partner, target)
    part, price = help_counts(view.known.rules, kind)
    terms: list[Term] = []
    if not first or not kind.one_way:
        terms.append(Term("cover", round(part * cover), target))
    if first or not kind.one_way:
        terms.append(Term("buffer", round(part * buffer), partner))
        terms.append(Term("entrapment", round(price * entrapment), partner))
    if target >= 0:
        terms.append(Term("balance of power", round(part * balance(view, state, partner, target)), target))
    return terms


def autonomy(view: View, kind: TreatyKind, state: int) -> int:
    """Return what a treaty's duties cost a state, ppm (<= 0): three times as much beyond its blocks of diplomacy."""
    world, weights = view.known, load_weights().pacts
    if not world.rules.switch.autonomy:
        return 0
    bound = tied(world, state) + kind.autonomy
    dear = 3 if bound > 1000 * world.effort.item(state, DIPLOMACY) else 1
    return -world.power.item(state) * weights.block * kind.autonomy * dear // 1_000_000
