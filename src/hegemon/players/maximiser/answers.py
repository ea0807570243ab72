"""Letters about treaties answered: by their worth alone, so that the same letter has the same answer."""

from __future__ import annotations

from msgspec.structs import replace

from hegemon.counsel.danger import danger
from hegemon.counsel.pacts import named_enemy
from hegemon.players.maximiser import crises
from hegemon.players.maximiser.bargain import Bargain, bargain, titled
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.world.legality_diplomacy import treaty_fault
from hegemon.world.orders import Letter, Option, Reply, TreatyTerms
from hegemon.world.view import View

# Clauses that a counter may leave out, and what stands for their absence.
_PLAIN: tuple[tuple[str, bool | int], ...] = (
    ("burden", 0), ("joint", False), ("secret", False), ("delay", 0), ("chained", False), ("exclude", -1),
)  # fmt: skip
_REASONS = {
    "prey forgone": "prey", "entrapment": "entangled", "autonomy": "autonomy",
    **dict.fromkeys(("no separate peace", "blocks that we lack", "dues"), "autonomy"),
}  # fmt: skip
REFUSE = Option("refuse")


def answer(view: View, letter: Letter, mind: Mind) -> Reply:
    """Answer a treaty by its worth: yes from the asked share upward, else a counter that would do, else why not.

    A counter is what the seat would sign itself by the same sums: offered back, it is answered yes.
    """
    terms, sender = letter.terms, letter.sender
    assert isinstance(terms, TreatyTerms)
    world, me = view.known, view.seat
    fault = treaty_fault(world, terms)
    if fault or set(terms.parties) != {me, sender}:
        barred = Option("sign it as written", barred=fault or "it binds others than the two")
        record = choose(view, "answer", sender, (barred, REFUSE))[1]
        return Reply("no", reason="at war" if world.war[me, sender] else "unfit", about=sender, record=record)
    if world.crises and sender in crises.against(view, crises.caps(view, mind)[0]):
        opposed = Option("sign it as written", barred="it stands against them in a crisis")
        return Reply("no", reason="crisis", about=sender, record=choose(view, "answer", sender, (opposed, REFUSE))[1])
    asked = bargain(view, terms, sender, mind)
    sign = asked.option(f"sign the {titled(view, terms, sender)}", "" if mind.treaties else "it signs no treaties")
    others = [] if asked.good or not mind.treaties else _counters(view, terms, sender, mind)
    counters = [b.option(f"write back: {titled(view, b.terms, sender)}", _vain(b)) for b in others]
    index, record = choose(view, "answer", sender, (sign, *counters, REFUSE))
    if index == 0:
        return Reply("yes", gain=asked.gain, reason="gain", amount=asked.gain, record=record)
    if index <= len(others):
        back = others[index - 1]
        return Reply("counter", gain=back.gain, reason="gain", amount=back.gain, counter=Letter(me, sender, back.terms),
                     record=record)
    reason, about = ("never", sender) if not mind.treaties else _why_not(view, asked, sender)
    amount = asked.need if reason == "too little" else asked.gain
    return Reply("no", gain=asked.gain, reason=reason, about=about, amount=amount, record=record)


def _vain(back: Bargain) -> str:
    return "" if back.theirs >= 0 else "they would lose by it"


def _counters(view: View, terms: TreatyTerms, sender: int, mind: Mind) -> list[Bargain]:
    """Return what might be signed instead: without a clause that irks, narrower, or less of a promise."""
    kinds, pair = view.known.rules.kinds, (view.seat, sender)
    found = [replace(terms, **{clause: plain}) for clause, plain in _PLAIN if getattr(terms, clause) != plain]
    if len(found) > 1:
        found.append(replace(terms, **dict(_PLAIN)))
    if kinds[terms.kind].aid and not kinds[terms.kind].informal:
        enemy = named_enemy(view, kinds["defence"], view.seat, sender)
        if enemy >= 0:
            found.append(TreatyTerms("defence", pair, target=enemy))
        found.append(TreatyTerms("entente", pair))
        found.append(TreatyTerms("nonaggression", pair))
    lawful = [t for at, t in enumerate(found) if _bare(t) not in map(_bare, (terms, *found[:at]))
              and not treaty_fault(view.known, t)]
    return [bargain(view, t, sender, mind) for t in lawful]


def _bare(terms: TreatyTerms) -> TreatyTerms:
    """Return terms by which two are compared: who is named first matters in a guarantee only."""
    return terms if terms.kind == "guarantee" else replace(terms, parties=tuple(sorted(terms.parties)))


def _why_not(view: View, asked: Bargain, sender: int) -> tuple[str, int]:
    """Return the reason that weighs heaviest, and whom it is about."""
    if int(view.known.reliability[view.seat, sender]) < 300:
        return "distrust", sender
    worst = min(asked.mine, key=lambda term: term.amount, default=None)
    if worst is None or worst.amount >= 0:
        return ("too little" if asked.gain > 0 else "no threat"), sender
    if worst.name == "entrapment":
        return "entangled", int(danger(view).gain[:, sender].argmax())
    return _REASONS.get(worst.name, "too little"), sender
