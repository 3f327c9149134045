"""Signature Version 4, computed anew from a request with botocore's own signer.

Source: IAM User Guide, "AWS Signature Version 4 for API requests"; Amazon S3 API Reference,
"Authenticating Requests (AWS Signature Version 4)".
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from botocore.auth import HmacV1QueryAuth, S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials

ALGORITHM = "AWS4-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"
# services whose paths are signed as they are sent, and whose requests name the hash of their body
S3 = frozenset({"s3", "s3-object-lambda", "s3express"})
_FIELD = re.compile(r"(Credential|SignedHeaders|Signature)=([^,\s]+)")


class MalformedSignatureError(ValueError):
    """The request says that it is signed, and cannot be understood."""


@dataclass(frozen=True)
class Claim:
    """What a request says about its signature."""

    key: str
    date: str  # of the scope, YYYYMMDD
    region: str
    service: str
    headers: tuple[str, ...]  # that are signed, in lower case
    signature: str
    timestamp: str  # YYYYMMDDTHHMMSSZ
    token: str = ""
    presigned: bool = False
    lasts: int = 0  # seconds that a presigned URL is good for
    ends: int = 0  # epoch second at which a presigned URL of version 2 ends; 0 for version 4


@dataclass(frozen=True)
class Message:
    """The parts of a request that are signed."""

    method: str
    target: str  # as it was sent
    headers: tuple[tuple[str, str], ...]
    body: IO[bytes]
    scheme: str = "https"

    def header(self, name: str) -> str:
        """The first header of a name; empty when there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def claim(message: Message) -> Claim | None:
    """What a request says of its signature; None when it is not signed.

    :raises MalformedSignatureError: for another algorithm, or a field that is missing
    """
    authorization = message.header("authorization")
    if authorization:
        if not authorization.startswith(ALGORITHM):
            raise MalformedSignatureError(authorization.split(" ")[0])
        fields = dict(_FIELD.findall(authorization))
        return _claim(
            fields.get("Credential", ""),
            fields.get("SignedHeaders", ""),
            fields.get("Signature", ""),
            message.header("x-amz-date"),
            message.header("x-amz-security-token"),
        )
    query = dict(parse_qsl(urlsplit(message.target).query, keep_blank_values=True))
    if "X-Amz-Algorithm" in query or "X-Amz-Signature" in query:
        if query.get("X-Amz-Algorithm") != ALGORITHM:
            raise MalformedSignatureError(query.get("X-Amz-Algorithm", ""))
        lasts = query.get("X-Amz-Expires", "")
        return _claim(
            query.get("X-Amz-Credential", ""),
            query.get("X-Amz-SignedHeaders", ""),
            query.get("X-Amz-Signature", ""),
            query.get("X-Amz-Date", ""),
            query.get("X-Amz-Security-Token", ""),
            lasts=int(lasts) if lasts.isdecimal() else 0,
            presigned=True,
        )
    if "AWSAccessKeyId" in query:
        return _version_2(query)
    return None


def _version_2(query: dict[str, str]) -> Claim:
    """What boto3 still presigns with in the oldest regions, unless it is told `signature_version="s3v4"`."""
    ends = query.get("Expires", "")
    if not ends.isdecimal() or not query.get("Signature"):
        raise MalformedSignatureError("AWS")
    return Claim(
        key=query["AWSAccessKeyId"],
        date="",
        region="",
        service="s3",
        headers=(),
        signature=query["Signature"],
        timestamp="",
        token=query.get("x-amz-security-token", ""),
        presigned=True,
        ends=int(ends),
    )


def _claim(credential: str, headers: str, signature: str, timestamp: str, token: str, **more: Any) -> Claim:
    parts = credential.split("/")
    if len(parts) != 5 or parts[4] != "aws4_request" or not headers or not signature:
        raise MalformedSignatureError(ALGORITHM)
    if not re.fullmatch(r"\d{8}T\d{6}Z", timestamp) or not timestamp.startswith(parts[1]):
        raise MalformedSignatureError("X-Amz-Date")
    key, date, region, service, _ = parts
    return Claim(key, date, region, service, tuple(headers.split(";")), signature, timestamp, token, **more)


def is_signed_with(secret: str, said: Claim, message: Message) -> bool:
    """Whether a request is what its sender signed with a secret key."""
    return hmac.compare_digest(_signature(secret, said, message), said.signature)


def body_hash(message: Message) -> str:
    """The SHA-256 of the body, in hexadecimal digits; the body can be read again afterwards."""
    digest = hashlib.sha256()
    while piece := message.body.read(1 << 20):
        digest.update(piece)
    message.body.seek(0)
    return digest.hexdigest()


def _signature(secret: str, said: Claim, message: Message) -> str:
    credentials = Credentials(said.key, secret, said.token or None)
    if said.ends:
        return _signature_2(credentials, said, message)
    signer = (_S3Signer if said.service in S3 else _Signer)(credentials, said.service, said.region)
    signer.message, signer.presigned = message, said.presigned
    host = message.header("host")
    request = AWSRequest(message.method, f"{message.scheme}://{host}{_without_signature(message.target)}")
    for name in said.headers:
        values = [value for key, value in message.headers if key.lower() == name]
        for value in values:
            request.headers[name] = value
    request.context["timestamp"] = said.timestamp
    canonical = signer.canonical_request(request)
    return str(signer.signature(signer.string_to_sign(request, canonical), request))


def _signature_2(credentials: Credentials, said: Claim, message: Message) -> str:
    signer = _Signer2(credentials)
    signer.ends = said.ends
    headers = HTTPHeaders()
    for name, value in message.headers:
        headers[name] = value
    return str(signer.get_signature(message.method, urlsplit(message.target), headers, expires=said.ends))


def _without_signature(target: str) -> str:
    path, mark, query = target.partition("?")
    kept = [part for part in query.split("&") if unquote(part.partition("=")[0]) != "X-Amz-Signature"]
    return f"{path}{mark}{'&'.join(kept)}"


class _Exactly:
    """Signs the headers that the sender signed, also those that botocore would leave out."""

    message: Message
    presigned: bool = False

    def headers_to_sign(self, request: Any) -> Any:
        found = HTTPHeaders()
        for name, value in request.headers.items():
            found[name.lower()] = value
        return found

    def payload(self, _: Any) -> str:
        return body_hash(self.message)


class _Signer(_Exactly, SigV4Auth):  # type: ignore[misc] # botocore is not typed
    pass


class _S3Signer(_Exactly, S3SigV4Auth):  # type: ignore[misc] # botocore is not typed
    def payload(self, request: Any) -> str:
        return UNSIGNED if self.presigned else super().payload(request)


class _Signer2(HmacV1QueryAuth):  # type: ignore[misc] # botocore is not typed
    ends: int

    def _get_date(self) -> str:
        """In a presigned URL its end stands in the place of the date."""
        return str(self.ends)
