"""AWS's words for bad signatures, service by service."""

from __future__ import annotations

import pytest

from nuage.iam.denials import Dialect
from nuage.strict.refusals import S3_WORDS, refusal
from nuage.strict.verify import Fault

S3, STS = Dialect("s3", "rest-xml"), Dialect("sts", "query")
DYNAMODB, LAMBDA = Dialect("dynamodb", "json"), Dialect("lambda", "rest-json")


@pytest.mark.parametrize(
    ("dialect", "fault", "code", "status"),
    [
        (S3, "mismatch", "SignatureDoesNotMatch", 403),
        (STS, "mismatch", "SignatureDoesNotMatch", 403),
        (DYNAMODB, "mismatch", "InvalidSignatureException", 400),
        (LAMBDA, "mismatch", "InvalidSignatureException", 403),
        (S3, "unknown key", "InvalidAccessKeyId", 403),
        (STS, "unknown key", "InvalidClientTokenId", 403),
        (DYNAMODB, "unknown key", "UnrecognizedClientException", 400),
        (LAMBDA, "wrong token", "UnrecognizedClientException", 403),
        (S3, "wrong token", "InvalidToken", 400),
        (S3, "expired token", "ExpiredToken", 400),
        (STS, "expired token", "ExpiredToken", 403),
        (DYNAMODB, "expired token", "ExpiredTokenException", 400),
        (S3, "skewed", "RequestTimeTooSkewed", 403),
        (STS, "skewed", "SignatureDoesNotMatch", 403),
        (DYNAMODB, "skewed", "InvalidSignatureException", 400),
        (S3, "request expired", "AccessDenied", 403),
        (S3, "malformed", "InvalidRequest", 400),
        (STS, "malformed", "IncompleteSignature", 403),
        (S3, "signed chunks", "NotImplemented", 501),
    ],
)
def test_code_and_status(dialect: Dialect, fault: str, code: str, status: int) -> None:
    found = refusal(dialect, Fault(fault, "why"))
    assert (found.code, found.status) == (code, status)


def test_texts() -> None:
    assert refusal(S3, Fault("request expired")).message == "Request has expired"
    assert refusal(STS, Fault("skewed", "Signature expired: …")).message == "Signature expired: …"
    assert refusal(DYNAMODB, Fault("mismatch")).message == (
        "The request signature we calculated does not match the signature you provided. Check your AWS "
        "Secret Access Key and signing method. Consult the service documentation for details."
    )
    assert refusal(DYNAMODB, Fault("unknown key")).message == (
        "The security token included in the request is invalid."
    )
    assert "other body" in S3_WORDS
