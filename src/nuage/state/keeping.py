"""Who keeps the state of this process, if anybody does. Asked at every call: nothing heavy is imported."""

from __future__ import annotations

from typing import Any, Protocol


class Keeper(Protocol):
    """Keeps state on disk."""

    def note(self, service: str, operation: str) -> None:
        """A call was answered."""

    def save_all(self) -> bool:
        """Write down everything now. False when that failed."""

    def report(self) -> dict[str, Any]:
        """For health: the folder, when it was saved last, and what went wrong."""

    def stop(self) -> None:
        """Write down the last changes."""


_current: list[Keeper] = []


def current() -> Keeper | None:
    """Who keeps state; None when it is in memory."""
    return _current[0] if _current else None


def begin(keeper: Keeper) -> None:
    """Have somebody keep state from now on."""
    _current[:] = [keeper]


def stop() -> None:
    """Write down the last changes, and keep no more."""
    while _current:
        _current.pop().stop()
