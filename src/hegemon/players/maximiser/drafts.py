"""Which treaties are worth drafting for a partner: every kind, by rough sums first, with the clauses that fit."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from hegemon.counsel.balance import balance
from hegemon.counsel.danger import danger
from hegemon.counsel.gains import spoils_shared
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.pacts import named_enemy, quiet
from hegemon.counsel.shelter import against, of_two
from hegemon.counsel.soundings import Sounding, foremost, hope, sound
from hegemon.counsel.weights import PactWeights, load_weights
from hegemon.players.maximiser.cadence import before_next
from hegemon.players.maximiser.keeping import resented_by
from hegemon.players.maximiser.leanings import of_pact
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.subjects import closed
from hegemon.players.maximiser.sums import total
from hegemon.world.orders import TreatyTerms
from hegemon.world.relations import in_force
from hegemon.world.treaties import Treaty
from hegemon.world.view import View

PASSING = frozenset(("offence", "coalition", "neutrality"))  # kinds that are for one war


def asked(mine: int, theirs: int, pacts: PactWeights) -> int:
    """Return the gain from which a treaty is signed: a share of what both gain together, and never nothing."""
    return max(pacts.least, pacts.share * (mine + max(0, theirs)) // 1000)


@once_a_view
def between(view: View) -> dict[int, tuple[Treaty, ...]]:
    """Return the treaties that the seat has with each partner, by partner."""
    found: dict[int, tuple[Treaty, ...]] = {}
    me = view.seat
    for treaty in view.known.treaties:
        if me in treaty.parties:
            for other in treaty.others(me):
                found[other] = (*found.get(other, ()), treaty)
    return found


def prey(view: View, mind: Mind) -> int:
    """Return whom the seat would like to attack, if not alone then with help: -1 nobody."""
    hoped = hope(view)
    near = -view.known.power.item(view.seat) * mind.weights.pacts.near // 1000
    return hoped.prey if hoped.prey >= 0 and hoped.gain >= near else -1


def overmighty(view: View, mind: Mind) -> int:
    """Return the state that is too strong for the rest: by its share, or by what it gains of others; -1 none."""
    (strongest, power), at = foremost(view)
    first, most, rule = strongest.item(at), power.item(at), mind.weights.pacts
    if most >= 1000 * rule.strong:
        return first if first != view.seat else _second(view, rule)
    if first == view.seat or not most:
        return -1
    if danger(view).threat.item(first, view.seat) <= 0:
        return -1
    return first if hope(view).hungry >= 2 else -1


def _second(view: View, rule: PactWeights) -> int:
    """Return who is too strong beside the seat itself, which is the strongest; -1 none."""
    world = view.known
    power = world.power * world.home
    power[view.seat] = 0
    at = int(power.argmax())
    return at if power.item(at) >= 1000 * rule.strong else -1


def feared(view: View, mind: Mind) -> int:
    """Return against whom the seat would stand with others: who is too strong, or its own chief threat; -1 none."""
    strong = overmighty(view, mind)
    if strong >= 0:
        return strong
    hoped, me = hope(view), view.seat
    enough = hoped.threat * 1000 >= view.known.power.item(me) * mind.weights.pacts.feared
    return hoped.chief if enough and hoped.chief != me else -1


class Aims(Struct, frozen=True, gc=False):
    """What a seat writes letters for: silent if no help is worth promising; whom it would attack and fears, -1 none."""

    silent: bool
    prey: int
    feared: int


def aims(view: View, mind: Mind) -> Aims:
    """Return what the seat is after this turn."""
    return Aims(quiet(view), prey(view, mind), feared(view, mind))


def likely(view: View, mind: Mind, partners: Iterable[int], aim: Aims) -> list[int]:
    """Return the partners with whom there may be something to draft: a bound, for most of the time there is nothing.

    A doctrine weighs in its own way, and thinks of all.
    """
    if mind.doctrine:
        return list(partners)
    hopes, soon = hope(view), before_next(view.known.turn)
    ending = {k for k, signed in between(view).items() for t in signed if t.until <= soon}
    return [
        k for k in partners
        if hopes.plain[k] or (aim.prey >= 0 and hopes.upon[k]) or k in ending
        or (not aim.silent and hopes.guard[k]) or (aim.feared >= 0 and hopes.stands(k, aim.feared))
    ]  # fmt: skip


def drafts(view: View, partner: int, mind: Mind, aim: Aims) -> tuple[list[TreatyTerms], TreatyTerms | None]:
    """Return the treaties that might be offered to a partner, and one that is seen to be no bargain, if there is any.

    Those that name no enemy are sounded first (hegemon.counsel.soundings); the worth of each is still to be weighed.
    """
    world, me = view.known, view.seat
    allow, pair, least = world.rules.allow, (me, partner), load_weights().pacts.least
    signed = between(view).get(partner, ())
    now, ending, bound = _signed(view, signed) if signed else _UNSIGNED
    aid, calm, invited, trade = sound(view, partner)
    found: list[TreatyTerms] = []
    missed: TreatyTerms | None = None
    if "defence" in ending:
        found.append(_defence(view, partner, now["defence"].target, mind))
    elif "defence" not in now and "league" not in now and aid[1] >= 0:
        lent = _lean(view, mind, "defence", partner)
        if aid[0] + lent >= mind.weights.pacts.least:
            missed = _defence(view, partner, named_enemy(view, world.rules.kinds["defence"], me, partner), mind)
            if missed.target >= 0 or missed.burden or (_fits(view, aid, partner, mind) and not closed(view, partner)):
                found.append(missed)
    plain = ("nonaggression", calm), ("trade", trade), ("entente", invited)
    for name, sounding in plain if ending or max(calm[1], trade[1], invited[1]) >= least else ():
        if name in ending or (
            sounding[1] >= least and (name not in now if name == "trade" else not bound)
            and (name != "entente" or world.opinion.item(me, partner) > 0) and _fits(view, sounding, partner, mind)
            and not closed(view, partner)
        ):
            found.append(TreatyTerms(name, pair, renew=name == "trade"))
    if not bound and not aim.silent:
        found += _one_way(view, partner)
    if aim.prey >= 0 and aim.prey != partner:
        found += _upon(view, partner, aim.prey, signed)
    strong = aim.feared
    if (strong >= 0 and strong != partner and not world.war.item(me, strong) and "defence" not in now
            and (not aim.silent or balance(view, me, partner, strong))):
        found += _standing_together(view, partner, strong, signed)
    if mind.writes_to_last:
        found = [t if t.kind in PASSING else msgspec.structs.replace(t, renew=True) for t in found]
    return ([t for t in found if allow.get(t.kind, 1)] if allow and found else found), missed


def _defence(view: View, partner: int, enemy: int, mind: Mind) -> TreatyTerms:
    return TreatyTerms("defence", (view.seat, partner), target=enemy, burden=_asked_of(view, partner, mind))


def _lean(view: View, mind: Mind, kind: str, partner: int) -> int:
    """Return what a doctrine that leans adds to a treaty with a partner that names no enemy."""
    return total(mind.weigh(of_pact(view, mind, kind, (partner,), -1))) if mind.leans else 0


def _fits(view: View, sounding: Sounding, partner: int, mind: Mind) -> bool:
    """Return whether a treaty that names no enemy may bring both their share.

    A doctrine weighs the parts of what it gains in its own way, so that only what the partner gains tells.
    """
    anybody = load_weights().pacts
    if sounding[1] < anybody.least:
        return False
    if mind.terms:
        return True
    mine, theirs = sounding[0] + total(resented_by(view, (partner,))), sounding[1]
    return theirs >= asked(theirs, mine, anybody) and mine >= asked(mine, theirs, mind.weights.pacts)


_UNSIGNED: tuple[dict[str, Treaty], frozenset[str], bool] = ({}, frozenset(), False)


def _signed(view: View, signed: tuple[Treaty, ...]) -> tuple[dict[str, Treaty], frozenset[str], bool]:
    """Return the treaties with a partner by kind, the kinds that run out now, and whether one forbids attack."""
    kinds, soon = view.known.rules.kinds, before_next(view.known.turn)
    now = {t.kind: t for t in signed}
    ending = frozenset([name for name, t in now.items() if t.until <= soon])
    return now, ending, any(kinds[name].no_attack for name in now)


def _asked_of(view: View, partner: int, mind: Mind) -> int:
    """Return the burden to write into a treaty: what a partner that bears too little is asked to carry."""
    world, me = view.known, view.seat
    if not world.rules.switch.burden:
        return 0
    held = any(e.ledger == "burden" and e.holder == me and e.about == partner for e in world.ledger)
    return mind.weights.pacts.blocks if held else 0


def _one_way(view: View, partner: int) -> list[TreatyTerms]:
    """Return a guarantee of a weak neighbour that stands before me, or one asked of a strong one."""
    me, power, least = view.seat, view.known.power, load_weights().pacts.least
    own, other = power.item(me), power.item(partner)
    if 2 * other <= own and sum(against(view, me, partner, -1)[1:]) >= least:
        return [TreatyTerms("guarantee", (me, partner))]
    if other >= 2 * own and against(view, me, partner, -1)[0] >= least <= sum(against(view, partner, me, -1)[1:]):
        return [TreatyTerms("guarantee", (partner, me))]
    return []


def _upon(view: View, partner: int, victim: int, signed: tuple[Treaty, ...]) -> list[TreatyTerms]:
    """Return treaties for a war on a victim: its ruin shared, or the partner kept out of it."""
    world, me, pair = view.known, view.seat, (view.seat, partner)
    table, least = danger(view), load_weights().pacts.least
    if table.position.pact.item(me, victim):
        return []
    kinds = {t.kind for t in signed}
    found = []
    held = any(t.kind == "offence" and t.target == victim for t in signed)
    # Both have to gain, and a friend of the victim joins nobody against it: what takes least to see is asked first.
    if (not held and spoils_shared(view, me, partner, victim) >= least
            and spoils_shared(view, partner, me, victim) >= least
            and not any(world.rules.kinds[t.kind].aid for t in in_force(world, partner, victim))):
        found.append(TreatyTerms("offence", pair, target=victim, term=4, joint=True, secret=True))
    if not kinds & {"neutrality", "nonaggression", "defence"} and table.lent.item(partner, victim, me) > 0.0:
        found.append(TreatyTerms("neutrality", pair, term=6))
    return found


def _standing_together(
    view: View, partner: int, strong: int, signed: tuple[Treaty, ...]
) -> list[TreatyTerms]:
    """Return a coalition against who is feared, where both would be covered by it."""
    world, me = view.known, view.seat
    if any(t.target == strong and world.rules.kinds[t.kind].aid for t in signed):
        return []
    covered = min(of_two(view, me, partner)[0, :, strong].tolist()) + balance(view, me, partner, strong)
    rule = world.rules.treaties
    if covered * rule.informal // rule.cheque[1] < load_weights().pacts.least // 2:
        return []
    return [TreatyTerms("coalition", (me, partner), target=strong, term=8)]
