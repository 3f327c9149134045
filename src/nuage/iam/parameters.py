"""Which request parameter fills which variable of a resource's ARN pattern.

A variable is looked up here first; then a parameter of the variable's own name counts, in any case
and with or without `Name`, `Id` or `Identifier` at its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlparse

from nuage.iam.calls import Call

# (IAM prefix, variable, or type.variable) -> parameters, the first one present counts
NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("athena", "DataCatalogName"): ("CatalogName", "Name"),
    ("cloudformation", "StackName"): ("StackName",),
    ("cloudwatch", "AlarmName"): ("AlarmName", "AlarmNames"),
    ("dynamodb", "TableName"): ("TableName", "TargetTableName", "TableArn", "StreamArn", "ShardIterator"),
    ("dynamodb", "StreamLabel"): ("StreamArn", "ShardIterator"),
    ("events", "RuleName"): ("Rule", "Name"),
    ("events", "EventBusName"): ("EventBusName", "Name"),
    ("events", "ArchiveName"): ("ArchiveName",),
    ("events", "ConnectionName"): ("Name",),
    ("events", "ApiDestinationName"): ("Name",),
    ("firehose", "DeliveryStreamName"): ("DeliveryStreamName",),
    ("glue", "DatabaseName"): ("DatabaseName", "DatabaseInput.Name", "Name"),
    ("glue", "TableName"): ("TableName", "TableInput.Name", "Name"),
    ("glue", "JobName"): ("JobName", "Name"),
    ("glue", "CrawlerName"): ("CrawlerName", "Name"),
    ("iam", "UserNameWithPath"): ("UserName", "PolicySourceArn"),
    ("iam", "RoleNameWithPath"): ("RoleName", "PolicySourceArn"),
    ("iam", "GroupNameWithPath"): ("GroupName", "PolicySourceArn"),
    ("iam", "PolicyNameWithPath"): ("PolicyArn", "PolicyName"),
    ("iam", "InstanceProfileNameWithPath"): ("InstanceProfileName",),
    ("kinesis", "StreamName"): ("StreamName", "StreamARN"),
    ("kms", "KeyId"): ("KeyId", "TargetKeyId"),
    ("kms", "Alias"): ("AliasName",),
    ("lambda", "LayerVersion"): ("VersionNumber",),
    ("scheduler", "ScheduleName"): ("Name",),
    ("scheduler", "schedule.GroupName"): ("GroupName",),
    ("scheduler", "schedule-group.GroupName"): ("GroupName", "Name"),
    ("secretsmanager", "SecretId"): ("SecretId", "Name"),
    ("sns", "TopicName"): ("TopicArn", "TargetArn", "SubscriptionArn", "ResourceArn", "Name"),
    ("ssm", "ParameterNameWithoutLeadingSlash"): ("Name", "Names", "Path"),
    ("states", "StateMachineName"): ("stateMachineArn", "name"),
    ("states", "ActivityName"): ("activityArn", "name"),
    ("states", "ExecutionId"): ("executionArn",),
    ("sts", "RoleNameWithPath"): ("RoleArn",),
}

# what counts when the request does not say
DEFAULTS: dict[tuple[str, str], str] = {
    ("cloudformation", "Id"): "*",
    ("scheduler", "GroupName"): "default",
    ("ssm", "ParameterNameWithoutLeadingSlash"): "*",
}

# what names an execution or a named query of Athena's
ATHENA_IDS = ("QueryExecutionId", "QueryExecutionIds", "NamedQueryId", "NamedQueryIds")

# where the resource's ARN itself is a parameter
ARN_PARAMETERS = ("ResourceArn", "ResourceARN", "resourceArn", "Arn", "arn")

_SUFFIXES = ("withpath", "identifier", "name", "id", "arn")


def values(call: Call, kind: str, variable: str) -> list[str]:
    """What a variable can be filled with, from the request; more than one for a list parameter.

    :param kind: the resource type that the variable belongs to
    """
    names = NAMES.get((call.service, f"{kind}.{variable}")) or NAMES.get((call.service, variable))
    found = _named(call, names) if names else _alike(call.parameters, variable)
    if not found and (default := DEFAULTS.get((call.service, variable))):
        return [default]
    return found


def _named(call: Call, names: tuple[str, ...]) -> list[str]:
    for name in names:
        found = [
            str(value) for value in call.nested(*name.split(".")) if value and isinstance(value, str | int)
        ]
        if found:
            return found
    return []


def _alike(parameters: Mapping[str, Any], variable: str) -> list[str]:
    wanted = {variable.lower(), _stem(variable)}
    for name, value in parameters.items():
        if name.lower() in wanted or _stem(name) in wanted:
            if isinstance(value, str | int) and not isinstance(value, bool):
                return [str(value)]
            if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
                return value
    return []


def _stem(name: str) -> str:
    text = name.lower()
    for suffix in _SUFFIXES:
        if text.endswith(suffix) and text != suffix:
            return text.removesuffix(suffix)
    return text


def queue_arn(call: Call) -> str:
    """The ARN of a queue, from its URL: its last two parts are account and name."""
    url = call.text("QueueUrl")
    if not url:
        return call.arn(call.text("QueueName")) if call.text("QueueName") else "*"
    host, parts = urlparse(url).netloc, urlparse(url).path.strip("/").split("/")
    if len(parts) < 2 or not parts[-2].isdigit():
        return call.arn(parts[-1])
    region = call.region
    if len(parts) == 4 and parts[0] == "queue":  # http://host/queue/REGION/ACCOUNT/NAME
        region = parts[1]
    elif "." in host and host.split(".")[0] == "sqs":  # http://sqs.REGION.host/ACCOUNT/NAME
        region = host.split(".")[1]
    elif host.split(".")[0].count("-") == 2 and host.split(".")[1:2] == ["queue"]:  # REGION.queue.host
        region = host.split(".")[0]
    return f"arn:{call.partition}:sqs:{region}:{parts[-2]}:{parts[-1]}"


def work_group_arns(call: Call) -> list[str]:
    """The ARNs of the work groups that a request names, or those that the executions and named queries are in
    that it names by id. What is in none counts as in `primary`.

    https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetQueryExecution.html ("Requires you to
    have access to the workgroup in which the queries ran")
    """
    ids = [made for name in ATHENA_IDS for made in call.nested(name)]
    if call.operation == "CreateWorkGroup":
        groups = [call.text("Name")]
    elif call.text("WorkGroup"):
        groups = [call.text("WorkGroup")]
    else:
        groups = [call.work_group(str(made)) for made in ids]
    return [call.arn(f"workgroup/{group or 'primary'}") for group in dict.fromkeys(groups or [""])]


def function_arn(call: Call) -> str:
    """The ARN of a function, which a request names by name, partial ARN or ARN, with a qualifier or not."""
    name, qualifier = call.text("FunctionName"), call.text("Qualifier")
    if not name.startswith("arn:"):
        *account, _, name = ["", *name.rpartition("function:")] if "function:" in name else ["", "", name]
        owner = next((part.strip(":") for part in account if part.strip(":").isdigit()), call.account)
        name = f"arn:{call.partition}:lambda:{call.region}:{owner}:function:{name}"
    if qualifier and name.count(":") == 6:
        name = f"{name}:{qualifier}"
    return name


def log_group_arn(call: Call) -> str:
    """The ARN of a log group or stream. A group's ends in `:log-stream:`, so policies need `:*`."""
    group = call.text("logGroupName", "logGroupIdentifier", "resourceArn")
    stream = call.text("logStreamName")
    if group.startswith("arn:"):
        group = group.split(":log-group:", 1)[-1].removesuffix(":*")
    return call.arn(f"log-group:{group}:log-stream:{stream}")
