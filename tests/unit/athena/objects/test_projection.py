"""Partition projection."""

from __future__ import annotations

from datetime import date, datetime
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.errors import QueryError
from nuage.athena.objects.conditions import AllOf, AnyOf, Condition, Filter, Negation
from nuage.athena.objects.partitions import Partition
from nuage.athena.objects.projection import Projection, is_projected
from nuage.athena.objects.store import Location
from nuage.athena.serdes import Column
from nuage.athena.types import parse_hive_type

NOW = datetime(2026, 11, 21, 20, 30, 15)


def projection(kind: str, properties: dict[str, str], **table: str) -> Projection:
    own = {f"projection.p.{name.replace('_', '.')}": text for name, text in properties.items()}
    return Projection(
        "db.t", (Column("p", parse_hive_type(kind)),), {**own, **table}, Location("b", "t/"), NOW
    )


def dates(ends: str, form: str, interval: str = "", unit: str = "") -> dict[str, str]:
    found = {"type": "date", "range": ends, "format": form, "interval": interval, "interval_unit": unit}
    return {name: text for name, text in found.items() if text}


def where(made: Projection, operator: str, *values: str) -> list[Partition]:
    return made.partitions(places=[[Filter("p", operator, values)]])


MONTH_ENDS = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
HOURS = ["2026-11-21-18", "2026-11-21-19", "2026-11-21-20"]


@pytest.mark.parametrize(
    ("kind", "properties", "expected"),
    [
        ("string", {"type": "enum", "values": "a, b,c"}, ["a", " b", "c"]),
        ("int", {"type": "integer", "range": "-1,1"}, ["-1", "0", "1"]),
        ("int", {"type": "integer", "range": "2,1"}, []),
        ("int", {"type": "integer", "range": "0,10", "interval": "5", "digits": "3"}, ["000", "005", "010"]),
        ("string", dates("2026-11-20,NOW", "yyyy-MM-dd"), ["2026-11-20", "2026-11-21"]),
        ("string", dates("NOW-1DAYS,NOW+1DAY", "yyyyMMdd"), ["20261120", "20261121", "20261122"]),
        ("string", dates("2025/11,2026/02", "yyyy/MM"), ["2025/11", "2025/12", "2026/01", "2026/02"]),
        ("string", dates("2026-01-31,2026-04-30", "yyyy-MM-dd", "1", "MONTHS"), MONTH_ENDS),
        ("string", dates("NOW-2HOURS,NOW", "yyyy-MM-dd-HH", "1", "HOURS"), HOURS),
        ("string", dates("2024,NOW", "yyyy", "1", "YEARS"), ["2024", "2025", "2026"]),
        ("string", dates("NOW-3YEARS+1MONTH,NOW-2YEARS", "yyyy-MM", "6"), ["2023-12", "2024-06"]),
        ("string", dates("2026-11-01,NOW", "yyyy-MM-dd", "2", "WEEKS"), ["2026-11-01", "2026-11-15"]),
    ],
)
def test_values_of_each_type(kind: str, properties: dict[str, str], expected: list[str]) -> None:
    assert [partition.values[0] for partition in projection(kind, properties).partitions()] == expected
    for value in expected:
        assert [p.values[0] for p in where(projection(kind, properties), "=", value)] == [value]


def test_values_outside_the_range_give_nothing() -> None:
    integers = projection("int", {"type": "integer", "range": "0,10", "interval": "5"})
    assert where(integers, "in", "11", "3") == []
    dates = projection("string", {"type": "date", "range": "2020-01-01,NOW", "format": "yyyy-MM-dd"})
    assert where(dates, "in", "2019-12-31", "2026-11-22", "2026-1-1", "x") == []
    assert len(dates.partitions()) == 2517


def test_a_filter_sees_typed_values() -> None:
    days = projection("date", {"type": "date", "range": "2026-01-01,NOW", "format": "yyyy-MM-dd"})
    assert [p.values for p in days.partitions(lambda row: row["p"] > date(2026, 11, 20))] == [("2026-11-21",)]


MINUTES = dates("2000-01-01-00-00,NOW", "yyyy-MM-dd-HH-mm", "1", "MINUTES")
SPAN = AllOf((Filter("p", ">=", ("2026-11-01-00-00",)), Filter("p", "<", ("2026-11-01-00-02",))))


@pytest.mark.parametrize(
    ("kind", "properties", "condition", "expected"),
    [
        ("string", MINUTES, SPAN, ["2026-11-01-00-00", "2026-11-01-00-01"]),
        (
            "string",
            MINUTES,
            AnyOf((SPAN, Filter("p", "<=", ("2000-01-01-00-00",)))),
            ["2000-01-01-00-00", "2026-11-01-00-00", "2026-11-01-00-01"],
        ),
        ("string", MINUTES, AllOf((SPAN, Filter("p", ">", ("2026-12",)))), []),
        ("bigint", {"type": "integer", "range": "0,9000000000000"}, Filter("p", "<", ("2",)), ["0", "1"]),
        (
            "bigint",
            {"type": "integer", "range": "-9,9000000000000"},
            Filter("p", "in", ("-9", "070")),
            ["-9", "70"],
        ),
        (
            "string",
            {"type": "integer", "range": "0,9999999", "digits": "7"},
            Filter("p", ">=", ("9999998x",)),
            ["9999999"],
        ),
        (
            "int",
            dates("19000101,NOW", "yyyyMMdd"),
            Filter("p", ">=", ("20261120",)),
            ["20261120", "20261121"],
        ),
        ("date", dates("1900-01-01,NOW", "yyyy-MM-dd"), Filter("p", ">", ("2026-11-20",)), ["2026-11-21"]),
        ("string", dates("01.11.2026,NOW", "dd.MM.yyyy"), Filter("p", ">", ("20.11.2026",)), ["21.11.2026"]),
        ("string", {"type": "enum", "values": "a,b"}, Negation(Filter("p", "=", ("a",))), ["b"]),
    ],
)
def test_of_a_large_range_only_what_may_match_is_worked_out(
    kind: str, properties: dict[str, str], condition: Condition, expected: list[str]
) -> None:
    found = projection(kind, properties).partitions(places=[[condition]])
    assert [partition.values[0] for partition in found] == expected


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("string", MINUTES),
        ("int", {"type": "integer", "range": "0,1000000"}),
        # these texts do not ascend with their numbers
        ("string", {"type": "integer", "range": "0,9000000000000"}),
        ("string", dates("01.01.2000 00:00,NOW", "dd.MM.yyyy HH:mm", "1", "MINUTES")),
    ],
)
def test_more_than_a_million_partitions_are_refused(kind: str, properties: dict[str, str]) -> None:
    with pytest.raises(QueryError) as failure:
        projection(kind, properties).partitions()
    assert failure.value.reason == (
        "HIVE_METASTORE_ERROR: Partition projection gives more than 1000000 partitions (table db.t)"
    )


@given(
    st.integers(-30, 30),
    st.integers(0, 60),
    st.integers(1, 7),
    st.sampled_from(["=", "<", "<=", ">", ">=", "<>"]),
    st.integers(-40, 70),
)
def test_a_condition_leaves_what_it_lets_through(
    low: int, size: int, step: int, sign: str, value: int
) -> None:
    made = projection("int", {"type": "integer", "range": f"{low},{low + size}", "interval": str(step)})
    tests = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
    wanted = [str(n) for n in range(low, low + size + 1, step) if tests[sign](n, value)]
    assert [partition.values[0] for partition in where(made, sign, str(value))] == wanted


def test_partitions_lie_in_folders_or_where_the_template_says() -> None:
    enum = {"type": "enum", "values": "a"}
    assert projection("string", enum).partitions()[0].location == Location("b", "t/p=a/")
    template = {"storage.location.template": "s3://other/x/${p}//y"}
    assert projection("string", enum, **template).partitions()[0].location == Location("other", "x/a/y/")


def test_injected_columns_need_their_values() -> None:
    injected = projection("string", {"type": "injected"})
    found = where(injected, "in", "u1", "u2", "u1")
    assert [p.location.prefix for p in found] == ["t/p=u1/", "t/p=u2/"]
    with pytest.raises(QueryError) as failure:
        injected.partitions()
    assert failure.value.reason == (
        "CONSTRAINT_VIOLATION: For the injected projected partition column p, the WHERE clause must contain "
        "only static equality conditions, and at least one such condition must be present."
    )


def test_a_column_without_configuration_is_named() -> None:
    with pytest.raises(QueryError) as failure:
        projection("string", {})
    assert failure.value.reason == (
        "HIVE_METASTORE_ERROR: Table db.t is configured for partition projection, but the following "
        "partition columns are missing projection configuration: [p] (table db.t)"
    )


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"type": "guess"}, "Unknown projection type: guess"),
        ({"type": "enum"}, "projection type enum needs values"),
        ({"type": "integer", "range": "1"}, "range, interval and digits must be numbers"),
        ({"type": "integer", "range": "1,2", "interval": "0"}, "interval must be 1 at least"),
        ({"type": "date", "range": "NOW,NOW"}, "projection type date needs a range and a format"),
        ({"type": "date", "range": "x,NOW", "format": "yyyy"}, "'x' does not fit the format 'yyyy'"),
        ({"type": "date", "range": "NOW-1EONS,NOW", "format": "yyyy"}, "Unknown interval unit: EONS"),
        ({"type": "date", "range": "NOW,NOW", "format": "yyyy-QQ"}, "Unknown pattern letter: Q"),
    ],
)
def test_properties_out_of_order_are_told(properties: dict[str, str], reason: str) -> None:
    with pytest.raises(QueryError) as failure:
        projection("string", properties)
    prefix = "INVALID_TABLE_PROPERTY: Partition projection of column p of table db.t: "
    assert failure.value.reason.startswith(prefix + reason)


def test_projection_is_on_where_the_property_says_so() -> None:
    assert is_projected({"projection.enabled": "TRUE"})
    assert not is_projected({})


NAMES = st.sampled_from(["type", "range", "values", "format", "interval", "interval_unit", "digits"])
TEXTS = st.sampled_from(
    [*("enum", "integer", "date", "1,3", "NOW-2DAYS,NOW", "yyyy-MM-dd", "1", "DAYS", "x", "0,x", "HH")]
)


@given(st.dictionaries(NAMES, TEXTS))
def test_any_properties_give_partitions_or_an_error_of_athena(properties: dict[str, Any]) -> None:
    try:
        projection("string", properties).partitions()
    except QueryError as error:
        if error.name not in ("HIVE_METASTORE_ERROR", "INVALID_TABLE_PROPERTY"):
            raise
