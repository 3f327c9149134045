"""The emulator as a process of its own: it starts, listens where it should, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import psutil
import pytest

from nuage import clock
from nuage.emulator import Emulator, wait_until_healthy
from nuage.settings import Settings

SERVE = """
import sys
from nuage.emulator import Emulator
from nuage.settings import load
emulator = Emulator(load())
print(emulator.endpoint, flush=True)
sys.exit(emulator.serve())
"""


class Running:
    """An emulator in another process."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        environment = {
            **os.environ,
            "NUAGE_PORT": "0",
            "TMPDIR": str(folder),
            "TEMP": str(folder),
            **variables,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
        )
        assert self.process.stdout is not None
        self.endpoint = self.process.stdout.readline().strip()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """The exit code; raises when it does not stop."""
        self.process.send_signal(number)
        return self.process.wait(20)


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture
def emulator(folder: Path) -> Iterator[Running]:
    running = Running(folder)
    yield running
    running.process.kill()
    running.process.communicate(timeout=20)


def s3_of(emulator: Running) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=emulator.endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere another variable names the folder for caches")
def test_the_index_of_services_is_kept_for_the_next_start(folder: Path, tmp_path: Path) -> None:
    running = Running(folder, XDG_CACHE_HOME=str(tmp_path))
    try:
        assert wait_until_healthy(running.endpoint, 60)
        s3_of(running).list_buckets()
        assert [path.suffix for path in (tmp_path / "nuage").iterdir()] == [".dill"]
    finally:
        running.process.kill()
        running.process.communicate(timeout=20)


def test_two_emulators_share_no_bucket(emulator: Running, folder: Path) -> None:
    body = b"x" * 2_000_000  # large enough to be kept in a file
    other = Running(folder)
    try:
        for each in (emulator, other):
            assert wait_until_healthy(each.endpoint, 60)
            s3_of(each).create_bucket(Bucket="bucket")
            s3_of(each).put_object(Bucket="bucket", Key="key", Body=body)
        s3_of(other).delete_object(Bucket="bucket", Key="key")
        s3_of(other).delete_bucket(Bucket="bucket")
        s3 = s3_of(emulator)
        s3.put_object(Bucket="bucket", Key="second", Body=body)  # its folder must still be there
        assert [s3.get_object(Bucket="bucket", Key=key)["Body"].read() for key in ("key", "second")] == [
            body
        ] * 2
        s3.delete_objects(Bucket="bucket", Delete={"Objects": [{"Key": "key"}, {"Key": "second"}]})
        s3.delete_bucket(Bucket="bucket")
    finally:
        other.process.kill()
        other.process.communicate(timeout=20)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(emulator: Running, folder: Path, number: int) -> None:
    assert wait_until_healthy(emulator.endpoint, 60)
    s3 = s3_of(emulator)
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="key", Body=b"x" * 2_000_000)
    address = emulator.endpoint.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1]))):  # a client that keeps its connection
        assert emulator.stop(number) == 0
    assert list(folder.iterdir()) == [], "temporary files were left behind"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_signal_while_it_starts_stops_it_too(emulator: Running, folder: Path) -> None:
    deadline = clock.monotonic() + 60
    while not list(folder.iterdir()) and clock.monotonic() < deadline:  # `serve` begins with its folder
        clock.sleep(0.005)
    assert emulator.stop() == 0
    assert list(folder.iterdir()) == []


def test_it_listens_on_the_loopback_interface_only(emulator: Running) -> None:
    assert wait_until_healthy(emulator.endpoint, 60)
    listening = [
        (connection.laddr.ip, connection.laddr.port)
        for connection in psutil.Process(emulator.process.pid).net_connections("all")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening == [("127.0.0.1", int(emulator.endpoint.rsplit(":", 1)[1]))]


def test_a_taken_port_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=r"in use|10048|10013"):
            Emulator(Settings(port=port))


def test_ready_means_the_next_call_is_answered(emulator: Running) -> None:
    assert wait_until_healthy(emulator.endpoint, 60)
    sts = boto3.client(
        "sts",
        endpoint_url=emulator.endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    assert json.dumps(sts.get_caller_identity()["Account"]) == '"000000000000"'


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")
def test_a_fork_server_outlives_the_lab_in_the_same_process() -> None:
    script = """
import multiprocessing
from nuage.emulator import Emulator
from nuage.settings import Settings
with Emulator(Settings(port=0)):
    process = multiprocessing.get_context("forkserver").Process(target=abs, args=(1,))
    process.start()
    process.join()
print(process.exitcode)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=90, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("0\n", "", 0)
