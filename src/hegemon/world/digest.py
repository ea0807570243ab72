"""The digest of a world: equal in every process, on every machine, with any hash seed."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from hegemon.world.state import ARRAYS, VALUES, World

_encoder = msgspec.msgpack.Encoder()
_arrays: Callable[[World], tuple[NDArray[Any], ...]] = attrgetter(*ARRAYS)
_values: Callable[[World], tuple[Any, ...]] = attrgetter(*VALUES)


def digest(world: World) -> str:
    """Return 32 hex digits over the rules' version, the seed and every field of the world."""
    hashed = blake2b(digest_size=16)
    hashed.update(repr((world.rules.version, world.scenario.digest, world.seed)).encode())
    # All arrays are hashed in one go.
    hashed.update(b"".join([array.tobytes() for array in _arrays(world)]))
    hashed.update(_encoder.encode(_values(world)))
    return hashed.hexdigest()


def parts(world: World) -> dict[str, str]:
    """Return a digest for each field, so that a difference can be named."""
    found = {}
    for name in ARRAYS:
        found[name] = blake2b(np.ascontiguousarray(getattr(world, name)).tobytes(), digest_size=8).hexdigest()
    for name in VALUES:
        found[name] = blake2b(_encoder.encode(getattr(world, name)), digest_size=8).hexdigest()
    return found
