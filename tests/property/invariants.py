"""What must hold of every world, and what each phase may change and must account for."""

from __future__ import annotations

import numpy as np

from hegemon.engine import economy
from hegemon.engine.context import Turn
from hegemon.engine.effort import depot, effective, raised, upkeep
from hegemon.engine.turn import PHASES
from hegemon.world.orders import MILITARY
from hegemon.world.relations import forbids_attack
from hegemon.world.state import ARRAYS, VALUES, World

MAY_CHANGE = {
    "diplomacy": {
        "sovereign", "occupier", "capital", "disarmed", "war", "inflicted", "refused", "treaties", "wars", "calls",
        "offers", "payments", "serial", "motions", "sanction", "ledger", "crises", "congresses", "prestige",
        "mobilised", "government", "regime", "stability", "opinion", "beaten", "exiled", "former",
    },
    "economy": {"inputs", "hungry", "potential", "mobilised_output", "payments", "commerce"},
    "effort": {
        "troops", "effort", "idle", "focus", "focus_new", "depot", "mobilised", "quality", "influence",
        "infrastructure", "fort",
    },
    "campaign": {"troops", "occupier", "infrastructure", "fort", "inflicted"},
    "home front": {
        "exhaustion", "stability", "government", "regime", "beaten", "opinion", "sovereign", "former", "troops",
    },
    "standing": {
        "opinion", "grievance", "reliability", "prestige", "ledger", "bloc", "polarisation", "tension", "treaties",
    },
    "power": {
        "sovereign", "occupier", "troops", "alive", "died", "mobilised", "influence", "prestige", "fallen", "leading",
        "potential", "mobilised_output", "coercion", "output_share", "land_share", "influence_share", "power",
        "recent", "war", "gap", "cover", "treaties", "calls", "motions", "offers", "payments", "over", "victor",
        "dominant", "sanction", "exiled", "former", "beaten", "hungry", "crises", "congresses", "capital",
    },
}  # fmt: skip
ENDED = ("ended", "expired", "expelled")
PER_MILLE = ("infrastructure", "stability", "exhaustion", "hungry", "grievance", "reliability", "cover", "commerce")
COUNTS = (
    "troops", "fort", "effort", "idle", "mobilised", "disarmed", "influence", "prestige", "fallen", "leading", "inputs",
    "potential", "mobilised_output", "inflicted", "refused", "gap", "coercion", "output_share", "land_share",
    "influence_share", "power", "recent", "died", "sanction", "dominant", "regime", "beaten", "exiled",
)  # fmt: skip


def sound(world: World) -> None:
    """Assert what holds after every phase."""
    s, p = world.states, world.provinces
    assert ((world.sovereign >= 0) & (world.sovereign < s)).all()
    assert ((world.occupier >= -1) & (world.occupier < s)).all()
    assert (world.occupier != world.sovereign).all()
    assert world.home[world.sovereign].all(), "who is dead or in exile owns nothing"
    held = world.occupier >= 0
    assert world.war[world.occupier[held], world.sovereign[held]].all(), "land is held only from an enemy"
    for name in COUNTS:
        assert (getattr(world, name) >= 0).all(), name
    for name in PER_MILLE:
        values = getattr(world, name)
        assert ((values >= 0) & (values <= 1000)).all(), name
    assert (world.fort <= 3).all()
    assert (np.abs(world.opinion) <= 1000).all()
    assert (world.opinion.diagonal() == 0).all()
    assert 0 <= world.polarisation <= 1000
    assert 0 <= world.tension <= 1000
    assert (world.bloc[world.bloc >= 0] == world.bloc[world.bloc[world.bloc >= 0]]).all(), "a bloc's first is in it"
    assert ((world.government >= 0) & (world.government < 4)).all()
    assert (np.stack([world.regime, world.beaten]) <= world.turn).all()
    assert (world.commerce == world.commerce.T).all()
    assert not world.sanction.diagonal().any()
    assert not world.sanction[~world.home].any()
    assert not world.sanction[:, ~world.home].any()
    assert not world.dominant[~world.home].any()
    assert (world.effort.sum(axis=1) == 10).all()
    assert (world.idle <= world.effort).all()
    assert ((world.depot >= -1) & (world.depot < p)).all()
    assert ((world.capital >= 0) & (world.capital < p)).all()
    _peace_and_war(world)
    _contracts(world)
    _quarrels(world)
    dead = ~world.alive
    away = ~world.home
    assert not world.troops[away].any()
    assert not away[world.occupier[held]].any()
    for name in ("power", "coercion", "output_share", "land_share", "influence_share", "mobilised", "leading"):
        assert not getattr(world, name)[away].any(), name
    assert not world.war[dead].any()
    assert not world.exiled[dead].any()
    claimed = world.former[world.former >= 0]
    assert (world.exiled[claimed] > 0).all(), "land waits only for who is in exile"
    assert (world.died[dead] > 0).all()
    assert (world.died[world.alive] == 0).all()


def _peace_and_war(world: World) -> None:
    war = world.war
    assert (war == war.T).all()
    assert (war.diagonal() == 0).all()
    wars = {w.id: w for w in world.wars}
    assert len(wars) == len(world.wars)
    for a, b in np.argwhere(war).tolist():
        fought = wars[int(war[a, b])]
        assert not fought.ended
        assert {fought.side(a), fought.side(b)} == {0, 1}
        assert not any(forbids_attack(world, t, a, b) for t in world.treaties)
    for fought in world.wars:
        who = [state for state, _, _, _ in fought.joined]
        assert len(set(who)) == len(who), "a side once taken never changes"


def _contracts(world: World) -> None:
    ids = [t.id for t in world.treaties] + [c.id for c in world.calls] + [o.id for o in world.offers]
    assert len(set(ids)) == len(ids)
    assert all(0 < i <= world.serial for i in ids)
    for t in world.treaties:
        assert len(t.replies) == len(t.parties) == len(set(t.parties))
        assert world.alive[list(t.parties)].all()
        kind = world.rules.kinds[t.kind]
        assert len(t.parties) >= (1 if kind.order else 2)
        assert {who for who, _ in t.leaving} <= set(t.parties)
        assert len(t.split) in (0, len(t.parties))
        assert sum(t.split) in (0, 1000)
        assert not {t.target, t.exclude} & set(t.parties)
        assert world.alive[t.target] or not kind.attack
    known = {t.id: t for t in world.treaties}
    ordered = [p for t in world.treaties if world.rules.kinds[t.kind].order for p in t.parties]
    assert len(set(ordered)) == len(ordered), "nobody is in two orders"
    for c in world.calls:
        assert world.alive[[c.called, c.caller, c.against]].all()
        assert c.called not in (c.caller, c.against)
        assert {c.called, c.caller} <= set(known[c.treaty].parties)
    for m in world.motions:
        assert world.alive[[m.proposer, *m.voters]].all()
        assert {m.proposer, *m.voters} == set(m.terms.parties)
    for o in world.offers:
        assert world.alive[[o.letter.sender, o.letter.to]].all()
    for pay in world.payments:
        assert world.alive[[pay.payer, pay.payee]].all()
        assert not world.war[pay.payer, pay.payee]


def _quarrels(world: World) -> None:
    pairs = [frozenset((c.challenger, c.target)) for c in world.crises]
    assert len(set(pairs)) == len(pairs), "one crisis between a pair at a time"
    for c in world.crises:
        assert world.home[[c.challenger, c.target]].all()
        assert c.turn in (world.turn, world.turn - 1)
    for g in world.congresses:
        assert world.home[g.loser]
        assert len(g.held) == len(g.provinces) > 0
        assert len(set(g.provinces)) == len(g.provinces)
        assert g.turn in (world.turn, world.turn - 1)
        assert all(score >= 0 for _, score in g.purses)


def changed(before: World, after: World) -> set[str]:
    """Return the names of the fields that differ."""
    found = {n for n in ARRAYS if not np.array_equal(getattr(before, n), getattr(after, n))}
    return found | {n for n in VALUES if getattr(before, n) != getattr(after, n)}


def walked(turn: Turn) -> None:
    """Run every phase as resolve does, asserting after each what it changed and that its sums are accounted for."""
    sound(turn.world)
    for name, phase in PHASES:
        before = turn.world.fork()
        expected = _recruited(turn) if name == "effort" else None
        booked = dict(turn.losses)
        turn.phase = name
        phase(turn)
        after = turn.world
        assert not changed(before, after) - MAY_CHANGE[name], name
        sound(after)
        if name == "diplomacy":
            _words_booked(before, turn)
        elif name == "economy":
            gathered = economy.production(after)
            assert after.inputs.sum(axis=0).tolist() == gathered.sum(axis=0).tolist()
            assert after.mobilised_output.sum() == economy.drawn(after).sum()
        elif name == "effort":
            assert expected is not None
            assert after.army.tolist() == _mustered(before, after, expected)
        elif name == "campaign":
            assert not booked
            lost = np.zeros(after.states, np.int64)
            for state, points in turn.losses.items():
                lost[state] = points
            assert (before.army - after.army).tolist() == lost.tolist()
            destroyed = (after.inflicted - before.inflicted).sum(axis=0)
            assert ((destroyed >= 0) & (destroyed <= lost)).all()
        elif name == "home front":
            surrendered = sum(turn.losses.values()) - sum(booked.values())
            assert before.army.sum() - after.army.sum() == surrendered
            assert (np.bincount(after.sovereign, minlength=after.states) > 0)[before.sovereign].all()
        elif name == "power":
            for share in ("coercion", "output_share", "land_share", "influence_share", "power"):
                assert getattr(after, share).sum() == 1_000_000, share
            assert after.recent[after.turn % 10].tolist() == after.power.tolist()
            assert all((after.sovereign[list(g.provinces)] == g.loser).all() for g in after.congresses)


def _words_booked(before: World, turn: Turn) -> None:
    """Assert that who are newly at war with each other had no treaty, or ended it in the open, or broke it and paid."""
    paid = {frozenset((d.actor, d.target)) for d in turn.deeds if d.kind == "breach"}
    mutual = {frozenset((e.actor, e.target)) for e in turn.events if e.kind == "mutual war"}
    over = {(e.detail, s) for e in turn.events if e.kind in ENDED for s in (e.actor, e.target)}
    for treaty in before.treaties:
        if not before.rules.kinds[treaty.kind].no_attack:
            continue
        for a in treaty.parties:
            for b in treaty.others(a):
                pair = frozenset((a, b))
                if not turn.world.war[a, b] or before.war[a, b] or pair in mutual:
                    continue
                ended = {(treaty.kind, a), (treaty.kind, b)} & over
                assert pair in paid or ended, "no war on an ally without a breach on the books"


def _recruited(turn: Turn) -> World:
    """Return the world with blocks, focus and depot as the phase will have moved them, to work out its recruits."""
    moved = turn.world.fork()
    moved.idle[:] = 0
    moved.focus[:] = moved.focus_new
    for state in turn.seats:
        for shift in turn.orders[state].shifts:
            moved.effort[state, shift.source] -= 1
            moved.effort[state, shift.to] += 1
            moved.idle[state, shift.to] += 1
        chosen = turn.orders[state].depot
        if chosen is not None:
            moved.depot[state] = chosen
    moved.idle[:] = np.minimum(moved.idle, moved.effort)
    return moved


def _mustered(before: World, after: World, moved: World) -> list[int]:
    change = raised(moved, effective(moved.effort - moved.idle, moved.rules)[:, MILITARY]) - upkeep(before)
    army: list[int] = before.army.tolist()
    for state in range(before.states):
        gain = int(change[state])
        if before.alive[state] and (gain < 0 or depot(moved, state) >= 0):
            army[state] = max(0, army[state] + gain)
    return army
