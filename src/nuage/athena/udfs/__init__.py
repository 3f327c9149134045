"""Python functions for what the engine's SQL cannot say. Each is registered when a query first calls it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from nuage.athena.udfs import jsons, numbers, patterns, texts
from nuage.athena.udfs.function import Function

FUNCTIONS: dict[str, Function] = {
    name: function
    for module in (texts, numbers, jsons, patterns)
    for name, function in module.FUNCTIONS.items()
}


def null_in_null_out(call: Callable[..., Any]) -> Callable[..., Any]:
    """The function, giving NULL if an argument is NULL; the engine's own such handling forbids a NULL
    result.
    """

    @wraps(call)
    def guarded(*arguments: Any) -> Any:
        return None if any(a is None for a in arguments) else call(*arguments)

    return guarded
