"""From an API call to the IAM actions and resources that it demands.

The rule: operation X of service s demands s:X on the resources that AWS's data name for it. The
exceptions stand in tables: here, in s3_actions and in dynamodb_actions. An operation that neither
rule nor table covers raises `UnmappedOperationError`, and the handler denies it.
"""

from __future__ import annotations

from itertools import product

from nuage.iam import catalog, dynamodb_actions, passed_roles, s3_actions
from nuage.iam.calls import Call, Demand, UnmappedOperationError
from nuage.iam.catalog import ResourceType
from nuage.iam.parameters import (
    ARN_PARAMETERS,
    function_arn,
    log_group_arn,
    queue_arn,
    values,
    work_group_arns,
)

# operation -> action, where the names differ
ACTIONS: dict[tuple[str, str], str] = {
    ("glue", "BatchGetDataQualityResult"): "GetDataQualityResult",
    ("kms", "ReEncrypt"): "ReEncryptFrom",
    ("lambda", "GetLayerVersionByArn"): "GetLayerVersion",
    ("lambda", "Invoke"): "InvokeFunction",
    ("lambda", "InvokeAsync"): "InvokeFunction",
    ("lambda", "InvokeWithResponseStream"): "InvokeFunction",
    ("sns", "PublishBatch"): "Publish",
    ("sqs", "ChangeMessageVisibilityBatch"): "ChangeMessageVisibility",
    ("sqs", "DeleteMessageBatch"): "DeleteMessage",
    ("sqs", "SendMessageBatch"): "SendMessage",
}

# operations that every signed caller may call
FREE = {
    ("sts", "GetCallerIdentity"): "AWS: no permissions are required",
    ("sts", "GetSessionToken"): "AWS: no permissions are required to get a token for oneself",
    ("dynamodb", "DescribeEndpoints"): "AWS: no permissions are required",
}

# operations that no action of AWS's data stands for, with the reason; they are denied to roles and users
UNMAPPED = {
    ("glue", "BatchPutDataQualityStatisticAnnotation"): "AWS lists no action of this name",
    ("glue", "GetMaterializedViewRefreshTaskRun"): "AWS lists no action of this name",
    ("glue", "GetUnfilteredPartitionMetadata"): "for third-party query engines; AWS lists no action",
    ("glue", "GetUnfilteredPartitionsMetadata"): "for third-party query engines; AWS lists no action",
    ("glue", "GetUnfilteredTableMetadata"): "for third-party query engines; AWS lists no action",
    ("glue", "ListDataQualityStatisticAnnotations"): "AWS lists no action of this name",
    ("glue", "ListDataQualityStatistics"): "AWS lists no action of this name",
    ("glue", "ListMaterializedViewRefreshTaskRuns"): "AWS lists no action of this name",
    ("glue", "StartMaterializedViewRefreshTaskRun"): "AWS lists no action of this name",
    ("glue", "StopMaterializedViewRefreshTaskRun"): "AWS lists no action of this name",
    ("iam", "UpdateDelegationRequest"): "AWS lists no action of this name",
    ("logs", "GetLogObject"): "AWS lists no action of this name",
    ("s3", "CreateSession"): "for directory buckets (S3 Express), which the lab does not have",
    ("s3", "ListDirectoryBuckets"): "for directory buckets (S3 Express), which the lab does not have",
    ("s3", "RenameObject"): "for directory buckets (S3 Express), which the lab does not have",
    ("s3", "WriteGetObjectResponse"): "for S3 Object Lambda, which the lab does not have",
}

# list operations whose refusals name a resource although AWS's data give them none
LISTS = {
    ("events", "ListRules"): "rule/*",
    ("iam", "ListGroups"): "group/",
    ("iam", "ListRoles"): "role/",
    ("iam", "ListUsers"): "user/",
    ("logs", "DescribeLogGroups"): "log-group::log-stream:",
}


def demands(call: Call) -> list[Demand]:
    """All that a caller must be allowed for the call to go through; empty when nothing is needed.

    :raises UnmappedOperationError: when it is not known what the operation needs
    """
    if (call.service, call.operation) in FREE:
        return []
    if call.service == "s3":
        found = s3_actions.demands(call)
    elif call.service == "apigateway":
        found = [_http_action(call)]
    elif call.service == "dynamodb" and call.operation in dynamodb_actions.OPERATIONS:
        found = dynamodb_actions.demands(call)
    else:
        found = _by_data(call)
    return [*found, *passed_roles.demands(call)]


def _by_data(call: Call) -> list[Demand]:
    name = ACTIONS.get((call.service, call.operation), call.operation)
    action = catalog.action(call.service, name)
    if action is None:
        raise UnmappedOperationError(call.operation)
    keys = passed_roles.request_keys(call)
    found = [Demand(action.name, resource, keys) for resource in resources(call, action.types)]
    if call.service == "sts" and call.operation == "AssumeRole":
        if call.parameters.get("Tags"):
            found.append(Demand("sts:TagSession", found[0].resource, keys))
        if call.text("SourceIdentity"):
            found.append(Demand("sts:SetSourceIdentity", found[0].resource, keys))
    return found


def _http_action(call: Call) -> Demand:
    """API Gateway's actions are the HTTP methods, its resources the paths."""
    path = call.path.removeprefix("/v2")
    return Demand(
        f"apigateway:{call.method.upper()}", f"arn:{call.partition}:apigateway:{call.region}::{path}"
    )


def resources(call: Call, types: tuple[ResourceType, ...]) -> list[str]:
    """The ARNs of the resources that a call acts on, `*` when it names none."""
    if (listed := LISTS.get((call.service, call.operation))) is not None:
        return [call.arn(listed, region="" if call.service == "iam" else None)]
    if not types:
        return ["*"]
    names = {kind.name for kind in types}
    if own := _by_service(call, names):
        return own
    for name in ARN_PARAMETERS:
        if call.text(name).startswith("arn:"):
            return [call.text(name)]
    found = {kind: _filled(call, kind) for kind in types}
    required = [arn for kind, arns in found.items() if kind.required for arn in arns]
    if required:
        return list(dict.fromkeys(required))
    optional = [kind for kind, arns in found.items() if arns]
    if not optional:
        return ["*"]
    return found[max(optional, key=lambda kind: len(kind.variables))]


def _by_service(call: Call, names: set[str]) -> list[str]:
    """The ARNs of services whose requests name resources in ways of their own; none for the others.

    :param names: of the resource types
    """
    if call.service == "sqs":
        return [queue_arn(call)]
    if call.service == "logs" and names & {"log-group", "log-stream"}:
        return [log_group_arn(call)]
    if call.service == "lambda" and "function" in names and call.text("FunctionName"):
        return [function_arn(call)]
    if call.service == "athena" and "workgroup" in names <= {"workgroup", "session"}:
        return work_group_arns(call)
    if call.service == "kms" and call.text("KeyId").startswith("alias/"):
        return [call.arn(call.text("KeyId"))]
    return _event_resources(call, names) if call.service == "events" else []


def _event_resources(call: Call, types: set[str]) -> list[str]:
    """Rules and buses: a request names the bus by name, by ARN, or not at all."""
    if call.operation == "PutEvents":
        entries = call.parameters.get("Entries") or []
        buses = {_bus(str(entry.get("EventBusName") or "default")) for entry in entries}
        return [call.arn(f"event-bus/{bus}") for bus in sorted(buses)]
    rule = call.text("Rule", "Name")
    if "rule-on-default-event-bus" not in types or not rule:
        return []
    bus = _bus(call.text("EventBusName") or "default")
    return [call.arn(f"rule/{rule}" if bus == "default" else f"rule/{bus}/{rule}")]


def _bus(name: str) -> str:
    return name.rpartition("event-bus/")[2]


def _filled(call: Call, kind: ResourceType) -> list[str]:
    """The ARNs of one resource type; none when a variable has no value in the request."""
    choices = []
    for variable in kind.variables:
        found = values(call, kind.name, variable)
        # a shard iterator is the stream's ARN and more, after a bar
        if arns := [value.partition("|")[0] for value in found if value.startswith("arn:")]:
            return [arn for arn in (_own_arn(call, arn) for arn in arns) if kind.arn.fullmatch(arn)]
        if not found and call.service == "glue" and kind.required:
            found = ["*"]  # GetDatabases asks for database/*, GetTables for table/DATABASE/*
        if not found and variable == "UserNameWithPath" and call.user:
            found = [call.user]
        if not found:
            return []
        choices.append(found)
    fixed = {"Partition": call.partition, "Region": call.region, "Account": call.account}
    return [
        catalog.fill(kind.pattern, fixed | _spelled(call, kind, combination))
        for combination in product(*choices)
    ]


def _own_arn(call: Call, arn: str) -> str:
    """A subscription belongs to its topic: the topic's ARN is what counts."""
    return ":".join(arn.split(":")[:6]) if call.service == "sns" else arn


def _spelled(call: Call, kind: ResourceType, combination: tuple[str, ...]) -> dict[str, str]:
    """The values as the ARN writes them: IAM's with their path, a parameter's without its slash."""
    filled = dict(zip(kind.variables, combination, strict=True))
    for variable, value in filled.items():
        if variable.endswith("WithPath") and call.service == "iam":
            filled[variable] = f"{call.text('Path') or call.iam_path(kind.name, value)}{value}".lstrip("/")
        elif variable == "ParameterNameWithoutLeadingSlash":
            filled[variable] = value.lstrip("/")
        elif variable == "SecretId":
            filled[variable] = f"{value}-??????"  # six random characters that the name does not tell
    return filled
