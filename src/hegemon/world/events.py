"""Events: what happened in a turn, as frozen facts; each kind declares who may know it and how it reads."""

from __future__ import annotations

from msgspec import Struct


class Event(Struct, frozen=True, forbid_unknown_fields=True):
    """One fact. actor, target, other: state indices or -1; place: province or -1; amount, detail as the kind says.

    secret: it is about a hidden treaty, and only actor and target know it whatever the kind says.
    """

    kind: str
    turn: int
    phase: str
    actor: int = -1
    target: int = -1
    other: int = -1
    place: int = -1
    amount: int = 0
    detail: str = ""
    secret: bool = False


class Kind(Struct, frozen=True):
    """Who may know an event (public, parties, actor) and its sentence; weight 0 to 3 is how much it matters."""

    known: str
    weight: int
    sentence: str


KINDS: dict[str, Kind] = {
    # diplomacy
    "declared": Kind("public", 3, "{actor} declares war on {target}."),
    "mutual war": Kind("public", 3, "{actor} and {target} declare war on each other."),
    "joined": Kind("public", 3, "{actor} joins the war on the side of {other} against {target}, under their {detail}."),
    "called": Kind("parties", 2, "{actor} calls on {target} against {other} under their {detail}."),
    "absent": Kind("public", 3, "{actor} leaves {target} to face {other} alone, and breaks its {detail}."),
    "breach": Kind("public", 3, "{actor} breaks its {detail} with {target}."),
    "signed": Kind("public", 2, "{actor} and {target} sign a treaty: {detail}."),
    "notice": Kind("public", 2, "{actor} gives notice of its {detail} with {target}."),
    "ended": Kind("public", 1, "The {detail} of {actor} and {target} is at an end."),
    "expired": Kind("public", 1, "The {detail} of {actor} and {target} runs out."),
    "unfit": Kind("parties", 1, "What {actor} and {target} agreed, {detail}, no longer fits, and is returned."),
    "bound": Kind("actor", 2, "{actor} holds back from war on {target}, having agreed to its letter this turn."),
    "offered": Kind("parties", 1, "{actor} sends {target} an offer: {detail}."),
    "void": Kind("parties", 1, "The offer of {actor} to {target} lapses."),
    "renewed": Kind("public", 1, "The {detail} of {actor} and {target} runs on."),
    "proposed": Kind("parties", 2, "{actor} puts a {detail} to the vote; {target} has a say."),
    "founded": Kind("public", 2, "{actor} and {target} found a {detail}."),
    "amended": Kind("public", 1, "{actor} and {target} amend their {detail}."),
    "acceded": Kind("public", 2, "{actor} accedes to the {detail} of {target}."),
    "expelled": Kind("public", 2, "{target} is put out of its {detail} with {actor}."),
    "rejected": Kind("parties", 1, "The {detail} that {actor} proposed finds no consent; {target} withheld it."),
    "leaked": Kind("public", 2, "A secret {detail} of {actor} and {target} becomes known."),
    "abandoned": Kind("public", 2, "{actor} stands alone against {other}: {target} gave its word and stays away."),
    "entrapped": Kind("public", 2, "{actor} is drawn into the war of {target} on {other}, with nothing to gain."),
    "burden": Kind("parties", 1, "{actor} holds it against {target} that it bears too little of their {detail}."),
    "proclaimed": Kind("public", 3, "{actor} proclaims an order of its own."),
    "followed": Kind("public", 2, "{actor} joins the order of {target}."),
    "sanctioned": Kind("public", 2, "{actor} lays sanctions on {target}."),
    "lifted": Kind("public", 1, "{actor} lifts its sanctions on {target}."),
    "demanded": Kind("public", 3, "{actor} makes a demand on {target}: {detail}."),
    "backed": Kind("public", 2, "{actor} stands by {target} against {other}."),
    "yielded": Kind("public", 3, "{actor} backs down before {target}: {detail}."),
    "overtaken": Kind("public", 1, "Events overtake the crisis of {actor} and {target}."),
    "averted": Kind("public", 3, "{other} keeps {actor} and {target} from war."),
    "crisis war": Kind("public", 3, "Neither {actor} nor {target} gives way: it is war."),
    "sided": Kind("public", 3, "{actor} stands by its word in the crisis: war beside {other} against {target}."),
    "summit": Kind("public", 2, "{actor} brings {target} and {other} to one table."),
    "congress": Kind("public", 3, "A congress meets on the spoils of {target}; {actor} is among the victors."),
    "awarded": Kind("public", 2, "The congress awards {place} to {actor}, for {amount} of its claims."),
    "aggrieved": Kind("public", 2, "{actor} leaves the congress with nothing of what it claimed."),
    "exiled": Kind("public", 3, "The government of {actor} goes into exile with {target}."),
    "restored": Kind("public", 3, "{actor} is restored."),
    "seceded": Kind("public", 3, "{place} breaks away from {actor} and joins {target}."),
    "fell": Kind("public", 3, "The government of {actor} falls; {detail} follows."),
    "sheltered": Kind("actor", 1, "{actor} counts on others for {amount} of its safety, and arms less."),
    "peace": Kind("public", 3, "{actor} and {target} make peace: {detail}."),
    "dropped": Kind("actor", 2, "An order of {actor} was dropped: {detail}."),
    # economy, effort, home front
    "mobilised": Kind("public", 2, "{actor} mobilises."),
    "demobilised": Kind("public", 1, "{actor} sends its reservists home."),
    "hunger": Kind("public", 1, "Bread is short in {actor}."),
    "unrest": Kind("public", 2, "Unrest in {actor}: the state draws less than it could."),
    # campaign
    "clash": Kind("public", 1, "{actor} and {target} clash on the way to {place}; {detail}."),
    "repulsed": Kind("public", 2, "{target} holds {place} against {actor} ({detail})."),
    "captured": Kind("public", 2, "{actor} takes {place} from {target} ({detail})."),
    "freed": Kind("public", 2, "{actor} frees {place} for {target} ({detail})."),
    "walked in": Kind("public", 2, "{actor} walks into {place}, which {target} left open."),
    "standoff": Kind("public", 1, "Too many enemies meet at {place}; all go home."),
    "surrender": Kind("public", 2, "{amount} points of {actor} surrender at {place}."),
    "rising": Kind("public", 1, "{place} rises and is {target}'s again; the garrison of {actor} was too thin."),
    # power
    "capitulated": Kind("public", 3, "{actor} capitulates."),
    "eliminated": Kind("public", 3, "{actor} is no more."),
    "rose": Kind("public", 2, "{actor} now holds more than {amount} of the world's power."),
    "sank": Kind("public", 1, "{actor} holds less than {amount} of the world's power again."),
    "hegemon": Kind("public", 3, "{actor} is hegemon."),
    "world order": Kind("public", 3, "The order of {actor} holds the world; {actor} leads it."),
    "last": Kind("public", 3, "{actor} is the last state standing."),
    "bloc wins": Kind("public", 3, "The bloc of {actor} and {target} has the world in its hands."),
    "long peace": Kind("public", 3, "Nobody has fought or threatened for {amount} turns: the long peace."),
    "the end": Kind("public", 3, "The age ends."),
}

# How the short keys read that an event's detail may hold; treaty kinds and terms of peace have names of their own.
DETAILS: dict[str, str] = {
    "closed": "the march to {place} found the border closed",
    "spent": "the march to {place} found nobody left to go",
    "at sea": "the landing found the enemy master of the sea",
    "disarmed": "mobilisation, which the peace forbids",
    "guests at war": "the summit, as there is war with a guest",
    "both home": "both go home",
    "first on": "the first goes on",
    "province": "{place}",
    "tribute": "a tribute",
    "regime": "a change of government",
    "break": "an end to its {rest}",
    "humble": "a bow",
    "withdrawn": "the demand is withdrawn",
    "nothing": "nothing is left to yield",
}

REASONS: dict[str, str] = {
    "gain": "it gains us {amount}",
    "too little": "it gives us too little; we would sign from a gain of {amount} upward",
    "no threat": "we have no need of it now",
    "distrust": "we do not believe that you would keep it",
    "prey": "we would rather keep our hands free against you",
    "entangled": "it would draw us into a war with {about}",
    "at war": "we are at war",
    "crisis": "we stand against you in a crisis",
    "autonomy": "it ties us down more than it is worth",
    "losing": "we expect more of going on with the war",
    "price": "you ask for more than the war has earned you",
    "unfit": "it cannot be signed as things stand",
    "never": "it is not our way to sign such things",
}


def audience(event: Event) -> tuple[int, ...] | None:
    """Return the states that may know an event, -1 standing for nobody; None for everybody."""
    known = KINDS[event.kind].known
    if event.secret:
        return event.actor, event.target
    if known == "public":
        return None
    return (event.actor, event.target, event.other) if known == "parties" else (event.actor,)


def visible(event: Event, seat: int) -> bool:
    """Return whether a seat may know an event."""
    who = audience(event)
    return who is None or seat in who
