"""DynamoDB and DynamoDB Streams as LocalStack's gateway calls them. The only module that knows the host."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.plugins import Service

from nuage import settings
from nuage.clock import LabClock
from nuage.dynamodb import dispatch
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.engines import Engines
from nuage.dynamodb.errors import DynamoDBError
from nuage.dynamodb.operations import OPERATIONS
from nuage.dynamodb.streams.operations import STREAM_OPERATIONS

Handler = Callable[[RequestContext, dict[str, Any]], dict[str, Any]]


@cache
def engines() -> Engines:
    """The engines of this process; both services share them."""
    loaded = settings.load()
    return Engines(LabClock(loaded.speed, loaded.clock_origin), throttled=loaded.dynamodb_throttle)


def tags_of(account: str, region: str, arn: str) -> dict[str, str]:
    """The tags of a table; they are its indexes' and streams' as well."""
    table = engines().get(account, region).tables.get(arn.partition("/")[2].partition("/")[0])
    return dict(table.tags) if table else {}


def dynamodb_service() -> Service:
    """The service `dynamodb`."""
    table = {name: _handler(_call(name)) for name in OPERATIONS}
    return Service("dynamodb", skeleton=Skeleton(load_service("dynamodb"), table), stop=_close)


def streams_service() -> Service:
    """The service `dynamodbstreams`."""
    table = {name: _handler(operation) for name, operation in STREAM_OPERATIONS.items()}
    return Service("dynamodbstreams", skeleton=Skeleton(load_service("dynamodbstreams"), table))


def _call(name: str) -> Callable[[Engine, dict[str, Any]], dict[str, Any]]:
    return lambda engine, request: dispatch.call(engine, name, request)


def _handler(operation: Callable[[Engine, dict[str, Any]], dict[str, Any]]) -> Handler:
    """An operation as the gateway calls it; the one place where our errors become the host's."""

    def handle(context: RequestContext, request: dict[str, Any] | None) -> dict[str, Any]:
        engine = engines().get(context.account_id, context.region)
        try:
            return operation(engine, request or {})
        except DynamoDBError as error:
            raise _host_error(error) from error

    return handle


def _host_error(error: DynamoDBError) -> CommonServiceException:
    raised = CommonServiceException(error.code, error.message, error.status, sender_fault=True)
    # the host's serializer takes the members of an error's shape from attributes of their names
    raised.Message = error.message
    for member, value in error.details.items():
        setattr(raised, member, value)
    return raised


def _close() -> None:
    engines().close()
    engines.cache_clear()
