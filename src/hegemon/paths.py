"""Where a user's files live: saves in data, settings in config, logs in state, the rest in cache.

HEGEMON_HOME puts all of them below one folder; a relative one is made absolute from the folder in which the program
was started. Otherwise appdirs decides, except that an empty or relative
XDG variable counts as unset, as the XDG base directory specification demands (appdirs 1.4.4 takes it as is).
"""

from __future__ import annotations

import os
from pathlib import Path

from hegemon.errors import BadInput

_NAME = "hegemon"
_XDG = {
    "data": "XDG_DATA_HOME",
    "config": "XDG_CONFIG_HOME",
    "state": "XDG_STATE_HOME",
    "cache": "XDG_CACHE_HOME",
}


def data() -> Path:
    """Returns the folder for what a user would miss: saved games, tournaments, scenarios of their own."""
    return ensure(locate("data"))


def config() -> Path:
    """Returns the folder for settings."""
    return ensure(locate("config"))


def state() -> Path:
    """Returns the folder for logs and the memory of the interface."""
    return ensure(locate("state"))


def cache() -> Path:
    """Returns the folder for what can be computed again."""
    return ensure(locate("cache"))


def saves() -> Path:
    """Returns the folder for saved games."""
    return ensure(data() / "saves")


def scenarios() -> Path:
    """Returns the folder for a user's own scenarios; it may not exist, and looking does not make it."""
    return locate("data") / "scenarios"


def locate(kind: str) -> Path:
    """Returns where the folder of one kind (data, config, state, cache) belongs, without making it."""
    home = os.environ.get("HEGEMON_HOME", "").strip()
    if home:
        return Path(home).expanduser().absolute() / kind
    return _from_appdirs(kind)


def ensure(folder: Path) -> Path:
    """Makes a folder private to its user if there is none, and returns it; BadInput if it is not writable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
        why = "is not writable"
    except OSError as error:
        writable = False
        why = (error.strerror or "cannot be made").lower()
    if not writable:
        raise BadInput(f"folder {folder}: {why}; make it writable or set HEGEMON_HOME to a folder that is")
    return folder


def _from_appdirs(kind: str) -> Path:
    import appdirs

    variable = _XDG[kind]
    given = os.environ.get(variable)
    bad = given is not None and not os.path.isabs(given)
    if bad:
        del os.environ[variable]
    try:
        return Path(getattr(appdirs, f"user_{kind}_dir")(_NAME, appauthor=False)).expanduser().absolute()
    finally:
        if bad and given is not None:
            os.environ[variable] = given
