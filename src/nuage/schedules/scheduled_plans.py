"""When schedules run next, kept with them: a one-time schedule runs once, also across a restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nuage.state.containers import Container

Created = dict[str, tuple[tuple[Any, ...], float]]


class SchedulePlans(Container):
    """From when a schedule counts, and its next run, by its ARN; times are lab time.

    :param next_run: a schedule's next run, or None
    """

    def __init__(self, created: Created, next_run: Callable[[str], float | None]) -> None:
        super().__init__("scheduler", "plans")
        self._created = created
        self._next_run = next_run
        self._due: dict[str, float] = {}

    def missed(self, arn: str) -> float | None:
        """The run that a kept schedule waited for; None when it had none left."""
        return self._due.get(arn)

    def reset(self) -> None:
        """Forget all."""
        self._created.clear()
        self._due.clear()

    def save(self) -> dict[str, Any]:
        """All of it."""
        due = {arn: self._next_run(arn) for arn in list(self._created)}
        return {
            "created": dict(self._created),
            "due": {arn: moment for arn, moment in due.items() if moment is not None},
        }

    def load(self, saved: dict[str, Any]) -> None:
        """Take over what was kept."""
        self._created.update(saved["created"])
        self._due = saved["due"]
