from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_tweet_server.faults import ALLOWED, KINDS, Faults, FaultsError, parse


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", Faults()),
        (" , ", Faults()),
        ("slow=0.1,error=0.1,truncated=0.05", Faults(slow=0.1, error=0.1, truncated=0.05)),
        ("slow = 1 : 0.5", Faults(slow=1, slow_seconds=0.5)),
        ("error=1", Faults(error=1)),
        ("slow=0.1,error=0.2,truncated=0.7", Faults(slow=0.1, error=0.2, truncated=0.7)),
    ],
)
def test_parse(text: str, faults: Faults) -> None:
    assert parse(text) == faults


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("foo=0.1", "unknown fault in 'foo=0.1'"),
        ("error", "bad rate in 'error'"),
        ("error=", "bad rate in 'error='"),
        ("error=often", "bad rate in 'error=often'"),
        ("error=1.1", "bad rate in 'error=1.1'"),
        ("error=-0.1", "bad rate in 'error=-0.1'"),
        ("error=nan", "bad rate in 'error=nan'"),
        ("slow=0.1:x", "bad seconds in 'slow=0.1:x'"),
        ("slow=0.1:", "bad seconds in 'slow=0.1:'"),
        ("slow=0.1:0", "bad seconds in 'slow=0.1:0'"),
        ("slow=0.1:301", "bad seconds in 'slow=0.1:301'"),
        ("error=0.1:5", "only slow takes seconds, not 'error=0.1:5'"),
        ("error=0.1,error=0.2", "error is there twice, again in 'error=0.2'"),
        ("slow=0.6,error=0.6", "the rates in 'slow=0.6,error=0.6' add up to more than 1"),
    ],
)
def test_an_error_names_the_part_and_what_is_allowed(text: str, problem: str) -> None:
    with pytest.raises(FaultsError) as caught:
        parse(text)
    assert str(caught.value) == f"{problem}: {ALLOWED}"


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        faults = parse(text)
    except FaultsError:
        return
    rates = [faults.slow, faults.error, faults.truncated]
    assert all(0 <= rate <= 1 for rate in rates)
    assert math.fsum(rates) <= 1.001


@given(st.integers(), st.integers(), st.integers(0))
def test_without_faults_nothing_goes_wrong(seed: int, minute: int, request_number: int) -> None:
    assert Faults().choose(seed, minute, request_number) is None


@pytest.mark.parametrize("kind", KINDS)
def test_at_rate_one_a_fault_always_comes(kind: str) -> None:
    faults = parse(f"{kind}=1")
    assert {faults.choose(42, 60, number) for number in range(200)} == {kind}


def test_faults_come_at_their_rates_and_can_be_repeated() -> None:
    faults = parse("slow=0.1,error=0.2,truncated=0.3")
    chosen = [faults.choose(42, minute * 60, minute) for minute in range(5000)]
    assert chosen == [faults.choose(42, minute * 60, minute) for minute in range(5000)]
    counts = Counter(chosen)
    shares = [counts[kind] / 5000 for kind in ("slow", "error", "truncated", None)]
    assert shares == pytest.approx([0.1, 0.2, 0.3, 0.4], abs=0.02)


def test_asking_again_may_succeed() -> None:
    faults = parse("error=0.5")
    assert {faults.choose(42, 60, number) for number in range(20)} == {"error", None}
