"""Minds: options of players read, refused in one line, and written one way wherever a player is named."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from hegemon import assets, cli
from hegemon.arena.spec import Spec
from hegemon.arena.tournament import run_tournament
from hegemon.errors import BadInput
from hegemon.game.match import play_match
from hegemon.game.session import load_game, new_game
from hegemon.players.maximiser import mind
from hegemon.players.maximiser.mind import doctrines, mind_of, skills
from hegemon.players.registry import check_player, describe, listing, make_player, player_names
from hegemon.world.orders import Term


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("maximiser", "maximiser"),
        ("maximiser:statesman", "maximiser"),
        ("maximiser:budget=0:treaties=all", "maximiser"),
        ("maximiser:doctrine=merchant", "merchant"),
        ("maximiser:novice:doctrine=merchant", "merchant:novice"),
        ("balancer:treaties=none:budget=64:grandmaster", "balancer:grandmaster:budget=64:treaties=none"),
        ("balancer:skill=grandmaster:budget=064", "balancer:grandmaster:budget=64"),
        ("turtle", "turtle"),
    ],
)
def test_a_player_has_one_name(written: str, name: str) -> None:
    assert check_player(written) == name
    assert check_player(name) == name
    assert make_player(written).name == name
    assert describe(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("maximiser:novce", "did you mean novice"),
        ("maximiser:", "nothing stands between two colons"),
        ("maximiser::novice", "nothing stands between two colons"),
        ("maximiser:novice:grandmaster", "skill is given twice, novice and grandmaster"),
        ("maximiser:budget=1:budget=1", "budget is given twice"),
        ("merchant:doctrine=balancer", "doctrine is given twice, merchant and balancer"),
        ("maximiser:merchant", "write doctrine=merchant"),
        ("maximiser:doctrine=merchnt", "did you mean merchant"),
        ("maximiser:skill=grandmister", "did you mean grandmaster"),
        ("maximiser:budget=-1", "simulated turns, 0 to 10000"),
        ("maximiser:budget=10001", "simulated turns, 0 to 10000"),
        ("maximiser:budget=٣", "simulated turns, 0 to 10000"),
        ("maximiser:budget", "did you mean budget=N"),
        ("maximiser:treaties=no", "write treaties=none"),
        ("novice:maximiser", "write maximiser:novice"),
        ("budget=3:balancer:novice", "write balancer:budget=3:novice"),
        ("balancer:maximiser", "stands first"),
        ("turtle:novice", "turtle takes no options"),
        ("balancr:novice", "did you mean balancer"),
        ("maximiser:\n\x1b[31m", "unknown player option"),
        ("", "unknown player"),
    ],
)
def test_wrong_options_are_one_line(written: str, said: str) -> None:
    for ask in (check_player, make_player):
        with pytest.raises(BadInput) as found:
            ask(written)
        message = str(found.value)
        assert said in message
        assert message.isprintable()
        assert len(message) < 400


def test_a_mind_is_what_its_name_says() -> None:
    plain, other = mind_of(), mind_of("offensive-realist", ("grandmaster", "treaties=none"))
    assert (plain.skill, plain.treaties, plain.terms) == ("statesman", True, {})
    assert (other.skill, other.treaties, other.budget) == ("grandmaster", False, skills()["grandmaster"].budget)
    assert doctrines()["offensive-realist"].terms.items() <= other.terms.items()


def test_terms_are_weighed_per_mille_toward_zero() -> None:
    given = (Term("spoils", 1001, 3), Term("defeat", -1001, 3), Term("toil", -1, -1), Term("word", -5, -1))
    weighed = mind.Mind("", "statesman", 0, 0, True, mind_of().weights, {"spoils": 500, "defeat": 500, "toil": 999})
    assert weighed.weigh(given) == (Term("spoils", 500, 3), Term("defeat", -500, 3), Term("word", -5, -1))
    assert mind_of().weigh(given) == given
    assert weighed.option("war", given).utility == -5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[hawk]\nsays = "x"\nweights = { war = { treshold = 1 } }', "hawk weighs war.treshold, which is no weight"),
        ('[hawk]\nsays = "x"\nweights = { peace = { tire = 1 } }', "hawk weighs peace.tire, which all doctrines share"),
        ('[hawk]\nsays = "x"\nweights = { war = { aims = 5 } }', "weighs war.aims, which all"),
        ('[hawk]\nsays = "x"\nweights = { moon = { tire = 1 } }', "hawk weighs moon.tire, which is no weight"),
        ('[hawk]\nsays = "x"\nweights = { pacts = { share = 199 } }', "pacts.share 199, which lies outside 200"),
        ('[hawk]\nsays = "x"\nweights = { pacts = { share = 501 } }', "outside 200 to 500"),
        ('[hawk]\nsays = "x"\nterms = { spoils = -1 }', "terms"),
        ('[hawk]\nsays = "x"\nwhen = { fewer = {} }', "unknown circumstance 'fewer' of hawk"),
        ('[hawk]\nsays = "x"\nwhen = { few = { weights = { war = { aims = 5 } } } }', "weighs war.aims, which all"),
        ('[hawk]\nsays = "x"\nwhen = { few = { weights = { pacts = { share = 1 } } } }', "pacts.share 1, which lies"),
        ('[hawk]\nsays = "x"\nwhen = { few = { terms = { spoils = -1 } } }', "when"),
        ("[hawk]\nterms = {}", "says"),
        ("[hawk", "doctrines"),
    ],
)
def test_a_wrong_file_of_doctrines_is_one_line(text: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = assets.read
    monkeypatch.setattr(assets, "read", lambda *p: text.encode() if p[-1] == "doctrines.toml" else read(*p))
    doctrines.cache_clear()
    try:
        with pytest.raises(BadInput, match=r"assets/rules/doctrines\.toml") as found:
            doctrines()
    finally:
        doctrines.cache_clear()
    assert said in str(found.value)
    assert "\n" not in str(found.value)


def test_every_player_is_listed_with_what_may_be_added(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["players"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines() == listing()
    words = told.split()
    assert set(player_names()) | set(skills()) <= set(words)
    assert all(level.says for level in skills().values())
    assert all(doctrine.says for doctrine in doctrines().values())
    assert {"budget=N,", "treaties=none,", "doctrine=NAME,"} <= set(words)


def test_names_are_canonical_in_games_and_their_saves(tmp_path: Path) -> None:
    given = {"GAR": "maximiser:doctrine=merchant:novice", "BON": "maximiser:statesman"}
    game = new_game("ring-8", given, seed=1)
    assert game.start.players[:2] == ("merchant:novice", "maximiser")
    game.advance()
    path = tmp_path / "one.hegemon"
    game.save(path)
    again = load_game(path)
    assert again.start.players == game.start.players
    again.advance()
    game.advance()
    assert again.digest() == game.digest()


def test_options_play_in_matches_tournaments_and_other_processes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    players = ("balancer", "maximiser:novice:treaties=none")
    here = play_match("ring-8", players * 4, seed=1, turns=2)
    assert not here.faults
    with ProcessPoolExecutor(1) as pool:
        assert play_match("ring-8", players * 4, seed=1, turns=2, map=pool.map).digest == here.digest
        spec = Spec("ring-8", players, 8, 1, 1)
        assert run_tournament(spec, pool).digest == run_tournament(spec).digest
    file = tmp_path / "spec.toml"
    file.write_text(
        'scenario = "ring-8"\nplayers = ["maximiser:doctrine=balancer", "maximiser:budget=0:statesman"]\n'
        "games = 8\nturns = 1\nseed = 1\n"
    )
    assert cli.main(["tournament", str(file)]) == 0
    rows = capsys.readouterr().out.splitlines()[1:]
    assert sorted(row.split()[1] for row in rows) == ["balancer", "maximiser"]
