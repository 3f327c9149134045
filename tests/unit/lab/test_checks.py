from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from nuage.lab import checks
from nuage.lab.checks import FAIL, OK, WARN
from nuage.lab.process import ProcessId
from nuage.lab.record import Folder
from nuage.settings import Settings
from tests.unit.lab.test_record import RECORD


@pytest.mark.parametrize(
    ("version", "is_64_bit", "verdict"),
    [
        ((3, 10, 1), True, FAIL),
        ((3, 11, 0), True, OK),
        ((3, 13, 9), True, OK),
        ((3, 14, 0), True, FAIL),
        ((3, 12, 1), False, FAIL),
    ],
)
def test_python(version: tuple[int, ...], is_64_bit: bool, verdict: str) -> None:
    assert checks.python(version, is_64_bit).verdict == verdict


def test_packages() -> None:
    wanted = ["localstack-core[base-runtime]==4.13.1", "cbor2<5.9", "missing", "x==1; extra == 'dev'"]
    versions = {"localstack-core": "4.14.0", "cbor2": "5.8.0"}

    def installed(name: str) -> str:
        if name not in versions:
            raise PackageNotFoundError(name)
        return versions[name]

    host, missing = checks.packages(wanted, installed)
    assert (host.name, host.verdict, host.text) == ("localstack-core", FAIL, "4.14.0 is installed")
    assert host.mend == "`make setup` installs localstack-core==4.13.1, as requirements.lock says"
    assert (missing.name, missing.text) == ("missing", "is not installed")
    (fine,) = checks.packages(wanted[1:2], installed)
    assert (fine.verdict, fine.text) == (OK, "1 as requirements.lock has them")


@pytest.mark.parametrize(("free", "verdict"), [(50, FAIL), (500, WARN), (5000, OK)])
def test_disks(tmp_path: Path, free: int, verdict: str) -> None:
    (check,) = checks.disks([tmp_path / "not" / "there"], lambda _: free * checks.MEGABYTE)
    assert (check.verdict, check.text) == (verdict, f"{free} MB free at {tmp_path}")


def test_home(tmp_path: Path) -> None:
    assert checks.home(tmp_path / "new").verdict == OK
    (tmp_path / "file").touch()
    check = checks.home(tmp_path / "file")
    assert (check.verdict, "NUAGE_HOME" in check.mend) == (FAIL, True)


def test_loopback() -> None:
    assert checks.loopback("127.0.0.1").verdict == OK
    assert checks.loopback("192.0.2.1").verdict == FAIL


def test_port(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = listener.getsockname()[1]
        taken = checks.port(settings, number, "--port")
        assert taken.verdict == FAIL
        assert taken.mend == "stop it, or choose another port with `nuage up --port PORT`"
        with subprocess.Popen([sys.executable, "-c", "input()", "nuage"], stdin=subprocess.PIPE) as process:
            folder = Folder.of(replace(settings, port=number))
            folder.make()
            folder.write(replace(RECORD, port=number, emulator=ProcessId.of(process.pid)))
            ours = checks.port(settings, number, "--port")
            process.kill()
        assert (ours.verdict, ours.text) == (OK, f"held by your lab at http://127.0.0.1:{number}")
    assert checks.port(settings, number, "--port").verdict == OK


@pytest.mark.parametrize(
    ("environment", "verdict"),
    [({}, OK), ({"HTTP_PROXY": "http://p"}, WARN), ({"HTTP_PROXY": "http://p", "NO_PROXY": "127.0.0.1"}, OK)],
)
def test_proxies(environment: dict[str, str], verdict: str) -> None:
    assert checks.proxies("127.0.0.1", environment).verdict == verdict


@pytest.mark.parametrize(
    ("environment", "verdict"),
    [
        ({}, OK),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:4566", "AWS_ACCESS_KEY_ID": "test"}, OK),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:4566", "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE"}, WARN),
        ({"AWS_ENDPOINT_URL": "http://x", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, WARN),
    ],
)
def test_aws_variables(environment: dict[str, str], verdict: str) -> None:
    assert checks.aws_variables(Settings(), environment).verdict == verdict


def test_lab_clock() -> None:
    assert checks.lab_clock(0.0, "").verdict == FAIL
    assert checks.lab_clock(checks.EARLIEST, "").verdict == OK


def test_leftovers(tmp_path: Path) -> None:
    folder = Folder.of(Settings(home=tmp_path))
    folder.make()
    folder.write(replace(RECORD, up=ProcessId(2**22 + 1, 0.0)))
    check = checks.leftovers(tmp_path)[0]
    assert (check.verdict, check.mend) == (WARN, "`nuage down --port 4566`")
    assert check.text == "a lab on port 4566 was not stopped: its record"


def test_this_machine_can_be_examined(tmp_path: Path) -> None:
    found = checks.examine(Settings(port=0, tweets_port=0, home=tmp_path), {})
    assert {"Python", "home", "disk", "loopback", "port 0", "proxies", "clock"} <= {
        check.name for check in found
    }
    assert [check for check in found if check.verdict == FAIL] == []
    assert all(check.mend for check in found if check.verdict != OK)
