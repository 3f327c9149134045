"""CDK Terrain in environments of its own, made with pip and kept in the user's cache folder.

python -m tests.processes.cdk    makes both, where Node.js is

NUAGE_REQUIRE=cdk makes the small one when a test needs it; cdk-bindings the large one, which takes 1.1 GB.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import platformdirs

from tests.processes.needs import need, required

ROOT = Path(__file__).parents[2]
# lock file: what stands for it in NUAGE_REQUIRE
NAMES = {"requirements": "cdk", "requirements-bindings": "cdk-bindings"}
LOCKS = {name: ROOT / "infra" / "cdk" / f"{name}.txt" for name in NAMES}


class NotThereError(RuntimeError):
    """CDK Terrain cannot be run here; the text says why."""


def home(name: str) -> Path:
    """Where the environment of a lock file is kept: another lock, or another Python, is another one."""
    lock = hashlib.sha256(LOCKS[name].read_bytes()).hexdigest()[:12]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Path(platformdirs.user_cache_dir("nuage")) / f"cdk-{name}-{version}-{lock}"


def python(folder: Path) -> Path:
    """An environment's Python."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def make(name: str) -> Path:
    """The environment of a lock file, made if need be; the file `complete` says that it was made to the end.

    :raises NotThereError: without Node.js, or when pip fails
    """
    if shutil.which("node") is None:
        raise NotThereError("there is no node on PATH")
    folder = home(name)
    if not (folder / "complete").exists():
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(python(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [*pip, "--require-hashes", "-r", str(LOCKS[name])],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode:
            raise NotThereError(f"pip cannot install CDK Terrain: {done.stderr[-500:]}")
        (folder / "complete").touch()
    return folder


def find(name: str) -> Path:
    """The environment of a lock file; made only when it is required.

    :raises NotThereError: when it is not there
    """
    if not required(NAMES[name]) and not (home(name) / "complete").exists():
        raise NotThereError("CDK Terrain is not installed: python -m tests.processes.cdk")
    return make(name)


def synthesize(name: str, module: str, folder: Path, *arguments: str) -> Path:
    """Run a module of infra/cdk in a folder; where the stacks are that it wrote.

    :param name: which lock file's environment runs it
    """
    environment = Path()
    try:
        environment = find(name)
    except NotThereError as error:
        need(NAMES[name], str(error))
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "TF_", "CDKTF_"))}
    done = subprocess.run(
        [str(python(environment)), "-m", module, *arguments],
        cwd=folder,
        # jsii unpacks what it runs into a cache of its own, 500 MB of it: where it goes with the environment
        env=kept | {"PYTHONPATH": str(ROOT), "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(environment / "jsii")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return folder / "cdktf.out" / "stacks"


if __name__ == "__main__":
    for each in LOCKS:
        make(each)
