"""The API of function URLs: LocalStack's, mended where it differs from AWS's or cannot be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext, handler
from localstack.aws.api.lambda_ import (
    AddPermissionRequest,
    AddPermissionResponse,
    CreateFunctionUrlConfigResponse,
    FunctionUrlConfig,
    GetFunctionUrlConfigResponse,
    InvalidParameterValueException,
    ListFunctionUrlConfigsResponse,
    UpdateFunctionUrlConfigResponse,
)
from localstack.services.lambda_ import api_utils
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.lambda_.provider import LambdaProvider
from localstack.utils.urls import localstack_host

from nuage.functions.urls import address, statement
from nuage.functions.urls.access import AWS_IAM, NONE

NO_STREAMS = (
    "Nuage does not stream a function's answer (InvokeMode RESPONSE_STREAM): use BUFFERED. On AWS, functions "
    "in Python do not stream either."
)


class FunctionUrls(LambdaProvider):
    """The operations on function URLs, and the statements that let callers use them."""

    @handler("CreateFunctionUrlConfig")
    def create_function_url_config(
        self, context: RequestContext, function_name: str, auth_type: str, **options: Any
    ) -> CreateFunctionUrlConfigResponse:
        """Give a function, or an alias, a URL."""
        _check(auth_type, options)
        options["invoke_mode"] = options.get("invoke_mode") or "BUFFERED"
        made = super().create_function_url_config(context, function_name, auth_type=auth_type, **options)
        return _ours(context, made)

    @handler("GetFunctionUrlConfig")
    def get_function_url_config(
        self, context: RequestContext, function_name: str, **options: Any
    ) -> GetFunctionUrlConfigResponse:
        """The URL of a function or an alias."""
        return _ours(context, super().get_function_url_config(context, function_name, **options))

    @handler("UpdateFunctionUrlConfig")
    def update_function_url_config(
        self, context: RequestContext, function_name: str, **options: Any
    ) -> UpdateFunctionUrlConfigResponse:
        """Change who may call, or which pages may."""
        _check(options.get("auth_type"), options)
        return _ours(context, super().update_function_url_config(context, function_name, **options))

    @handler("ListFunctionUrlConfigs")
    def list_function_url_configs(
        self, context: RequestContext, function_name: str, **options: Any
    ) -> ListFunctionUrlConfigsResponse:
        """The URLs of a function and its aliases."""
        page = super().list_function_url_configs(context, function_name, **options)
        page["FunctionUrlConfigs"] = [_ours(context, config) for config in page["FunctionUrlConfigs"]]
        return page

    @handler("AddPermission", expand=False)
    def add_permission(self, context: RequestContext, request: AddPermissionRequest) -> AddPermissionResponse:
        """Add a statement; LocalStack forgets what InvokedViaFunctionUrl asks for."""
        problem = statement.problem(request)
        if problem:
            raise InvalidParameterValueException(problem, Type="User")
        added = super().add_permission(context, request)
        if not request.get("InvokedViaFunctionUrl"):
            return added
        account, region = api_utils.get_account_and_region(request["FunctionName"], context)
        name, qualifier = api_utils.get_name_and_qualifier(
            request["FunctionName"], request.get("Qualifier"), context
        )
        policy = lambda_stores[account][region].functions[name].permissions[qualifier or "$LATEST"].policy
        return AddPermissionResponse(Statement=statement.narrow(policy.Statement[-1]))


def _check(auth_type: str | None, options: Mapping[str, Any]) -> None:
    if auth_type is not None and auth_type not in (NONE, AWS_IAM):
        raise CommonServiceException(
            "ValidationException",
            f"1 validation error detected: Value '{auth_type}' at 'authType' failed to satisfy constraint: "
            "Member must satisfy enum value set: [NONE, AWS_IAM]",
            sender_fault=True,
        )
    if options.get("invoke_mode") == "RESPONSE_STREAM":
        raise InvalidParameterValueException(NO_STREAMS, Type="User")


def _ours(context: RequestContext, config: FunctionUrlConfig) -> Any:
    """A configuration with an address that the caller can reach, and without what is not set."""
    url_id = config["FunctionUrl"].partition("://")[2].partition(".")[0]
    # LocalStack's services call each other without a network: they are told the lab's own address
    host = str(localstack_host()) if context.is_internal_call else context.request.host
    found = {**config, "FunctionUrl": address.url(context.request.scheme, host, url_id)}
    return {name: value for name, value in found.items() if value is not None}
