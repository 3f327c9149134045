"""The types of operators and literals, and which conversions there are, by Trino's rules."""

from __future__ import annotations

from sqlglot import exp

from nuage.athena.rewrite.coercion import as_decimal, common_type
from nuage.athena.rewrite.conversion import NoConversionError, convert
from nuage.athena.types import (
    DATE,
    DAY_TIME,
    INTEGERS,
    MAX_DECIMAL,
    NUMBERS,
    TIME,
    TIMESTAMP,
    TIMESTAMP_TZ,
    UNKNOWN,
    YEAR_MONTH,
    ZONED,
    Type,
    decimal,
)

DATE_TIMES = ("date", "timestamp", ZONED, "time")
INTERVALS = (DAY_TIME, YEAR_MONTH)


def literal_decimal(text: str) -> Type:
    """The type of DECIMAL '12.340': decimal(5,3)."""
    whole, _, fraction = text.strip().lstrip("+-").partition(".")
    digits = len(whole.lstrip("0")) + len(fraction)
    return decimal(max(digits, len(fraction), 1), len(fraction))


def convertible(source: Type, target: Type) -> bool:
    """Whether Trino has a cast between two types."""
    try:
        convert("x", source, target)
    except NoConversionError:
        return False
    return True


def has_zone(text: str) -> bool:
    """Whether a timestamp literal ends in a zone: a name, or an offset after the time."""
    tail = text.strip()[19:].lstrip(".0123456789").strip()
    return bool(tail) or text.strip().endswith("Z")


def arithmetic_type(operator: type[exp.Expression], a: Type, b: Type) -> Type | None:
    """The type of `a operator b`, by Trino's rules, or None if there is no such operator."""
    if a.base in DATE_TIMES or b.base in DATE_TIMES or a.base in INTERVALS or b.base in INTERVALS:
        return _temporal_type(operator, a, b)
    if a == UNKNOWN or b == UNKNOWN:
        other = b if a == UNKNOWN else a
        return other if other.base in (*NUMBERS, "unknown") else None
    if a.base not in NUMBERS or b.base not in NUMBERS:
        return None
    if "decimal" in (a.base, b.base) and not {a.base, b.base} & {"real", "double"}:
        return _decimal_type(operator, as_decimal(a).params, as_decimal(b).params)
    return Type(NUMBERS[max(NUMBERS.index(a.base), NUMBERS.index(b.base))])


def _decimal_type(operator: type[exp.Expression], a: tuple[int, ...], b: tuple[int, ...]) -> Type:
    (p1, s1), (p2, s2) = a[:2], b[:2]
    if operator is exp.Mul:
        return decimal(min(MAX_DECIMAL, p1 + p2), s1 + s2)
    if operator is exp.Div:
        scale = max(s1, s2)
        return decimal(min(MAX_DECIMAL, p1 + s2 + max(s2 - s1, 0)), scale)
    if operator is exp.Mod:
        return decimal(min(p2 - s2, p1 - s1) + max(s1, s2), max(s1, s2))
    return decimal(min(MAX_DECIMAL, max(s1, s2) + max(p1 - s1, p2 - s2) + 1), max(s1, s2))


def _temporal_type(operator: type[exp.Expression], a: Type, b: Type) -> Type | None:
    if operator in (exp.Mul, exp.Div):
        pair = (a, b) if a.base in INTERVALS else (b, a)
        return (
            pair[0] if pair[0].base in INTERVALS and pair[1].base in (*INTEGERS, "double", "real") else None
        )
    if operator not in (exp.Add, exp.Sub):
        return None
    if a.base == b.base and a.base in INTERVALS:
        return a
    if operator is exp.Add and a.base in INTERVALS:
        a, b = b, a
    if b.base in INTERVALS and a.base in DATE_TIMES:
        return None if a == TIME and b.base == YEAR_MONTH else a
    if operator is exp.Sub and {a, b} <= {TIMESTAMP, TIMESTAMP_TZ, DATE, TIME} and common_type(a, b):
        return Type(DAY_TIME)
    return None
