"""The tables that both are asked about: written as Trino's VALUES for Trino, as rows for ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from nuage.athena.tables import Part, TableData
from nuage.athena.types import Type, parse_hive_type

NOW = datetime(2026, 1, 31, 12, 30, 15, 123000, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    """A table: its columns with Hive's types, as in a CREATE TABLE of Athena, and its rows."""

    name: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Any]]

    @property
    def kinds(self) -> list[Type]:
        """The types of the columns."""
        return [parse_hive_type(kind) for _, kind in self.columns]

    def create(self) -> str:
        """What makes it in Trino's memory connector."""
        rows = ", ".join(
            "(" + ", ".join(literal(v, k) for v, k in zip(row, self.kinds, strict=True)) + ")"
            for row in self.rows
        )
        names = ", ".join(f'"{name}"' for name, _ in self.columns)
        return f"CREATE TABLE {self.name} AS SELECT * FROM (VALUES {rows}) AS t({names})"

    def data(self) -> TableData:
        """The same for our engine."""
        columns = tuple((name, kind) for (name, _), kind in zip(self.columns, self.kinds, strict=True))
        return TableData(f"parity.{self.name}", columns, [Part("all", "s3://parity/all", rows=self.rows)])


def literal(value: Any, kind: Type) -> str:
    """A value as Trino writes it, of exactly a type."""
    return f"CAST({_bare(value, kind)} AS {kind})"


def _bare(value: Any, kind: Type) -> str:
    if value is None:
        return "NULL"
    if kind.base == "array":
        return f"ARRAY[{', '.join(literal(v, kind.args[0]) for v in value)}]"
    if kind.base == "map":
        keys, values = (
            ", ".join(literal(v, part) for v in each)
            for each, part in zip((value.keys(), value.values()), kind.args, strict=True)
        )
        return f"MAP(ARRAY[{keys}], ARRAY[{values}])"
    if kind.base == "row":
        return f"ROW({', '.join(literal(v, p) for v, p in zip(value.values(), kind.args, strict=True))})"
    if kind.base == "timestamp":
        return f"TIMESTAMP '{value.strftime('%Y-%m-%d %H:%M:%S.%f')[:-3]}'"
    if kind.base == "date":
        return f"DATE '{value}'"
    if kind.base == "decimal":
        return f"DECIMAL '{value}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).lower() if isinstance(value, bool) else repr(value)


TABLES = (
    Table(
        "people",
        [
            ("id", "int"),
            ("name", "string"),
            ("age", "bigint"),
            ("city", "string"),
            ("score", "double"),
            ("paid", "decimal(10,2)"),
            ("born", "date"),
            ("seen", "timestamp"),
            ("member", "boolean"),
        ],
        [
            (
                1,
                "Ada",
                36,
                "London",
                9.5,
                Decimal("12.50"),
                date(1990, 12, 10),
                datetime(2026, 1, 2, 3, 4, 5, 678000),
                True,
            ),
            (
                2,
                "Bob",
                None,
                "Paris",
                7.25,
                Decimal("0.99"),
                date(1985, 2, 28),
                datetime(2026, 1, 2, 23, 59, 59),
                False,
            ),
            (3, "Çelik", 51, None, None, None, None, None, None),
            (
                4,
                "Dan",
                36,
                "Paris",
                -0.5,
                Decimal("-3.10"),
                date(2000, 2, 29),
                datetime(2025, 12, 31, 0, 0),
                True,
            ),
            (
                5,
                "eve",
                19,
                "London",
                100.0,
                Decimal("99999.99"),
                date(2006, 7, 1),
                datetime(2026, 1, 31, 12, 0),
                False,
            ),
            (
                6,
                "",
                19,
                "",
                0.0,
                Decimal("0.00"),
                date(1969, 12, 31),
                datetime(1969, 12, 31, 23, 59, 59, 999000),
                None,
            ),
        ],
    ),
    Table(
        "orders",
        [("id", "int"), ("person", "int"), ("item", "string"), ("amount", "int"), ("price", "decimal(8,3)")],
        [
            (10, 1, "book", 2, Decimal("7.125")),
            (11, 1, "pen", 10, Decimal("0.500")),
            (12, 2, "book", 1, Decimal("7.125")),
            (13, 4, "lamp", None, Decimal("30.000")),
            (14, 9, "ghost", 1, None),
            (15, None, "pen", 3, Decimal("0.450")),
        ],
    ),
    Table(
        "events",
        [
            ("id", "int"),
            ("tags", "array<string>"),
            ("counts", "map<string,int>"),
            ("place", "struct<city:string,lat:double>"),
            ("steps", "array<struct<k:string,n:int>>"),
            ("raw", "string"),
        ],
        [
            (
                1,
                ["a", "b", "a"],
                {"x": 1, "y": 2},
                {"city": "Paris", "lat": 48.85},
                [{"k": "p", "n": 1}, {"k": "q", "n": None}],
                '{"a": {"b": [1, 2.50, "t", null]}, "c": "é"}',
            ),
            (2, [], {}, {"city": None, "lat": None}, [], "[]"),
            (3, None, None, None, None, None),
            (4, [None, "c"], {"x": None}, {"city": "Oslo", "lat": -0.0}, [{"k": "p", "n": 7}], "not json"),
        ],
    ),
)
