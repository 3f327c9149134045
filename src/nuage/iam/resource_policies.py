"""The policies that hang on resources, and the accounts that own them, from the host's stores.

A service's store is imported when a request needs it: by then the service is loaded.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from nuage.iam import identities
from nuage.iam.calls import Demand, account_of
from nuage.iam.evaluate import NO_RESOURCE_POLICY, PolicyType, ResourcePolicy, Source
from nuage.iam.policy import PolicyError, parse
from nuage.iam.public_access import is_public


@dataclasses.dataclass(frozen=True)
class Owned:
    """A resource's owner (an account; empty when it is not known) and its policy."""

    account: str
    policy: ResourcePolicy = NO_RESOURCE_POLICY
    restricted: bool = False  # a bucket whose public policy is kept from the public


class NoSuchRoleError(LookupError):
    """A role that does not exist cannot be assumed."""


def of(demand: Demand) -> Owned:
    """The owner and the policy of the resource of a demand.

    :raises NoSuchRoleError: when a role to be assumed does not exist
    :raises PolicyError: when the policy is malformed
    """
    service = demand.action.partition(":")[0]
    if demand.resource == "*":
        return Owned("")
    if service == "s3":
        return _bucket(demand.resource)
    if service == "sts" and ":role/" in demand.resource:
        return _trust(demand.resource)
    account = account_of(demand.resource)
    read = READERS.get(service)
    if read is None or not account:
        return Owned(account)
    region, name = demand.resource.split(":")[3], demand.resource.split(":", 5)[5]
    document = read(account, region, name)
    if not document:
        return Owned(account)
    return Owned(account, ResourcePolicy(_source(document, demand.resource), required=service == "kms"))


def owner(demand: Demand) -> str:
    """The account that owns the resource of a demand; empty when it is not known."""
    if demand.action.startswith("s3:") and demand.resource != "*":
        found = bucket(demand.resource.split(":", 5)[5].partition("/")[0])
        return found.bucket_account_id if found is not None else ""
    return account_of(demand.resource)


def _source(document: Any, where: str) -> Source:
    try:
        return Source(parse(document))
    except PolicyError as error:
        raise PolicyError(f"the policy of {where}: {error}") from None


def bucket(name: str) -> Any:
    """The host's record of a bucket; None when there is no such bucket."""
    from localstack.services.s3.models import s3_stores

    owner = s3_stores["000000000000"]["us-east-1"].global_bucket_map.get(name)
    if owner is None:
        return None
    return s3_stores[owner]["us-east-1"].buckets.get(name)


def _bucket(arn: str) -> Owned:
    found = bucket(arn.split(":", 5)[5].partition("/")[0])
    if found is None:
        return Owned("")
    if not found.policy:
        return Owned(found.bucket_account_id)
    source = _source(found.policy, arn)
    restricted = blocks(found, "RestrictPublicBuckets") and is_public(source.policy)
    return Owned(found.bucket_account_id, ResourcePolicy(source), restricted)


def blocks(found: Any, setting: str) -> bool:
    """Whether a setting of S3 Block Public Access is on for a bucket (of the host's record)."""
    return bool((found.public_access_block or {}).get(setting))


def _trust(arn: str) -> Owned:
    role = identities.role(arn)
    if role is None:
        raise NoSuchRoleError(arn)
    source = _source(role.assume_role_policy_document, arn)
    return Owned(role.account_id, ResourcePolicy(source, PolicyType.TRUST, required=True))


def _function(account: str, region: str, name: str) -> Any:
    from localstack.services.lambda_.invocation.models import lambda_stores

    _, function_name, *qualifier = name.split(":")
    function = lambda_stores[account][region].functions.get(function_name)
    if function is None:
        return None
    permissions = function.permissions.get(qualifier[0] if qualifier else "$LATEST")
    return dataclasses.asdict(permissions.policy) if permissions else None


def _queue(account: str, region: str, name: str) -> Any:
    from localstack.services.sqs.models import sqs_stores

    queue = sqs_stores[account][region].queues.get(name)
    return queue.attributes.get("Policy") if queue else None


def _topic(account: str, region: str, name: str) -> Any:
    from moto.sns.models import sns_backends

    topic = sns_backends[account][region].topics.get(f"arn:aws:sns:{region}:{account}:{name}")
    return topic.policy if topic else None


def _key(account: str, region: str, name: str) -> Any:
    from localstack.services.kms.models import kms_stores

    key = kms_stores[account][region].keys.get(name.removeprefix("key/"))
    return key.policy if key else None


def _secret(account: str, region: str, name: str) -> Any:
    from moto.secretsmanager.models import secretsmanager_backends

    secrets = secretsmanager_backends[account][region].secrets
    wanted = name.removeprefix("secret:")
    found = next(
        (s for s in secrets.values() if s.arn.endswith(wanted) or wanted == f"{s.name}-??????"), None
    )
    return found.policy if found else None


def _event_bus(account: str, region: str, name: str) -> Any:
    from localstack.services.events.models import events_stores

    if not name.startswith("event-bus/"):
        return None
    found = events_stores[account][region].event_buses.get(name.removeprefix("event-bus/"))
    return found.policy if found and found.policy else None


READERS: dict[str, Callable[[str, str, str], Any]] = {
    "events": _event_bus,
    "kms": _key,
    "lambda": _function,
    "secretsmanager": _secret,
    "sns": _topic,
    "sqs": _queue,
}
