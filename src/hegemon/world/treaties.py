"""Treaties, wars, calls and payments: contracts between states as frozen values."""

from __future__ import annotations

from msgspec import Struct

from hegemon.world.orders import ASK_ME, Letter, TreatyTerms


class TreatyKind(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the treaty table: what a kind of treaty obliges to and what it costs to break.

    aid: the duty to join when a partner is attacked; invited: it is asked to, at half a
    breach price if absent. one_way: the first party owes, the second is protected. trade:
    surpluses flow between the parties. access: each may pass and stand on the other's land. attack: the duty to
    join a partner's attack on the named target. collective: the duty holds against any aggressor, members too.
    informal: a coalition, which binds nobody, names its target and may be left at will. order: the first party
    leads, protects and is paid dues. open: others may join without being asked. neutral: the parties keep out of each
    other's wars: war on who fights beside a partner breaks it too.
    no_attack: attacking a partner, or joining a war against it, breaks the treaty. price: breach price, ppm of
    the breaker's power. absent: price of being absent when called. autonomy: diplomacy effort it ties down, per
    mille of a block.
    """

    name: str
    aid: bool
    one_way: bool
    invited: bool
    no_attack: bool
    trade: bool
    access: bool
    attack: bool
    collective: bool
    informal: bool
    order: bool
    open: bool
    neutral: bool
    price: int
    absent: int
    autonomy: int


class Treaty(Struct, frozen=True, forbid_unknown_fields=True):
    """A treaty in force. replies stand beside parties; leaving holds (state, turn from which it is out).

    target, exclude: the only enemy against whom it obliges, and one against whom it does not; -1 none. burden:
    military blocks that each party owes. delay: turns of consultation before help comes. joint: no separate peace.
    secret: known to its parties alone until it is leaked. renew: it runs on at its term. dues: per mille of
    output that followers of an order pay. split: per mille of the spoils for each party of a coalition, empty by
    losses inflicted. double: a truce, dear to break. term: turns that it runs on for, 0 as long as it ran at first.
    """

    id: int
    kind: str
    parties: tuple[int, ...]
    chained: bool
    target: int
    since: int
    until: int
    notice: int
    replies: tuple[str, ...]
    leaving: tuple[tuple[int, int], ...] = ()
    double: bool = False
    exclude: int = -1
    burden: int = 0
    delay: int = 0
    joint: bool = False
    secret: bool = False
    leaked: bool = False
    renew: bool = False
    dues: int = 0
    split: tuple[int, ...] = ()
    term: int = 0

    @property
    def hidden(self) -> bool:
        """Whether only its parties know of it."""
        return self.secret and not self.leaked

    def reply_of(self, state: int) -> str:
        """Return the standing reply of a party."""
        return self.replies[self.parties.index(state)]

    def others(self, state: int) -> tuple[int, ...]:
        """Return the parties but one."""
        return tuple([p for p in self.parties if p != state])


class War(Struct, frozen=True, forbid_unknown_fields=True):
    """A war as history tells it: aggressor -1 when the declarations were mutual.

    joined: (state, side 0 aggressor's or 1 victim's, turn, treaty id or -1). ready: the aggressor had mobilised.
    """

    id: int
    since: int
    aggressor: int
    victim: int
    joined: tuple[tuple[int, int, int, int], ...]
    ready: bool = True
    ended: int = 0

    def side(self, state: int) -> int:
        """Return 0 or 1, or -1 for who is not in it."""
        return next((side for who, side, _, _ in self.joined if who == state), -1)

    def members(self, side: int) -> tuple[int, ...]:
        """Return the states that ever joined a side, in order of joining."""
        return tuple(who for who, s, _, _ in self.joined if s == side)


class Call(Struct, frozen=True, forbid_unknown_fields=True):
    """A call to arms that waits: against is the enemy of the caller, until the turn from which help may come.

    promised: the answer is yes, and help comes then. delayed: it was left open once, and is not again.
    """

    id: int
    war: int
    treaty: int
    caller: int
    called: int
    against: int
    until: int
    promised: bool = False
    delayed: bool = False


class Payment(Struct, frozen=True, forbid_unknown_fields=True):
    """Reparations: per mille of the payer's mobilised output each turn through until."""

    payer: int
    payee: int
    rate: int
    until: int


class Offer(Struct, frozen=True, forbid_unknown_fields=True):
    """A letter that waits in an inbox until the next first phase."""

    id: int
    letter: Letter


class Motion(Struct, frozen=True, forbid_unknown_fields=True):
    """Terms put to the vote: of a new treaty of several (treaty -1), or of one in force as it should be.

    voters: who must say yes beside the proposer, before the first phase of turn until is over; silence is no.
    """

    id: int
    treaty: int
    proposer: int
    terms: TreatyTerms
    voters: tuple[int, ...]
    until: int


class Crisis(Struct, frozen=True, forbid_unknown_fields=True):
    """A demand with public stakes, settled next turn by sealed caps on the ladder.

    aim: one of world.orders.AIMS. place, treaty, rate: what is at stake under that aim, -1 or 0 if nothing.
    """

    id: int
    turn: int
    challenger: int
    target: int
    aim: str
    place: int = -1
    treaty: int = -1
    rate: int = 0


class Congress(Struct, frozen=True, forbid_unknown_fields=True):
    """Land that a beaten state has yielded to all who fought it, and each victor's purse of score, (state, score).

    held: who occupied each province at the peace, -1 nobody; it decides between equal claims.
    """

    id: int
    war: int
    turn: int
    loser: int
    provinces: tuple[int, ...]
    purses: tuple[tuple[int, int], ...]
    held: tuple[int, ...] = ()


class Entry(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A ledger fact: who holds it against or for whom, why, when and how much (grievance or opinion, per mille)."""

    ledger: str
    kind: str
    turn: int
    holder: int
    about: int
    amount: int


def default_replies(parties: tuple[int, ...]) -> tuple[str, ...]:
    """Return the standing replies of a new treaty: every party is asked."""
    return (ASK_ME,) * len(parties)
