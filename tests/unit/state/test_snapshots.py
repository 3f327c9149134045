"""Snapshots on disk: whole or not at all, and the one before is never lost."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuage.state import snapshots
from nuage.state.folder import StateError
from nuage.state.snapshots import CURRENT, PREVIOUS, Snapshots

VERSIONS = {"nuage": "1", "localstack": "2"}


def store(folder: Path, **versions: str) -> Snapshots:
    return Snapshots(folder, VERSIONS | versions)


def test_nothing_was_kept(tmp_path: Path) -> None:
    assert store(tmp_path).read() == {}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    store(tmp_path).write({"s3": b"objects", "iam": b""}, 1.0, 2.0)
    again = store(tmp_path)
    assert again.read() == {"s3": b"objects", "iam": b""}
    assert again.current is not None
    assert (again.current.wall, again.current.lab) == (1.0, 2.0)


def test_services_that_are_left_out_stay(tmp_path: Path) -> None:
    writer = store(tmp_path)
    writer.write({"s3": b"one", "iam": b"one"}, 1.0, 1.0)
    writer.write({"s3": b"two"}, 2.0, 2.0)
    assert store(tmp_path).read() == {"s3": b"two", "iam": b"one"}


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    writer = store(tmp_path)
    first = writer.write({"s3": b"one"}, 1.0, 1.0)
    assert writer.write({"s3": b"one"}, 2.0, 2.0) == first


def test_files_that_nobody_needs_are_deleted(tmp_path: Path) -> None:
    writer = store(tmp_path)
    for n in range(5):
        writer.write({"s3": str(n).encode()}, n, n)
    assert sorted(path.name for path in tmp_path.iterdir()) == [CURRENT, PREVIOUS, "s3.4", "s3.5"]


def test_time_alone_can_be_written(tmp_path: Path) -> None:
    writer = store(tmp_path)
    writer.touch(5.0, 6.0)
    assert not (tmp_path / CURRENT).exists()
    writer.write({"s3": b"one"}, 1.0, 1.0)
    writer.touch(5.0, 6.0)
    again = store(tmp_path)
    assert again.read() == {"s3": b"one"}
    assert again.current is not None
    assert (again.current.wall, again.current.lab) == (5.0, 6.0)


def test_another_version_is_refused_and_left(tmp_path: Path) -> None:
    store(tmp_path).write({"s3": b"one"}, 1.0, 1.0)
    before = contents(tmp_path)
    with pytest.raises(StateError) as refused:
        store(tmp_path, localstack="3").read()
    assert str(refused.value) == (
        f"The state in {tmp_path.parent} was written by another version (format 1, nuage 1, localstack 2; "
        "this is format 1, nuage 1, localstack 3), and is left as it is. Run that version to use it. "
        "Choose another folder (NUAGE_STATE or --state), or move this one away."
    )
    assert contents(tmp_path) == before


def test_another_format_is_refused(tmp_path: Path) -> None:
    store(tmp_path).write({"s3": b"one"}, 1.0, 1.0)
    manifest = tmp_path / CURRENT
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 2}))
    with pytest.raises(StateError, match=r"another version \(format 2, "):
        store(tmp_path).read()


def test_a_file_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    store(tmp_path).write({"s3": b"one"}, 1.0, 1.0)
    manifest = tmp_path / CURRENT
    manifest.write_text(manifest.read_text().replace("s3.1", "../s3.1"))
    with pytest.raises(StateError, match="is damaged"):
        store(tmp_path).read()


def test_when_both_are_damaged_nothing_is_touched(tmp_path: Path) -> None:
    writer = store(tmp_path)
    writer.write({"s3": b"one"}, 1.0, 1.0)
    writer.write({"s3": b"two"}, 2.0, 2.0)
    for path in tmp_path.glob("s3.*"):
        path.write_bytes(b"xxx")
    before = contents(tmp_path)
    with pytest.raises(
        StateError, match=r"manifest.json: s3.2 is not what was written; manifest.previous.json: s3.1"
    ):
        store(tmp_path).read()
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def torn(data: bytes, at: int, how: str) -> bytes:
    cut = at % max(len(data), 1)
    if how == "cut off":
        return data[:cut]
    if how == "zeros":
        return data[:cut] + bytes(len(data) - cut)
    return data[:cut] + bytes([data[cut] ^ 0x55]) + data[cut + 1 :] if data else b"x"


def read_or_refused(reader: Snapshots) -> dict[str, bytes] | None:
    """What is read; None when a bit of the manifest makes it look like another version's: never guessed."""
    try:
        return reader.read()
    except StateError as error:
        if "another version" not in str(error):
            raise
        return None


@settings(max_examples=200, deadline=None)
@given(
    file=st.sampled_from([CURRENT, "s3.2"]),
    at=st.integers(0, 2000),
    how=st.sampled_from(["cut off", "zeros", "flipped"]),
)
def test_a_torn_file_gives_the_last_or_the_one_before(file: str, at: int, how: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writer = store(folder)
        writer.write({"s3": b"one" * 50, "iam": b"same"}, 1.0, 1.0)
        writer.write({"s3": b"two" * 50}, 2.0, 2.0)
        path = folder / file
        path.write_bytes(torn(path.read_bytes(), at, how))
        found = read_or_refused(store(folder))
        if found is None:
            return
        assert found in ({"s3": b"one" * 50, "iam": b"same"}, {"s3": b"two" * 50, "iam": b"same"})
        again = store(folder)
        assert again.read() == found, "what was used once is used again"
        again.write({"s3": b"three"}, 3.0, 3.0)
        assert store(folder).read() == {"s3": b"three", "iam": b"same"}


@settings(max_examples=60, deadline=None)
@given(fails_at=st.integers(0, 12))
def test_a_crash_between_any_two_steps_loses_nothing(fails_at: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store(folder).write({"s3": b"one", "iam": b"one"}, 1.0, 1.0)
        writer = store(folder)
        writer.read()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(snapshots, "_write", _failing(fails_at, snapshots._write))
            try:
                writer.write({"s3": b"two", "iam": b"two"}, 2.0, 2.0)
            except OSError:
                assert store(folder).read() == {"s3": b"one", "iam": b"one"}
                # the disk has room again
                patch.undo()
                writer.write({"s3": b"two", "iam": b"two"}, 2.0, 2.0)
        assert store(folder).read() == {"s3": b"two", "iam": b"two"}


def _failing(after: int, write: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
    calls = iter(range(1000))

    def fail(path: Path, content: bytes) -> None:
        if next(calls) >= after:
            raise OSError(28, "No space left on device")
        write(path, content)

    return fail
