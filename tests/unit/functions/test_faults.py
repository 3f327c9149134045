from __future__ import annotations

import pytest

from nuage.functions import faults


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (0, "Runtime exited without providing a reason"),
        (1, "Runtime exited with error: exit status 1"),
        (-9, "Runtime exited with error: signal: killed"),
        (-11, "Runtime exited with error: signal: segmentation fault"),
        (-6, "Runtime exited with error: signal: aborted"),
        (-99, "Runtime exited with error: signal: 99"),
    ],
)
def test_why_a_process_ended(code: int, reason: str) -> None:
    assert faults.exit_reason(code) == reason


def test_a_time_out() -> None:
    fault = faults.timed_out("id", 3, "2026-11-21T10:00:00.000Z")
    assert fault.payload() == (
        b'{"errorType":"Sandbox.Timedout",'
        b'"errorMessage":"RequestId: id Error: Task timed out after 3.00 seconds"}'
    )
    assert fault.log_line == "2026-11-21T10:00:00.000Z id Task timed out after 3.00 seconds"
