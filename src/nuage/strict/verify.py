"""Whether AWS would take a request for what it says it is, and in which words it would refuse it.

Sources: the "Common Errors" of the services' API references; Amazon S3 API Reference, "Error responses";
IAM User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nuage.strict import signature
from nuage.strict.folder import Key
from nuage.strict.signature import S3, UNSIGNED, Claim, Message

WINDOW = timedelta(minutes=15)  # that a request's time may be off
LONGEST = 604_800  # seconds that a presigned URL may last
TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"


@dataclass(frozen=True)
class Fault:
    """Why a request is not believed: a name that `refusals.py` has words for, and what goes into them."""

    name: str
    detail: str = ""


@dataclass(frozen=True)
class Verdict:
    """Who signed a request, or why it is refused; neither when it is not signed."""

    key: str = ""
    fault: Fault | None = None


def verify(message: Message, find: Callable[[str], Key | None], now: float) -> Verdict:
    """Check a request.

    :param find: the key of an id, with its secret; None for one that nobody has issued
    :param now: epoch seconds
    """
    try:
        said = signature.claim(message)
    except signature.MalformedSignatureError as error:
        return Verdict(fault=Fault("malformed", str(error)))
    if said is None:
        return Verdict()
    key = find(said.key)
    fault = _key_fault(key, said, now) or _time_fault(said, now) or _payload_fault(said, message)
    if fault is None and (key is None or not signature.is_signed_with(key.secret, said, message)):
        fault = Fault("mismatch")
    return Verdict(said.key, fault)


def _key_fault(key: Key | None, said: Claim, now: float) -> Fault | None:
    if key is None:
        return Fault("unknown key")
    if key.token != said.token:
        # AWS looks up a temporary key with its token: without one it does not know the key at all
        return Fault("wrong token" if said.token else "unknown key")
    if key.expires and key.expires <= now:
        return Fault("expired token")
    return None


def _time_fault(said: Claim, now: float) -> Fault | None:
    if said.ends:
        return Fault("request expired") if said.ends <= now else None
    signed = datetime.strptime(said.timestamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    present = datetime.fromtimestamp(now, UTC)
    if said.presigned:
        if not 1 <= said.lasts <= LONGEST:
            return Fault("bad expiry")
        ended = signed + timedelta(seconds=said.lasts)
        return Fault("request expired") if ended <= present else None
    if abs(present - signed) <= WINDOW:
        return None
    stamp = present.strftime("%Y%m%dT%H%M%SZ")
    if signed < present:
        edge = (present - WINDOW).strftime("%Y%m%dT%H%M%SZ")
        detail = f"Signature expired: {said.timestamp} is now earlier than {edge} ({stamp} - 15 min.)"
    else:
        edge = (present + WINDOW).strftime("%Y%m%dT%H%M%SZ")
        detail = f"Signature not yet current: {said.timestamp} is still later than {edge} ({stamp} + 15 min.)"
    return Fault("skewed", detail)


def _payload_fault(said: Claim, message: Message) -> Fault | None:
    if said.service not in S3 or said.presigned:
        return None
    named = message.header("x-amz-content-sha256")
    if not named:
        return Fault("no hash")
    if named in (UNSIGNED, TRAILER):
        return None
    if named.startswith("STREAMING-"):
        return Fault("signed chunks", named)
    return None if named == signature.body_hash(message) else Fault("other body")
