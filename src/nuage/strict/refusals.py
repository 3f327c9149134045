"""The words in which AWS's services refuse a request whose signature is not good, per protocol."""

from __future__ import annotations

from nuage.iam.denials import Dialect, Refusal, expired
from nuage.strict.verify import Fault

MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
    "Access Key and signing method. Consult the service documentation for details."
)
S3_MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your key and "
    "signing method."
)
INVALID = "The security token included in the request is invalid."
S3_WORDS: dict[str, tuple[str, str, int]] = {
    "unknown key": (
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
        403,
    ),
    "wrong token": ("InvalidToken", "The provided token is malformed or otherwise invalid.", 400),
    "mismatch": (
        "SignatureDoesNotMatch",
        S3_MISMATCH,
        403,
    ),
    "skewed": (
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        403,
    ),
    "request expired": ("AccessDenied", "Request has expired", 403),
    "bad expiry": (
        "AuthorizationQueryParametersError",
        "X-Amz-Expires must be a number between 1 and 604800 seconds",
        400,
    ),
    "no hash": ("InvalidRequest", "Missing required header for this request: x-amz-content-sha256", 400),
    "other body": (
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        400,
    ),
    "malformed": (
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
        400,
    ),
}


def refusal(dialect: Dialect, fault: Fault) -> Refusal:
    """What a service answers."""
    if fault.name == "signed chunks":
        return Refusal(
            "NotImplemented",
            f"Nuage does not check the signatures of chunks ({fault.detail}): have your SDK send the body in "
            "one piece, or over TLS without signed chunks.",
            501,
        )
    if fault.name == "expired token":
        return expired(dialect)
    if dialect.service == "s3":
        return Refusal(*S3_WORDS[fault.name])
    status = 400 if dialect.is_json else 403
    query = dialect.protocol in ("query", "ec2") or dialect.service == "sqs"
    if fault.name in ("unknown key", "wrong token"):
        return Refusal("InvalidClientTokenId" if query else "UnrecognizedClientException", INVALID, status)
    if fault.name == "malformed":
        return Refusal(
            "IncompleteSignature" if query else "IncompleteSignatureException",
            f"Authorization header requires an AWS4-HMAC-SHA256 signature; found {fault.detail or 'none'}.",
            400 if dialect.is_json else 403,
        )
    text = fault.detail if fault.name == "skewed" else MISMATCH
    if fault.name == "request expired":
        text = "Signature expired: the presigned request has expired"
    return Refusal("SignatureDoesNotMatch" if query else "InvalidSignatureException", text, status)
