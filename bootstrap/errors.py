"""The one place where errors of AWS and boto3 become a line that says what to do next."""

from __future__ import annotations

from botocore import exceptions
from botocore.exceptions import ClientError

from bootstrap.package import PackageError

DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Forbidden", "403"}
BAD_KEYS = {
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
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
    if isinstance(error, exceptions.HTTPClientError | exceptions.ConnectionError):
        return f"{_sentence(error)} Is it running? `nuage up` starts the lab on this machine."
    if isinstance(error, exceptions.WaiterError):
        return f"{_sentence(error)} Look at the resource, or run this again: what is made already is kept."
    return None


def _explain_answer(error: ClientError) -> str | None:
    name, said = code(error), _sentence(error)
    if name in DENIED:
        return f"{said} Give the identity that runs this the missing permission, then run it again."
    if name in BAD_KEYS:
        return f"{said} Renew the credentials (`aws configure`, or a new session), then run it again."
    if name in NAME_TAKEN:
        return f"{said} Choose another bucket name with --set bucket=NAME."
    return f"{said} Run it again: what is made already is kept."


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "!", "?")) else f"{text}."
