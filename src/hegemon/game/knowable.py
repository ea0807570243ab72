"""What a seat may know of the terms in another's sums, by their names."""

from __future__ import annotations

import re

# Terms reckoned from what everybody can see.
PUBLIC = frozenset({
    "a retreat shared", "a turn to change", "an envoy", "at war", "autonomy", "beside our own", "burden",
    "called up of late", "disarmament", "dues", "face lost", "faith with a friend", "far from our capital",
    "its ill will", "land", "land given back", "land held", "land in their hands", "men kept from home",
    "no separate peace", "output of a turn", "prestige", "reparations", "resentment", "the initiative", "the land",
    "the trouble of leaving", "their mobilisation", "toil", "toil of war", "trade", "trade lost", "turns of notice",
    "word", "word kept", "word to the enemy",
})  # fmt: skip

# Terms that any seat can estimate from its own table of danger.
GUESSED = frozenset({
    "a danger held down", "a follower", "a friend restored", "a government like ours",
    "a government like the winner's", "a long notice", "against the strongest", "an ally's cause", "an attack deterred",
    "balance of power", "beside the strongest", "buffer", "chained to its friends' wars", "commerce and friendship",
    "cover", "cover by a coalition", "danger from the enemy", "defeat", "enemies", "entrapment", "exposure",
    "foreign arms next door", "friend saved",
    "friendship", "hands bound beforehand", "hands freed", "harm to it", "hazard", "held together to the end",
    "it soon runs out", "its surrender nearer", "its treaty broken", "its word in doubt", "knowledge",
    "land left open", "land still to lose", "land still to win", "lost again", "men lost", "men they lose",
    "no help against it", "other enemies", "our government", "our humiliation", "our treaty", "out of that quarrel",
    "peace with it", "peace with them", "prey forgone",
    "rivals left with free hands", "slower help",
    "split of the spoils", "spoils", "spoils shared", "the province", "the treaty as it stands", "their humiliation",
    "their treaties broken", "their war averted", "time to deliberate", "tribute", "unseen, so no deterrence", "war",
})  # fmt: skip

# Terms of what a state does at home, or knows of itself alone.
PRIVATE = frozenset({
    "a block idle for a turn", "blocks that we lack", "coercion", "envoys", "influence",
    "our army above theirs", "output", "own attack", "partners carry their part", "planned", "prey",
    "ready before it begins", "safety", "sum",
})  # fmt: skip

_PRIVATE = re.compile(
    r"what the bargain must bring|less .+|\S+ for \d+|power in \S+ turns|land held then"
)
_ENDED = re.compile(r"(?:no more|an end of|a part of) ")


def kind_of(name: str) -> str:
    """Return whether a term is public, guessed, private or, in a sum that nobody has listed, unknown."""
    # Of peace, what it ends is as public as while it lasts.
    plain = _ENDED.sub("", name, count=1) if _ENDED.match(name) else name
    if plain in PUBLIC or plain.endswith("must promise"):
        return "public"
    if plain in GUESSED:
        return "guessed"
    return "private" if plain in PRIVATE or _PRIVATE.fullmatch(plain) else "unknown"
