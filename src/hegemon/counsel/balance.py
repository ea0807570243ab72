"""Balance: what a word to stand together against a state that is far ahead is worth, beside what the table shows of it.

Who leads by enough may turn on anybody once its treaties run out, whomever it threatens today (Waltz 1979). The table
of danger tells of attacks that pay now; what a lead puts at stake is all that a state has.
"""

from __future__ import annotations

import numpy as np

from hegemon.counsel.memory import once_a_group
from hegemon.counsel.weights import load_weights
from hegemon.world.fixed import Ints
from hegemon.world.view import View


def balance(view: View, state: int, partner: int, strong: int) -> int:
    """Return what a partner's word to stand against a strong state is worth, ppm: nothing below pacts.strong.

    A part of the state's own power, by the lead of who is too strong and by what the partner has to set against it.
    """
    power, rule = view.known.power.item, load_weights().pacts
    first, own, other = power(strong), power(state), power(partner)
    lead: int = first - 1000 * rule.strong
    if lead <= 0:
        return 0  # which nearly always ends it
    most: int = max(first, own, other)
    return own * other // most * lead // 1_000_000 * rule.balance // 1000


@once_a_group
def balances(views: tuple[View, ...]) -> Ints:
    """Return what each partner's word against the strongest state is worth to every seat of a group, (N, S) ppm."""
    power, rule = np.array([view.known.power for view in views]), load_weights().pacts
    settled = power * views[0].known.home
    n, first, me = np.arange(len(views)), settled.argmax(axis=1), [view.seat for view in views]
    lead = settled[n, first][:, None] - 1000 * rule.strong
    if np.maximum.reduce(lead, axis=None) <= 0:
        return np.zeros_like(power)
    np.maximum(lead, 0, out=lead)
    own = power[n, me][:, None]
    found: Ints = own * power // np.maximum(power.max(axis=1)[:, None], 1) * lead // 1_000_000 * rule.balance // 1000
    found[n, first] = found[n, me] = 0
    return found
