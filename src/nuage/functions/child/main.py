"""The life of a function's process: wait for an assignment, become that function, serve it.

The parent holds the other end of stdin. It writes one line, the assignment, and never closes the
pipe: when it ends, however it ends, the pipe does, and this process with all its children goes too.
"""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any, BinaryIO

from nuage.functions.child import client, confinement, libraries, native

MEGABYTE = 1024 * 1024


def run(confined: bool, needed: list[str]) -> None:
    """Serve one function until the parent stops us. Does not return.

    :param confined: whether to give the function a view of the file system of its own, if possible
    :param needed: what Python reads here, and must therefore stay in view
    """
    control = _take_stdin()
    place = confinement.prepare(confined, needed)
    _import_what_is_needed()
    line = control.readline()
    if not line:
        os._exit(0)  # the parent went while this process was a spare
    assignment: dict[str, Any] = json.loads(line)
    _thread.start_new_thread(_die_with_parent, (control,))
    output = os.dup(1)
    become(assignment, place)
    forget_ourselves()

    def mark(request_id: str) -> None:
        """Tell the parent, in the stream of output, that this invocation has printed its last."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (AttributeError, OSError, ValueError):
                continue  # the function closed or replaced it
        os.write(output, f"\0{assignment['marker']} {request_id}\n".encode())

    serve = choose_client(assignment["client"])
    serve(os.environ["_HANDLER"], os.environ["AWS_LAMBDA_RUNTIME_API"], mark)  # noqa: TID251 - this process is the function's
    sys.exit(0)


def choose_client(wanted: str) -> Callable[[str, str, Callable[[str], None]], None]:
    """AWS's runtime client, or ours where AWS's cannot be had."""
    if wanted == "native" or (wanted == "auto" and native.available()):
        return native.serve
    return client.serve


def become(assignment: dict[str, Any], place: confinement.Confinement) -> None:
    """Take the function's environment, folders, path and limits."""
    paths = place.enter(assignment["folders"])
    place.give_up_privileges()
    environment = {name: value.format(**paths) for name, value in assignment["folder_variables"].items()}
    if paths["tmp"] != "/tmp":  # noqa: S108
        environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), paths["tmp"])
    environment |= assignment["environment"]
    os.environ.clear()  # noqa: TID251 - this process is the function's
    os.environ.update(environment)  # noqa: TID251
    if hasattr(time, "tzset"):
        time.tzset()
    tempfile.tempdir = None  # decided anew, from TMPDIR
    os.chdir(paths["task"])
    sys.argv = ["bootstrap"]
    sys.path[:0] = [paths["task"], *(f"{paths['opt']}/{folder}" for folder in assignment["opt_folders"])]
    sys.dont_write_bytecode = True
    sys.meta_path.append(libraries.RuntimeLibraries(assignment["libraries"]))
    _limit_memory(assignment["memory_mb"])


def forget_ourselves() -> None:
    """Leave no trace of Nuage for the function to import."""
    for name in [name for name in sys.modules if name == "nuage" or name.startswith("nuage.")]:
        del sys.modules[name]


def _import_what_is_needed() -> None:
    """Import, while waiting, what every function's client imports; nothing that reads the environment."""
    import traceback  # noqa: F401


def _take_stdin() -> BinaryIO:
    """The control pipe, out of the function's reach; stdin becomes empty, as on AWS."""
    control = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return os.fdopen(control, "rb")


def _die_with_parent(control: BinaryIO) -> None:
    control.read()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _limit_memory(memory_mb: int) -> None:
    """Stop an allocation that the parent's measuring would see too late.

    The parent enforces the limit itself, on resident memory. Reserved memory is not used memory
    (every thread's stack is reserved), hence the room above it.
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    limit = (memory_mb + 512) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
