"""`nuage emulator` as a program of its own: the second of the scenarios' targets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes.program import HOST, Program


@contextmanager
def emulator_process(speed: float) -> Iterator[str]:
    """The endpoint of an emulator that says it is ready."""
    with tempfile.TemporaryDirectory() as home:
        program = Program(Path(home))
        program.environment |= {"NUAGE_SPEED": f"{speed:g}", "NUAGE_LAMBDA_RETRY_DELAY": "1"}
        running = program.start("emulator")
        try:
            running.wait_for(r"^Ready\.$")
            yield f"http://{HOST}:{program.port}"
            running.process.terminate()
            assert running.end() == 0, running.lines
        finally:
            running.close()
