"""How a lab ends after queries: its engine is let go, and nothing is complained of."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from nuage import clock
from nuage.emulator import wait_until_healthy

SERVE = """
import sys
from nuage.emulator import Emulator
from nuage.settings import load
emulator = Emulator(load())
print(emulator.endpoint, flush=True)
sys.exit(emulator.serve())
"""
# regexp functions are Python's, called by the engine
FUNCTION = "SELECT regexp_extract_all('a1b2', '(?<=[a-z])[0-9]')"
ENDLESS = (
    "SELECT count(*) FROM UNNEST(sequence(1, 50000)) AS a (x) CROSS JOIN UNNEST(sequence(1, 50000)) AS b (y) "
    "CROSS JOIN UNNEST(sequence(1, 50000)) AS c (z) WHERE (x * y + z) % 7 = 3"
)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        env={**os.environ, "NUAGE_PORT": "0", "NUAGE_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    yield running
    running.kill()
    running.communicate(timeout=20)


def athena_of(process: subprocess.Popen[str]) -> Any:
    assert process.stdout is not None
    endpoint = process.stdout.readline().strip()
    assert wait_until_healthy(endpoint, 60)
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=endpoint, **keys).create_bucket(Bucket="results")
    return boto3.client("athena", endpoint_url=endpoint, **keys)


def start(athena: Any, sql: str, *states: str) -> None:
    """Start a query and wait for one of the states."""
    execution = athena.start_query_execution(
        QueryString=sql, ResultConfiguration={"OutputLocation": "s3://results/"}
    )["QueryExecutionId"]
    deadline = clock.monotonic() + 60
    while True:
        status = athena.get_query_execution(QueryExecutionId=execution)["QueryExecution"]["Status"]
        if status["State"] in states:
            return
        assert clock.monotonic() < deadline, status
        clock.sleep(0.01)


@pytest.mark.parametrize("endless", [False, True])
def test_nothing_is_written_to_stderr(process: subprocess.Popen[str], *, endless: bool) -> None:
    athena = athena_of(process)
    start(athena, FUNCTION, "SUCCEEDED")
    if endless:
        start(athena, ENDLESS, "RUNNING")
    process.terminate()
    _, errors = process.communicate(timeout=60)
    assert errors == ""
    if sys.platform != "win32":  # where terminate() leaves a process no time to end
        assert process.returncode == 0
