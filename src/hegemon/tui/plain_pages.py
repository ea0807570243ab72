"""What the plain game says: a seat's view as lines of text, in words that read well aloud."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from hegemon.counsel.bands import estimate, reader_gain
from hegemon.counsel.forecast import effort_forecast
from hegemon.counsel.odds import attack_odds
from hegemon.engine.economy import RESOURCES, bottleneck
from hegemon.engine.power import score
from hegemon.game.aims import Standing
from hegemon.game.chronicle import (
    TREATIES,
    clauses_said,
    once,
    per_cent,
    reply_said,
    sentence,
    state_name,
    terms_said,
    turn_said,
    year_of,
)
from hegemon.game.seats import Seat, Sent
from hegemon.game.session import Game
from hegemon.game.verdict import verdict
from hegemon.players.registry import HUMAN
from hegemon.tui import affairs
from hegemon.tui.draft import focus_said
from hegemon.tui.marches import March
from hegemon.tui.odds import odds_said
from hegemon.tui.telegrams import cascade
from hegemon.world.events import KINDS
from hegemon.world.orders import BRANCHES, DIPLOMACY, FOCUSES, REPLIES, Letter, Move, Orders
from hegemon.world.promises import envoys, tied
from hegemon.world.relations import access, command, war_score
from hegemon.world.scenario_model import GOVERNMENTS, TERRAINS
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from hegemon.world.view import View


def summary(view: View) -> list[str]:
    """Return the state of the state."""
    world, me = view.known, view.seat
    low, high = int(view.power_low[me]), int(view.power_high[me])
    rank = 1 + int((world.power > world.power[me]).sum())
    ready = f"mobilised since turn {int(world.mobilised[me])}" if world.mobilised[me] else "not mobilised"
    blocks = ", ".join(f"{name} {n}" for name, n in zip(BRANCHES, world.effort[me].tolist(), strict=True))
    foes = [state_name(world, int(s)) for s in np.flatnonzero(world.war[me])]
    year = year_of(world, world.turn)
    lines = [
        f"{state_name(world, me)} ({world.codes[me]}), {year}, {turn_said(world)}.",
        f"Power {per_cent(low)} to {per_cent(high)} of the world, rank {rank} of {int(world.alive.sum())}.",
        f"Army {int(world.army[me])} points, quality {int(world.quality[me]) // 100}, {ready}.",
        f"Output {int(world.mobilised_output[me])}, short of {RESOURCES[bottleneck(world, me)]}. "
        f"Stability {int(world.stability[me]) // 10}%, exhaustion {int(world.exhaustion[me]) // 10}%.",
        f"Effort: {blocks}; focus: {''.join(focus_said(world, Orders(seat=me)))}. "
        f"Envoys {envoys(world, me)}, attacks {command(world, me)}.",
        f"At war with {', '.join(foes)}." if foes else "At peace.",
    ]
    lines += standing(world, me)
    return lines + [f"Treaty: {treaty_said(world, t, me)}." for t in world.treaties if me in t.parties]


def standing(world: World, me: int) -> list[str]:
    """Return what carries a state beside its arms: government, shelter, duties, money, sanctions, the age."""
    lent, since = int(world.cover[me]) // 10, int(world.regime[me])
    government = GOVERNMENTS[int(world.government[me])] + (f" since {year_of(world, since)}" if since else "")
    shelter = f"{lent}% of our safety is lent by allies, {100 - lent}% stands alone" if lent else "nobody shelters us"
    lines = [f"Government: {government}; {shelter}."]
    if world.exiled[me]:
        lines.append("In exile: letters, votes and replies are what we have left.")
    need = tied(world, me)
    if need and world.home[me]:
        lines.append(f"Duties tie {need / 1000:.1f} of {int(world.effort[me, DIPLOMACY])} blocks of diplomacy.")
    flows = [f"{name} {amount:+d}" for name, amount in affairs.money(world, me).items()]
    lines += [f"A turn: {', '.join(flows)}."] if flows else []
    for text, mask in (("Sanctions on us by", world.sanction[:, me]), ("Our sanctions on", world.sanction[me])):
        states = np.flatnonzero(mask).tolist()
        lines += [f"{text} {affairs.named(world, states)}."] if states else []
    lines.append(f"The world is polarised {world.polarisation // 10}%, its tension {world.tension // 10}%.")
    return lines


def news(view: View) -> list[str]:
    """Return what happened last turn, own affairs first."""
    world, me = view.known, view.seat
    events = [e for e in once(view.news) if KINDS[e.kind].weight >= 1]
    mine = [e for e in events if me in (e.actor, e.target, e.other)]
    rest = [e for e in events if e not in mine]
    return [*telegrams(view), *(sentence(e, world) for e in (*mine, *rest))]


def telegrams(view: View) -> list[str]:
    """Return how last turn's wars spread, indented by who came for whom."""
    world = view.known
    lines = []
    for told in cascade(view.news):
        against = f" against {state_name(world, told.against)}" if told.against >= 0 else ""
        under = f", {TREATIES.get(told.under, told.under)}" if told.under else ""
        loss = f"; entrapped, {signed(-told.loss)}" if told.loss else ""
        line = f"{state_name(world, told.actor)} {told.verb} {state_name(world, told.target)}{against}{under}{loss}."
        lines.append("  " * told.depth + line)
    return lines


def forecast_said(view: View) -> list[str]:
    """Return what the effort of the seat buys."""
    seen = effort_forecast(view)
    return [
        f"As it stands: army {seen.army[0]} next turn, {seen.army[1]} in five; infrastructure "
        f"{seen.infrastructure[0]}, then {seen.infrastructure[1]} per mille; quality {seen.quality[0] / 100:.1f}, then "
        f"{seen.quality[1] / 100:.1f}; influence {seen.influence[0]}, then {seen.influence[1]}."
    ]


def states(view: View) -> list[str]:
    """Return one line for each living state, the most powerful first."""
    world = view.known
    order = sorted(np.flatnonzero(world.alive).tolist(), key=lambda s: (-int(world.power[s]), s))
    return [f"{place}. {state_said(view, s)}" for place, s in enumerate(order, 1)]


def state_said(view: View, state: int) -> str:
    """Return a state in one line: power, army, posture, and what is between it and the seat."""
    world, me = view.known, view.seat
    low, high = int(view.low[state].sum()), int(view.high[state].sum())
    army = f"army {low}" if low == high else f"army {low} to {high}"
    words = [
        f"{state_name(world, state)} ({world.codes[state]}): power {per_cent(int(world.power[state]))}",
        army,
    ]
    if world.mobilised[state]:
        words.append("mobilised")
    if state == me:
        return ", ".join([*words, "you"]) + "."
    words.append(f"opinion of us {int(world.opinion[state, me]) // 10:+d}")
    if world.war[me, state]:
        words.append(
            f"at war with us, our score {war_score(world, me, state)}, theirs {war_score(world, state, me)}"
        )
    words += [TREATIES.get(t.kind, t.kind) for t in world.treaties if me in t.parties and state in t.parties]
    wars = [world.codes[int(s)] for s in np.flatnonzero(world.war[state]) if s != me]
    if wars:
        words.append(f"at war with {', '.join(wars)}")
    return ", ".join(words) + "."


def province_said(view: View, province: int) -> str:
    """Return a province in one line: whose, ground, troops, yields, borders."""
    world, me, scenario = view.known, view.seat, view.known.scenario
    holder, owner = int(world.controller[province]), int(world.sovereign[province])
    whose = state_name(world, owner) + (f", held by {state_name(world, holder)}" if holder != owner else "")
    ground_said = TERRAINS[int(scenario.terrain[province])]
    fort = f", fort {int(world.fort[province])}" if world.fort[province] else ""
    mine = int(world.troops[me, province])
    seat_of = ", capital" if province in world.capital[world.home].tolist() else ""
    yields = f"grain {scenario.grain[province]}, ore {scenario.ore[province]}, fuel {scenario.fuel[province]}"
    near = ", ".join(world.land.codes[q] for q in world.land.neighbours[province])
    return (
        f"{place_said(world, province)}: {whose}{seat_of}; {ground_said}{fort}; ours {mine}, "
        f"others {others_said(view, province)}; {yields}; borders {near}."
    )


def others_said(view: View, province: int) -> str:
    """Return the troops of all others in a province, as a range if they are out of sight."""
    rest = np.arange(view.known.states) != view.seat
    low, high = int(view.low[rest, province].sum()), int(view.high[rest, province].sum())
    return str(low) if low == high else f"{low} to {high}"


def place_said(world: World, province: int) -> str:
    """Return a province's code and name."""
    return f"{world.land.codes[province]} {world.land.names[province]}"


def treaty_said(world: World, treaty: Treaty, seat: int) -> str:
    """Return a treaty in force, seen by a party."""
    partners = ", ".join(state_name(world, p) for p in treaty.others(seat))
    against = f" against {state_name(world, treaty.target)}" if treaty.target >= 0 else ""
    kind = world.rules.kinds[treaty.kind]
    reply = f", our standing reply: {treaty.reply_of(seat)}" if kind.aid or kind.invited else ""
    way = "" if not kind.one_way else " by us" if treaty.parties[0] == seat else " of us"
    clauses = "".join(f", {clause}" for clause in clauses_said(world, treaty))
    head = f"{TREATIES.get(treaty.kind, treaty.kind)}{way} with {partners or 'nobody yet'}{against}{clauses}"
    return f"{head}, until turn {treaty.until}{reply}"


def march_said(view: View, march: March, moves: Sequence[Move]) -> str:
    """Return a march in one line; an attack with the odds that all of moves would have together."""
    world, end = view.known, march.path[-1]
    if not march.hostile:
        steps = len(march.path) - 1
        return f"march to {place_said(world, end)}, {steps} step{'s' if steps > 1 else ''}"
    need = "" if march.at_war else f" (needs war with {state_name(world, march.against)})"
    ground = TERRAINS[int(world.scenario.terrain[end])] + (f", fort {int(world.fort[end])}" if world.fort[end] else "")
    odds = odds_said(attack_odds(view, moves, end), world.rules.war)
    return (
        f"attack {place_said(world, end)} of {state_name(world, march.against)}{need}: "
        f"{others_said(view, end)} points there, {ground}, {odds}"
    )


def worth_said(view: View, letter: Letter) -> str:
    """Return what a letter is worth to its writer, and as a band what it may be worth to its reader."""
    ours, theirs = sum(t.amount for t in estimate(view, letter, letter.sender)), reader_gain(view, letter)
    return f"Worth to us {signed(ours)}; to them, we guess, {signed(theirs.low)} to {signed(theirs.high)}."


def orders_said(view: View, orders: Orders) -> list[tuple[str, int, str]]:
    """Return each order given as (field, index, sentence)."""
    world = view.known
    found = [("declare", i, f"declare war on {state_name(world, s)}") for i, s in enumerate(orders.declare)]
    if orders.posture:
        found.append(("posture", 0, orders.posture))
    if orders.focus is not None:
        found.append(("focus", 0, f"focus on {FOCUSES[orders.focus]}"))
    if orders.depot is not None:
        found.append(("depot", 0, f"recruits gather at {place_said(world, orders.depot)}"))
    found += [
        ("shifts", i, f"move a block from {BRANCHES[s.source]} to {BRANCHES[s.to]}")
        for i, s in enumerate(orders.shifts)
    ]
    may = access(world)[view.seat]
    for i, move in enumerate(orders.moves):
        verb = "march" if may[world.controller[move.path[-1]]] else "attack"
        way = " ".join(world.land.codes[p] for p in move.path)
        found.append(("moves", i, f"{verb} with {move.points} points: {way}"))
    by_id = {t.id: t for t in world.treaties}
    for field, verb in (("leave", "give notice of"), ("breach", "break")):
        found += [
            (field, i, f"{verb} the {treaty_said(world, by_id[t], view.seat)}")
            for i, t in enumerate(getattr(orders, field))
        ]
    found += [
        (
            "standing",
            i,
            f"answer calls of the {treaty_said(world, by_id[s.treaty], view.seat)} with {s.reply}",
        )
        for i, s in enumerate(orders.standing)
        if s.reply in REPLIES
    ]
    calls = {c.id: c for c in view.calls}
    found += [
        ("answers", i, f"{'help' if a.honour else 'leave alone'} {state_name(world, calls[a.call].caller)}")
        for i, a in enumerate(orders.answers)
    ]
    offers = {o.id: o for o in view.inbox}
    found += [
        (
            "accept",
            i,
            f"accept {state_name(world, offers[o].letter.sender)}'s offer of "
            f"{terms_said(world, offers[o].letter)}",
        )
        for i, o in enumerate(orders.accept)
    ]
    found += [("refusals", i, f"turn down {state_name(world, s)}") for i, s in enumerate(orders.refusals)]
    return [*found, *affairs.order_lines(world, orders)]


def end(game: Game, order: Iterable[int]) -> list[str]:
    """Return how a game ended: the victor, and everyone in order of finish."""
    world = game.world
    who = f"The victor is {state_name(world, world.victor)}." if world.victor >= 0 else "Nobody is hegemon."
    lines = [f"The game is over after {len(game.turns)} turns: {affairs.end_said(world)}. {who}"]
    lines += ["Places go by the victor, then by the mean share of power over the last ten turns."]
    mean = score(world)
    lines += [
        f"{place}. {state_name(world, s)}, {game.start.players[s]}: mean power {per_cent(int(mean[s]))}"
        for place, s in enumerate(order, 1)
    ]
    people = [s for s, name in enumerate(game.start.players) if name == HUMAN]
    return [*lines, *(line for s in people for line in verdict(game, s)), f"Seed {game.start.seed}."]


def aims(seat: Seat) -> list[str]:
    """Return what the seat wants beside power, and how it stands."""
    return [f"{standing_said(each)}: {each.aim.say}." for each in seat.aims]


def standing_said(standing: Standing) -> str:
    """Return in a word or two how an aim stands."""
    return "Met as things stand" if standing.met else "Lost for good" if standing.lost else "Not met"


def sent_said(world: World, sent: Sent) -> str:
    """Return a letter that has left, and its answer."""
    answer = reply_said(world, sent.reply) if sent.reply else "No answer yet."
    return f"Sent to {state_name(world, sent.letter.to)}: {terms_said(world, sent.letter)}. {answer}"


def signed(ppm: int) -> str:
    """Return a gain or loss of power, in per cent of the world's."""
    return f"{ppm / 10_000:+.2f}%"
