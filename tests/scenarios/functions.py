"""What scenarios about Lambda share: a role, a function from source text, waiting with a deadline."""

from __future__ import annotations

import io
import json
import time
import uuid
import zipfile
from collections.abc import Callable
from typing import Any, TypeVar

from tests.conftest import Lab

T = TypeVar("T")
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


def until(look: Callable[[], T], seconds: float = 30.0) -> T:
    """Look again until there is something to see."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return seen


def packed(code: str, files: dict[str, str] | None = None) -> bytes:
    """A deployment package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in {"lambda_function.py": code, **(files or {})}.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def role_that_may(lab: Lab, *actions: str) -> str:
    """The ARN of a new role for functions, with these actions on everything."""
    name = f"role-{uuid.uuid4().hex[:12]}"
    iam = lab.client("iam")
    arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    if actions:
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        iam.put_role_policy(RoleName=name, PolicyName="policy", PolicyDocument=json.dumps(policy))
    return arn


class Function:
    """A function of the lab, with its clients."""

    def __init__(self, lab: Lab, code: str, files: dict[str, str] | None = None, **settings: Any) -> None:
        self.name = f"f-{uuid.uuid4().hex[:12]}"
        self.lab = lab
        self.client = lab.client("lambda")
        self.logs = lab.client("logs")
        defaults = {"Runtime": "python3.13", "Handler": "lambda_function.lambda_handler"}
        role = settings.pop("Role", None) or role_that_may(lab)
        self.client.create_function(
            FunctionName=self.name,
            Role=role,
            Code={"ZipFile": packed(code, files)},
            **{**defaults, **settings},
        )
        self.wait()

    def wait(self) -> None:
        """Until the last update is done."""
        until(lambda: self.configuration()["State"] == "Active")
        until(lambda: self.configuration().get("LastUpdateStatus", "Successful") == "Successful")

    def configuration(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get_function_configuration(FunctionName=self.name)
        return found

    def invoke(self, event: Any = None, **settings: Any) -> dict[str, Any]:
        """The response, its payload read."""
        settings.setdefault("FunctionName", self.name)
        answer: dict[str, Any] = self.client.invoke(Payload=json.dumps(event).encode(), **settings)
        answer["Payload"] = answer["Payload"].read()
        return answer

    def call(self, event: Any = None, **settings: Any) -> Any:
        """What the function returns."""
        answer = self.invoke(event, **settings)
        assert "FunctionError" not in answer, (answer["Payload"], [e["message"] for e in self.events()][-12:])
        return json.loads(answer["Payload"])

    def events(self) -> list[dict[str, Any]]:
        """All that it logged so far."""
        group = f"/aws/lambda/{self.name}"
        try:
            found: list[dict[str, Any]] = self.logs.filter_log_events(logGroupName=group)["events"]
        except self.logs.exceptions.ResourceNotFoundException:
            return []
        return found

    def reports(self) -> list[str]:
        """Its REPORT lines so far."""
        return [event["message"] for event in self.events() if event["message"].startswith("REPORT")]
