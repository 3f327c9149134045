"""Bootstrap, killed right after its change of a given number: what a power cut then leaves behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from botocore.client import BaseClient

from bootstrap.commands import bootstrap

LOOKS = ("Get", "List", "Describe", "Head", "Scan")
PATIENCE = 60  # seconds


def after_changes(call: Callable[..., Any], interrupt: Callable[[str], None]) -> Callable[..., Any]:
    """botocore's way of calling, with something that is told of each call that changed something."""

    def calling(client: Any, operation: str, parameters: Any) -> Any:
        answer = call(client, operation, parameters)
        if not operation.startswith(LOOKS):
            interrupt(operation)
        return answer

    return calling


class KillAt:
    """Ends this process, as nothing can prevent, at a change."""

    def __init__(self, number: int) -> None:
        self._left = number

    def __call__(self, _operation: str) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_at(number: int, arguments: Sequence[str], environment: Mapping[str, str], said: Path) -> int:
    """Run bootstrap in a process of its own, and return how that ended: -SIGKILL when it was killed.

    The processes are forked from one that has imported everything and has no threads.

    :param number: of the change after which it is killed; 0 lets it end
    :param said: a file for what it prints
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=_run, args=(number, tuple(arguments), dict(environment), str(said)))
    process.start()
    process.join(PATIENCE)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise TimeoutError(f"{' '.join(arguments)} has not ended: {said.read_text(encoding='utf-8')}")
    return process.exitcode


def _run(number: int, arguments: tuple[str, ...], environment: dict[str, str], said: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with Path(said).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stderr = sys.stdout
    BaseClient._make_api_call = after_changes(BaseClient._make_api_call, KillAt(number))
    bootstrap(list(arguments), prog_name="python -m bootstrap")
