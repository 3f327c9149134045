from __future__ import annotations

from nuage.functions.report import Report, end_line, init_report_line, iso, start_line


def test_lines_are_aws_own() -> None:
    assert start_line("id", "$LATEST") == "START RequestId: id Version: $LATEST"
    assert end_line("id") == "END RequestId: id"
    assert Report("id", 1.234, 128, 37 * 1024 * 1024 + 1).line() == (
        "REPORT RequestId: id\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\t"
        "Max Memory Used: 38 MB"
    )


def test_a_cold_start_is_told_and_billed() -> None:
    assert Report("id", 1.5, 128, 0, init_ms=90.25).line() == (
        "REPORT RequestId: id\tDuration: 1.50 ms\tBilled Duration: 92 ms\tMemory Size: 128 MB\t"
        "Max Memory Used: 0 MB\tInit Duration: 90.25 ms"
    )


def test_a_failure_is_told() -> None:
    line = Report("id", 3000, 128, 0, status="timeout").line()
    assert line.endswith("Max Memory Used: 0 MB\tStatus: timeout")
    line = Report("id", 1, 128, 0, status="error", error_type="Runtime.ExitError").line()
    assert line.endswith("\tStatus: error\tError Type: Runtime.ExitError")
    assert init_report_line(12.345, "Runtime.ImportModuleError") == (
        "INIT_REPORT Init Duration: 12.35 ms\tPhase: init\tStatus: error\t"
        "Error Type: Runtime.ImportModuleError"
    )


def test_memory_is_never_said_to_exceed_the_limit() -> None:
    assert "Max Memory Used: 128 MB" in Report("id", 1, 128, 140 * 1024 * 1024).line()


def test_nothing_is_free() -> None:
    assert Report("id", 0.0, 128, 0).billed_ms == 1


def test_times_have_milliseconds() -> None:
    assert iso(1795255200.0004) == "2026-11-21T10:00:00.000Z"
    assert iso(1795255200.9996) == "2026-11-21T10:00:00.999Z"
