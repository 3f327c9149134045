"""Options of labs for tests."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nuage.testing.options import Options, OptionsError, read_speed, read_switch


@pytest.mark.parametrize(("text", "value"), [("", None), ("60", 60.0), ("0.5", 0.5)])
def test_speeds(text: str, value: float | None) -> None:
    assert read_speed(text) == value


@pytest.mark.parametrize(("text", "value"), [("", None), ("on", True), ("OFF", False), ("false", False)])
def test_switches(text: str, value: bool | None) -> None:
    assert read_switch(text) is value


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "3601"])
def test_speeds_that_no_clock_has(text: str) -> None:
    with pytest.raises(OptionsError, match="expected above 0, to 3600"):
        Options(speed=read_speed(text))


def test_the_plug_in_imports_nothing_heavy() -> None:
    # pytest imports it in every run of whoever has this project installed
    code = (
        "import sys, nuage.testing.plugin\n"
        "heavy = {'boto3', 'botocore', 'click', 'docker', 'flask', 'localstack', 'platformdirs', 'psutil'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
