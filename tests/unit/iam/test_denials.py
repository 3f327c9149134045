"""AWS's refusals, word for word."""

from __future__ import annotations

import pytest

from nuage.iam import denials
from nuage.iam.denials import Dialect, Refusal
from nuage.iam.evaluate import Decision, PolicyType
from nuage.iam.principals import Caller, Kind

SESSION = Caller(Kind.SESSION, "arn:aws:sts::000000000000:assumed-role/r/s", "000000000000")
S3 = Dialect("s3", "rest-xml")
WHO = "User: arn:aws:sts::000000000000:assumed-role/r/s is not authorized to perform: "


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (
            Decision(False, PolicyType.IDENTITY),
            "because no identity-based policy allows the s3:PutObject action",
        ),
        (
            Decision(False, PolicyType.RESOURCE),
            "because no resource-based policy allows the s3:PutObject action",
        ),
        (
            Decision(False, PolicyType.BOUNDARY),
            "because no permissions boundary allows the s3:PutObject action",
        ),
        (Decision(False, PolicyType.SESSION), "because no session policy allows the s3:PutObject action"),
        (
            Decision(False, PolicyType.IDENTITY, explicit=True),
            "with an explicit deny in an identity-based policy",
        ),
        (
            Decision(False, PolicyType.RESOURCE, explicit=True),
            "with an explicit deny in a resource-based policy",
        ),
        (
            Decision(False, PolicyType.BOUNDARY, explicit=True),
            "with an explicit deny in a permissions boundary",
        ),
        (Decision(False, PolicyType.SESSION, explicit=True), "with an explicit deny in a session policy"),
        (
            Decision(False, PolicyType.BOUNDARY, explicit=True, arn="arn:aws:iam::000000000000:policy/limit"),
            "with an explicit deny in a permissions boundary: arn:aws:iam::000000000000:policy/limit",
        ),
    ],
)
def test_reasons(decision: Decision, reason: str) -> None:
    refusal = denials.access_denied(S3, SESSION, "s3:PutObject", "arn:aws:s3:::b/k", decision)
    assert refusal == Refusal(
        "AccessDenied", f'{WHO}s3:PutObject on resource: "arn:aws:s3:::b/k" {reason}', 403
    )


MISSING = Decision(False, PolicyType.IDENTITY)


@pytest.mark.parametrize(
    ("dialect", "action", "resource", "expected"),
    [
        (
            S3,
            "s3:ListAllMyBuckets",
            "*",
            Refusal(
                "AccessDenied",
                f"{WHO}s3:ListAllMyBuckets "
                "because no identity-based policy allows the s3:ListAllMyBuckets action",
                403,
            ),
        ),
        (
            Dialect("dynamodb", "json"),
            "dynamodb:PutItem",
            "arn:aws:dynamodb:us-east-1:000000000000:table/t",
            Refusal(
                "AccessDeniedException",
                f"{WHO}dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/t "
                "because no identity-based policy allows the dynamodb:PutItem action",
                400,
            ),
        ),
        (
            Dialect("lambda", "rest-json"),
            "lambda:ListFunctions",
            "*",
            Refusal(
                "AccessDeniedException",
                f"{WHO}lambda:ListFunctions on resource: * "
                "because no identity-based policy allows the lambda:ListFunctions action",
                403,
            ),
        ),
        (
            Dialect("iam", "query"),
            "iam:GetUser",
            "arn:aws:iam::000000000000:user/ann",
            Refusal(
                "AccessDenied",
                f"{WHO}iam:GetUser on resource: arn:aws:iam::000000000000:user/ann "
                "because no identity-based policy allows the iam:GetUser action",
                403,
            ),
        ),
        (
            Dialect("sqs", "json"),
            "sqs:SendMessage",
            "arn:aws:sqs:us-east-1:000000000000:q",
            Refusal(
                "AccessDenied",
                f"{WHO}sqs:sendmessage on resource: arn:aws:sqs:us-east-1:000000000000:q "
                "because no identity-based policy allows the sqs:sendmessage action",
                403,
            ),
        ),
        (
            Dialect("sns", "query"),
            "sns:Publish",
            "arn:aws:sns:us-east-1:000000000000:t",
            Refusal(
                "AuthorizationError",
                f"{WHO}SNS:Publish on resource: arn:aws:sns:us-east-1:000000000000:t "
                "because no identity-based policy allows the SNS:Publish action",
                403,
            ),
        ),
        (
            Dialect("ec2", "ec2"),
            "ec2:DescribeInstances",
            "*",
            Refusal(
                "UnauthorizedOperation",
                f"You are not authorized to perform this operation. {WHO}ec2:DescribeInstances "
                "on resource: * "
                "because no identity-based policy allows the ec2:DescribeInstances action",
                403,
            ),
        ),
    ],
)
def test_each_service_has_its_way(dialect: Dialect, action: str, resource: str, expected: Refusal) -> None:
    assert denials.access_denied(dialect, SESSION, action, resource, MISSING) == expected


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (
            Decision(False, PolicyType.TRUST),
            "sts:AssumeRole because no role trust policy allows the sts:AssumeRole action",
        ),
        (
            Decision(False, PolicyType.TRUST, explicit=True),
            "sts:AssumeRole with an explicit deny in the role trust policy",
        ),
        (Decision(False), "sts:AssumeRole on resource: arn:aws:iam::000000000000:role/r"),
    ],
)
def test_assuming_a_role(decision: Decision, text: str) -> None:
    refusal = denials.access_denied(
        Dialect("sts", "query"), SESSION, "sts:AssumeRole", "arn:aws:iam::000000000000:role/r", decision
    )
    assert refusal == Refusal("AccessDenied", f"{WHO}{text}", 403)


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        (S3, Refusal("AccessDenied", "Access Denied", 403)),
        (
            Dialect("lambda", "rest-json"),
            Refusal("MissingAuthenticationTokenException", "Missing Authentication Token", 403),
        ),
        (
            Dialect("dynamodb", "json"),
            Refusal("MissingAuthenticationToken", "Request is missing Authentication Token", 400),
        ),
        (
            Dialect("iam", "query"),
            Refusal("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
        ),
    ],
)
def test_without_a_signature(dialect: Dialect, expected: Refusal) -> None:
    assert denials.access_denied(dialect, Caller(Kind.ANONYMOUS), "x:Y", "*", MISSING) == expected


@pytest.mark.parametrize(
    ("dialect", "code", "status", "start"),
    [
        (S3, "InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records."),
        (
            Dialect("sts", "query"),
            "InvalidClientTokenId",
            403,
            "The security token included in the request is invalid.",
        ),
        (
            Dialect("sqs", "json"),
            "InvalidClientTokenId",
            403,
            "The security token included in the request is invalid.",
        ),
        (
            Dialect("glue", "json"),
            "UnrecognizedClientException",
            400,
            "The security token included in the request is invalid.",
        ),
        (
            Dialect("lambda", "rest-json"),
            "UnrecognizedClientException",
            403,
            "The security token included in the request is invalid.",
        ),
    ],
)
def test_an_unknown_key(dialect: Dialect, code: str, status: int, start: str) -> None:
    assert denials.unknown_key(dialect, "Do this.") == Refusal(code, f"{start} Do this.", status)


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        (S3, Refusal("ExpiredToken", "The provided token has expired.", 400)),
        (
            Dialect("sts", "query"),
            Refusal("ExpiredToken", "The security token included in the request is expired", 403),
        ),
        (
            Dialect("glue", "json"),
            Refusal("ExpiredTokenException", "The security token included in the request is expired", 400),
        ),
    ],
)
def test_an_ended_session(dialect: Dialect, expected: Refusal) -> None:
    assert denials.expired(dialect) == expected


def test_what_the_lab_cannot_map_says_so() -> None:
    refusal = denials.unmapped(Dialect("glue", "json"), SESSION, "GetUnfilteredTableMetadata")
    assert refusal == Refusal(
        "AccessDeniedException",
        f"{WHO}glue:GetUnfilteredTableMetadata because Nuage does not know which IAM action "
        "GetUnfilteredTableMetadata needs, and lets nothing through that it cannot check. "
        "The account owner's key `test` may call it.",
        400,
    )


def test_a_malformed_policy_is_named() -> None:
    refusal = denials.malformed_policy(
        S3, SESSION, "inline policy p of r: Statement 1 needs Action or NotAction"
    )
    assert refusal.message == (
        "User: arn:aws:sts::000000000000:assumed-role/r/s is not authorized: Nuage cannot read a policy "
        "that applies to this request (inline policy p of r: Statement 1 needs Action or NotAction)."
    )
