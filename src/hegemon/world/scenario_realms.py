"""Shares provinces out among states: capitals far apart, realms contiguous and equally large."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING

FREE = -1

Near = list[list[int]]

_ROUNDS = 6


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
    near = [np.flatnonzero(row).tolist() for row in border]
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


def _middle(members: NDArray[np.int64], route: NDArray[np.int64]) -> int:
    return int(members[np.argmin(route[np.ix_(members, members)].sum(axis=1))])


def _level(
    owner: NDArray[np.int64], near: Near, route: NDArray[np.int64], capitals: list[int], more: NDArray[np.int64]
) -> None:
    for _ in range(2 * len(owner)):
        size = np.bincount(owner, minlength=len(capitals)) - more
        if np.ptp(size) <= 1 or not _even_out(owner, near, route, capitals, size):
            return


def _grow(
    owner: NDArray[np.int64], border: NDArray[np.int8], route: NDArray[np.int64], capitals: list[int],
    more: NDArray[np.int64],
) -> None:
    while (owner == FREE).any():
        size = np.bincount(owner[owner != FREE], minlength=len(capitals)) - more
        for state in np.argsort(size, kind="stable").tolist():
            near = border[owner == state]
            free = np.flatnonzero((near > 0).any(axis=0) & (owner == FREE))
            if free.size:
                by_sea = ~((near > 0) & (near < CROSSING)).any(axis=0)[free]
                owner[free[np.lexsort((free, route[capitals[state]][free], by_sea))[0]]] = state
                break


def _even_out(
    owner: NDArray[np.int64], near: Near, route: NDArray[np.int64], capitals: list[int], size: NDArray[np.int64]
) -> bool:
    """Passes one province along a chain of realms from one that is too large to one that is too small."""
    for small in np.argsort(size, kind="stable").tolist():
        chain = _chain(owner, near, route, capitals, size, small)
        for taker, province in chain:
            owner[province] = taker
        if chain:
            return True
    return False


def _chain(
    owner: NDArray[np.int64], near: Near, route: NDArray[np.int64], capitals: list[int], size: NDArray[np.int64],
    small: int,
) -> list[tuple[int, int]]:
    reached: dict[int, tuple[int, int]] = {small: (FREE, FREE)}
    queue = [small]
    for taker in queue:
        if size[taker] >= size[small] + 2:
            chain, link = [], taker
            while link != small:
                link, province = reached[link]
                chain.append((link, province))
            if _stays_whole(owner, near, chain):
                return chain
            continue
        own = np.flatnonzero(owner == taker).tolist()
        touching = np.array(sorted({p for o in own for p in near[o] if owner[p] != taker}), dtype=np.int64)
        for province in touching[np.lexsort((touching, route[capitals[taker]][touching]))].tolist():
            giver = int(owner[province])
            if giver not in reached and province not in capitals and _can_spare(owner, near, giver, province):
                reached[giver] = (taker, province)
                queue.append(giver)
    return []


def _stays_whole(owner: NDArray[np.int64], near: Near, chain: list[tuple[int, int]]) -> bool:
    after = owner.copy()
    for taker, province in chain:
        after[province] = taker
    return all(_whole(set(np.flatnonzero(after == taker).tolist()), near) for taker, _ in chain)


def _can_spare(owner: NDArray[np.int64], near: Near, giver: int, province: int) -> bool:
    return _whole(set(np.flatnonzero(owner == giver).tolist()) - {province}, near)


def _whole(members: set[int], near: Near) -> bool:
    if not members:
        return False
    start = next(iter(members))
    left, queue = members - {start}, [start]
    for here in queue:
        for there in near[here]:
            if there in left:
                left.discard(there)
                queue.append(there)
    return not left
