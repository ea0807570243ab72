"""Who plays each seat, as a set-up form holds it: people, the rivals' doctrine and skill, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegemon.world.scenario import Scenario

NAME = 19  # columns of a player's name in a list
OWN = ""  # rivals as the scenario has them, a seat as the rivals are
HUMAN, MIXED, DEALT = "human", "mixed", "to be dealt"


class Rivals:
    """The part of a set-up form that says who plays.

    given: players of single seats by state, people among them; the rest is as rivals and skill say. pace: seconds
    that all rivals of this scenario think a turn here, by skill, as far as it was measured.
    """

    def __init__(self, *, people: bool) -> None:
        """people: whether seats may be given to people."""
        self.people = people
        self.rivals = OWN
        self.skill = "statesman"
        self.given: dict[int, str] = {}
        self.pace: dict[str, float] = {}
        self.scenario: Scenario | None = None

    def enter(self, scenario: Scenario) -> None:
        """Begin with a scenario: a person in the first great power, if there are people."""
        self.scenario = scenario
        self.pace = {}
        great = [s for s in range(len(scenario.codes)) if scenario.great[s]]
        self.given = {(great or [0])[0]: HUMAN} if self.people else {}

    def player(self, state: int) -> str:
        """Return who plays a seat, as the form names it."""
        if state in self.given:
            return self.given[state]
        if self.rivals == MIXED:
            return DEALT
        return self.rivals or (self.scenario.players[state] if self.scenario is not None else "")

    def seats(self, seed: int) -> dict[str, str]:
        """Return the players of all seats by code; what is dealt is dealt by the seed."""
        from hegemon.game.seating import seating

        if self.scenario is None:
            return {}
        given = {self.scenario.codes[state]: name for state, name in self.given.items()}
        return seating(self.scenario, given, self.rivals, self.skill, seed)

    @property
    def said(self) -> str:
        """The rivals in a word or two."""
        return self.rivals if self.rivals not in (OWN, MIXED) else "as in the scenario" if not self.rivals else MIXED

    def now(self, key: object) -> str:
        """Return what a row of the form holds: that of a state, of the rivals or of their skill."""
        if isinstance(key, int):
            return self.given.get(key, OWN)
        return self.rivals if key == "rivals" else self.skill

    def values(self, key: object) -> list[str]:
        """Return what a row of the form may hold, in order."""
        from hegemon.players.maximiser.mind import skills
        from hegemon.players.registry import MAXIMISER, kin, player_names

        names = sorted(player_names(), key=lambda name: kin(name) != MAXIMISER)  # doctrines before the rest
        if isinstance(key, int):
            return [*([HUMAN] if self.people else []), OWN, *names]
        if key == "rivals":
            return [OWN, MIXED, *names]
        return [*skills()] if key == "skill" else []

    def choose(self, key: object, value: str) -> None:
        """Put a value into a row of the form."""
        if key == "rivals":
            self.rivals = value
        elif key == "skill":
            self.skill = value
        elif isinstance(key, int) and value == OWN:
            self.given.pop(key, None)
        elif isinstance(key, int):
            self.given[key] = value

    def change(self, key: object, change: int) -> None:
        """Go to the next value of a row, or to the one before."""
        values = self.values(key)
        self.choose(key, values[(values.index(self.now(key)) + change) % len(values)])

    def asked(self, key: object) -> str:
        """Return the title of the list of a row's values."""
        if isinstance(key, int) and self.scenario is not None:
            return f"Who plays {self.scenario.state_names[key]}?"
        return "Who are the rivals?" if key == "rivals" else "How skilled are they?"

    def choices(self, key: object) -> list[tuple[str, str]]:
        """Return the values of a row with a line about each."""
        return [(f"{self._named(key, value):<{NAME}}{self.about(key, value)}", value) for value in self.values(key)]

    def told(self, key: object) -> str:
        """Return what the form says of the row under the cursor, empty where it has nothing to say."""
        if isinstance(key, int):
            name = self.player(key)
            return f"{name.capitalize()}: {self.about(key, self.now(key) or name)}."
        if key == "rivals":
            return f"{self.said.capitalize()}: {self.about(key, self.rivals)}."
        return f"{self.skill.capitalize()}: {self.skill_said()}." if key == "skill" else ""

    def about(self, key: object, value: str) -> str:
        """Return a line about a value of a row."""
        from hegemon.players.maximiser.mind import skills
        from hegemon.players.registry import describe

        if key == "skill":
            return skills()[value].says
        if value == HUMAN:
            return "a person at this keyboard"
        if value in (MIXED, DEALT):
            return "each rival has a doctrine of its own, dealt by the seed and told at the end"
        if value == OWN:
            return "as the rivals are" if isinstance(key, int) else "the players that the scenario names"
        return describe(value)

    def _named(self, key: object, value: str) -> str:
        return value or ("rival" if isinstance(key, int) else "as it is")

    def skill_said(self) -> str:
        """Return the sentence about the skill, with what it takes here as far as that is measured."""
        from hegemon.players.maximiser.mind import skills

        level = skills()[self.skill]
        turns = f"{level.budget} turns ahead a decision" if level.budget else "no turn ahead"
        return f"{level.says}; {turns}; {self._time()}"

    def _time(self) -> str:
        taken = self.pace.get(self.skill)
        if taken is None:
            return "timing it here …"
        from hegemon.game.pace import seconds_said

        return seconds_said(taken)
