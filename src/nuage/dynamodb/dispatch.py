"""One call: its constraints checked, its operation found and run. What the host's edge and the tests use."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.loaders
import botocore.model

from nuage.dynamodb import constraints
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.operations import OPERATIONS


@cache
def input_shape(operation: str) -> Any:
    """The shape of an operation's request, from botocore's model of the service."""
    return _service().operation_model(operation).input_shape


@cache
def _service() -> Any:
    model = botocore.loaders.Loader().load_service_model("dynamodb", "service-2")
    return botocore.model.ServiceModel(model, "dynamodb")


def call(engine: Engine, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """The answer of an operation.

    :raises DynamoDBError: when DynamoDB refuses
    :raises KeyError: when the operation is not there
    """
    constraints.check(input_shape(operation), request)
    return OPERATIONS[operation](engine, request)
