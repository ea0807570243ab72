"""Treaties offered: where both sides gain their share by the sums, as far as the envoys go."""

from __future__ import annotations

from collections.abc import Iterable

from hegemon.players.maximiser.bargain import Bargain, bargain, titled
from hegemon.players.maximiser.cadence import post, rhythm, writing
from hegemon.players.maximiser.drafts import aims, drafts, likely
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.subjects import closed
from hegemon.players.maximiser.sums import choose
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.orders import Letter, Option, Record, TreatyTerms
from hegemon.world.promises import envoys
from hegemon.world.view import View

SELDOM = 4  # of the turns in which a seat writes none, it tells in every so many of what it thought of
TOLD = 1  # records of offers that were thought of and not made, a turn

NOTHING = Option("offer nothing")


def letters(view: View, mind: Mind, avoid: Iterable[int], sent: int) -> tuple[list[Letter], list[Record]]:
    """Return the best offers that both sides would gain by, as far as the envoys go, and why.

    Where none is made, now and then one is told of that was thought of. sent: envoys that are on their way
    already.
    """
    world, me = view.known, view.seat
    if not mind.treaties or not (mind.writes_always or writing(world.turn)):
        return [], []
    shunned = set(avoid)
    aim = aims(view, mind)
    weighed: list[tuple[int, int, list[tuple[Bargain, str]]]] = []
    vain: list[tuple[int, TreatyTerms]] = []
    for partner in likely(view, mind, [k for k in _partners(view, mind) if k not in shunned], aim):
        worthy, missed = drafts(view, partner, mind, aim)
        found = _weighed(view, worthy, partner, mind) if worthy else []
        if found:
            weighed.append((-max((b.gain - b.need for b, barred in found if not barred), default=-1), partner, found))
        elif missed is not None:
            vain.append((partner, missed))
    told = 0 if weighed or (post(world.turn) + rhythm(view, SELDOM)) % SELDOM else TOLD
    for partner, missed in vain[:told]:
        weighed += [(1, partner, found)] if (found := _weighed(view, [missed], partner, mind)) else []
    weighed.sort(key=lambda item: item[:2])
    left = envoys(world, me) - sent
    written: list[Letter] = []
    records: list[Record] = []
    silent = 0
    for _, partner, found in weighed:
        if silent >= TOLD and (not left or all(bar or b.gain < b.need for b, bar in found)):
            continue
        options = [b.option(f"offer {titled(view, b.terms, partner)}", bar or ("" if left else "no envoy is left"))
                   for b, bar in found]
        index, record = choose(view, "treaty", partner, (*options, NOTHING))
        records.append(record)
        if index < len(found):
            left -= 1
            written.append(Letter(me, partner, found[index][0].terms))
        else:
            silent += 1
    return written, records


def _weighed(view: View, drafted: Iterable[TreatyTerms], partner: int, mind: Mind) -> list[tuple[Bargain, str]]:
    """Return lawful drafts as they are weighed in full, each with why it would be in vain."""
    lawful = (terms for terms in drafted if not treaty_fault(view.known, terms))
    return [(b, _bar(view, b, partner)) for terms in lawful for b in (bargain(view, terms, partner, mind),)]


def _bar(view: View, offer: Bargain, partner: int) -> str:
    """Return why an offer would be in vain, empty if it may be signed."""
    if not offer.welcome:
        return "they would gain less than their share"
    return "it was refused, and nothing has changed" if closed(view, partner, offer.terms.target) else ""


def _partners(view: View, mind: Mind) -> list[int]:
    """Return whom the seat writes to if it writes: of two seats one in turn, so that two like minds do not at once.

    Who looks far ahead waits for nobody's turn.
    """
    world, me = view.known, view.seat
    ids, lower = world.scenario.state_ids.tolist(), post(view.turn) % 2 == 0
    own, always, state = ids[me], mind.writes_always, zip(ids, world.home.tolist(), world.war[me].tolist(), strict=True)
    return [j for j, (other, home, war) in enumerate(state)
            if home and not war and j != me and (always or (own < other) == lower)]
