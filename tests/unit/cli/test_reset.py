"""`nuage reset`."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from nuage.cli.main import nuage
from nuage.lab import http, running
from tests.unit.cli.conftest import Run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a lab was asked; `answer` is what it says."""
    given: dict[str, Any] = {"answer": http.Answer(200, {"services": ["s3", "iam"], "milliseconds": 412.3})}
    monkeypatch.setattr(running, "answers", lambda _: True)
    monkeypatch.setattr(http, "call", lambda url, **more: given.update(url=url, **more) or given["answer"])
    return given


def test_it_empties_and_says_so(run: Run, asked: dict[str, Any]) -> None:
    result = run("reset", "--yes", "--port", "4999")
    assert result.exit_code == 0
    assert result.output == (
        "Emptied in 412 ms: s3, iam.\n`nuage bootstrap apply --port 4999` makes the lab's resources again.\n"
    )
    assert (asked["url"], asked["method"]) == ("http://127.0.0.1:4999/_nuage/reset", "POST")


def test_some_services(run: Run, asked: dict[str, Any]) -> None:
    assert run("reset", "--yes", "--port", "4999", "--service", "s3", "--service", "iam").exit_code == 0
    assert asked["url"] == "http://127.0.0.1:4999/_nuage/reset?services=s3%2Ciam"


@pytest.mark.usefixtures("run")
def test_it_asks_first(asked: dict[str, Any]) -> None:
    result = CliRunner().invoke(nuage, ["reset", "--port", "4999"], input="n\n")
    assert result.exit_code == 1
    assert "Delete everything in the lab at http://127.0.0.1:4999? [y/N]: n" in result.output
    assert "url" not in asked


def test_an_unknown_service(run: Run, asked: dict[str, Any]) -> None:
    asked["answer"] = http.Answer(400, {"error": "no such service: s4; there are s3"})
    result = run("reset", "--yes", "--service", "s4")
    assert result.exit_code == 2
    assert "Error: no such service: s4; there are s3." in result.output


def test_no_lab(run: Run) -> None:
    result = run("reset", "--yes")
    assert result.exit_code == 2
    assert "No lab answers at " in result.output
