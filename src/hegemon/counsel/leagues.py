"""What a treaty of several is worth: the table of danger with it against the table without, for one state of them.

The same sums as for two (hegemon.counsel.pacts), but all promises come or go together: help from many overlaps, and
who protects a third party protects it for all (Olson and Zeckhauser 1966).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import fsum

import numpy as np
from msgspec.structs import replace

from hegemon.counsel.balance import balance
from hegemon.counsel.danger import Danger, danger, mights, weigh
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.pacts import autonomy, commerce, help_counts
from hegemon.counsel.pledges import read_promises
from hegemon.counsel.position import Floats, positions, worded
from hegemon.counsel.weights import load_weights
from hegemon.world.orders import Term, TreatyTerms
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
    return tables_with(view, (terms,), instead_of)[0]


def tables_with(view: View, several: Sequence[TreatyTerms | None], instead_of: int = -1) -> list[Danger]:
    """Return what table_with does for each of several terms, worked out at once."""
    known = _tables(view)
    if any((terms, instead_of) not in known for terms in several):
        now = positions(view)[0]
        asked = [
            (one, terms) for terms in several for who in (_thinking(view, terms, instead_of),)
            for one in _beside(view)[0]
            # but for who was asked apart, and who asked before
            if one is view or (one.seat in who and positions(one)[0] is now) if (terms, instead_of) not in _tables(one)
        ]  # fmt: skip
        for (one, terms), table in zip(asked, _tables_with(asked, instead_of), strict=True):
            _tables(one)[terms, instead_of] = table
    return [known[terms, instead_of] for terms in several]


@once_a_group
def _beside(views: tuple[View, ...]) -> tuple[View, ...]:
    return views


def _thinking(view: View, terms: TreatyTerms | None, instead_of: int) -> Collection[int]:
    """Return who else is likely to ask for a table this turn.

    Its parties look a treaty over in the same turn, and all vote at once on a motion that waits.
    """
    if terms is None:
        return next((t.parties for t in view.known.treaties if t.id == instead_of), ())
    return next((m.voters for m in view.known.motions if m.terms == terms and m.treaty == instead_of), ())


def _tables_with(asked: Sequence[tuple[View, TreatyTerms | None]], instead_of: int) -> list[Danger]:
    """Return what table_with does for views of one opening and terms, worked out at once."""
    first, views = asked[0][0], [view for view, _ in asked]
    weights, now = load_weights().danger, positions(first)[0]
    at = np.array([positions(view)[1] for view in views])
    said = []
    for view, terms in asked:
        rest = tuple(t for t in view.known.treaties if t.id != instead_of)
        said.append(read_promises(view.known, rest if terms is None else (*rest, treaty_of(view, terms)), weights))
    held = now.held[at]
    trust = now.trust[at]
    given, word = worded(said, trust)
    p = replace(
        now, power=now.power[at], force=now.force[at], through=now.through[at], fresh=now.fresh[at],
        belief=now.belief[at], trust=trust, held=held, word=word, given=given,
        pact=np.array([each.pact for each in said]), price=np.array([each.price for each in said]) * held[:, :, None],
        trade=np.array([each.trade for each in said]),
        joint=tuple((n, *joint) for n, each in enumerate(said) for joint in each.joint),
    )  # fmt: skip
    return weigh(p, weights, mights(first)[0].of(at)).each(p.each())


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
    within = int(np.add.reduce(saved[partners]))
    found = [Term("cover", int(np.add.reduce(saved)) - within, terms.target), Term("peace with them", within, -1)]
    buffer = 0.0
    least = np.minimum(p.power[:, None], p.power[None, :])
    fewer = _against(before.attack - after.attack, partners)
    fewer[:, state] = 0.0
    prey = _against(before.odds, partners) * _against(least, partners) * (rule.prize / 1000)
    for k, eaten in zip(partners, np.add.reduce(fewer * prey, axis=1).tolist(), strict=True):
        reach = p.near.item(state, k) * (1.0 if p.front.item(state, k) > 0 else 0.5)
        buffer += eaten * pact.years * pact.buffer / 1000 * reach
    drawn = fsum(_drawn(before, after, state, partners))
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


def _against(table: Floats, partners: list[int]) -> Floats:
    """Return what a table says of attacks on some states, (K, S) [attacked, attacker], each in a row of its own."""
    return table.T.take(partners, axis=0)


def _drawn(before: Danger, after: Danger, state: int, partners: list[int]) -> list[float]:
    """Return the wars a turn into which new promises to partners draw a state, beyond its own with that enemy."""
    p, q = before.position, after.position
    promised = q.word[state].take(partners, axis=0) - p.word[state].take(partners, axis=0)
    promised = np.minimum(np.maximum(promised, 0.0), 1.0)
    drawn = np.where(p.war.T.take(partners, axis=0), 0.0, _against(after.attack, partners))
    anyway = before.attack[:, state] / np.maximum(before.attack[:, state] + drawn, 1e-9)
    wars: list[float] = np.add.reduce(drawn * (1.0 - anyway) * promised, axis=1).tolist()
    return wars


def terms_of(treaty: Treaty) -> TreatyTerms:
    """Return the terms of a treaty in force, as they would be signed again."""
    return TreatyTerms(
        treaty.kind, treaty.parties, chained=treaty.chained, target=treaty.target, notice=treaty.notice,
        exclude=treaty.exclude, burden=treaty.burden, delay=treaty.delay, joint=treaty.joint, secret=treaty.secret,
        renew=treaty.renew, dues=treaty.dues, split=treaty.split,
    )  # fmt: skip
