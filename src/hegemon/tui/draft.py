"""Orders in the making: every change is a new value, so undo and redo are a walk along a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from hegemon.world.orders import FOCUSES, Answer, Cap, Claim, Orders, Shift, Standing, Vote

if TYPE_CHECKING:
    from hegemon.world.orders import Move, Proposal
    from hegemon.world.state import World
    from hegemon.world.view import View


class Draft:
    """One seat's orders for the turn, with their history."""

    def __init__(self, orders: Orders) -> None:
        """Start from the orders that were kept."""
        self._history: list[Orders] = [orders]
        self._at = 0

    @property
    def orders(self) -> Orders:
        """The orders as they stand."""
        return self._history[self._at]

    def put(self, orders: Orders) -> None:
        """Take new orders; what had been undone is forgotten."""
        if orders != self.orders:
            self._history = [*self._history[: self._at + 1], orders]
            self._at += 1

    def undo(self) -> bool:
        """Go back one step; False at the beginning. Letters have left and are not part of this."""
        if self._at == 0:
            return False
        self._at -= 1
        return True

    def redo(self) -> bool:
        """Go forward one step; False at the end."""
        if self._at + 1 >= len(self._history):
            return False
        self._at += 1
        return True


def with_move(orders: Orders, move: Move, declare: int = -1) -> Orders:
    """Add a march, and the declaration of war it needs."""
    declared = orders.declare if declare < 0 or declare in orders.declare else (*orders.declare, declare)
    return replace(orders, moves=(*orders.moves, move), declare=declared)


def with_shift(orders: Orders, source: int, to: int) -> Orders:
    """Move one block; a move back takes the earlier one away."""
    back = Shift(to, source)
    if back in orders.shifts:
        left = list(orders.shifts)
        left.remove(back)
        return replace(orders, shifts=tuple(left))
    return replace(orders, shifts=(*orders.shifts, Shift(source, to)))


def with_posture(orders: Orders, mobilised: bool) -> Orders:
    """Order the other posture, or take that order back."""
    if orders.posture is not None:
        return replace(orders, posture=None)
    return replace(orders, posture="demobilise" if mobilised else "mobilise")


def focus_said(world: World, orders: Orders) -> tuple[str, str]:
    """Return the national focus, and from when it works if it does not yet.

    What is ordered this turn works in the next; what was ordered in the last begins to work in this one.
    """
    coming = FOCUSES[int(world.focus_new[orders.seat])]
    if orders.focus is not None and FOCUSES[orders.focus] != coming:
        now = "" if coming == FOCUSES[0] else f", {coming} until then"
        return FOCUSES[orders.focus], f" from next year{now}"
    fresh = int(world.focus_new[orders.seat]) != int(world.focus[orders.seat])
    return coming, " from this year" if fresh else ""


def with_focus(world: World, orders: Orders, focus: int) -> Orders:
    """Order another focus, or take that back by ordering what works already."""
    same = focus == int(world.focus_new[orders.seat])
    return replace(orders, focus=None if same else focus)


def with_answer(orders: Orders, call: int, honour: bool) -> Orders:
    """Answer a call to arms."""
    others = tuple(answer for answer in orders.answers if answer.call != call)
    return replace(orders, answers=(*others, Answer(call, honour)))


def with_accept(orders: Orders, view: View, offer: int) -> Orders:
    """Accept a letter, and take a refusal of its sender back; accepting twice is accepting."""
    sender = next(o.letter.sender for o in view.inbox if o.id == offer)
    others = tuple(other for other in orders.accept if other != offer)
    return replace(
        orders,
        accept=(*others, offer),
        refusals=tuple(other for other in orders.refusals if other != sender),
    )


def with_refusal(orders: Orders, view: View, offer: int) -> Orders:
    """Refuse a letter: its sender is told so; a second refusal of it is no answer again."""
    sender = next(o.letter.sender for o in view.inbox if o.id == offer)
    return replace(
        orders,
        accept=tuple(other for other in orders.accept if other != offer),
        refusals=toggled(orders.refusals, sender),
    )


def with_standing(orders: Orders, standing: Standing) -> Orders:
    """Set the standing reply to a treaty's duty."""
    others = tuple(item for item in orders.standing if item.treaty != standing.treaty)
    return replace(orders, standing=(*others, standing))


def with_proposal(orders: Orders, proposal: Proposal) -> Orders:
    """Put terms to the vote, in place of what was proposed about the same treaty or among the same parties."""

    def same(other: Proposal) -> bool:
        if proposal.treaty >= 0 or other.treaty >= 0:
            return other.treaty == proposal.treaty
        return other.terms.kind == proposal.terms.kind and set(other.terms.parties) == set(proposal.terms.parties)

    return replace(orders, propose=(*(p for p in orders.propose if not same(p)), proposal))


def with_vote(orders: Orders, motion: int, yes: bool) -> Orders:
    """Vote on a motion; the same vote again takes it back."""
    others = tuple(vote for vote in orders.votes if vote.motion != motion)
    given = Vote(motion, yes)
    return replace(orders, votes=others if given in orders.votes else (*others, given))


def with_sanction(world: World, orders: Orders, target: int) -> Orders:
    """Lay sanctions on a state, or lift those in force; the second time takes the order back."""
    field = "lift" if world.sanction[orders.seat, target] else "sanction"
    return replace(orders, **{field: toggled(getattr(orders, field), target)})


def with_cap(orders: Orders, crisis: int, side: int, rung: int) -> Orders:
    """Seal how far we go in a crisis; rung -1 takes it back."""
    others = tuple(cap for cap in orders.caps if cap.crisis != crisis)
    return replace(orders, caps=others if rung < 0 else (*others, Cap(crisis, side, rung)))


def with_claim(orders: Orders, congress: int, bids: tuple[tuple[int, int], ...]) -> Orders:
    """Seal what we bid at a congress; no bids take the claim back."""
    others = tuple(claim for claim in orders.claims if claim.congress != congress)
    return replace(orders, claims=(*others, Claim(congress, bids)) if bids else others)


def with_join(orders: Orders, treaty: int) -> Orders:
    """Join an order, or take that back; one can be joined a turn."""
    return replace(orders, join=() if treaty in orders.join else (treaty,))


def toggled(values: tuple[int, ...], value: int) -> tuple[int, ...]:
    """Add a number to a tuple, or take it out."""
    return tuple(v for v in values if v != value) if value in values else (*values, value)
