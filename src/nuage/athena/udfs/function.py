"""What a Python function for the engine is, and how it fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Function:
    """A Python function and the engine's types of its arguments and its result."""

    call: Callable[..., Any]
    parameters: tuple[str, ...]
    returns: str


class FunctionError(Exception):
    """An error of a query: carried through the engine in the form that `errors.from_engine` reads."""

    def __init__(self, message: str, name: str = "INVALID_FUNCTION_ARGUMENT") -> None:
        super().__init__(f"NUAGE|{name}|{message}|END")


def of(call: Callable[..., Any], *types: str) -> Function:
    """A Function from its argument types and, last, its result type."""
    return Function(call, types[:-1], types[-1])
