"""Whom the Principal of a statement names."""

from __future__ import annotations

from typing import Any

import pytest

from nuage.iam.policy import parse
from nuage.iam.principals import Caller, Grant, Kind, grant

ACCOUNT = "000000000000"
USER = Caller(Kind.USER, f"arn:aws:iam::{ACCOUNT}:user/ann", ACCOUNT)
ROLE = f"arn:aws:iam::{ACCOUNT}:role/path/r"
SESSION = Caller(Kind.SESSION, f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s", ACCOUNT, role_arn=ROLE)
OWNER = Caller(Kind.OWNER, f"arn:aws:iam::{ACCOUNT}:root", ACCOUNT)
SERVICE = Caller(Kind.SERVICE, account=ACCOUNT, service="events.amazonaws.com")
ANYBODY = Caller(Kind.ANONYMOUS)


def granted(principal: Any, caller: Caller, element: str = "Principal") -> Grant:
    body = {"Effect": "Allow", "Action": "*", element: principal}
    (statement,) = parse({"Statement": body}).statements
    assert statement.principals is not None
    return grant(statement.principals, caller)


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": ["x", "*"]}])
@pytest.mark.parametrize("caller", [USER, SESSION, OWNER, SERVICE, ANYBODY], ids=lambda c: c.kind.value)
def test_everybody(principal: Any, caller: Caller) -> None:
    assert granted(principal, caller) is (Grant.ROLE if caller is SESSION else Grant.CALLER)


@pytest.mark.parametrize(
    ("principal", "caller", "expected"),
    [
        ({"AWS": USER.arn}, USER, Grant.CALLER),
        ({"AWS": USER.arn}, SESSION, Grant.NONE),
        ({"AWS": SESSION.arn}, SESSION, Grant.CALLER),
        ({"AWS": ROLE}, SESSION, Grant.ROLE),
        ({"AWS": [ROLE, SESSION.arn]}, SESSION, Grant.CALLER),
        ({"AWS": ROLE.upper()}, SESSION, Grant.NONE),
        ({"AWS": ACCOUNT}, USER, Grant.ACCOUNT),
        ({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, SESSION, Grant.ACCOUNT),
        ({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, OWNER, Grant.CALLER),
        ({"AWS": "arn:aws:iam::111111111111:root"}, USER, Grant.NONE),
        ({"AWS": "arn:aws:iam::000000000000:user/*"}, USER, Grant.NONE),
        ({"AWS": ACCOUNT}, ANYBODY, Grant.NONE),
        ({"AWS": ACCOUNT}, SERVICE, Grant.NONE),
        ({"Service": "events.amazonaws.com"}, SERVICE, Grant.CALLER),
        ({"Service": "s3.amazonaws.com"}, SERVICE, Grant.NONE),
        ({"Service": "events.amazonaws.com"}, USER, Grant.NONE),
        ({"Federated": "cognito-identity.amazonaws.com"}, USER, Grant.NONE),
    ],
)
def test_principal(principal: Any, caller: Caller, expected: Grant) -> None:
    assert granted(principal, caller) is expected


@pytest.mark.parametrize(
    ("principal", "caller", "expected"),
    [
        ({"AWS": USER.arn}, USER, Grant.NONE),
        ({"AWS": USER.arn}, SESSION, Grant.ROLE),
        ({"AWS": USER.arn}, ANYBODY, Grant.CALLER),
        ({"AWS": ROLE}, SESSION, Grant.NONE),
        ({"AWS": ACCOUNT}, USER, Grant.NONE),
        ({"Service": "s3.amazonaws.com"}, SERVICE, Grant.CALLER),
    ],
)
def test_not_principal(principal: Any, caller: Caller, expected: Grant) -> None:
    assert granted(principal, caller, "NotPrincipal") is expected
