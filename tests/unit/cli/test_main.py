from __future__ import annotations

import subprocess
import sys

import pytest

from nuage.cli.main import COMMANDS
from tests.unit.cli.conftest import Run


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: nuage {name}")
    assert "Options:" in result.output


def test_help_lists_every_command(run: Run) -> None:
    output = run("--help").output
    for name, text in COMMANDS.items():
        assert f"  {name:<9}  {text}"[:78] in output


def test_an_unknown_command_is_told(run: Run) -> None:
    result = run("upp")
    assert result.exit_code == 2
    assert "No such command 'upp'." in result.output


def test_help_imports_neither_boto3_nor_the_host() -> None:
    script = (
        "import sys; from nuage.cli.main import nuage; nuage(['--help'], standalone_mode=False); "
        "print(sorted({'boto3', 'botocore', 'localstack', 'rich', 'flask'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")
