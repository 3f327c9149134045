"""The state folder: made, writable, and used by one emulator."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nuage.state.folder import StateError, StateFolder


def test_it_is_made(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path / "a" / "state")
    with folder.used():
        assert folder.snapshots.is_dir()
        assert folder.objects.is_dir()
        assert folder.tables.is_dir()
        assert folder.lock.read_text() == f"{os.getpid()}\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other modes")
def test_others_may_not_look_into_it(tmp_path: Path) -> None:
    with StateFolder(tmp_path / "state").used():
        assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_two_cannot_use_it(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path)
    with folder.used(), pytest.raises(StateError, match="is in use by another emulator"), folder.used():
        raise AssertionError("both have it")
    with folder.used():
        pass


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    with pytest.raises(StateError, match="cannot be written to: "), StateFolder(path).used():
        raise AssertionError("it was used")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "state"
    path.mkdir(mode=0o500)
    with pytest.raises(StateError, match="cannot be written to: Permission denied"), StateFolder(path).used():
        raise AssertionError("it was used")
