"""A request to the control routes and its answer, without the host's types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """What a route is given."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    peer: str = ""  # the address at the other end of the connection

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number of the query.

        :raises BadRequestError: when it is none, or not between 0 and `most`
        """
        text = self.query.get(name)
        if text is None:
            return default
        if not (text.isascii() and text.isdecimal() and int(text) <= most):
            raise BadRequestError(f"{name}={text} is not allowed: expected a whole number from 0 to {most}")
        return int(text)

    def only(self, *names: str) -> None:
        """Refuse what the route does not know.

        :raises BadRequestError: for a parameter of another name
        """
        if unknown := sorted(set(self.query) - set(names)):
            there = ", ".join(names) or "none"
            raise BadRequestError(f"unknown parameter: {', '.join(unknown)}; there are: {there}")


@dataclass(frozen=True)
class Answer:
    """A JSON body with its status."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class BadRequestError(ValueError):
    """A parameter that is not allowed: status 400 with this text."""
