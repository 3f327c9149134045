"""What a function sees of the machine: its own code, AWS's libraries, and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nuage.functions.child import confinement
from nuage.functions.libraries import what_python_reads
from tests.unit.functions.lab import Function, function

CODE = """
import importlib, os, subprocess, sys, tempfile, threading

def attempt(event):
    exec(event, globals())

def lambda_handler(event, context):
    kind, argument = event
    if kind == "import":
        try: return importlib.import_module(argument).__name__
        except ImportError as error: return str(error)
    if kind == "eval": return eval(argument)
    try: exec(argument)
    except OSError as error: return [type(error).__name__, error.errno]
"""
LINUX = sys.platform.startswith("linux")


@pytest.fixture(params=[True, False], ids=["confined", "unconfined"])
def fun(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Function]:
    layer = {"python/from_layer.py": "x = 1", "python/shadowed.py": "x = 'layer'", "data.txt": "layer data"}
    files = {"own.py": "x = 1", "shadowed.py": "x = 'own'"}
    with function(
        tmp_path, CODE, confined=request.param, layer=layer, files=files, own={"BUCKET": "b", "LANG": "C"}
    ) as f:
        yield f


@pytest.mark.parametrize(
    "name",
    ["boto3", "botocore.session", "urllib3", "dateutil.parser", "s3transfer", "own", "from_layer", "sqlite3"],
)
def test_it_imports_the_runtimes_libraries_and_its_own(fun: Function, name: str) -> None:
    assert fun.call(["import", name]) == name


@pytest.mark.parametrize(
    "name", ["requests", "flask", "nuage", "localstack", "moto", "psutil", "pip", "certifi"]
)
def test_it_imports_nothing_else_that_is_installed(fun: Function, name: str) -> None:
    assert fun.call(["import", name]) == f"No module named '{name}'"


def test_its_own_files_win_over_layers(fun: Function) -> None:
    assert fun.call(["eval", "importlib.import_module('shadowed').x"]) == "own"


def test_a_vendored_library_wins_over_the_runtimes(tmp_path: Path) -> None:
    with function(tmp_path, CODE, files={"boto3/__init__.py": "__version__ = '0.vendored'"}) as f:
        assert f.call(["eval", "importlib.import_module('boto3').__version__"]) == "0.vendored"
        assert f.call(["import", "botocore"]) == "botocore"


def test_versions_of_the_runtimes_libraries_can_be_asked(fun: Function) -> None:
    version = "importlib.import_module('importlib.metadata').version"
    assert fun.call(["eval", f"{version}('boto3')"])
    assert fun.invoke(["eval", f"{version}('requests')"]).is_error


def test_variables_are_those_of_aws_and_its_own(fun: Function) -> None:
    variables = fun.call(["eval", "dict(os.environ)"])
    assert variables["BUCKET"] == "b"
    assert variables["LANG"] == "C"
    assert variables["TZ"] == ":UTC"
    assert variables["AWS_EXECUTION_ENV"].startswith("AWS_Lambda_python3.")
    assert variables["LAMBDA_TASK_ROOT"] == fun.call(["eval", "os.getcwd()"])
    assert variables["LAMBDA_RUNTIME_DIR"] == variables["PYTHONPATH"] == "/var/runtime"
    allowed = ("AWS_", "LAMBDA_", "_HANDLER", "_X_AMZN", "BUCKET", "LANG", "TZ", "PATH", "PYTHONPATH", "HOME")
    others = {name for name in variables if not name.startswith(allowed)}
    assert others <= {"TMPDIR", "TEMP", "TMP", "SYSTEMROOT"}


def test_its_path_holds_its_folders_and_the_standard_library(fun: Function) -> None:
    path = fun.call(["eval", "sys.path"])
    root = fun.call(["eval", "os.environ['LAMBDA_TASK_ROOT']"])
    assert path[0] == root
    assert path[2].endswith("/python")
    assert not [entry for entry in path if "site-packages" in entry and not entry.startswith(path[2])]


def test_stdin_is_empty_and_no_thread_of_ours_is_seen(fun: Function) -> None:
    assert fun.call(["eval", "sys.stdin.read()"]) == ""
    assert fun.call(["eval", "[t.name for t in threading.enumerate() if 'ThreadPool' not in t.name]"]) == [
        "MainThread"
    ]


@pytest.mark.skipif(os.name != "posix", reason="permission bits bind on POSIX only")
@pytest.mark.parametrize(
    "statement",
    ["open('lambda_function.py', 'w')", "open('new.py', 'w')", "os.remove('own.py')", "os.mkdir('folder')"],
)
def test_its_code_is_read_only(fun: Function, statement: str) -> None:
    kind, number = fun.call(["exec", statement])
    # EROFS as on AWS in a namespace of its own, EACCES elsewhere
    assert (kind, number) in {("OSError", 30), ("PermissionError", 13)}
    assert (fun.folder / "task" / "own.py").exists()


def test_its_temporary_folder_is_its_own_and_goes_with_it(fun: Function) -> None:
    assert fun.call(["eval", "os.listdir(tempfile.gettempdir())"]) == []
    fun.call(["exec", "open(os.path.join(tempfile.gettempdir(), 'mine'), 'w').write('x')"])
    assert fun.call(["eval", "os.listdir(tempfile.gettempdir())"]) == ["mine"]
    real = Path(fun.environment._tmp)
    assert [path.name for path in real.iterdir()] == ["mine"]
    fun.environment.stop()
    assert not real.exists()


def test_a_huge_allocation_is_stopped(fun: Function) -> None:
    result = fun.invoke(["eval", "len(bytearray(4 * 1024 ** 3))"])
    assert result.is_error
    assert b"MemoryError" in result.payload or b"signal: killed" in result.payload


def test_nothing_is_mounted_over_python(tmp_path: Path) -> None:
    (tmp_path / "venv").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "venv")
    place = confinement.Confinement([str(tmp_path / "link" / "bin" / "python")])
    assert place.in_use(str(tmp_path))
    assert place.in_use(str(tmp_path / "link"))
    assert place.in_use(str(tmp_path / "venv"))
    assert place.in_use(str(tmp_path / "not there"))
    (tmp_path / "other").mkdir()
    assert not place.in_use(str(tmp_path / "other"))


def can_confine() -> bool:
    """Whether this machine lets a process have a mount namespace."""
    pid = os.fork()
    if pid == 0:
        os._exit(
            0 if isinstance(confinement.prepare(True, what_python_reads()), confinement.MountNamespace) else 1
        )
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@pytest.mark.skipif(not LINUX, reason="mount namespaces are of Linux")
def test_folders_are_where_aws_has_them(tmp_path: Path) -> None:
    if not can_confine():
        pytest.skip("this system does not allow mount namespaces")
    with function(tmp_path, CODE, layer={"data.txt": "layer data"}) as f:
        assert f.call(["eval", "os.getcwd()"]) == "/var/task"
        assert f.call(["eval", "tempfile.gettempdir()"]) == "/tmp"  # noqa: S108 - AWS's
        assert f.call(["eval", "open('/opt/data.txt').read()"]) == "layer data"
        f.call(["exec", "open('/tmp/literal', 'w').write('x')"])
        assert [path.name for path in Path(f.environment._tmp).iterdir()] == ["literal"]
        assert f.call(["exec", "open('/var/task/x', 'w')"]) == ["OSError", 30]
