"""The one settings file: names of the resources and the function's configuration."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from bootstrap.errors import BootstrapError

DEFAULTS = Path(__file__).with_name("settings.toml")


@dataclass(frozen=True)
class Settings:
    """What settings.toml says; `{account}` and `{region}` are not filled in yet."""

    region: str
    student: str
    existing_role: str
    bucket: str
    results_bucket: str
    database: str
    tweets_table: str
    role: str
    function: str
    runtime: str
    handler: str
    timeout: int
    memory: int
    log_days: int
    rule: str
    rate: str
    tweet_url: str
    tweets: str
    tweet_server: str
    tweet_server_role: str
    tweet_server_memory: int
    tweets_seed: int
    tweets_faults: str
    objects_bucket: str
    table: str
    read_capacity: int
    write_capacity: int
    items: str

    def fill(self, account: str, region: str) -> Settings:
        """The same, for one account and region."""
        values = {"{account}": account, "{region}": region}
        changes: dict[str, Any] = {"region": region}
        for field in fields(self):
            text = getattr(self, field.name)
            if field.name != "region" and isinstance(text, str):
                for placeholder, value in values.items():
                    text = text.replace(placeholder, value)
                changes[field.name] = text
        return replace(self, **changes)


def load(path: Path | None = None, overrides: Iterable[str] = ()) -> Settings:
    """Read the settings file.

    :param path: a file whose values take the place of the defaults; it may name only some
    :param overrides: `key=value` texts, which win over both
    :raises BootstrapError: for a file that cannot be read, an unknown key or a value of the wrong type
    """
    values = _read(DEFAULTS)
    if path is not None:
        values |= _checked(_read(path), values, str(path))
    for override in overrides:
        key, separator, text = override.partition("=")
        if not separator:
            raise BootstrapError(f"--set {override}: expected key=value, such as --set bucket=my-own-name")
        value = int(text) if isinstance(values.get(key), int) and text.isdecimal() else text
        values |= _checked({key: value}, values, "--set")
    return Settings(**values)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BootstrapError(f"the settings file {path} cannot be read: {error}") from error


def _checked(values: dict[str, Any], known: dict[str, Any], source: str) -> dict[str, Any]:
    for key, value in values.items():
        if key not in known:
            raise BootstrapError(f"{source}: there is no setting {key!r}; there are {', '.join(known)}")
        wanted = type(known[key])
        if type(value) is not wanted:
            kind = {int: "a whole number", str: "a text"}[wanted]
            raise BootstrapError(f"{source}: {key} is {kind}, not {value!r}")
    return values
