"""Running `nuage` in this process, with a home and an environment of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nuage.cli.main import nuage
from nuage.lab.ports import free_port

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [name for name in os.environ if name.startswith(("AWS_", "NUAGE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NUAGE_HOME", str(tmp_path / "home"))
    # nobody listens there, whatever runs on this machine
    monkeypatch.setenv("NUAGE_PORT", str(free_port("127.0.0.1")))

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(nuage, arguments, prog_name="nuage")

    return invoke
