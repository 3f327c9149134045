"""The conditions of ALTER TABLE … DROP PARTITION (year < 2020, lang <> 'en')."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from nuage.athena.errors import HiveError
from nuage.athena.objects.partitions import typed_value
from nuage.athena.serdes import Column

_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(column: Column, sign: str, text: str, value: Any) -> bool:
    """Whether a partition's value meets a condition; NULL meets none.

    :param value: in the column's type
    :raises QueryError: when the text does not fit the column's type
    :raises HiveError: for a sign that is none
    """
    test = _SIGNS.get(sign)
    if test is None:
        raise HiveError(f"FAILED: SemanticException Unexpected operator {sign} for partition {column.name}")
    return value is not None and bool(test(value, typed_value(column, text)))
