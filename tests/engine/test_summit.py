"""Summits, staged: what they warm, what the host gains, and how often a mediator keeps two from war."""

from __future__ import annotations

import pytest

from hegemon.engine import diplomacy
from hegemon.world.legality import lawful
from hegemon.world.orders import WAR, Cap, Letter, Orders, TreatyTerms
from hegemon.world.state import World
from hegemon.world.treaties import Crisis
from tests.worlds import A, B, C, D, begun, ints, kinds, opened, pinned, play, stage, warring


def calm(**house: int) -> World:
    return stage(opened(rules=pinned({k.replace("_", ".", 1): v for k, v in house.items()})), turn=3)


def both_at_war(world: World, number: int, *orders: Orders) -> World:
    world = stage(world, crises=(Crisis(number, 2, A, B, "humble"),), serial=number)
    turn = begun(
        world, Orders(seat=A, caps=(Cap(number, 0, WAR),)), Orders(seat=B, caps=(Cap(number, 1, WAR),)), *orders
    )
    diplomacy.phase(turn)
    assert bool(turn.world.war[A, B]) != any(e.kind == "averted" for e in turn.events)
    return turn.world


HOSTS = (Orders(seat=C, summit=(A, B)), Orders(seat=D, summit=(B, A)))


def test_guests_warm_to_each_other_once() -> None:
    world = stage(calm(), grievance=100, opinion=0)
    without, _ = play(world)
    one, events = play(world, Orders(seat=C, summit=(A, B, D)))
    gain = world.rules.standing.summit
    moved = one.opinion - without.opinion
    for a, b in ((A, B), (B, A), (A, D), (D, B)):
        assert moved[a, b] == gain
        assert one.grievance[a, b] == without.grievance[a, b] - gain
    assert moved[A, C] == moved[C, A] == 0
    assert [e for e in events if e.kind == "summit"]
    two, _ = play(world, *HOSTS)
    assert (two.opinion - without.opinion)[A, B] == gain


def test_the_host_gains_only_where_there_is_a_quarrel() -> None:
    def gained(world: World) -> int:
        turn = begun(world, Orders(seat=C, summit=(A, B)))
        diplomacy.phase(turn)
        return int(turn.world.prestige[C] - world.prestige[C])

    friends = stage(calm(), opinion=100)
    prize = friends.rules.crisis.mediator
    assert gained(friends) == 0
    assert gained(stage(friends, opinion=[[0, 0, 0, 0], [-1, 0, 0, 0], [0] * 4, [0] * 4])) == prize
    assert gained(warring(friends, ((A,), (B,)))) == prize
    assert gained(stage(friends, crises=(Crisis(50, 2, A, B, "humble"),))) == prize
    assert gained(stage(friends, crises=(Crisis(50, 2, A, D, "humble"),))) == 0


def test_a_summit_takes_envoys_after_letters() -> None:
    world = calm()  # three envoys: two, and one for two blocks
    assert lawful(world, Orders(seat=A, summit=(B, C, D)))[0].summit == (B, C, D)
    pacts = tuple(Letter(A, to, TreatyTerms("trade", (A, to))) for to in (B, C, D))
    for letters, fits in ((pacts[:1], True), (pacts[:2], False), (pacts, False)):
        left = lawful(world, Orders(seat=A, summit=(B, C, D), letters=letters))
        assert bool(left[0].summit) == fits
        assert left[0].letters == letters
    assert "envoys" in lawful(world, Orders(seat=A, summit=(B, C, D), letters=pacts))[1][0]


@pytest.mark.parametrize("guests", [(B,), (B, B), (A, B), (B, 9), (B, -1), (B, C, D, A, 4)])
def test_who_can_be_a_guest(guests: tuple[int, ...]) -> None:
    assert lawful(calm(), Orders(seat=A, summit=guests))[0].summit == ()


def test_an_enemy_or_an_exile_is_no_guest() -> None:
    world = calm()
    assert lawful(warring(world, ((A,), (B,))), Orders(seat=A, summit=(B, C)))[0].summit == ()
    assert lawful(warring(world, ((D,), (B,))), Orders(seat=A, summit=(B, D)))[0].summit
    assert lawful(stage(world, exiled=ints(0, 2, 0, 0)), Orders(seat=A, summit=(B, C)))[0].summit == ()


def test_a_mediator_can_keep_two_from_war_and_both_keep_face() -> None:
    sure = calm(crisis_averted=1000)
    after = both_at_war(sure, 900, HOSTS[0])
    assert not after.war.any()
    assert after.prestige[[A, B]].tolist() == sure.prestige[[A, B]].tolist()
    assert both_at_war(calm(crisis_averted=0), 900, *HOSTS).war[A, B]
    assert both_at_war(sure, 900).war[A, B]
    assert both_at_war(sure, 900, Orders(seat=C, summit=(A, D))).war[A, B]


def test_each_of_two_mediators_has_its_own_chance() -> None:
    world = calm(crisis_averted=400)
    averted = [sum(not both_at_war(world, 900 + k, *HOSTS[:n]).war.any() for k in range(150)) for n in (1, 2)]
    assert 40 <= averted[0] <= 80  # 400 per mille of 150 is 60
    assert 78 <= averted[1] <= 114  # 640 per mille of 150 is 96


def test_without_the_switch_nobody_meets() -> None:
    off = calm(switch_mediation=0, crisis_averted=1000)
    assert lawful(off, HOSTS[0])[0].summit == ()
    assert both_at_war(off, 900, *HOSTS).war[A, B]
    _, events = play(off, HOSTS[0])
    assert not [k for k in kinds(events) if k[0] == "summit"]
