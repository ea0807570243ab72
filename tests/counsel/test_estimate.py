from __future__ import annotations

import numpy as np
import pytest

from hegemon.counsel.estimate import blurred, estimate, supposed
from hegemon.engine.turn import opening, resolve
from hegemon.players.registry import make_player
from hegemon.world.digest import digest
from hegemon.world.legality import check
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import View, view_of

ME = 2


@pytest.fixture(scope="module")
def world() -> World:
    """Ring-8 after some turns of maximisers that send no letters."""
    now = opening(open_world(load_scenario("ring-8"), 5))
    player = make_player("maximiser")
    for _ in range(6):
        orders = {s: player.decide(view_of(now, s)).orders for s in range(now.states)}
        now, _ = resolve(now, orders)
    return now


@pytest.fixture(scope="module")
def view(world: World) -> View:
    return view_of(world, ME)


def test_the_engine_plays_on_from_an_estimate(view: View) -> None:
    now = estimate(view)
    for _ in range(5):
        now, _ = resolve(now, {})
        assert int(now.power.sum()) == 1_000_000
    assert now.turn == view.turn + 5


def test_playing_on_writes_nothing_into_the_view(view: View) -> None:
    before = digest(view.known)
    resolve(estimate(view), {})
    assert digest(view.known) == before


def test_an_estimate_never_meets_the_chance_of_the_game(world: World, view: View) -> None:
    assert estimate(view).seed == view.known.seed
    assert estimate(view).seed != world.seed


@pytest.mark.parametrize("name", ["effort", "idle", "focus", "focus_new", "depot", "grievance", "reliability", "cover"])
def test_an_estimate_hangs_on_nothing_hidden(world: World, view: View, name: str) -> None:
    other = world.fork()
    array = getattr(other, name)
    changed = np.roll(array, 1, axis=-1) + 1 if name in ("effort", "grievance", "reliability") else array + 1
    if name == "cover":
        changed = array + (array % 250 < 249)  # within the quarter by which it is known
    changed[ME] = array[ME]
    setattr(other, name, changed)
    assert digest(other.publish()) != digest(world)
    assert digest(estimate(view_of(other, ME))) == digest(estimate(view))


def test_the_truth_of_the_seat_itself_stays(world: World, view: View) -> None:
    found = estimate(view)
    for name in ("effort", "idle", "focus", "depot", "troops"):
        assert (getattr(found, name)[ME] == getattr(world, name)[ME]).all(), name


def test_a_large_army_is_supposed_to_be_kept_by_many_blocks(view: View) -> None:
    plain = supposed(view)
    assert (plain.sum(axis=1) == 10).all()
    armed = view.known.share()
    armed.troops = armed.troops * np.where(np.arange(armed.states) == 5, 3, 1)[:, None]
    more = supposed(View(ME, armed, view.low, view.high, view.seen, view.power_low, view.power_high, view.news))
    assert more[5, 0] > plain[5, 0]


def test_no_error_blurs_nothing(view: View) -> None:
    assert blurred(view, 0) is view


def test_a_blurred_view_misjudges_others_and_not_the_seat(view: View) -> None:
    poor = blurred(view, 500)
    assert blurred(view, 500) is poor
    for name in ("troops", "power", "coercion"):
        mine = getattr(poor.known, name)[ME]
        assert (mine == getattr(view.known, name)[ME]).all(), name
        assert (getattr(poor.known, name) != getattr(view.known, name)).any(), name
    assert (poor.low <= poor.known.troops).all()
    assert (poor.known.troops <= poor.high).all()
    assert poor.known.mobilised is view.known.mobilised


def test_more_error_strays_further(view: View) -> None:
    def strayed(error: int) -> int:
        return int(np.abs(blurred(view, error).known.power - view.known.power).sum())

    assert 0 < strayed(100) < strayed(400) < strayed(900)


def test_what_a_blurred_mind_orders_is_lawful(world: World) -> None:
    player = make_player("maximiser:novice")
    for seat in range(world.states):
        seen = view_of(world, seat)
        assert check(seen, player.decide(seen).orders) == ()
