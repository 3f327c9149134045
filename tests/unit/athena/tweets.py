"""A table of tweets as the lab sheet has it, for the tests."""

from __future__ import annotations

import json

from nuage.athena.tables import Part, TableData
from nuage.athena.types import BIGINT, VARCHAR, parse_hive_type

COLUMNS = (
    ("created_at", VARCHAR),
    ("id", BIGINT),
    ("text", VARCHAR),
    ("user", parse_hive_type("struct<screen_name:string,followers_count:int>")),
    ("entities", parse_hive_type("struct<hashtags:array<struct<text:string,indices:array<int>>>>")),
    ("lang", VARCHAR),
)
# id: (text, hashtags, user, lang, minute)
TWEETS = {
    1: ("Learning #AWS and #Athena", ["AWS", "Athena"], "alice", "en", 1),
    2: ("Un été #aws #Été", ["aws", "Été"], "bob", "fr", 2),
    3: ("no tags here http://t.co/x", [], "alice", "en", 3),
    4: ("#Athena again", ["Athena"], "carol", "fr", 61),
}


def line(number: int) -> bytes:
    """A tweet as the SerDe hands it over."""
    text, tags, user, lang, minute = TWEETS[number]
    made = {
        "created_at": f"Thu Apr 06 {15 + minute // 60}:{minute % 60:02d}:00 +0000 2017",
        "id": number,
        "text": text,
        "user": {"screen_name": user, "followers_count": 10 * number},
        "entities": {"hashtags": [{"text": tag, "indices": [0, len(tag)]} for tag in tags]},
        "lang": lang,
    }
    return json.dumps(made, ensure_ascii=False).encode()


def malformed() -> bytes:
    """What the SerDe makes of a line that is no JSON."""
    return json.dumps(dict.fromkeys(name for name, _ in COLUMNS)).encode()


def table(*numbers: int, bad: bool = False) -> TableData:
    """The table over some of the tweets, an object each."""
    parts = [Part(f"etag-{n}", f"s3://tweets/{n}.json", lines=line(n)) for n in numbers]
    if bad:
        parts.append(Part("etag-bad", "s3://tweets/bad.json", lines=malformed()))
    return TableData("default.tweets", COLUMNS, tuple(parts))
