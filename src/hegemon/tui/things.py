"""What needs the player: calls, letters, crises, motions and congresses without an answer, then what lies idle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegemon.game.chronicle import state_name
from hegemon.tui import affairs

if TYPE_CHECKING:
    from hegemon.world.orders import Orders
    from hegemon.world.state import World
    from hegemon.world.treaties import Congress, Crisis, Motion
    from hegemon.world.view import View


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that may need the player: where it is shown, and one line about it."""

    pane: str
    text: str
    key: object = None


def unanswered(view: View, orders: Orders) -> list[Thing]:
    """What waits for an answer and has none, the most pressing first."""
    world = view.known
    found = []
    sealed = {cap.crisis for cap in orders.caps}
    for crisis in crises(view):
        if crisis.id not in sealed and concerns(world, crisis, view.seat):
            text = f"how far do we go? {affairs.crisis_said(world, crisis)}"
            found.append(Thing("inbox", text, ("crisis", crisis.id)))
    answered = {answer.call for answer in orders.answers}
    for call in view.calls:
        if call.id not in answered and not call.promised:
            caller = state_name(world, call.caller)
            found.append(Thing("inbox", f"{caller} calls on us and waits for an answer", ("call", call.id)))
    claimed = {claim.congress for claim in orders.claims}
    for congress in congresses(view):
        if congress.id not in claimed:
            text = f"nothing is claimed at the {affairs.congress_said(world, congress)}"
            found.append(Thing("inbox", text, ("congress", congress.id)))
    voted = {vote.motion for vote in orders.votes}
    found += [
        Thing("inbox", f"no vote is cast: {affairs.motion_said(world, motion)}", ("motion", motion.id))
        for motion in motions(view) if motion.id not in voted
    ]  # fmt: skip
    for offer in view.inbox:
        if offer.id not in orders.accept and offer.letter.sender not in orders.refusals:
            sender = state_name(world, offer.letter.sender)
            found.append(Thing("inbox", f"a letter of {sender} is not answered", ("offer", offer.id)))
    return found


def crises(view: View) -> tuple[Crisis, ...]:
    """Open crises in which the seat may take a side, its own first; a government in exile takes none."""
    world, me = view.known, view.seat
    if not world.home[me]:
        return ()
    open_to = [
        c for c in world.crises
        if affairs.is_principal(c, me) or not (world.war[me, c.challenger] and world.war[me, c.target])
    ]  # fmt: skip
    return tuple(sorted(open_to, key=lambda c: (not affairs.is_principal(c, me), c.id)))


def concerns(world: World, crisis: Crisis, seat: int) -> bool:
    """Whether a seat should say how far it goes: its own crisis, or one of a state that it has promised to help."""
    if affairs.is_principal(crisis, seat):
        return True
    return any(
        seat in t.parties and (crisis.challenger in t.parties or crisis.target in t.parties)
        for t in world.treaties
        if world.rules.kinds[t.kind].aid or world.rules.kinds[t.kind].invited
    )


def motions(view: View) -> tuple[Motion, ...]:
    """Motions on which the seat has a vote."""
    return tuple(m for m in view.known.motions if view.seat in m.voters)


def congresses(view: View) -> tuple[Congress, ...]:
    """Congresses at which the seat has a purse."""
    if not view.known.home[view.seat]:
        return ()
    return tuple(c for c in view.known.congresses if dict(c.purses).get(view.seat, 0) > 0)


def author(view: View, key: object) -> int:
    """Return the state behind a row of the inbox or of the chronicle, -1 for none.

    Who wrote, calls or moves; of a crisis who demands, or of our own demand who is to yield; of a congress who lost.
    """
    world, me = view.known, view.seat
    match key:
        case ("offer", int(number)):
            return next((o.letter.sender for o in view.inbox if o.id == number), -1)
        case ("call", int(number)):
            return next((c.caller for c in view.calls if c.id == number), -1)
        case ("motion", int(number)):
            return next((m.proposer for m in world.motions if m.id == number), -1)
        case ("crisis", int(number)):
            both = next(((c.challenger, c.target) for c in world.crises if c.id == number), (-1, -1))
            return both[both[0] == me]
        case ("congress", int(number)):
            return next((c.loser for c in world.congresses if c.id == number), -1)
        case ("event", _, int(state)) | ("actor", int(state)):
            return state
        case _:
            return -1


def mail(view: View) -> int:
    """How many letters, calls, crises, motions and congresses wait."""
    waiting = sum(1 for c in crises(view) if concerns(view.known, c, view.seat))
    return len(view.inbox) + len(view.calls) + waiting + len(motions(view)) + len(congresses(view))


def stir(view: View) -> str:
    """Why turns should not run on by themselves: what waits for an answer; empty if nothing does."""
    world, me = view.known, view.seat
    mine = [c for c in crises(view) if concerns(world, c, me)]
    if mine:
        return f"there is a crisis: {affairs.crisis_said(world, mine[0])}"
    if congresses(view):
        return "a congress waits for our claims"
    if motions(view):
        return "there is a vote"
    return "there is mail" if view.calls or view.inbox else ""
