"""Which partitions a condition keeps, and which values it leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.objects.conditions import (
    ANY,
    FALSE,
    NULL,
    TRUE,
    AllOf,
    AnyOf,
    Condition,
    Filter,
    Negation,
    comparable,
    intervals,
    keeps,
    only_values,
    outcomes,
    rejects_null,
)
from nuage.athena.objects.partitions import NULL_PARTITION
from nuage.athena.types import DATE, DOUBLE, INTEGER, VARCHAR, Type

KINDS: dict[str, Type] = {"lang": VARCHAR, "n": INTEGER, "dt": DATE, "x": DOUBLE}
PARTITION = {"lang": "fr", "n": "10", "dt": "2026-01-31", "x": "0.1"}


def filter_of(text: str) -> Filter:
    """`column operator values`."""
    column, operator, *values = text.split(" ")
    return Filter(column, operator, tuple(values))


@pytest.mark.parametrize(
    ("conditions", "kept"),
    [
        ([], True),
        (["lang = fr"], True),
        (["lang = en"], False),
        (["lang <> fr"], False),
        (["n > 9"], True),
        (["n < 10"], False),
        (["n in 010 7"], True),
        (["n = 10.5e0"], False),
        (["x = 1e-1"], True),
        (["dt >= 2026-02-01"], False),
        (["dt <= 2026-02-01", "lang = fr"], True),
        (["lang null"], False),
        (["elsewhere = x"], True),
        (["n = x"], True),
    ],
)
def test_keeps(conditions: list[str], *, kept: bool) -> None:
    assert kept is keeps([[filter_of(text) for text in conditions]], PARTITION, KINDS)


def test_one_place_is_enough() -> None:
    places = [[filter_of("lang = en")], [filter_of("lang = fr")]]
    assert keeps(places, {"lang": "fr"}, KINDS)
    assert not keeps(places, {"lang": "de"}, KINDS)


def test_the_default_partition_is_null() -> None:
    null = {"lang": NULL_PARTITION}
    assert outcomes(filter_of("lang = fr"), null, KINDS) == NULL
    assert outcomes(Negation(filter_of("lang = fr")), null, KINDS) == NULL
    assert outcomes(filter_of("lang null"), null, KINDS) == TRUE
    assert outcomes(Negation(filter_of("lang null")), null, KINDS) == FALSE


YES, NO, MAYBE = filter_of("lang = fr"), filter_of("lang = en"), filter_of("elsewhere = x")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (AllOf((YES, MAYBE)), ANY),
        (AllOf((NO, MAYBE)), FALSE),
        (AnyOf((YES, MAYBE)), TRUE),
        (AnyOf((NO, MAYBE)), ANY),
        (AnyOf((NO, AllOf((YES, Negation(NO))))), TRUE),
        (Negation(AnyOf((NO, NO))), TRUE),
    ],
)
def test_outcomes_of_trees(condition: Condition, expected: int) -> None:
    assert outcomes(condition, PARTITION, KINDS) == expected


@pytest.mark.parametrize(
    ("condition", "texts"),
    [
        (filter_of("lang in fr en"), ["fr", "en"]),
        (AllOf((MAYBE, YES)), ["fr"]),
        (AnyOf((YES, NO, YES)), ["fr", "en"]),
        (AnyOf((YES, MAYBE)), None),
        (Negation(YES), None),
        (filter_of("lang > a"), None),
    ],
)
def test_only_values(condition: Condition, texts: list[str] | None) -> None:
    assert only_values([[condition]], "lang") == texts


def test_only_values_of_several_places() -> None:
    assert only_values([[YES], [NO]], "lang") == ["fr", "en"]
    assert only_values([[YES], []], "lang") is None


# --- against every value there is ---------------------------------------------------------------------------

NUMBERS = range(-1, 8)
LEAVES = st.builds(
    lambda operator, number: Filter("n", operator, (str(number),)),
    st.sampled_from(["=", "<>", "<", "<=", ">", ">="]),
    st.integers(-1, 7),
) | st.builds(
    lambda numbers: Filter("n", "in", tuple(map(str, numbers))), st.lists(st.integers(0, 6), min_size=1)
) | st.sampled_from([Filter("n", "null"), Filter("m", "=", ("1",))])  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Negation, inner)
        | st.builds(lambda parts: AllOf(tuple(parts)), st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda parts: AnyOf(tuple(parts)), st.lists(inner, min_size=1, max_size=3))
    ),
    max_leaves=8,
)


def truth(condition: Condition, n: str, m: str) -> bool | None:
    """SQL's own logic, where all is known."""
    if isinstance(condition, Filter):
        text = n if condition.column == "n" else m
        if condition.operator == "null":
            return text == NULL_PARTITION
        if text == NULL_PARTITION:
            return None
        value, others = int(text), [int(v) for v in condition.values]
        tests = {
            "=": value == others[0],
            "<>": value != others[0],
            "<": value < others[0],
            "<=": value <= others[0],
            ">": value > others[0],
            ">=": value >= others[0],
            "in": value in others,
        }
        return tests[condition.operator]
    if isinstance(condition, Negation):
        inner = truth(condition.part, n, m)
        return None if inner is None else not inner
    found = [truth(part, n, m) for part in condition.parts]
    ends = isinstance(condition, AnyOf)
    return ends if ends in found else None if None in found else not ends


TEXTS = [NULL_PARTITION, *map(str, NUMBERS)]
BOTH = {"n": INTEGER, "m": INTEGER}


@given(TREES)
def test_no_partition_that_may_match_is_left_out(condition: Condition) -> None:
    for n in TEXTS:
        exact = {truth(condition, n, m) for m in (NULL_PARTITION, "1", "2")}
        found = outcomes(condition, {"n": n}, BOTH)
        assert {bit for bit, value in ((TRUE, True), (FALSE, False), (NULL, None)) if value in exact} <= {
            bit for bit in (TRUE, FALSE, NULL) if found & bit
        }
        if True in exact and n != NULL_PARTITION:
            value = comparable(n, INTEGER)
            assert any(
                (low is None or low <= value) and (high is None or value <= high)
                for low, high in intervals([[condition]], "n", INTEGER)
            )


@given(TREES)
def test_all_known_is_exact(condition: Condition) -> None:
    bits = {True: TRUE, False: FALSE, None: NULL}
    for n in TEXTS:
        for m in (NULL_PARTITION, "1", "2"):
            assert outcomes(condition, {"n": n, "m": m}, BOTH) == bits[truth(condition, n, m)]


@given(TREES)
def test_what_rejects_null_is_not_true_for_it(condition: Condition) -> None:
    if rejects_null(condition):
        assert truth(condition, NULL_PARTITION, NULL_PARTITION) is not True
