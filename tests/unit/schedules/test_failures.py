from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from nuage.schedules.failures import failure_of


def client_error(code: str, status: int, operation: str = "SendMessage") -> ClientError:
    answer = {"Error": {"Code": code, "Message": "m"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, operation)


@pytest.mark.parametrize(
    ("code", "status", "expected", "retryable"),
    [
        ("AccessDenied", 403, "NO_PERMISSIONS", False),
        ("AccessDeniedException", 400, "NO_PERMISSIONS", False),
        ("AWS.SimpleQueueService.NonExistentQueue", 400, "NO_RESOURCE", False),
        ("ResourceNotFoundException", 404, "NO_RESOURCE", False),
        ("TooManyRequestsException", 429, "THROTTLING", True),
        ("ThrottlingException", 400, "THROTTLING", True),
        ("InternalError", 500, "INTERNAL_ERROR", True),
        ("ServiceUnavailable", 503, "INTERNAL_ERROR", True),
        ("InternalFailure", 501, "SDK_CLIENT_ERROR", False),
        ("InvalidParameterValue", 400, "SDK_CLIENT_ERROR", False),
    ],
)
def test_answers_of_targets(code: str, status: int, expected: str, retryable: bool) -> None:
    failure = failure_of(client_error(code, status))
    assert (failure.code, failure.retryable) == (expected, retryable)


def test_a_role_that_may_not_be_assumed() -> None:
    failure = failure_of(client_error("AccessDenied", 403, "AssumeRole"))
    assert (failure.code, failure.retryable) == ("FAILED_ASSUME_ROLE", False)


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="http://x"),
        ReadTimeoutError(endpoint_url="http://x"),
        TimeoutError("late"),
        ConnectionRefusedError("closed"),
    ],
)
def test_targets_that_do_not_answer_are_tried_again(error: Exception) -> None:
    failure = failure_of(error)
    assert (failure.code, failure.retryable) == ("TIMEOUT", True)


def test_other_errors_are_told_and_not_tried_again() -> None:
    assert str(failure_of(KeyError("id"))) == "SDK_CLIENT_ERROR: KeyError: 'id'"
    assert not failure_of(NotImplementedError("no")).retryable
