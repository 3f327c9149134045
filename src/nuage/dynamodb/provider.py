"""DynamoDB and DynamoDB Streams as LocalStack's gateway calls them. The only module that knows the host."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.plugins import Service
from localstack.state import StateVisitor

from nuage import settings
from nuage.clock import LabClock
from nuage.dynamodb import dispatch
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.engines import Engines
from nuage.dynamodb.errors import DynamoDBError
from nuage.dynamodb.operations import OPERATIONS
from nuage.dynamodb.streams.operations import STREAM_OPERATIONS
from nuage.state.containers import Container
from nuage.state.folder import StateFolder

Handler = Callable[[RequestContext, dict[str, Any]], dict[str, Any]]


@cache
def engines() -> Engines:
    """The engines of this process; both services share them."""
    loaded = settings.load()
    clock = LabClock(loaded.speed, loaded.clock_origin)
    folder = None if loaded.state is None else StateFolder(loaded.state).tables
    return Engines(clock, throttled=loaded.dynamodb_throttle, folder=folder)


class DynamoDBState(Container):
    """All tables. They are in databases of their own, which a snapshot leaves alone."""

    def __init__(self) -> None:
        super().__init__("dynamodb", "tables")

    def accept_state_visitor(self, visitor: StateVisitor) -> None:
        """LocalStack's way to find a provider's state."""
        visitor.visit(self)

    def reset(self) -> None:
        """Delete every table."""
        engines().clear()

    def save(self) -> None:
        """Nothing: the databases are files, and each transaction is in them when its call is answered."""

    def load(self, saved: None) -> None:
        """Nothing: the databases were opened."""


class StreamsState:
    """Streams lie in the databases of their tables."""

    def accept_state_visitor(self, visitor: StateVisitor) -> None:
        """Nothing of its own to show."""


def dynamodb_service() -> Service:
    """The service `dynamodb`."""
    table = {name: _handler(_call(name)) for name in OPERATIONS}
    service = Service("dynamodb", skeleton=Skeleton(load_service("dynamodb"), table), stop=_close)
    engines().open_all()
    service._provider = DynamoDBState()
    return service


def streams_service() -> Service:
    """The service `dynamodbstreams`."""
    table = {name: _handler(operation) for name, operation in STREAM_OPERATIONS.items()}
    service = Service("dynamodbstreams", skeleton=Skeleton(load_service("dynamodbstreams"), table))
    service._provider = StreamsState()
    return service


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
