"""The condition of a statement that AddPermission makes for function URLs.

Since October 2025 a function URL needs two: lambda:InvokeFunctionUrl with FunctionUrlAuthType, and
lambda:InvokeFunction with InvokedViaFunctionUrl, which keeps the Invoke API shut.
https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from nuage.functions.urls.access import AWS_IAM, NONE

URL_ACTION = "lambda:InvokeFunctionUrl"


def problem(request: Mapping[str, Any]) -> str | None:
    """What AddPermission refuses; None when it takes the request."""
    auth_type = request.get("FunctionUrlAuthType")
    if auth_type is None:
        return None
    if auth_type not in (NONE, AWS_IAM):
        return f"Value '{auth_type}' at 'functionUrlAuthType' is none of NONE, AWS_IAM"
    if request.get("Action") != URL_ACTION:
        return "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action"
    return None


def narrow(statement: dict[str, Any]) -> str:
    """Let a statement hold for calls of the function URL alone. Changes it, and returns it as JSON."""
    statement.setdefault("Condition", {})["Bool"] = {"lambda:InvokedViaFunctionUrl": "true"}
    return json.dumps(statement)
