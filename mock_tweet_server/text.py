"""Texts with entities: what is written, and where in it hashtags, mentions and links stand.

A text is put together from pieces, so an entity's indices are right by construction. They are
offsets in Unicode code points, the end not included, as in Twitter's API v1.1
(https://developer.twitter.com/en/docs/twitter-api/v1/data-dictionary/object-model/entities):
`text[start:end]` in Python, while JavaScript counts UTF-16 units.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Any

from mock_tweet_server.people import Person

MAX_LENGTH = 280
LINK_LENGTH = 23


@dataclass(frozen=True)
class Hashtag:
    """A hashtag, without its #."""

    tag: str

    def __str__(self) -> str:
        return f"#{self.tag}"


@dataclass(frozen=True)
class Mention:
    """Another user, named in a tweet."""

    person: Person

    def __str__(self) -> str:
        return f"@{self.person.screen_name}"


@dataclass(frozen=True)
class Link:
    """A link: Twitter puts a short address in the text and says where it leads in the entity."""

    code: str
    address: str  # without https://

    def __str__(self) -> str:
        # t.co on Twitter; .example can never lead anywhere (RFC 2606)
        return f"https://t.example/{self.code}"


Piece = str | Hashtag | Mention | Link


def fill(template: str, values: dict[str, Piece]) -> list[Piece]:
    """The pieces of a template such as `"Hello {mention}, how is {tag}?"`.

    :raises KeyError: when the template has a slot that has no value
    """
    pieces: list[Piece] = []
    for literal, slot, _, _ in Formatter().parse(template):
        pieces.append(literal)
        if slot is not None:
            pieces.append(values[slot])
    return pieces


def weighted_length(pieces: list[Piece]) -> int:
    """Length as Twitter counts it, or a little more: at most 280 are allowed.

    The rule is twitter-text's configuration 3: Latin, Greek, Cyrillic, Hebrew and Arabic letters
    and common punctuation count 1, everything else 2, a link 23 whatever its length. Twitter counts
    an emoji of several code points as 2; here each of its code points counts, so no text that
    passes is too long there. https://developer.twitter.com/en/docs/counting-characters
    """
    return sum(LINK_LENGTH if isinstance(piece, Link) else sum(map(_weight, str(piece))) for piece in pieces)


def _weight(character: str) -> int:
    code = ord(character)
    single = code <= 4351 or 8192 <= code <= 8205 or 8208 <= code <= 8223 or 8242 <= code <= 8247
    return 1 if single else 2


def entities_object(pieces: list[Piece]) -> dict[str, list[dict[str, Any]]]:
    """The Entities object of Twitter's API v1.1, in the API's order."""
    found: dict[str, list[dict[str, Any]]] = {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []}
    start = 0
    for piece in pieces:
        end = start + len(str(piece))
        match piece:
            case Hashtag(tag):
                found["hashtags"].append({"text": tag, "indices": [start, end]})
            case Mention(person):
                found["user_mentions"].append(_mention_object(person, [start, end]))
            case Link():
                found["urls"].append(_link_object(piece, [start, end]))
        start = end
    return found


def _mention_object(person: Person, indices: list[int]) -> dict[str, Any]:
    return {
        "screen_name": person.screen_name,
        "name": person.name,
        "id": person.id,
        "id_str": str(person.id),
        "indices": indices,
    }


def _link_object(link: Link, indices: list[int]) -> dict[str, Any]:
    # Twitter shows 26 characters of an address, and an ellipsis when there is more
    shown = link.address if len(link.address) <= 26 else f"{link.address[:26]}…"
    return {
        "url": str(link),
        "expanded_url": f"https://{link.address}",
        "display_url": shown,
        "indices": indices,
    }
