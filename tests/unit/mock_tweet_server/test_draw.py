from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_tweet_server.draw import Draw, stable_hash, zipf


def test_a_draw_is_the_same_everywhere() -> None:
    # exact numbers on purpose: another Python or system must not draw others
    draw = Draw(42, "tweet", 0)
    assert stable_hash("a", 1) == 0x839E11A421D370BE
    assert [draw.whole(1, 1000) for _ in range(5)] == [69, 625, 100, 276, 91]


def test_parts_of_a_key_are_kept_apart() -> None:
    assert stable_hash("ab", "c") != stable_hash("a", "bc")


def test_zipf() -> None:
    assert zipf(4) == [1, 1 / 2, 1 / 3, 1 / 4]


@given(st.integers(), st.integers(-100, 100), st.integers(0, 100))
def test_whole_numbers_stay_within_their_bounds(seed: int, low: int, width: int) -> None:
    assert low <= Draw(seed).whole(low, low + width) <= low + width


@given(st.integers())
def test_an_item_of_weight_zero_is_never_picked(seed: int) -> None:
    assert Draw(seed).pick("abc", [0, 1, 0]) == "b"


def test_a_chance_of_zero_never_comes_and_one_always() -> None:
    draw = Draw(1)
    assert not any(draw.chance(0) for _ in range(1000))
    assert all(draw.chance(1) for _ in range(1000))


@pytest.mark.parametrize("at_least", [1, 3, 9])
def test_heavy_counts_reach_n_with_probability_one_in_n_plus_one(at_least: int) -> None:
    draw = Draw("heavy")
    counts = [draw.heavy(100) for _ in range(10_000)]
    share = sum(count >= at_least for count in counts) / len(counts)
    assert share == pytest.approx(1 / (at_least + 1), abs=0.02)
    assert max(counts) == 100
