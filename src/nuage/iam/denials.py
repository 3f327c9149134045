"""What AWS answers when it refuses: codes, statuses and texts, word for word.

Sources: AWS IAM User Guide, "Troubleshoot access denied error messages"; "Common errors" in the API
references of the services. Since 2026 an explicit deny names the managed policy it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass

from nuage.iam.evaluate import Decision, PolicyType
from nuage.iam.principals import Caller, Kind


@dataclass(frozen=True)
class Refusal:
    """An AWS error."""

    code: str
    message: str
    status: int


@dataclass(frozen=True)
class Dialect:
    """How a service says no. `protocol` is botocore's name of its wire protocol."""

    service: str  # the IAM prefix
    protocol: str

    @property
    def is_json(self) -> bool:
        """JSON 1.0 and 1.1: errors are typed, and their status is 400."""
        return self.protocol == "json" and self.service != "sqs"


_ARTICLES = {
    PolicyType.IDENTITY: "an identity-based policy",
    PolicyType.RESOURCE: "a resource-based policy",
    PolicyType.BOUNDARY: "a permissions boundary",
    PolicyType.SESSION: "a session policy",
    PolicyType.TRUST: "the role trust policy",
}


def access_denied(
    dialect: Dialect, caller: Caller, action: str, resource: str, decision: Decision
) -> Refusal:
    """The refusal of a request by policy."""
    if caller.kind is Kind.ANONYMOUS:
        return unsigned(dialect)
    action = spelled(action)
    if decision.type is PolicyType.TRUST:
        target = ""
    elif dialect.service == "s3":
        target = "" if resource == "*" else f' on resource: "{resource}"'
    else:
        target = f" on resource: {resource}"
    who = caller.arn or caller.service
    text = f"User: {who} is not authorized to perform: {action}{target}"
    if decision.type is not None and decision.explicit:
        text += f" with an explicit deny in {_ARTICLES[decision.type]}"
        text += f": {decision.arn}" if decision.arn else ""
    elif decision.type is not None:
        text += f" because no {decision.type.value} allows the {action} action"
    return _denied(dialect, text)


def spelled(action: str) -> str:
    """An action as its service's messages write it: SQS in lower case, SNS with its name in capitals."""
    service, _, name = action.partition(":")
    if service == "sqs":
        return action.lower()
    return f"SNS:{name}" if service == "sns" else action


def unmapped(dialect: Dialect, caller: Caller, operation: str) -> Refusal:
    """The refusal of an operation of which the lab does not know the IAM action."""
    return _denied(
        dialect,
        f"User: {caller.arn or caller.service} is not authorized to perform: {dialect.service}:{operation} "
        f"because Nuage does not know which IAM action {operation} needs, and lets nothing through "
        "that it cannot check. The account owner's key `test` may call it.",
    )


def malformed_policy(dialect: Dialect, caller: Caller, reason: str) -> Refusal:
    """The refusal of a request that depends on a policy that cannot be read."""
    return _denied(
        dialect,
        f"User: {caller.arn or caller.service} is not authorized: Nuage cannot read a policy "
        f"that applies to this request ({reason}).",
    )


def public_policy(caller: Caller, resource: str) -> Refusal:
    """The refusal of a public bucket policy by S3 Block Public Access."""
    return Refusal(
        "AccessDenied",
        f"User: {caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "
        f'"{resource}" because public policies are prevented by the BlockPublicPolicy setting '
        "in S3 Block Public Access.",
        403,
    )


def unsigned(dialect: Dialect) -> Refusal:
    """The refusal of a request without a signature."""
    if dialect.service == "s3":
        return Refusal("AccessDenied", "Access Denied", 403)
    if dialect.protocol in ("rest-json", "rest-xml"):
        return Refusal("MissingAuthenticationTokenException", "Missing Authentication Token", 403)
    return Refusal(
        "MissingAuthenticationToken",
        "Request is missing Authentication Token",
        400 if dialect.is_json else 403,
    )


def unknown_key(dialect: Dialect, advice: str) -> Refusal:
    """The refusal of an access key that the lab did not issue.

    :param advice: what to do, added to AWS's text
    """
    invalid = "The security token included in the request is invalid."
    if dialect.service == "s3":
        text = "The AWS Access Key Id you provided does not exist in our records."
        return Refusal("InvalidAccessKeyId", f"{text} {advice}", 403)
    if dialect.protocol in ("query", "ec2") or dialect.service == "sqs":
        return Refusal("InvalidClientTokenId", f"{invalid} {advice}", 403)
    return Refusal("UnrecognizedClientException", f"{invalid} {advice}", 400 if dialect.is_json else 403)


def expired(dialect: Dialect) -> Refusal:
    """The refusal of a session that has ended."""
    if dialect.service == "s3":
        return Refusal("ExpiredToken", "The provided token has expired.", 400)
    code = "ExpiredToken" if dialect.protocol in ("query", "ec2") else "ExpiredTokenException"
    return Refusal(
        code, "The security token included in the request is expired", 400 if dialect.is_json else 403
    )


def _denied(dialect: Dialect, text: str) -> Refusal:
    if dialect.service == "ec2":
        return Refusal(
            "UnauthorizedOperation", f"You are not authorized to perform this operation. {text}", 403
        )
    if dialect.service == "sns":
        return Refusal("AuthorizationError", text, 403)
    if dialect.protocol in ("json", "rest-json") and dialect.service != "sqs":
        return Refusal("AccessDeniedException", text, 400 if dialect.is_json else 403)
    return Refusal("AccessDenied", text, 403)
