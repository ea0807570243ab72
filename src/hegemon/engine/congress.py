"""Congresses: victors bid for what a beaten state has yielded to all of them, out of what each has earned.

Sealed bids, each province to the highest, as at Vienna: who borne most may pay most (spoils by losses, theory 2.8).
"""

from __future__ import annotations

from hegemon.engine.context import Deed, Turn
from hegemon.engine.exile import pass_to
from hegemon.world.chance import draw
from hegemon.world.state import World
from hegemon.world.treaties import Congress


def award(turn: Turn) -> None:
    """Award the land of last turn's congresses; what nobody claims stays with the loser."""
    world = turn.world
    if not world.congresses:
        return
    waiting, world.congresses = world.congresses, ()
    for congress in waiting:
        _decide(turn, congress)


def _decide(turn: Turn, congress: Congress) -> None:
    world, loser = turn.world, congress.loser
    bids: dict[int, dict[int, int]] = {p: {} for p in congress.provinces}
    for seat, _ in congress.purses:
        if not world.home[seat] or world.war[seat, loser]:
            continue
        for claim in turn.orders[seat].claims if seat in turn.orders else ():
            if claim.congress == congress.id:
                for place, price in claim.bids:
                    bids[place][seat] = price
    ids, places = world.scenario.state_ids, world.scenario.province_ids
    winners: dict[int, list[int]] = {}
    for place in sorted(congress.provinces, key=lambda p: int(places[p])):
        rivals = bids[place]
        own = int((world.sovereign == loser).sum())
        if not rivals or world.sovereign[place] != loser or own < 2:
            continue
        holder = dict(zip(congress.provinces, congress.held, strict=True))[place]
        subject = (congress.id, int(places[place]))
        best = max(
            rivals,
            key=lambda s: (
                rivals[s], s == holder, draw(world.seed, world.turn, "congress", *subject, int(ids[s]))
            ),
        )  # fmt: skip
        pass_to(world, place, best)
        winners.setdefault(best, []).append(place)
        turn.note("awarded", best, loser, place=place, amount=rivals[best])
    for seat, _ in congress.purses:
        lost_to = [w for w, won in winners.items() if any(seat in bids[place] for place in won)]
        if seat not in winners and lost_to:
            turn.note("aggrieved", seat, loser)
            turn.deeds += [Deed("aggrieved", winner, seat) for winner in lost_to]


def prune(world: World) -> None:
    """Forget what a congress can no longer decide on: land that its loser has lost, and losers that are gone."""
    if not world.congresses:
        return
    kept = []
    for c in world.congresses:
        left = [(p, h) for p, h in zip(c.provinces, c.held, strict=True) if world.sovereign[p] == c.loser]
        if left and world.home[c.loser]:
            places, held = tuple(p for p, _ in left), tuple(h for _, h in left)
            kept.append(Congress(c.id, c.war, c.turn, c.loser, places, c.purses, held))
    world.congresses = tuple(kept)
