"""The lines that the service itself writes to a function's log."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nuage.clock import utc


def iso(epoch_seconds: float) -> str:
    """A time as it stands in a function's log: `2026-11-21T10:00:00.000Z`."""
    return utc(epoch_seconds).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def start_line(request_id: str, version: str) -> str:
    """The line before the function's own."""
    return f"START RequestId: {request_id} Version: {version}"


def end_line(request_id: str) -> str:
    """The line after the function's own."""
    return f"END RequestId: {request_id}"


def init_report_line(init_ms: float, error_type: str) -> str:
    """What is said of an initialisation that failed."""
    return (
        f"INIT_REPORT Init Duration: {init_ms:.2f} ms\tPhase: init\tStatus: error\tError Type: {error_type}"
    )


@dataclass(frozen=True)
class Report:
    """What an invocation took, all of it measured."""

    request_id: str
    duration_ms: float
    memory_size_mb: int
    max_memory_bytes: int
    init_ms: float | None = None
    status: str = ""
    error_type: str = ""

    @property
    def billed_ms(self) -> int:
        """Whole milliseconds, initialisation included, as AWS bills since August 2025."""
        return max(1, math.ceil(self.duration_ms + (self.init_ms or 0)))

    def line(self) -> str:
        """The REPORT line."""
        used = min(self.memory_size_mb, math.ceil(self.max_memory_bytes / 1024 / 1024))
        fields = [
            f"REPORT RequestId: {self.request_id}",
            f"Duration: {self.duration_ms:.2f} ms",
            f"Billed Duration: {self.billed_ms} ms",
            f"Memory Size: {self.memory_size_mb} MB",
            f"Max Memory Used: {used} MB",
        ]
        if self.init_ms is not None:
            fields.append(f"Init Duration: {self.init_ms:.2f} ms")
        if self.status:
            fields.append(f"Status: {self.status}")
        if self.error_type:
            fields.append(f"Error Type: {self.error_type}")
        return "\t".join(fields)
