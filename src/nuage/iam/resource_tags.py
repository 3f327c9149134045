"""The tags of resources, for `aws:ResourceTag/…`: from the host's stores, and from products that tell.

A service's store is imported when a request needs it: by then the service is loaded. S3 is left out on
purpose: a bucket's tags count only where its owner has switched that on, which the lab does not have.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nuage.iam import identities

Tags = Mapping[str, str]
Reader = Callable[[str, str, str], Tags]
"""From account, region and ARN to tags."""


def keys(arn: str) -> dict[str, str]:
    """The condition keys of a resource; none when it has no tags, or is not there."""
    fields = arn.split(":", 5)
    if len(fields) < 6:
        return {}
    service, region, account = fields[2], fields[3], fields[4]
    read = READERS.get(service)
    if read is None or not account.isdigit():
        return {}
    found = {f"aws:resourcetag/{key.lower()}": value for key, value in read(account, region, arn).items()}
    if service == "iam":
        found |= {key.replace("aws:", "iam:", 1): value for key, value in found.items()}
    return found


def learn(service: str, read: Reader) -> None:
    """Ask there for the tags of a service's resources, from now on: products do not import each other."""
    READERS[service] = read


def _pairs(tags: Any) -> Tags:
    return {tag["Key"]: tag["Value"] for tag in tags or ()}


def _function(account: str, region: str, arn: str) -> Tags:
    from localstack.services.lambda_.invocation.models import lambda_stores

    # the tags are the function's, whatever version or alias is called
    return dict(lambda_stores[account][region].TAGS.tags.get(":".join(arn.split(":")[:7]), {}))


def _event(account: str, region: str, arn: str) -> Tags:
    from localstack.services.events.models import events_stores

    return dict(events_stores[account][region].TAGS.tags.get(arn, {}))


def _log_group(account: str, region: str, arn: str) -> Tags:
    from localstack.services.logs.models import logs_stores

    return dict(logs_stores[account][region].TAGS.get(":".join(arn.split(":")[:7]), {}))


def _queue(account: str, region: str, arn: str) -> Tags:
    from localstack.services.sqs.models import sqs_stores

    queue = sqs_stores[account][region].queues.get(arn.rpartition(":")[2])
    return dict(queue.tags) if queue else {}


def _topic(account: str, region: str, arn: str) -> Tags:
    from localstack.services.sns.models import sns_stores

    return _pairs(sns_stores[account][region].sns_tags.get(arn))


def _identity(account: str, _region: str, arn: str) -> Tags:
    iam = identities.backend(account, arn.split(":")[1])
    kind, _, path = arn.split(":", 5)[5].partition("/")
    if kind == "policy":
        policy = iam.managed_policies.get(arn)
        return {key: tag["Value"] for key, tag in policy.tags.items()} if policy else {}
    everything: dict[str, Mapping[str, Any]] = {"role": iam.roles, "user": iam.users}
    name = path.rpartition("/")[2]
    found = next((entity for entity in everything.get(kind, {}).values() if entity.name == name), None)
    if found is None:
        return {}
    # the host keeps a role's tags by key, and a user's as a list
    return _pairs(found.tags.values() if isinstance(found.tags, Mapping) else found.tags)


READERS: dict[str, Reader] = {
    "events": _event,
    "iam": _identity,
    "lambda": _function,
    "logs": _log_group,
    "sns": _topic,
    "sqs": _queue,
}
