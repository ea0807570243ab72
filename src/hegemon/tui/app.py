"""The application: menu, games, watching; it carries seats to screens and orders back, and holds no rules."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import App, SystemCommand

from hegemon import assets
from hegemon.errors import BadInput
from hegemon.tui.screens.menu import MenuScreen, TooSmall
from hegemon.tui.theme import THEME, no_colour, tier_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.events import Resize
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from hegemon.tui.map.palette import Tier
    from hegemon.tui.table import Helpers, Mapper, Table

LEAST = (72, 22)
# To the terminal: keep the title on its stack and set ours; then take the old one back.
TITLED, UNTITLED = "\x1b[22;0t\x1b]2;Hegemon\x07", "\x1b[23;0t"


class HegemonApp(App[None]):
    """Hegemon in a terminal."""

    TITLE = "Hegemon"
    CSS = assets.read("themes", "hegemon.tcss").decode()
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        start: str | None = None,
        *,
        scenario: str = "",
        seats: Mapping[str, str] | Sequence[str] = (),
        seed: int | None = None,
        turns: int | None = None,
        file: str = "",
        helpers: bool = True,
    ) -> None:
        """start: None for the menu, ``play`` or ``watch``. seats: codes of people, or players by code.

        helpers: AI seats think in other processes.
        """
        # Textual takes NO_COLOR out of the environment, so it is read first.
        self.plain = no_colour()
        super().__init__()
        self.beginning = start
        self.scenario = scenario
        self.seats = dict(seats) if isinstance(seats, Mapping) else dict.fromkeys(seats, "human")
        self.seed = seed
        self.turns = turns
        self.file = file
        self.with_helpers = helpers
        self.table: Table | None = None
        self._helpers: Helpers | None = None
        self._small: TooSmall | None = None
        self.parting = ""

    @property
    def tier(self) -> Tier:
        """Colours of this terminal."""
        return tier_of(self.console.color_system, self.plain)

    def on_mount(self) -> None:
        """Show the menu, or what the command line asked for."""
        self.register_theme(THEME)
        self.theme = "hegemon"
        self.go()

    def on_resize(self, event: Resize) -> None:
        """Say when the terminal is too small, and go on when it is not."""
        small = event.size.width < LEAST[0] or event.size.height < LEAST[1]
        if small and self._small is None:
            self._small = TooSmall()
            self.push_screen(self._small)
        elif not small and self._small is not None:
            gone, self._small = self._small, None
            if gone is self.screen:
                self.pop_screen()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen, then what Textual offers."""
        from hegemon.tui import keys

        where = {"TurnScreen": "turn", "DiplomacyScreen": "diplomacy", "WatchScreen": "watch"}
        for action in keys.actions(where.get(type(screen).__name__, "")):
            if not action.name.startswith(("go", "pan(")):
                yield SystemCommand(
                    f"{action.label} ({action.shown})",
                    action.help,
                    lambda a=action: self._run_on(screen, a.name),
                )
        yield SystemCommand("Quit (^q)", "quit; the game is kept", self.action_quit)

    async def _run_on(self, screen: Screen[object], action: str) -> None:
        await self.run_action(action, screen)

    # ── from menu to game and back ────────────────────────────────────────────────────────────────────────

    @work(exclusive=True, group="flow")
    async def go(self) -> None:
        """The loop from menu to game and back; what cannot be opened is said, and the menu comes again."""
        choice, problem = self.beginning or "", ""
        while choice != "quit":
            if not choice:
                choice = await self.push_screen_wait(MenuScreen(resumable(), problem))
                continue
            from hegemon.tui import flow

            try:
                await flow.follow(self, choice)
                problem = ""
            except BadInput as error:
                problem = str(error)
            self.table, choice = None, ""
        await self.action_quit()

    def mapper(self) -> Mapper:
        """Where AI seats think: in helper processes, or here."""
        if not self.with_helpers:
            return map
        if self._helpers is None:
            from hegemon.tui.table import Helpers

            self._helpers = Helpers()
        return self._helpers

    def notify(
        self, message: str, *, title: str = "", severity: SeverityLevel = "information", timeout: float | None = None,
        markup: bool = False,
    ) -> None:  # fmt: skip
        """Show a message in the place of earlier news and of what it repeats; warnings stay their time."""
        for old in list(self._notifications):
            if old.severity == "information" or old.message == message:
                self._unnotify(old)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def _handle_exception(self, error: Exception) -> None:
        """Keep the game before the terminal is restored and the fault is shown."""
        if self.table is not None and self.table.people:
            try:
                self.parting = (
                    f"a fault ended the interface; the game is kept in {self.table.keep('after a fault')}"
                )
            except Exception as second:
                self.log(str(second))
        super()._handle_exception(error)

    async def action_quit(self) -> None:
        """Keep the game and leave; ask first if it cannot be kept."""
        from hegemon.tui.screens.ask import Unkept

        problem = ""
        if self.table is not None and self.table.people and not self.table.game.over:
            try:
                self.table.keep()
            except BadInput as error:
                problem = str(error)
        if not problem:
            self._depart()
        elif not isinstance(self.screen, Unkept):
            said = f"the game could not be kept: {problem}"
            self.push_screen(Unkept(problem), lambda answer: self._depart(said) if answer == "y" else None)

    def _depart(self, parting: str = "") -> None:
        self.parting = parting
        if self._helpers is not None:
            self._helpers.close()
        self.exit()


def resumable() -> str:
    """What continue would continue, empty if there is nothing."""
    from hegemon.tui.kept import newest_save, title

    found = newest_save()
    return title(found) if found is not None else ""


def run(start: str | None = None, **options: Any) -> int:
    """Open the terminal: the menu, ``play`` (scenario, seats, seed, turns) or ``watch`` (scenario, seed or file)."""
    app = HegemonApp(start, **options)
    titled = os.environ.get("TERM", "") not in ("", "dumb", "linux") and sys.stderr.isatty()
    if titled:
        sys.stderr.write(TITLED)
        sys.stderr.flush()
    try:
        app.run()
    finally:
        if titled:
            sys.stderr.write(UNTITLED)
            sys.stderr.flush()
    if app.parting:
        print(f"hegemon: {app.parting}", file=sys.stderr)
    return app.return_code or 0
