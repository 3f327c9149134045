"""From an access key to the principal that calls, with its permissions."""

from __future__ import annotations

from dataclasses import dataclass

from localstack.aws.accounts import get_account_id_from_access_key_id
from localstack.aws.api import RequestContext
from localstack.constants import DEFAULT_AWS_ACCOUNT_ID
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header
from moto.iam.models import User, iam_backends
from moto.sts.models import AssumedRole

from nuage import clock
from nuage.iam import identities, keys, learner_lab, sessions
from nuage.iam.evaluate import NO_PERMISSIONS, Permissions
from nuage.iam.keys import Look
from nuage.iam.principals import Caller, Kind


class UnknownKeyError(LookupError):
    """The lab did not issue the access key, or does not accept it any more."""


class ExpiredSessionError(LookupError):
    """The session of the access key has ended."""


@dataclass(frozen=True)
class Identity:
    """A caller and what is attached to it."""

    caller: Caller
    permissions: Permissions = NO_PERMISSIONS
    presigned: bool = False


def identify(context: RequestContext) -> Identity | None:
    """Who calls; None for LocalStack's services among themselves, which act for nobody.

    :raises UnknownKeyError: when the lab did not issue the key
    :raises ExpiredSessionError: when the key's session has ended
    """
    key, presigned = access_key(context)
    if (token := sessions.token(key)) is not None:
        if token.ends < clock.wall():
            raise ExpiredSessionError(key)
        key = token.key
    look = keys.look(key)
    if context.is_internal_call and look in (Look.OWNER, Look.INTERNAL, Look.UNSIGNED):
        return _service(context, key)
    if look is Look.OWNER:
        account = key if key.isdecimal() else DEFAULT_AWS_ACCOUNT_ID
        if learner_lab.is_active():
            return Identity(*learner_lab.student(account, context.partition), presigned=presigned)
        arn = f"arn:{context.partition}:iam::{account}:root"
        return Identity(Caller(Kind.OWNER, arn, account, user_id=account), presigned=presigned)
    if look is Look.UNSIGNED:
        return Identity(Caller(Kind.ANONYMOUS))
    if (found := _issued(context, key, presigned)) is not None:
        return found
    raise UnknownKeyError(key)


def access_key(context: RequestContext) -> tuple[str, bool]:
    """The access key of a request, and whether a presigned URL or form carries it."""
    key = extract_access_key_id_from_auth_header(context.request.headers) or ""
    if key not in ("", keys.UNSIGNED):
        return key, False
    fields = context.request.args
    if context.operation is not None and context.operation.name == "PostObject":
        fields = context.request.form
    credential = fields.get("X-Amz-Credential") or fields.get("x-amz-credential") or ""
    presigned = credential.split("/")[0] or fields.get("AWSAccessKeyId") or ""
    return presigned, bool(presigned)


def _service(context: RequestContext, key: str) -> Identity | None:
    params = context.internal_request_params or {}
    principal = params.get("service_principal")
    if not principal:
        return None
    account = key if key.isdigit() else context.account_id
    return Identity(
        Caller(
            Kind.SERVICE,
            account=account,
            service=f"{principal}.amazonaws.com",
            source_arn=str(params.get("source_arn") or ""),
        )
    )


def _issued(context: RequestContext, key: str, presigned: bool) -> Identity | None:
    """A session or a user whose key the lab issued."""
    if len(key) != 20:
        return None
    account = get_account_id_from_access_key_id(key)
    if (session := sessions.session(key, account, context.partition)) is not None:
        return _session(context, key, session, presigned)
    if account not in iam_backends:
        return None
    user = identities.backend(account, context.partition).get_user_from_access_key_id(key)
    if user is None or user.get_access_key_by_id(key).status != "Active":
        return None
    return Identity(_user(user), identities.user_permissions(user), presigned)


def _user(user: User) -> Caller:
    tags = {tag["Key"]: tag["Value"] for tag in user.tags or ()}
    return Caller(Kind.USER, user.arn, user.account_id, user_id=user.id, tags=tags)


def _session(context: RequestContext, key: str, session: AssumedRole, presigned: bool) -> Identity:
    role = identities.role(session.role_arn)
    if role is None:
        raise UnknownKeyError(key)  # AWS: with its role a session ends
    note = sessions.note(key)
    # a function's environment outlives its credentials here; on AWS it is replaced in time
    if not context.is_internal_call and not note.service and session.expiration.timestamp() < clock.wall():
        raise ExpiredSessionError(key)
    limits = [(session.policy, "")] if session.policy else []
    for arn in note.policy_arns:
        document = identities.managed_policy(arn, role.account_id)
        limits.append((document or '{"Statement": []}', arn))
    tags = {tag["Key"]: tag["Value"] for tag in role.tags or ()}
    caller = Caller(
        Kind.SESSION,
        session.arn,
        role.account_id,
        role_arn=role.arn,
        user_id=f"{role.id}:{session.session_name}",
        tags=tags | sessions.session_tags(key, role.account_id),
    )
    return Identity(caller, identities.role_permissions(role, limits or None), presigned)
