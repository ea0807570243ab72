"""One game read for conduct: each turn's deeds, the same questions asked twice, and what the sums preferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from hegemon.arena.branches import Rule, opened, ruled
from hegemon.arena.deeds import Offers, at_everyone, betrayals, misjudged, unwanted_war
from hegemon.counsel.memory import forget
from hegemon.engine.turn import resolve
from hegemon.game import thinking
from hegemon.game.rounds import Round, round_of
from hegemon.world.orders import Letter, PeaceTerms, Reply, TreatyTerms
from hegemon.world.scenario import load_scenario

AGAIN = 3  # every so many turns all questions of the turn are asked twice more
SHOWN = 3  # faults of a kind that a game tells of


class Course(msgspec.Struct, frozen=True):
    """A game to read. players: one name a seat. turns: played."""

    world: str
    players: tuple[str, ...]
    seed: int
    turns: int
    rules: tuple[Rule, ...] = ()


class Conduct(msgspec.Struct, frozen=True):
    """What a game counted by name, and some of its faults told."""

    counts: dict[str, int]
    faults: tuple[tuple[str, str], ...]


def read(course: Course) -> Conduct:
    """Plays a game and returns how its players behaved."""
    scenario = ruled(load_scenario(course.world), course.rules)
    point = opened(scenario, course.players, course.seed, course.turns)
    world, events, book = point.world, point.events, _Book(course)
    offers = Offers()
    while not world.over:
        now = round_of(point.start, world, events)
        orders, wrong = now.orders({})
        book.add("failures", wrong)
        for seat in now.ai:
            _seat(book, now, seat)
        sent, again = offers.turn(world, orders)
        book.counts["letters"] += sent
        book.add("repeated", [f"turn {world.turn}: {_said(now, letter)}" for letter in again])
        _peaces(book, now)
        if world.turn % AGAIN == 0:
            _twice(book, now)
        world, events = resolve(world, orders)
    return Conduct(dict(book.counts), tuple(book.told))


class _Book:
    """Counts by name, and the first faults of each name."""

    def __init__(self, course: Course) -> None:
        self.counts: Counter[str] = Counter()
        self.told: list[tuple[str, str]] = []
        self.where = f"{course.world}, seed {course.seed}"

    def add(self, name: str, found: list[str]) -> None:
        """Count faults and keep some."""
        room = max(0, SHOWN - self.counts[name])
        self.told += [(name, f"{self.where}, {one}") for one in found[:room]]
        self.counts[name] += len(found)


def _seat(book: _Book, now: Round, seat: int) -> None:
    """Count the deeds of a seat and what its records say."""
    world, decision = now.world, now.thoughts[seat].decision
    book.counts["seat-turns"] += 1
    name = f"turn {world.turn}: {world.codes[seat]}"
    records = (*decision.records, *(r for r in now.answers if r.seat == seat))
    book.counts["records"] += len(records)
    wrong = [r for r in records if misjudged(r)]
    book.add("misjudged", [f"{name} {r.subject}: {r.options[0].name}" for r in wrong])
    book.add("spurned", [f"{name} goes on against {_code(now, r.about)}" for r in wrong if r.subject == "peace"])
    for deed in betrayals(world, decision.orders, decision.records):
        said = [f"{name} {deed.kind} {_code(now, deed.about)}"]
        book.counts["betrayals"] += 1
        book.counts[deed.kind] += 1
        book.add("without sums", [] if deed.sums else said)
        book.add("unprofitable", [] if deed.pays or not deed.sums else said)
        book.add("without force", [] if deed.forced else said)
        book.add("not under arms", [] if deed.forced or deed.armed else said)
        book.add("without attack", [] if deed.forced or deed.marching else said)
    book.add("everyone", [name] if at_everyone(world, seat) else [])


def _peaces(book: _Book, now: Round) -> None:
    """Count the offers of peace and those turned down though the sums prefer them."""
    letters = {
        seat: tuple(x for x in box if isinstance(x.terms, PeaceTerms)) for seat, box in _letters(now).items()
    }
    for letter, reply in _asked(now, {seat: box for seat, box in letters.items() if box}):
        book.counts["peaces"] += 1
        book.counts["peaces refused"] += reply.answer == "no"
        book.add("spurned", [f"turn {now.world.turn}: {_said(now, letter)}"] if unwanted_war(reply) else [])


def _twice(book: _Book, now: Round) -> None:
    """Ask the turn's letters and one more of each seat again, the last first, with nothing remembered, and compare."""
    letters = _questions(now)
    first = dict(_pairs(_asked(now, letters)))
    forget()
    fresh = round_of(now.start, now.world, now.events)
    turned = {seat: box[::-1] for seat, box in reversed(letters.items())}
    second = dict(_pairs(_asked(fresh, turned)))
    forget()
    book.counts["asked"] += len(first)
    other = [letter for letter, reply in first.items() if second[letter] != reply]
    book.add("answered otherwise", [f"turn {now.world.turn}: {_said(now, letter)}" for letter in other])


def _letters(now: Round) -> dict[int, tuple[Letter, ...]]:
    """Returns what AI seats wrote each other this turn, by receiver."""
    box: dict[int, tuple[Letter, ...]] = {}
    for seat in now.ai:
        for letter in now.thoughts[seat].decision.orders.letters:
            if letter.to in now.ai:
                box[letter.to] = (*box.get(letter.to, ()), letter)
    return box


def _questions(now: Round) -> dict[int, tuple[Letter, ...]]:
    """Returns the turn's letters, and for each seat one that another could have written: a pact, or in war a peace."""
    box, count = _letters(now), len(now.ai)
    for at, seat in enumerate(now.ai):
        sender = now.ai[(at + 1 + now.world.turn % max(1, count - 1)) % count]
        if sender == seat:
            continue
        at_war = bool(now.world.war[seat, sender])
        terms = PeaceTerms(sender, seat) if at_war else TreatyTerms("defence", (sender, seat))
        letter = Letter(sender, seat, terms)
        if letter not in box.get(seat, ()):
            box[seat] = (*box.get(seat, ()), letter)
    return box


def _asked(now: Round, letters: Mapping[int, tuple[Letter, ...]]) -> list[tuple[Letter, Reply]]:
    found = []
    for seat, box in letters.items():
        replies = thinking.answer(now.start.players[seat], now.view(seat), box).replies
        found += list(zip(box, replies, strict=True))
    return found


def _pairs(found: list[tuple[Letter, Reply]]) -> list[tuple[Letter, Reply]]:
    return sorted(found, key=lambda pair: (pair[0].to, pair[0].sender))


def _said(now: Round, letter: Letter) -> str:
    terms = letter.terms
    what = "peace" if isinstance(terms, PeaceTerms) else terms.kind
    return f"{_code(now, letter.sender)} to {_code(now, letter.to)}, {what}"


def _code(now: Round, state: int) -> str:
    return now.world.codes[state] if state >= 0 else "nobody"
