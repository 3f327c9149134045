"""Runs bootstrap and kills it right after its first change: `python -m tests.processes.interrupting …`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from botocore.client import BaseClient

LOOKS = ("Get", "List", "Describe", "Head", "Scan")


def after_changes(call: Callable[..., Any], interrupt: Callable[[str], None]) -> Callable[..., Any]:
    """botocore's way of calling, with something that is told of each call that changed something."""

    def calling(client: Any, operation: str, parameters: Any) -> Any:
        answer = call(client, operation, parameters)
        if not operation.startswith(LOOKS):
            interrupt(operation)
        return answer

    return calling


def kill(_operation: str) -> None:
    """End this process as nothing can prevent."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    BaseClient._make_api_call = after_changes(BaseClient._make_api_call, kill)
    from bootstrap.commands import bootstrap

    bootstrap(sys.argv[1:], prog_name="python -m bootstrap")
