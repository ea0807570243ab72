"""What treaties say of help, of peace and of trade, read once for all who see the same papers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import permutations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from hegemon.counsel.weights import DangerWeights
from hegemon.world.fixed import Bools, Ints
from hegemon.world.promises import voices
from hegemon.world.relations import breach_price, hidden
from hegemon.world.rules import Rules
from hegemon.world.state import World
from hegemon.world.treaties import Treaty


class Promises(Struct, frozen=True, eq=False, gc=False):
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


class _Ties(Struct, frozen=True, gc=False):
    """What a treaty forbids or opens between its parties. cost: of an attack, of the attacker's own power."""

    no_attack: bool
    trade: bool
    cost: float
    parties: tuple[int, ...]


class _Paper(Struct, frozen=True, gc=False):
    """What one treaty says.

    voices: how clearly its parties promise help, which is all of it that changes from one turn to the next. ties: None
    if it leaves attack and trade alone. words: by pair, helper * S + helped, how clearly help is promised
    against each attacker, 0..1, as numbers of eight bytes. joint: of words given to attack together.
    """

    voices: tuple[int, ...]
    ties: _Ties | None
    words: dict[int, bytes]
    joint: tuple[tuple[int, int, int], ...]


class _Read(Struct, frozen=True, eq=False):
    """What is read of one opening, by ids of treaties that stand beside it, so that no other bears them meanwhile.

    before: of the opening read before it. lists: by the id of all that a seat knows of.
    """

    turn: int
    rules: Rules
    opinion: Ints
    papers: dict[int, tuple[Treaty, _Paper]]
    before: dict[int, tuple[Treaty, _Paper]]
    sums: dict[tuple[int, ...], Promises]
    lists: dict[int, tuple[tuple[Treaty, ...], Promises]]


# The last opening read: every seat asks for the same treaties, but for what it alone knows of some.
_last: list[_Read] = []


def _reading(world: World) -> _Read:
    """Return what is read of a world's opening; opinions are part of it, for by their discord allies deliberate."""
    for known in _last:
        if known.opinion is world.opinion and known.turn == world.turn and known.rules is world.rules:
            return known
    before = next((known.papers for known in _last if known.rules is world.rules), {})
    fresh = _Read(world.turn, world.rules, world.opinion, {}, before, {}, {})
    if not world.opinion.flags.writeable:
        _last[:] = [fresh]
    return fresh


def promises(worlds: Sequence[World], rule: DangerWeights) -> list[Promises]:
    """Return the promises of one world as each of some seats knows it; who see the same treaties share the sums."""
    known, found = _reading(worlds[0]), []
    lists = known.lists
    for world in worlds:
        treaties = world.treaties
        read = lists.get(id(treaties))
        if read is None:
            key = tuple(map(id, treaties))
            said = known.sums.get(key)
            if said is None:
                said = known.sums[key] = _added(world.states, _papers(known, world, treaties, rule))
            read = lists[id(treaties)] = treaties, said
        found.append(read[1])
    return found


def read_promises(world: World, treaties: Iterable[Treaty], rule: DangerWeights) -> Promises:
    """Return what treaties say, those of the world or others that might be; what nobody knows of deters nobody."""
    return _added(world.states, _papers(_reading(world), world, treaties, rule))


def _papers(known: _Read, world: World, treaties: Iterable[Treaty], rule: DangerWeights) -> list[_Paper]:
    found, papers = [], known.papers
    for treaty in treaties:
        at = id(treaty)
        read = papers.get(at)
        if read is None:
            said, read = voices(world, treaty), known.before.get(at)
            if read is None or read[1].voices != said:
                read = treaty, _paper(world, treaty, rule, said)
            papers[at] = read
        found.append(read[1])
    return found


def _paper(world: World, treaty: Treaty, rule: DangerWeights, said: tuple[int, ...]) -> _Paper:
    kind, parties = world.rules.kinds[treaty.kind], treaty.parties
    ties = None
    if kind.no_attack or kind.trade:
        cost = breach_price(world, treaty) * rule.word / 1_000_000 if kind.no_attack else 0.0
        ties = _Ties(kind.no_attack, kind.trade, cost, parties)
    words: dict[int, bytes] = {}
    if (kind.aid or kind.invited) and not hidden(world, treaty):
        words = _words(world, treaty, said, () if kind.collective or len(parties) == 2 else parties)
    joint: tuple[tuple[int, int, int], ...] = ()
    if kind.attack and treaty.target >= 0:
        joint = tuple([(a, b, treaty.target) for a, b in _pairs(parties)])
    return _Paper(said, ties, words, joint)


def _words(world: World, treaty: Treaty, voiced: tuple[int, ...], spared: tuple[int, ...]) -> dict[int, bytes]:
    """Return the promises of help of a treaty by pair; nobody is helped against itself, its helper or who is spared."""
    parties, states, words = treaty.parties, world.states, dict[int, bytes]()
    target, exclude = treaty.target, treaty.exclude
    leaving, rest = {who for who, _ in treaty.leaving}, world.rules.treaties.leaving
    for a, said in zip(parties, voiced, strict=True):
        for b in parties if said else ():
            if a == b:
                continue
            clear = said * (rest if b in leaving and a not in leaving else 1000) / 1_000_000
            # Two who promise each other alike say the same, and so do all of several who spare each other.
            nobody = spared or ((a, b) if a < b else (b, a))
            words[a * states + b] = _against(states, clear, target, exclude, nobody)
    return words


@lru_cache(maxsize=256)
def _against(states: int, clear: float, target: int, exclude: int, nobody: tuple[int, ...]) -> bytes:
    """Return how clearly help is promised against each attacker: a target alone if there is one, nobody of some."""
    row = [0.0 if target >= 0 else clear] * states
    if target >= 0:
        row[target] = clear
    elif exclude >= 0:
        row[exclude] = 0.0
    for state in nobody:
        row[state] = 0.0
    return array("d", row).tobytes()


@lru_cache(maxsize=1024)
def _pairs(parties: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(permutations(parties, 2))


def _added(states: int, papers: Sequence[_Paper]) -> Promises:
    """Return what treaties say together: of several promises between two the clearest counts."""
    rows: dict[int, bytes] = {}
    joint: list[tuple[int, int, int]] = []
    for paper in papers:
        words = paper.words
        if rows.keys().isdisjoint(words):  # which few are not
            rows.update(words)
        else:
            for at, row in words.items():
                rows[at] = _clearest(rows[at], row) if at in rows else row
        if paper.joint:
            joint += paper.joint
    given = sorted(rows)
    said = np.frombuffer(b"".join(map(rows.__getitem__, given))).reshape(-1, states)
    pact, price, trade = _tied(states, tuple([paper.ties for paper in papers if paper.ties is not None]))
    return Promises(np.array(given, np.int64), said, pact, price, trade, tuple(joint))


def _clearest(one: bytes, other: bytes) -> bytes:
    return np.maximum(np.frombuffer(one), np.frombuffer(other)).tobytes()


@lru_cache(maxsize=64)
def _tied(states: int, papers: tuple[_Ties, ...]) -> tuple[Bools, NDArray[np.float64], Bools]:
    """Return between whom treaties forbid attacks, at what price, and open trade, (S, S) each, read-only."""
    pact, trade, price = bytearray(states * states), bytearray(states * states), array("d", bytes(8 * states * states))
    for paper in papers:
        places = _places(paper.parties, states)
        if paper.no_attack:
            cost = paper.cost
            for at in places:
                pact[at] = 1
                price[at] += cost
        if paper.trade:
            for at in places:
                trade[at] = 1
    shape = states, states
    return (
        np.frombuffer(bytes(pact), np.bool_).reshape(shape), np.frombuffer(price.tobytes()).reshape(shape),
        np.frombuffer(bytes(trade), np.bool_).reshape(shape),
    )


@lru_cache(maxsize=1024)
def _places(parties: tuple[int, ...], states: int) -> list[int]:
    """Return where the pairs of some states stand in a table of all."""
    return [a * states + b for a, b in permutations(parties, 2)]
