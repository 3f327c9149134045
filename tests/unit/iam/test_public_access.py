"""When a bucket policy is public."""

from __future__ import annotations

from typing import Any

import pytest

from nuage.iam.policy import parse
from nuage.iam.principals import Caller, Kind
from nuage.iam.public_access import is_public, is_shut_out

EVERYBODY: dict[str, Any] = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"Principal": {"AWS": "*"}}, True),
        ({"Principal": {"AWS": ["000000000000", "*"]}}, True),
        ({"Effect": "Deny"}, False),
        ({"Principal": {"AWS": "000000000000"}}, False),
        ({"Principal": {"Service": "s3.amazonaws.com"}}, False),
        ({"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}, False),
        ({"Condition": {"StringLike": {"aws:SourceVpce": "vpce-*"}}}, True),
        ({"Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}}}, True),
        ({"Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}, True),
        ({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:cloudfront::0:distribution/1"}}}, False),
        ({"Condition": {"StringEquals": {"aws:Referer": "http://example.com/"}}}, True),
        ({"Condition": {"Bool": {"aws:SecureTransport": "true"}}}, True),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}, False),
        ({"Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"]}}}, True),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "2001:db8::/16"}}}, True),
        ({"Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}, True),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "here"}}}, True),
    ],
)
def test_what_is_public(change: dict[str, Any], expected: bool) -> None:
    assert is_public(parse({"Version": "2012-10-17", "Statement": {**EVERYBODY, **change}})) is expected


def test_allow_not_principal_is_public() -> None:
    statement = {key: value for key, value in EVERYBODY.items() if key != "Principal"}
    statement["NotPrincipal"] = {"AWS": "000000000000"}
    assert is_public(parse({"Statement": statement}))


@pytest.mark.parametrize(
    ("caller", "expected"),
    [
        (Caller(Kind.ANONYMOUS), True),
        (Caller(Kind.USER, "arn:aws:iam::111111111111:user/a", "111111111111"), True),
        (Caller(Kind.USER, "arn:aws:iam::000000000000:user/a", "000000000000"), False),
        (Caller(Kind.SERVICE, account="111111111111", service="s3.amazonaws.com"), False),
    ],
)
def test_whom_a_restricted_bucket_shuts_out(caller: Caller, expected: bool) -> None:
    assert is_shut_out(caller, "000000000000") is expected
