"""Lab time goes on where it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuage.clock import LabClock
from nuage.settings import Settings
from nuage.state.folder import StateFolder
from nuage.state.labtime import kept_lab_time, with_origin
from nuage.state.snapshots import Snapshots


def kept(folder: Path, lab: float) -> Path:
    state = StateFolder(folder)
    state.snapshots.mkdir(parents=True)
    Snapshots(state.snapshots, {}).write({"s3": b""}, 0.0, lab)
    return folder


def now(settings: Settings, wall: float) -> float:
    return LabClock(settings.speed, settings.clock_origin).at(wall)


def test_it_begins_with_the_real_time(tmp_path: Path) -> None:
    assert with_origin(Settings(speed=60), 1000.0).clock_origin == 1000.0
    assert with_origin(Settings(speed=60, state=tmp_path), 1000.0).clock_origin == 1000.0


def test_what_somebody_says_counts(tmp_path: Path) -> None:
    chosen = Settings(speed=60, clock_origin=5.0, state=kept(tmp_path / "s", 9000.0))
    assert with_origin(chosen, 1000.0).clock_origin == 5.0


@pytest.mark.parametrize("speed", [0.5, 2.0, 60.0, 3600.0])
def test_it_goes_on(tmp_path: Path, speed: float) -> None:
    chosen = with_origin(Settings(speed=speed, state=kept(tmp_path / "s", 2_000_000.0)), 1_000_000.0)
    assert now(chosen, 1_000_000.0) == pytest.approx(2_000_000.0)
    assert now(chosen, 1_000_060.0) == pytest.approx(2_000_000.0 + 60 * speed)


def test_it_is_never_behind_the_real_time(tmp_path: Path) -> None:
    chosen = with_origin(Settings(speed=60, state=kept(tmp_path / "s", 999.0)), 1000.0)
    assert now(chosen, 1000.0) == 1000.0


def test_at_speed_1_it_is_the_real_time(tmp_path: Path) -> None:
    chosen = with_origin(Settings(state=kept(tmp_path / "s", 9000.0)), 1000.0)
    assert now(chosen, 1000.0) == 1000.0


def test_what_cannot_be_read_is_not_there(tmp_path: Path) -> None:
    assert kept_lab_time(tmp_path) is None
    folder = kept(tmp_path / "s", 1.0)
    (StateFolder(folder).snapshots / "manifest.json").write_text("[]")
    assert kept_lab_time(folder) is None
