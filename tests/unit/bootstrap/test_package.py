from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

from bootstrap.package import PackageError, build, dependency_files, function_folder, installed, pins

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "lambda"


def pythons() -> list[str]:
    """This Python, and the others that the project supports, where there are any."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    for version in ("3.11", "3.12", "3.13"):
        homes = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        for path in [*homes, *filter(None, [shutil.which(f"python{version}")])]:
            if version not in found and runs(str(path)):
                found[version] = str(path)
    return list(found.values())


def runs(python: str) -> bool:
    # pyenv puts commands on PATH that only say that their version is not chosen
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


PYTHONS = pythons()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("function")
    build(SOURCE, folder / "function.zip")
    with zipfile.ZipFile(folder / "function.zip") as archive:
        archive.extractall(folder / "task")
    return folder / "task"


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(SOURCE, copy)
    for path in copy.iterdir():
        path.chmod(0o700)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (copy / "__pycache__").mkdir(exist_ok=True)
    (copy / "__pycache__" / "lambda_function.cpython-313.pyc").write_bytes(b"\0")
    one, other = build(SOURCE, tmp_path / "a.zip"), build(copy, tmp_path / "deep" / "b.zip")
    assert one.path.read_bytes() == other.path.read_bytes()
    assert (one.sha256, one.size, one.files) == (other.sha256, other.size, other.files)
    assert one.sha256 == hashlib.sha256(one.path.read_bytes()).hexdigest()
    assert one.size == one.path.stat().st_size


def test_windows_line_ends_give_the_same_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "windows"
    shutil.copytree(SOURCE, copy)
    for name in ("lambda_function.py", "requirements.txt"):
        text = (SOURCE / name).read_bytes()
        (copy / name).write_bytes(text.replace(b"\n", b"\r\n"))
    assert build(SOURCE, tmp_path / "a.zip").sha256 == build(copy, tmp_path / "b.zip").sha256


def test_another_function_gives_other_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "changed"
    shutil.copytree(SOURCE, copy)
    with (copy / "lambda_function.py").open("a") as file:
        file.write("# changed\n")
    assert build(SOURCE, tmp_path / "a.zip").sha256 != build(copy, tmp_path / "b.zip").sha256


@pytest.mark.parametrize("python", PYTHONS)
def test_every_python_packs_the_same_bytes(tmp_path: Path, python: str) -> None:
    here = build(SOURCE, tmp_path / "here.zip")
    path = os.pathsep.join([str(ROOT), sysconfig.get_paths()["purelib"]])
    command = [python, "-m", "bootstrap.package", "--output", "there.zip"]
    said = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    expected = f"there.zip  {len(here.files)} files, {here.size} bytes\nsha256 {here.sha256}\n"
    assert said == expected
    assert (tmp_path / "there.zip").read_bytes() == here.path.read_bytes()


def test_the_entries_carry_nothing_of_this_machine(tmp_path: Path) -> None:
    package = build(SOURCE, tmp_path / "function.zip")
    with zipfile.ZipFile(package.path) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert [entry.filename for entry in entries] == sorted(package.files) == list(package.files)
    for entry in entries:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.external_attr >> 16 == stat.S_IFREG | 0o644
        assert entry.create_system == 3
        assert entry.compress_type == zipfile.ZIP_STORED
        assert entry.extra == b""


def test_what_is_in_and_what_is_not(tmp_path: Path) -> None:
    files = build(SOURCE, tmp_path / "function.zip").files
    assert {"lambda_function.py", "requests/__init__.py", "certifi/cacert.pem"} <= set(files)
    # the pure Python that stands in for charset_normalizer's compiled part
    assert "charset_normalizer/md.py" in files
    top = {file.split("/")[0] for file in files if ".dist-info/" not in file}
    assert top == {"lambda_function.py", "requests", "urllib3", "certifi", "idna", "charset_normalizer"}
    unwanted = (
        r".*(\.so|\.pyd|\.pyc|/RECORD|/INSTALLER|/WHEEL|/REQUESTED|direct_url\.json|__pycache__|/tests?/).*"
    )
    assert [file for file in files if re.fullmatch(unwanted, file)] == []
    for name in top - {"lambda_function.py"}:
        own = [file for file in files if file.startswith(f"{name}-")]
        assert any(file.endswith("/METADATA") for file in own)
        assert any("LICENSE" in file for file in own)


@pytest.mark.parametrize("python", PYTHONS)
def test_the_zip_is_enough_for_a_clean_python(unpacked: Path, python: str) -> None:
    # -I and -S: no site-packages, no environment; every module must come from the zip or the library
    code = f"""
import sys; sys.path.insert(0, {str(unpacked)!r})
import json, importlib.metadata, requests, charset_normalizer.md, certifi
text = "Un texte écrit avec des accents, où la fin se répète très vite. " * 3
print(json.dumps({{
    "files": [m.__file__ for m in (requests, charset_normalizer.md, certifi)],
    "guess": charset_normalizer.from_bytes(text.encode()).best().encoding,
    "certificates": open(certifi.where()).read().count("BEGIN CERTIFICATE"),
    "version": importlib.metadata.version("requests"),
}}))
"""
    said = subprocess.run(
        [python, "-I", "-S", "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    found = json.loads(said.stdout)
    assert all(Path(file).is_relative_to(unpacked) for file in found["files"])
    assert found["guess"] == "utf_8"
    assert found["certificates"] > 100
    assert found["version"] == pins(SOURCE / "requirements.txt")["requests"]


def test_the_versions_are_those_of_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = pins(SOURCE / "requirements.txt")
    assert wanted == {name: re.findall(rf"(?m)^{name}==(\S+)", lock)[0] for name in wanted}


def test_the_requirements_are_all_that_requests_needs() -> None:
    needed = {
        re.split(r"[<>=!;\s]", line)[0].replace("_", "-")
        for line in distribution("requests").requires or []
        if "extra" not in line
    }
    assert set(pins(SOURCE / "requirements.txt")) == needed | {"requests"}


def test_a_missing_dependency_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackageError) as caught:
        installed("no-such-thing", "1.0")
    assert (
        str(caught.value) == "no-such-thing 1.0 is not installed: install requirements.lock (`make setup`)."
    )


def test_another_version_is_named() -> None:
    version = distribution("requests").version
    with pytest.raises(PackageError) as caught:
        installed("requests", "0.0.1")
    assert str(caught.value) == (
        f"requests {version} is installed, lambda/requirements.txt wants 0.0.1: "
        "install requirements.lock (`make setup`)."
    )


@pytest.mark.parametrize(
    "line", ["requests", "requests>=2", "-r other.txt", "requests==2.0 ; python_version<'4'"]
)
def test_only_exact_versions_are_read(tmp_path: Path, line: str) -> None:
    (tmp_path / "requirements.txt").write_text(f"# comment\n\nidna==3.1 # why\n{line}\n")
    with pytest.raises(PackageError, match="has no exact version: write name==version"):
        pins(tmp_path / "requirements.txt")


def test_a_folder_without_a_function(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=re.escape(f"There is no lambda_function.py in {tmp_path}.")):
        build(tmp_path, tmp_path / "function.zip")


def test_a_module_of_the_function_must_not_hide_a_dependency(tmp_path: Path) -> None:
    shutil.copytree(SOURCE, tmp_path / "source")
    (tmp_path / "source" / "requests").mkdir()
    (tmp_path / "source" / "requests" / "api.py").touch()
    with pytest.raises(PackageError, match=r"requests/api\.py of requests is there already"):
        build(tmp_path / "source", tmp_path / "function.zip")


def make_distribution(folder: Path, content: bytes, recorded: bytes) -> Distribution:
    """An installed package with one module, whose RECORD was written for `recorded`."""
    info = folder / "thing-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n")
    (folder / "thing.py").write_bytes(content)
    digest = base64.urlsafe_b64encode(hashlib.sha256(recorded).digest()).decode().rstrip("=")
    compiled = "thing.cpython-313-x86_64-linux-gnu.so,sha256=x,1\n../../bin/thing,sha256=x,1\n"
    (info / "RECORD").write_text(
        f"thing.py,sha256={digest},{len(recorded)}\n{compiled}thing-1.0.dist-info/RECORD,,\n"
    )
    return Distribution.at(info)


def test_a_dependency_as_it_was_installed(tmp_path: Path) -> None:
    assert dependency_files(make_distribution(tmp_path, b"x = 1\n", b"x = 1\n")) == {"thing.py": b"x = 1\n"}


def test_what_was_appended_to_a_file_is_left_out(tmp_path: Path) -> None:
    # companies add their own certificates to cacert.pem
    assert dependency_files(make_distribution(tmp_path, b"x = 1\nmore\n", b"x = 1\n")) == {
        "thing.py": b"x = 1\n"
    }


def test_windows_line_ends_in_a_wheel(tmp_path: Path) -> None:
    assert dependency_files(make_distribution(tmp_path, b"x\r\n", b"x\r\n")) == {"thing.py": b"x\n"}


def test_a_changed_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackageError) as caught:
        dependency_files(make_distribution(tmp_path, b"x = 2\n", b"x = 1\n"))
    assert str(caught.value) == "thing.py of thing was changed after it was installed: install it again."


def test_a_lost_file_is_an_error(tmp_path: Path) -> None:
    dependency = make_distribution(tmp_path, b"", b"")
    (tmp_path / "thing.py").unlink()
    with pytest.raises(PackageError, match=r"thing\.py of thing cannot be read \(.+\): install it again\."):
        dependency_files(dependency)


def test_an_output_that_cannot_be_written_is_a_clear_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bootstrap.package", "--output", str(tmp_path / "file" / "function.zip")]
    (tmp_path / "file").touch()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"Cannot write {tmp_path / 'file' / 'function.zip'}: ")
    assert done.stderr.endswith("Choose another file with --output.\n")


def test_the_function_is_found_in_a_checkout() -> None:
    assert function_folder() == SOURCE


def test_an_installed_wheel_packs_the_same_bytes(tmp_path: Path) -> None:
    wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(wheel, cwd=ROOT, capture_output=True, check=True)
    [built] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path / "site")
    # `-P` and another folder: the checkout is not importable
    path = os.pathsep.join([str(tmp_path / "site"), sysconfig.get_paths()["purelib"]])
    command = [sys.executable, "-P", "-m", "bootstrap.package"]
    subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=True
    )
    assert (tmp_path / "function.zip").read_bytes() == build(SOURCE, tmp_path / "here.zip").path.read_bytes()
    # the words of the tweets are data files: they must travel along
    assert (tmp_path / "site" / "mock_tweet_server" / "vocabulary" / "fr.toml").is_file()


def test_a_dependency_without_a_list_of_its_files(tmp_path: Path) -> None:
    dependency = make_distribution(tmp_path, b"", b"")
    (tmp_path / "thing-1.0.dist-info" / "RECORD").unlink()
    with pytest.raises(
        PackageError, match=r"thing does not say which files it has: install it with pip or uv\."
    ):
        dependency_files(dependency)
