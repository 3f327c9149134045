from __future__ import annotations

import pytest

from mock_tweet_server.people import population
from mock_tweet_server.text import Hashtag, Link, Mention, Piece, entities_object, fill, weighted_length

SOMEONE = population("fr")[0]


def test_indices_count_code_points() -> None:
    # the woman at her laptop is three code points, and five UTF-16 units
    pieces: list[Piece] = ["👩‍💻 é ", Hashtag("Données"), "!"]
    assert entities_object(pieces)["hashtags"] == [{"text": "Données", "indices": [6, 14]}]
    assert "👩‍💻 é #Données!"[6:14] == "#Données"


def test_entities_of_every_kind() -> None:
    pieces: list[Piece] = [Mention(SOMEONE), " ", Link("abc", "www.example.org/a"), " ", Hashtag("x")]
    name = f"@{SOMEONE.screen_name}"
    start = len(name) + 1
    assert entities_object(pieces) == {
        "hashtags": [{"text": "x", "indices": [start + 22, start + 24]}],
        "symbols": [],
        "user_mentions": [
            {
                "screen_name": SOMEONE.screen_name,
                "name": SOMEONE.name,
                "id": SOMEONE.id,
                "id_str": str(SOMEONE.id),
                "indices": [0, len(name)],
            }
        ],
        "urls": [
            {
                "url": "https://t.example/abc",
                "expanded_url": "https://www.example.org/a",
                "display_url": "www.example.org/a",
                "indices": [start, start + 21],
            }
        ],
    }


def test_a_long_address_is_shown_short() -> None:
    [link] = entities_object([Link("abc", "blog.nuage.example/compter-les-tweets")])["urls"]
    assert link["display_url"] == "blog.nuage.example/compter…"


def test_a_template_becomes_pieces() -> None:
    assert "".join(map(str, fill("{{ {tag}, {n}!", {"tag": Hashtag("x"), "n": "3"}))) == "{ #x, 3!"


def test_a_template_with_an_unknown_slot_fails() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        fill("{nonsense}", {})


@pytest.mark.parametrize(
    ("pieces", "length"),
    [
        (["abc"], 3),
        (["éàü\u201c\u201d\u2019"], 6),
        (["السحابة"], 7),
        (["データ"], 6),
        (["😀"], 2),
        ([Hashtag("abc")], 4),
        ([Link("x" * 50, "www.example.org")], 23),
    ],
)
def test_length_as_twitter_counts_it(pieces: list[Piece], length: int) -> None:
    assert weighted_length(pieces) == length
