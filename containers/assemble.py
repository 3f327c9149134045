"""Puts together the files that the images get, in the build stage of the Dockerfile.

The same packages give the same files, byte for byte and date for date: bytecode is checked by nothing and
holds no date, LocalStack's index of services is made with a fixed hash seed, and every file and folder gets
one date. So two builds make the same layers. The folders below the target are the layers:

- `base`      a user, and bytecode of the standard library where the base image has none
- `packages`  what requirements.lock names
- `index`     LocalStack's index of services, which it would make at its first start
- `lab`       Nuage itself
- `tweets`    what the tweet server needs of `packages`, and Nuage

`assemble.py packages|lab ENVIRONMENT TARGET EPOCH` runs on the Python of the environment that the packages
are installed in, and imports the standard library and `packaging`.
"""

from __future__ import annotations

import multiprocessing
import os
import py_compile
import shutil
import subprocess
import sys
import sysconfig
import warnings
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
SHARES = 4
OWNER = 10001
USER = f"nuage:x:{OWNER}:{OWNER}:Nuage:/nonexistent:/usr/sbin/nologin\n"
GROUP = f"nuage:x:{OWNER}:\n"
BUILD = ("editables", "hatchling", "pathspec", "pluggy", "trove-classifiers")
# parts of the standard library that no lab imports
UNUSED = (
    "test",
    "idlelib",
    "tkinter",
    "turtledemo",
    "lib2to3",
    "ensurepip",
    "site-packages",
    "dist-packages",
)
TWEETS = ("click", "flask", "platformdirs", "psutil", "waitress")
INDEX = """
import sys
from localstack.aws import spec
spec.build_service_index_cache(sys.argv[1] + "/" + spec._get_catalog_filename())
"""


def packages(environment: Path, target: Path) -> None:
    """The layers that change with requirements.lock alone; the lab is not installed yet."""
    site = site_of(environment)
    for folder in [path for path in site.rglob("tests") if path.is_dir()]:
        shutil.rmtree(folder)
    compile_all(sorted(site.rglob("*.py")))
    kept = [package for package in distributions() if name_of(package) not in build_only()]
    left_out = files_of(distribution(name) for name in build_only()) - files_of(kept)
    copy(everything(environment) - left_out, target / "packages")
    index(target / "index" / environment.relative_to("/") / "share" / "nuage")
    base(target / "base")


def lab(environment: Path, target: Path) -> None:
    """The layers that change with Nuage itself, which is installed by now."""
    compile_all(sorted(path for path in files_of([distribution("nuage")]) if path.suffix == ".py"))
    ours = files_of([distribution("nuage")])
    copy(ours, target / "lab")
    for image in ("lab", "tweets"):
        folder = target / image / "var" / "lib" / "nuage"
        folder.mkdir(parents=True)
        os.chown(folder, OWNER, OWNER)  # what a new volume takes over
        health = target / image / environment.relative_to("/") / "share" / "nuage"
        health.mkdir(parents=True)
        shutil.copy(site_of(environment) / "nuage" / "lab" / "healthy.py", health)
    site = site_of(environment)
    python = {
        path
        for path in everything(environment)
        if path.name == "pyvenv.cfg" or (path.parent.name == "bin" and path.name.startswith("python"))
    }
    copy(
        python | ours | {path for path in files_of(needed(TWEETS)) if path.is_relative_to(site)},
        target / "tweets",
    )


def site_of(environment: Path) -> Path:
    """Where packages are."""
    return next((environment / "lib").glob("python3.*/site-packages"))


def name_of(package: Distribution) -> str:
    """A package's name, as names are compared."""
    return canonicalize_name(package.metadata["Name"])


def everything(folder: Path) -> set[Path]:
    """All files and links below a folder."""
    return {path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def files_of(packages: Iterable[Distribution]) -> set[Path]:
    """The files of installed packages that are there, with their bytecode."""
    found: set[Path] = set()
    for package in packages:
        for file in package.files or ():
            path = Path(os.path.normpath(str(package.locate_file(file))))
            found |= {path, *path.parent.glob(f"__pycache__/{path.stem}.*.pyc")}
    return {path for path in found if path.is_file()}


def needed(names: Iterable[str]) -> list[Distribution]:
    """Packages, and what they need here."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        found[name] = distribution(name)
        waiting += [want.name for want in wanted(found[name])]
    return list(found.values())


def build_only() -> set[str]:
    """The build backend, and what only it needs: the lock has it so that `pip install .` resolves nothing."""
    kept = {"nuage"}
    others = [package for package in distributions() if name_of(package) not in BUILD]
    for package in others:
        kept |= {canonicalize_name(want.name) for want in wanted(package)}
    return {name for name in BUILD if name not in kept}


def wanted(package: Distribution) -> list[Requirement]:
    """What a package needs here, without its extras."""
    wants = [Requirement(text) for text in package.requires or ()]
    return [want for want in wants if want.marker is None or want.marker.evaluate({"extra": ""})]


def compile_all(files: list[Path]) -> None:
    """Write bytecode that Python takes without looking at the source's date.

    Bytecode depends a little on what its process has compiled before (which strings it shares). So the files
    are dealt out in one way to a fixed number of processes, whatever the number of processors.
    """
    workers = [multiprocessing.Process(target=compile_some, args=(files[n::SHARES],)) for n in range(SHARES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise SystemExit(f"bytecode could not be written: exit code {worker.exitcode}")


def compile_some(files: list[Path]) -> None:
    """Compile files, one after the other."""
    warnings.simplefilter("ignore")  # other people's escape sequences
    for path in files:
        # quiet=2: some packages bring templates that are no Python
        py_compile.compile(str(path), quiet=2, invalidation_mode=UNCHECKED)


def index(folder: Path) -> None:
    """Let LocalStack make its index of services."""
    folder.mkdir(parents=True)
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "LEGACY_DOCKER_CLIENT": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
    }
    subprocess.run([sys.executable, "-c", INDEX, str(folder)], check=True, env=environment)


def base(target: Path) -> None:
    """A user, a folder for state, and bytecode that the base image lacks."""
    for name, line in (("passwd", USER), ("group", GROUP)):
        (target / "etc").mkdir(parents=True, exist_ok=True)
        (target / "etc" / name).write_text(
            Path("/etc", name).read_text(encoding="utf-8") + line, encoding="utf-8"
        )
    library = Path(sysconfig.get_path("stdlib"))
    place = target / library.relative_to("/")
    for source in sorted(library.rglob("*.py")):
        inner = source.relative_to(library)
        if inner.parts[0] in UNUSED:
            continue
        compiled = Path(inner.parent, "__pycache__", f"{source.stem}.{sys.implementation.cache_tag}.pyc")
        if not (library / compiled).exists():
            py_compile.compile(
                str(source),
                cfile=str(place / compiled),
                quiet=2,
                invalidation_mode=UNCHECKED,
            )


def copy(files: Iterable[Path], target: Path) -> None:
    """Copy files to the same place below the target."""
    for source in sorted(files):
        place = target / source.relative_to("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, place, follow_symlinks=False)


def same_date(folder: Path, date: int) -> None:
    """Give every file and folder one date.

    :param date: in seconds since the epoch
    """
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (date, date), follow_symlinks=False)


STEPS = {"packages": packages, "lab": lab}

if __name__ == "__main__":
    step, source, goal, epoch = sys.argv[1:]
    STEPS[step](Path(source), Path(goal))
    same_date(Path(goal), int(epoch))
