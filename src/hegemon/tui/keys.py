"""One registry of what can be done: action, keys, label and help; bindings, footers and help pages read it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

FOOTER_KEYS = 7


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do.

    name: the Textual action. keys: comma-separated Textual key names. shown: how the key is printed.
    where: screens that have it. footer: place in the footer, 0 for none; at most seven a screen.
    """

    name: str
    keys: str
    shown: str
    label: str
    help: str
    where: tuple[str, ...]
    footer: int = 0

    @property
    def id(self) -> str:
        """Name of its binding, after that of the screen."""
        return self.name.replace("('", "-").replace("')", "").replace("(", "-").replace(")", "")


_MAP = ("turn", "watch")

ACTIONS: tuple[Action, ...] = (
    Action("go('up')", "up,k", "↑", "Up", "go up: to the next province, line or bar", ("turn",)),
    Action("go('down')", "down,j", "↓", "Down", "go down", ("turn",)),
    Action("go('left')", "left,h", "←", "Left", "go left; on a bar of effort: take a block up", ("turn",)),
    Action(
        "go('right')", "right,l", "→", "Right", "go right; on a bar of effort: put the block down", ("turn",)
    ),
    Action("accept", "enter", "⏎", "Act", "act on what is selected", ("turn",)),
    Action("back", "escape", "esc", "Back", "go back one level", ("turn", "watch")),
    Action("next_pane", "tab", "tab", "Panes", "go to the next pane", ("turn",), 6),
    Action("previous_pane", "shift+tab", "⇧tab", "Pane back", "go to the pane before", ("turn",)),
    Action("move", "m", "m", "Move", "move or attack from the selected province", ("turn",), 1),
    Action("mobilise", "M", "M", "Mobilise", "mobilise, or send the reservists home", ("turn",), 3),
    Action("focus_choice", "f", "f", "Focus", "choose the national focus", ("turn",)),
    Action("depot", "b", "b", "Depot", "let recruits gather in the selected province", ("turn",)),
    Action("diplomacy", "d", "d", "Diplomacy", "open the matrix of states, treaties and wars", ("turn",), 2),
    Action(
        "why", "w", "w", "Why?", "why the selected state, or a letter's sender, did what it did", ("turn", "watch"), 4
    ),
    Action("why", "w", "w", "Why?", "why the selected state did what it did", ("diplomacy",)),
    Action("pane('effort')", "f2", "F2", "Effort", "go to the effort blocks", ("turn",)),
    Action("pane('orders')", "o", "o", "Orders", "go to the list of orders", ("turn",)),
    Action("pane('inbox')", "i", "i", "Inbox", "go to what waits: crises, calls, votes, letters", ("turn",)),
    Action("pane('news')", "c", "c", "Chronicle", "go to the chronicle", ("turn",)),
    Action("pane('map')", "v", "v", "Map", "go to the map", ("turn",)),
    Action("next_thing", "n", "n", "Next", "go to the next thing that needs me", ("turn",)),
    Action("previous_thing", "N", "N", "Before", "go to the thing before", ("turn",)),
    Action("undo", "u", "u", "Undo", "take back the last order", ("turn",)),
    Action("redo", "ctrl+r", "^r", "Redo", "give it again", ("turn",)),
    Action(
        "cancel", "x,delete", "x", "Cancel", "cancel what is selected; refuse, or vote no", ("turn",)
    ),
    Action(
        "end_turn", "e", "e", "End turn", "end the turn, after a look at what is left undone", ("turn",), 5
    ),
    Action(
        "run_on", "E", "E", "Run", "end up to three turns; stops at mail, crises, war", ("turn",)
    ),
    Action("reports", "r", "r", "Reports", "power, tension, treaties, words and deeds", ("turn", "watch")),
    Action("save", "s,ctrl+s", "s", "Save", "save the game under a name", ("turn",)),
    Action("menu", "Q", "Q", "Menu", "save and go to the menu", ("turn",)),
    Action("mode('political')", "1", "1", "Political", "map: who owns what", _MAP),
    Action("mode('yields')", "2", "2", "Yields", "map: terrain and what the land yields", _MAP),
    Action("mode('power')", "3", "3", "Power", "map: share of power", _MAP),
    Action("mode('alliances')", "4", "4", "Blocs", "map: blocs; again: ties of the selected state", _MAP),
    Action("mode('opinion')", "5", "5", "Opinion", "map: what others think of me", _MAP),
    Action("mode('supply')", "6", "6", "Supply", "map: supply, and points that can be there this turn", _MAP),
    Action("mode('intelligence')", "7", "7", "Intelligence", "map: how sure we are of what others have", _MAP),
    Action("mode('changes')", "8", "8", "Changes", "map: what changed last turn", _MAP),
    Action("zoom(1)", "plus,equals_sign,right_square_bracket", "+", "Zoom in", "zoom in", _MAP),
    Action("zoom(-1)", "minus,left_square_bracket", "-", "Zoom out", "zoom out", _MAP),
    Action("pan(0,-1)", "shift+up,K", "⇧↑", "Pan up", "pan the map up", _MAP),
    Action("pan(0,1)", "shift+down,J", "⇧↓", "Pan down", "pan the map down", _MAP),
    Action("pan(-1,0)", "shift+left,H", "⇧←", "Pan left", "pan the map left", _MAP),
    Action("pan(1,0)", "shift+right,L", "⇧→", "Pan right", "pan the map right", _MAP),
    Action("find", "slash", "/", "Find", "find a province or a state by name", ("turn", "watch")),
    Action(
        "help",
        "question_mark,f1",
        "?",
        "Help",
        "what can be done here",
        ("turn", "diplomacy", "watch", "menu"),
        7,
    ),
    Action("deal", "enter", "⏎", "Deal", "list all that can be done with the selected state", ("diplomacy",), 1),
    Action(
        "propose", "p", "p", "Propose", "offer a treaty to the selected state, or found one of several",
        ("diplomacy",), 2,
    ),
    Action("peace", "c", "c", "Peace", "offer peace to the selected state", ("diplomacy",)),
    Action("demand", "D", "D", "Demand", "demand something of the selected state: a crisis", ("diplomacy",), 3),
    Action("sanction", "s", "s", "Sanctions", "lay sanctions on the selected state, or lift them", ("diplomacy",)),
    Action("summit", "S", "S", "Summit", "bring other states to our table", ("diplomacy",)),
    Action("order", "o", "o", "Order", "proclaim an order of our own, or join another's", ("diplomacy",)),
    Action(
        "turn_page", "tab", "tab", "Page", "between the list and the selected state's page", ("diplomacy",), 5
    ),
    Action("read(8)", "pagedown,space", "space", "Read on", "read on in the state's page", ("diplomacy",)),
    Action("read(-8)", "pageup", "PgUp", "Read back", "read back in the state's page", ("diplomacy",)),
    Action("go(-1)", "up,k", "↑", "Up", "go to the state above", ("diplomacy", "watch")),
    Action("go(1)", "down,j", "↓", "Down", "go to the state below", ("diplomacy", "watch")),
    Action("war", "W", "W", "War", "declare war on the selected state", ("diplomacy",)),
    Action(
        "treaties",
        "t",
        "t",
        "Treaties",
        "the card of a treaty: reply to calls, leave, break, amend, accede",
        ("diplomacy",),
        4,
    ),
    Action("matrix", "m", "m", "Matrix", "opinions, treaties and wars of all states, blocs", ("diplomacy",), 6),
    Action("close", "escape,d", "esc", "Back", "go back", ("diplomacy",)),
    Action("play", "space", "space", "Play", "play or pause", ("watch",), 1),
    Action("step", "full_stop,right,n", "→", "Step", "one turn on", ("watch",), 2),
    Action("faster", "f", "f", "Faster", "play faster", ("watch",), 3),
    Action("slower", "g", "g", "Slower", "play slower", ("watch",), 5),
    Action("leave", "Q", "Q", "Menu", "go to the menu", ("watch",), 6),
)


def actions(where: str) -> tuple[Action, ...]:
    """What can be done on a screen."""
    return tuple(action for action in ACTIONS if where in action.where)


def bindings(where: str) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Textual bindings of a screen."""
    return [Binding(a.keys, a.name, a.label, show=False, id=f"{where}.{a.id}") for a in actions(where)]


def footer(where: str) -> tuple[Action, ...]:
    """The few actions that a screen's footer shows, in order."""
    shown = sorted((a for a in actions(where) if a.footer), key=lambda action: action.footer)
    return tuple(shown[:FOOTER_KEYS])
