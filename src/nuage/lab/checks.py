"""What can keep a lab from running, one function a thing; `nuage doctor` shows what they find.

Everything they look at is an argument, so that each can be tested with a machine that is not well.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import psutil
from packaging.requirements import Requirement

from nuage import clock
from nuage.lab import exports, ports
from nuage.lab.opening import is_running
from nuage.lab.problem import Problem
from nuage.lab.record import Folder, folders
from nuage.settings import Settings

OK, WARN, FAIL = "ok", "warn", "fail"

MEGABYTE = 1024 * 1024
ENOUGH_DISK = 1024 * MEGABYTE
LEAST_DISK = 100 * MEGABYTE
# no machine runs this before it was written
EARLIEST = 1_767_225_600.0  # 2026-01-01T00:00:00Z


@dataclass(frozen=True)
class Check:
    """One line of the doctor's: a thing, how it is, and how to mend it when it is not well."""

    name: str
    verdict: str
    text: str
    mend: str = ""


def examine(settings: Settings, environment: Mapping[str, str]) -> list[Check]:
    """Every check, on this machine."""
    return [
        python(sys.version_info[:3], sys.maxsize > 2**32),
        *packages(requires("nuage") or [], version),
        home(settings.home),
        *disks({settings.home, Path(tempfile.gettempdir())}, lambda path: shutil.disk_usage(path).free),
        loopback(settings.host),
        port(settings, settings.port, "--port"),
        port(settings, settings.tweets_port, "--tweets-port"),
        proxies(settings.host, environment),
        aws_variables(settings, environment),
        lab_clock(clock.wall(), environment.get("TZ", "")),
        *leftovers(settings.home),
    ]


def python(found: tuple[int, ...], is_64_bit: bool) -> Check:
    """LocalStack 4.13.1 was tried on 3.11 to 3.13; its wheels are for 64 bits."""
    text = ".".join(map(str, found)) + (", 64 bits" if is_64_bit else ", 32 bits")
    if not (3, 11) <= found < (3, 14):
        return Check("Python", FAIL, text, "install Python 3.11, 3.12 or 3.13")
    if not is_64_bit:
        return Check("Python", FAIL, text, "install a 64-bit Python")
    return Check("Python", OK, text)


def packages(wanted: Iterable[str], installed: Callable[[str], str]) -> list[Check]:
    """The versions that Nuage asks for. A newer one of some packages breaks the host's import."""
    wrong = []
    count = 0
    for text in wanted:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        count += 1
        try:
            found = installed(requirement.name)
        except PackageNotFoundError:
            wrong.append(Check(requirement.name, FAIL, "is not installed", "`make setup`"))
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            mend = (
                f"`make setup` installs {requirement.name}{requirement.specifier}, as requirements.lock says"
            )
            wrong.append(Check(requirement.name, FAIL, f"{found} is installed", mend))
    return wrong or [Check("packages", OK, f"{count} as requirements.lock has them")]


def home(path: Path) -> Check:
    """The folder for logs and run files."""
    try:
        Folder(path).make()
    except Problem as problem:
        return Check("home", FAIL, str(path), str(problem))
    return Check("home", OK, f"{path} can be written to")


def disks(paths: Iterable[Path], free: Callable[[Path], int]) -> list[Check]:
    """Room for logs, and for the code of functions."""
    found = []
    for path in sorted(paths):
        there = next(parent for parent in (path, *path.parents) if parent.exists())
        space = free(there)
        text = f"{space // MEGABYTE} MB free at {there}"
        if space < LEAST_DISK:
            found.append(Check("disk", FAIL, text, "delete what you do not need"))
        elif space < ENOUGH_DISK:
            found.append(Check("disk", WARN, text, "a long lesson may fill it: delete what you do not need"))
        else:
            found.append(Check("disk", OK, text))
    return found


def loopback(host: str) -> Check:
    """Whether this machine can talk to itself: some firewalls do not let it."""
    try:
        with socket.create_server((host, 0)) as listener:
            socket.create_connection(listener.getsockname()[:2], timeout=2).close()
    except OSError as error:
        mend = f"let your firewall allow connections to {host}, and leave NUAGE_HOST at 127.0.0.1"
        return Check("loopback", FAIL, f"{host} cannot be reached from here: {error.strerror or error}", mend)
    return Check("loopback", OK, f"{host} answers")


def port(settings: Settings, number: int, option: str) -> Check:
    """Whether a port is free, or our own lab's."""
    name = f"port {number}"
    try:
        if ports.is_free(settings.host, number):
            return Check(name, OK, "free")
    except Problem as problem:
        return Check(name, FAIL, "cannot be listened on", str(problem))
    for folder in folders(settings.home):
        record = folder.read()
        if record is None or number not in (record.port, record.tweets_port) or not record.alive():
            continue
        if is_running(record):
            return Check(name, OK, f"held by your lab at {record.endpoint}")
        mend = f"`nuage down --port {record.port}`"
        return Check(name, FAIL, f"held by what is left of your lab at {record.endpoint}", mend)
    mend = f"stop it, or choose another port with `nuage up {option} PORT`"
    return Check(name, FAIL, f"taken by {ports.holder(number)}", mend)


def proxies(host: str, environment: Mapping[str, str]) -> Check:
    """A proxy looks for 127.0.0.1 on its own machine, so calls to the lab must not go there."""
    if exports.proxied(host, environment):
        wanted = exports.no_proxy(host, environment)
        mend = f"set NO_PROXY={wanted} (`nuage env` does)"
        return Check("proxies", WARN, f"calls to {host} go to your proxy", mend)
    return Check("proxies", OK, f"none between you and {host}")


def aws_variables(settings: Settings, environment: Mapping[str, str]) -> Check:
    """Where boto3 and the AWS CLI go from this shell."""
    endpoint = environment.get("AWS_ENDPOINT_URL", "")
    key = environment.get("AWS_ACCESS_KEY_ID", "")
    if endpoint and environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() == "true":
        mend = "unset AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: with it, boto3 goes to real AWS"
        return Check("AWS variables", WARN, "AWS_ENDPOINT_URL is set, and ignored", mend)
    if endpoint.startswith(f"http://{settings.host}:") and key.startswith(("AKIA", "ASIA")):
        mend = 'eval "$(nuage env)" sets the lab\'s'
        return Check("AWS variables", WARN, "the lab's endpoint with keys of a real account", mend)
    if endpoint:
        return Check("AWS variables", OK, f"this shell goes to {endpoint}")
    mend = 'eval "$(nuage env)" makes it use the lab'
    return Check("AWS variables", OK, f"this shell does not use the lab: {mend}")


def lab_clock(now: float, zone: str) -> Check:
    """Whether the machine's clock can be right, and what its zone is. The lab shows UTC."""
    utc = clock.utc(now)
    if now < EARLIEST:
        return Check("clock", FAIL, f"{utc:%Y-%m-%d %H:%M} UTC is in the past", "set the machine's clock")
    local = utc.astimezone()
    text = (
        f"{utc:%Y-%m-%d %H:%M} UTC, {local:%H:%M %z} here{f' (TZ={zone})' if zone else ''}; the lab shows UTC"
    )
    return Check("clock", OK, text)


def leftovers(home: Path) -> list[Check]:
    """Processes and records of labs that were not stopped."""
    ours: set[int] = set()
    found = []
    for folder in folders(home):
        record = folder.read()
        if record is None:
            continue
        alive = record.alive()
        ours.update(process.pid for process in alive.values())
        if not is_running(record):
            mend = f"`nuage down --port {record.port}`"
            left = ", ".join(f"{name} (process {process.pid})" for name, process in alive.items())
            found.append(
                Check(
                    "leftovers",
                    WARN,
                    f"a lab on port {record.port} was not stopped: {left or 'its record'}",
                    mend,
                )
            )
    strangers = [pid for pid in _servers() if pid not in ours]
    if strangers:
        text = f"servers of labs that this home does not know: {', '.join(map(ports.describe, strangers))}"
        mend = "end them if they are not yours on purpose (another NUAGE_HOME, `nuage emulator` by hand)"
        found.append(Check("leftovers", WARN, text, mend))
    return found or [Check("leftovers", OK, "none")]


def _servers() -> list[int]:
    """The processes of all labs on this machine that we can see."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if "nuage" in command and {"emulator", "tweets"} & set(command):
            found.append(process.pid)
    return found
