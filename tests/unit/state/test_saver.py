"""Changes are written down soon, together, and again when it failed."""

from __future__ import annotations

import threading
from collections.abc import Collection

from nuage.state.saver import Saver


class Disk:
    """Takes what is saved, or is full."""

    def __init__(self) -> None:
        self.saved: list[list[str]] = []
        self.full = False
        self.written = threading.Event()

    def save(self, names: Collection[str]) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.saved.append(sorted(names))
        self.written.set()


def test_changes_are_written_together() -> None:
    disk = Disk()
    saver = Saver(disk.save, delay=0.05)
    saver.start()
    for name in ("s3", "iam", "s3"):
        saver.note(name)
    assert disk.written.wait(5)
    saver.stop(5)
    assert disk.saved == [["iam", "s3"]]
    assert not saver.pending()
    assert saver.saved is not None


def test_stopping_writes_what_is_left() -> None:
    disk = Disk()
    saver = Saver(disk.save, delay=60)
    saver.start()
    saver.note("s3")
    saver.stop(5)
    assert disk.saved == [["s3"]]


def test_a_full_disk_is_told_and_nothing_is_forgotten() -> None:
    disk = Disk()
    saver = Saver(disk.save)
    disk.full = True
    saver.note("s3")
    first = saver.flush()
    assert not first
    errors = [saver.error]
    assert saver.pending()
    disk.full = False
    saver.note("iam")
    assert saver.flush()
    errors.append(saver.error)
    assert errors == ["OSError: [Errno 28] No space left on device", None]
    assert disk.saved == [["iam", "s3"]]


def test_nothing_to_do() -> None:
    disk = Disk()
    saver = Saver(disk.save)
    assert saver.flush()
    assert disk.saved == []


def test_what_changes_while_it_is_written_is_written_again() -> None:
    saved: list[list[str]] = []

    def save(names: Collection[str]) -> None:
        assert saver.pending(), "not yet on the disk"
        saved.append(sorted(names))
        if len(saved) == 1:
            saver.note("s3")

    saver = Saver(save)
    saver.note("s3")
    assert saver.flush()
    assert saver.pending()
    assert saver.flush()
    assert saved == [["s3"], ["s3"]]
    assert not saver.pending()


def test_a_disk_that_stays_full_does_not_hold_up_the_end() -> None:
    disk = Disk()
    disk.full = True
    saver = Saver(disk.save)
    saver.note("s3")
    saver.stop(60)
    assert saver.pending()
