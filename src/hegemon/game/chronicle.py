"""The chronicle: events as sentences, rendered from facts when somebody reads them."""

from __future__ import annotations

from collections.abc import Iterable

from hegemon.world.events import DETAILS, KINDS, REASONS, Event, visible
from hegemon.world.legality_diplomacy import peace_price
from hegemon.world.orders import Demand, Letter, PeaceTerms, Reply, TreatyTerms
from hegemon.world.rules import Rules
from hegemon.world.state import World
from hegemon.world.treaties import Crisis, Entry, Treaty

TREATIES = {
    "nonaggression": "non-aggression pact",
    "neutrality": "neutrality pact",
    "defence": "defensive alliance",
    "guarantee": "guarantee",
    "entente": "entente",
    "trade": "trade treaty",
    "offence": "offensive alliance",
    "league": "league",
    "coalition": "coalition",
    "order": "order",
}
_MARKS = {300_000: "three tenths", 500_000: "half", 666_666: "two thirds"}
_OF_POWER = ("rose", "sank")
_STIRRED = "Unrest in {actor}, stirred up by {other}: the state draws less than it could."
_UNTABLED = "What {actor} would put to the vote, {detail}, no longer fits, and is dropped."


def sentence(event: Event, world: World, year: int | None = None) -> str:
    """Return an event as one sentence, after its year if one is given (see year_of)."""
    said = pattern(event).format(
        actor=state_name(world, event.actor),
        target=state_name(world, event.target),
        other=state_name(world, event.other),
        place=world.land.names[event.place] if event.place >= 0 else "nowhere",
        amount=amount_said(event),
        detail=detail_said(event, world),
    )
    said = said[:1].upper() + said[1:]
    return said if year is None else f"{year}: {said}"


def pattern(event: Event) -> str:
    """Return the sentence of an event with gaps for its facts."""
    if event.kind == "unrest" and event.other >= 0:
        return _STIRRED
    if event.kind == "unfit" and event.actor == event.target:
        return _UNTABLED
    said = KINDS[event.kind].sentence
    return said.replace(" a {detail}", " an {detail}") if TREATIES.get(event.detail, "-")[0] in "aeiou" else said


def amount_said(event: Event) -> str:
    """Return the number of an event in the unit that its sentence speaks of."""
    if event.kind in _OF_POWER:
        return _MARKS.get(event.amount, per_cent(event.amount))
    return f"{event.amount / 10:.0f}%" if event.kind == "sheltered" else str(event.amount)


def year_of(world: World, turn: int) -> int:
    """Return the scenario's label of a turn."""
    return world.scenario.year + turn - 1


def turn_said(world: World, of: str = " of ") -> str:
    """Return which turn it is, and once every turn may be the last, that it may."""
    name = f"turn {world.turn}{of}{world.limit}" if world.turn <= world.limit else f"turn {world.turn}"
    late = world.turn >= world.limit and not world.over and _uncertain(world.rules)
    return f"{name}, may end any year now" if late else name


def length_said(turns: int, rules: Rules) -> str:
    """Return when a game with a limit of so many turns ends, as a clause."""
    if not _uncertain(rules):
        return f"turn {turns} is the last"
    rule = rules.power
    return f"from turn {turns} on each may be the last: 1 in {rule.end_sixths}, turn {turns + rule.end_most} at latest"


def _uncertain(rules: Rules) -> bool:
    return rules.power.end_sixths > 1 and rules.power.end_most > 0


def told(events: Iterable[Event], world: World, seat: int | None = None, weight: int = 1) -> tuple[str, ...]:
    """Return the sentences, with years, of events of some weight that a seat may know (None: all)."""
    return tuple(
        sentence(event, world, year_of(world, event.turn))
        for event in once(events)
        if KINDS[event.kind].weight >= weight and (seat is None or visible(event, seat))
    )


def once(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events in their order, those that read alike (four marches to one closed border) only once."""
    return tuple(dict.fromkeys(events))


def state_name(world: World, state: int) -> str:
    """Return a state's name, or nobody's."""
    return world.scenario.state_names[state] if 0 <= state < world.states else "nobody"


def terms_said(world: World, letter: Letter) -> str:
    """Return what a letter proposes, as a phrase."""
    terms = letter.terms
    return _peace_said(world, terms) if isinstance(terms, PeaceTerms) else treaty_terms_said(world, terms)


def reply_said(world: World, reply: Reply) -> str:
    """Return a reply as a sentence with its reason."""
    head = {"yes": "Yes", "no": "No", "counter": "Not as you write it"}[reply.answer]
    reason = REASONS.get(reply.reason, "")
    if reason:
        about = state_name(world, reply.about) if reply.about >= 0 else per_cent(max(0, -reply.gain))
        reason = ": " + reason.format(amount=per_cent(reply.amount), about=about)
    tail = f" We would sign {terms_said(world, reply.counter)}." if reply.counter is not None else ""
    return f"{head}{reason}.{tail}"


def per_cent(ppm: int) -> str:
    """Return parts per million as a percentage with two digits after the point."""
    return f"{ppm / 10_000:.2f}%"


def treaty_terms_said(world: World, terms: TreatyTerms, *, named: bool = False) -> str:
    """Return what a treaty would say, as a phrase with every clause that is not the rule; named: with its parties."""
    kind = TREATIES.get(terms.kind, terms.kind)
    if terms.kind == "guarantee" and len(terms.parties) == 2:
        kind = f"guarantee of {state_name(world, terms.parties[1])} by {state_name(world, terms.parties[0])}"
    elif named or len(terms.parties) > 2:
        kind += f" of {listed([state_name(world, p) for p in terms.parties])}"
    against = f" against {state_name(world, terms.target)}" if terms.target >= 0 else ""
    clauses = clauses_said(world, terms)
    article = "an" if kind[0] in "aeiou" else "a"
    return f"{article} {kind}{against} for {turns_said(terms.term)}" + "".join(f", {clause}" for clause in clauses)


def clauses_said(world: World, terms: TreatyTerms | Treaty) -> tuple[str, ...]:
    """Return the clauses of a treaty that are not the rule, a few words each; its named enemy and term are not here."""
    kind = world.rules.kinds.get(terms.kind)
    informal = kind is not None and kind.informal
    found = [
        (terms.chained, "chained"),
        (terms.exclude >= 0, f"not against {state_name(world, terms.exclude)}"),
        (terms.burden, f"at least {terms.burden} military block{'s' if terms.burden > 1 else ''} each"),
        (terms.delay, f"help after {turns_said(terms.delay)} of consultation"),
        (terms.joint, "no separate peace"),
        (terms.secret, "secret"),
        (terms.renew, "renewed at its term"),
        (not informal and terms.notice > 1, f"notice of {turns_said(terms.notice)}"),
        (terms.dues, f"dues of {terms.dues / 10:g}% of output"),
        (terms.split, "spoils " + ":".join(f"{share / 10:g}" for share in terms.split)),
    ]
    return tuple(text for holds, text in found if holds)


def turns_said(turns: int) -> str:
    """Return a number of turns."""
    return "1 turn" if turns == 1 else f"{turns} turns"


def listed(names: Iterable[str]) -> str:
    """Return names as people list them."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def demand_said(world: World, demand: Demand | Crisis, challenger: int) -> str:
    """Return what is demanded, as a phrase."""
    if demand.aim == "province":
        return f"that it cede {world.land.names[demand.place]}"
    if demand.aim == "tribute":
        return f"{demand.rate / 10:g}% of its output a turn"
    if demand.aim == "regime":
        return f"a government like that of {state_name(world, challenger)}"
    if demand.aim == "break":
        treaty = next((t for t in world.treaties if t.id == demand.treaty), None)
        if treaty is None:
            return "that it leave a treaty"
        others = listed([state_name(world, p) for p in treaty.others(demand.target)])
        return f"that it leave its {TREATIES.get(treaty.kind, treaty.kind)} with {others}"
    return "a public bow"


def entry_said(world: World, entry: Entry) -> str:
    """Return a fact of a ledger as a sentence with its size."""
    who, whom = state_name(world, entry.holder), state_name(world, entry.about)
    treaty = TREATIES.get(entry.kind, entry.kind)
    if entry.ledger == "entrapped":
        return f"{whom} drew {who} into its war under their {treaty}, at a loss of {per_cent(abs(entry.amount))}"
    if entry.ledger == "abandoned":
        price = per_cent(abs(entry.amount))
        return f"{whom} left {who} alone under their {treaty}, at the price of {price} of its power"
    size = f"{entry.amount / 10:+.0f}"
    if entry.ledger == "burden":
        return f"{who} resents that {whom} bears too little of their {treaty}: {size}"
    deed = _DEEDS.get(entry.kind, entry.kind).format(whom=whom, who=who)
    if entry.ledger == "grievance":
        return f"{deed}: grievance of {who} {size}"
    return f"{deed}: opinion of {who} {size}"


_DEEDS = {
    "war": "{whom} declared war on {who}", "breach": "{whom} broke its word to {who}",
    "absent": "{whom} stayed away when {who} called", "honour": "{whom} came when {who} called",
    "sanction": "{whom} laid sanctions on {who}", "demand": "{whom} made a demand on {who}",
    "aggrieved": "{whom} took what {who} claimed at a congress",
}  # fmt: skip


def _peace_said(world: World, terms: PeaceTerms) -> str:
    given = [world.land.names[p] for p in terms.cede]
    if terms.reparations:
        given.append(f"{terms.reparations / 10:g}% of its output for as long as the peace lasts")
    if terms.demilitarise:
        given.append("its right to mobilise")
    if terms.break_pacts:
        given.append("pacts with others")
    if terms.restore >= 0:
        given.append(f"back what it took from {state_name(world, terms.restore)}")
    if terms.regime:
        given.append(f"its government for one like that of {state_name(world, terms.winner)}")
    if terms.congress:
        given.append("the choice of its new owners to a congress")
    if not given:
        return "peace as things stood before the war"
    price = peace_price(world, terms)
    return f"peace, for which {state_name(world, terms.loser)} gives {', '.join(given)} (price {price})"


def detail_said(event: Event, world: World) -> str:
    """Return what an event's detail says: treaty kinds, keys and terms of peace spelled out."""
    detail = event.detail
    if event.kind == "peace":
        return _settlement_said(event, world)
    if detail in TREATIES:
        return TREATIES[detail]
    head, _, last = detail.partition(" ")
    said = DETAILS.get(detail) or (DETAILS.get(head) if last in TREATIES else None)
    if said is None:
        return detail
    place = world.land.names[event.place] if event.place >= 0 else "nowhere"
    return said.format(place=place, rest=TREATIES.get(last, "treaty"))


def _settlement_said(event: Event, world: World) -> str:
    loser = state_name(world, event.target)
    said = {
        "cede": f"{loser} cedes {{}}", "pay": f"{loser} pays {{}}% of its output",
        "disarm": f"{loser} may not mobilise", "leave": f"{loser} leaves {{}} of its treaties",
        "regime": f"{loser} takes the government of {state_name(world, event.actor)}", "restore": "{} comes home",
        "congress": "a congress decides on the land",
    }  # fmt: skip
    land = dict(zip(world.land.codes, world.land.names, strict=True))
    states = dict(zip(world.codes, world.scenario.state_names, strict=True))
    terms = []
    for word in event.detail.split():
        key, _, value = word.partition(":")
        if key == "cede":
            value = ", ".join(land.get(code, code) for code in value.split(","))
        elif key == "pay" and value.isdecimal():
            value = f"{int(value) / 10:g}"
        elif key == "restore":
            value = states.get(value, value)
        terms.append(said[key].format(value) if key in said else word)
    return "; ".join(terms) or "as before the war"
