"""Motions: treaties of several put to the vote where all would gain, and every vote by the same worth."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from hegemon.counsel.balance import balance
from hegemon.counsel.clauses import clause_terms, pact_worth
from hegemon.counsel.danger import danger
from hegemon.counsel.leagues import membership, tables_with, terms_of
from hegemon.counsel.pacts import quiet
from hegemon.counsel.shelter import helped, sheltering
from hegemon.players.maximiser.bargain import ASKED
from hegemon.players.maximiser.cadence import together
from hegemon.players.maximiser.drafts import overmighty
from hegemon.players.maximiser.fronts import enemies
from hegemon.players.maximiser.keeping import keep_base
from hegemon.players.maximiser.leanings import of_pact
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.subjects import closed
from hegemon.players.maximiser.sums import choose, total
from hegemon.world.legality_pacts import motion_fault
from hegemon.world.orders import Option, Proposal, Record, Term, TreatyTerms, Vote
from hegemon.world.treaties import Treaty
from hegemon.world.view import View


def change(view: View, number: int, terms: TreatyTerms, state: int) -> tuple[Term, ...]:
    """Return what a motion would bring a party: what the treaty would be worth, less what it is worth as it stands."""
    old = next((t for t in view.known.treaties if t.id == number), None)
    if old is None:
        return pact_worth(view, terms, state)
    now = terms_of(old)
    if set(now.parties) == set(terms.parties):
        # Only clauses change, and what the kind is worth stands on both sides of the sum.
        mine = state == view.seat
        base = keep_base(view, old) if mine else ()
        new, was = clause_terms(view, terms, state, base), clause_terms(view, now, state, base)
        # Clauses that stay bring nothing, and are left out of the sum.
        gone = (t for t in was if t not in new)
        ends = (Term(f"no more {t.name}" if t.amount > 0 else f"an end of {t.name}", -t.amount, t.about) for t in gone)
        return (*(t for t in new if t not in was), *ends)
    without, after = tables_with(view, (None, terms), old.id)
    worth = membership(view, terms, state, without, after) if state in terms.parties else ()
    if state not in now.parties:
        return worth
    stands = membership(view, now, state, without, danger(view))
    return (*worth, Term("the treaty as it stands", -total(stands), -1))


def votes(view: View, mind: Mind) -> tuple[list[Vote], list[Record]]:
    """Vote on every motion that waits: yes if what it changes is no loss."""
    world, me = view.known, view.seat
    cast: list[Vote] = []
    records: list[Record] = []
    for motion in world.motions:
        if me not in motion.voters:
            continue
        barred = "it signs no treaties" if not mind.treaties else ""
        if any(world.war.item(me, p) for p in motion.terms.parties):
            barred = "at war with one of them"
        worth = () if barred else (*change(view, motion.treaty, motion.terms, me), *_leaning(view, motion.terms, mind))
        yes = mind.option(f"consent to the {motion.terms.kind}", worth, barred)
        index, record = choose(view, "motion", motion.proposer, (yes, Option("withhold consent")))
        cast.append(Vote(motion.id, index == 0))
        records.append(record)
    return cast, records


def proposal(view: View, mind: Mind) -> tuple[Proposal | None, Record | None]:
    """Return the motion that promises the seat most among those that nobody would lose by, if any is due."""
    world, me, rule = view.known, view.seat, mind.weights.motions
    if not mind.treaties or not together(view, rule.every):
        return None, None
    if world.exiled.item(me) or enemies(view):
        return None, None
    items: list[Proposal] = []
    options: list[Option] = []
    for item in (*_grievances(view, mind), *_together(view, mind)):
        if not world.rules.allow.get(item.terms.kind, 1) or motion_fault(world, me, item):
            continue
        if any(closed(view, k, item.terms.target) for k in item.terms.parties if k != me):
            continue  # it was refused, and nothing has changed
        bar = mind.weights.pacts.least if item.treaty >= 0 else int(world.power[me]) * rule.least // 1000
        mine = (*change(view, item.treaty, item.terms, me), *_leaning(view, item.terms, mind), Term(ASKED, -bar, -1))
        items.append(item)
        options.append(mind.option(_title(view, item), mine, _in_vain(view, item, total(mind.weigh(mine)))))
    if not items:
        return None, None
    index, record = choose(view, "motion", items[0].terms.target, (*options, Option("propose nothing")))
    return (items[index] if index < len(items) else None), record


def _in_vain(view: View, item: Proposal, gain: int) -> str:
    """Return why a motion would find no consent, empty if it may; what nobody would propose is not looked into."""
    others = [k for k in item.terms.parties if k != view.seat]
    if gain >= 0 and any(total(change(view, item.treaty, item.terms, k)) < 0 for k in others):
        return "one of them would lose by it"
    return ""


def _leaning(view: View, terms: TreatyTerms, mind: Mind) -> tuple[Term, ...]:
    others = tuple(party for party in terms.parties if party != view.seat)
    return of_pact(view, mind, terms.kind, others, terms.target)


def _title(view: View, item: Proposal) -> str:
    who = ", ".join(view.known.codes[p] for p in item.terms.parties if p != view.seat)
    what = "found" if item.treaty < 0 else "change"
    against = f" against {view.known.codes[item.terms.target]}" if item.terms.target >= 0 else ""
    number = "" if item.treaty < 0 else f" (treaty {item.treaty})"
    return f"{what} a {item.terms.kind} with {who}{against}{number}"


def _grievances(view: View, mind: Mind) -> list[Proposal]:
    """Return amendments that write a burden into treaties whose partners are held to bear too little."""
    world, me = view.known, view.seat
    if not world.rules.switch.burden:
        return []
    held = {e.about for e in world.ledger if e.ledger == "burden" and e.holder == me}
    return [
        Proposal(t.id, replace(terms_of(t), burden=mind.weights.pacts.blocks))
        for t in world.treaties
        if held and not t.burden and _amendable(view, t) and held & set(t.others(me))
    ]


def _amendable(view: View, treaty: Treaty) -> bool:
    kind = view.known.rules.kinds[treaty.kind]
    return view.seat in treaty.parties and kind.aid and not (kind.informal or kind.order or treaty.double)


def _together(view: View, mind: Mind) -> list[Proposal]:
    """Return treaties of three or more: against a state that is too strong, in a league, or a pact made wider."""
    world, me = view.known, view.seat
    strong = overmighty(view, mind)
    found = _coalition(view, strong, mind) if strong >= 0 and not world.war.item(me, strong) else []
    if quiet(view):
        return found
    mine, theirs = helped(view)
    free = [j for j, (home, war) in enumerate(zip(world.home.tolist(), world.war.tolist(), strict=True))
            if home and j != me and not any(war)]
    friends = sorted([j for j in free if min(mine[j], theirs[j]) > 0], key=lambda j: (-min(mine[j], theirs[j]), j))
    friends = friends[: mind.weights.motions.members - 1]
    # Help from many overlaps: together they are worth no more than the sum of each.
    hoped = sum(mine[j] for j in friends)
    if len(friends) < 2 or hoped < world.power.item(me) * mind.weights.motions.least // 1000:
        return found
    if not any(t.kind == "league" and me in t.parties for t in world.treaties):
        found.append(Proposal(-1, TreatyTerms("league", (me, *friends))))
    for treaty in world.treaties:
        if not _amendable(view, treaty) or treaty.kind not in ("defence", "league"):
            continue
        third = next((j for j in friends if j not in treaty.parties and treaty.target != j), -1)
        if third >= 0 and len(treaty.parties) < mind.weights.motions.most:
            found.append(Proposal(treaty.id, replace(terms_of(treaty), parties=(*treaty.parties, third))))
            break
    return found


def _coalition(view: View, strong: int, mind: Mind) -> list[Proposal]:
    world, me, table = view.known, view.seat, danger(view)
    if any(t.kind == "coalition" and t.target == strong and me in t.parties for t in world.treaties):
        return []
    known = sheltering(view, me, strong)
    afraid = world.home & (world.war[me] == 0) & (world.war[:, strong] == 0)
    afraid[[me, strong]] = False
    common = known.cover[:, me, strong] + known.cover[me, :, strong] + table.threat[strong]
    common += [2 * balance(view, me, j, strong) for j in range(world.states)]
    bound = {p for t in world.treaties if strong in t.parties and world.rules.kinds[t.kind].aid for p in t.parties}
    ranked = sorted((j for j in np.flatnonzero(afraid).tolist() if j not in bound), key=lambda j: (-int(common[j]), j))
    chosen = ranked[: mind.weights.motions.members - 1]
    if len(chosen) < 2:
        return []
    return [Proposal(-1, TreatyTerms("coalition", (me, *chosen), target=strong, term=8))]
