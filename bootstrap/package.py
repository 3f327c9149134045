"""Packs the function and its dependencies into function.zip: `python -m bootstrap.package`.

The dependencies come from what is installed here, so nothing is downloaded, and their versions must
be those of lambda/requirements.txt. Only pure Python goes in: the zip runs on every system and
architecture. The same input gives the same bytes, everywhere and at any time: sorted names, one date,
one mode, and no compression, because zlib and its replacements compress to different bytes.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import re
import zipfile
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

import click

# the earliest date that a zip can hold
DATE = (1980, 1, 1, 0, 0, 0)
# a regular file that all may read: Lambda runs the function as another user
MODE = 0o100644
UNIX = 3
# of a package's .dist-info only what is the same on every system: its metadata and its licences
KEPT_METADATA = re.compile(r"[^/]+\.dist-info/(METADATA|licenses/.*|(LICEN[CS]E|NOTICE|COPYING)[^/]*)")
# compiled for one system, or of no use to the function
LEFT_OUT = re.compile(r".*\.(so|pyd|dylib|dll|pyc)|([^/]+/)?(tests?|__pycache__)/.*", re.IGNORECASE)
PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)")


class PackageError(Exception):
    """The function cannot be packed; the text says why and what to do."""


@dataclass(frozen=True)
class Package:
    """A packed function."""

    path: Path
    sha256: str  # hexadecimal
    size: int  # bytes
    files: tuple[str, ...]


def function_folder() -> Path:
    """The folder of the function: in an installed wheel, or else in the checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_lambda", here.parent / "lambda"):
        if (folder / "lambda_function.py").is_file():
            return folder
    raise PackageError(
        f"There is no function in {here / '_lambda'} or {here.parent / 'lambda'}: install again."
    )


def build(source: Path, output: Path) -> Package:
    """Pack a function.

    :param source: folder with lambda_function.py, further modules beside it, and requirements.txt
    :param output: the zip to write; its folder is made if need be
    :raises PackageError: when a dependency is missing or has another version, or a file is there twice
    """
    return pack(function_files(source), source / "requirements.txt", output)


def pack(modules: dict[str, bytes], requirements: Path, output: Path) -> Package:
    """Pack modules with what they need.

    :param modules: by their path in the zip
    :param requirements: a file with names and exact versions
    :param output: the zip to write; its folder is made if need be
    :raises PackageError: when a dependency is missing or has another version, or a file is there twice
    """
    files = dict(modules)
    for name, version in pins(requirements).items():
        for path, content in dependency_files(installed(name, version, requirements)).items():
            if path in files:
                raise PackageError(f"{path} of {name} is there already: rename the function's own file.")
            files[path] = content
    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            archive.writestr(entry(path), files[path])
    packed = output.read_bytes()
    return Package(output, hashlib.sha256(packed).hexdigest(), len(packed), tuple(sorted(files)))


def entry(path: str) -> zipfile.ZipInfo:
    """The head of a file in the zip, without anything of this machine or this moment."""
    info = zipfile.ZipInfo(path, DATE)
    info.create_system = UNIX
    info.external_attr = MODE << 16
    info.compress_type = zipfile.ZIP_STORED
    return info


def function_files(source: Path) -> dict[str, bytes]:
    """The function's own modules, by their path in the zip."""
    modules = {
        path.relative_to(source).as_posix(): unix_lines(path.read_bytes()) for path in source.rglob("*.py")
    }
    if "lambda_function.py" not in modules:
        raise PackageError(f"There is no lambda_function.py in {source}.")
    return modules


def pins(requirements: Path) -> dict[str, str]:
    """Names and exact versions in a requirements file.

    :raises PackageError: when the file is missing, or a line is not `name==version`
    """
    if not requirements.is_file():
        raise PackageError(f"There is no {requirements}: it says what the function needs.")
    found: dict[str, str] = {}
    for line in requirements.read_text(encoding="utf-8").splitlines():
        wanted = line.partition("#")[0].strip()
        if not wanted:
            continue
        match = PIN.fullmatch(wanted)
        if match is None:
            raise PackageError(f"{requirements}: {wanted!r} has no exact version: write name==version.")
        found[match[1]] = match[2]
    return found


def installed(name: str, version: str, requirements: Path = Path("lambda/requirements.txt")) -> Distribution:
    """An installed dependency.

    :param requirements: the file that asks for it
    :raises PackageError: when it is not installed, or in another version
    """
    advice = "install requirements.lock (`make setup`)"
    try:
        found = distribution(name)
    except PackageNotFoundError:
        raise PackageError(f"{name} {version} is not installed: {advice}.") from None
    if found.version != version:
        wanted = "/".join(requirements.parts[-2:])
        raise PackageError(f"{name} {found.version} is installed, {wanted} wants {version}: {advice}.")
    return found


def dependency_files(dependency: Distribution) -> dict[str, bytes]:
    """What the zip needs of a dependency, by path.

    :raises PackageError: when it was installed without a list of its files, or one is missing or changed
    """
    name = dependency.metadata["Name"]
    # not `dependency.files`, which leaves missing files out without a word from Python 3.12 on
    record = dependency.read_text("RECORD")
    if not record:
        raise PackageError(f"{name} does not say which files it has: install it with pip or uv.")
    wanted: dict[str, bytes] = {}
    for path, checksum, size in csv.reader(record.splitlines()):
        # commands such as ../../bin/normalizer lie outside of the packages folder
        if ".." in PurePosixPath(path).parts or LEFT_OUT.fullmatch(path):
            continue
        if ".dist-info/" in path and not KEPT_METADATA.fullmatch(path):
            continue
        location = Path(str(dependency.locate_file(path)))
        wanted[path] = unix_lines(original(f"{path} of {name}", location, checksum, size))
    return wanted


def unix_lines(text: bytes) -> bytes:
    """A text with Unix line ends: git, and some packages' wheels for Windows, have the other ones."""
    return text.replace(b"\r\n", b"\n")


def original(name: str, location: Path, checksum: str, size: str) -> bytes:
    """The content of a file as it was installed, held against its line in RECORD.

    What was added behind the end is left out: companies append certificates of their own to
    certifi's cacert.pem, and those belong neither into a reproducible zip nor on AWS.

    :param checksum: such as `sha256=…`, in URL-safe Base64 without padding
    :param size: bytes, or nothing
    :raises PackageError: when the file is missing or was changed
    """
    try:
        content = location.read_bytes()[: int(size) if size else None]
    except OSError as error:
        raise PackageError(f"{name} cannot be read ({error.strerror}): install it again.") from None
    method, _, expected = checksum.partition("=")
    if not expected:
        raise PackageError(f"{name} has no checksum: install it with pip or uv.")
    digest = hashlib.new(method, content).digest()
    if base64.urlsafe_b64encode(digest).decode().rstrip("=") != expected:
        raise PackageError(f"{name} was changed after it was installed: install it again.")
    return content


@click.command()
@click.option(
    "--output",
    default="function.zip",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The zip to write.",
)
def main(output: Path) -> None:
    """Pack the Lambda function and its dependencies, ready to be uploaded."""
    try:
        package = build(function_folder(), output)
    except PackageError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    except OSError as error:
        click.echo(f"Cannot write {output}: {error.strerror}. Choose another file with --output.", err=True)
        raise SystemExit(2) from None
    click.echo(f"{package.path}  {len(package.files)} files, {package.size} bytes")
    click.echo(f"sha256 {package.sha256}")


if __name__ == "__main__":
    main(prog_name="python -m bootstrap.package")
