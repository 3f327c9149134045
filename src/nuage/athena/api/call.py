"""What every operation is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from nuage.athena.api.errors import AthenaError, invalid
from nuage.athena.run.life import Life
from nuage.athena.session import Session
from nuage.athena.state import PRIMARY, Document, State

T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """The state of the caller's account and region, the caller's session, and what runs queries.

    :param wall: epoch seconds, now
    """

    state: State
    session: Session
    life: Life
    new_id: Callable[[], str]

    @property
    def now(self) -> float:
        """Epoch seconds."""
        return self.life.wall()

    def work_group(self, name: str | None) -> Document:
        """A work group; `primary` when none is named.

        :raises AthenaError: when there is none of that name
        """
        found = self.state.work_groups.get(name or PRIMARY)
        if found is None:
            raise invalid("WorkGroup is not found.")
        return found


def page(
    items: Sequence[T], request: Document, most: int, wrong: Callable[[str], AthenaError] | None = None
) -> tuple[list[T], dict[str, str]]:
    """The items of the page that is asked for, and the NextToken if there are more.

    :raises AthenaError: for a token that we did not give
    """
    token = request.get("NextToken")
    start = 0
    if token is not None:
        text = str(token).removeprefix("page-")
        if not str(token).startswith("page-") or not text.isdigit():
            raise (wrong or _malformed)(str(token))
        start = int(text)
    size = min(int(request.get("MaxResults") or most), most)
    end = start + size
    return list(items[start:end]), ({"NextToken": f"page-{end}"} if end < len(items) else {})


def _malformed(token: str) -> AthenaError:
    return invalid(f"The nextPageToken is malformed: {token}")


Operation = Callable[[Call, dict[str, Any]], dict[str, Any]]
