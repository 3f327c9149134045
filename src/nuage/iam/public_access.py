"""When a bucket policy is public, and what S3 Block Public Access then does. New buckets have it on.

Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning of public".
"""

from __future__ import annotations

import ipaddress

from nuage.iam.conditions import Condition
from nuage.iam.policy import Policy, Statement
from nuage.iam.principals import Caller, Kind

# keys that make a statement for everybody a statement for some, where their values are fixed
LIMITING = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
    }
)
# larger networks than these are the public
SMALLEST_PREFIX = {4: 8, 6: 32}


def is_public(policy: Policy) -> bool:
    """Whether a policy lets in everybody."""
    return any(
        statement.allow and _for_everybody(statement) and not any(map(_limits, statement.conditions))
        for statement in policy.statements
    )


def is_shut_out(caller: Caller, owner: str) -> bool:
    """Whether RestrictPublicBuckets keeps a public policy from the caller."""
    return caller.kind is not Kind.SERVICE and caller.account != owner


def _for_everybody(statement: Statement) -> bool:
    principals = statement.principals
    return principals is not None and (principals.negated or ("AWS", "*") in principals.entries)


def _limits(condition: Condition) -> bool:
    how = condition.operator
    if how.negated or how.if_exists or how.every:
        return False
    if condition.key == "aws:sourceip":
        return how.name == "IpAddress" and all(_is_small(value) for value in condition.values)
    fixed = not any(char in value for value in condition.values for char in "*?$")
    return (
        condition.key in LIMITING
        and fixed
        and how.name in ("StringEquals", "StringLike", "ArnEquals", "ArnLike")
    )


def _is_small(network: str) -> bool:
    try:
        found = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
    return found.prefixlen >= SMALLEST_PREFIX[found.version]
