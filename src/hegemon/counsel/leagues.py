"""What a treaty of several is worth: the table of danger with it against the table without, for one state of them.

The same sums as for two (hegemon.counsel.pacts), but all promises come or go together: help from many overlaps, and
who protects a third party protects it for all (Olson and Zeckhauser 1966).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hegemon.counsel.balance import balance
from hegemon.counsel.danger import Danger, danger, weigh
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.pacts import autonomy, commerce, help_counts
from hegemon.counsel.pledges import read_promises
from hegemon.counsel.position import position
from hegemon.counsel.weights import load_weights
from hegemon.world.orders import Term, TreatyTerms
from hegemon.world.promises import autonomy as autonomy_left
from hegemon.world.treaties import Treaty, default_replies
from hegemon.world.view import View


def treaty_of(view: View, terms: TreatyTerms, number: int = 0) -> Treaty:
    """Return the treaty that terms would make if they were in force."""
    since = view.turn
    return Treaty(
        id=number, kind=terms.kind, parties=terms.parties, chained=terms.chained, target=terms.target, since=since,
        until=since + terms.term, notice=terms.notice, replies=default_replies(terms.parties), exclude=terms.exclude,
        burden=terms.burden, delay=terms.delay, joint=terms.joint, secret=terms.secret, renew=terms.renew,
        dues=terms.dues, split=terms.split,
    )  # fmt: skip


@once_a_view
def _tables(view: View) -> dict[tuple[TreatyTerms | None, int], Danger]:
    return {}


def table_with(view: View, terms: TreatyTerms | None, instead_of: int = -1) -> Danger:
    """Return the table of danger if a treaty of these terms were in force, in place of another's id or beside all."""
    known = _tables(view)
    key = (terms, instead_of)
    if key not in known:
        rest = tuple(t for t in view.known.treaties if t.id != instead_of)
        treaties = rest if terms is None else (*rest, treaty_of(view, terms))
        weights, now = load_weights().danger, position(view)
        said = read_promises(view.known, treaties, weights)
        word = said.clarity * (now.belief * (autonomy_left(view.known) / 1000))[:, None, None]
        price = said.price * now.held[:, None]
        p = replace(now, word=word, pact=said.pact, price=price, trade=said.trade, joint=said.joint)
        known[key] = weigh(p, weights)
    return known[key]


def membership(
    view: View, terms: TreatyTerms, state: int, before: Danger | None = None, after: Danger | None = None
) -> tuple[Term, ...]:
    """Return what a treaty of several is worth to one party, as signed terms in ppm of power.

    before, after: the tables without it and with it, by default as things stand and with it signed.
    """
    world, weights = view.known, load_weights()
    kind = world.rules.kinds[terms.kind]
    before = danger(view) if before is None else before
    after = table_with(view, terms) if after is None else after
    p, rule, pact = before.position, weights.danger, weights.pacts
    partners = [k for k in terms.parties if k != state]
    saved = (before.threat[:, state] - after.threat[:, state]) * pact.years
    within = int(saved[partners].sum())
    found = [Term("cover", int(saved.sum()) - within, terms.target), Term("peace with them", within, -1)]
    buffer = drawn = 0.0
    least = np.minimum(p.power[:, None], p.power[None, :])
    for k in partners:
        fewer = before.attack[:, k] - after.attack[:, k]
        fewer[state] = 0.0
        prey = before.odds[:, k] * least[:, k] * (rule.prize / 1000)
        reach = float(p.near[state, k]) * (1.0 if p.front[state, k] > 0 else 0.5)
        buffer += float((fewer * prey).sum()) * pact.years * pact.buffer / 1000 * reach
        drawn += _drawn(before, after, state, k)
    # The same attacker draws a member in once, whichever of the others it falls on.
    cost = drawn * pact.years * (pact.burden / 1000) * float(p.power[state])
    found.append(Term("buffer", round(buffer), -1))
    found.append(Term("entrapment", -round(cost), -1))
    if terms.target >= 0 and (kind.aid or kind.invited):
        stands = sum(balance(view, state, k, terms.target) for k in partners)
        found.append(Term("balance of power", round(help_counts(world.rules, kind)[0] * stands), terms.target))
    forgone = sum(min(0, max(0, int(after.gain[state, k])) - max(0, int(before.gain[state, k]))) for k in partners)
    found.append(Term("prey forgone", forgone, -1))
    if kind.attack and terms.target >= 0:
        more = max(0, int(after.gain[state, terms.target])) - max(0, int(before.gain[state, terms.target]))
        part = world.rules.treaties.informal if kind.informal else 1000
        found.append(Term("spoils shared", part * max(0, more) // 1000, terms.target))
    if kind.trade and world.rules.switch.trade:
        found.append(Term("trade", sum(int(commerce(view)[state, k]) for k in partners), -1))
    if kind.autonomy:
        found.append(Term("autonomy", autonomy(view, kind, state), -1))
    return tuple(term for term in found if term.amount)


def _drawn(before: Danger, after: Danger, state: int, partner: int) -> float:
    """Return the wars a turn into which a new promise to a partner draws a state, beyond its own with that enemy."""
    p, q = before.position, after.position
    promised = np.clip(q.word[state, partner] - p.word[state, partner], 0.0, 1.0)
    if not promised.any():
        return 0.0
    drawn = np.where(p.war[:, partner], 0.0, after.attack[:, partner])
    anyway = before.attack[:, state] / np.maximum(before.attack[:, state] + drawn, 1e-9)
    return float((drawn * (1.0 - anyway) * promised).sum())


def terms_of(treaty: Treaty) -> TreatyTerms:
    """Return the terms of a treaty in force, as they would be signed again."""
    return TreatyTerms(
        treaty.kind, treaty.parties, chained=treaty.chained, target=treaty.target, notice=treaty.notice,
        exclude=treaty.exclude, burden=treaty.burden, delay=treaty.delay, joint=treaty.joint, secret=treaty.secret,
        renew=treaty.renew, dues=treaty.dues, split=treaty.split,
    )  # fmt: skip
