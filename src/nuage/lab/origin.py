"""The second at which lab time and wall time agree, for servers that share nothing but a folder."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from nuage.lab.problem import Problem
from nuage.settings import Settings
from nuage.state import labtime


def with_origin(settings: Settings) -> Settings:
    """Let lab time go on from where it was kept, or agree with wall time now, where nobody said when they do.

    Servers that share a clock file have the same answer: that of the first to ask.

    :raises Problem: when the clock file can be neither read nor written
    """
    if settings.clock_origin:
        return settings
    own = labtime.with_origin(settings)
    return replace(own, clock_origin=agreed(settings.clock_file, own.clock_origin))


def agreed(file: str, now: float) -> float:
    """What the file says; the first to ask writes it. Without a file, now.

    The file lives as long as the folder. In containers that is a volume in memory, which is gone when the
    last of them stops: a server that is restarted meanwhile finds lab time going on.

    :param file: a path, or nothing
    :param now: wall time, in seconds since the epoch
    :raises Problem: when it can be neither read nor written
    """
    if not file:
        return now
    path = Path(file)
    try:
        return _read(path) if path.exists() else _first(path, now)
    except (OSError, ValueError) as error:
        raise Problem(
            f"NUAGE_CLOCK_FILE={file} cannot be used: {error}. Name a file in a folder that both servers may "
            "write to, or set NUAGE_CLOCK_ORIGIN."
        ) from error


def _first(path: Path, now: float) -> float:
    """Write it, unless another has done so meanwhile; a link appears whole or not at all."""
    number, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(number, "w", encoding="ascii") as out:
            out.write(repr(now))
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()
    return _read(path)


def _read(path: Path) -> float:
    return float(path.read_text(encoding="ascii"))
