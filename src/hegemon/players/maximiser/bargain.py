"""What a treaty of two is worth: the seat's own terms, the partner's gain as estimated, and the share that is asked."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from hegemon.counsel.clauses import clause_terms, pact_worth
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.drafts import asked, between
from hegemon.players.maximiser.keeping import keep_base, resented_by
from hegemon.players.maximiser.leanings import of_pact
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import total
from hegemon.world.orders import Option, Term, TreatyTerms
from hegemon.world.view import View

ASKED = "what the bargain must bring"


class Bargain(Struct, frozen=True, gc=False):
    """A treaty as it is weighed: own terms by doctrine, the partner's gain as estimated, and what each would ask."""

    terms: TreatyTerms
    mine: tuple[Term, ...]
    gain: int
    theirs: int
    need: int

    @property
    def good(self) -> bool:
        """Whether it brings the seat its share."""
        return self.gain >= self.need

    @property
    def welcome(self) -> bool:
        """Whether the partner would gain its share of it, by the seat's estimate: others are judged as anybody."""
        return self.theirs >= asked(self.theirs, self.gain, load_weights().pacts)

    def option(self, name: str, barred: str = "") -> Option:
        """Return signing it as an option: its terms, less the share asked for."""
        return Option(name, (*self.mine, Term(ASKED, -self.need, -1)), barred)


def bargain(view: View, terms: TreatyTerms, partner: int, mind: Mind) -> Bargain:
    """Return a treaty with a partner as the seat weighs it."""
    found, theirs = both(view, terms, partner)
    mine = mind.weigh((*found, *of_pact(view, mind, terms.kind, (partner,), terms.target)))
    gain = total(mine)
    return Bargain(terms, mine, gain, theirs, asked(gain, theirs, mind.weights.pacts))


def both(view: View, terms: TreatyTerms, partner: int) -> tuple[tuple[Term, ...], int]:
    """Return the terms of a treaty's worth to the seat, and my estimate of what it is worth to the partner.

    One in force of the same kind, between the same in the same places, is worth what would be missing without it.
    """
    me, one_way = view.seat, view.known.rules.kinds[terms.kind].one_way
    old = next((t for t in between(view).get(partner, ()) if t.kind == terms.kind and len(t.parties) == 2
                and (t.parties == terms.parties or not one_way)), None)
    if old is not None:
        base = keep_base(view, msgspec.structs.replace(old, target=terms.target))
        theirs = max(0, total(base)) + total(clause_terms(view, terms, partner, ()))
        return (*base, *clause_terms(view, terms, me, base)), theirs
    mine = (*pact_worth(view, terms, me), *resented_by(view, (partner,)))
    return mine, total(pact_worth(view, terms, partner))


def titled(view: View, terms: TreatyTerms, partner: int) -> str:
    """Return the terms as part of an option's name: kind, partner, enemy and every clause that is written in."""
    codes = view.known.codes
    who = ", ".join([codes[p] for p in terms.parties if p != view.seat])
    said = f"{terms.kind} {'of' if _guards(view, terms) else 'with'} {who}"
    if terms.target >= 0:
        said += f" against {codes[terms.target]}"
    if terms.exclude >= 0:
        said += f", but not against {codes[terms.exclude]}"
    named = (
        ("chained", terms.chained), ("no separate peace", terms.joint), ("secret", terms.secret),
        (f"{terms.burden} blocks", terms.burden), (f"consultation {terms.delay}", terms.delay),
        (f"{terms.dues} per mille dues", terms.dues), ("a stated split", terms.split),
    )  # fmt: skip
    return "".join([said, *[f", {name}" for name, there in named if there]])


def _guards(view: View, terms: TreatyTerms) -> bool:
    return view.known.rules.kinds[terms.kind].one_way and terms.parties[0] == view.seat
