"""Leanings: nothing to the plain maximiser, and to a doctrine the more, the further the strongest stands above all."""

from __future__ import annotations

import numpy as np

from hegemon.players.maximiser.leanings import of_pact, of_war, strongest
from hegemon.players.maximiser.mind import AGAINST, BESIDE, mind_of
from hegemon.players.maximiser.sums import total
from hegemon.world.view import View, view_of
from tests.monotone.support import RISES, changed, one_way, proves, worlds

PLAIN, BALANCER, BANDWAGONER = mind_of(), mind_of("balancer"), mind_of("bandwagoner")


@proves(strongest, of_pact, of_war)
def test_a_stronger_leader_is_worth_more_to_stand_with_or_against() -> None:
    for rng, world in worlds("leanings", 25):
        living = np.flatnonzero(world.home).tolist()
        if len(living) < 4:
            continue
        me, *others = rng.sample(living, 4)
        # Power is shared out anew with the first of the others above the rest, then further above them.
        grown = []
        for above in (20_000, 60_000):
            power = np.where(world.home, (1_000_000 - above) // len(living), 0)
            power[others[0]] += above
            grown.append(view_of(changed(world, power=power), me))
        grown = [view for view in grown if strongest(view)[0] == others[0]]
        if len(grown) < 2:
            continue
        weak, great = grown
        leader, friend, third = others
        assert 0 <= strongest(weak)[1] <= strongest(great)[1] <= 1000
        for view in grown:
            for target in (leader, third, -1):
                assert of_pact(view, PLAIN, "defence", (friend,), target) == ()
                assert {t.name for t in of_pact(view, BALANCER, "defence", (friend,), target)} <= {AGAINST}
                assert {t.name for t in of_pact(view, BANDWAGONER, "defence", (leader,), target)} <= {BESIDE}
                assert of_pact(view, BANDWAGONER, "defence", (friend,), target) == ()
            assert of_pact(view, BALANCER, "trade", (friend,), leader) == ()
            assert of_pact(view, BALANCER, "defence", (friend,), third) == ()
            assert of_war(view, PLAIN, friend, leader) == of_war(view, BALANCER, leader, third) == ()
            named, open_to_all = (total(of_pact(view, BALANCER, "defence", (friend,), at)) for at in (leader, -1))
            assert named >= open_to_all >= 0
        for now, then in zip(felt(weak, leader, friend, third), felt(great, leader, friend, third), strict=True):
            one_way(now, then, RISES)


def felt(view: View, leader: int, friend: int, third: int) -> tuple[float, ...]:
    """Return what doctrines see in standing against or beside a leader, in parts of the seat's own power."""
    leanings = (
        of_pact(view, BALANCER, "coalition", (friend,), leader), of_pact(view, BANDWAGONER, "entente", (leader,), -1),
        of_war(view, BALANCER, friend, leader), of_war(view, BANDWAGONER, leader, third),
    )  # fmt: skip
    return tuple(total(terms) / float(view.known.power[view.seat]) for terms in leanings)
