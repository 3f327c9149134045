"""The `context` of a handler. https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

CLIENT_FIELDS = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


def client_context(text: str | None) -> Any:
    """The client context that a mobile application sends, as objects; None without one."""
    if not text:
        return None
    value = json.loads(text)
    client = value.get("client")
    if client is not None:
        client = SimpleNamespace(**{name: client.get(name) for name in CLIENT_FIELDS})
    return SimpleNamespace(custom=value.get("custom"), env=value.get("env"), client=client)


class LambdaContext:
    """What a handler may ask about its invocation."""

    def __init__(self, headers: Mapping[str, str], client: Any) -> None:
        variables = os.environ  # noqa: TID251 - the function's own
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers.get("Lambda-Runtime-Invoked-Function-Arn")
        self.log_group_name = variables.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = variables.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = variables.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = variables.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = variables.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.tenant_id = None
        self.client_context = client
        self.identity = SimpleNamespace(cognito_identity_id=None, cognito_identity_pool_id=None)
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the function times out."""
        return max(0, self._deadline_ms - int(time.time() * 1000))  # noqa: TID251 - the deadline is wall time

    def log(self, message: object) -> None:
        """Write to the function's log."""
        sys.stdout.write(str(message))

    def __repr__(self) -> str:
        shown = ",".join(f"{name}={value}" for name, value in vars(self).items() if not name.startswith("_"))
        return f"LambdaContext([{shown}])"
