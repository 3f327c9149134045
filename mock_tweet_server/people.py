"""The people who tweet: a fixed population, whose numbers follow from seed and screen name.

A name and an id belong to a screen name for good, whatever the seed: `GROUP BY user.id` and
`GROUP BY user.screen_name` agree. Within a language the user of rank n tweets 1/n as often as the
first (Zipf), and those who tweet most are followed most. Follower and status counts drift a little
from day to day, as they do in life, and stand still within a UTC day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from mock_tweet_server.draw import Draw, stable_hash, zipf
from mock_tweet_server.timestamps import created_at
from mock_tweet_server.trends import DAY, pick_language
from mock_tweet_server.vocabulary import LANGUAGES, City, Language, language

# accounts were opened in these years: before the first tweet of any lab
FIRST_ACCOUNT = 1_230_768_000  # 2009-01-01
LAST_ACCOUNT = 1_577_836_800  # 2020-01-01
# the day from which counts drift
COUNTED_ON = 20_454  # days since the epoch: 2026-01-01


@dataclass(frozen=True)
class Person:
    """One account, as far as it does not change."""

    screen_name: str
    name: str
    rank: int  # in the language: 1 tweets most
    language: Language
    city: City

    @property
    def id(self) -> int:
        """A number that fits a signed 32-bit integer."""
        return 10_000 + stable_hash("user", self.screen_name) % 2_000_000_000


@cache
def population(code: str) -> tuple[Person, ...]:
    """All who write in a language, the most active first."""
    spoken = language(code)
    names = [
        (f"{first}_{last}", f"{shown} {surname}")
        for shown, first in spoken.first_names
        for surname, last in spoken.surnames
    ]
    names.sort(key=lambda name: stable_hash("order", name[0]))
    return tuple(
        Person(screen_name, name, rank, spoken, Draw("city", screen_name).pick(spoken.cities))
        for rank, (screen_name, name) in enumerate(names, start=1)
    )


@cache
def everyone() -> tuple[Person, ...]:
    """The whole population."""
    return tuple(person for code in LANGUAGES for person in population(code))


def pick_person(draw: Draw, code: str) -> Person:
    """Someone who writes in a language, by how active they are."""
    people = population(code)
    return draw.pick(people, zipf(len(people)))


@lru_cache(maxsize=1024)
def author(seed: int, minute: int) -> Person:
    """Who wrote the tweet of a minute."""
    draw = Draw(seed, "author", minute)
    return pick_person(draw, pick_language(draw, minute).code)


def user_object(seed: int, person: Person, minute: int) -> dict[str, Any]:
    """The User object of Twitter's API v1.1, in the API's order.

    https://developer.twitter.com/en/docs/twitter-api/v1/data-dictionary/object-model/user
    Left out: what only paints a profile page (colours and pictures).

    :param minute: epoch second at which the user is looked at
    """
    draw = Draw(seed, "user", person.screen_name)
    days = max(0, minute // DAY - COUNTED_ON)
    followers = 60 + draw.whole(8_000, 24_000) // person.rank
    friends = draw.whole(20, 900)
    statuses = draw.whole(50, 20_000)
    return {
        "id": person.id,
        "id_str": str(person.id),
        "name": person.name,
        "screen_name": person.screen_name,
        "location": draw.pick((person.city.name, f"{person.city.name}, {person.city.country}", "")),
        "description": draw.pick(person.language.bios),
        "url": None,
        "entities": {"description": {"urls": []}},
        "protected": False,
        "followers_count": followers + days * draw.whole(0, 5),
        "friends_count": friends,
        "listed_count": followers // 120,
        "created_at": created_at(draw.whole(FIRST_ACCOUNT, LAST_ACCOUNT)),
        "favourites_count": draw.whole(0, 30_000),
        "utc_offset": None,
        "time_zone": None,
        "geo_enabled": geo_enabled(seed, person),
        "verified": draw.chance(0.3 / person.rank),
        "statuses_count": statuses + days * draw.whole(1, 12),
        "lang": None,
        "contributors_enabled": False,
        "is_translator": False,
        "is_translation_enabled": False,
        "default_profile": True,
        "default_profile_image": False,
        "following": None,
        "follow_request_sent": None,
        "notifications": None,
        "translator_type": "none",
    }


def geo_enabled(seed: int, person: Person) -> bool:
    """Whether someone lets tweets carry a place: two users in five do."""
    return Draw(seed, "geo", person.screen_name).chance(0.4)
