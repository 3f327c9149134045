"""What changes without a call: a query that ends, a schedule that runs. Whoever keeps state listens here."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []


def note(service: str) -> None:
    """A service has changed."""
    for listener in _listeners:
        listener(service)


def listen(listener: Callable[[str], None]) -> None:
    """Be told from now on."""
    _listeners.append(listener)


def leave(listener: Callable[[str], None]) -> None:
    """Be told no more."""
    _listeners.remove(listener)
