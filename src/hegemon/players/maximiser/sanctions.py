"""Sanctions: laid where they hurt a foe more than the seat, lifted when their cause is gone."""

from __future__ import annotations

from hegemon.counsel.danger import danger
from hegemon.counsel.memory import once_a_view
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
    table, power = danger(view), world.power.item(me)
    flows = 1000 if table.position.trade.item(me, target) else rule.forestalled
    ours, theirs = commerce(view).item(me, target), commerce(view).item(target, me)
    wronged = [a for a in _allied(view) if world.war.item(a, target)]
    broken = sum([
        breach_price(world, t) for t in in_force(world, me, target) if world.rules.kinds[t.kind].trade
    ])
    dread = min(1000, 1000 * table.threat.item(target, me) // max(1, power * rule.dread // 1000))
    return tuple([Term(*part) for part in (
        ("trade lost", -ours * flows // 1000 if ours > 0 else 0, target),
        ("harm to it", max(0, theirs) * flows * rule.harm // 1_000_000, target),
        ("a danger held down", power * rule.danger * dread // 1_000_000, target),
        ("an ally's cause", sum([world.power.item(a) for a in wronged]) * rule.cause // 1000,
         wronged[0] if wronged else -1),
        ("word", -broken * mind.weights.danger.word * power // 1_000_000, target),
        ("its ill will", -power * rule.ill * (1000 + world.opinion.item(target, me)) // 1_000_000, target),
    ) if part[1]])  # fmt: skip


def _hurts(view: View, target: int, mind: Mind) -> bool:
    """Return whether sanctions on a state could promise enough: what speaks for them alone, at the doctrine's most."""
    rule, me, part = mind.weights.sanctions, view.seat, mind.terms
    world, power = view.known, view.known.power.item(view.seat)
    harm = max(0, commerce(view).item(target, me))
    cause = sum(world.power.item(a) for a in _allied(view) if world.war.item(a, target)) * rule.cause // 1000
    dread = power * rule.danger // 1000 if danger(view).threat.item(target, me) > 0 else 0
    found = ((harm, "harm to it"), (dread, "a danger held down"), (cause, "an ally's cause"))
    return sum(most * part.get(name, 1000) // 1000 for most, name in found) > power * rule.least // 1000


@once_a_view
def _allied(view: View) -> list[int]:
    """Return who is bound to help the seat, or to be asked, ascending."""
    world, me, kinds = view.known, view.seat, view.known.rules.kinds
    found = {k for t in world.treaties if me in t.parties and (kinds[t.kind].aid or kinds[t.kind].invited)
             for k in t.others(me)}
    return sorted(found)


def orders(view: View, mind: Mind) -> tuple[list[int], list[int], list[Record]]:
    """Return whom to sanction, whose sanctions to lift, and why."""
    world, me = view.known, view.seat
    if not due(view, mind.weights.sanctions.every, 1):
        return [], [], []
    if not world.rules.switch.sanctions or world.exiled.item(me):
        return [], [], []
    laid: list[int] = []
    lifted: list[int] = []
    records: list[Record] = []
    bar = world.power.item(me) * mind.weights.sanctions.least // 1000
    half = view.turn // mind.weights.sanctions.every
    standing = world.sanction[me].tolist()
    for target in [k for k, laid_on in enumerate(standing) if laid_on]:
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
        if standing[target] or not _hurts(view, target, mind):
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
    table, allies = danger(view), _allied(view)
    foes = {j for a in allies for j, war in enumerate(world.war[a].tolist()) if war}
    threat = int(table.threat[:, me].argmax())
    if table.threat.item(threat, me) > 0:
        foes.add(threat)
    pact, home = table.position.pact[me].tolist(), table.position.alive
    return [j for j in sorted(foes) if j != me and j not in allies and home.item(j) and not pact[j]]
