from __future__ import annotations

import re

from mock_tweet_server.people import author, everyone, population, user_object
from mock_tweet_server.stream import tweet
from mock_tweet_server.trends import DAY

MIDNIGHT = 1_795_219_200  # 2026-11-21


def test_ids_and_screen_names_are_one_to_one_and_well_formed() -> None:
    ids = {person.id for person in everyone()}
    names = {person.screen_name for person in everyone()}
    assert len(ids) == len(names) == len(everyone()) == 128
    assert all(0 < id_ < 2**31 for id_ in ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_]{1,15}", name) for name in names)


def test_an_id_does_not_depend_on_the_seed() -> None:
    [one, other] = [tweet(seed, MIDNIGHT)["user"] for seed in (1, 2)]
    assert one["id"] == next(person.id for person in everyone() if person.screen_name == one["screen_name"])
    assert other["id"] == next(
        person.id for person in everyone() if person.screen_name == other["screen_name"]
    )


def test_an_account_does_not_change_within_a_day() -> None:
    person = population("fr")[0]
    assert user_object(42, person, MIDNIGHT) == user_object(42, person, MIDNIGHT + DAY - 60)


def test_an_account_drifts_from_day_to_day_in_its_counts_alone() -> None:
    person = population("fr")[0]
    today, later = (user_object(42, person, MIDNIGHT + days * DAY) for days in (0, 30))
    changed = {key for key in today if today[key] != later[key]}
    assert changed == {"followers_count", "statuses_count"}
    assert 0 <= later["followers_count"] - today["followers_count"] <= 150


def test_counts_follow_from_the_seed() -> None:
    person = population("en")[0]
    assert (
        user_object(1, person, MIDNIGHT)["friends_count"] != user_object(2, person, MIDNIGHT)["friends_count"]
    )


def test_an_author_is_known_without_the_tweet() -> None:
    for minute in range(MIDNIGHT, MIDNIGHT + 6000, 60):
        assert tweet(42, minute)["user"]["screen_name"] == author(42, minute).screen_name
