"""What promises are worth before they are called in: how clear they stand, what they bring and deter, and who comes.

Snyder 1997: an ally counts at its strength x belief in its word x clarity of its promise.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np

from hegemon.counsel.danger import danger, help_of, prize, torn, win
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.position import Floats
from hegemon.counsel.weights import load_weights
from hegemon.engine.calls import Summons, summoned
from hegemon.engine.hostility import Hostility
from hegemon.world.orders import AT_ONCE, REFUSE
from hegemon.world.promises import clarity, helps
from hegemon.world.relations import under_arms
from hegemon.world.treaties import Treaty, War
from hegemon.world.view import View


@dataclass(frozen=True, slots=True)
class Deterred:
    """What a promise takes from an attacker: per mille of its odds, ppm of power of what it may expect to gain."""

    attacker: int
    odds: int
    gain: int


@dataclass(frozen=True, slots=True)
class Promise:
    """One party's promise to another as the seat sees it.

    clarity, belief: per mille. brings: the points of mean quality that would arrive, most against whom it deters most.
    deters: by attacker, those whom it deters most first.
    """

    state: int
    helped: int
    clarity: int
    belief: int
    brings: int
    deters: tuple[Deterred, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A state that may join a war: on which side (0 the attacker's), under which treaty, with what chance."""

    state: int
    side: int
    caller: int
    treaty: int
    chance: int


def card(view: View, treaty: Treaty) -> tuple[Promise, ...]:
    """Return every promise of help in a treaty; none if it promises none."""
    kind = view.known.rules.kinds[treaty.kind]
    if not helps(kind):
        return ()
    givers = treaty.parties[:1] if kind.one_way else treaty.parties
    return tuple(_promise(view, treaty, a, b) for a in givers for b in treaty.parties if a != b)


def _promise(view: View, treaty: Treaty, state: int, helped: int) -> Promise:
    table, rule = danger(view), load_weights().danger
    p, found = table.position, list[Deterred]()
    for attacker in range(view.known.states):
        lent = float(table.lent[state, helped, attacker])
        if lent <= 0.0 or not table.brought[attacker, helped] or treaty.target not in (-1, attacker):
            continue
        least, share = np.minimum(p.power[attacker], p.power[helped]), table.share[attacker, helped]
        force, met = table.attacker[attacker, helped], table.defender[attacker, helped]
        bare, now = win(force, met - lent), table.odds[attacker, helped]
        more = prize(bare, p.power[attacker], least, share, rule) - prize(now, p.power[attacker], least, share, rule)
        found.append(Deterred(attacker, round(1000 * float(bare - now)), round(float(more))))
    found.sort(key=lambda d: (-d.gain, -d.odds, d.attacker))
    arrives = _help(view)[state, helped]
    most = float(arrives[found[0].attacker] if found else arrives.max())
    return Promise(
        state, helped, clarity(view.known, treaty, state), int(view.known.reliability[view.seat, state]),
        round(most), tuple(found),
    )  # fmt: skip


@once_a_view
def _help(view: View) -> Floats:
    table = danger(view)
    return help_of(table.position, table.brought, load_weights().danger)


def chance(view: View, treaty: Treaty, state: int, against: int) -> int:
    """Return the chance that a party honours a call under a treaty, per mille, as the seat forecasts it.

    Its word by what it has said, else by belief in it; less if it is bound to the enemy too.
    """
    rules, belief = view.known.rules, int(view.known.reliability[view.seat, state])
    reply, kind = treaty.reply_of(state), rules.kinds[treaty.kind]
    said = belief
    if kind.invited or kind.informal:
        said = belief * (rules.treaties.invited if kind.invited else rules.treaties.informal) // 1000
    elif reply == AT_ONCE:
        said = rules.treaties.cheque[0]
    elif reply == REFUSE:
        said = min(belief, rules.treaties.cheque[2])  # who refuses is never likelier to come than who leaves it open
    free = torn(danger(view).position, load_weights().danger)[state, against]
    return round(said * float(free))


def joining(view: View, attacker: int, victim: int) -> tuple[Coming, ...]:
    """Return who may join if one state made war on another now, and how likely, in the rounds in which calls go out.

    Who is called by a friend, or against one, that may itself stay away comes at most as likely as that one.
    """
    trial = view.known.fork()
    number = max((war.id for war in trial.wars), default=0) + 1
    joined = ((attacker, 0, trial.turn, -1), (victim, 1, trial.turn, -1))
    war = War(number, trial.turn, attacker, victim, joined, under_arms(trial, attacker))
    trial.war[attacker, victim] = trial.war[victim, attacker] = number
    there, found = {attacker: 1000, victim: 1000}, list[Coming]()
    fresh = [Hostility(attacker, victim, number, declared=True)]
    for _ in range(trial.states):
        trial.wars = (*view.known.wars, war)
        calls = [c for c in summoned(trial, fresh) if c.war == number]
        fresh = []
        for call in calls:
            if war.side(call.called) >= 0:
                continue
            found.append(_coming(view, call, there))
            there[call.called] = found[-1].chance
            war = msgspec.structs.replace(war, joined=(*war.joined, (call.called, call.side, trial.turn, -1)))
            for enemy in war.members(1 - call.side):
                if not trial.war[call.called, enemy]:
                    trial.war[call.called, enemy] = trial.war[enemy, call.called] = number
                    fresh.append(Hostility(call.called, enemy, number, declared=False))
        if not fresh:
            break
    return tuple(found)


def _coming(view: View, call: Summons, there: dict[int, int]) -> Coming:
    comes = chance(view, call.treaty, call.called, call.against) * there[call.caller] * there[call.against] // 1_000_000
    return Coming(call.called, call.side, call.caller, call.treaty.id, comes)
