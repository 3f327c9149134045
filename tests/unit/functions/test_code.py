from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from nuage.functions.code import CodeStore


def archive(files: dict[str, str], mode: int = 0o644) -> Callable[[IO[bytes]], None]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, text in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            made.writestr(info, text)
    return writes(buffer.getvalue())


def writes(data: bytes) -> Callable[[IO[bytes]], None]:
    def fetch(file: IO[bytes]) -> None:
        file.write(data)

    return fetch


def test_later_archives_lie_over_earlier_ones(tmp_path: Path) -> None:
    store = CodeStore(tmp_path)
    folder = store.acquire("layers", [archive({"a": "1", "b/c": "1"}), archive({"a": "2"})])
    assert ((folder / "a").read_text(), (folder / "b" / "c").read_text()) == ("2", "1")


def test_it_is_unpacked_once_and_removed_after_its_last_user(tmp_path: Path) -> None:
    store = CodeStore(tmp_path)
    folder = store.acquire("code", [archive({"a/b": "1"})])
    assert store.acquire("code", []) == folder
    store.release("code")
    assert (folder / "a" / "b").exists()
    store.release("code")
    assert not folder.exists()


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
def test_it_is_read_only_and_programs_stay_programs(tmp_path: Path) -> None:
    store = CodeStore(tmp_path)
    folder = store.acquire("code", [archive({"plain": "1"}), archive({"bin/program": "1"}, 0o755)])
    modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert modes == {"code": 0o555, "plain": 0o444, "bin": 0o555, "program": 0o555}


def test_an_archive_cannot_write_elsewhere(tmp_path: Path) -> None:
    folder = CodeStore(tmp_path / "store").acquire("code", [archive({"../../outside": "1"})])
    assert not (tmp_path / "outside").exists()
    assert (folder / "outside").exists()


def test_what_is_no_archive_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(zipfile.BadZipFile):
        CodeStore(tmp_path).acquire("code", [writes(b"text")])
