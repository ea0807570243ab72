"""What treaties say of help, of peace and of trade, read once for all who see the same papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hegemon.counsel.weights import DangerWeights
from hegemon.world.fixed import Bools, Ints
from hegemon.world.promises import voices
from hegemon.world.relations import breach_price, hidden
from hegemon.world.rules import Rules
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, TreatyKind


@dataclass(frozen=True, slots=True, eq=False)
class Promises:
    """What treaties in force say.

    given: (R,) the pairs between which a promise of help stands, helper * S + helped, ascending; clear: (R, S) how
    clearly it is said against each attacker, 0..1. joint: (helper, attacker, target) of words given to attack together.
    """

    given: Ints
    clear: NDArray[np.float64]
    pact: Bools
    price: NDArray[np.float64]
    trade: Bools
    joint: tuple[tuple[int, int, int], ...] = ()

    @property
    def clarity(self) -> NDArray[np.float64]:
        """How clearly each promise is said, (S, S, S) [helper, helped, attacker], 0..1."""
        states = len(self.pact)
        whole = np.zeros((states * states, states))
        whole[self.given] = self.clear
        return whole.reshape(states, states, states)


class _Paper(NamedTuple):
    """What one treaty says. cost: of an attack, of the attacker's own power. pairs: of parties, either way round.

    words: (helper, helped, clarity 0..1), against target alone if it is not -1, else against all but who is spared.
    """

    kind: TreatyKind
    cost: float
    pairs: tuple[tuple[int, int], ...]
    words: tuple[tuple[int, int, float], ...]
    target: int
    spared: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """What is read of one opening, by ids of treaties that stand beside it, so that no other bears them meanwhile."""

    turn: int
    rules: Rules
    opinion: Ints
    papers: dict[int, tuple[Treaty, _Paper]]
    sums: dict[tuple[int, ...], Promises]


# The last opening read: every seat asks for the same treaties, but for what it alone knows of some.
_last: list[_Read] = []


def _reading(world: World) -> _Read:
    """Return what is read of a world's opening; opinions are part of it, for by their discord allies deliberate."""
    for known in _last:
        if known.opinion is world.opinion and known.turn == world.turn and known.rules is world.rules:
            return known
    fresh = _Read(world.turn, world.rules, world.opinion, {}, {})
    if not world.opinion.flags.writeable:
        _last[:] = [fresh]
    return fresh


def promises(world: World, rule: DangerWeights) -> Promises:
    """Return the promises of a world; seats that see the same treaties share the sums."""
    known, key = _reading(world), tuple(map(id, world.treaties))
    if key not in known.sums:
        known.sums[key] = _added(world.states, _papers(known, world, world.treaties, rule))
    return known.sums[key]


def read_promises(world: World, treaties: Iterable[Treaty], rule: DangerWeights) -> Promises:
    """Return what treaties say, those of the world or others that might be; what nobody knows of deters nobody."""
    return _added(world.states, _papers(_reading(world), world, treaties, rule))


def _papers(known: _Read, world: World, treaties: Iterable[Treaty], rule: DangerWeights) -> list[_Paper]:
    found = []
    for treaty in treaties:
        read = known.papers.get(id(treaty))
        if read is None:
            read = known.papers[id(treaty)] = treaty, _paper(world, treaty, rule)
        found.append(read[1])
    return found


def _paper(world: World, treaty: Treaty, rule: DangerWeights) -> _Paper:
    kind, parties = world.rules.kinds[treaty.kind], treaty.parties
    pairs = _pairs(parties)
    cost = breach_price(world, treaty) * rule.word / 1_000_000 if kind.no_attack else 0.0
    words: list[tuple[int, int, float]] = []
    if (kind.aid or kind.invited) and not hidden(world, treaty):
        said = dict(zip(parties, voices(world, treaty), strict=True))
        leaving = {who for who, _ in treaty.leaving}
        for a, b in pairs:
            left = world.rules.treaties.leaving if b in leaving and a not in leaving else 1000
            if said[a]:
                words.append((a, b, said[a] * left / 1_000_000))
    spared = () if kind.collective or len(parties) == 2 else parties
    return _Paper(kind, cost, pairs, tuple(words), treaty.target, (*spared, treaty.exclude))


@lru_cache(maxsize=1024)
def _pairs(parties: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(permutations(parties, 2))


def _added(states: int, papers: Iterable[_Paper]) -> Promises:
    """Return what treaties say together: of several promises between two the clearest counts."""
    pact, trade, price = bytearray(states * states), bytearray(states * states), [0.0] * (states * states)
    rows: dict[int, list[float]] = {}
    joint: list[tuple[int, int, int]] = []
    for paper in papers:
        kind, cost, pairs, words, target, spared = paper
        if kind.no_attack or kind.trade:
            for a, b in pairs:
                at = a * states + b
                pact[at] |= kind.no_attack
                trade[at] |= kind.trade
                price[at] += cost
        if kind.attack and target >= 0:
            joint += [(a, b, target) for a, b in pairs]
        for a, b, clear in words:
            row = rows.setdefault(a * states + b, [0.0] * states)
            for attacker in range(states) if target < 0 else (target,):
                if row[attacker] < clear and (target >= 0 or attacker not in spared):
                    row[attacker] = clear
    for at, row in rows.items():
        row[at // states] = row[at % states] = 0.0
    shape, given = (states, states), sorted(rows)
    said = np.array(list(chain.from_iterable([rows[at] for at in given]))).reshape(-1, states)
    return Promises(
        np.array(given, np.int64), said, np.frombuffer(pact, np.bool_).reshape(shape), np.array(price).reshape(shape),
        np.frombuffer(trade, np.bool_).reshape(shape), tuple(joint),
    )  # fmt: skip
