"""Sanctions: laid where they hurt a foe more than the seat, lifted when their cause is gone."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.danger import danger
from hegemon.counsel.pacts import commerce
from hegemon.players.maximiser.cadence import due
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.world.orders import Record, Term
from hegemon.world.relations import breach_price, in_force
from hegemon.world.view import View


def weighed(view: View, target: int, mind: Mind) -> tuple[Term, ...]:
    """Return what sanctions on a state are worth to the seat: what it loses, a cause, less trade, word and ill will."""
    world, me, rule = view.known, view.seat, mind.weights.sanctions
    table = danger(view)
    p, power = table.position, int(world.power[me])
    flows = 1000 if p.trade[me, target] else rule.forestalled
    pays = commerce(view)
    allies = _allies(view)
    wronged = [a for a in allies if world.war[a, target]]
    broken = sum(
        breach_price(world, t) for t in in_force(world, me, target) if world.rules.kinds[t.kind].trade
    )
    dread = min(1000, 1000 * int(table.threat[target, me]) // max(1, power * rule.dread // 1000))
    return tuple(term for term in (
        Term("trade lost", -int(pays[me, target]) * flows // 1000 if pays[me, target] > 0 else 0, target),
        Term("harm to it", max(0, int(pays[target, me])) * flows * rule.harm // 1_000_000, target),
        Term("a danger held down", power * rule.danger * dread // 1_000_000, target),
        Term("an ally's cause", sum(int(world.power[a]) for a in wronged) * rule.cause // 1000,
             wronged[0] if wronged else -1),
        Term("word", -broken * mind.weights.danger.word * power // 1_000_000, target),
        Term("its ill will", -power * rule.ill * (1000 + int(world.opinion[target, me])) // 1_000_000, target),
    ) if term.amount)  # fmt: skip


def _hurts(view: View, target: int, mind: Mind) -> bool:
    """Return whether sanctions on a state could promise enough: what speaks for them alone, at the doctrine's most."""
    rule, me, part = mind.weights.sanctions, view.seat, mind.terms
    world, power = view.known, view.known.power.item(view.seat)
    harm = max(0, commerce(view).item(target, me))
    cause = sum(world.power.item(a) for a in _allies(view) if world.war[a, target]) * rule.cause // 1000
    dread = power * rule.danger // 1000 if danger(view).threat.item(target, me) > 0 else 0
    found = ((harm, "harm to it"), (dread, "a danger held down"), (cause, "an ally's cause"))
    return sum(most * part.get(name, 1000) // 1000 for most, name in found) > power * rule.least // 1000


def _allies(view: View) -> list[int]:
    world, me, kinds = view.known, view.seat, view.known.rules.kinds
    found = {k for t in world.treaties if me in t.parties and (kinds[t.kind].aid or kinds[t.kind].invited)
             for k in t.others(me)}
    return sorted(found)


def orders(view: View, mind: Mind) -> tuple[list[int], list[int], list[Record]]:
    """Return whom to sanction, whose sanctions to lift, and why."""
    world, me = view.known, view.seat
    if not due(view, mind.weights.sanctions.every, 1):
        return [], [], []
    if not world.rules.switch.sanctions or not world.home[me]:
        return [], [], []
    laid: list[int] = []
    lifted: list[int] = []
    records: list[Record] = []
    bar = int(world.power[me]) * mind.weights.sanctions.least // 1000
    half = view.turn // mind.weights.sanctions.every
    for target in np.flatnonzero(world.sanction[me]).tolist():
        if (half + int(world.scenario.state_ids[target])) % 2:
            continue  # those that stand are looked over every second time
        # Ill will and a broken word are past; a bar of half the height keeps sanctions from coming and going.
        lasting = [t for t in weighed(view, target, mind) if t.name not in ("its ill will", "word")]
        lasting.append(Term("what sanctions must promise", -bar // 2, -1))
        gone = "" if world.home[target] else "it has lost its land"
        options = mind.option("let the sanctions stand", lasting, gone), mind.option("lift the sanctions")
        chosen, record = choose(view, "sanction", target, options)
        records.append(record)
        if chosen == 1:
            lifted.append(target)
    for target in _candidates(view):
        if world.sanction[me, target] or not _hurts(view, target, mind):
            continue
        sums = (*weighed(view, target, mind), Term("what sanctions must promise", -bar, -1))
        options = mind.option("trade as before"), mind.option(f"sanction {world.codes[target]}", sums)
        chosen, record = choose(view, "sanction", target, options)
        records.append(record)
        if chosen == 1:
            laid.append(target)
    return laid, lifted, records


def _candidates(view: View) -> list[int]:
    """Return the foes of allies, and the chief threat of the seat."""
    world, me = view.known, view.seat
    table = danger(view)
    allies = _allies(view)
    foes = {int(j) for a in allies for j in np.flatnonzero(world.war[a]).tolist()}
    threat = int(table.threat[:, me].argmax())
    if table.threat[threat, me] > 0:
        foes.add(threat)
    pact = table.position.pact[me]
    return [j for j in sorted(foes) if j != me and j not in allies and world.home[j] and not pact[j]]
