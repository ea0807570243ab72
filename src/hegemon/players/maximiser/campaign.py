"""The campaign: what of the army may leave, and the attacks whose sums pay."""

from __future__ import annotations

from collections.abc import Collection

from hegemon.counsel.danger import danger
from hegemon.counsel.ground import survey
from hegemon.counsel.marches import might
from hegemon.counsel.reach import around
from hegemon.counsel.terms import land, taken
from hegemon.players.maximiser.army import Army, Assault
from hegemon.players.maximiser.fronts import Front, fronts
from hegemon.players.maximiser.gathering import Gathered, gathered
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Option, Record
from hegemon.world.relations import command
from hegemon.world.view import View

WEIGHED = 3  # fronts weighed in full for one choice, those that promise most
LIKELY = 800  # per mille of what a front promises at most: one is weighed only if that beats the best so far


def strikers(view: View, plan: Intent, mind: Mind) -> dict[int, int]:
    """Return how likely each state is to strike the seat next turn, per mille, if at all: enemies and prey surely."""
    me, world = view.seat, view.known
    found: dict[int, int] = {}
    hostile = world.war[me].tolist()
    third = mind.weights.war.third
    for other, chance in enumerate(danger(view).attack[:, me].tolist()):
        if hostile[other] or other == plan.target:
            found[other] = 1000
        elif chance > 0 and third:
            found[other] = min(1000, int(chance * third))
    return found


def muster(view: View, plan: Intent, mind: Mind) -> Army:
    """Return the army of a turn; what of it stays is worked out where an attack could ask for it."""
    g, me, world = survey(view), view.seat, view.known
    power, capital = world.power.item(me), world.capital.item(me)
    return Army(
        g, me, world.rules.war, mind.weights.war, list(g.mine), lambda: might(view, strikers(view, plan, mind)),
        power, capital, land(view).item, around(world.land, 2), taken(view).held,
        man=power * mind.weights.war.men // max(1, sum(g.mine)),
    )  # fmt: skip


def assaults(
    view: View, foes: Collection[int], army: Army, mind: Mind
) -> tuple[list[Assault], list[Record]]:
    """Return the attacks of this turn on land held by foes, one choice after another, within command; and why."""
    g = army.g
    army.foes = frozenset(foes)
    places = fronts(view, army, mind)
    found: list[Assault] = []
    records: list[Record] = []
    attacked: set[int] = set()
    kept = {front.place: Gathered(most, [], front.within, frozenset()) for most, front in places}
    for _ in range(command(view.known, view.seat) if places else 0):
        made = _weighed(view, army, [front for _, front in places if front.place not in attacked], attacked, kept, mind)
        if not made:
            break
        options = [mind.option("stand"), *[option for _, option in made]]
        about = [g.holder[made[0][0].place], *[g.holder[assault.place] for assault, _ in made]]
        chosen, record = choose(view, "placement", about, options)
        records.append(record)
        if not chosen:
            break
        assault = made[chosen - 1][0]
        found.append(assault)
        attacked.add(assault.place)
        army.send(assault)
        for place, known in kept.items():
            if known.options and place not in attacked and known.outdated(g, place, assault):
                # The men of one attack are missed in the next: it is hardly worth more than it was before.
                kept[place] = Gathered(known.most, [], known.within, frozenset())
    return found, records


def _weighed(
    view: View, army: Army, places: list[Front], attacked: set[int], kept: dict[int, Gathered], mind: Mind
) -> list[tuple[Assault, Option]]:
    """Return the attacks on fronts that could be the choice, and whatever was weighed before."""
    made: list[tuple[Assault, Option]] = []
    first = fresh = 0  # to stand brings nothing
    for front in sorted(places, key=lambda front: -kept[front.place].most):
        most = kept[front.place].most
        if most <= 0 or most * LIKELY < first * 1000:
            break
        if not kept[front.place].options:
            if fresh == WEIGHED:
                break
            fresh += 1
            kept[front.place] = gathered(view, army, front, attacked, mind)
        made += kept[front.place].options
        first = max(first, kept[front.place].most)
    ids = view.known.scenario.province_ids
    return sorted(made, key=lambda x: ids.item(x[0].place))
