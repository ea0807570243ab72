"""Phase 6, burden: partners hold it against who carries less than its part; no opinion moves, only grievance and trust.

Olson and Zeckhauser 1966: the small lean on the great, and the great resent it.
"""

from __future__ import annotations

from hegemon.engine.context import Turn
from hegemon.engine.power import forces
from hegemon.world.orders import MILITARY
from hegemon.world.state import World
from hegemon.world.treaties import Entry, Treaty, TreatyKind

QUIET = 4  # turns in which the same complaint is not said again


def phase(turn: Turn, entries: list[Entry]) -> None:
    """Let every treaty of help be judged by who bears it; entries is the ledger that is being written."""
    world = turn.world
    if not world.rules.switch.burden:
        return
    rates: list[int] = (1000 * forces(world) // (world.potential + 1)).tolist()
    at_war = _fighting(world)
    slack = world.rules.standing.burden_slack
    for treaty in world.treaties:
        kind = world.rules.kinds[treaty.kind]
        if kind.informal or not (kind.aid or kind.collective or kind.order) or treaty.since >= world.turn:
            continue
        borne = [rates[p] for p in treaty.parties]
        fair = 1000 * min(borne) * len(borne) >= (1000 - slack) * sum(borne)
        if fair and not treaty.burden:
            continue
        lags = _lags(treaty, kind, rates, at_war)
        for culprit, lag in zip(treaty.parties, lags, strict=True):
            lacking = max(0, treaty.burden - int(world.effort[culprit, MILITARY])) if treaty.burden else 0
            if (lacking or lag > slack) and not world.exiled[culprit]:
                _resent(turn, treaty, culprit, lacking, lag, entries)


def lags(world: World, treaty: Treaty) -> tuple[int, ...]:
    """Return by how much each party's arms for its means fall short of the mean of the members, per mille.

    A party at war bleeds and is excused; where one protects the other nobody is compared.
    """
    rates: list[int] = (1000 * forces(world) // (world.potential + 1)).tolist()
    return tuple(_lags(treaty, world.rules.kinds[treaty.kind], rates, _fighting(world)))


def _fighting(world: World) -> list[bool]:
    return list(map(any, world.war.tolist()))


def _lags(treaty: Treaty, kind: TreatyKind, rates: list[int], at_war: list[bool]) -> list[int]:
    if kind.one_way:
        return [0] * len(treaty.parties)
    total = max(1, sum(rates[p] for p in treaty.parties))
    return [
        0 if at_war[p] else max(0, 1000 - 1000 * rates[p] * len(treaty.parties) // total) for p in treaty.parties
    ]  # fmt: skip


def _resent(turn: Turn, treaty: Treaty, culprit: int, lacking: int, lag: int, entries: list[Entry]) -> None:
    """Enter what the partners hold against who lacks so many blocks, or lags by so many per mille."""
    world, rule = turn.world, turn.world.rules.standing
    beyond = max(0, lag - rule.burden_slack)
    grown = rule.burden * lacking + rule.burden * beyond // (1000 - rule.burden_slack)
    missing = max(lag if beyond else 0, 1000 * lacking // max(1, treaty.burden))
    lost = rule.burden_trust * missing // 1000 if world.rules.switch.reputation else 0
    since = world.turn - QUIET
    for partner in treaty.others(culprit):
        if not world.home[partner]:
            continue
        world.grievance[partner, culprit] += grown
        world.reliability[partner, culprit] -= int(world.reliability[partner, culprit]) * lost // 1000
        said = not grown or any(
            e.turn > since and e.holder == partner and e.about == culprit and e.ledger == "burden"
            and e.kind == treaty.kind
            for e in entries
        )  # fmt: skip
        if not said:
            entries.append(Entry("burden", treaty.kind, world.turn, partner, culprit, grown))
            turn.note("burden", partner, culprit, amount=grown, detail=treaty.kind)
