"""Sanctions: laid where they hurt a foe more than the seat, lifted when their cause is gone."""

from __future__ import annotations

from hegemon.counsel.danger import danger
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.pacts import commerce
from hegemon.players.maximiser.cadence import slowly, together
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.world.orders import Record, Term
from hegemon.world.relations import breach_price, in_force
from hegemon.world.view import View


def weighed(view: View, target: int, mind: Mind) -> tuple[Term, ...]:
    """Return what sanctions on a state are worth to the seat: what it loses, a cause, less trade, word and ill will."""
    world, me, rule, power = view.known, view.seat, mind.weights.sanctions, view.known.power.item(view.seat)
    ours = commerce(view).item(me, target)
    broken = sum([
        breach_price(world, t) for t in in_force(world, me, target) if world.rules.kinds[t.kind].trade
    ])
    return tuple([Term(*part) for part in (
        ("trade lost", -ours * _flows(view, target, mind) // 1000 if ours > 0 else 0, target),
        *_won(view, target, mind),
        ("word", -broken * mind.weights.danger.word * power // 1_000_000, target),
        ("its ill will", -power * rule.ill * (1000 + world.opinion.item(target, me)) // 1_000_000, target),
    ) if part[1]])  # fmt: skip


def _flows(view: View, target: int, mind: Mind) -> int:
    """Return how much of the worth of trade with a state sanctions stop, per mille."""
    return 1000 if danger(view).position.trade.item(view.seat, target) else mind.weights.sanctions.forestalled


def _won(view: View, target: int, mind: Mind) -> list[tuple[str, int, int]]:
    """Return what speaks for sanctions on a state, each with its name and whom it is about; some may be zero."""
    world, me, rule, power = view.known, view.seat, mind.weights.sanctions, view.known.power.item(view.seat)
    theirs = max(0, commerce(view).item(target, me))
    dread = min(1000, 1000 * danger(view).threat.item(target, me) // max(1, power * rule.dread // 1000))
    wronged = [a for a in _allied(view) if world.war.item(a, target)]
    return [
        ("harm to it", theirs * _flows(view, target, mind) * rule.harm // 1_000_000, target),
        ("a danger held down", power * rule.danger * dread // 1_000_000, target),
        ("an ally's cause", sum([world.power.item(a) for a in wronged]) * rule.cause // 1000,
         wronged[0] if wronged else -1),
    ]  # fmt: skip


def _hurts(view: View, target: int, mind: Mind) -> bool:
    """Return whether sanctions on a state could promise enough: what speaks for them, at the doctrine's weights."""
    part, least = mind.terms, view.known.power.item(view.seat) * mind.weights.sanctions.least // 1000
    return sum([amount * part.get(name, 1000) // 1000 for name, amount, _ in _won(view, target, mind)]) > least


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
    every = slowly(world.turn, mind.weights.sanctions.every)
    if not together(view, every):
        return [], [], []
    if not world.rules.switch.sanctions or world.exiled.item(me):
        return [], [], []
    laid: list[int] = []
    lifted: list[int] = []
    records: list[Record] = []
    bar = world.power.item(me) * mind.weights.sanctions.least // 1000
    half = view.turn // every
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
    """Return the foes of allies, and the chief threat of the seat; war itself has stopped all trade with an enemy."""
    world, me = view.known, view.seat
    table, allies = danger(view), _allied(view)
    foes = {j for a in allies for j, war in enumerate(world.war[a].tolist()) if war}
    threats = table.threat[:, me].tolist()
    most = max(threats)
    if most > 0:
        foes.add(threats.index(most))
    pact, home, war = table.position.pact[me].tolist(), table.position.alive, world.war[me].tolist()
    return [j for j in sorted(foes) if j != me and j not in allies and home.item(j) and not (pact[j] or war[j])]
