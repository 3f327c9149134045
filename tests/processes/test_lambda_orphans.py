"""No process is left behind, however the emulator ends. It runs as a process of its own here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from nuage.settings import Settings, as_environment
from tests.conftest import Lab
from tests.scenarios.functions import Function, until

SERVE = """
from nuage.emulator import Emulator
from nuage.settings import load
emulator = Emulator(load())
print(emulator.endpoint, flush=True)
emulator.serve()
"""
# leaves a process behind, and is busy without giving way when the emulator is killed
CODE = """
import subprocess, sys
def lambda_handler(event, context):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    return "started"
"""


@pytest.fixture
def emulator() -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = {**os.environ, **as_environment(Settings(port=0))}
    with subprocess.Popen(
        [sys.executable, "-c", SERVE], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        if process.poll() is None:
            process.kill()


def alive(pids: set[int]) -> set[int]:
    return {
        pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    }


def descendants(process: subprocess.Popen[str]) -> set[int]:
    return {child.pid for child in psutil.Process(process.pid).children(recursive=True)}


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_the_end_of_the_emulator_is_the_end_of_all(
    emulator: tuple[subprocess.Popen[str], str], end: signal.Signals
) -> None:
    process, endpoint = emulator
    lab = Lab(endpoint)
    until(lambda: answers(lab))
    function = Function(lab, CODE)
    assert function.call() == "started"
    looping = Function(lab, "def lambda_handler(event, context):\n    while True: pass", Timeout=600)
    looping.invoke(InvocationType="Event")
    until(lambda: any("START" in event["message"] for event in looping.events()))
    children = descendants(process)
    assert len(children) >= 4
    process.send_signal(end)
    process.wait(timeout=30)
    until(lambda: not alive(children))


def answers(lab: Lab) -> bool:
    from botocore.exceptions import EndpointConnectionError

    try:
        lab.client("sts").get_caller_identity()
    except EndpointConnectionError:
        return False
    return True
