"""What every resource answers and does. `plan.py` is the one user."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from bootstrap.clients import Clients


class Found(Enum):
    """What a look at a resource can find."""

    MISSING = "missing"
    WANTED = "as wanted"
    DIFFERENT = "different"


@dataclass(frozen=True)
class State:
    """What was found; `differences` says what is not as wanted, one text each."""

    found: Found
    differences: tuple[str, ...] = ()


MISSING = State(Found.MISSING)
WANTED = State(Found.WANTED)


def compare(differences: list[str]) -> State:
    """As wanted, or different in what the texts say."""
    return State(Found.DIFFERENT, tuple(differences)) if differences else WANTED


class Resource(Protocol):
    """One AWS resource."""

    @property
    def label(self) -> str:
        """AWS's word for it and its name, such as `bucket tweets-000000000000`."""

    def look(self, clients: Clients) -> State:
        """What is there now."""

    def create(self, clients: Clients) -> None:
        """Make it; called when it is missing."""

    def update(self, clients: Clients) -> None:
        """Make it as wanted; called when it is different."""

    def destroy(self, clients: Clients) -> None:
        """Take it away with all that it holds; called when it is there."""
