"""Processes of the lab: started, recognised later by their id, stopped with their children."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

# psutil derives a start time from the time of boot, which moves a little when the clock is set
SAME_START = 2.0  # seconds


@dataclass(frozen=True)
class ProcessId:
    """A process, recognised also after its pid was given to another."""

    pid: int
    started: float  # epoch seconds, as the system tells it

    @classmethod
    def of(cls, pid: int) -> ProcessId:
        """The process that has this pid now.

        :raises psutil.NoSuchProcess: when there is none
        """
        return cls(pid, psutil.Process(pid).create_time())

    def find(self) -> psutil.Process | None:
        """The process while it lives; None when it ended, or when its pid is another's now."""
        try:
            process = psutil.Process(self.pid)
            if abs(process.create_time() - self.started) > SAME_START:
                return None
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
        except psutil.Error:
            return None
        return process if _may_be_ours(process) else None


def _may_be_ours(process: psutil.Process) -> bool:
    """Whether the command is one of ours; the start time alone decides where it cannot be seen (yet)."""
    try:
        command = process.cmdline()
    except psutil.Error:
        return True
    return not command or any("nuage" in part for part in command)


def spawn(
    arguments: Sequence[str], environment: Mapping[str, str], log: Path, attached: bool
) -> subprocess.Popen[bytes]:
    """Start `nuage ARGUMENTS` as a process of its own, in a group of its own: Ctrl-C is for us alone.

    :param log: gets all it prints
    :param attached: it holds a pipe from us, and ends when we do, however we end
    """
    # -P: a student's folder may hold a json.py, which must not take the place of Python's
    command = [sys.executable, "-P", "-m", "nuage", *arguments]
    stdin = subprocess.PIPE if attached else subprocess.DEVNULL
    with log.open("ab") as output:
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            return subprocess.Popen(
                command, stdin=stdin, stdout=output, stderr=output, env=dict(environment), creationflags=flags
            )
        return subprocess.Popen(
            command, stdin=stdin, stdout=output, stderr=output, env=dict(environment), start_new_session=True
        )


def stop(process: psutil.Process, timeout: float = 10.0) -> bool:
    """End a process and its children: ask first, then insist. True when asking was enough.

    :param timeout: in seconds
    """
    family = [process]
    with suppress(psutil.Error):
        family += process.children(recursive=True)
    with suppress(psutil.NoSuchProcess):
        process.terminate()
    _, alive = psutil.wait_procs([process], timeout)
    asked = not alive
    for member in family:
        with suppress(psutil.NoSuchProcess):
            member.kill()
    psutil.wait_procs(family, timeout)
    return asked
