from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from bootstrap.clients import Clients
from bootstrap.function import Function, packed
from bootstrap.state import MISSING
from bootstrap.waiting import Patience

BUSY = "The role defined for the function cannot be assumed by Lambda."


@pytest.fixture
def managed_policies() -> bool:
    return False


class Lambda:
    """Refuses a new role a number of times, as AWS does while IAM tells Lambda of it."""

    def __init__(self, refusals: int, message: str = BUSY) -> None:
        self.refusals = refusals
        self.message = message
        self.created: list[dict[str, Any]] = []
        self.waited: list[str] = []

    def create_function(self, **request: Any) -> None:
        if self.refusals:
            self.refusals -= 1
            error = {"Code": "InvalidParameterValueException", "Message": self.message}
            raise ClientError({"Error": error}, "CreateFunction")
        self.created.append(request)

    def get_waiter(self, name: str) -> Any:
        self.waited.append(name)
        return self

    def wait(self, **_: Any) -> None:
        """Active at once."""


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def function(time: Time) -> Function:
    patience = Patience(deadline=10, pause=2, now=lambda: time.now, sleep=time.sleep)
    environment = {"BUCKET_NAME": "b", "TWEET_URL": "u"}
    arn = "arn:aws:iam::123456789012:role/r"
    return Function("f", arn, "python3.13", "m.h", 10, 128, environment, lambda: b"zip", patience)


def test_a_role_that_lambda_does_not_know_yet_is_waited_for() -> None:
    time, service = Time(), Lambda(refusals=3)
    function(time).create(Clients(lambda _: service))
    assert time.now == 6
    assert service.created[0]["Code"] == {"ZipFile": b"zip"}
    assert service.waited == ["function_active_v2"]


def test_the_wait_has_an_end() -> None:
    time = Time()
    with pytest.raises(ClientError, match="cannot be assumed by Lambda"):
        function(time).create(Clients(lambda _: Lambda(refusals=100)))
    assert time.now == 10


def test_another_bad_parameter_is_not_tried_again() -> None:
    time = Time()
    with pytest.raises(ClientError, match="Unzipped size"):
        function(time).create(Clients(lambda _: Lambda(1, "Unzipped size must be smaller")))
    assert time.now == 0


def test_new_code_and_new_variables_are_differences(clients: Clients) -> None:
    clients.iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")
    first = function(Time())
    assert first.look(clients) == MISSING
    first.create(clients)
    other = replace(first, environment={"BUCKET_NAME": "b"}, package=lambda: b"other zip")
    assert other.look(clients).differences == (
        "Environment BUCKET_NAME=b,TWEET_URL=u → BUCKET_NAME=b",
        "new code",
    )
    other.update(clients)
    assert other.look(clients).differences == ()


def test_the_same_function_is_packed_into_the_same_bytes() -> None:
    assert packed() == packed()
