"""What being under arms saves: more, the likelier who is tempted strikes; nothing where nobody is."""

from __future__ import annotations

from hegemon.counsel.danger import danger
from hegemon.players.maximiser.foresight import deterred, part
from hegemon.players.maximiser.mind import mind_of
from hegemon.world.view import view_of
from tests.monotone.support import changed, proves, worlds


@proves(deterred)
def test_what_arms_deter_rises_with_the_chance_that_who_is_tempted_strikes() -> None:
    seen = 0
    for _, world in worlds("deterred"):
        for seat in world.home.nonzero()[0].tolist()[:4]:
            for army in (20, 50, 80):
                troops = world.troops.copy()
                troops[seat] = troops[seat] * army // 100
                view = view_of(changed(world, troops=troops), seat)
                few, more, most = [
                    {term.about: term.amount for term in deterred(view, tempted)} for tempted in (100, 300, 900)
                ]
                assert all(amount > 0 for amount in most.values())
                assert all(few[j] <= more[j] <= most[j] for j in few)
                assert set(few) <= set(more) <= set(most)
                assert all(danger(view).open[j, seat] for j in most)
                seen += sum(few[j] < most[j] for j in few)
    assert seen


@proves(part)
def test_a_larger_budget_foresees_no_less() -> None:
    parts = [part(mind_of("", (f"budget={budget}",))) for budget in range(0, 120, 4)]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0, 1000)
