"""Every function that Athena has and this engine can answer, by name. What is not here does not exist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nuage.athena.rewrite.functions import (
    aggregates,
    arrays,
    binary,
    datetimes,
    jsons,
    lambdas,
    maps,
    math,
    regexps,
    strings,
    windows,
)
from nuage.athena.rewrite.signatures import Function

# (arguments, node, scope, analysis) -> node
Special = Callable[[Any, Any, Any, Any], Any]
# (resolved, typed arguments, context, node) -> node, or None to take the table's text
Builder = Callable[[Any, Any, Any, Any], Any]

_MODULES = (math, strings, regexps, jsons, datetimes, arrays, maps, aggregates, windows, binary)

ALL: tuple[Function, ...] = tuple(function for module in _MODULES for function in module.FUNCTIONS)
BUILDERS: dict[str, Builder] = {
    **aggregates.BUILDERS,
    **lambdas.BUILDERS,
    **regexps.BUILDERS,
    **jsons.BUILDERS,
    **datetimes.BUILDERS,
}
_BY_NAME: dict[str, list[Function]] = {}
for _function in ALL:
    _BY_NAME.setdefault(_function.name, []).append(_function)


def named(name: str) -> Sequence[Function]:
    """The overloads of a function; empty if Athena, or this engine, has none."""
    return _BY_NAME.get(name.lower(), ())


def names() -> list[str]:
    """Every function's name, in order."""
    return sorted(_BY_NAME)
