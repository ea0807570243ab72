"""Orders that no honest seat would send: any struct of the protocol, filled with whatever its types allow."""

from __future__ import annotations

from random import Random
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from hegemon.world.orders import Orders, Ticket
from hegemon.world.state import World

EXTREME = (
    -1, 0, 1, 2, 3, 40, 41, 150, 151, 999, 1000, 1001, 10**12, -(10**12), 1 << 62, (1 << 63) - 1, -(1 << 63),
    (1 << 64) - 1,
)  # fmt: skip
WORDS = ("", "truce", "x" * 50, "defence ", "☠")


def number(rng: Random, now: World) -> int:
    """Return an extreme, a state, a province or an id of something that exists."""
    ids = [thing.id for things in (now.treaties, now.motions, now.crises, now.congresses, now.calls, now.offers)
           for thing in things]  # fmt: skip
    return rng.choice((
        rng.choice(EXTREME), rng.randrange(-1, now.states + 1), rng.randrange(-1, now.provinces + 1),
        rng.choice(ids or [0]),
    ))  # fmt: skip


def anything(rng: Random, now: World, kind: Any) -> Any:
    """Return a value of a type of the protocol."""
    origin, args = get_origin(kind), get_args(kind)
    if kind is bool:
        return rng.random() < 0.5
    if kind is int:
        return number(rng, now)
    if kind is str:
        return rng.choice((*now.rules.kinds, *WORDS))
    if kind is type(None):
        return None
    if origin is Literal:
        return rng.choice(args)
    if origin in (UnionType, Union):
        return anything(rng, now, rng.choice(args))
    if origin is tuple and args[-1] is Ellipsis:
        return tuple(anything(rng, now, args[0]) for _ in range(rng.choice((0, 0, 1, 1, 2, 3, 20))))
    if origin is tuple:
        return tuple(anything(rng, now, one) for one in args)
    return kind(**{name: anything(rng, now, hint) for name, hint in get_type_hints(kind).items()})


def twisted(rng: Random, now: World, orders: dict[int, Orders]) -> dict[int, Orders]:
    """Return orders in which some seats send anything, and some agree to letters with one clause gone wild."""
    replace = msgspec.structs.replace
    given = dict(orders)
    for seat in list(given):
        if rng.random() < 0.6:
            kept = rng.sample(Orders.__struct_fields__, rng.randint(0, 12))
            wild = anything(rng, now, Orders)
            given[seat] = replace(wild, **{name: getattr(given[seat], name) for name in kept} | {"seat": seat})
        if given[seat].letters and rng.random() < 0.5:
            letter = given[seat].letters[0]
            name, hint = rng.choice(sorted(get_type_hints(type(letter.terms)).items(), key=lambda pair: pair[0]))
            bad = replace(letter, terms=replace(letter.terms, **{name: anything(rng, now, hint)}))
            given[seat] = replace(given[seat], letters=(bad, letter))
            if bad.to in given:
                given[bad.to] = replace(given[bad.to], tickets=(Ticket(bad, bad.to, number(rng, now)),))
    return given
