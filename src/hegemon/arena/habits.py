"""What players do, counted by name: how each goes about wars, treaties, trade, demands, effort and land."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from hegemon.arena.branches import Point, onward, opened
from hegemon.world.events import Event
from hegemon.world.orders import BRANCHES
from hegemon.world.scenario import load_scenario
from hegemon.world.state import World

# What an event adds to the habits of its actor.
_DEEDS = {
    "declared": "wars begun", "crisis war": "wars begun", "mutual war": "wars begun", "joined": "wars joined",
    "sided": "sided", "absent": "calls left", "breach": "breaches", "notice": "notices",
    "sanctioned": "sanctions laid", "demanded": "demands", "captured": "captures", "walked in": "captures",
}  # fmt: skip
_RATES = (
    "wars begun", "wars joined", "sided", "joined against the strongest", "partners", "pacts of help", "trade",
    "coalitions",
    "with the strongest", "against the strongest", "sanctions", "breaches", "demands", "captures", *BRANCHES,
)  # fmt: skip

Habits = dict[str, float]


def habits(
    worlds: Sequence[str], players: Sequence[str], seeds: Iterable[int], turns: int
) -> dict[str, Habits]:
    """Returns what players did in games of so many turns, by name: the mean of a state's turn, but for two.

    worlds: scenarios, in turn; each game seats everybody one place further.

    partners: others bound by a treaty of help, attack or consultation. pacts of help, trade, coalitions: treaties
    held. with, against the strongest: treaties of peace or help with the strongest other, or that name it.
    military and so on: blocks. honoured: part of calls to arms. land: change of the share of land in a game, ppm.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in players}
    for number, seed in enumerate(seeds):
        found = load_scenario(worlds[number % len(worlds)])
        seated = tuple(players[(s + number) % len(players)] for s in range(len(found.codes)))
        _played(opened(found, seated, seed), turns, counts)
    return {name: _rates(count) for name, count in counts.items()}


def _played(now: Point, turns: int, counts: Mapping[str, Counter[str]]) -> None:
    players, first = now.start.players, now.world.land_share
    for _ in range(turns):
        before = now.world
        if before.over:
            break
        _holdings(before, players, counts)
        now = onward(now, 1)
        strongest = int(np.where(before.home, before.power, 0).argmax())
        for event in now.events:
            _deed(event, players, counts, strongest)
    for seat, change in enumerate((now.world.land_share - first).tolist()):
        counts[players[seat]]["land"] += change
        counts[players[seat]]["games"] += 1


def _deed(event: Event, players: Sequence[str], counts: Mapping[str, Counter[str]], strongest: int) -> None:
    deed = _DEEDS.get(event.kind, "")
    if not deed or event.actor < 0:
        return
    mine = counts[players[event.actor]]
    mine[deed] += 1
    if event.kind == "mutual war":
        counts[players[event.target]][deed] += 1
    if deed in ("wars joined", "sided"):
        mine["joined against the strongest"] += event.target == strongest


def _holdings(world: World, players: Sequence[str], counts: Mapping[str, Counter[str]]) -> None:
    """Count what each living state holds at the opening of a turn."""
    power = np.where(world.home, world.power, 0)
    order = np.argsort(-power, kind="stable").tolist()
    bound: list[set[int]] = [set() for _ in players]
    for treaty in world.treaties:
        kind = world.rules.kinds[treaty.kind]
        for seat in treaty.parties:
            mine, others = counts[players[seat]], treaty.others(seat)
            first = order[0] if order[0] != seat else order[1]
            mine["trade"] += treaty.kind == "trade"
            mine["coalitions"] += kind.informal
            mine["against the strongest"] += treaty.target == first
            mine["with the strongest"] += first in others and (kind.aid or kind.invited or kind.no_attack)
            if kind.aid and not kind.informal:
                mine["pacts of help"] += 1
            if (kind.aid or kind.attack or kind.invited) and not kind.informal:
                bound[seat].update(others)
    for seat, name in enumerate(players):
        if world.home[seat]:
            mine = counts[name]
            mine["turns"] += 1
            mine["partners"] += len(bound[seat])
            mine["sanctions"] += int((world.sanction[seat] > 0).sum())
            for branch, blocks in zip(BRANCHES, world.effort[seat].tolist(), strict=True):
                mine[branch] += blocks


def _rates(count: Counter[str]) -> Habits:
    turns, games = max(1, count["turns"]), max(1, count["games"])
    calls = count["wars joined"] + count["calls left"]
    return {
        **{name: count[name] / turns for name in _RATES},
        "honoured": count["wars joined"] / calls if calls else 1.0,
        "land": count["land"] / games,
    }
