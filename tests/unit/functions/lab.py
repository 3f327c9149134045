"""Environments with real children, without the emulator: what the tests of this folder share."""

from __future__ import annotations

import importlib.util
import json
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nuage.functions.code import make_read_only
from nuage.functions.environment import Environment, Plan, Result
from nuage.functions.libraries import library_folders
from nuage.functions.memory import MemoryWatch
from nuage.functions.pool import Pool
from nuage.functions.process import Process
from nuage.functions.runtime_api import Invocation
from nuage.functions.variables import function_variables

OWN_PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
HAS_NATIVE = importlib.util.find_spec("runtime_client") is not None
CLIENTS = ["native", "python"] if HAS_NATIVE else ["python"]
HOST = {
    "AWS_LAMBDA_FUNCTION_NAME": "f",
    "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128,
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/f",
    "AWS_LAMBDA_LOG_STREAM_NAME": "2026/11/21/[$LATEST]0",
}


class Function:
    """A function as a test writes it: its files, its settings, and what it logged."""

    def __init__(self, environment: Environment, lines: list[str], folder: Path) -> None:
        self.environment = environment
        self.lines = lines
        self.folder = folder

    def invoke(self, event: Any = None, timeout: float = 20.0, request_id: str | None = None) -> Result:
        return self.environment.invoke(
            Invocation(
                request_id=request_id or str(uuid.uuid4()),
                arn="arn:aws:lambda:us-east-1:000000000000:function:f",
                payload=json.dumps(event).encode(),
                timeout=timeout,
                trace_id="Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
            )
        )

    def call(self, event: Any = None, **options: Any) -> Any:
        return json.loads(self.invoke(event, **options).payload)


@contextmanager
def function(
    folder: Path,
    code: str,
    *,
    client: str = "auto",
    confined: bool = True,
    handler: str = "lambda_function.lambda_handler",
    runtime: str = OWN_PYTHON,
    memory_mb: int = 128,
    own: dict[str, str] | None = None,
    files: dict[str, str] | None = None,
    layer: dict[str, str] | None = None,
) -> Iterator[Function]:
    """A running environment of a function with this code."""
    task, opt = folder / "task", folder / "opt"
    for base, texts in ((task, {"lambda_function.py": code, **(files or {})}), (opt, layer or {})):
        base.mkdir()
        for name, text in texts.items():
            (base / name).parent.mkdir(parents=True, exist_ok=True)
            (base / name).write_text(text, encoding="utf-8")
        make_read_only(base)
    lines: list[str] = []
    plan = Plan(
        runtime=runtime,
        version="$LATEST",
        memory_mb=memory_mb,
        task=task,
        opt=opt,
        variables=function_variables({**HOST, "_HANDLER": handler}, own or {}, runtime),
        libraries=library_folders(),
        client=client,
    )
    pool = Pool(spares=0, start=lambda: Process(confined))
    environment = Environment(plan, pool, MemoryWatch(), lambda _time, text: lines.append(text))
    try:
        environment.start()
        yield Function(environment, lines, folder)
    finally:
        environment.stop()
        pool.close()
