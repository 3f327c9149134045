"""Lab time goes on where it was: kept with the state, and never earlier than the real time.

At speed 1 lab time is the real time, and nothing is to be kept.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from nuage import clock
from nuage.settings import Settings
from nuage.state.folder import StateFolder
from nuage.state.snapshots import CURRENT


def with_origin(settings: Settings, wall: float | None = None) -> Settings:
    """Settings that say when lab time and wall time agree, where nobody has said it.

    :param wall: the time now, epoch seconds
    """
    if settings.clock_origin:
        return settings
    now = clock.wall() if wall is None else wall
    kept = None if settings.state is None else kept_lab_time(settings.state)
    if kept is None or kept <= now or settings.speed == 1:
        return replace(settings, clock_origin=now)
    return replace(settings, clock_origin=origin(kept, now, settings.speed))


def origin(lab: float, wall: float, speed: float) -> float:
    """The origin of a clock that shows `lab` at `wall`.

    From lab = origin + (wall - origin) * speed.
    """
    return (lab - wall * speed) / (1 - speed)


def kept_lab_time(folder: Path) -> float | None:
    """The lab time of the last snapshot, in seconds since the epoch; None when there is none to be read."""
    try:
        return float(json.loads((StateFolder(folder).snapshots / CURRENT).read_bytes())["lab"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
