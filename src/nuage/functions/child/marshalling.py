"""Events and answers as JSON, with the same exceptions that AWS's Python runtime makes."""

from __future__ import annotations

import math
import os
from decimal import Decimal
from typing import Any

# runtimes from here on write characters as they are; older ones escape all but ASCII
PLAIN_CHARACTERS = ("AWS_Lambda_python3.12", "AWS_Lambda_python3.13", "AWS_Lambda_python3.14")


class MarshalError(ValueError):
    """What a handler returned is not JSON."""


class UnmarshalError(ValueError):
    """What came in is not JSON."""


def unmarshal(body: bytes) -> Any:
    """The event.

    :raises UnmarshalError: when it is not JSON
    """
    import simplejson

    try:
        return simplejson.loads(body)
    except ValueError as error:
        raise UnmarshalError(str(error)) from None


def marshal(result: Any) -> tuple[bytes, str]:
    """The answer and its content type. Bytes are passed on as they are; Decimals become numbers.

    :raises MarshalError: when it cannot be JSON
    """
    if isinstance(result, bytes):
        return result, "application/unknown"
    import simplejson

    def number(value: object) -> Any:
        if not isinstance(value, Decimal):
            raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
        return math.nan if value.is_nan() else simplejson.RawJSON(str(value))

    plain = os.environ.get("AWS_EXECUTION_ENV") in PLAIN_CHARACTERS  # noqa: TID251 - the function's own
    try:
        text = simplejson.dumps(
            result, use_decimal=False, default=number, ensure_ascii=not plain, allow_nan=True
        )
    except Exception as error:  # noqa: BLE001 - a value's own methods may raise anything
        raise MarshalError(str(error)) from None
    return text.encode(), "application/json"
