"""How states fall and come back: capitulation, government in exile while an ally fights on, the end, the return."""

from __future__ import annotations

import numpy as np

from hegemon.engine import sanctions
from hegemon.engine.breach import bury_treaties
from hegemon.engine.context import Turn
from hegemon.world.fixed import Bools
from hegemon.world.state import World

POWERLESS = ("potential", "mobilised_output", "influence", "mobilised", "fallen", "leading", "dominant", "hungry")


def pass_to(world: World, place: int, state: int) -> None:
    """Make a state sovereign of a province; who holds it goes on holding it only against an enemy."""
    before = int(world.sovereign[place])
    world.sovereign[place] = state
    holder = int(world.occupier[place])
    if holder >= 0 and (holder == state or not world.war[state, holder]):
        world.occupier[place] = -1
    if int(world.capital[before]) == place:
        move_capital(world, before)


def move_capital(world: World, state: int) -> None:
    """Seat the government in the most populous province it still has."""
    own = world.sovereign == state
    if np.count_nonzero(own):
        ranked = np.where(own, world.scenario.population * 512 + world.scenario.province_ids % 512, -1)
        world.capital[state] = int(ranked.argmax())


def capitulate(turn: Turn) -> None:
    """Settle who has been wholly occupied for too long: its land goes to its occupiers, its army disbands."""
    world = turn.world
    home = world.home
    held = np.bincount(world.sovereign[world.occupier < 0], minlength=world.states) > 0
    world.fallen = np.where(home & ~held, world.fallen + 1, 0)
    if not (np.count_nonzero(world.fallen) or np.count_nonzero(world.exiled)):
        return  # whoever has a home holds land there
    owns = np.bincount(world.sovereign, minlength=world.states) > 0
    for state in turn.seats:
        if not home[state] or (owns[state] and (held[state] or world.fallen[state] < world.rules.war.fall_turns)):
            continue  # who holds land of its own, or has not held out long enough without
        mine = world.sovereign == state
        free = bool((world.occupier[mine] < 0).any())  # an enemy that fell before it may have left it land
        if mine.any() and (free or world.fallen[state] < world.rules.war.fall_turns):
            continue
        turn.note("capitulated", state)
        friend = protector(world, state) if world.rules.switch.exile and mine.any() else -1
        back = _give_up(world, state, mine)
        if friend >= 0:
            _flee(turn, state, friend, mine)
        else:
            bury(turn, state)
        for other in back:
            come_home(turn, other, ())
    if np.count_nonzero(world.exiled):
        _lapse(turn)


def protector(world: World, state: int) -> int:
    """Return the ally at home that fights on in a state's war and holds most land, ties by permanent id; -1 if none."""
    numbers = set(world.war[state].tolist()) - {0}
    home, controller, ids = world.home, world.controller, world.scenario.state_ids
    friends = {
        who
        for war in world.wars
        if war.id in numbers
        for who in war.members(war.side(state))
        if who != state and home[who] and (world.war[who] == war.id).any() and (controller == who).any()
    }
    return min(friends, key=lambda s: (-int((controller == s).sum()), int(ids[s])), default=-1)


def _give_up(world: World, state: int, mine: Bools) -> list[int]:
    """Pass a fallen state's land to who holds it, or to an exile on the holder's side whose it was; return these."""
    back: list[int] = []
    for place in np.flatnonzero(mine).tolist():
        holder, former = int(world.occupier[place]), int(world.former[place])
        if former >= 0 and world.exiled[former] and 0 < world.war[former, state] == world.war[holder, state]:
            back.append(former)
            holder = former
        world.sovereign[place] = holder
    world.occupier[mine] = -1
    world.occupier[world.occupier == state] = -1
    ids = world.scenario.state_ids
    return sorted(set(back), key=lambda s: int(ids[s]))


def _flee(turn: Turn, state: int, friend: int, mine: Bools) -> None:
    """Send a government into exile: words and wars are left to it, neither men nor money."""
    world = turn.world
    world.exiled[state] = world.beaten[state] = world.turn
    world.former[mine & (world.former < 0)] = state
    world.troops[state] = 0
    for name in POWERLESS:
        getattr(world, name)[state] = 0
    world.calls = tuple(c for c in world.calls if c.called != state)
    world.payments = tuple(p for p in world.payments if state not in (p.payer, p.payee))
    _forget(world, state)
    turn.note("exiled", state, friend)


def _forget(world: World, state: int) -> None:
    sanctions.clear(world, state)
    if world.crises:
        world.crises = tuple(c for c in world.crises if state not in (c.challenger, c.target))
    if world.congresses:
        world.congresses = tuple(c for c in world.congresses if c.loser != state)


def _lapse(turn: Turn) -> None:
    """End the exiles for whom no ally fights on."""
    world, ids = turn.world, turn.world.scenario.state_ids
    for state in sorted(np.flatnonzero(world.exiled).tolist(), key=lambda s: int(ids[s])):
        if protector(world, state) < 0:
            bury(turn, state)


def come_home(turn: Turn, state: int, places: tuple[int, ...]) -> None:
    """Restore an exile to provinces, and to what has come back to it already; its other claims are at an end."""
    world = turn.world
    for place in places:
        pass_to(world, place, state)
    world.exiled[state] = 0
    world.former[world.former == state] = -1
    if int(world.sovereign[world.capital[state]]) != state:
        move_capital(world, state)
    turn.note("restored", state)


def bury(turn: Turn, state: int) -> None:
    """Take a state out of the game: no army, no treaties, no wars, no power."""
    world = turn.world
    world.alive[state] = False
    world.died[state] = world.turn
    world.exiled[state] = 0
    world.former[world.former == state] = -1
    world.troops[state] = 0
    world.war[state, :] = 0
    world.war[:, state] = 0
    for name in (*POWERLESS, "prestige"):
        getattr(world, name)[state] = 0
    bury_treaties(turn, state)
    world.calls = tuple(c for c in world.calls if state not in (c.caller, c.called, c.against))
    world.offers = tuple(o for o in world.offers if state not in (o.letter.sender, o.letter.to))
    world.payments = tuple(p for p in world.payments if state not in (p.payer, p.payee))
    _forget(world, state)
    turn.note("eliminated", state)
