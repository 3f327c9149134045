"""What a query says of a table's partition columns, and which partitions it can do without.

A condition is a tree of comparisons with constants, joined by AND, OR and NOT. For a partition it has a set
of possible outcomes (true, false, NULL), as not all of it need be known: a partition is kept unless the
condition cannot be true for it. Glue's GetPartitions, which Athena asks, takes such an expression, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from nuage.athena.objects.partitions import NULL_PARTITION
from nuage.athena.types import NUMBERS, Type

# sets of outcomes, as bits
TRUE, FALSE, NULL = 1, 2, 4
ANY = TRUE | FALSE | NULL
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_EXACT = 2**53  # up to here, a double tells whole numbers apart
_FLOATING = ("double", "real")


@dataclass(frozen=True, slots=True)
class Filter:
    """`column operator value`; `in` takes several values, `null` (IS NULL) none. Values are texts as the
    query wrote them.
    """

    column: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """AND."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """OR."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """NOT."""

    part: Condition


Condition = Filter | AllOf | AnyOf | Negation
# the conditions, joined by AND, at each place that names a table
Places = Sequence[Sequence[Condition]]
Kinds = Mapping[str, Type]

# --- outcomes -----------------------------------------------------------------------------------------------

_TESTS: dict[str, Callable[[Any, Sequence[Any]], bool]] = {
    "=": lambda value, others: bool(value == others[0]),
    "<>": lambda value, others: bool(value != others[0]),
    "<": lambda value, others: bool(value < others[0]),
    "<=": lambda value, others: bool(value <= others[0]),
    ">": lambda value, others: bool(value > others[0]),
    ">=": lambda value, others: bool(value >= others[0]),
    "in": lambda value, others: value in others,
}


def keeps(places: Places, partition: Mapping[str, str], kinds: Kinds) -> bool:
    """Whether a partition may be wanted by one of the places where the query names the table.

    :param partition: the values of its columns; a column that is left out may have any value
    """
    return any(all(outcomes(c, partition, kinds) & TRUE for c in conditions) for conditions in places)


def outcomes(condition: Condition, partition: Mapping[str, str], kinds: Kinds) -> int:
    """What a condition may come out as for a partition."""
    if isinstance(condition, Filter):
        return _of_filter(condition, partition, kinds)
    if isinstance(condition, Negation):
        found = outcomes(condition.part, partition, kinds)
        return found & NULL | (TRUE if found & FALSE else 0) | (FALSE if found & TRUE else 0)
    # what ends it at once, and what it is if nothing does
    decisive, otherwise = (FALSE, TRUE) if isinstance(condition, AllOf) else (TRUE, FALSE)
    parts = [outcomes(part, partition, kinds) for part in condition.parts]
    found = otherwise if all(part & otherwise for part in parts) else 0
    if any(part & decisive for part in parts):
        found |= decisive
    if any(part & NULL for part in parts) and all(part & (NULL | otherwise) for part in parts):
        found |= NULL
    return found


def rejects_null(condition: Condition) -> bool:
    """Whether a condition cannot be true where all its columns are NULL."""
    if isinstance(condition, Filter):
        return condition.operator != "null"
    if isinstance(condition, AllOf):
        return any(map(rejects_null, condition.parts))
    if isinstance(condition, AnyOf):
        return all(map(rejects_null, condition.parts))
    return isinstance(condition.part, Filter)


def _of_filter(condition: Filter, partition: Mapping[str, str], kinds: Kinds) -> int:
    text = partition.get(condition.column)
    if text is None:
        return ANY
    if condition.operator == "null":
        return TRUE if text == NULL_PARTITION else FALSE
    if text == NULL_PARTITION:
        return NULL
    kind = kinds[condition.column]
    try:
        value, *others = (comparable(t, kind) for t in (text, *condition.values))
        return TRUE if _TESTS[condition.operator](value, others) else FALSE
    except (InvalidOperation, ValueError):
        return ANY  # what cannot be compared here is left to the engine


def comparable(text: str, kind: Type) -> Any:
    """A text as what values of its type are compared by.

    :raises ValueError: for a type, or a text, that cannot be compared here
    :raises InvalidOperation: when it is no number
    """
    if kind.base == "varchar":
        return text
    if kind.base == "double":
        return float(text)
    if kind.base in NUMBERS and kind.base not in _FLOATING:
        number = Decimal(text)
        if "e" in text.lower() and abs(number) > _EXACT:
            raise ValueError(f"{kind}: {text}")  # the engine compares such ones as doubles
        return number
    if kind.base == "date" and _ISO_DATE.match(text):
        return text
    raise ValueError(f"{kind}: {text}")


# --- what values may match ----------------------------------------------------------------------------------

# the least and the greatest value, both included; None is no bound
Interval = tuple[Any, Any]
EVERYTHING: list[Interval] = [(None, None)]
_OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "<>": "="}


def only_values(places: Places, column: str) -> list[str] | None:
    """The texts that alone may match, where the query says so at each place; None where it does not."""
    found = [_values(AllOf(tuple(conditions)), column) for conditions in places]
    if not found or any(values is None for values in found):
        return None
    return list(dict.fromkeys(text for values in found for text in values or ()))


def _values(condition: Condition, column: str) -> list[str] | None:
    if isinstance(condition, Filter):
        equality = condition.column == column and condition.operator in ("=", "in")
        return list(condition.values) if equality else None
    if isinstance(condition, Negation):
        return None
    found = [_values(part, column) for part in condition.parts]
    known = [values for values in found if values is not None]
    if isinstance(condition, AnyOf):
        return [text for values in known for text in values] if len(known) == len(found) else None
    return known[0] if known else None


def intervals(places: Places, column: str, kind: Type) -> list[Interval]:
    """Where the values of a column must lie, in the order of `comparable`; there may be too much in it."""
    found = [one for conditions in places for one in _intervals(AllOf(tuple(conditions)), column, kind)]
    return _merged(found) if places else EVERYTHING


def _intervals(condition: Condition, column: str, kind: Type) -> list[Interval]:
    if isinstance(condition, AnyOf):
        return _merged([one for part in condition.parts for one in _intervals(part, column, kind)])
    if isinstance(condition, AllOf):
        found = EVERYTHING
        for part in condition.parts:
            others = _intervals(part, column, kind)
            crossed = [_crossed(one, other) for one in found for other in others]
            found = [one for one in crossed if one is not None]
        return found
    if isinstance(condition, Negation):
        inner = condition.part
        if not isinstance(inner, Filter) or inner.operator not in _OPPOSITES:
            return EVERYTHING
        condition = Filter(inner.column, _OPPOSITES[inner.operator], inner.values)
    if condition.column != column:
        return EVERYTHING
    try:
        values = [comparable(text, kind) for text in condition.values]
    except (InvalidOperation, ValueError):
        return EVERYTHING
    if condition.operator in ("=", "in"):
        return [(value, value) for value in values]
    if condition.operator in ("<", "<="):
        return [(None, values[0])]
    if condition.operator in (">", ">="):
        return [(values[0], None)]
    return EVERYTHING


def _crossed(one: Interval, other: Interval) -> Interval | None:
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def _merged(found: list[Interval]) -> list[Interval]:
    """The same without overlaps, in order."""
    if (None, None) in found:
        return EVERYTHING
    unbounded = [one for one in found if one[0] is None]
    ordered = unbounded + sorted((one for one in found if one[0] is not None), key=lambda one: one[0])
    made: list[Interval] = []
    for low, high in ordered:
        if made and (made[-1][1] is None or low is None or low <= made[-1][1]):
            last = made.pop()
            ends = (last[1], high)
            made.append((last[0], None if None in ends else max(ends)))
        else:
            made.append((low, high))
    return made
