"""What the army does in a turn: whether war is declared, what is attacked, and where the rest of it goes."""

from __future__ import annotations

from hegemon.counsel.ground import survey
from hegemon.players.maximiser.army import Army, Assault
from hegemon.players.maximiser.campaign import assaults, muster
from hegemon.players.maximiser.fronts import aims, enemies
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.placement import idle, placement
from hegemon.players.maximiser.war import Intent, declared
from hegemon.world.orders import Move, Record
from hegemon.world.view import View


def ordered(view: View, plan: Intent, mind: Mind) -> tuple[tuple[Move, ...], tuple[int, ...], list[Record]]:
    """Return the marches, the declarations of war, and why; nobody is declared war on who is not attacked as well."""
    foes = set(enemies(view))
    futile: set[int] = set()
    found: list[Assault] = []
    why: list[Record] = []
    army: Army | None = None
    for target in plan.begun if plan.strike else ():
        if aims(view, {target}, mind):
            army = muster(view, plan, mind)
            found, why = assaults(view, foes | {target}, army, mind)
            if any(army.g.holder[assault.place] == target for assault in found):
                break
        futile.add(target)
        army = None
    target, war_why = declared(view, plan, futile)
    if army is None and foes and aims(view, foes, mind):
        army = muster(view, plan, mind)
        found, why = assaults(view, foes, army, mind)
    struck = (target,) if target >= 0 else ()
    foes |= set(struck)
    moves = [move for assault in found for move in assault.moves]
    if not idle(view, plan, foes, bool(found)):
        g = survey(view)
        spread = placement(view, plan, foes, g.mine if army is None else army.left)
        if struck:  # its land is closed now
            spread = [move for move in spread if not any(g.holder[p] in struck for p in move.path)]
        moves += spread
    return tuple(moves), struck, [*why, *((war_why,) if war_why is not None else ())]
