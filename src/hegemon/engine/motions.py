"""Motions: treaties of several founded, amended, acceded to and cleared of members, by consent of everyone concerned.

Who is proposed to has until the next first phase; silence is no. Koremenos, Lipson and Snidal 2001 on how members
keep control of the rules they live under.
"""

from __future__ import annotations

import msgspec

from hegemon.engine.context import Turn
from hegemon.engine.signing import clauses, enact
from hegemon.world.chance import draw
from hegemon.world.legality_pacts import motion_fault, voters
from hegemon.world.orders import ASK_ME, Proposal
from hegemon.world.relations import hidden
from hegemon.world.state import World
from hegemon.world.treaties import Motion, Treaty


def table(turn: Turn) -> None:
    """Put this turn's proposals to those who must consent."""
    world = turn.world
    for seat in turn.seats:
        for proposal in turn.orders[seat].propose:
            if motion_fault(world, seat, proposal):
                turn.note("unfit", seat, seat, detail=proposal.terms.kind)
                continue
            asked = voters(world, seat, proposal)
            motion = Motion(world.next_id(), proposal.treaty, seat, proposal.terms, asked, world.turn + 1)
            world.motions = (*world.motions, motion)
            for voter in asked:
                turn.note("proposed", seat, voter, detail=proposal.terms.kind)


def decide(turn: Turn) -> None:
    """Enact what everybody consented to; of two motions on one treaty the smaller keyed draw goes first."""
    world = turn.world
    if not world.motions:
        return
    yes = {(seat, v.motion) for seat in turn.seats for v in turn.orders[seat].votes if v.yes}
    due = [m for m in world.motions if m.until <= world.turn]
    world.motions = tuple(m for m in world.motions if m.until > world.turn)
    tabled = sorted(due, key=lambda m: draw(world.seed, world.turn, "motion", m.id))
    done: set[int] = set()
    for motion in tabled:
        against = [v for v in motion.voters if (v, motion.id) not in yes]
        proposal = Proposal(motion.treaty, motion.terms)
        for voter in against:
            world.refused[motion.proposer, voter] = world.turn
            turn.note("rejected", motion.proposer, voter, detail=motion.terms.kind)
        if against:
            continue
        if motion.treaty in done or motion_fault(world, motion.proposer, proposal):
            for voter in motion.voters:
                turn.note("unfit", motion.proposer, voter, detail=motion.terms.kind)
            continue
        if motion.treaty < 0:
            _found(turn, motion)
        else:
            done.add(motion.treaty)
            _change(turn, motion)


def _found(turn: Turn, motion: Motion) -> None:
    made = enact(turn, motion.terms)
    for other in made.others(motion.proposer):
        turn.note("founded", motion.proposer, other, detail=made.kind, secret=hidden(turn.world, made))


def _change(turn: Turn, motion: Motion) -> None:
    """Let a treaty stand as the motion says; who stays keeps its standing reply and its notice, its years count on."""
    world, terms = turn.world, motion.terms
    old = next(t for t in world.treaties if t.id == motion.treaty)
    new = amended(world, old, motion)
    world.treaties = tuple(new if t.id == old.id else t for t in world.treaties)
    gone = tuple(p for p in old.parties if p not in terms.parties)
    world.calls = tuple(c for c in world.calls if c.treaty != old.id or not (c.called in gone or c.caller in gone))
    secret = hidden(world, new)
    come = tuple(p for p in new.parties if p not in old.parties)
    for state in come:
        turn.note("acceded", state, old.parties[0], detail=new.kind, secret=secret)
    for state in gone:
        turn.expelled.append((old, state))
        turn.note("expelled", motion.proposer, state, detail=new.kind, secret=secret)
    if not come and not gone:
        for other in new.others(motion.proposer):
            turn.note("amended", motion.proposer, other, detail=new.kind, secret=secret)


def amended(world: World, old: Treaty, motion: Motion) -> Treaty:
    """Return a treaty as it stands after a motion: parties in their old order, newcomers after them."""
    terms = motion.terms
    stay = [p for p in old.parties if p in terms.parties]
    parties = (*stay, *(p for p in terms.parties if p not in old.parties))
    given = clauses(world, terms)
    if terms.split:
        given["split"] = tuple(terms.split[terms.parties.index(p)] for p in parties)
    return msgspec.structs.replace(
        old,
        parties=parties,
        replies=tuple(old.reply_of(p) if p in old.parties else ASK_ME for p in parties),
        leaving=tuple(pair for pair in old.leaving if pair[0] in parties),
        until=world.turn + terms.term,
        leaked=old.leaked and given["secret"],
        **given,
    )
