"""The errors of DynamoDB, each with AWS's code and words. `provider.py` alone puts them on the wire.

Texts observed on AWS, and compared with DynamoDB Local by tests/parity/dynamodb.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class DynamoDBError(Exception):
    """A call that DynamoDB refuses.

    :param code: the code clients match on, such as `ValidationException`
    :param details: members of the answer beside the message, such as `Item`
    """

    def __init__(self, code: str, message: str, status: int = 400, **details: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.details = details


def validation(message: str) -> DynamoDBError:
    """The request makes no sense, and DynamoDB says why."""
    return DynamoDBError("ValidationException", message)


def invalid_parameter(message: str) -> DynamoDBError:
    """A parameter's value makes no sense."""
    return validation(f"One or more parameter values were invalid: {message}")


def table_not_found() -> DynamoDBError:
    """Item operations on a table that is not there."""
    return DynamoDBError("ResourceNotFoundException", "Requested resource not found")


def named_table_not_found(name: str) -> DynamoDBError:
    """Table operations on a table that is not there."""
    return DynamoDBError(
        "ResourceNotFoundException", f"Requested resource not found: Table: {name} not found"
    )


def resource_in_use(message: str) -> DynamoDBError:
    """The table is there already, or busy."""
    return DynamoDBError("ResourceInUseException", message)


def limit_exceeded(message: str) -> DynamoDBError:
    """Too many table operations at a time."""
    return DynamoDBError("LimitExceededException", message)


def condition_failed(item: dict[str, Any] | None = None) -> DynamoDBError:
    """The condition of a write is false; `item` is what the caller asked to be shown."""
    error = DynamoDBError("ConditionalCheckFailedException", "The conditional request failed")
    if item:
        error.details["Item"] = item
    return error


def duplicate_item() -> DynamoDBError:
    """PartiQL's INSERT of a key that is there."""
    return DynamoDBError("DuplicateItemException", "Duplicate primary key exists in table")


def throttled() -> DynamoDBError:
    """A provisioned table has used up its throughput."""
    return DynamoDBError(
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded. "
        "Consider increasing your provisioning level with the UpdateTable API.",
    )


def transaction_cancelled(reasons: Iterable[dict[str, Any]]) -> DynamoDBError:
    """A transaction that did nothing, with a reason for each of its actions."""
    listed = list(reasons)
    codes = ", ".join(reason["Code"] for reason in listed)
    return DynamoDBError(
        "TransactionCanceledException",
        f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]",
        CancellationReasons=listed,
    )


def token_mismatch() -> DynamoDBError:
    """A ClientRequestToken that came with another request before."""
    return DynamoDBError(
        "IdempotentParameterMismatchException",
        "The request uses the same client token as a previous, but non-identical request.",
    )
