"""A seat's turn at the interface: the view, the orders in the making, and what is worth pointing at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from hegemon.errors import BadInput
from hegemon.tui import things
from hegemon.tui.draft import Draft
from hegemon.tui.map.geometry import OPENING
from hegemon.tui.map.scene import Arrow
from hegemon.tui.marches import is_attack
from hegemon.tui.things import Thing
from hegemon.world.orders import Letter, PeaceTerms
from hegemon.world.promises import envoys
from hegemon.world.relations import command

if TYPE_CHECKING:
    from hegemon.game.seats import Seat, Sent
    from hegemon.world.orders import Orders, Record, Reply
    from hegemon.world.state import World
    from hegemon.world.view import View


@dataclass(slots=True)
class Memory:
    """Where a seat was looking, kept from turn to turn."""

    selected: int = -1
    mode: str = "political"
    zoom: int = OPENING
    centre: tuple[float, float] | None = None
    pane: str = "map"
    powers: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """One seat's turn. Rules stay behind the seat; this only keeps and asks."""

    seat: Seat
    memory: Memory = field(default_factory=Memory)
    view: View = field(init=False)
    draft: Draft = field(init=False)
    told: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Open the turn."""
        self.view = self.seat.view
        self.draft = Draft(self.seat.draft)
        self.told = self.seat.chronicle
        self._note_power()

    def _note_power(self) -> None:
        """Keep what the seat believes of everybody's power, with the last turns it remembers if there is a gap."""
        world, powers = self.view.known, self.memory.powers
        for turn in range(max(2, world.turn - 9), world.turn):
            powers.setdefault(turn, tuple(world.recent[(turn - 1) % 10].tolist()))
        powers[world.turn] = tuple(world.power.tolist())

    def history(self) -> list[tuple[int, ...]]:
        """Power of every state as the seat believed it, turn by turn, ppm."""
        return [self.memory.powers[turn] for turn in sorted(self.memory.powers)]

    @property
    def world(self) -> World:
        """What the seat knows of the world."""
        return self.view.known

    @property
    def me(self) -> int:
        """The seat's state."""
        return self.view.seat

    @property
    def orders(self) -> Orders:
        """The orders as they stand."""
        return self.draft.orders

    def problem(self, orders: Orders) -> str:
        """What is wrong with orders beside what was wrong before, empty if nothing."""
        before = set(self.seat.check(self.orders))
        return next((problem for problem in self.seat.check(orders) if problem not in before), "")

    def attempt(self, orders: Orders) -> str:
        """Take new orders if they are lawful; else say why not."""
        problem = self.problem(orders)
        if not problem:
            self.draft.put(orders)
        return problem

    def cancel(self, name: str, index: int) -> None:
        """Take one order out; a declaration takes the attacks that need it along."""
        orders = self.orders
        value = getattr(orders, name)
        if not isinstance(value, tuple):
            self.draft.put(replace(orders, **{name: None}))
            return
        if name == "summit":
            self.draft.put(replace(orders, summit=()))
            return
        gone = value[index]
        changed = replace(orders, **{name: value[:index] + value[index + 1 :]})
        if name == "declare":
            controller = self.world.controller
            changed = replace(
                changed, moves=tuple(m for m in orders.moves if int(controller[m.path[-1]]) != gone)
            )
        self.draft.put(changed)

    def arrows(self) -> tuple[Arrow, ...]:
        """The ordered marches as arrows over the map, each step of the way."""
        arrows = []
        for move in self.orders.moves:
            hostile = is_attack(self.view, move)
            last = len(move.path) - 2
            for i in range(last + 1):
                text = str(move.points) if i == last else ""
                arrows.append(Arrow(move.path[i], move.path[i + 1], hostile and i == last, text))
        return tuple(arrows)

    def envoys_left(self) -> int:
        """Envoys that have not been sent."""
        written = {sent.letter.to for sent in self.sent if not isinstance(sent.letter.terms, PeaceTerms)}
        table = max(0, len(self.orders.summit) - 1)
        return envoys(self.world, self.me) - len(written) - len(self.orders.propose) - table

    def attacks_left(self) -> int:
        """Attacks that the command still allows."""
        attacked = {move.path[-1] for move in self.orders.moves if is_attack(self.view, move)}
        return command(self.world, self.me) - len(attacked)

    @property
    def sent(self) -> tuple[Sent, ...]:
        """Letters that have left this turn, with their answers."""
        return self.seat.sent

    def faults_of(self, letter: Letter) -> str:
        """What is wrong with a letter, empty if nothing."""
        return self.problem(replace(self.orders, letters=(*self.orders.letters, letter)))

    def write(self, letter: Letter) -> tuple[str, Reply | None]:
        """Send a letter: what is wrong with it, and the answer of who answers at once."""
        try:
            return "", self.seat.send(letter)
        except BadInput as error:
            return str(error), None

    def take_counter(self, reply: Reply) -> str:
        """Agree to a counter, by sending its terms back; what is wrong with that, empty if nothing."""
        if reply.counter is None:
            return "there is no counter"
        return self.write(Letter(self.me, reply.counter.sender, reply.counter.terms))[0]

    def why(self, state: int) -> tuple[Record, ...]:
        """Decision records of a state, as far as the seat may know them."""
        return self.seat.why(self.world.codes[state])

    def things(self) -> list[Thing]:
        """What needs the player, most pressing first."""
        world, orders = self.world, self.orders
        found = things.unanswered(self.view, orders)
        if world.exiled[self.me]:
            return found
        rule = world.rules.effort
        shifts = rule.shifts_war if world.war[self.me].any() else rule.shifts_peace
        if len(orders.shifts) < shifts and world.turn == 1:
            found.append(Thing("effort", "an effort block could still move"))
        if int(world.focus_new[self.me]) == 0 and orders.focus is None:
            found.append(Thing("effort", "no national focus is set"))
        if world.war[self.me].any() and not world.mobilised[self.me] and orders.posture is None:
            found.append(Thing("state", "we are at war and not mobilised"))
        if world.war[self.me].any() and self.attacks_left() == command(world, self.me):
            found.append(Thing("map", "we are at war and nothing is attacked"))
        return found

    def stir(self) -> str:
        """Why turns should not run on by themselves: mail, war, a neighbour under arms, a treaty about to lapse."""
        world, me = self.world, self.me
        names = world.scenario.state_names
        waits = things.stir(self.view)
        if waits:
            return waits
        if world.war[me].any():
            return "we are at war"
        land = world.land
        near = {int(world.controller[n]) for p in range(world.provinces) if int(world.controller[p]) == me
                for n in land.neighbours[p]}  # fmt: skip
        for event in self.view.news:
            if event.kind == "mobilised" and event.actor in near and event.actor != me:
                return f"{names[event.actor]} mobilises at our border"
        if any(me in treaty.parties and treaty.until == world.turn for treaty in world.treaties):
            return "a treaty of ours runs out this turn"
        return ""

    def undone(self) -> list[str]:
        """What the end-turn check lists."""
        lines = [thing.text for thing in self.things()]
        left = self.envoys_left()
        if left:
            lines.append(f"{left} envoy{'s' if left > 1 else ''} stayed at home")
        lines.extend(self.seat.check(self.orders))
        return lines
