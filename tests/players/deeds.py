"""What the orders of a maximiser must hold, read off its records by the names of what it chose."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from hegemon.world.orders import BRANCHES, FOCUSES, RUNGS, WAR, Orders, PeaceTerms, Record, Shift
from hegemon.world.relations import access
from hegemon.world.state import World


@dataclass(frozen=True)
class Turn:
    """A seat's turn: the opening world, the orders that the engine got, and the seats that people hold."""

    world: World
    orders: Orders
    people: frozenset[int] = frozenset()

    def code(self, word: str) -> int:
        """The state of a code."""
        return self.world.codes.index(word.strip(",:"))

    def letters(self, to: int, peace: bool) -> bool:
        """Whether a letter of peace, or of a treaty, goes to a state; one is withdrawn if a crossing one is signed."""
        return any(x.to == to and isinstance(x.terms, PeaceTerms) == peace for x in self.orders.letters)

    def tickets(self, of: int) -> bool:
        """Whether a letter of a state was signed."""
        return any(ticket.letter.sender == of for ticket in self.orders.tickets)


def _war(turn: Turn, record: Record, said: list[str]) -> bool:
    declared = turn.orders.declare
    return turn.code(said[2]) in declared if said[0] == "war" else declared == ()


def _effort(turn: Turn, record: Record, said: list[str]) -> bool:
    if said[0] == "leave":
        return turn.orders.shifts == ()
    source, to = (BRANCHES.index(word.strip(",")) for word in (said[3], said[5]))
    if "on" not in said:
        return turn.orders.shifts == (Shift(source, to),)
    # At war more than one step of a plan is taken in a turn: the rest bring effort nearer to the split it goes for.
    goal, now = [int(block) for block in said[-1].split("-")], turn.world.effort[record.seat].tolist()
    nearer = all(now[s.source] > goal[s.source] and now[s.to] < goal[s.to] for s in turn.orders.shifts)
    return turn.orders.shifts[:1] == (Shift(source, to),) and nearer


def _focus(turn: Turn, record: Record, said: list[str]) -> bool:
    wanted, now = FOCUSES.index(said[2]), int(turn.world.focus_new[record.seat])
    return turn.orders.focus == (None if wanted == now else wanted)


def _posture(turn: Turn, record: Record, said: list[str]) -> bool:
    armed, order = bool(turn.world.mobilised[record.seat]), turn.orders.posture
    if said[0] == "under":
        return order == (None if armed else "mobilise")
    return order == ("demobilise" if armed else None)


def _placement(turn: Turn, record: Record, said: list[str]) -> bool:
    if said[0] == "stand":
        return True  # how many attacks there are is counted over all records of the turn
    place = turn.world.land.codes.index(said[3] if said[0] == "risk" else said[1])
    return place in assaulted(turn)


def assaulted(turn: Turn) -> set[int]:
    """The hostile land that the orders march into, that of a friend on whom war is declared among it."""
    may, holder = access(turn.world)[turn.orders.seat], turn.world.controller
    ends = {move.path[-1] for move in turn.orders.moves}
    return {p for p in ends if not may[holder[p]] or int(holder[p]) in turn.orders.declare}


def _treaty(turn: Turn, record: Record, said: list[str]) -> bool:
    mine = {t.id: t for t in turn.world.treaties}
    left, broken = ({mine[n].kind for n in ids if record.about in mine[n].parties}
                    for ids in (turn.orders.leave, turn.orders.breach))  # fmt: skip
    if said[0] == "give":
        return said[-1] in left
    if said[0] == "break":
        return said[-1] in broken
    if said[0] == "keep":
        return said[-1] not in left | broken
    written = turn.letters(record.about, peace=False)
    return not written if said[1] == "nothing" else written or turn.tickets(record.about)


def _answer(turn: Turn, record: Record, said: list[str]) -> bool:
    # A counter to a letter of its own is turned down without a word: who gave it refuses for both.
    own = turn.letters(record.about, peace=False) or turn.letters(record.about, peace=True)
    refused = record.about in turn.orders.refusals or own
    if said[0] == "sign":
        # Two letters that cross and say the same stand for one.
        return own or turn.tickets(record.about)
    if said[0] == "write":
        return refused or any(x.to == record.about for x in turn.orders.counters) or record.about in turn.people
    return refused


def _honour(turn: Turn, record: Record, said: list[str]) -> bool:
    calls = {c.id for c in turn.world.calls if c.called == record.seat and c.caller == record.about}
    given = {a.honour for a in turn.orders.answers if a.call in calls}
    return (said[0] == "join") in given


def _standing(turn: Turn, record: Record, said: list[str]) -> bool:
    mine = {t.id for t in turn.world.treaties if record.about in t.parties}
    return any(s.treaty in mine and s.reply == " ".join(said) for s in turn.orders.standing)


def _crisis(turn: Turn, record: Record, said: list[str]) -> bool:
    demand, me = turn.orders.demand, record.seat
    if said[:2] in (["demand", "nothing"], ["no", "word"]):
        return demand is None
    if said[0] == "demand":
        return demand is not None and demand.target == record.about == turn.code(said[-1])
    caps = {cap.crisis: cap for cap in turn.orders.caps}
    if said[0] == "go":
        own = [c for c in turn.world.crises if {c.challenger, c.target} == {me, record.about}]
        return any(c.id in caps and RUNGS[caps[c.id].rung] == said[-1] for c in own)
    of_others = [c for c in turn.world.crises if record.about in (c.challenger, c.target)
                 and me not in (c.challenger, c.target)]  # fmt: skip
    if said[:2] == ["stand", "aside"]:
        return any(c.id not in caps for c in of_others)
    friend = turn.code(said[-1])
    return any(
        c.id in caps and caps[c.id].rung == WAR and (c.challenger, c.target)[caps[c.id].side] == friend
        for c in of_others
    )


def _motion(turn: Turn, record: Record, said: list[str]) -> bool:
    if said[0] in ("consent", "withhold"):
        asked = {m.id for m in turn.world.motions if m.proposer == record.about}
        return (said[0] == "consent") in {v.yes for v in turn.orders.votes if v.motion in asked}
    return (turn.orders.propose == ()) == (said[0] == "propose")


def _sanction(turn: Turn, record: Record, said: list[str]) -> bool:
    laid, lifted = record.about in turn.orders.sanction, record.about in turn.orders.lift
    return (laid, lifted) == {"sanction": (True, False), "lift": (False, True)}.get(said[0], (False, False))


def _order(turn: Turn, record: Record, said: list[str]) -> bool:
    if said[0] in ("proclaim", "an"):
        return turn.orders.proclaim == (int(said[3]) if said[0] == "an" else None)
    return (turn.orders.join != ()) == (said[0] == "follow")


def _summit(turn: Turn, record: Record, said: list[str]) -> bool:
    if said[0] == "keep":
        return turn.orders.summit == ()
    return turn.orders.summit == (turn.code(said[1]), turn.code(said[3]))


def _congress(turn: Turn, record: Record, said: list[str]) -> bool:
    ids = {c.id for c in turn.world.congresses if c.loser == record.about}
    bids = [claim.bids for claim in turn.orders.claims if claim.congress in ids]
    if said[1] == "nothing":
        return bids == []
    codes = turn.world.land.codes
    return tuple(f"{codes[p]} for {score}" for p, score in bids[0]) == tuple(" ".join(said[1:]).split(", "))


def _peace(turn: Turn, record: Record, said: list[str]) -> bool:
    return turn.letters(record.about, peace=True) == (said[0] != "go")


def _plan(turn: Turn, record: Record, said: list[str]) -> bool:
    # What is planned is begun once force is in place, and then on nobody else.
    return set(turn.orders.declare) <= ({turn.code(said[2])} if said[0] == "war" else set())


RULES: dict[str, Callable[[Turn, Record, list[str]], bool]] = {
    "war": _war, "effort": _effort, "focus": _focus, "posture": _posture, "placement": _placement,
    "treaty": _treaty, "breach": _treaty, "answer": _answer, "honour": _honour, "standing": _standing,
    "crisis": _crisis, "motion": _motion, "sanction": _sanction, "order": _order, "summit": _summit,
    "congress": _congress, "peace": _peace, "plan": _plan,
}  # fmt: skip


def done(turn: Turn, record: Record) -> bool:
    """Return whether the orders hold what a record says was chosen."""
    return RULES[record.subject](turn, record, record.options[0].name.split())


def undone(turn: Turn, records: Collection[Record]) -> list[str]:
    """Return the acts among the orders that no record of the turn accounts for."""
    world, orders = turn.world, turn.orders
    chosen = {(r.subject, r.about, r.options[0].name.split()[0]) for r in records}
    subjects = {(r.subject, r.about) for r in records}
    by_id = {t.id: t for t in world.treaties}
    found = [f"war on {world.codes[s]}" for s in orders.declare if ("war", s, "war") not in chosen]
    for name, what, subject, verbs in (
        ("shifts", orders.shifts, "effort", {"a"}), ("focus", orders.focus is not None, "focus", {"focus"}),
        ("posture", orders.posture, "posture", {"at", "under"}),
        ("propose", orders.propose, "motion", {"found", "change"}),
        ("join", orders.join, "order", {"follow"}), ("proclaim", orders.proclaim is not None, "order", {"an"}),
        ("summit", orders.summit, "summit", {"bring"}), ("claims", orders.claims, "congress", {"claim"}),
    ):  # fmt: skip
        if what and not any(s == subject and verb in verbs for s, _, verb in chosen):
            found.append(name)
    for letter in orders.letters:
        subject = "peace" if isinstance(letter.terms, PeaceTerms) else "treaty"
        if (subject, letter.to) not in subjects:
            found.append(f"letter to {world.codes[letter.to]}")
    for field, subject, verb in (("leave", "treaty", "give"), ("breach", "breach", "break")):
        found += [f"{field} {number}" for number in getattr(orders, field)
                  if not any((subject, p, verb) in chosen for p in by_id[number].parties)]
    found += [f"ticket for {world.codes[t.letter.sender]}" for t in orders.tickets
              if ("answer", t.letter.sender) not in subjects]
    found += [f"refusal of {world.codes[s]}" for s in orders.refusals if ("answer", s) not in subjects]
    found += [f"{verb} {world.codes[s]}" for field, verb in (("sanction", "sanction"), ("lift", "lift"))
              for s in getattr(orders, field) if ("sanction", s, verb) not in chosen]
    if orders.demand is not None and ("crisis", orders.demand.target, "demand") not in chosen:
        found.append("demand")
    asked = {m.id: m.proposer for m in world.motions}
    found += [f"vote {v.motion}" for v in orders.votes if ("motion", asked[v.motion]) not in subjects]
    rivals = {c.id: (c.challenger, c.target) for c in world.crises}
    found += [f"cap {cap.crisis}" for cap in orders.caps
              if not any(("crisis", p) in subjects for p in rivals[cap.crisis])]
    calls = {c.id: c.caller for c in world.calls}
    found += [f"call {a.call}" for a in orders.answers if ("honour", calls[a.call]) not in subjects]
    found += [f"reply {s.treaty}" for s in orders.standing
              if not any(("standing", p) in subjects for p in by_id[s.treaty].parties)]
    attacks = [r for r in records if r.subject == "placement" and r.options[0].name != "stand"]
    if len(assaulted(turn)) != len(attacks):
        found.append(f"{len(assaulted(turn))} assaults, {len(attacks)} recorded")
    return found
