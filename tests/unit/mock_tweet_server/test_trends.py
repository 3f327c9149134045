from __future__ import annotations

import pytest

from mock_tweet_server.trends import DAY, HOUR, hour_of_day, topic_weights, trend_of_day
from mock_tweet_server.vocabulary import topics

MIDNIGHT = 1_795_219_200  # 2026-11-21
RANKS = {topic.name: rank for rank, topic in enumerate(topics())}


def test_hour_of_day() -> None:
    assert hour_of_day(MIDNIGHT) == 0
    assert hour_of_day(MIDNIGHT + 23 * HOUR + 59 * 60) == 23
    assert hour_of_day(MIDNIGHT + 20 * HOUR, utc_offset=9) == 5


def test_weights_follow_zipf_away_from_trends_and_special_hours() -> None:
    weights = topic_weights(42, MIDNIGHT)
    trend, _ = trend_of_day(42, MIDNIGHT // DAY)
    for rank, weight in enumerate(weights):
        if rank != trend:
            assert weight == pytest.approx(1 / (rank + 1))


def test_coffee_has_its_hours() -> None:
    rank = RANKS["coffee"]
    quiet = next(
        day for day in range(MIDNIGHT // DAY, MIDNIGHT // DAY + 100) if trend_of_day(42, day)[0] != rank
    )
    at = [topic_weights(42, quiet * DAY + hour * HOUR)[rank] for hour in (3, 7)]
    assert at == [pytest.approx(1 / 6), pytest.approx(3 / 6)]


def test_a_trend_rises_peaks_and_fades() -> None:
    day = MIDNIGHT // DAY
    rank, peak = trend_of_day(42, day)
    top = day * DAY + peak // 60 * 60
    around = [topic_weights(42, top + hours * HOUR)[rank] - 1 / (rank + 1) for hours in (-7, -2, 0)]
    assert around[0] < around[1] < around[2]
    assert rank >= 4
    assert max(topic_weights(42, top)) == topic_weights(42, top)[rank]


def test_days_have_different_trends() -> None:
    ranks = [trend_of_day(42, day)[0] for day in range(30)]
    assert len(set(ranks)) > 10
