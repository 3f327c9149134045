"""What people write about, when, and in which language.

Topics follow Zipf's law by their place in vocabulary/topics.toml, with two things on top that make a
plot over time worth looking at: some topics have hours of their own (coffee in the morning), and
every UTC day has a trend, one topic from outside the top four that rises, peaks at some hour, and
fades. Languages follow the day of those who write in them.
"""

from __future__ import annotations

from functools import lru_cache

from mock_tweet_server.draw import Draw, zipf
from mock_tweet_server.vocabulary import LANGUAGES, Language, Topic, language, topics

DAY = 86_400
HOUR = 3_600
# the trend of the day is never one of the topics that lead anyway
ALWAYS_ON_TOP = 4
# at its peak, how much the trend weighs; the first topic weighs 1
TREND_WEIGHT = 1.5
# hours before and after the peak in which the trend is felt
TREND_SPREAD = 5
# how active people are in each hour of their day: asleep at night, busy at noon and in the evening
ACTIVITY = (2, 1, 1, 1, 1, 2, 4, 7, 8, 7, 7, 8, 10, 9, 7, 7, 8, 9, 10, 11, 12, 11, 8, 4)


def hour_of_day(minute: int, utc_offset: int = 0) -> int:
    """The hour, 0 to 23, of an epoch second."""
    return (minute // HOUR + utc_offset) % 24


@lru_cache(maxsize=64)
def trend_of_day(seed: int, day: int) -> tuple[int, int]:
    """The trend of a UTC day (days since the epoch): the rank of its topic, and its peak in seconds."""
    draw = Draw(seed, "trend", day)
    return draw.whole(ALWAYS_ON_TOP, len(topics()) - 1), draw.whole(8 * HOUR, 21 * HOUR)


def topic_weights(seed: int, minute: int) -> list[float]:
    """How likely each topic is in a minute."""
    weights = zipf(len(topics()))
    hour = hour_of_day(minute)
    for rank, topic in enumerate(topics()):
        if hour in topic.hours:
            weights[rank] *= 3
    day = minute // DAY
    rank, peak = trend_of_day(seed, day)
    distance = abs(minute - day * DAY - peak) / (TREND_SPREAD * HOUR)
    weights[rank] += max(0.0, 1 - distance) * TREND_WEIGHT
    return weights


def pick_topic(draw: Draw, seed: int, minute: int) -> Topic:
    """A topic, as popular as it is in that minute."""
    return draw.pick(topics(), topic_weights(seed, minute))


def pick_language(draw: Draw, minute: int) -> Language:
    """A language, by its share and by the hour where it is spoken."""
    spoken = [language(code) for code in LANGUAGES]
    weights = [one.share * ACTIVITY[hour_of_day(minute, one.utc_offset)] for one in spoken]
    return draw.pick(spoken, weights)
