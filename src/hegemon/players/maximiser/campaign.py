"""The campaign: what of the army may leave, and the attacks whose sums pay."""

from __future__ import annotations

from collections.abc import Collection

from hegemon.counsel.danger import danger
from hegemon.counsel.ground import survey
from hegemon.counsel.marches import blow, might, safety
from hegemon.counsel.terms import land
from hegemon.players.maximiser.army import Army, Assault
from hegemon.players.maximiser.gathering import Gathered, gathered
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Record
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


def at_ease(view: View) -> Army:
    """Return the army of a seat that attacks nobody this turn: all of it may march about its own and friends' land."""
    return Army(list(survey(view).mine), [], [], [], [], [], [])


def muster(view: View, plan: Intent, mind: Mind) -> Army:
    """Return the army with what of each stack stays: garrisons, and a reserve against what could fall on it."""
    g, me, world = survey(view), view.seat, view.known
    rule, weights = world.rules.war, mind.weights.war
    stands = might(view, strikers(view, plan, mind))
    keep = [0] * len(g.mine)
    worth, capital = land(view).tolist(), int(world.capital[me])
    held, stay, safe, blows = [0] * len(g.mine), [0] * len(g.mine), [0] * len(g.mine), dict[int, int]()
    for p in g.room:
        if g.holder[p] == me:
            keep[p] = worth[p] * weights.held // 1000
    if g.holder[capital] == me:
        keep[capital] += int(world.power[me]) * weights.capital // 1000
    for p in g.stacks:
        if g.sovereign[p] != me:
            held[p] = rule.garrison + 1  # one may be lost to upkeep
        blows[p] = blow(g, rule, stands, p)
        need = blows[p] * weights.reserve // 1000 * 100 // max(1, g.held[p] * g.punch)
        stay[p] = max(held[p], min(g.mine[p], need) if keep[p] else 0)
        whole = safety(g, rule, blows[p], p, weights.doubt) // max(1, g.punch) + 1 if blows[p] and keep[p] else 0
        safe[p] = max(stay[p], min(g.mine[p], whole))
    return Army(list(g.mine), held, stay, safe, stands, keep, worth, blows=blows)


def assaults(
    view: View, foes: Collection[int], army: Army, mind: Mind
) -> tuple[list[Assault], list[Record]]:
    """Return the attacks of this turn on land held by foes, one choice after another, within command; and why."""
    g, world = survey(view), view.known
    ids = world.scenario.province_ids
    army.foes = frozenset(foes)
    places = [p for p, holder in enumerate(g.holder)
              if holder in foes and any(g.open[n] and g.holder[n] not in foes for n in g.neighbours[p])]
    places.sort(key=lambda p: int(ids[p]))
    found: list[Assault] = []
    records: list[Record] = []
    afloat = commands_sea(view, foes)
    kept: dict[int, Gathered] = {}
    for _ in range(command(world, view.seat)):
        attacked = {a.place for a in found}
        for p in places:
            if p not in attacked and (p not in kept or kept[p].outdated(g, p, found[-1])):
                kept[p] = gathered(view, g, army, p, attacked, mind, afloat)
        made = [option for p in places if p not in attacked for option in kept[p].options]
        if not made:
            break
        options = [mind.option("stand"), *(option for _, option in made)]
        about = [g.holder[made[0][0].place], *(g.holder[assault.place] for assault, _ in made)]
        chosen, record = choose(view, "placement", about, options)
        records.append(record)
        if not chosen:
            break
        assault = made[chosen - 1][0]
        found.append(assault)
        army.send(g, assault)
    return found, records


def commands_sea(view: View, foes: Collection[int]) -> bool:
    """Return whether the seat and who fights beside it are seen to be stronger at sea than its foes."""
    world, me = view.known, view.seat
    power: list[int] = (world.army * world.scenario.naval).tolist()
    friends = [s for s, may in enumerate(access(world)[me].tolist()) if may and world.war[s].any()]
    return sum(power[s] for s in friends or [me]) > sum(power[s] for s in foes)
