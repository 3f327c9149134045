from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_tweet_server.stream import tweet
from mock_tweet_server.text import LINK_LENGTH, MAX_LENGTH, weighted_length
from mock_tweet_server.timestamps import created_at

START = 1_795_290_780  # 2026-11-21 19:53:00
minutes = st.integers(1_577_836_800 // 60, (2**31 - 1) // 60).map(lambda number: number * 60)
seeds = st.integers(-(2**63), 2**63)

KEYS = [
    "created_at",
    "id",
    "id_str",
    "text",
    "truncated",
    "entities",
    "source",
    "in_reply_to_status_id",
    "in_reply_to_status_id_str",
    "in_reply_to_user_id",
    "in_reply_to_user_id_str",
    "in_reply_to_screen_name",
    "user",
    "geo",
    "coordinates",
    "place",
    "contributors",
    "is_quote_status",
    "retweet_count",
    "favorite_count",
    "favorited",
    "retweeted",
    "lang",
]


@cache
def sample() -> list[dict[str, Any]]:
    return [tweet(42, START + 60 * number) for number in range(5000)]


def parsed(text: str) -> datetime:
    return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")


@given(seeds, minutes)
def test_a_tweet_is_a_pure_function_of_seed_and_minute(seed: int, minute: int) -> None:
    assert tweet(seed, minute) == tweet(seed, minute)


def test_the_stream_is_the_same_on_every_python_and_system() -> None:
    # changes with every change of words or weights, and must change with nothing else
    text = json.dumps([tweet(seed, START + 60 * number) for seed in (1, 42) for number in range(300)])
    assert (
        hashlib.sha256(text.encode()).hexdigest()
        == "b2612bfd266f32c3dca78daa8a83aac05b21ba7267288d560ed83bb340a7e6b0"
    )


@pytest.mark.parametrize("minute", [START + 1, START + 59])
def test_a_second_within_a_minute_is_refused(minute: int) -> None:
    with pytest.raises(ValueError, match=f"no minute begins at {minute}: expected a multiple of 60"):
        tweet(42, minute)


def test_seeds_and_minutes_have_tweets_of_their_own() -> None:
    assert tweet(1, START)["text"] != tweet(2, START)["text"]
    assert all(one["text"] != other["text"] for one, other in pairwise(sample()[:50]))


@given(seeds, minutes)
def test_the_shape_is_that_of_the_api(seed: int, minute: int) -> None:
    one = tweet(seed, minute)
    assert [key for key in one if key != "possibly_sensitive"] == KEYS
    assert ("possibly_sensitive" in one) == bool(one["entities"]["urls"])
    assert list(one["entities"]) == ["hashtags", "symbols", "user_mentions", "urls"]
    assert one["id"] == minute < 2**31
    assert one["id_str"] == str(minute)
    assert parsed(one["created_at"]) == datetime.fromtimestamp(minute, UTC)
    assert parsed(one["user"]["created_at"]) < parsed(one["created_at"])
    assert one["user"]["id_str"] == str(one["user"]["id"])
    assert one["user"]["id"] < 2**31
    assert one["retweet_count"] <= one["favorite_count"]


@given(seeds, minutes)
def test_indices_delimit_the_entities(seed: int, minute: int) -> None:
    one = tweet(seed, minute)
    text, entities = one["text"], one["entities"]
    expected = [(f"#{tag['text']}", tag) for tag in entities["hashtags"]]
    expected += [(f"@{user['screen_name']}", user) for user in entities["user_mentions"]]
    expected += [(link["url"], link) for link in entities["urls"]]
    for words, entity in expected:
        start, end = entity["indices"]
        assert text[start:end] == words
        # where Twitter would see the entity end, too
        assert not re.match(r"[\w@#]", text[end:])
        assert not re.search(r"[\w@#&/]$", text[:start])
    # and every # or @ of the text is an entity
    assert text.count("#") == len(entities["hashtags"])
    assert text.count("@") == len(entities["user_mentions"])


@given(seeds, minutes)
def test_the_text_has_at_most_280_characters(seed: int, minute: int) -> None:
    one = tweet(seed, minute)
    urls = one["entities"]["urls"]
    without_links = one["text"]
    for link in urls:
        without_links = without_links.replace(link["url"], "")
    assert 0 < weighted_length([without_links]) + LINK_LENGTH * len(urls) <= MAX_LENGTH


@given(seeds, minutes)
def test_json_gives_back_the_tweet(seed: int, minute: int) -> None:
    one = tweet(seed, minute)
    for ensure_ascii in (True, False):
        line = json.dumps(one, ensure_ascii=ensure_ascii)
        assert "\n" not in line
        assert json.loads(line.encode()) == one


@given(seeds, minutes)
def test_a_reply_answers_an_earlier_tweet_of_the_stream(seed: int, minute: int) -> None:
    one = tweet(seed, minute)
    fields = [value for key, value in one.items() if key.startswith("in_reply_to")]
    if one["in_reply_to_status_id"] is None:
        assert fields == [None] * 5
        return
    answered = tweet(seed, one["in_reply_to_status_id"])
    user = answered["user"]
    assert fields == [answered["id"], answered["id_str"], user["id"], user["id_str"], user["screen_name"]]
    assert answered["id"] < one["id"]
    assert one["text"].startswith(f"@{user['screen_name']} ")


@given(seeds, minutes)
def test_geo_is_coordinates_the_other_way_round(seed: int, minute: int) -> None:
    one = tweet(seed, minute)
    if one["coordinates"] is None:
        assert one["geo"] is None
        return
    longitude, latitude = one["coordinates"]["coordinates"]
    assert one["geo"] == {"type": "Point", "coordinates": [latitude, longitude]}
    [[south_west, _, north_east, _]] = one["place"]["bounding_box"]["coordinates"]
    assert south_west[0] <= longitude <= north_east[0]
    assert south_west[1] <= latitude <= north_east[1]
    assert one["user"]["geo_enabled"]


def test_created_at_as_twitter_writes_it() -> None:
    assert created_at(START) == "Sat Nov 21 19:53:00 +0000 2026"
    assert created_at(0) == "Thu Jan 01 00:00:00 +0000 1970"


def test_how_many_hashtags_a_tweet_has() -> None:
    counts = Counter(len(one["entities"]["hashtags"]) for one in sample())
    shares = [counts[number] / 5000 for number in range(5)]
    assert shares == pytest.approx([0.25, 0.35, 0.25, 0.12, 0.03], abs=0.03)


def test_topics_follow_zipf() -> None:
    tags = Counter(tag["text"].casefold() for one in sample() for tag in one["entities"]["hashtags"])
    data = sum(
        tags[tag]
        for tag in ("data", "données", "donnees", "datos", "データ", "بيانات", "δεδομένα", "δεδομενα")
    )
    aws, engineering, python = tags["aws"], tags["dataengineering"], tags["python"] + tags["python3"]
    assert data > aws > engineering > python > tags["sql"] > tags["climate"] > 0
    assert aws / data == pytest.approx(1 / 2, abs=0.15)
    assert engineering / data == pytest.approx(1 / 3, abs=0.15)


def test_spellings_of_one_topic_are_different_strings() -> None:
    tags = Counter(tag["text"] for one in sample() for tag in one["entities"]["hashtags"])
    assert tags["Données"] > tags["donnees"] > 0
    assert tags["DataEngineering"] > tags["dataengineering"] > 0
    assert len(tags) > 150


def test_a_hashtag_may_come_twice_in_a_tweet() -> None:
    tagged = [[tag["text"] for tag in one["entities"]["hashtags"]] for one in sample()]
    twice = sum(len(tags) > len(set(tags)) for tags in tagged) / sum(bool(tags) for tags in tagged)
    assert twice == pytest.approx(0.05, abs=0.02)


def test_authors_follow_zipf_within_their_language() -> None:
    first, second, third = (
        count
        for _, count in Counter(
            one["user"]["screen_name"] for one in sample() if one["lang"] == "fr"
        ).most_common(3)
    )
    assert second / first == pytest.approx(1 / 2, abs=0.1)
    assert third / first == pytest.approx(1 / 3, abs=0.1)


def test_languages_and_scripts() -> None:
    languages = Counter(one["lang"] for one in sample())
    assert [code for code, _ in languages.most_common(2)] == ["fr", "en"]
    assert set(languages) == {"fr", "en", "es", "ja", "ar", "el"}
    assert languages["fr"] + languages["en"] > 3000
    scripts = {"ja": ("HIRAGANA", "KATAKANA", "CJK"), "ar": ("ARABIC",), "el": ("GREEK",)}
    for one in sample():
        if one["lang"] in scripts:
            names = [unicodedata.name(character, "") for character in one["text"]]
            assert any(name.startswith(scripts[one["lang"]]) for name in names), one["text"]


def test_europe_sleeps_when_japan_is_awake() -> None:
    def share(hour: int, code: str) -> float:
        found = [one["lang"] for one in sample() if parsed(one["created_at"]).hour == hour]
        return found.count(code) / len(found)

    assert share(3, "ja") > 3 * share(20, "ja")
    assert share(20, "fr") > share(3, "fr")


@pytest.mark.parametrize(
    ("what", "found", "expected"),
    [
        ("no coordinates", lambda one: one["coordinates"] is None, 0.9),
        ("a place", lambda one: one["place"] is not None, 0.18),
        ("a reply", lambda one: one["in_reply_to_status_id"] is not None, 0.11),
        ("a link", lambda one: bool(one["entities"]["urls"]), 0.2),
        ("no favourite", lambda one: one["favorite_count"] == 0, 0.5),
        ("nine favourites", lambda one: one["favorite_count"] >= 9, 0.1),
    ],
)
def test_shares(what: str, found: Any, expected: float) -> None:
    assert sum(map(found, sample())) / 5000 == pytest.approx(expected, abs=0.04), what


@pytest.mark.parametrize(
    "awkward", ["\n", "\t", "\\", '"', "'", "\u2019", "«", "\u201c", "\u200d", "\u2028", "é", "🇫🇷"]
)
def test_awkward_characters_come_up_within_a_lesson(awkward: str) -> None:
    assert sum(awkward in one["text"] for one in sample()[:1000]) > 0
