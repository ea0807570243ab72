"""What the army does in a turn: whether war is declared, what is attacked, and where the rest of it goes."""

from __future__ import annotations

from hegemon.counsel.ground import survey
from hegemon.players.maximiser.army import Army, Assault
from hegemon.players.maximiser.campaign import assaults, at_ease, muster
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.placement import placement
from hegemon.players.maximiser.war import Intent, declared
from hegemon.world.orders import Move, Record
from hegemon.world.view import View


def ordered(view: View, plan: Intent, mind: Mind) -> tuple[tuple[Move, ...], tuple[int, ...], list[Record]]:
    """Return the marches, the declarations of war, and why; nobody is declared war on who is not attacked as well."""
    me, g = view.seat, survey(view)
    foes = {j for j, war in enumerate(view.known.war[me].tolist()) if war}
    futile: set[int] = set()
    found: list[Assault] = []
    why: list[Record] = []
    army: Army | None = None
    for target in plan.begun if plan.strike else ():
        army = muster(view, plan, mind)
        found, why = assaults(view, foes | {target}, army, mind)
        if any(g.holder[assault.place] == target for assault in found):
            break
        futile.add(target)
        army = None
    target, war_why = declared(view, plan, futile)
    if army is None:
        army = muster(view, plan, mind) if foes else at_ease(view)
        found, why = assaults(view, foes, army, mind) if foes else ([], [])
    struck = (target,) if target >= 0 else ()
    moves = [move for assault in found for move in assault.moves]
    spread = placement(view, plan, foes | set(struck), army)
    moves += [move for move in spread if not any(g.holder[p] in struck for p in move.path)]  # its land is closed now
    return tuple(moves), struck, [*why, *((war_why,) if war_why is not None else ())]
