"""Packs the tweet server as a Lambda function: its modules, the lab clock that it shares, and Flask.

As bootstrap/package.py says: from what is installed here, pure Python, the same bytes everywhere. Of
MarkupSafe, the one dependency with a compiled part, the zip has the part in Python.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from bootstrap.package import Package, PackageError, pack, unix_lines

SERVER = "mock_tweet_server"
HANDLER = f"{SERVER}.on_lambda.handler"
# the one module of another package that the tweet server imports
CLOCK = ("nuage/__init__.py", "nuage/clock.py")


def build_tweets(output: Path) -> Package:
    """Pack the tweet server.

    :param output: the zip to write; its folder is made if need be
    :raises PackageError: when it, or what it needs, is not installed
    """
    server = folder_of(SERVER)
    files = {
        f"{SERVER}/{path.relative_to(server).as_posix()}": unix_lines(path.read_bytes())
        for path in server.rglob("*")
        if path.suffix in {".py", ".toml"}
    }
    package = folder_of("nuage")
    files |= {name: unix_lines((package.parent / name).read_bytes()) for name in CLOCK}
    return pack(files, server / "requirements.txt", output)


def packed_tweets() -> bytes:
    """The zip."""
    with TemporaryDirectory() as folder:
        return build_tweets(Path(folder) / "tweets.zip").path.read_bytes()


def folder_of(package: str) -> Path:
    """Where a package is installed; it is not imported.

    :raises PackageError: when it is not
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise PackageError(f"The package {package} is not installed: install this project again.")
    return Path(spec.origin).parent
