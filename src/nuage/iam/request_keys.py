"""The condition keys that every request has.

Source: AWS IAM User Guide, "AWS global condition context keys".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nuage.clock import utc
from nuage.iam.calls import Call, account_of
from nuage.iam.principals import Caller, Kind

TAG_PARAMETERS = ("Tags", "tags", "TagSet", "Tag")


@dataclass(frozen=True)
class Connection:
    """How a request arrived."""

    now: float  # epoch seconds
    address: str = ""
    secure: bool = False
    user_agent: str = ""
    referer: str = ""
    presigned: bool = False


def request_keys(call: Call, caller: Caller, connection: Connection) -> dict[str, str | Sequence[str]]:
    """The global condition keys of a request, in lower case."""
    now = utc(connection.now)
    keys: dict[str, str | Sequence[str]] = {
        "aws:currenttime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:epochtime": str(int(connection.now)),
        "aws:securetransport": str(connection.secure).lower(),
        "aws:requestedregion": call.region,
        "aws:principalisawsservice": str(caller.kind is Kind.SERVICE).lower(),
        "aws:viaawsservice": "false",
        **_texts(
            ("aws:sourceip", connection.address),
            ("aws:useragent", connection.user_agent),
            ("aws:referer", connection.referer),
        ),
        **principal_keys(caller),
        **_tags(call.parameters),
    }
    if call.service == "s3":
        keys["s3:authtype"] = "REST-QUERY-STRING" if connection.presigned else "REST-HEADER"
        keys["s3:signatureversion"] = "AWS4-HMAC-SHA256"
    return keys


def principal_keys(caller: Caller) -> dict[str, str | Sequence[str]]:
    """The condition keys that tell who calls."""
    keys: dict[str, str | Sequence[str]] = {"aws:principaltype": caller.kind.value}
    if caller.kind is Kind.SERVICE:
        keys["aws:principalservicename"] = caller.service
        if caller.source_arn:
            keys["aws:sourcearn"] = caller.source_arn
        # a bucket's ARN has no account: then the account that the service works for counts
        keys |= _texts(("aws:sourceaccount", account_of(caller.source_arn) or caller.account))
        return keys
    keys |= _texts(
        ("aws:principalarn", caller.role_arn or caller.arn),
        ("aws:principalaccount", caller.account),
        ("aws:userid", caller.user_id),
        ("aws:username", caller.name),
    )
    if caller.kind is Kind.SESSION:
        keys["aws:multifactorauthpresent"] = "false"
    return keys | {f"aws:principaltag/{key.lower()}": value for key, value in caller.tags.items()}


def _tags(parameters: Mapping[str, Any]) -> dict[str, str | Sequence[str]]:
    for name in TAG_PARAMETERS:
        value = parameters.get(name)
        if isinstance(value, Mapping):
            pairs = {str(key): str(text) for key, text in value.items()}
        elif isinstance(value, list) and all(isinstance(tag, Mapping) for tag in value):
            pairs = {_tag(tag, "Key"): _tag(tag, "Value") for tag in value}
        else:
            continue
        return {
            "aws:tagkeys": list(pairs),
            **{f"aws:requesttag/{key.lower()}": text for key, text in pairs.items()},
        }
    return {}


def _tag(tag: Mapping[str, Any], part: str) -> str:
    return str(tag.get(part, tag.get(part.lower(), tag.get(f"Tag{part}", ""))))


def _texts(*pairs: tuple[str, str]) -> dict[str, str]:
    return {key: value for key, value in pairs if value}
