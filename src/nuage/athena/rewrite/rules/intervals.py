"""INTERVAL literals: Trino's `INTERVAL '1-2' YEAR TO MONTH`, `INTERVAL '1 02:03:04' DAY TO SECOND`,
`INTERVAL -'1' DAY`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from sqlglot import exp

from nuage.athena.errors import QueryError
from nuage.athena.rewrite.nodes import template, type_of
from nuage.athena.rewrite.rules import bottom_up
from nuage.athena.types import YEAR_MONTH

SECONDS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600, "DAY": 86400, "WEEK": 604800}
MONTHS = {"MONTH": 1, "YEAR": 12}
ORDER = ("DAY", "HOUR", "MINUTE", "SECOND")


def intervals(tree: exp.Expression) -> exp.Expression:
    """`INTERVAL '2' HOUR` → an engine interval of 7,200 s."""
    return bottom_up(tree, {exp.Interval: _interval})


def _interval(node: exp.Expression) -> exp.Expression:
    unit = node.args["unit"]
    names = [unit.this.name, unit.expression.name] if isinstance(unit, exp.IntervalSpan) else [unit.name]
    units = [name.upper() for name in names]
    value = node.this
    sign = 1
    if isinstance(value, exp.Neg):
        value, sign = value.this, -1
    text = str(value.name).strip()
    if text.startswith("-"):
        text, sign = text[1:], -sign
    try:
        if type_of(node).base == YEAR_MONTH:
            return template(f"to_months({sign * _months(text, units)})")
        return template(f"to_microseconds({sign * _microseconds(text, units)})")
    except (ValueError, KeyError, ArithmeticError) as error:
        raise QueryError("INVALID_LITERAL", f"'{value.name}' is not a valid interval literal") from error


def _months(text: str, units: list[str]) -> int:
    if len(units) == 2:
        years, months = text.split("-")
        return int(years) * 12 + int(months)
    return int(text) * MONTHS[units[0]]


def _microseconds(text: str, units: list[str]) -> int:
    if len(units) == 1:
        return int(Decimal(text) * SECONDS[units[0]] * 1_000_000)
    parts = re.split(r"[ :]", text)
    wanted = ORDER[ORDER.index(units[0]) : ORDER.index(units[1]) + 1]
    if len(parts) != len(wanted):
        raise ValueError(text)
    total = sum((Decimal(part) * SECONDS[unit] for part, unit in zip(parts, wanted, strict=True)), Decimal())
    return int(total * 1_000_000)
