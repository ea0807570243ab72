"""The campaign: what of the army may leave, and the attacks whose sums pay."""

from __future__ import annotations

from collections.abc import Collection

from hegemon.counsel.danger import danger
from hegemon.counsel.ground import survey
from hegemon.counsel.marches import might
from hegemon.counsel.terms import land
from hegemon.players.maximiser.army import Army, Assault
from hegemon.players.maximiser.fronts import Front, bound, fronts
from hegemon.players.maximiser.gathering import Gathered, gathered
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Option, Record
from hegemon.world.relations import access, command
from hegemon.world.view import View


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
    power, capital = int(world.power[me]), int(world.capital[me])
    return Army(
        g, me, world.rules.war, mind.weights.war, list(g.mine), lambda: might(view, strikers(view, plan, mind)), power,
        capital, land(view).tolist(), man=power * mind.weights.war.men // max(1, sum(g.mine)),
    )  # fmt: skip


def assaults(
    view: View, foes: Collection[int], army: Army, mind: Mind
) -> tuple[list[Assault], list[Record]]:
    """Return the attacks of this turn on land held by foes, one choice after another, within command; and why."""
    g = army.g
    army.foes = frozenset(foes)
    places = fronts(view, army, mind, commands_sea(view, foes))
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
        for _, front in places:
            p = front.place
            if p not in attacked and kept[p].outdated(g, p, assault):
                most = bound(army, front, front.met(g, attacked, army.rule), mind)
                kept[p] = Gathered(most, [], front.within, frozenset())
    return found, records


def _weighed(
    view: View, army: Army, places: list[Front], attacked: set[int], kept: dict[int, Gathered], mind: Mind
) -> list[tuple[Assault, Option]]:
    """Return the attacks on fronts that could be the choice or the next best, and whatever was weighed before."""
    made: list[tuple[Assault, Option]] = []
    first = second = 0  # to stand brings nothing
    for front in sorted(places, key=lambda front: -kept[front.place].most):
        most = kept[front.place].most
        if most <= 0 or most < second:
            break
        if not kept[front.place].options:
            kept[front.place] = gathered(view, army, front, attacked, mind)
        made += kept[front.place].options
        for _, option in kept[front.place].options:
            _, second, first = sorted((first, second, option.utility))
    ids = view.known.scenario.province_ids
    return sorted(made, key=lambda x: ids.item(x[0].place))


def commands_sea(view: View, foes: Collection[int]) -> bool:
    """Return whether the seat and who fights beside it are seen to be stronger at sea than its foes."""
    world, me = view.known, view.seat
    power: list[int] = (world.army * world.scenario.naval).tolist()
    friends = [s for s, may in enumerate(access(world)[me].tolist()) if may and world.war[s].any()]
    return sum(power[s] for s in friends or [me]) > sum(power[s] for s in foes)
