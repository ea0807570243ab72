"""Leanings: what a doctrine sees in a treaty or a war beyond the table of danger.

States balance (Waltz 1979), balance against threats (Walt 1987) or bandwagon for profit (Schweller 1994): they stand
against the strongest state or beside it. Others want commerce and friendship with all, and alliances with none
(Jefferson 1801). The plain maximiser leans no way; a doctrine leans by naming one of the three terms.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from hegemon.counsel.memory import once_a_view
from hegemon.players.maximiser.mind import AGAINST, AMITY, BESIDE, Mind
from hegemon.world.orders import Term
from hegemon.world.view import View


@once_a_view
def strongest(view: View) -> tuple[int, int]:
    """Return the strongest other state and by how much it stands above the mean of all, per mille, 0 to 1000."""
    world = view.known
    power = np.where(world.home, world.power, 0)
    mean = int(power.sum()) // max(1, int(world.home.sum()))
    power[view.seat] = 0
    first = int(power.argmax())
    return first, min(1000, max(0, 1000 * int(power[first]) // max(1, mean) - 1000))


def of_pact(view: View, mind: Mind, kind: str, others: Collection[int], target: int) -> tuple[Term, ...]:
    """Return what a treaty leans toward, for a doctrine that leans: against, by help, half where it names no enemy.

    Beside the strongest stands who helps it, and who only keeps the peace with it. Commerce and friendship is what a
    treaty brings that binds nobody to fight or to take counsel.
    """
    if not mind.leans or not view.known.home[view.seat]:
        return ()
    found = view.known.rules.kinds[kind]
    helps = found.aid or found.attack or found.invited
    if AMITY in mind.terms and not helps:
        worth = int(view.known.power[view.seat]) * mind.weights.pacts.lean // 1000
        return (Term(AMITY, worth, min(others, default=-1)),)
    if not (helps or found.no_attack):
        return ()
    first, above = strongest(view)
    if first in others:
        return _leaning(view, mind, BESIDE, first, above)
    if not helps or (target >= 0 and target != first):
        return ()
    return _leaning(view, mind, AGAINST, first, above if target == first else above // 2)


def of_war(view: View, mind: Mind, friend: int, foe: int) -> tuple[Term, ...]:
    """Return what joining a friend's war leans toward, for a doctrine that leans."""
    if not mind.leans:
        return ()
    first, above = strongest(view)
    if first not in (friend, foe):
        return ()
    return _leaning(view, mind, BESIDE if first == friend else AGAINST, first, above)


def _leaning(view: View, mind: Mind, name: str, first: int, above: int) -> tuple[Term, ...]:
    amount = int(view.known.power[view.seat]) * mind.weights.pacts.lean * above // 1_000_000
    return (Term(name, amount, first),) if amount and name in mind.terms else ()
