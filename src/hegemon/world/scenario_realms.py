"""Shares provinces out among states: capitals far apart, realms contiguous, equally large and equally compact."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING
from hegemon.world.fixed import fade

FREE = -1

Near = list[int]  # of each province its neighbours, a bit each



class _Known(NamedTuple):
    """What was found out of realms, a bit a province. spare: whether one stays whole without a province."""

    spare: dict[tuple[int, int], bool]
    beside: dict[tuple[int, int], list[int]]


_ROUNDS = 6
_HALF_KM = 2200  # from a capital, over which half is lost
NEAR_ENOUGH = 880  # per mille of the mean realm's nearness


def realms(
    border: NDArray[np.int8], route: NDArray[np.int64], states: int, first: int, more: NDArray[np.int64] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Returns who owns each province (P,) and where each capital is (S,).

    first: the province from which the farthest is the first capital; each next one is the farthest from all before.
    Then realms grow, capitals move to their middles, and realms grow again (Lloyd 1982), until sizes differ by at
    most one province or the rounds are over. more: (S,) provinces by which a realm is to be larger than others.
    """
    more = np.zeros(states, dtype=np.int64) if more is None else more
    capitals = [int(np.argmax(route[first]))]
    while len(capitals) < states:
        capitals.append(int(np.argmax(route[capitals].min(axis=0))))
    near = [sum(1 << other for other in np.flatnonzero(row).tolist()) for row in border]
    best: tuple[int, NDArray[np.int64], list[int]] | None = None
    for turn in range(_ROUNDS):
        owner = np.full(len(border), FREE, dtype=np.int64)
        owner[capitals] = np.arange(states)
        _grow(owner, border, route, capitals, more)
        _level(owner, near, route, capitals, more)
        gap = int(np.ptp(np.bincount(owner, minlength=states) - more))
        if best is None or gap <= best[0]:
            best = gap, owner, capitals
        if best[0] <= 1 and turn:
            break
        capitals = [_middle(np.flatnonzero(owner == state), route) for state in range(states)]
    assert best is not None
    return best[1], np.array(best[2], dtype=np.int64)


def settle(
    owner: NDArray[np.int64], capital: NDArray[np.int64], route: NDArray[np.int64]
) -> tuple[NDArray[np.int64], int]:
    """Returns capitals (S,), moved to the middle where a realm lies far off, and how near the farthest realm lies.

    A realm's nearness is what is left of a province over the way to its capital, on the mean; per mille of all realms'.
    """
    left = fade(route, _HALF_KM)
    moved = capital.copy()
    near = _nearness(owner, moved, left)
    for state in np.flatnonzero(near * 1000 < NEAR_ENOUGH * near.mean()).tolist():
        moved[state] = _middle(np.flatnonzero(owner == state), route)
    near = _nearness(owner, moved, left)
    return moved, int(near.min() * 1000 // near.mean())


def _nearness(owner: NDArray[np.int64], capital: NDArray[np.int64], left: NDArray[np.int64]) -> NDArray[np.int64]:
    total = np.bincount(owner, weights=left[capital[owner], np.arange(len(owner))], minlength=len(capital))
    found: NDArray[np.int64] = total.astype(np.int64) // np.bincount(owner, minlength=len(capital))
    return found


def _middle(members: NDArray[np.int64], route: NDArray[np.int64]) -> int:
    return int(members[np.argmin(route[np.ix_(members, members)].sum(axis=1))])


def _level(
    owner: NDArray[np.int64], near: Near, route: NDArray[np.int64], capitals: list[int], more: NDArray[np.int64]
) -> None:
    known = _Known({}, {})
    for _ in range(2 * len(owner)):
        size = np.bincount(owner, minlength=len(capitals)) - more
        if np.ptp(size) <= 1 or not _even_out(owner, near, route, capitals, size, known):
            return


def _grow(
    owner: NDArray[np.int64], border: NDArray[np.int8], route: NDArray[np.int64], capitals: list[int],
    more: NDArray[np.int64],
) -> None:
    """Gives land out, a province at a time to the realm that has least: the nearest next to it, over land if it can."""
    found, size, km = owner.tolist(), (1 - more).tolist(), route[capitals].tolist()
    links = [[(other, int(row[other]) == CROSSING) for other in np.flatnonzero(row).tolist()] for row in border]
    offers: list[list[tuple[bool, int, int]]] = [[] for _ in capitals]

    def look_round(state: int, province: int) -> None:
        for other, by_sea in links[province]:
            if found[other] == FREE:
                heappush(offers[state], (by_sea, km[state][other], other))

    for state, capital in enumerate(capitals):
        look_round(state, capital)
    for _ in range(found.count(FREE)):
        for state in sorted(range(len(capitals)), key=size.__getitem__):
            while offers[state] and found[offers[state][0][2]] != FREE:
                heappop(offers[state])
            if offers[state]:
                province = heappop(offers[state])[2]
                found[province] = state
                size[state] += 1
                look_round(state, province)
                break
    owner[:] = found


def _even_out(
    owner: NDArray[np.int64], near: Near, route: NDArray[np.int64], capitals: list[int], size: NDArray[np.int64],
    known: _Known,
) -> bool:
    """Passes one province along a chain of realms from one that is too large to one that is too small."""
    realm, owners = _masks(owner, len(capitals)), owner.tolist()
    for small in np.argsort(size, kind="stable").tolist():
        chain = _chain(owners, realm, near, route, capitals, size.tolist(), small, known)
        for taker, province in chain:
            owner[province] = taker
        if chain:
            return True
    return False


def _chain(
    owner: list[int], realm: list[int], near: Near, route: NDArray[np.int64], capitals: list[int], size: list[int],
    small: int, known: _Known,
) -> list[tuple[int, int]]:
    reached: dict[int, tuple[int, int]] = {small: (FREE, FREE)}
    queue, seats = [small], set(capitals)
    for taker in queue:
        if size[taker] >= size[small] + 2:
            chain, link = [], taker
            while link != small:
                link, province = reached[link]
                chain.append((link, province))
            if _stays_whole(owner, realm, near, chain):
                return chain
            continue
        for province in _beside(realm[taker], near, route[capitals[taker]], known.beside, taker):
            giver = owner[province]
            if giver not in reached and province not in seats and _can_spare(realm[giver], near, province, known.spare):
                reached[giver] = (taker, province)
                queue.append(giver)
    return []


def _beside(
    realm: int, near: Near, km: NDArray[np.int64], known: dict[tuple[int, int], list[int]], state: int
) -> list[int]:
    """Returns the provinces next to a realm, the nearest to its capital first."""
    key = realm, state
    if key not in known:
        beside = 0
        for own in _members(realm):
            beside |= near[own]
        touching = np.array(_members(beside & ~realm), dtype=np.int64)
        known[key] = touching[np.argsort(km[touching], kind="stable")].tolist()
    return known[key]


def _stays_whole(owner: list[int], realm: list[int], near: Near, chain: list[tuple[int, int]]) -> bool:
    after = list(realm)
    for taker, province in chain:
        after[owner[province]] &= ~(1 << province)
        after[taker] |= 1 << province
    return all(_whole(after[taker], near) for taker, _ in chain)


def _can_spare(members: int, near: Near, province: int, known: dict[tuple[int, int], bool]) -> bool:
    key = members, province
    if key not in known:
        known[key] = _whole(members & ~(1 << province), near)
    return known[key]


def _whole(members: int, near: Near) -> bool:
    """Says whether all of a set of provinces, a bit each, can be walked through from one of them."""
    queue = members & -members
    left = members & ~queue
    while queue:
        here = queue & -queue
        queue ^= here
        found = near[here.bit_length() - 1] & left
        queue |= found
        left ^= found
    return members > 0 and not left


def _masks(owner: NDArray[np.int64], states: int) -> list[int]:
    found = [0] * states
    for province, state in enumerate(owner.tolist()):
        found[state] |= 1 << province
    return found


def _members(mask: int) -> list[int]:
    return [at for at, bit in enumerate(bin(mask)[:1:-1]) if bit == "1"]
