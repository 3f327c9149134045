"""Python functions for what the engine's SQL cannot say. Each is registered when a query first calls it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from nuage.athena.udfs import datetimes, hashes, jsons, numbers, patterns, sqljson, texts
from nuage.athena.udfs.function import Function, FunctionError

FUNCTIONS: dict[str, Function] = {
    name: function
    for module in (texts, numbers, datetimes, hashes, jsons, sqljson, patterns)
    for name, function in module.FUNCTIONS.items()
}


def null_in_null_out(call: Callable[..., Any]) -> Callable[..., Any]:
    """The function, giving NULL if an argument is NULL; the engine's own such handling forbids a NULL
    result.
    """

    @wraps(call)
    def guarded(*arguments: Any) -> Any:
        try:
            return None if any(a is None for a in arguments) else call(*arguments)
        except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError) as error:
            raise FunctionError(str(error)) from error

    return guarded
