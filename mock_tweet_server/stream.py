"""The stream of tweets: a pure function of seed and minute.

Two labs with the same seed see the same tweets, and a tweet can be worked out again long after, so
tests and exercises can say what a query must answer. The shape, names, nulls and order of keys are
those of Twitter's API v1.1
(https://developer.twitter.com/en/docs/twitter-api/v1/data-dictionary/object-model/tweet), except
that `id` is the epoch second of the minute, which fits the `int` of the lab's table until 2038.

How it is distributed (tests/unit/mock_tweet_server/test_stream.py holds it to this):

- hashtags in a tweet: none in 25 % of tweets, 1 in 35 %, 2 in 25 %, 3 in 12 %, 4 in 3 %, before the
  few that are left out because the text is full; in 5 % of tweets with one, it is written twice;
- which hashtag: topic by Zipf's law, with hours and a trend of the day on top (trends.py), then the
  spelling by Zipf's law among those of the topic in the tweet's language;
- authors: language by share and hour, then Zipf's law within the language (people.py);
- 12 % of tweets answer an earlier tweet of the stream, 15 % mention someone, 20 % carry a link,
  40 % an emoji, 12 % are odd on purpose (backslashes, tabs, quotes, separators);
- favourites have a heavy tail: at least n with probability 1/(n+1).
"""

from __future__ import annotations

from typing import Any

from mock_tweet_server.draw import Draw, stable_hash, zipf
from mock_tweet_server.people import Person, author, geo_enabled, pick_person, user_object
from mock_tweet_server.text import (
    MAX_LENGTH,
    Hashtag,
    Link,
    Mention,
    Piece,
    entities_object,
    fill,
    weighted_length,
)
from mock_tweet_server.timestamps import created_at
from mock_tweet_server.trends import hour_of_day, pick_topic
from mock_tweet_server.vocabulary import Language, common, language

MINUTE = 60
HASHTAG_COUNTS = (0.25, 0.35, 0.25, 0.12, 0.03)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def tweet(seed: int, minute: int) -> dict[str, Any]:
    """The tweet of a minute.

    :param seed: says which stream
    :param minute: the epoch second at which the minute begins, from 2020 on
    :raises ValueError: when no minute begins at that second
    """
    if minute % MINUTE:
        raise ValueError(f"no minute begins at {minute}: expected a multiple of {MINUTE}")
    draw = Draw(seed, "tweet", minute)
    person = author(seed, minute)
    # one in ten who write in another language writes in English now and then
    spoken = language("en") if draw.chance(0.1) else person.language
    answered = _answered_minute(draw, seed, minute)
    answers = author(seed, answered) if answered is not None else None
    pieces = _compose(draw, seed, minute, spoken, answers)
    entities = entities_object(pieces)
    favourites = draw.heavy(5_000)
    coordinates, place = _whereabouts(draw, seed, person)
    result: dict[str, Any] = {
        "created_at": created_at(minute),
        "id": minute,
        "id_str": str(minute),
        "text": "".join(map(str, pieces)),
        "truncated": False,
        "entities": entities,
        "source": draw.pick(common().sources, zipf(len(common().sources))),
        "in_reply_to_status_id": answered,
        "in_reply_to_status_id_str": None if answered is None else str(answered),
        "in_reply_to_user_id": answers.id if answers else None,
        "in_reply_to_user_id_str": str(answers.id) if answers else None,
        "in_reply_to_screen_name": answers.screen_name if answers else None,
        "user": user_object(seed, person, minute),
        # `geo` is the older of the two: latitude first; `coordinates` is GeoJSON: longitude first
        "geo": {"type": "Point", "coordinates": coordinates[::-1]} if coordinates else None,
        "coordinates": {"type": "Point", "coordinates": coordinates} if coordinates else None,
        "place": place,
        "contributors": None,
        "is_quote_status": False,
        "retweet_count": int(favourites * draw.uniform() / 2),
        "favorite_count": favourites,
        "favorited": False,
        "retweeted": False,
    }
    if entities["urls"]:
        # the API gives this field only where a tweet has a link
        result["possibly_sensitive"] = False
    result["lang"] = spoken.code
    return result


def _answered_minute(draw: Draw, seed: int, minute: int) -> int | None:
    """The earlier minute whose tweet this one answers, if it answers one."""
    answered = minute - MINUTE * (1 + draw.heavy(240))
    if not draw.chance(0.12) or author(seed, answered) == author(seed, minute):
        return None
    return answered


def _compose(draw: Draw, seed: int, minute: int, spoken: Language, answers: Person | None) -> list[Piece]:
    tags = _hashtags(draw, seed, minute, spoken)
    pieces: list[Piece] = [Mention(answers), " "] if answers else []
    values: dict[str, Piece] = {kind: draw.pick(words) for kind, words in spoken.words.items()}
    values |= {"n": str(draw.whole(2, 99)), "hour": str(hour_of_day(minute, spoken.utc_offset))}
    if draw.chance(0.12):
        pieces += fill(draw.pick(spoken.odd), values)
    elif tags and draw.chance(0.5):
        pieces += fill(draw.pick(spoken.tagged), values | {"tag": tags.pop(0)})
    else:
        pieces += fill(draw.pick(spoken.plain), values)
    for extra in _extras(draw, spoken, values, tags):
        if weighted_length([*pieces, *extra]) <= MAX_LENGTH:
            pieces += extra
    return pieces


def _extras(draw: Draw, spoken: Language, values: dict[str, Piece], tags: list[Hashtag]) -> list[list[Piece]]:
    """What may follow the first sentence, as far as there is room."""
    extras: list[list[Piece]] = []
    if draw.chance(0.3):
        extras.append([" ", *fill(draw.pick(spoken.more), values)])
    if draw.chance(0.15):
        mentioned = Mention(pick_person(draw, spoken.code))
        extras.append([" ", *fill(draw.pick(spoken.mentions), {"mention": mentioned})])
    if draw.chance(0.4):
        emoji = draw.pick(common().emoji, zipf(len(common().emoji)))
        extras.append([" ", emoji * (1 + draw.heavy(3))])
    gap = "\n\n" if draw.chance(0.15) else " "
    for tag in tags:
        extras.append([gap, tag])
        gap = " "
    if draw.chance(0.2):
        code = "".join(draw.pick(LETTERS) for _ in range(10))
        extras.append([" ", Link(code, f"{draw.pick(common().sites)}/{draw.pick(common().slugs)}")])
    return extras


def _hashtags(draw: Draw, seed: int, minute: int, spoken: Language) -> list[Hashtag]:
    """The hashtags of a tweet, one a topic; now and then the first of them a second time."""
    tags: dict[str, Hashtag] = {}
    wanted = draw.pick(range(len(HASHTAG_COUNTS)), HASHTAG_COUNTS)
    while len(tags) < wanted:
        topic = pick_topic(draw, seed, minute)
        spellings = topic.in_language(spoken.code)
        tags.setdefault(topic.name, Hashtag(draw.pick(spellings, zipf(len(spellings)))))
    chosen = list(tags.values())
    return [*chosen, chosen[0]] if chosen and draw.chance(0.05) else chosen


def _whereabouts(draw: Draw, seed: int, person: Person) -> tuple[list[float] | None, dict[str, Any] | None]:
    """Longitude and latitude, and the place: mostly neither, sometimes a place, rarely both."""
    city = person.city
    east, north = draw.uniform(), draw.uniform()
    precise, named = draw.chance(0.25), draw.chance(0.25)
    if not geo_enabled(seed, person) or not (precise or named):
        return None, None
    point = [round(city.longitude + (east - 0.5) / 10, 6), round(city.latitude + (north - 0.5) / 10, 6)]
    west, south = round(city.longitude - 0.05, 6), round(city.latitude - 0.05, 6)
    corner = [round(west + 0.1, 6), round(south + 0.1, 6)]
    place_id = f"{stable_hash('place', city.name):016x}"
    place = {
        "id": place_id,
        "url": f"https://api.example/1.1/geo/id/{place_id}.json",
        "place_type": "city",
        "name": city.name,
        "full_name": f"{city.name}, {city.country}",
        "country_code": city.country_code,
        "country": city.country,
        "contained_within": [],
        "bounding_box": {
            "type": "Polygon",
            "coordinates": [[[west, south], [corner[0], south], corner, [west, corner[1]]]],
        },
        "attributes": {},
    }
    return (point if precise else None), place
