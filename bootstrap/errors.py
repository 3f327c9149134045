"""The one place where errors of AWS and boto3 become a line that says what to do next."""

from __future__ import annotations

import re

from botocore import exceptions
from botocore.exceptions import ClientError

from bootstrap.package import PackageError

DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Forbidden", "403"}
# a session's end, in the words of different services
ENDED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
BAD_CLOCK = {"RequestTimeTooSkewed", "RequestInTheFuture"}
CLOCK_WORDS = ("Signature expired", "Signature not yet current")
SLOWED_DOWN = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}
BAD_KEYS = {
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "InvalidToken",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
NAME_TAKEN = {"BucketAlreadyExists", "BucketAlreadyOwnedByYou"}


class BootstrapError(Exception):
    """Something the user can mend; the text says what and how."""


def code(error: ClientError) -> str:
    """The error code that AWS answered."""
    return str(error.response.get("Error", {}).get("Code", ""))


def explain(error: Exception) -> str | None:
    """One line for an error that is known, None for one that is not."""
    if isinstance(error, BootstrapError | PackageError):
        return str(error)
    if isinstance(error, ClientError):
        return _explain_answer(error)
    if isinstance(error, exceptions.NoCredentialsError | exceptions.PartialCredentialsError):
        return (
            "no AWS credentials were found. For the lab on this machine, run `nuage bootstrap` or "
            "`eval $(nuage env)` first; for AWS, run `aws configure`."
        )
    if isinstance(error, exceptions.ProfileNotFound):
        return f"{error}. Choose another with AWS_PROFILE, or unset it."
    if isinstance(error, exceptions.SSLError):
        return (
            f"{_sentence(error)} Who signed its certificate? AWS_CA_BUNDLE names a file with the authority's."
        )
    if isinstance(error, exceptions.HTTPClientError | exceptions.ConnectionError):
        return f"{_sentence(error)} Is it running? `nuage up` starts the lab on this machine."
    if isinstance(error, exceptions.WaiterError):
        return f"{_sentence(error)} Look at the resource, or run this again: what is made already is kept."
    return None


ROLE_ACTIONS = {"iam:CreateRole", "iam:AttachRolePolicy", "iam:TagRole", "iam:UpdateAssumeRolePolicy"}


def denied_action(error: ClientError) -> str:
    """The action that was denied: as AWS says it, else the operation that was called."""
    match = re.search(r"not authorized to perform: ([\w-]+:\w+)", str(error))
    return match[1] if match else str(error.operation_name)


def _explain_answer(error: ClientError) -> str | None:
    name, said = code(error), _sentence(error)
    if name in ENDED:
        return (
            f"{said} The session has ended: get new credentials (in a Learner Lab: Start Lab, AWS Details, "
            "AWS CLI), then run it again: what is made already is kept."
        )
    if name in DENIED:
        action = denied_action(error)
        role = " In an account where no role can be made, such as a Learner Lab's, add --learner-lab."
        return (
            f"{said} Give the identity that runs this the permission {action}, then run it again."
            f"{role if action in ROLE_ACTIONS else ''}"
        )
    if name in BAD_CLOCK or any(words in said for words in CLOCK_WORDS):
        return f"{said} This machine's clock is wrong: set it, then run it again."
    if name in SLOWED_DOWN:
        return f"{said} AWS slows this account down: wait a minute, then run it again."
    if name in BAD_KEYS:
        return (
            f"{said} Renew the credentials (`aws configure`, or a new session), then run it again. In a "
            "region that the account has not enabled (Account, AWS Regions), good ones are refused as well."
        )
    if name in NAME_TAKEN:
        return f"{said} Choose another bucket name with --set bucket=NAME."
    return f"{said} Run it again: what is made already is kept."


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "!", "?")) else f"{text}."
