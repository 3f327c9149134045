"""The wheel works where the repository is not: in an environment of its own, in another folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.processes.other_suite import OtherSuite

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python with the wheel, and what it needs: the packages of this environment, but not this project."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False, symlinks=sys.platform != "win32")
    scheme = "venv" if "venv" in sysconfig.get_scheme_names() else None
    variables = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", scheme or "posix_prefix", variables))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # a line of a .pth file adds a folder, but does not read that folder's own .pth files: this project's
    # editable installation stays out
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    scripts = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return str(home / scripts)


def test_it_holds_what_is_not_python_too(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (points,) = [name for name in names if name.endswith("entry_points.txt")]
        assert "[pytest11]\nnuage = nuage.testing.plugin" in archive.read(points).decode()
    assert {
        "bootstrap/_lambda/requirements.txt",
        "bootstrap/settings.toml",
        "mock_tweet_server/requirements.txt",
        "nuage/testing/plugin.py",
    } <= names
    assert not [name for name in names if name.startswith(("examples/", "tests/"))]


@pytest.mark.timeout(900)
def test_a_strangers_suite_finds_the_plug_in(python: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "examples" / "orders", tmp_path / "orders"))
    suite = OtherSuite(folder, python)
    suite.write(
        test_where=f"""
import pathlib, nuage as package

def test_it_is_the_wheels(nuage):
    assert not pathlib.Path(package.__file__).is_relative_to({str(ROOT)!r})
"""
    )
    suite.passes(4, "--nuage=process")


def test_the_tweet_server_can_be_packed_there(python: str, tmp_path: Path) -> None:
    code = (
        "import pathlib, sys\n"
        "from bootstrap.tweets_package import build_tweets\n"
        "print(build_tweets(pathlib.Path(sys.argv[1])).sha256)"
    )
    command = [python, "-c", code, str(tmp_path / "tweets.zip")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    here = subprocess.run([sys.executable, *command[1:]], capture_output=True, text=True, check=True)
    assert done.stdout == here.stdout
