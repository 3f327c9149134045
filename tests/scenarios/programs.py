"""Programs of the project and of others, run as a student runs them: configured by the environment alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import Lab

ROOT = Path(__file__).parents[2]


def environment(lab: Lab) -> dict[str, str]:
    """Standard AWS configuration that leads to the lab, and nothing of the user's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "NUAGE_"))}
    return kept | {
        "AWS_ENDPOINT_URL": lab.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
        "PYTHONUTF8": "1",
    }


def run(lab: Lab, *command: str, code: int = 0) -> str:
    """Run to the end, expect an exit code; what it printed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(lab),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == code, done.stdout
    return done.stdout


def python(lab: Lab, *arguments: str, code: int = 0) -> str:
    """The same, of this Python."""
    return run(lab, sys.executable, *arguments, code=code)


# each script as `python -m` runs it; one process for all, because starting boto3 takes a second
DRIVER = """
import contextlib, io, json, runpy, sys
outputs = []
for module, *arguments in json.loads(sys.argv[1]):
    sys.argv, output = [module, *arguments], io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            runpy.run_module(module, run_name="__main__")
        except SystemExit as end:
            print(end.code)
    outputs.append(output.getvalue())
print(json.dumps(outputs))
"""


def scripts(lab: Lab, *calls: tuple[str, ...]) -> list[list[str]]:
    """Run modules as programs, one after the other; the lines that each printed, its last words among them.

    :param calls: a module's name and its arguments
    """
    # runpy tells when a module was imported before it is run, as one script imports another here
    printed = python(lab, "-W", "ignore::RuntimeWarning:runpy", "-c", DRIVER, json.dumps(calls))
    return [output.splitlines() for output in json.loads(printed)]
