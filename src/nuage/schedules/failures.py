"""Why a delivery failed, and whether trying again can help.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html and
…/eb-rule-dlq.html: missing permissions and missing targets are not retried; throttling, time-outs
and faults of the service are.
"""

from __future__ import annotations

from dataclasses import dataclass

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as BotoConnectionError

DENIED = {
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "NotAuthorized",
    "KMSAccessDeniedException",
}
MISSING = {
    "AWS.SimpleQueueService.NonExistentQueue",
    "NotFound",
    "NotFoundException",
    "QueueDoesNotExist",
    "ResourceNotFoundException",
    "StateMachineDoesNotExist",
}
THROTTLED = {
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "TooManyRequestsException",
}


@dataclass(frozen=True)
class Failure:
    """One failed attempt."""

    code: str  # EventBridge's ERROR_CODE, as it stands in a dead letter
    message: str
    retryable: bool

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def failure_of(error: Exception) -> Failure:
    """What an exception of a delivery means."""
    if isinstance(error, ClientError):
        return _client_failure(error)
    if isinstance(error, (BotoConnectionError, HTTPClientError, OSError)):
        return Failure("TIMEOUT", str(error), retryable=True)
    return Failure("SDK_CLIENT_ERROR", f"{type(error).__name__}: {error}", retryable=False)


def _client_failure(error: ClientError) -> Failure:
    code = error.response.get("Error", {}).get("Code", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    message = str(error)
    if code in DENIED and error.operation_name == "AssumeRole":
        return Failure("FAILED_ASSUME_ROLE", message, retryable=False)
    if code in DENIED or (status == 403 and code not in THROTTLED):
        return Failure("NO_PERMISSIONS", message, retryable=False)
    if code in MISSING:
        return Failure("NO_RESOURCE", message, retryable=False)
    if code in THROTTLED or status == 429:
        return Failure("THROTTLING", message, retryable=True)
    if status == 501:  # the lab does not have the target's operation; that does not change by trying again
        return Failure("SDK_CLIENT_ERROR", message, retryable=False)
    if status >= 500:
        return Failure("INTERNAL_ERROR", message, retryable=True)
    return Failure("SDK_CLIENT_ERROR", message, retryable=False)
