"""Every condition operator, with and without its key, its set operators and IfExists."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.iam.conditions import NEGATED, TESTS, Condition, operator


def holds(name: str, values: Sequence[str], actual: str | Sequence[str] | None) -> bool:
    context = {} if actual is None else {"key": actual}
    return Condition(operator(name), "key", tuple(values)).holds(context, variables=True)


# operator, value in the policy, a value in the request that meets it, one that does not
CASES = [
    ("StringEquals", "a", "a", "A"),
    ("StringEquals", "a*", "a*", "ab"),
    ("StringNotEquals", "a", "b", "a"),
    ("StringEqualsIgnoreCase", "Ab", "aB", "ac"),
    ("StringNotEqualsIgnoreCase", "Ab", "ac", "aB"),
    ("StringLike", "a*c?", "abbcd", "abbc"),
    ("StringNotLike", "a*", "b", "ab"),
    ("NumericEquals", "10", "10.0", "11"),
    ("NumericNotEquals", "10", "11", "10"),
    ("NumericLessThan", "10", "9", "10"),
    ("NumericLessThanEquals", "10", "10", "11"),
    ("NumericGreaterThan", "10", "11", "10"),
    ("NumericGreaterThanEquals", "10", "10", "9"),
    ("DateEquals", "2026-11-21T00:00:00Z", "2026-11-21T01:00:00+01:00", "2026-11-22T00:00:00Z"),
    ("DateNotEquals", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21"),
    ("DateLessThan", "2026-11-21T00:00:00Z", "2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z"),
    ("DateLessThanEquals", "2026-11-21", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z"),
    ("DateGreaterThan", "1763683200", "2025-11-21T00:00:01Z", "2025-11-21T00:00:00Z"),
    ("DateGreaterThanEquals", "2026-11-21", "2026-11-21T00:00:00Z", "2026-11-20"),
    ("Bool", "true", "True", "false"),
    ("Bool", "false", "false", "true"),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", "Qmlu"),
    ("IpAddress", "203.0.113.0/24", "203.0.113.7", "203.0.114.7"),
    ("IpAddress", "203.0.113.7", "203.0.113.7", "203.0.113.8"),
    ("IpAddress", "2001:db8::/32", "2001:db8::1", "2001:db9::1"),
    ("NotIpAddress", "203.0.113.0/24", "203.0.114.7", "203.0.113.7"),
    ("ArnEquals", "arn:aws:sns:*:0:t", "arn:aws:sns:us-east-1:0:t", "arn:aws:sns:us-east-1:0:u"),
    ("ArnLike", "arn:aws:sns:*:0:t*", "arn:aws:sns:us-east-1:0:t:x", "arn:aws:sqs:us-east-1:0:t"),
    ("ArnNotEquals", "arn:aws:sns:*:0:t", "arn:aws:sns:us-east-1:0:u", "arn:aws:sns:us-east-1:0:t"),
    ("ArnNotLike", "arn:aws:sns:*:0:t*", "arn:aws:sqs:us-east-1:0:t", "arn:aws:sns:us-east-1:0:t"),
]


def test_no_operator_is_left_out() -> None:
    assert {case[0] for case in CASES} == {*TESTS, *NEGATED}


@pytest.mark.parametrize(("name", "wanted", "meets", "fails"), CASES)
def test_operator(name: str, wanted: str, meets: str, fails: str) -> None:
    assert holds(name, [wanted], meets)
    assert not holds(name, [wanted], fails)


@pytest.mark.parametrize(("name", "wanted", "meets", "fails"), CASES)
def test_operator_with_set_operators(name: str, wanted: str, meets: str, fails: str) -> None:
    assert holds(f"ForAllValues:{name}", [wanted], [meets])
    assert not holds(f"ForAllValues:{name}", [wanted], [meets, fails])
    assert holds(f"ForAllValues:{name}", [wanted], [])
    assert holds(f"ForAllValues:{name}", [wanted], None)
    assert holds(f"ForAnyValue:{name}", [wanted], [fails, meets])
    assert not holds(f"ForAnyValue:{name}", [wanted], [fails])
    assert not holds(f"ForAnyValue:{name}", [wanted], None)


@pytest.mark.parametrize(("name", "wanted", "meets", "fails"), CASES)
def test_a_missing_key(name: str, wanted: str, meets: str, fails: str) -> None:
    assert holds(name, [wanted], None) is (name in NEGATED)
    assert holds(f"{name}IfExists", [wanted], None)
    assert holds(f"{name}IfExists", [wanted], meets)
    assert not holds(f"{name}IfExists", [wanted], fails)


@pytest.mark.parametrize(("name", "wanted", "meets", "fails"), CASES)
def test_many_values_are_or_and_under_negation_nor(name: str, wanted: str, meets: str, fails: str) -> None:
    if name in NEGATED:
        assert not holds(name, [wanted, "other"], fails)
        assert not holds(name, ["other", wanted], fails)
    else:
        assert holds(name, ["other", wanted], meets)


@pytest.mark.parametrize(
    ("value", "actual", "expected"),
    [("true", None, True), ("true", "x", False), ("false", None, False), ("false", "x", True)],
)
def test_null(value: str, actual: str | None, expected: bool) -> None:
    assert holds("Null", [value], actual) is expected


@pytest.mark.parametrize(
    ("name", "wanted", "actual"),
    [
        ("NumericEquals", "ten", "10"),
        ("NumericEquals", "10", "ten"),
        ("DateEquals", "yesterday", "2026-11-21"),
        ("IpAddress", "everywhere", "203.0.113.7"),
        ("IpAddress", "203.0.113.0/24", "not an address"),
        ("BinaryEquals", "%", "QQ=="),
        ("ArnLike", "arn:aws:sns:*:*:*", "not an arn"),
    ],
)
def test_what_cannot_be_read_does_not_match(name: str, wanted: str, actual: str) -> None:
    assert not holds(name, [wanted], actual)


@pytest.mark.parametrize("name", ["StringIs", "Null" + "IfExists", "ForSomeValues:StringEquals", ""])
def test_unknown_operators_are_errors(name: str) -> None:
    with pytest.raises(ValueError, match="^" + name + "$"):
        operator(name)


def test_operators_are_read_in_any_case() -> None:
    assert operator("foranyvalue:stringnotlikeifexists") == operator("ForAnyValue:StringNotLikeIfExists")


def test_variables_in_values() -> None:
    condition = Condition(operator("StringLike"), "s3:prefix", ("home/${aws:username}/*",))
    assert condition.holds({"s3:prefix": "home/ann/x", "aws:username": "ann"}, variables=True)
    assert not condition.holds({"s3:prefix": "home/ann/x", "aws:username": "bob"}, variables=True)
    assert not condition.holds({"s3:prefix": "home/ann/x"}, variables=True)
    assert not condition.holds({"s3:prefix": "home/ann/x", "aws:username": "ann"}, variables=False)


values = st.lists(st.sampled_from(["a", "b", "ab", "A"]), min_size=1, max_size=3)


@given(name=st.sampled_from(sorted(NEGATED)), wanted=values, actual=st.sampled_from(["a", "b", "c"]))
def test_a_negated_operator_is_the_opposite_where_the_key_has_a_value(
    name: str, wanted: list[str], actual: str
) -> None:
    assert holds(name, wanted, actual) is not holds(NEGATED[name], wanted, actual)


@given(wanted=values, actual=values)
def test_any_and_all_are_duals(wanted: list[str], actual: list[str]) -> None:
    assert holds("ForAllValues:StringEquals", wanted, actual) is not holds(
        "ForAnyValue:StringNotEquals", wanted, actual
    )
