"""Treaties: offered where both gain, answered by the same sums, left when they turn."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hegemon.counsel.danger import danger
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.pacts import autonomy, commerce, kept, named_enemy, quiet, sheltered, truce_at, worth
from hegemon.counsel.weights import Weights, load_weights
from hegemon.players.maximiser.sums import recorded, total
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.orders import Letter, Option, Record, Reply, Term, TreatyTerms
from hegemon.world.relations import envoys, in_force
from hegemon.world.treaties import Treaty
from hegemon.world.view import View


def asked(mine: int, theirs: int, weights: Weights) -> int:
    """Return the gain from which a treaty is signed: a share of what both gain together, and never nothing."""
    return max(weights.pacts.least, weights.pacts.share * (mine + max(0, theirs)) // 1000)


def both(view: View, terms: TreatyTerms, partner: int) -> tuple[tuple[Term, ...], int]:
    """Return the terms of a treaty's worth to the seat, and my estimate of what it is worth to the partner."""
    me = view.seat
    first = terms.parties[0] == me
    if any(t.kind == terms.kind for t in in_force(view.known, me, partner)):
        mine = keep(view, next(t for t in in_force(view.known, me, partner) if t.kind == terms.kind))
        return mine, max(0, total(mine))
    mine = worth(view, terms.kind, me, partner, terms.target, first)
    return mine, total(worth(view, terms.kind, partner, me, terms.target, not first))


def writes(view: View, partner: int) -> bool:
    """Return whether it is the seat's turn to write to a partner, so that two like minds do not write at once.

    A seat writes every second turn; of two seats whose turns fall together, one in turn.
    """
    ids = view.known.scenario.state_ids
    mine, other = int(ids[view.seat]), int(ids[partner])
    if (view.turn - mine) % 2:
        return False
    return bool((mine - other) % 2 or (mine < other) == (view.turn // 2 % 2 == 0))


def letters(view: View, weights: Weights, avoid: Iterable[int]) -> tuple[list[Letter], list[Record]]:
    """Return the best offers that both sides would gain by, as far as envoys go."""
    world, me = view.known, view.seat
    if (world.turn - int(world.scenario.state_ids[me])) % 2:
        return [], []
    shunned = set(avoid)
    found: list[tuple[int, int, TreatyTerms]] = []
    for partner in _partners(view, weights):
        if partner in shunned or not writes(view, partner):
            continue
        for terms in _drafts(view, partner):
            mine, theirs = both(view, terms, partner)
            gain = total(mine)
            if gain >= asked(gain, theirs, weights) and theirs >= asked(theirs, gain, weights):
                found.append((gain, partner, terms))
    found.sort(key=lambda item: (-item[0], item[1], item[2].kind))
    sent: list[Letter] = []
    records: list[Record] = []
    left = envoys(world, me)
    addressed: set[int] = set()
    for _, partner, terms in found:
        if partner in addressed or left == 0 or treaty_fault(world, terms):
            continue
        addressed.add(partner)
        left -= 1
        sent.append(Letter(me, partner, terms))
        option = Option(f"offer {_title(view, terms)}", both(view, terms, partner)[0])
        records.append(recorded(view, "treaty", partner, option, (Option("offer nothing"),)))
    return sent, records


def _title(view: View, terms: TreatyTerms) -> str:
    against = f" against {view.known.codes[terms.target]}" if terms.target >= 0 else ""
    return f"{terms.kind} with {view.known.codes[_other(view, terms)]}{against}"


def _other(view: View, terms: TreatyTerms) -> int:
    return next(p for p in terms.parties if p != view.seat)


@once_a_view
def _promise(view: View) -> tuple[list[int], list[int], list[int], list[int]]:
    """Return rough sums for every partner: help to me, to it, and the same of a word not to attack."""
    me, kinds = view.seat, view.known.rules.kinds
    if quiet(view):
        whole = np.zeros((view.known.states, view.known.states), np.int64)
    else:
        known = sheltered(view)
        whole = (known.cover + known.buffer + known.entrapment).sum(axis=2)
    aid = truce_at(view, kinds["defence"].price)
    calm = truce_at(view, kinds["nonaggression"].price)
    helps, calms = aid.calm + aid.prey, calm.calm + calm.prey
    cost = autonomy(view, kinds["defence"], me)
    return (
        (whole[me] + helps[me] + cost).tolist(), (whole[:, me] + helps[:, me]).tolist(),
        calms[me].tolist(), calms[:, me].tolist(),
    )  # fmt: skip


def _partners(view: View, weights: Weights) -> list[int]:
    world, me = view.known, view.seat
    closed = world.refused[me]
    return [
        j for j in np.flatnonzero(world.alive & (world.war[me] == 0)).tolist()
        if j != me and not (closed[j] and closed[j] > world.turn - weights.pacts.closed)
    ]  # fmt: skip


def _drafts(view: View, partner: int) -> list[TreatyTerms]:
    world, me = view.known, view.seat
    least = load_weights().pacts.least
    now = {t.kind: t for t in in_force(world, me, partner)}
    helps, theirs, calm, calms = (row[partner] for row in _promise(view))
    found = []
    pair = (me, partner)
    ending = {name for name, t in now.items() if t.until <= world.turn + 1}
    if "defence" in ending or ("defence" not in now and helps >= least and theirs >= 0):
        kind = world.rules.kinds["defence"]
        enemy = now["defence"].target if "defence" in now else named_enemy(view, kind, me, partner)
        found.append(TreatyTerms("defence", pair, target=enemy))
    bound = any(world.rules.kinds[name].no_attack for name in now)
    if "nonaggression" in ending or (not bound and calm >= least and calms >= 0):
        found.append(TreatyTerms("nonaggression", pair))
    if "trade" in ending or ("trade" not in now and int(commerce(view)[me, partner]) >= least):
        found.append(TreatyTerms("trade", pair))
    return found


def answer(view: View, letter: Letter, weights: Weights) -> Reply:
    """Answer a treaty by its worth: yes from the asked share upward, else a counter that would do, else why not."""
    terms, sender = letter.terms, letter.sender
    assert isinstance(terms, TreatyTerms)
    world, me = view.known, view.seat
    if treaty_fault(world, terms) or set(terms.parties) != {me, sender}:
        return Reply("no", reason="at war" if world.war[me, sender] else "unfit", about=sender)
    gain, need, mine = _weighed(view, terms, sender, weights)
    if gain >= need:
        return Reply("yes", gain=gain, reason="gain", amount=gain)
    best: tuple[int, TreatyTerms] | None = None
    for other in _counters(view, terms, sender):
        worth_it, enough, _ = _weighed(view, other, sender, weights)
        if worth_it < enough or both(view, other, sender)[1] < 0 or treaty_fault(world, other):
            continue
        if best is None or worth_it > best[0]:
            best = (worth_it, other)
    if best is not None:
        return Reply("counter", gain=best[0], reason="gain", amount=best[0], counter=Letter(me, sender, best[1]))
    reason, about = _why_not(view, mine, sender)
    return Reply("no", gain=gain, reason=reason, about=about, amount=need if reason == "too little" else gain)


def _weighed(view: View, terms: TreatyTerms, partner: int, weights: Weights) -> tuple[int, int, tuple[Term, ...]]:
    mine, theirs = both(view, terms, partner)
    gain = total(mine)
    return gain, asked(gain, theirs, weights), mine


def _counters(view: View, terms: TreatyTerms, sender: int) -> list[TreatyTerms]:
    kinds, pair = view.known.rules.kinds, (view.seat, sender)
    found = []
    if kinds[terms.kind].aid:
        enemy = named_enemy(view, kinds["defence"], view.seat, sender)
        if enemy >= 0:
            found.append(TreatyTerms("defence", pair, target=enemy))
        found.append(TreatyTerms("nonaggression", pair))
    return [t for t in found if (t.kind, t.target) != (terms.kind, terms.target)]


def _why_not(view: View, mine: tuple[Term, ...], sender: int) -> tuple[str, int]:
    """Return the reason that weighs heaviest, and whom it is about."""
    world = view.known
    if int(world.reliability[view.seat, sender]) < 300:
        return "distrust", sender
    names = {"prey forgone": "prey", "entrapment": "entangled", "autonomy": "autonomy"}
    worst = min(mine, key=lambda term: term.amount, default=None)
    if worst is None or worst.amount >= 0:
        return ("too little" if total(mine) > 0 else "no threat"), sender
    if worst.name == "entrapment":
        return "entangled", int(danger(view).gain[:, sender].argmax())
    return names.get(worst.name, "too little"), sender


def keep(view: View, treaty: Treaty) -> tuple[Term, ...]:
    """Return what a treaty in force is worth to the seat, by what would be missing without it."""
    world, weights = view.known, load_weights()
    me, kind = view.seat, world.rules.kinds[treaty.kind]
    terms: list[Term] = []
    for partner in treaty.others(me):
        if kind.aid or kind.invited:
            known = kept(view)
            where = slice(None) if treaty.target < 0 else slice(treaty.target, treaty.target + 1)
            if not (kind.one_way and treaty.parties[0] == me):
                terms.append(Term("cover", int(known.cover[0, partner, where].sum()), treaty.target))
            if not (kind.one_way and treaty.parties[1] == me):
                terms.append(Term("buffer", int(known.buffer[0, partner, where].sum()), partner))
                drawn = int(known.entrapment[0, partner, where].sum())
                terms.append(Term("entrapment", drawn if kind.aid else drawn // 4, partner))
        if kind.no_attack:
            calmed = truce_at(view, kind.price)
            price = kind.price * weights.danger.word * int(world.power[me]) // 1_000_000
            asked_for = weights.war.threshold * int(world.power[me]) // 1000
            freed = max(0, int(danger(view).gain[me, partner]) + price - asked_for) // 2
            terms.append(Term("peace with it", int(calmed.calm[me, partner]), partner))
            terms.append(Term("prey forgone", -freed, partner))
        if kind.trade:
            terms.append(Term("trade", max(1, int(world.power[me]) * weights.danger.trade // 1000), partner))
    if kind.autonomy:
        terms.append(Term("autonomy", autonomy(view, kind, me), -1))
    return tuple(t for t in terms if t.amount)


def departures(view: View, weights: Weights) -> tuple[list[int], list[Record]]:
    """Return the treaties to give notice of: those whose worth has turned against the seat."""
    world, me = view.known, view.seat
    leave: list[int] = []
    records: list[Record] = []
    for treaty in world.treaties:
        if (treaty.id + world.turn) % 4:
            continue  # each treaty is looked over every fourth turn
        if me not in treaty.parties or treaty.double or any(who == me for who, _ in treaty.leaving):
            continue
        terms = keep(view, treaty)
        stay = Option(f"keep the {treaty.kind}", terms)
        trouble = max(weights.pacts.drop, int(world.power[me]) // 100)
        if stay.utility < -trouble:
            leave.append(treaty.id)
            go = Option(f"leave the {treaty.kind}", (Term("the trouble of leaving", -trouble, -1),))
            records.append(recorded(view, "treaty", treaty.others(me)[0], go, (stay,)))
    return leave, records
