from __future__ import annotations

import json
import os
import re
from pathlib import Path

from nuage.functions import memory
from tests.unit.functions.lab import function

MEGABYTE = 1024 * 1024


def test_the_high_water_mark_is_read_in_bytes() -> None:
    assert memory.peak_of("Name:\tpython\nVmHWM:\t   25608 kB\nVmRSS:\t   100 kB\n") == 25608 * 1024
    assert memory.peak_of("Name:\tzombie\n") == 0


def test_a_process_that_is_gone_uses_nothing() -> None:
    assert memory.resident(2**22 + 1) == 0
    assert memory.peak(2**22 + 1) == 0


def test_own_memory_is_measured() -> None:
    assert memory.resident(os.getpid()) > MEGABYTE
    assert memory.peak(os.getpid()) >= memory.resident(os.getpid()) * 0.5


def test_a_function_over_its_limit_is_killed(tmp_path: Path) -> None:
    code = """
kept = []
def lambda_handler(event, context):
    while event: kept.append(bytearray(b"x" * 1024 * 1024))
    return "fine"
"""
    with function(tmp_path, code, memory_mb=128) as f:
        assert f.call() == "fine"
        result = f.invoke(1, request_id="the-id")
        assert json.loads(result.payload) == {
            "errorType": "Runtime.ExitError",
            "errorMessage": "RequestId: the-id Error: Runtime exited with error: signal: killed",
        }
        assert "\tMemory Size: 128 MB\tMax Memory Used: 128 MB\t" in result.log
        assert f.call() == "fine"


def test_the_memory_used_is_reported(tmp_path: Path) -> None:
    code = "def lambda_handler(event, context): x = b'x' * (event * 1024 * 1024)"

    def used(log: str) -> int:
        found = re.search(r"Max Memory Used: (\d+) MB", log)
        assert found is not None
        return int(found[1])

    with function(tmp_path, code, memory_mb=256) as f:
        small, large = used(f.invoke(0).log), used(f.invoke(60).log)
        assert 5 < small < 60
        assert small + 50 < large < small + 75
        assert used(f.invoke(0).log) >= large - 1  # the highest of the environment, as on AWS
