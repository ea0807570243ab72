"""Treaties: offered where both gain, answered by the same sums, left when they turn."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from hegemon.counsel.clauses import clause_terms, pact_worth
from hegemon.counsel.danger import danger
from hegemon.counsel.pacts import named_enemy
from hegemon.players.maximiser.drafts import drafts
from hegemon.players.maximiser.keeping import keep_base
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import recorded, total
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.orders import Letter, Option, Record, Reply, Term, TreatyTerms
from hegemon.world.relations import in_force
from hegemon.world.view import View

# Clauses that a counter may leave out, and what stands for their absence.
_PLAIN: tuple[tuple[str, bool | int], ...] = (
    ("burden", 0), ("joint", False), ("secret", False), ("delay", 0), ("chained", False), ("exclude", -1),
)  # fmt: skip
_CLAUSES = dict.fromkeys(("no separate peace", "blocks that we lack", "dues"), "autonomy")


def asked(mine: int, theirs: int, mind: Mind) -> int:
    """Return the gain from which a treaty is signed: a share of what both gain together, and never nothing."""
    return max(mind.weights.pacts.least, mind.weights.pacts.share * (mine + max(0, theirs)) // 1000)


def both(view: View, terms: TreatyTerms, partner: int) -> tuple[tuple[Term, ...], int]:
    """Return the terms of a treaty's worth to the seat, and my estimate of what it is worth to the partner."""
    me = view.seat
    between = in_force(view.known, me, partner)
    old = next((t for t in between if t.kind == terms.kind and len(t.parties) == 2), None)
    if old is not None:
        base = keep_base(view, old)
        asked_of_it = total(clause_terms(view, terms, partner, ()))
        return (*base, *clause_terms(view, terms, me, base)), max(0, total(base)) + asked_of_it
    return pact_worth(view, terms, me), total(pact_worth(view, terms, partner))


def writes(view: View, partner: int) -> bool:
    """Return whether it is the seat's turn to write to a partner, so that two like minds do not write at once.

    A seat writes every second turn; of two seats whose turns fall together, one in turn.
    """
    ids = view.known.scenario.state_ids
    mine, other = int(ids[view.seat]), int(ids[partner])
    if (view.turn - mine) % 2:
        return False
    return bool((mine - other) % 2 or (mine < other) == (view.turn // 2 % 2 == 0))


def letters(view: View, mind: Mind, avoid: Iterable[int], left: int) -> tuple[list[Letter], list[Record]]:
    """Return the best offers that both sides would gain by, as far as the envoys left go."""
    world, me = view.known, view.seat
    if (world.turn - int(world.scenario.state_ids[me])) % 2:
        return [], []
    shunned = set(avoid)
    found: list[tuple[int, int, TreatyTerms]] = []
    for partner in _partners(view, mind):
        if partner in shunned or not writes(view, partner):
            continue
        for terms in drafts(view, partner):
            mine, theirs = both(view, terms, partner)
            gain = total(mine)
            if gain >= asked(gain, theirs, mind) and theirs >= asked(theirs, gain, mind):
                found.append((gain, partner, terms))
    found.sort(key=lambda item: (-item[0], item[1], item[2].kind))
    sent: list[Letter] = []
    records: list[Record] = []
    addressed: set[int] = set()
    for _, partner, terms in found:
        if partner in addressed or left == 0 or treaty_fault(world, terms):
            continue
        addressed.add(partner)
        left -= 1
        sent.append(Letter(me, partner, terms))
        option = Option(f"offer {_title(view, terms)}", both(view, terms, partner)[0])
        records.append(recorded(view, "treaty", partner, option, (Option("offer nothing"),)))
    return sent, records


def _title(view: View, terms: TreatyTerms) -> str:
    against = f" against {view.known.codes[terms.target]}" if terms.target >= 0 else ""
    return f"{terms.kind} with {view.known.codes[_other(view, terms)]}{against}"


def _other(view: View, terms: TreatyTerms) -> int:
    return next(p for p in terms.parties if p != view.seat)


def _partners(view: View, mind: Mind) -> list[int]:
    world, me = view.known, view.seat
    since = world.turn - mind.weights.pacts.closed
    state = zip(world.home.tolist(), world.war[me].tolist(), world.refused[me].tolist(), strict=True)
    return [j for j, (home, war, closed) in enumerate(state)
            if home and not war and j != me and not (closed and closed > since)]


def answer(view: View, letter: Letter, mind: Mind) -> Reply:
    """Answer a treaty by its worth: yes from the asked share upward, else a counter that would do, else why not."""
    terms, sender = letter.terms, letter.sender
    assert isinstance(terms, TreatyTerms)
    world, me = view.known, view.seat
    if treaty_fault(world, terms) or set(terms.parties) != {me, sender}:
        return Reply("no", reason="at war" if world.war[me, sender] else "unfit", about=sender)
    gain, need, mine = _weighed(view, terms, sender, mind)
    if gain >= need:
        return Reply("yes", gain=gain, reason="gain", amount=gain)
    best: tuple[int, TreatyTerms] | None = None
    for other in _counters(view, terms, sender):
        worth_it, enough, _ = _weighed(view, other, sender, mind)
        if worth_it < enough or both(view, other, sender)[1] < 0 or treaty_fault(world, other):
            continue
        if best is None or worth_it > best[0]:
            best = (worth_it, other)
    if best is not None:
        return Reply("counter", gain=best[0], reason="gain", amount=best[0], counter=Letter(me, sender, best[1]))
    reason, about = _why_not(view, mine, sender)
    return Reply("no", gain=gain, reason=reason, about=about, amount=need if reason == "too little" else gain)


def _weighed(view: View, terms: TreatyTerms, partner: int, mind: Mind) -> tuple[int, int, tuple[Term, ...]]:
    mine, theirs = both(view, terms, partner)
    gain = total(mine)
    return gain, asked(gain, theirs, mind), mine


def _counters(view: View, terms: TreatyTerms, sender: int) -> list[TreatyTerms]:
    """Return what might be signed instead: without a clause that irks, narrower, or less of a promise."""
    kinds, pair = view.known.rules.kinds, (view.seat, sender)
    found = [replace(terms, **{clause: plain}) for clause, plain in _PLAIN if getattr(terms, clause) != plain]
    if kinds[terms.kind].aid and not kinds[terms.kind].informal:
        enemy = named_enemy(view, kinds["defence"], view.seat, sender)
        if enemy >= 0:
            found.append(TreatyTerms("defence", pair, target=enemy))
        found.append(TreatyTerms("entente", pair))
        found.append(TreatyTerms("nonaggression", pair))
    return [t for t in found if t != terms]


def _why_not(view: View, mine: tuple[Term, ...], sender: int) -> tuple[str, int]:
    """Return the reason that weighs heaviest, and whom it is about."""
    world = view.known
    if int(world.reliability[view.seat, sender]) < 300:
        return "distrust", sender
    names = {"prey forgone": "prey", "entrapment": "entangled", "autonomy": "autonomy", **_CLAUSES}
    worst = min(mine, key=lambda term: term.amount, default=None)
    if worst is None or worst.amount >= 0:
        return ("too little" if total(mine) > 0 else "no threat"), sender
    if worst.name == "entrapment":
        return "entangled", int(danger(view).gain[:, sender].argmax())
    return names.get(worst.name, "too little"), sender
