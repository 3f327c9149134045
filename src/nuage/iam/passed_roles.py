"""iam:PassRole, and the condition keys that services take from their requests.

Source: AWS IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nuage.iam.calls import Call, Demand

# these take a role's ARN without handing the role to a service
NOT_PASSING = frozenset({"sts", "iam", "kms", "dynamodb", "sqs", "sns", "secretsmanager", "ssm"})
CHANGES = ("Create", "Update", "Put", "Start", "Run", "Register", "Modify", "Replace")
ROLE_ARN = re.compile(r"arn:[\w-]+:iam::\d{12}:role/.+")
ROLE_PARAMETERS = frozenset({"role", "rolearn", "executionrolearn", "taskrolearn", "servicerolearn"})
PRINCIPALS = {"ecs": "ecs-tasks.amazonaws.com", "apigateway": "apigateway.amazonaws.com"}


def demands(call: Call) -> list[Demand]:
    """iam:PassRole on each role that the request hands to its service."""
    if call.operation == "AddRoleToInstanceProfile":
        role = call.text("RoleName")
        arns = [call.arn(f"role{call.iam_path('role', role)}{role}", "iam", region="")]
        service = "ec2.amazonaws.com"
    elif call.service in NOT_PASSING or not call.operation.startswith(CHANGES):
        return []
    elif call.service == "s3" and call.operation != "PutBucketReplication":
        return []  # keys, tags and bodies of objects are no roles
    else:
        arns = list(dict.fromkeys(_roles(call, call.parameters, depth=4)))
        service = PRINCIPALS.get(call.service, f"{call.service}.amazonaws.com")
    return [Demand("iam:PassRole", arn, {"iam:passedtoservice": service}) for arn in arns]


def _roles(call: Call, value: Any, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _roles(call, item, depth - 1)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if isinstance(item, str) and name.lower() in ROLE_PARAMETERS:
                if ROLE_ARN.fullmatch(item):
                    yield item
                elif call.service == "glue" and item:  # Glue takes a role's name as well
                    yield call.arn(f"role{call.iam_path('role', item)}{item}", "iam", region="")
            else:
                yield from _roles(call, item, depth - 1)


def request_keys(call: Call) -> dict[str, Any]:
    """Condition keys of single services that the request itself holds."""
    keys: dict[str, Any] = {}
    for (service, parameter), key in KEYS.items():
        if service == call.service:
            found = [str(value) for value in call.nested(*parameter.split("."))]
            if found:
                keys[key] = found if parameter.count(".") else found[0]
    if call.service == "dynamodb":
        # the lab does not work these out, so no policy may rest on them: they match nothing
        keys["dynamodb:leadingkeys"] = keys["dynamodb:attributes"] = ("\0unknown",)
    return keys


KEYS: dict[tuple[str, str], str] = {
    ("dynamodb", "ReturnValues"): "dynamodb:returnvalues",
    ("dynamodb", "ReturnConsumedCapacity"): "dynamodb:returnconsumedcapacity",
    ("events", "Targets.Arn"): "events:targetarn",
    ("events", "Entries.DetailType"): "events:detail-type",
    ("events", "Entries.Source"): "events:source",
    ("iam", "PermissionsBoundary"): "iam:permissionsboundary",
    ("iam", "PolicyArn"): "iam:policyarn",
    ("iam", "AWSServiceName"): "iam:awsservicename",
    ("kms", "EncryptionContext"): "kms:encryptioncontext",
    ("lambda", "FunctionArn"): "lambda:functionarn",
    ("lambda", "Layers"): "lambda:layer",
    ("lambda", "Principal"): "lambda:principal",
    ("lambda", "FunctionUrlAuthType"): "lambda:functionurlauthtype",
    ("sns", "Protocol"): "sns:protocol",
    ("sns", "Endpoint"): "sns:endpoint",
    ("sts", "ExternalId"): "sts:externalid",
    ("sts", "RoleSessionName"): "sts:rolesessionname",
    ("sts", "SourceIdentity"): "sts:sourceidentity",
    ("sts", "TransitiveTagKeys"): "sts:transitivetagkeys",
}
