"""Cheap sums before dear ones: what they leave out could not have been chosen, and what they say is the table's."""

from __future__ import annotations

import numpy as np
import pytest

from hegemon.counsel.danger import danger, loss, onset, prize, win
from hegemon.counsel.ground import defence, survey
from hegemon.counsel.reach import assailable
from hegemon.counsel.surprise import surprise
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening
from hegemon.players.maximiser import fronts as fronts_room
from hegemon.players.maximiser.campaign import muster
from hegemon.players.maximiser.fronts import aims, fronts
from hegemon.players.maximiser.mind import mind_of
from hegemon.players.maximiser.war import intent
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.view import View, view_of

RULE, MIND = load_weights().danger, mind_of()


def views() -> list[View]:
    """Every seat's view of a world at its opening."""
    world = opening(open_world(load_scenario("ring-8"), 3))
    return [view_of(world, seat) for seat in range(world.states)]


def test_the_land_that_is_left_out_has_no_front_that_could_win(monkeypatch: pytest.MonkeyPatch) -> None:
    found = 0
    for view in views():
        foes = set(range(view.known.states)) - {view.seat}
        army = muster(view, intent(view, MIND), MIND)
        army.foes = frozenset(foes)
        with monkeypatch.context() as bare:
            whole = {place: defence(survey(view), place, (), army.rule.support)
                     for place, holder in enumerate(survey(view).holder) if holder in foes}  # fmt: skip
            bare.setattr(fronts_room, "aims", lambda *_, whole=whole: whole)
            every = {one.place for _, one in fronts(view, army, MIND)}
        assert every <= set(aims(view, foes, MIND))
        found += len(every)
    assert found


def test_who_asks_for_less_is_told_of_more_land() -> None:
    for view in views():
        foes = set(range(view.known.states)) - {view.seat}
        most, some = assailable(view, foes, 50), assailable(view, foes, 110)
        assert set(some) <= set(most)
        assert all(most[place] == some[place] for place in some)


def test_surprise_is_what_the_tables_formulas_make_of_readiness() -> None:
    for view in views():
        table, me = danger(view), view.seat
        p = table.position
        for by in range(view.known.states):
            risk = []
            for ready in (view.known.rules.war.ready_peace / 100, 1.0):
                odds = win(table.attacker[by, me], np.asarray(p.force[me] * RULE.ground / 1000 * ready
                                                              + table.aid[by, me]))  # fmt: skip
                gain = table.fixed[by, me] + prize(odds, p.power[by], table.least[by, me], table.share[by, me], RULE)
                chance = onset(np.asarray(gain), p.power[by], p.hostile[by, me], RULE)
                risk.append(chance * loss(odds, p.power[me], table.least[by, me], RULE) / max(1.0, p.power[me]) * 1e6)
            assert surprise(view, by, RULE) == pytest.approx(float(risk[0] - risk[1]), abs=1e-6)
