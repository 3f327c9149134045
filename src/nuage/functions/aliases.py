"""UpdateAlias with weights, which LocalStack 4.13.1 answers with an internal error."""

from __future__ import annotations

import dataclasses
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.api.lambda_ import AliasConfiguration
from localstack.services.lambda_ import api_utils
from localstack.services.lambda_.provider import LambdaProvider
from localstack.services.lambda_.provider_utils import get_function_version


def update_alias(
    provider: LambdaProvider,
    context: RequestContext,
    function_name: str,
    name: str,
    routing_config: dict[str, Any] | None,
    **changes: Any,
) -> AliasConfiguration:
    """Change an alias; its weights by LocalStack's own rules, told which version they are added to.

    LocalStack's UpdateAlias forgets to pass the version to the function that checks the weights.
    """
    weights = (routing_config or {}).get("AdditionalVersionWeights")
    change = LambdaProvider.update_alias
    if not weights:
        return change(provider, context, function_name, name, routing_config=routing_config, **changes)
    account, region = api_utils.get_account_and_region(function_name, context)
    short_name = api_utils.get_function_name(function_name, context)
    function = provider._get_function(short_name, account, region)
    model = None
    if alias := function.aliases.get(name):
        version = changes.get("function_version") or alias.function_version
        target = get_function_version(short_name, version, account, region)
        model = provider._create_routing_config_model(weights, target)
    change(provider, context, function_name, name, **changes)
    alias = dataclasses.replace(function.aliases[name], routing_configuration=model)
    function.aliases[name] = alias
    return api_utils.map_alias_out(alias=alias, function=function)
