"""A process beside the emulator that kills its children when it is gone, also after `kill -9`.

It is told of process groups on stdin: `+123` when one starts, `-123` when it has ended. When stdin
ends, those that are left are killed, with all their members. Run as a script, without the site.
POSIX only: elsewhere a function's process watches its parent itself (`child/main.py`), as it does
here too.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable


def groups_left(lines: Iterable[str]) -> set[int]:
    """The groups that were started and did not end."""
    left: set[int] = set()
    for line in lines:
        group = int(line[1:])
        if line.startswith("+"):
            left.add(group)
        else:
            left.discard(group)
    return left


def main() -> None:
    """Wait for the end of stdin, then kill what is left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole foreground group
    for group in groups_left(sys.stdin):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
