"""Games of eight maximisers read as history: who fought, who kept its word, how long treaties lived, who rose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import msgspec
import numpy as np

from hegemon.arena.branches import Rule, onward, opened, ruled
from hegemon.engine.blocs import bonds, signs, triads
from hegemon.engine.stakes import snyder
from hegemon.world.chance import order_of
from hegemon.world.events import Event
from hegemon.world.fixed import Ints
from hegemon.world.scenario import load_scenario
from hegemon.world.state import World

TURNS = 40


class Play(msgspec.Struct, frozen=True):
    """One game of an arm: the scenario's name, house rules and seed."""

    scenario: str
    rules: tuple[Rule, ...]
    seed: int


class History(msgspec.Struct, frozen=True):
    """What one game counted.

    lived: state-turns. counts: of events by kind. sizes: belligerents of each war. gained, lost: wars after which
    the aggressor's side held more or less of the world's land than before. terms: turns that defence treaties lived.
    partners: formal partners a state-turn. top: the largest share of power, mean over turns, per mille. gini of power
    at the end, per mille. rivals: wars declared on a disliked state. balanced, shuffled: per mille of triads that
    are balanced, and with the signs dealt anew. steady: per mille of correlation of military blocks from turn to turn.
    snyder: entrapped less abandoned, per mille of all calls settled (engine.stakes).
    weak, strong: deaths among the half with less power at the opening, and the other.
    """

    lived: int
    counts: dict[str, int]
    sizes: tuple[int, ...]
    gained: int
    lost: int
    terms: tuple[int, ...]
    partners: int
    top: int
    gini: int
    rivals: int
    balanced: int
    shuffled: int
    steady: int
    snyder: int
    weak: int
    strong: int


def read(job: Play) -> History:
    """Returns what a game of an arm counted over its turns."""
    scenario = ruled(load_scenario(job.scenario), job.rules)
    now = opened(scenario, ("maximiser",) * len(scenario.codes), job.seed)
    first = onward(now, 0).world
    counts: Counter[str] = Counter()
    told: list[Event] = []
    ages: list[int] = []
    since: dict[int, int] = {}
    land: dict[int, int] = {}
    result: Counter[str] = Counter()
    lived = tied = rivals = 0
    tops: list[int] = []
    triples: list[int] = []
    mixed: list[int] = []
    blocks: list[Ints] = []
    for _ in range(TURNS):
        before = now.world
        if before.over:
            break
        lived += int(before.home.sum())
        tied += partners(before)
        tops.append(int(before.power.max()) // 1000)
        blocks.append(before.effort[:, 0].copy())
        _triads(before, triples, mixed)
        now = onward(now, 1)
        counts.update(e.kind for e in now.events)
        told += now.events
        rivals += sum(_disliked(before, e) for e in now.events)
        _ages(before, now.world, since, ages)
        _fortunes(before, now.world, land, result)
    dead = ~now.world.alive
    low = first.power < np.median(first.power)
    return History(
        lived=lived,
        counts=dict(counts),
        sizes=tuple(len({who for who, *_ in war.joined}) for war in now.world.wars),
        gained=result["gained"],
        lost=result["lost"],
        terms=tuple(ages),
        partners=tied,
        top=sum(tops) // max(1, len(tops)),
        gini=_gini(now.world),
        rivals=rivals,
        balanced=sum(triples) // max(1, len(triples)),
        shuffled=sum(mixed) // max(1, len(mixed)),
        steady=_steady(blocks),
        snyder=snyder(told),
        weak=int((dead & low).sum()),
        strong=int((dead & ~low).sum()),
    )


def partners(world: World) -> int:
    """Returns over all states the number of others bound to them by a formal treaty of help."""
    kinds = world.rules.kinds
    return bound(world, {name for name, k in kinds.items() if (k.aid or k.attack or k.invited) and not k.informal})


def bound(world: World, kinds: Collection[str]) -> int:
    """Returns over all states the number of others that share a treaty of these kinds with them."""
    tied = np.zeros((world.states, world.states), np.bool_)
    for treaty in world.treaties:
        if treaty.kind in kinds:
            tied[np.ix_(list(treaty.parties), list(treaty.parties))] = True
    np.fill_diagonal(tied, False)
    return int(tied.sum())


def _disliked(world: World, event: Event) -> bool:
    if event.kind not in ("declared", "crisis war"):
        return False
    return bool(world.opinion[event.actor, event.target] < 0)


def _ages(before: World, after: World, since: dict[int, int], ages: list[int]) -> None:
    for treaty in after.treaties:
        if treaty.kind == "defence":
            since.setdefault(treaty.id, after.turn)
    alive = {t.id for t in after.treaties}
    ages.extend(before.turn - since.pop(number) + 1 for number in [n for n in since if n not in alive])


def _fortunes(before: World, after: World, land: dict[int, int], result: Counter[str]) -> None:
    """Follow each war from its first turn to its end by the land that the aggressor's side holds."""
    for war in after.wars:
        if war.aggressor < 0:
            continue
        side = list(war.members(0))
        if war.id not in land and not war.ended:
            land[war.id] = int(before.land_share[side].sum())
        elif war.ended and war.id in land:
            change = int(after.land_share[side].sum()) - land.pop(war.id)
            result["gained" if change > 0 else "lost" if change < 0 else "drawn"] += 1


def _triads(world: World, triples: list[int], mixed: list[int]) -> None:
    """Note the balanced part of the triads, and that of the same ties with their signs dealt by a keyed draw."""
    sign = signs(world, bonds(world))
    good, bad = triads(sign)
    if good + bad == 0:
        return
    rows, columns = np.nonzero(np.triu(sign))
    dealt = order_of(np.arange(len(rows)), world.seed, world.turn, "shuffled signs")
    other = np.zeros_like(sign)
    other[rows, columns] = sign[rows, columns][dealt]
    right, wrong = triads(other + other.T)
    triples.append(1000 * good // (good + bad))
    mixed.append(1000 * right // (right + wrong))


def _gini(world: World) -> int:
    power = np.sort(world.power[world.alive].astype(np.float64))
    n = len(power)
    return round(1000 * float(((2 * np.arange(1, n + 1) - n - 1) * power).sum() / (n * power.sum())))


def _steady(blocks: list[Ints]) -> int:
    """Returns the first autocorrelation of military blocks around each state's mean, per mille."""
    series = np.array(blocks, np.float64)
    series = series - series.mean(axis=0)
    whole = float((series**2).sum())
    return round(1000 * float((series[1:] * series[:-1]).sum()) / whole) if whole else 1000
