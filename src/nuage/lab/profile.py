"""The text of AWS's two configuration files, edited by section: what is not ours stays byte for byte."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from nuage.lab.problem import Problem
from nuage.lab.switch import is_local

NAME = "nuage"
# the labs' services, as a `services` section names them
SERVICE_IDS = ("athena", "cloudwatch_logs", "dynamodb", "eventbridge", "glue", "iam", "lambda", "s3", "sts")
# of these the profile has one: the other one would win over it, or lead elsewhere
DROPPED = ("endpoint_url", "services")
_VARIABLES = {"config": "CONFIG_FILE", "credentials": "SHARED_CREDENTIALS_FILE"}
# one byte a character, both ways: a comment in any encoding comes back as it was
ENCODING = "latin-1"

_HEADER = re.compile(r"\[(?P<name>[^\]\n]+)\]")
_KEY = re.compile(r"(?P<key>[^\s=:#;\[][^=:\n]*?)\s*[=:]\s*(?P<value>[^\n]*?)\s*$")
_ADDRESS = re.compile(r"\s+endpoint_url\s*=\s*(?P<address>\S+)")
# keys that say that a profile of this name is somebody's real one
_FOREIGN = ("role_arn", "source_profile", "credential_process", "credential_source", "sso_", "web_identity_")


@dataclass(frozen=True)
class Files:
    """Where AWS's tools look: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` say otherwise."""

    config: Path
    credentials: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Files:
        """The files that AWS's tools use in an environment."""
        return cls(
            Path(environment.get("AWS_CONFIG_FILE") or "~/.aws/config").expanduser(),
            Path(environment.get("AWS_SHARED_CREDENTIALS_FILE") or "~/.aws/credentials").expanduser(),
        )


@dataclass(frozen=True)
class Section:
    """A section of one of the files: keys with values, or names with keys and values below them."""

    file: str  # config or credentials
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    nested: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def put_into(self, text: str) -> str:
        """A file's text with it."""
        if self.nested:
            return with_nested_section(text, self.name, self.nested)
        return with_section(text, self.name, self.values, DROPPED if self.file == "config" else ())


def sections(endpoint: str, region: str, key: str, by_service: bool = False) -> list[Section]:
    """What the profile consists of.

    :param by_service: whether a `services` section names the endpoint, service by service
    """
    profile = {"region": region, "services" if by_service else "endpoint_url": endpoint}
    credentials = {"aws_access_key_id": key, "aws_secret_access_key": key}
    found = [Section("config", f"profile {NAME}", profile), Section("credentials", NAME, credentials)]
    if by_service:
        profile["services"] = NAME
        nested = {name: {"endpoint_url": endpoint} for name in SERVICE_IDS}
        found.insert(1, Section("config", f"services {NAME}", nested=nested))
    return found


def text_of(wanted: list[Section]) -> str:
    """The sections as they would stand in the two files."""
    parts = []
    for name in ("config", "credentials"):
        text = ""
        for section in wanted:
            if section.file == name:
                text = section.put_into(text)
        parts.append(f"# in ~/.aws/{name}, or where AWS_{_VARIABLES[name]} says\n{text}")
    return "\n".join(parts)


def write_profile(files: Files, endpoint: str, region: str, key: str, by_service: bool = False) -> list[Path]:
    """Write the profile `nuage`, and return the files that had to be changed.

    :raises Problem: when a file cannot be written, or there is a profile of that name that is not ours
    """
    changes: dict[Path, str] = {}
    for section in sections(endpoint, region, key, by_service):
        path = files.config if section.file == "config" else files.credentials
        before = changes.get(path) or _read(path)
        _refuse_foreign(path, before, section.name)
        after = section.put_into(before)
        if after != before:
            changes[path] = after
    for path, text in changes.items():
        _write(path, text)
    return list(changes)


def with_section(text: str, section: str, values: Mapping[str, str], dropped: Collection[str] = ()) -> str:
    """The text with these values in a section, which is added at the end when it is not there.

    Only lines of these keys in this section change; the same call again changes nothing.

    :param dropped: keys that the section must not have, unless they are among the values
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = _lines(text)
    span = _span(lines, section)
    if span is None:
        block = "".join(f"{line}{end}" for line in [f"[{section}]", *_assignments(values)])
        gap = "" if not text else end if text.endswith("\n") else end * 2
        return f"{text}{gap}{block}"
    start, stop = span
    body, missing = _replaced(lines[start + 1 : stop], values, end, set(dropped) - set(values))
    header = lines[start] if lines[start].endswith("\n") else lines[start] + end
    added = [f"{line}{end}" for line in _assignments(missing)]
    if not added and body == lines[start + 1 : stop]:
        return text
    return "".join([*lines[:start], header, *added, *body, *lines[stop:]])


def with_nested_section(text: str, section: str, values: Mapping[str, Mapping[str, str]]) -> str:
    """The text with a section of ours whose lines are all ours; the same call again changes nothing."""
    end = "\r\n" if "\r\n" in text else "\n"
    body = [
        line
        for name, pairs in values.items()
        for line in (f"{name} ={end}", *(f"  {key} = {value}{end}" for key, value in pairs.items()))
    ]
    lines = _lines(text)
    span = _span(lines, section)
    if span is None:
        gap = "" if not text else end if text.endswith("\n") else end * 2
        return f"{text}{gap}[{section}]{end}{''.join(body)}"
    start, stop = span
    blank = [line for line in lines[stop - 1 : stop] if not line.strip()]  # before the next section
    return "".join([*lines[: start + 1], *body, *blank, *lines[stop:]])


def section_values(text: str, section: str) -> dict[str, str]:
    """The keys and values of a section, without nested ones; empty when it is not there."""
    lines = _lines(text)
    span = _span(lines, section)
    if span is None:
        return {}
    matches = [_KEY.match(line) for line in lines[span[0] + 1 : span[1]]]
    return {match["key"].lower(): match["value"] for match in matches if match}


def _lines(text: str) -> list[str]:
    """Lines with their ends. Only `\\n` ends one, as in the files' own parser."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _span(lines: list[str], section: str) -> tuple[int, int] | None:
    """Where a section begins, and where the next one does."""
    headers = [(number, match["name"]) for number, line in enumerate(lines) if (match := _HEADER.match(line))]
    for place, (number, name) in enumerate(headers):
        if " ".join(name.replace('"', " ").replace("'", " ").split()) == section:
            return number, headers[place + 1][0] if place + 1 < len(headers) else len(lines)
    return None


def _replaced(
    body: list[str], values: Mapping[str, str], end: str, dropped: Collection[str]
) -> tuple[list[str], dict[str, str]]:
    """The body of a section with our values in it, and the values that have no line in it yet."""
    missing = dict(values)
    result: list[str] = []
    dropping = False  # the indented rest of a value that was replaced
    for line in body:
        if dropping and line[:1] in {" ", "\t"} and line.strip():
            continue
        dropping = False
        match = _KEY.match(line)
        key = match["key"].lower() if match else ""
        if match and key in dropped:
            dropping = True
            continue
        if match and key in values:
            missing.pop(key, None)
            if match["value"] != values[key]:
                line = f"{key} = {values[key]}{end if line.endswith(chr(10)) else ''}"  # noqa: PLW2901
                dropping = True
        result.append(line)
    return result, missing


def _assignments(values: Mapping[str, str]) -> list[str]:
    return [f"{key} = {value}" for key, value in values.items()]


def _refuse_foreign(path: Path, text: str, section: str) -> None:
    """Never write over a profile that holds real keys, or leads to a real account."""
    values = section_values(text, section)
    key = values.get("aws_access_key_id", "test")
    real = key != "test" and not re.fullmatch(r"\d{12}", key)
    # a section of services has its endpoints below names, in lines that are indented
    lines = _lines(text)
    span = _span(lines, section) if section.startswith("services ") else None
    addresses = [_ADDRESS.match(line) for line in (lines[slice(*span)] if span else ())]
    real = real or any(match and not is_local(match["address"]) for match in addresses)
    if real or any(name.startswith(_FOREIGN) for name in values):
        raise Problem(
            f"There is a profile {NAME} in {path} that is not the lab's: it was left as it is. Rename it, "
            'or use the lab without a profile: eval "$(nuage env)"'
        )


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode(ENCODING)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}. Mend its permissions.") from error


def _write(path: Path, text: str) -> None:
    """Replace a file in one step, with its permissions; a new one is for its owner alone."""
    target = path.resolve()  # a link stays a link
    draft = ""
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o600
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode(ENCODING))
        Path(draft).chmod(mode)
        Path(draft).replace(target)
    except OSError as error:
        with suppress(OSError):
            Path(draft).unlink()
        raise Problem(f"{path} cannot be written: {error.strerror}. Mend its permissions.") from error
