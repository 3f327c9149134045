"""Every setting of Nuage, read once from the environment.

`SETTINGS` below is the only list of them: `docs/settings.md` is generated from it, and a test
compares the two. A bad value is an error that names the variable, the value and what is allowed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import platformdirs


class SettingError(ValueError):
    """A setting has a value that is not allowed; the text says which and what is."""


def _switch(text: str) -> bool:
    words = {"on": True, "1": True, "true": True, "yes": True}
    words |= {"off": False, "0": False, "false": False, "no": False}
    return words[text.strip().lower()]


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 65535:
        raise ValueError(text)
    return value


def _address(text: str) -> str:
    host, _, port = text.rpartition(":")
    _port(port)
    if not host:
        raise ValueError(text)
    return text


def _speed(text: str) -> float:
    value = float(text)
    if not 0 < value <= 3600:
        raise ValueError(text)
    return value


def _count(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text)
        if not 1 <= value <= most:
            raise ValueError(text)
        return value

    return read


def _delay(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 300:
        raise ValueError(text)
    return value


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, what it means, how it is read."""

    variable: str
    meaning: str
    allowed: str
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Settings:
    """The settings of one lab. Build it with `load`, or directly in a test."""

    host: str = "127.0.0.1"
    port: int = 4566
    tweets_port: int = 5002
    home: Path = Path(platformdirs.user_state_dir("nuage", appauthor=False))
    speed: float = 1.0
    clock_origin: float = 0.0
    clock_file: str = ""
    public: str = ""
    iam: bool = True
    tweets_seed: int = 42
    tweets_faults: str = ""
    lambda_client: str = "auto"
    lambda_idle: float = 300.0
    athena_workers: int = 4
    athena_timeout: float = 1800.0
    athena_memory: int = 1024
    athena_threads: int = 2
    lambda_retry_delay: int = 60
    dynamodb_throttle: bool = False
    state: Path | None = None
    learner_lab: bool = False
    strict: str = ""
    log_level: str = "warning"

    @property
    def endpoint(self) -> str:
        """The address that AWS clients use."""
        return f"{'https' if self.strict else 'http'}://{self.host}:{self.port}"

    @property
    def tweets_url(self) -> str:
        """The address of the tweet that the function fetches."""
        return f"http://{self.host}:{self.tweets_port}/tweet"


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    return read


SETTINGS: dict[str, Setting] = {
    "host": Setting("NUAGE_HOST", "Address that the servers listen on.", "an IP address", str),
    "port": Setting("NUAGE_PORT", "Port of the AWS endpoint.", "0 to 65535", _port),
    "tweets_port": Setting("NUAGE_TWEETS_PORT", "Port of the tweet server.", "0 to 65535", _port),
    "home": Setting("NUAGE_HOME", "Folder for state, logs and pid files.", "a folder", Path),
    "speed": Setting(
        "NUAGE_SPEED",
        "How fast lab time runs: at 60 a lab minute lasts a second.",
        "above 0, to 3600",
        _speed,
    ),
    "clock_origin": Setting(
        "NUAGE_CLOCK_ORIGIN",
        "Epoch second at which lab time and wall time agree; `nuage up` sets it.",
        "a number of seconds",
        float,
    ),
    "clock_file": Setting(
        "NUAGE_CLOCK_FILE",
        "File by which servers in several containers agree on that second: the first writes it.",
        "a file in a folder that they share",
        str,
    ),
    "public": Setting(
        "NUAGE_PUBLIC",
        "Where the AWS endpoint is reached, for addresses in answers that are not the caller's own. A lab "
        "that listens on all interfaces, as in a container, answers at this port of its own 127.0.0.1, too.",
        "host:port",
        _address,
    ),
    "iam": Setting("NUAGE_IAM", "Whether IAM policies are enforced.", "on or off", _switch),
    "tweets_seed": Setting("NUAGE_TWEETS_SEED", "Seed of the stream of tweets.", "a whole number", int),
    "tweets_faults": Setting(
        "NUAGE_TWEETS_FAULTS",
        "Faults of the tweet server, by rate, such as `slow=0.1,error=0.1,truncated=0.05`.",
        "comma-separated fault=rate, rate from 0 to 1",
        str,
    ),
    "lambda_client": Setting(
        "NUAGE_LAMBDA_CLIENT",
        "Runtime client in a function's process: AWS's own (`native`), ours (`python`), or what there is.",
        "auto, native or python",
        _one_of("auto", "native", "python"),
    ),
    "lambda_idle": Setting(
        "NUAGE_LAMBDA_IDLE", "Seconds after which an idle execution environment is stopped.", "seconds", float
    ),
    "athena_workers": Setting(
        "NUAGE_ATHENA_WORKERS", "Queries that Athena runs at once; others are queued.", "1 to 64", _count(64)
    ),
    "athena_timeout": Setting(
        "NUAGE_ATHENA_TIMEOUT", "Seconds after which a query is stopped.", "seconds", float
    ),
    "athena_memory": Setting(
        "NUAGE_ATHENA_MEMORY",
        "Megabytes that Athena's engine may take, and again as many for the objects it keeps.",
        "1 to 1048576",
        _count(1_048_576),
    ),
    "athena_threads": Setting("NUAGE_ATHENA_THREADS", "Threads of Athena's engine.", "1 to 256", _count(256)),
    "lambda_retry_delay": Setting(
        "NUAGE_LAMBDA_RETRY_DELAY",
        "Seconds before an asynchronous invocation that failed is retried; twice that the second time.",
        "a whole number from 1 to 300",
        _delay,
    ),
    "dynamodb_throttle": Setting(
        "NUAGE_DYNAMODB_THROTTLE",
        "Whether DynamoDB enforces the throughput that tables are provisioned with.",
        "on or off",
        _switch,
    ),
    "state": Setting(
        "NUAGE_STATE",
        "Folder that keeps what the emulator holds between runs; without it all is in memory.",
        "a folder",
        lambda text: Path(text).expanduser().absolute(),
    ),
    "learner_lab": Setting(
        "NUAGE_LEARNER_LAB",
        "Whether accounts are AWS Academy's Learner Labs: LabRole is there, no role can be made (needs IAM).",
        "on or off",
        _switch,
    ),
    "strict": Setting(
        "NUAGE_STRICT",
        "Folder of a rehearsal, as `nuage rehearse` makes it: the endpoint then speaks TLS and checks keys "
        "and signatures as AWS does.",
        "a folder",
        str,
    ),
    "log_level": Setting(
        "NUAGE_LOG",
        "How much the emulator logs.",
        "debug, info, warning or error",
        _one_of("debug", "info", "warning", "error"),
    ),
}


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    :param environ: the environment; the process's own when None
    :raises SettingError: when a value is not allowed
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for field in fields(Settings):
        setting = SETTINGS[field.name]
        text = environ.get(setting.variable, "")
        if text == "":
            continue
        try:
            values[field.name] = setting.read(text)
        except (ValueError, KeyError):
            raise SettingError(
                f"{setting.variable}={text} is not allowed: expected {setting.allowed}. {setting.meaning}"
            ) from None
    return Settings(**values)


def environment() -> dict[str, str]:
    """A copy of the process's environment: for the processes we start, and for what we say about it."""
    return dict(os.environ)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value is None else str(value)


def as_environment(settings: Settings) -> dict[str, str]:
    """The variables that make another process load the same settings."""
    return {
        SETTINGS[field.name].variable: _word(value)
        for field in fields(Settings)
        for value in [getattr(settings, field.name)]
    }
