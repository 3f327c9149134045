"""The Glue API: the Data Catalog's operations are ours, the others moto's; what neither has answers 501."""

from __future__ import annotations

from typing import Any

from botocore import xform_name
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.moto import call_moto
from localstack.services.plugins import Service
from moto.glue.responses import GlueResponse

from nuage.glue.catalog import Catalog
from nuage.glue.errors import GlueError
from nuage.glue.operations.table import OPERATIONS, Operation


def create_service() -> Service:
    """The service for LocalStack's list of services."""
    model = load_service("glue")
    # where moto has no method, the skeleton answers 501 with the operation's name
    served = (name for name in model.operation_names if hasattr(GlueResponse, xform_name(name)))
    table: dict[str, Any] = dict.fromkeys(served, _by_moto)
    table |= {name: _handler(operation) for name, operation in OPERATIONS.items()}
    return Service("glue", skeleton=Skeleton(model, table))


def _by_moto(context: RequestContext, _request: dict[str, Any]) -> Any:
    return call_moto(context)


def _handler(operation: Operation) -> Any:
    def handle(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        catalog = Catalog(context.account_id, context.region)
        try:
            catalog.check(request)
            return operation(catalog, request)
        except GlueError as error:
            raise CommonServiceException(error.code, error.message, 400, sender_fault=True) from error

    return handle
