"""Bodies of objects in files: never overwritten, swept when no snapshot knows of them."""

from __future__ import annotations

import errno
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nuage.s3.storage import BodyFile, FolderS3ObjectStore


def entry(key: str = "key") -> Any:
    """An object's metadata, as LocalStack's provider makes it."""
    return SimpleNamespace(
        key=key, version_id=None, checksum_algorithm=None, internal_last_modified=0, size=0, etag=None
    )


@pytest.fixture
def store(tmp_path: Path) -> FolderS3ObjectStore:
    made = FolderS3ObjectStore(tmp_path)
    made.create_bucket("bucket")
    return made


def put(store: FolderS3ObjectStore, body: bytes, found: Any = None) -> Any:
    found = found or entry()
    with store.open("bucket", found, "w") as stored:
        stored.write(io.BytesIO(body))
    return found


def get(store: FolderS3ObjectStore, found: Any) -> bytes:
    with store.open("bucket", found) as stored:
        return b"".join(stored)


def test_what_is_written_is_read(store: FolderS3ObjectStore) -> None:
    found = put(store, b"body")
    assert get(store, found) == b"body"
    assert (found.size, found.etag) == (4, "841a2d689ad86bd1611447453c22c6fc")


def test_another_process_reads_it(store: FolderS3ObjectStore, tmp_path: Path) -> None:
    found = put(store, b"body")
    assert get(FolderS3ObjectStore(tmp_path), found) == b"body"


def test_writing_again_leaves_what_was_there(store: FolderS3ObjectStore) -> None:
    before, after = put(store, b"before"), put(store, b"after")
    assert (get(store, before), get(store, after)) == (b"before", b"after")


def test_a_reader_is_not_disturbed(store: FolderS3ObjectStore) -> None:
    found = put(store, b"before")
    with store.open("bucket", found) as reading:
        put(store, b"after", entry())
        assert reading.read() == b"before"


def test_a_copy_is_one_of_its_own(store: FolderS3ObjectStore) -> None:
    source, copied = put(store, b"body"), entry("copy")
    with store.copy("bucket", source, "bucket", copied) as stored:
        assert stored.etag == source.etag
    assert copied.internal_last_modified != source.internal_last_modified
    assert get(store, copied) == b"body"


def test_a_bucket_without_a_folder_gets_one(store: FolderS3ObjectStore) -> None:
    with store.open("another", entry(), "w") as stored:
        stored.write(io.BytesIO(b"x"))


def test_parts_are_put_together(store: FolderS3ObjectStore) -> None:
    upload = SimpleNamespace(id="upload", object=entry())
    parts = [entry(str(n)) for n in range(2)]
    stored = store.get_multipart("bucket", upload)
    for number, part in enumerate(parts):
        with stored.open(part, "w") as body:
            body.write(io.BytesIO(f"part {number};".encode()))
    stored.complete_multipart(parts)
    assert get(store, upload.object) == b"part 0;part 1;"
    assert upload.object.size == 14


def test_files_are_swept_two_snapshots_later(store: FolderS3ObjectStore, tmp_path: Path) -> None:
    old, new = put(store, b"old"), put(store, b"new")
    known_old, known_new = {("bucket", old.internal_last_modified)}, {("bucket", new.internal_last_modified)}
    store.sweep(store.written(), known_old | known_new)
    store.sweep(store.written(), known_new)
    assert get(store, old) == b"old", "the snapshot before knows of it"
    store.sweep(store.written(), known_new)
    assert [path.name for path in (tmp_path / "bucket").iterdir()] == [f"{new.internal_last_modified:016x}"]


def test_what_came_after_a_snapshot_began_is_left(store: FolderS3ObjectStore) -> None:
    before = store.written()
    found = put(store, b"body")
    store.sweep(before, set())
    store.sweep(before, set())
    assert get(store, found) == b"body"


def test_what_is_being_written_is_left_however_long_it_takes(store: FolderS3ObjectStore) -> None:
    found = entry()
    with store.open("bucket", found, "w") as stored:
        stored.write(io.BytesIO(b"first"))
        for _ in range(3):
            store.sweep(store.written(), set())
    # closed, and the metadata is about to learn of it
    store.sweep(store.written(), set())
    assert get(store, found) == b"first"
    assert list(store.written()) == [("bucket", found.internal_last_modified)]


def test_numbers_count_up_whatever_the_clock_says(tmp_path: Path) -> None:
    (tmp_path / "bucket").mkdir()
    future = 2**62
    (tmp_path / "bucket" / f"{future:016x}").touch()
    assert put(FolderS3ObjectStore(tmp_path), b"x").internal_last_modified == future + 1


def test_a_full_disk_gets_its_room_back(
    store: FolderS3ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = put(store, b"good")
    written = BodyFile.write

    def full(file: BodyFile, data: Any) -> int:
        written(file, data)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BodyFile, "write", full)
    with pytest.raises(OSError, match="No space left"):
        put(store, b"x" * 1000)
    assert sorted(path.stat().st_size for path in (tmp_path / "bucket").iterdir()) == [0, 4]
    assert get(store, good) == b"good"
