"""Before a lab starts: is one running, has one left something behind, are folder and ports ours?"""

from __future__ import annotations

from nuage import clock
from nuage.lab.problem import Problem
from nuage.lab.record import Folder, Record
from nuage.lab.servers import STOP_TIMEOUT, Say, clear_stale, stop_recorded
from nuage.settings import Settings


def is_running(record: Record) -> bool:
    """Whether the lab runs: its `nuage up` does, or its emulator when it is in the background."""
    return ("up" if record.up else "emulator") in record.alive()


def open_folder(settings: Settings, say: Say, fresh: bool = False) -> Folder:
    """The folder for a new lab, free of what an earlier one left.

    :param fresh: stop a running lab, and delete the logs of earlier ones
    :raises Problem: when a lab is running, or the folder cannot be written to
    """
    if settings.strict:
        raise Problem("NUAGE_STRICT is for `nuage rehearse` and `nuage emulator` alone: unset it.")
    folder = Folder.of(settings)
    folder.make()
    record = folder.read()
    if record is not None:
        _end_earlier(folder, record, say, fresh)
    elif folder.record_file.exists():
        folder.forget()
        say(f"Removed {folder.record_file}: it could not be read.")
    if fresh:
        folder.wipe()
        folder.make()
    return folder


def _end_earlier(folder: Folder, record: Record, say: Say, fresh: bool) -> None:
    if is_running(record) and not fresh:
        raise Problem(
            f"A lab is running already at {record.endpoint}. `nuage status` looks at it, `nuage down` "
            "stops it, `nuage up --fresh` starts it anew, and --port with --tweets-port runs another beside "
            "it."
        )
    if not is_running(record):
        _wait_for_the_end(record)
    if not record.alive():
        clear_stale(folder, say)
    else:
        stop_recorded(folder, say)


def _wait_for_the_end(record: Record) -> None:
    """The servers of an `up` that was killed notice it and end; give them the time."""
    deadline = clock.monotonic() + STOP_TIMEOUT
    while record.up and record.alive() and clock.monotonic() < deadline:
        clock.sleep(0.05)
