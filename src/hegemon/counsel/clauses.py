"""What a whole treaty is worth to a party: its kind, and each clause as a signed term, in ppm of power."""

from __future__ import annotations

from collections.abc import Iterable

from hegemon.counsel.leagues import membership
from hegemon.counsel.pacts import help_counts, worth
from hegemon.counsel.position import position
from hegemon.counsel.shelter import sheltering
from hegemon.counsel.weights import load_weights
from hegemon.world.orders import MILITARY, Term, TreatyTerms
from hegemon.world.treaties import Treaty
from hegemon.world.view import View

_SUMS = ("cover", "buffer", "entrapment", "spoils shared", "prey forgone")
_AT_ONCE = ("spoils shared", "hands freed")  # worth what they are worth in the one war that they are for


def pact_worth(view: View, terms: TreatyTerms, state: int) -> tuple[Term, ...]:
    """Return what a treaty of these terms would be worth to one of its parties."""
    if len(terms.parties) == 2:
        partner = terms.parties[0] if terms.parties[1] == state else terms.parties[1]
        base = worth(view, terms.kind, state, partner, terms.target, terms.parties[0] == state)
    else:
        base = membership(view, terms, state)
    more = clause_terms(view, terms, state, base)
    return (*base, *more) if more else base


def clause_terms(view: View, terms: TreatyTerms, state: int, base: Iterable[Term]) -> tuple[Term, ...]:
    """Return what the clauses add to a treaty whose kind alone is worth the terms of base.

    Delay makes help late and leaves time to think; a secret deters nobody; a burden costs the blocks that are
    lacking; no separate peace ties both; an exclusion takes its cover away; dues are paid to the leader. What runs
    out within the years that a treaty is weighed over brings so much less, and a long notice binds longer.
    """
    years = load_weights().pacts.years
    short = terms.term < years and not terms.renew
    if not (terms.delay or terms.secret or terms.exclude >= 0 or terms.chained or terms.joint or terms.burden
            or terms.dues or terms.split or short or terms.notice > 1):
        return ()
    base = tuple(base)
    world, weights = view.known, load_weights().clauses
    kind, late = world.rules.kinds[terms.kind], world.rules.treaties.delay
    power = int(world.power[state])
    sums = {name: sum(t.amount for t in base if t.name == name) for name in _SUMS}
    cover, drawn = max(0, sums["cover"]) + max(0, sums["buffer"]), min(0, sums["entrapment"])
    found: list[Term] = []
    several = len(terms.parties) > 2  # whose table holds delay, secrecy and exclusion already
    old = _in_force(view, terms) if terms.delay or terms.secret or terms.exclude >= 0 else None
    if terms.delay and not several:
        later = max(0, terms.delay - old.delay) if old is not None else terms.delay
        found.append(Term("slower help", -cover * later * late // 1000, -1))
        found.append(Term("time to deliberate", -drawn * terms.delay * late // 2000, -1))
    if terms.secret and not several and not (old is not None and old.secret):
        found.append(Term("unseen, so no deterrence", -cover, -1))
    if terms.exclude >= 0 and not several and (kind.aid or kind.invited) and terms.target < 0:
        found += _excluded(view, terms, state, old)
    if terms.chained and kind.aid:
        found.append(Term("chained to its friends' wars", drawn * weights.chained // 1000, -1))
    if terms.joint and (kind.aid or kind.attack or kind.invited):
        found.append(Term("no separate peace", -power * weights.joint // 1_000_000, -1))
        trust = min(float(position(view).belief[k]) for k in terms.parties if k != state)
        held = (sums["spoils shared"] + max(0, sums["cover"])) * (1.0 - trust) * weights.held / 1000
        found.append(Term("held together to the end", round(held), -1))
    if terms.burden:
        found += _burden(view, terms, state)
    if terms.dues and kind.order:
        found += _dues(view, terms, state)
    if terms.split and len(terms.split) == len(terms.parties) and sums["spoils shared"]:
        found.append(_split(view, terms, state, sums["spoils shared"]))
    if short:
        yearly = sum(t.amount for t in base if t.name not in _AT_ONCE)
        found.append(Term("it soon runs out", -yearly * (years - terms.term) // years, -1))
    if terms.notice > 1:
        bound = drawn + min(0, sums["prey forgone"])
        found.append(Term("a long notice", bound * (terms.notice - 1) // (2 * years), -1))
    return tuple(term for term in found if term.amount)


def _in_force(view: View, terms: TreatyTerms) -> Treaty | None:
    """Return the treaty in force of the same kind between the same, whose help stands in the table already."""
    who, one_way = set(terms.parties), view.known.rules.kinds[terms.kind].one_way
    return next((t for t in view.known.treaties if t.kind == terms.kind and set(t.parties) == who
                 and (t.parties == terms.parties or not one_way)), None)


def _excluded(view: View, terms: TreatyTerms, state: int, old: Treaty | None) -> list[Term]:
    """Return the help that an exclusion takes away, if it was ever given, and the quarrel that it keeps one out of."""
    partner = terms.parties[0] if terms.parties[1] == state else terms.parties[1]
    kind, known = view.known.rules.kinds[terms.kind], sheltering(view, state, partner)
    at = (state, partner, terms.exclude)
    helps, drawn = help_counts(view.known.rules, kind)
    protected = not kind.one_way or terms.parties[1] == state
    bound = not kind.one_way or terms.parties[0] == state
    gone = (int(known.cover[at]) if protected else 0) + (int(known.buffer[at]) if bound else 0)
    if old is not None and old.exclude == terms.exclude:
        gone = 0
    freed = int(known.entrapment[at]) if bound else 0
    return [
        Term("no help against it", -round(helps * gone), terms.exclude),
        Term("out of that quarrel", -round(drawn * freed), terms.exclude),
    ]


def _burden(view: View, terms: TreatyTerms, state: int) -> list[Term]:
    """Return what military blocks lacking cost, and what a partner that must arm is worth."""
    world, weights = view.known, load_weights().clauses
    if not world.rules.switch.burden:
        return []
    power = int(world.power[state])
    lacking = max(0, terms.burden - int(world.effort[state, MILITARY]))
    theirs = sum(max(0, terms.burden - int(world.effort[k, MILITARY])) for k in terms.parties if k != state)
    return [
        Term("blocks that we lack", -power * weights.block * lacking // 1_000_000, -1),
        Term("partners carry their part", power * weights.carried * theirs // 1_000_000, -1),
    ]


def _dues(view: View, terms: TreatyTerms, state: int) -> list[Term]:
    """Return dues paid or had, by the share of output that they move over the years a treaty is weighed over."""
    leader = terms.parties[0]
    if state == leader:
        return [Term("dues", sum(dues(view, terms.dues, k) for k in terms.parties[1:]), -1)]
    return [Term("dues", -dues(view, terms.dues, state), leader)]


def dues(view: View, rate: int, follower: int) -> int:
    """Return what a follower pays in dues, ppm of power over the years that a treaty is weighed over."""
    weights = load_weights()
    return rate * int(view.known.output_share[follower]) * weights.clauses.dues // 1_000_000


def _split(view: View, terms: TreatyTerms, state: int, spoils: int) -> Term:
    """Return what a stated split of the spoils adds to, or takes from, a share by the force that each brings."""
    p = position(view)
    whole = max(1.0, float(sum(p.force[k] for k in terms.parties)))
    natural = float(p.force[state]) / whole
    stated = terms.split[terms.parties.index(state)] / max(1, sum(terms.split))
    return Term("split of the spoils", round(spoils * (stated - natural)), terms.target)
