"""Orders, letters and replies: everything a seat can say in a turn, as typed, frozen values."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from hegemon.world.records import Flip as Flip
from hegemon.world.records import Option as Option
from hegemon.world.records import Record as Record
from hegemon.world.records import Term as Term

MILITARY, ECONOMY, TECHNOLOGY, DIPLOMACY = range(4)
BRANCHES = ("military", "economy", "technology", "diplomacy")
FOCUSES = (
    "none", "grain", "ore", "fuel", "industry", "infrastructure", "arms", "administration", "fortification",
    "propaganda", "intelligence",
)  # fmt: skip
AT_ONCE, ASK_ME, REFUSE = "at once", "ask me", "refuse"
REPLIES = (AT_ONCE, ASK_ME, REFUSE)
AIMS = ("province", "tribute", "regime", "break", "humble")
RUNGS = ("note", "warning", "mobilise", "ultimatum", "war")
NOTE, WARNING, MOBILISE, ULTIMATUM, WAR = range(5)


class Move(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """March points from the first province of path to its last, one to three steps; a hostile last step attacks."""

    path: tuple[int, ...]
    points: int


class TreatyTerms(Struct, frozen=True, forbid_unknown_fields=True, tag="treaty", gc=False):
    """A treaty to sign, or as it should stand.

    parties: state indices; in a guarantee the guarantor stands first and the protected second.
    target: the named enemy, or -1 for any; in a coalition it must be named. term and notice in turns. The other
    clauses are those of world.treaties.Treaty.
    """

    kind: str
    parties: tuple[int, ...]
    chained: bool = False
    target: int = -1
    term: int = 10
    notice: int = 1
    exclude: int = -1
    burden: int = 0
    delay: int = 0
    joint: bool = False
    secret: bool = False
    renew: bool = False
    dues: int = 0
    split: tuple[int, ...] = ()


class PeaceTerms(Struct, frozen=True, forbid_unknown_fields=True, tag="peace", gc=False):
    """A separate peace between two belligerents: winner takes, loser gives; all empty is the status quo.

    cede: provinces that pass from the loser to the winner. reparations: per mille of the loser's mobilised
    output a turn. demilitarise: the loser may not mobilise while the peace lasts. break_pacts: treaty ids.
    restore: a state in exile that gets back what the loser took from it, -1 none. regime: the loser takes the
    winner's government. congress: the loser makes peace with all who fight it in this war, and they bid for what
    it cedes.
    """

    winner: int
    loser: int
    cede: tuple[int, ...] = ()
    reparations: int = 0
    demilitarise: bool = False
    break_pacts: tuple[int, ...] = ()
    restore: int = -1
    regime: bool = False
    congress: bool = False


class Letter(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """An offer from one state to another."""

    sender: int
    to: int
    terms: TreatyTerms | PeaceTerms


class Reply(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """An answer to a letter: yes, no with what must change, or a counter that binds its giver this turn.

    gain: the giver's integer gain in parts per million of power. reason: a key of world.events.REASONS, with
    about (a state index or -1) and amount (ppm) filling its sentence. record: the sums behind it, kept by the game
    and never shown to who wrote; None from players that keep none.
    """

    answer: Literal["yes", "no", "counter"]
    gain: int = 0
    reason: str = ""
    about: int = -1
    amount: int = 0
    counter: Letter | None = None
    record: Record | None = None


class Ticket(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """An agreed letter: both sides have said yes; giver is who answered, gain the giver's."""

    letter: Letter
    giver: int
    gain: int


class Answer(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """The answer to a call to arms that was left to ask me."""

    call: int
    honour: bool


class Standing(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """The standing reply of this seat to the duty of a treaty."""

    treaty: int
    reply: Literal["at once", "ask me", "refuse"]


class Shift(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """Move one effort block from a branch to another; it idles this turn."""

    source: int
    to: int


class Proposal(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Terms to put to the vote next turn: of a new treaty of several (treaty -1), or for one in force."""

    treaty: int
    terms: TreatyTerms


class Vote(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """Yes or no to a motion."""

    motion: int
    yes: bool


class Demand(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Open a crisis: what is demanded of target, with public stakes. Fields as in world.treaties.Crisis."""

    target: int
    aim: Literal["province", "tribute", "regime", "break", "humble"]
    place: int = -1
    treaty: int = -1
    rate: int = 0


class Cap(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """How far a seat will go in a crisis, sealed: side 0 challenger's or 1 target's, rung an index of RUNGS."""

    crisis: int
    side: int
    rung: int


class Claim(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """Sealed bids of a victor at a congress: (province, score offered), out of its purse."""

    congress: int
    bids: tuple[tuple[int, int], ...]


class Orders(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One seat's orders for one turn. Indices are those of the world; all fields may be left out.

    letters: offers that this seat sends, one envoy a state, peace free. counters: what it answered instead of
    a plain yes. tickets: agreed letters, carried by who said yes; a ticket counts only if its letter stands
    among the letters or counters of its sender. refusals: states whose letter this seat turned down.
    propose costs one envoy each, a summit one for each guest after the first. join: treaties open to all.
    proclaim: per mille of output that followers of the new order pay. sanction, lift: states.
    """

    seat: int
    shifts: tuple[Shift, ...] = ()
    focus: int | None = None
    posture: Literal["mobilise", "demobilise"] | None = None
    depot: int | None = None
    moves: tuple[Move, ...] = ()
    declare: tuple[int, ...] = ()
    leave: tuple[int, ...] = ()
    breach: tuple[int, ...] = ()
    standing: tuple[Standing, ...] = ()
    answers: tuple[Answer, ...] = ()
    letters: tuple[Letter, ...] = ()
    counters: tuple[Letter, ...] = ()
    accept: tuple[int, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    refusals: tuple[int, ...] = ()
    propose: tuple[Proposal, ...] = ()
    votes: tuple[Vote, ...] = ()
    join: tuple[int, ...] = ()
    proclaim: int | None = None
    sanction: tuple[int, ...] = ()
    lift: tuple[int, ...] = ()
    demand: Demand | None = None
    caps: tuple[Cap, ...] = ()
    summit: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()


class Decision(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What a player returns for a turn: the orders, and a record for each thing decided."""

    orders: Orders
    records: tuple[Record, ...] = ()
