"""What to do about an error of AWS's, in the line that is shown."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, SSLError

from bootstrap.errors import denied_action, explain
from bootstrap.settling import settled, undisturbed
from bootstrap.waiting import Patience

ROLE = "arn:aws:iam::123456789012:role/r"
DENIAL = (
    f"User: arn:aws:sts::123456789012:assumed-role/voclabs/u is not authorized to perform: iam:CreateRole on "
    f"resource: {ROLE} because no identity-based policy allows the iam:CreateRole action"
)


def error(code: str, message: str = "", operation: str = "CreateRole") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


@pytest.mark.parametrize(
    ("code", "message", "advice"),
    [
        ("ExpiredToken", "", "The session has ended: get new credentials (in a Learner Lab: Start Lab, AWS"),
        ("ExpiredTokenException", "", "The session has ended: get new credentials"),
        ("RequestExpired", "", "The session has ended: get new credentials"),
        (
            "AccessDenied",
            DENIAL,
            "the permission iam:CreateRole, then run it again. In an account where no role",
        ),
        ("RequestTimeTooSkewed", "", "This machine's clock is wrong: set it, then run it again."),
        ("SignatureDoesNotMatch", "Signature expired: 1 is now", "This machine's clock is wrong"),
        ("InvalidSignatureException", "Signature not yet current: 1", "This machine's clock is wrong"),
        ("SignatureDoesNotMatch", "", "Renew the credentials (`aws configure`, or a new session)"),
        ("UnrecognizedClientException", "", "In a region that the account has not enabled"),
        ("ThrottlingException", "", "AWS slows this account down: wait a minute, then run it again."),
        ("BucketAlreadyExists", "", "Choose another bucket name with --set bucket=NAME."),
        ("InternalError", "", "Run it again: what is made already is kept."),
    ],
)
def test_advice(code: str, message: str, advice: str) -> None:
    text = explain(error(code, message))
    assert text is not None
    assert advice in text


def test_the_action_that_was_denied() -> None:
    assert denied_action(error("AccessDenied", DENIAL)) == "iam:CreateRole"
    assert denied_action(error("AccessDenied", "Access Denied", "PutObject")) == "PutObject"
    text = explain(error("AccessDeniedException", "not authorized to perform: glue:GetTable on", "GetTable"))
    assert text is not None
    assert "--learner-lab" not in text


def test_a_certificate_that_nobody_vouches_for() -> None:
    text = explain(SSLError(endpoint_url="https://x", error="self-signed"))
    assert text is not None
    assert "AWS_CA_BUNDLE" in text


class Calls:
    """Fails with these codes, one after the other, then answers."""

    def __init__(self, *codes: str) -> None:
        self.codes = list(codes)

    def __call__(self) -> str:
        if self.codes:
            raise error(self.codes.pop(0))
        return "done"


QUICK = Patience(deadline=10, pause=1, now=lambda: 0.0, sleep=lambda _: None)
OVER = Patience(deadline=0, pause=1, now=lambda: 0.0, sleep=lambda _: None)


def test_what_is_not_seen_yet_is_asked_for_again() -> None:
    assert settled(Calls("NoSuchEntity", "NoSuchBucket", "ResourceConflictException"), QUICK) == "done"
    for codes, patience in ((("AccessDenied",), QUICK), (("NoSuchEntity",), OVER)):
        with pytest.raises(ClientError):
            settled(Calls(*codes), patience)


def test_a_removal_waits_for_another_change_and_for_nothing_else() -> None:
    assert undisturbed(Calls("ResourceInUseException", "OperationAborted"), QUICK) == "done"
    with pytest.raises(ClientError):
        undisturbed(Calls("NoSuchEntity"), QUICK)
