"""A stack deletes what it has made, and nothing else."""

from __future__ import annotations

import contextlib
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent

from nuage.cloudformation.guard import TAKEN, Guard


class Type:
    """A type of resource that says what happened to it."""

    SCHEMA: ClassVar[dict[str, Any]] = {"typeName": "AWS::Test::Thing"}

    def __init__(self, *outcomes: Any) -> None:
        self.outcomes = list(outcomes)
        self.deleted = 0

    def create(self, _request: Any) -> ProgressEvent:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        status = OperationStatus.FAILED if outcome else OperationStatus.SUCCESS
        return ProgressEvent(status=status, resource_model={}, message=outcome)

    def delete(self, _request: Any) -> ProgressEvent:
        self.deleted += 1
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model={})


def request(name: str) -> Any:
    return SimpleNamespace(stack_id="stack", logical_resource_id=name, desired_state={})


def attempt(guard: Guard, name: str) -> None:
    with contextlib.suppress(RuntimeError):
        guard.create(request(name))


def test_what_was_made_is_deleted() -> None:
    kind = Type("")
    guard = Guard(kind)
    attempt(guard, "made")
    guard.delete(request("made"))
    assert kind.deleted == 1
    assert guard.SCHEMA == kind.SCHEMA


@pytest.mark.parametrize("outcome", ["x already exists", RuntimeError("EntityAlreadyExists: Role x")])
def test_what_was_there_is_left_alone(outcome: Any) -> None:
    kind = Type(outcome)
    guard = Guard(kind)
    attempt(guard, "there")
    assert guard.delete(request("there")).status is OperationStatus.SUCCESS
    assert kind.deleted == 0


def test_what_failed_for_another_reason_may_be_half_made_and_is_deleted() -> None:
    kind = Type(RuntimeError("MalformedPolicyDocument"))
    guard = Guard(kind)
    attempt(guard, "half")
    guard.delete(request("half"))
    assert kind.deleted == 1


def test_a_second_attempt_that_succeeds_counts() -> None:
    kind = Type("x already exists", "")
    guard = Guard(kind)
    attempt(guard, "again")
    attempt(guard, "again")
    guard.delete(request("again"))
    assert kind.deleted == 1


@pytest.mark.parametrize(
    "text",
    [
        "An error occurred (AlreadyExistsException) when calling the CreateDatabase operation: Database …",
        "An error occurred (ResourceConflictException) when calling the CreateFunction operation: …",
        "An error occurred (ResourceInUseException) when calling the CreateTable operation: …",
        "An error occurred (BucketAlreadyOwnedByYou) when calling the CreateBucket operation: …",
        "An error occurred (InvalidRequestException) …: WorkGroup is already created",
    ],
)
def test_the_words_for_it(text: str) -> None:
    assert TAKEN.search(text)
