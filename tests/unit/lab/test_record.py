from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nuage.lab.opening import is_running, open_folder
from nuage.lab.problem import Problem
from nuage.lab.process import ProcessId, stop
from nuage.lab.record import Folder, Record, folders
from nuage.settings import Settings

RECORD = Record("127.0.0.1", 4566, 5002, 60.0, 1000.0, "us-east-1")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def folder(settings: Settings) -> Folder:
    folder = Folder.of(settings)
    folder.make()
    return folder


@pytest.fixture
def server() -> Iterator[subprocess.Popen[bytes]]:
    """A process that looks like one of ours."""
    with subprocess.Popen([sys.executable, "-c", "input()", "nuage"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_a_record_comes_back_as_it_was_written(folder: Folder) -> None:
    record = replace(RECORD, emulator=ProcessId(1, 2.5))
    folder.write(record)
    assert folder.read() == record
    assert (record.endpoint, record.tweets_url) == ("http://127.0.0.1:4566", "http://127.0.0.1:5002/tweet")
    folder.forget()
    assert folder.read() is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"up": 1}', '{"up": null, "emulator": null, "tweets": null}']
)
def test_a_record_that_cannot_be_understood_is_none(folder: Folder, text: str) -> None:
    folder.record_file.write_text(text)
    assert folder.read() is None


def test_only_one_lab_can_claim_a_port(folder: Folder) -> None:
    assert folder.claim(RECORD)
    assert not folder.claim(RECORD)


def test_a_pid_of_another_process_is_not_taken_for_ours(server: subprocess.Popen[bytes]) -> None:
    ours = ProcessId.of(server.pid)
    assert ours.find() is not None
    assert replace(ours, started=ours.started - 100).find() is None
    server.kill()
    server.wait()
    assert ours.find() is None


def test_a_process_is_stopped_by_asking(server: subprocess.Popen[bytes]) -> None:
    process = ProcessId.of(server.pid).find()
    assert process is not None
    assert stop(process, timeout=10)
    assert not process.is_running()


def test_a_running_lab_is_not_started_twice(
    settings: Settings, folder: Folder, server: subprocess.Popen[bytes]
) -> None:
    record = replace(RECORD, emulator=ProcessId.of(server.pid))
    folder.write(record)
    assert is_running(record)
    with pytest.raises(
        Problem, match=r"^A lab is running already at http://127\.0\.0\.1:4566\. `nuage status`"
    ):
        open_folder(settings, print)
    said: list[str] = []
    open_folder(settings, said.append, fresh=True)
    assert said == [f"Stopped the AWS emulator (process {server.pid})."]
    assert not is_running(record)


def test_a_stale_record_is_removed_with_a_line(settings: Settings, folder: Folder) -> None:
    folder.write(replace(RECORD, up=ProcessId(2**22 + 1, 0.0), emulator=ProcessId(2**22 + 2, 0.0)))
    said: list[str] = []
    open_folder(settings, said.append)
    assert said == [f"Removed {folder.record_file}: the lab it speaks of was ended without being stopped."]
    assert not folder.record_file.exists()


def test_a_broken_record_is_removed_with_a_line(settings: Settings, folder: Folder) -> None:
    folder.record_file.write_text("{")
    said: list[str] = []
    open_folder(settings, said.append)
    assert said == [f"Removed {folder.record_file}: it could not be read."]


def test_fresh_deletes_the_logs_and_a_usual_start_keeps_the_last_ones(
    settings: Settings, folder: Folder
) -> None:
    folder.log("emulator").write_text("first")
    folder.turn_logs()
    assert (folder.path / "emulator.log.1").read_text() == "first"
    open_folder(settings, print, fresh=True)
    assert list(folder.path.iterdir()) == []


def test_a_home_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(
        Problem, match=r"cannot be written to: Not a directory\. Choose another folder .*NUAGE_HOME"
    ):
        open_folder(Settings(home=file), print)


def test_folders_of_all_ports_are_found(settings: Settings, folder: Folder) -> None:
    Folder.of(replace(settings, port=4567)).make()
    (settings.home / "error.log").touch()
    assert [found.path.name for found in folders(settings.home)] == ["4566", "4567"]
    assert folders(settings.home / "nowhere") == []
