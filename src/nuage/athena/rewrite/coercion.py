"""Which type may stand for which: Trino's implicit coercions and common types.

https://trino.io/docs/current/language/types.html and the TypeCoercion class it describes, as Trino
documents them.
"""

from __future__ import annotations

from nuage.athena.types import (
    INTEGERS,
    MAX_DECIMAL,
    NUMBERS,
    TIMESTAMP,
    TIMESTAMP_TZ,
    UNKNOWN,
    ZONED,
    Type,
    decimal,
    varchar,
)

# digits that an integer type needs as a decimal
DIGITS = {"tinyint": 3, "smallint": 5, "integer": 10, "bigint": 19}


def can_coerce(source: Type, target: Type) -> bool:
    """Whether Trino turns `source` into `target` by itself."""
    if source in (target, UNKNOWN):
        return True
    if source.base == target.base and source.args:
        return len(source.args) == len(target.args) and all(
            can_coerce(a, b) for a, b in zip(source.args, target.args, strict=True)
        )
    if source.base in NUMBERS and target.base in NUMBERS:
        return _number_fits(source, target)
    if source.is_text and target.base == "varchar":
        return not target.params or bool(source.params and source.params[0] <= target.params[0])
    if source.base == "varchar" and target.base == "char":
        return False
    return target.base in {"date": ("timestamp", ZONED), "timestamp": (ZONED,)}.get(source.base, ())


def _number_fits(source: Type, target: Type) -> bool:
    if target.base in INTEGERS:
        return source.base in INTEGERS and INTEGERS.index(source.base) <= INTEGERS.index(target.base)
    if target.base == "decimal":
        if source.base in INTEGERS:
            return target.params[0] - target.params[1] >= DIGITS[source.base]
        if source.base == "decimal":
            whole = source.params[0] - source.params[1]
            return target.params[0] - target.params[1] >= whole and target.params[1] >= source.params[1]
        return False
    return NUMBERS.index(source.base) <= NUMBERS.index(target.base)


def as_decimal(kind: Type) -> Type:
    """The decimal that holds every value of an integer type; a decimal stays."""
    return decimal(DIGITS[kind.base], 0) if kind.base in DIGITS else kind


def common_type(a: Type, b: Type) -> Type | None:
    """The type that both become when they meet, or None if they cannot."""
    if can_coerce(a, b):
        return b
    if can_coerce(b, a):
        return a
    if a.is_text and b.is_text:
        if a.base == b.base == "char":
            return Type("char", params=(max(a.params[0], b.params[0]),))
        if not a.params or not b.params:
            return varchar()
        return varchar(max(a.params[0], b.params[0]))
    if a.base in (*INTEGERS, "decimal") and b.base in (*INTEGERS, "decimal"):
        left, right = as_decimal(a), as_decimal(b)
        scale = max(left.params[1], right.params[1])
        whole = max(left.params[0] - left.params[1], right.params[0] - right.params[1])
        return decimal(min(MAX_DECIMAL, whole + scale), scale)
    if a.base == b.base and a.args and len(a.args) == len(b.args):
        return _common_container(a, b)
    if {a.base, b.base} == {"date", "timestamp"}:
        return TIMESTAMP
    if ZONED in (a.base, b.base) and {a.base, b.base} <= {"date", "timestamp", ZONED}:
        return TIMESTAMP_TZ
    return None


def _common_container(a: Type, b: Type) -> Type | None:
    parts = [common_type(x, y) for x, y in zip(a.args, b.args, strict=True)]
    if any(part is None for part in parts):
        return None
    names = tuple(x if x == y else None for x, y in zip(a.names, b.names, strict=True))
    return Type(a.base, tuple(part for part in parts if part), names=names)
