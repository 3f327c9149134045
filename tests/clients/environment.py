"""A virtual environment with the clients, which want a newer boto3 than the host is pinned to.

It is made once from requirements.lock, and kept in the user's cache folder under the lock's hash.

python -m tests.clients.environment     makes it
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import uuid
import venv
from pathlib import Path

import platformdirs

LOCK = Path(__file__).with_name("requirements.lock")
REQUIREMENT = "clients"  # its name in NUAGE_REQUIRE
PATIENCE = 540  # seconds for pip; less than the tests' own limit


class NotThereError(RuntimeError):
    """The environment cannot be had here; the text says why."""


def required() -> bool:
    """Whether its absence is a failure: NUAGE_REQUIRE=clients."""
    return REQUIREMENT in os.environ.get("NUAGE_REQUIRE", "").split(",")


def folder() -> Path:
    """Where this lock's environment for this Python is kept, whether it is there or not."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    name = f"clients-{sys.version_info.major}.{sys.version_info.minor}-{digest}"
    return Path(platformdirs.user_cache_dir("nuage")) / name


def python_of(environment: Path) -> Path:
    """An environment's interpreter."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def fetch() -> Path:
    """Its interpreter; the environment is made if need be.

    :raises NotThereError: when pip fails
    """
    place = folder()
    if not python_of(place).exists():
        _make(place)
    return python_of(place)


def _make(place: Path) -> None:
    """Made beside its place and moved there whole, so that half of one is never taken for one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    made = place.with_name(f"{place.name}.{uuid.uuid4().hex[:8]}")
    try:
        venv.create(made, with_pip=True)
        pip = [str(python_of(made)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command = [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode:
            raise NotThereError(f"pip could not install the clients: {done.stderr[-500:]}")
        try:
            made.rename(place)
        except OSError:
            if not python_of(place).exists():  # or else another test run was faster
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def find() -> Path:
    """Its interpreter; made only when it is required.

    :raises NotThereError: when it is not there
    """
    if required():
        return fetch()
    python = python_of(folder())
    if not python.exists():
        raise NotThereError("the clients are not installed: python -m tests.clients.environment")
    return python


if __name__ == "__main__":
    sys.stdout.write(f"{fetch()}\n")
