"""The words of the tweets: TOML files, written for this project, and what reads them.

To add a language, add a file beside the others and its name to `LANGUAGES`; the tests check it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# ISO 639-1 codes, as in a tweet's `lang`
LANGUAGES = ("fr", "en", "es", "ja", "ar", "el")


@dataclass(frozen=True)
class City:
    """Where users live. Longitude and latitude in degrees."""

    name: str
    country: str
    country_code: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Language:
    """One language: sentences, words for their slots, and who writes in it."""

    code: str
    share: float  # weight among the languages
    utc_offset: int  # hours; says when those who write in it are awake
    tagged: tuple[str, ...]
    plain: tuple[str, ...]
    odd: tuple[str, ...]
    more: tuple[str, ...]
    mentions: tuple[str, ...]
    words: dict[str, list[str]]
    first_names: tuple[tuple[str, str], ...]  # as displayed, and as part of a screen name
    surnames: tuple[tuple[str, str], ...]
    bios: tuple[str, ...]
    cities: tuple[City, ...]


@dataclass(frozen=True)
class Topic:
    """What tweets are about, with the spellings of its hashtag, the most frequent first."""

    name: str
    spellings: dict[str, list[str]]
    hours: frozenset[int]  # UTC hours in which it comes up three times as often

    def in_language(self, code: str) -> list[str]:
        """The spellings that are used in a language."""
        return self.spellings.get(code, self.spellings["any"])


@dataclass(frozen=True)
class Common:
    """What every language shares."""

    emoji: tuple[str, ...]
    sources: tuple[str, ...]
    sites: tuple[str, ...]
    slugs: tuple[str, ...]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def language(code: str) -> Language:
    """The vocabulary of a language."""
    data = _read(code)
    people = data.pop("people")
    return Language(
        code=code,
        share=data["share"],
        utc_offset=data["utc_offset"],
        words=data["words"],
        **{kind: tuple(data[kind]) for kind in ("tagged", "plain", "odd", "more", "mentions")},
        first_names=tuple((shown, ascii_form) for shown, ascii_form in people["first_names"]),
        surnames=tuple((shown, ascii_form) for shown, ascii_form in people["surnames"]),
        bios=tuple(people["bios"]),
        cities=tuple(City(*city) for city in people["cities"]),
    )


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, the most popular first."""
    return tuple(
        Topic(topic.pop("name"), hours=frozenset(topic.pop("hours", ())), spellings=topic)
        for topic in _read("topics")["topic"]
    )


@cache
def common() -> Common:
    """What every language shares."""
    return Common(**{name: tuple(values) for name, values in _read("common").items()})
