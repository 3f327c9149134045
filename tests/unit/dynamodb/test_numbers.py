from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.dynamodb import numbers
from nuage.dynamodb.errors import DynamoDBError

NUMBERS = st.one_of(
    st.integers(-(10**38) + 1, 10**38 - 1).map(str),
    st.tuples(st.integers(-(10**9), 10**9), st.integers(-120, 110)).map(lambda pair: f"{pair[0]}e{pair[1]}"),
).map(numbers.normalize)


@given(NUMBERS)
def test_normal_form_is_the_same_number_and_stays(text: str) -> None:
    assert numbers.normalize(text) == text
    assert numbers.normalize(f"{Decimal(text):e}") == text


@given(NUMBERS, NUMBERS)
def test_bytes_sort_as_the_numbers_do(one: str, two: str) -> None:
    assert (numbers.encode(one) < numbers.encode(two)) == (Decimal(one) < Decimal(two))
    assert (numbers.encode(one) == numbers.encode(two)) == (one == two)


@given(st.integers(-(10**37), 10**37), st.integers(-(10**37), 10**37))
def test_sums_are_exact(one: int, two: int) -> None:
    assert numbers.add(str(one), str(two)) == str(one + two)
    assert numbers.subtract(str(one), str(two)) == str(one - two)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("abc", "The parameter cannot be converted to a numeric value: abc"),
        ("", "The parameter cannot be converted to a numeric value"),
        ("1" * 39, "Attempting to store more than 38 significant digits in a Number"),
        ("1e126", "Number overflow. Attempting to store a number with magnitude larger than supported range"),
        (
            "-1e-131",
            "Number underflow. Attempting to store a number with magnitude smaller than supported range",
        ),
    ],
)
def test_what_is_no_number_is_refused(text: str, message: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        numbers.normalize(text)
    assert (caught.value.code, caught.value.message) == ("ValidationException", message)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 1),
        ("1", 2),
        ("12", 2),
        ("123", 3),
        ("100", 2),
        ("1.5", 3),
        ("0.001", 2),
        ("-1", 3),
        ("9" * 38, 20),
    ],
)
def test_size_is_a_byte_for_two_digits_and_one_more(text: str, size: int) -> None:
    assert numbers.size(text) == size
