"""Who is bound to whom, by the treaties that everybody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegemon.world.state import World


def promised(world: World, state: int) -> tuple[int, ...]:
    """Return who has a duty or an invitation to help a state that is attacked, whoever attacks, in order of index."""
    found: set[int] = set()
    for treaty in world.treaties:
        kind = world.rules.kinds[treaty.kind]
        if not (kind.aid or kind.invited) or state not in treaty.parties:
            continue
        if kind.one_way:
            found.update(treaty.parties[:1] if treaty.parties[1] == state else ())
        else:
            found.update(treaty.others(state))
    return tuple(sorted(found))
