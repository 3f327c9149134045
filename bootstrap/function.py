"""The Lambda function that fetches a tweet and stores it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from botocore.exceptions import ClientError

from bootstrap.clients import Clients
from bootstrap.errors import code
from bootstrap.package import build, function_folder
from bootstrap.state import MISSING, State, compare
from bootstrap.tags import Tags
from bootstrap.waiting import Patience, retry

# Lambda's words for a role that IAM has only just made and not yet told Lambda of
NOT_YET = "cannot be assumed by Lambda"
# boto3 would look once a second; here a function is active after a few milliseconds, on AWS after seconds
WAIT = {"Delay": 0.25, "MaxAttempts": 480}


def packed() -> bytes:
    """The zip of the function in lambda/, with its dependencies."""
    with TemporaryDirectory() as folder:
        return build(function_folder(), Path(folder) / "function.zip").path.read_bytes()


@dataclass(frozen=True)
class Function:
    """The function: its code, its role, its configuration."""

    name: str
    role_arn: str
    runtime: str
    handler: str
    timeout: int  # seconds
    memory: int  # MB
    environment: dict[str, str]
    package: Callable[[], bytes] = packed
    patience: Patience = field(default_factory=Patience)
    description: str = "Stores the tweet of the minute in S3"
    tags: Tags = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"function {self.name}"

    @cached_property
    def code(self) -> bytes:
        """The zip, built when it is first needed."""
        return self.package()

    def look(self, clients: Clients) -> State:
        """Compare configuration and code; AWS tells the SHA-256 of the zip it holds."""
        try:
            found = clients.functions.get_function_configuration(FunctionName=self.name)
        except clients.functions.exceptions.ResourceNotFoundException:
            return MISSING
        differences = [
            f"{key} {_short(_found(found, key))} → {_short(value)}"
            for key, value in self._configuration().items()
            if _found(found, key) != value
        ]
        if found["CodeSha256"] != self._sha256():
            differences.append("new code")
        return compare(differences)

    def create(self, clients: Clients) -> None:
        """Create it and wait until it can be invoked."""
        retry(
            lambda: clients.functions.create_function(
                FunctionName=self.name,
                Code={"ZipFile": self.code},
                Description=self.description,
                Tags=dict(self.tags),
                **self._configuration(),
            ),
            _role_is_new,
            self.patience,
        )
        self._wait(clients, "function_active_v2")

    def update(self, clients: Clients) -> None:
        """Send configuration and code, one after the other: Lambda refuses both at once."""
        functions = clients.functions
        self._wait(clients, "function_updated_v2")
        retry(
            lambda: functions.update_function_configuration(FunctionName=self.name, **self._configuration()),
            _role_is_new,
            self.patience,
        )
        self._wait(clients, "function_updated_v2")
        functions.update_function_code(FunctionName=self.name, ZipFile=self.code)
        self._wait(clients, "function_updated_v2")

    def destroy(self, clients: Clients) -> None:
        """Delete it."""
        clients.functions.delete_function(FunctionName=self.name)

    def _wait(self, clients: Clients, waiter: str) -> None:
        clients.functions.get_waiter(waiter).wait(FunctionName=self.name, WaiterConfig=WAIT)

    def _configuration(self) -> dict[str, Any]:
        """What Lambda's CreateFunction and UpdateFunctionConfiguration call these things."""
        return {
            "Role": self.role_arn,
            "Runtime": self.runtime,
            "Handler": self.handler,
            "Timeout": self.timeout,
            "MemorySize": self.memory,
            "Environment": {"Variables": self.environment},
        }

    def _sha256(self) -> str:
        return base64.b64encode(hashlib.sha256(self.code).digest()).decode()


def _found(configuration: dict[str, Any], key: str) -> Any:
    """A function without variables has no Environment; one with errors has an Error in it."""
    if key == "Environment":
        return {"Variables": configuration.get("Environment", {}).get("Variables", {})}
    return configuration.get(key)


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ",".join(f"{name}={text}" for name, text in sorted(value["Variables"].items())) or "(none)"
    return str(value)


def _role_is_new(error: ClientError) -> bool:
    return code(error) == "InvalidParameterValueException" and NOT_YET in str(error)
