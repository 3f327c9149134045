"""How often rules and schedules ran, and how it went."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Record:
    """What happened to one rule or schedule; the names are those of CloudWatch's AWS/Events metrics."""

    triggered: int = 0  # runs
    invocations: int = 0  # deliveries to a target that ended, well or not
    failed_invocations: int = 0  # of these, the ones that were given up
    last_run: float | None = None  # lab time, in seconds since the epoch
    last_error: str | None = None


class Ledger:
    """Counts, by ARN. Thread-safe."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = defaultdict(Record)
        self._lock = threading.Lock()

    def record(self, arn: str) -> Record:
        """What happened so far."""
        with self._lock:
            return self._records.get(arn, Record())

    def ran(self, arn: str, lab_time: float) -> None:
        """Count a run."""
        with self._lock:
            old = self._records[arn]
            self._records[arn] = replace(old, triggered=old.triggered + 1, last_run=lab_time)

    def delivered(self, arn: str) -> None:
        """Count a delivery that went well."""
        with self._lock:
            old = self._records[arn]
            self._records[arn] = replace(old, invocations=old.invocations + 1)

    def gave_up(self, arn: str, error: str) -> None:
        """Count a delivery that was given up."""
        with self._lock:
            old = self._records[arn]
            self._records[arn] = replace(
                old,
                invocations=old.invocations + 1,
                failed_invocations=old.failed_invocations + 1,
                last_error=error,
            )

    def forget(self, arn: str) -> None:
        """Drop what is known of a rule that was deleted."""
        with self._lock:
            self._records.pop(arn, None)

    def forget_all(self, chosen: Callable[[str], bool]) -> None:
        """Drop what is known of all that are chosen."""
        with self._lock:
            for arn in [arn for arn in self._records if chosen(arn)]:
                del self._records[arn]
