from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sampling import durations, percentile, rate


@pytest.mark.parametrize(("percent", "expected"), [(1, 1), (50, 2), (51, 3), (99, 4), (100, 4)])
def test_percentiles_are_observed_values(percent: float, expected: float) -> None:
    assert percentile([4, 1, 3, 2], percent) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(1, 100))
def test_at_most_the_rest_is_above_a_percentile(values: list[float], percent: float) -> None:
    above = sum(value > percentile(values, percent) for value in values)
    assert above <= len(values) * (1 - percent / 100) + 1e-6


def test_work_is_done_no_more_often_than_asked() -> None:
    turns: list[int] = []
    assert rate(turns.append, count=7, budget=60) > 0
    assert turns == list(range(7))


def test_work_stops_when_the_time_is_over_but_is_done_once() -> None:
    turns: list[int] = []
    rate(turns.append, count=1000, budget=0)
    assert turns == [0]
    assert len(durations(lambda _: None, count=1000, budget=0)) == 1
