from __future__ import annotations

from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError

from nuage.cli import down
from nuage.lab.problem import Problem
from tests.unit.cli.conftest import Run

NOT_REACHED = (
    'Error: Could not connect to the endpoint URL: "http://127.0.0.1:1". Is it running? '
    "`nuage up` starts the lab on this machine.\n"
)


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(down, "stop_recorded", fail)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (Problem("It is broken. Mend it."), "Error: It is broken. Mend it.\n"),
        (
            EndpointConnectionError(endpoint_url="http://127.0.0.1:1"),
            NOT_REACHED,
        ),
    ],
)
def test_known_errors_are_a_line_and_exit_code_2(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, line: str
) -> None:
    fail_with(monkeypatch, error)
    result = run("down")
    assert (result.exit_code, result.output) == (2, line)


def test_a_bad_setting_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUAGE_SPEED", "fast")
    result = run("up")
    assert result.exit_code == 2
    assert result.output.startswith("Error: NUAGE_SPEED=fast is not allowed: expected above 0, to 3600.")


def test_a_bad_option_is_told(run: Run) -> None:
    result = run("up", "--speed", "0")
    assert result.exit_code == 2
    assert "'0' is not allowed: expected above 0, to 3600." in result.output


def test_an_unexpected_error_is_a_line_and_a_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fail_with(monkeypatch, KeyError("oops"))
    result = run("down")
    log = tmp_path / "home" / "error.log"
    assert result.exit_code == 1
    assert result.output == (
        f"Error: KeyError: 'oops'. This is a fault of Nuage: please report it with {log}. "
        "`nuage doctor` says whether the machine is part of it.\n"
    )
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_an_unexpected_error_is_not_lost_when_there_is_nowhere_to_write(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUAGE_HOME", str(tmp_path / "file"))
    fail_with(monkeypatch, KeyError("oops"))
    result = run("down")
    assert result.exit_code == 1
    assert "Traceback" in result.output


def test_ctrl_c_is_no_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, KeyboardInterrupt())
    result = run("down")
    assert (result.exit_code, result.output.strip()) == (1, "Aborted!")
