"""What an access key looks like, and what to tell somebody whose key is not from here.

The lab does not check signatures, so a key says who calls and its secret says nothing
(docs/decisions.md, "An access key is a name").
"""

from __future__ import annotations

import re
from enum import Enum

OWNER = "test"
# what testcontainers' LocalStackContainer.get_client signs with, whatever it is asked
TESTCONTAINERS = "testcontainers-localstack"
INTERNAL = "__internal_call__"  # LocalStack's services among themselves
UNSIGNED = "injectedaccesskey"  # LocalStack puts it into requests without a signature

_ACCOUNT = re.compile(r"\d{12}")
_REAL = re.compile(r"A[A-Z]{3}[A-Z0-9]{16}")


class Look(Enum):
    """Whose key it is, by its looks alone."""

    OWNER = "the account owner's"
    INTERNAL = "a service's of the lab"
    UNSIGNED = "nobody's: the request is not signed"
    REAL = "one that AWS has issued"
    OTHER = "none of these"


def look(key: str) -> Look:
    """Tell keys apart by their looks. Keys that the lab issued are looked up before this is asked."""
    if key in (OWNER, TESTCONTAINERS) or _ACCOUNT.fullmatch(key):
        return Look.OWNER
    if key == INTERNAL:
        return Look.INTERNAL
    if key in ("", UNSIGNED):
        return Look.UNSIGNED
    return Look.REAL if _REAL.fullmatch(key) else Look.OTHER


def advice(key: str) -> str:
    """What to do about a key that the lab did not issue, in a sentence or two."""
    if look(key) is Look.REAL:
        return (
            f"Nuage: {key[:4]}…{key[-4:]} looks like a real AWS access key, so someone is about to use real "
            "credentials here. Nothing was done, and nothing left this machine. For the lab, use the key "
            "`test` (`nuage env` prints what to set); for AWS, take the lab's endpoint out of your settings."
        )
    shown = key if len(key) <= 12 else f"{key[:4]}…{key[-4:]}"
    return (
        f"Nuage did not issue the access key {shown!r}. Use `test`, a 12-digit account number, "
        "or a key from CreateAccessKey or AssumeRole."
    )
