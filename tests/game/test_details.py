"""Details of events: short keys in the facts, words in the chronicle."""

from __future__ import annotations

import string

import pytest

from hegemon.engine.peace import describe
from hegemon.game.chronicle import TREATIES, detail_said, sentence, terms_said, told
from hegemon.world.events import DETAILS, Event
from hegemon.world.orders import Letter, PeaceTerms
from hegemon.world.rules import load_rules
from tests.worlds import A, B, C, opened


@pytest.mark.parametrize("key", sorted(DETAILS))
def test_every_key_reads_as_words(key: str) -> None:
    assert {n for _, n, _, _ in string.Formatter().parse(DETAILS[key]) if n} <= {"place", "rest"}
    said = detail_said(Event("dropped", 1, "x", A, place=3, detail=key), opened())
    assert said != key or key == "nothing"
    assert not set("{}") & set(said)


def test_every_kind_of_treaty_has_a_name() -> None:
    assert set(load_rules().kinds) <= set(TREATIES)
    assert detail_said(Event("yielded", 1, "x", A, B, detail="break defence"), opened()) == (
        "an end to its defensive alliance"
    )


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (PeaceTerms(A, B), ["as before the war"]),
        (PeaceTerms(A, B, (2, 3)), ["State B cedes Land 2, Land 3"]),
        (PeaceTerms(A, B, (), 75), ["State B pays 7.5% of its output"]),
        (
            PeaceTerms(A, B, demilitarise=True, break_pacts=(4, 5), restore=C, regime=True, congress=True),
            ["State B may not mobilise", "State B leaves 2 of its treaties", "State C comes home",
             "State B takes the government of State A", "a congress decides on the land"],
        ),
    ],
)  # fmt: skip
def test_terms_of_peace_are_kept_as_keys_and_told_in_words(terms: PeaceTerms, words: list[str]) -> None:
    world = opened()
    event = Event("peace", 1, "x", A, B, detail=describe(world, terms))
    assert not [word for word in words if word in event.detail]
    told = sentence(event, world)
    assert all(word in told for word in words)


def test_what_a_peace_offers_is_said_in_full() -> None:
    world = opened()
    said = terms_said(world, Letter(A, B, PeaceTerms(A, B, cede=(2,), restore=C, regime=True, congress=True)))
    for part in ("Land 2", "took from State C", "one like that of State A", "a congress"):
        assert part in said


def test_a_motion_that_no_longer_fits_is_told_of_its_proposer_alone() -> None:
    world = opened()
    alone = sentence(Event("unfit", 1, "x", A, A, detail="league"), world)
    assert alone == "What State A would put to the vote, league, no longer fits, and is dropped."
    assert "State A and State B agreed" in sentence(Event("unfit", 1, "x", A, B, detail="league"), world)


def test_what_reads_alike_is_told_once() -> None:
    world = opened()
    shut = Event("dropped", 1, "campaign", A, place=2, detail="closed")
    assert len(told([shut, shut, Event("dropped", 1, "campaign", A, place=3, detail="closed")], world)) == 2


@pytest.mark.parametrize(
    ("kind", "article"), [("entente", "an entente"), ("offence", "an offensive"), ("league", "a league")]
)
def test_a_motion_takes_the_article_of_its_treaty(kind: str, article: str) -> None:
    world = opened()
    assert f"puts {article}" in sentence(Event("proposed", 1, "x", A, B, detail=kind), world)
    assert f"found {article}" in sentence(Event("founded", 1, "x", A, B, detail=kind), world)
