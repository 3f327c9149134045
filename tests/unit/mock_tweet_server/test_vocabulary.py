"""The words are data that anyone may add to: what the code expects of them is checked here."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from mock_tweet_server.people import everyone
from mock_tweet_server.text import MAX_LENGTH, Hashtag, Mention, Piece, fill, weighted_length
from mock_tweet_server.vocabulary import LANGUAGES, common, language, topics


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "slots"), [("tagged", {"tag"}), ("plain", set()), ("odd", set()), ("more", set())]
)
def test_templates_use_the_slots_of_their_kind(code: str, kind: str, slots: set[str]) -> None:
    known = {"n", "hour", *language(code).words}
    for template in getattr(language(code), kind):
        used = {slot for _, slot, _, _ in Formatter().parse(template) if slot is not None}
        assert slots <= used <= known | slots, template


@pytest.mark.parametrize("code", LANGUAGES)
def test_mentions_have_a_mention(code: str) -> None:
    for template in language(code).mentions:
        assert [slot for _, slot, _, _ in Formatter().parse(template) if slot] == ["mention"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_first_sentence_and_a_mention_always_fit(code: str) -> None:
    longest = {kind: max(words, key=len) for kind, words in language(code).words.items()}
    tags = [tag for topic in topics() for tag in topic.in_language(code)]
    values: dict[str, Piece] = {**longest, "n": "99", "hour": "23", "tag": Hashtag(max(tags, key=len))}
    answered = Mention(max(everyone(), key=lambda person: len(person.screen_name)))
    for template in (*language(code).tagged, *language(code).plain, *language(code).odd):
        assert weighted_length([answered, " ", *fill(template, values)]) <= MAX_LENGTH, template


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.name)
def test_hashtags_are_hashtags(topic: object) -> None:
    [spellings] = [one.spellings for one in topics() if one is topic]
    assert set(spellings) <= {"any", *LANGUAGES}
    for tag in (tag for tags in spellings.values() for tag in tags):
        assert re.fullmatch(r"\w*[^\W\d_]\w*", tag), f"{tag}: letters, digits and _, not digits alone"


def test_a_hashtag_belongs_to_one_topic() -> None:
    owners: dict[str, set[str]] = {}
    for topic in topics():
        for tag in (tag for tags in topic.spellings.values() for tag in tags):
            owners.setdefault(tag, set()).add(topic.name)
    assert {tag: names for tag, names in owners.items() if len(names) > 1} == {}


def test_the_words_are_as_awkward_as_the_labs_need() -> None:
    texts = "".join(text for code in LANGUAGES for text in (*language(code).odd, *language(code).plain))
    for awkward in ('"', "'", "\\", "\t", "\n", "\r\n", "\u2028", "«", "{", ";", "--", "null", "e\u0301"):
        assert awkward in texts, repr(awkward)
    emoji = "".join(common().emoji)
    for awkward in ("\u200d", "\ufe0f", "🇫🇷", "\U000e007f", "🏽"):
        assert awkward in emoji, repr(awkward)


def test_links_lead_nowhere() -> None:
    reserved = (".example", "example.org", "example.com")  # RFC 2606
    assert all(site.endswith(reserved) for site in common().sites)
    hosts = [re.search(r"https://([^/]+)/", source) for source in common().sources]
    assert all(host and host[1].endswith(reserved) for host in hosts)
