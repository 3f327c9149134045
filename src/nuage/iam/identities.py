"""Users, roles and their policies, as the host's IAM (moto) keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from moto.iam.models import IAMBackend, Role, User, iam_backends

from nuage.iam.evaluate import Permissions, Source
from nuage.iam.policy import PolicyError, parse


def backend(account: str, partition: str = "aws") -> IAMBackend:
    """The IAM of an account."""
    return iam_backends[account][partition]


def role(arn: str) -> Role | None:
    """A role by its ARN."""
    fields = arn.split(":", 5)
    if len(fields) < 6 or fields[4] not in iam_backends:
        return None
    name = fields[5].rpartition("/")[2]
    roles = backend(fields[4], fields[1]).roles.values()
    return next((found for found in roles if found.name == name and found.arn == arn), None)


def role_permissions(found: Role, session: Iterable[tuple[str, str]] | None) -> Permissions:
    """What a session of a role may do.

    :param session: the session policies given to AssumeRole, as (document, ARN); None if none were
    """
    return Permissions(
        identity=tuple(_attached(found)),
        boundary=_boundary(found.permissions_boundary_arn, found.account_id),
        session=None if session is None else tuple(_source(*entry) for entry in session),
    )


def user_permissions(user: User) -> Permissions:
    """What a user may do, groups included."""
    sources = list(_attached(user))
    for group in backend(user.account_id).groups.values():
        if user in group.users:
            sources.extend(_attached(group))
    # the host keeps a user's boundary as an attribute of its own making
    return Permissions(
        tuple(sources), _boundary(getattr(user, "permissions_boundary", None), user.account_id)
    )


def managed_policy(arn: str, account: str) -> str | None:
    """The default version of a managed policy; None when there is no such policy."""
    found = backend(account).managed_policies.get(arn)
    if found is None:
        return None
    return next(
        version.document for version in found.versions if version.version_id == found.default_version_id
    )


def iam_path(account: str, kind: str, name: str) -> str:
    """The path of a user, role, group or policy; `/` when there is none of that name."""
    if account not in iam_backends:
        return "/"
    iam = backend(account)
    entities: dict[str, Any] = {
        "user": iam.users,
        "role": iam.roles,
        "group": iam.groups,
        "policy": iam.managed_policies,
        "instance-profile": iam.instance_profiles,
    }
    found = next((entity for entity in entities.get(kind, {}).values() if entity.name == name), None)
    return found.path if found is not None and found.path else "/"


def _attached(entity: Any) -> Iterator[Source]:
    for name, document in list(entity.policies.items()):
        yield _source(document, "", f"inline policy {name} of {entity.arn}")
    for arn, policy in list(entity.managed_policies.items()):
        document = next(v.document for v in policy.versions if v.version_id == policy.default_version_id)
        yield _source(document, arn)


def _boundary(arn: str | None, account: str) -> Source | None:
    if not arn:
        return None
    document = managed_policy(arn, account)
    if document is None:  # AWS: a boundary that is gone allows nothing
        return _source('{"Statement": []}', arn)
    return _source(document, arn)


def _source(document: str, arn: str, name: str = "") -> Source:
    try:
        return Source(parse(document), arn)
    except PolicyError as error:
        raise PolicyError(f"{name or arn}: {error}") from None
