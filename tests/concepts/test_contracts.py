"""Contracts: what each kind of treaty does, how it differs from a coalition, how it ages, and doing without."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from hegemon.engine import economy
from hegemon.players.maximiser import keeping
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.orders import Orders, TreatyTerms
from hegemon.world.relations import access, attack_price
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.concepts import lab
from tests.worlds import agree, bound, cheque, kinds, opened, pact, pinned, placed, play, stage, warring

A, B, C, D = range(4)
House = dict[str, int]


def _ready(house: House, *specs: TreatySpec) -> World:
    return stage(bound(opened(rules=pinned(house)), *specs), turn=3, mobilised=1)


def test_a_treaty_binds_and_a_coalition_does_not(house: House) -> None:
    attack = Orders(seat=A, declare=(B,))
    formal = cheque(_ready(house, TreatySpec("defence", (B, C))), C, "refuse")
    informal = cheque(_ready(house, TreatySpec("coalition", (B, C), target=A)), C, "refuse")
    broken, said = play(formal, attack)
    free, heard = play(informal, attack)
    assert ("absent", C, B) in kinds(said)
    assert not [e for e in heard if e.kind in ("absent", "breach", "abandoned") and e.actor == C]
    assert broken.reliability[B, C] < formal.reliability[B, C]
    assert free.reliability[B, C] == informal.reliability[B, C]
    left, _ = play(informal, Orders(seat=C, leave=(informal.treaties[0].id,)))
    assert not left.treaties, "a coalition may be left at will"


def test_each_kind_of_treaty_moves_its_own_outcome(house: House) -> None:
    def after(kind: str, **more: int) -> World:
        return play(_plain(house), *agree(pact(kind, B, C, **more)))[0]

    bare = play(_plain(house))[0]
    plain = ("nonaggression", "neutrality", "defence", "entente", "trade", "league", "guarantee")
    signed = {kind: after(kind) for kind in plain} | {k: after(k, target=A) for k in ("offence", "coalition")}
    assert all(len(w.treaties) == 1 for w in signed.values())

    def those(holds: Callable[[World], object]) -> list[str]:
        return [kind for kind, world in signed.items() if holds(world)]

    assert attack_price(bare, B, C) == 0
    assert those(lambda w: not attack_price(w, B, C)) == ["trade", "coalition"]
    assert those(lambda w: access(w)[B, C]) == ["defence", "entente", "offence", "coalition"]
    assert those(lambda w: economy.partners(w)[B, C]) == ["trade"]
    beside = those(lambda w: attack_price(warring(w, ((A,), (C, D))), B, D))
    assert beside == ["neutrality"], "who is neutral leaves those alone who fight beside its partner"
    assert those(lambda w: _called(w, A, B)) == ["defence", "entente", "league", "coalition"]
    assert those(lambda w: _called(w, A, C) == [B]) == ["defence", "entente", "league", "guarantee", "coalition"]
    assert those(lambda w: _called(w, B, A)) == ["offence", "coalition"], "to attack together"


def _called(world: World, attacker: int, victim: int) -> list[int]:
    """Return who is called when one, mobilised, declares war on another."""
    later, _ = play(stage(world, mobilised=1), Orders(seat=attacker, declare=(victim,)))
    return [call.called for call in later.calls]


def _plain(house: House) -> World:
    return stage(opened(rules=pinned(house)), turn=3, mobilised=1)


def test_when_the_threat_is_gone_a_treaty_goes_stale(house: House) -> None:
    opinion = np.zeros((4, 4), np.int64)
    opinion[A, (B, C)] = opinion[(B, C), A] = -800
    pair = _ready(house, TreatySpec("defence", (B, C)))
    feared = stage(placed(pair, (A, 1, 160), (B, 2, 60), (C, 4, 60)), opinion=opinion)
    calm = stage(placed(feared, (A, 1, 5), (B, 2, 60), (C, 4, 60)), opinion=0)
    worth = [sum(t.amount for t in keeping.keep(view_of(w, B), w.treaties[0])) for w in (feared, calm)]
    assert worth[0] > 0
    assert worth[1] < worth[0] // 10
    named = [stage(w, treaties=(msgspec.structs.replace(w.treaties[0], target=A),)) for w in (feared, calm)]
    worth = [sum(t.amount for t in keeping.keep(view_of(w, B), w.treaties[0])) for w in named]
    assert worth[0] > 0 > worth[1], "against that enemy alone it is a burden by now"


def test_the_rules_may_do_without_treaties(house: House) -> None:
    banned = {f"allow.{kind}": 0 for kind in opened().rules.kinds}
    played = lab.game({**banned, **house}, 12)
    assert not [e for e in played.events if e.kind in ("signed", "founded", "acceded")]
    assert not [t for t in played.world.treaties if not t.double]
    world = opened(rules=pinned({**banned, **house}))
    assert "rules" in treaty_fault(world, TreatyTerms("defence", (A, B)))


def test_treaties_run_out_or_are_renewed(house: House) -> None:
    world = _ready(house, TreatySpec("defence", (A, B), term=5), TreatySpec("trade", (C, D), term=5))
    renewing = tuple(msgspec.structs.replace(t, renew=t.kind == "trade") for t in world.treaties)
    world, seen = stage(world, treaties=renewing), []
    for _ in range(6):
        world, events = play(world)
        seen += kinds(events)
    assert [t.kind for t in world.treaties] == ["trade"]
    assert ("expired", A, B) in seen
    assert ("renewed", C, D) in seen
    again, _ = play(world, *agree(pact("defence", A, B)))
    assert {t.kind for t in again.treaties} == {"defence", "trade"}


def test_who_bears_too_little_is_resented(house: House) -> None:
    world = bound(opened(rules=pinned(house)), TreatySpec("defence", (A, B)))
    treaties = tuple(msgspec.structs.replace(t, burden=5) for t in world.treaties)
    split = np.array([(5, 2, 1, 2), (2, 5, 1, 2), (4, 3, 1, 2), (4, 3, 1, 2)])
    world = later = stage(world, treaties=treaties, turn=3, effort=split)
    for _ in range(4):
        later, _ = play(later)
    assert later.grievance[A, B] > 100
    assert later.grievance[B, A] == 0
    assert later.reliability[A, B] < world.reliability[A, B]
    assert ("burden", A, B) in [(e.ledger, e.holder, e.about) for e in later.ledger]
    patient = stage(later, grievance=0)
    worth = [sum(t.amount for t in keeping.keep(view_of(w, A), w.treaties[0])) for w in (patient, later)]
    assert worth[1] < worth[0], "and resentment counts against the treaty"
