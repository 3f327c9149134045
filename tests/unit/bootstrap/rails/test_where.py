from __future__ import annotations

import pytest

from bootstrap.errors import BootstrapError
from bootstrap.rails import where

HERE, AWS, ELSEWHERE = "http://127.0.0.1:1", "https://s3.us-east-1.amazonaws.com", "http://emulator:1"


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (HERE, True),
        ("https://127.8.9.1", True),
        ("http://[::1]:1", True),
        ("http://localhost:1", True),
        ("http://bucket.localhost", True),
        (AWS, False),
        (ELSEWHERE, False),
        ("http://127.0.0.1.example.com", False),
        ("http://localhost.example.com", False),
        ("http://127.0.0.1@example.com", False),
        ("http://10.0.0.1", False),
        ("", False),
    ],
)
def test_this_machines_own(address: str, here: bool) -> None:
    assert where.is_loopback(address) is here


@pytest.mark.parametrize(
    ("address", "aws"),
    [
        (AWS, True),
        ("https://lambda.cn-north-1.amazonaws.com.cn", True),
        ("https://s3.us-east-1.api.aws", True),
        (ELSEWHERE, False),
        ("https://amazonaws.com.example.com", False),
    ],
)
def test_awss_own(address: str, aws: bool) -> None:
    assert where.is_aws(address) is aws


def test_a_lab_is_here_or_named_as_one() -> None:
    where.check_lab({"s3": HERE}, "test", named=False)
    where.check_lab({"s3": HERE, "sts": ELSEWHERE}, "test", named=True)
    for endpoints, named, kind in (
        ({"s3": HERE, "sts": ELSEWHERE}, False, "another machine"),
        ({"s3": AWS}, False, "AWS"),
        ({"s3": AWS}, True, "AWS"),
    ):
        with pytest.raises(
            BootstrapError, match=f"which is {kind}, not the lab on this machine. Nothing was"
        ):
            where.check_lab(endpoints, "test", named)


@pytest.mark.parametrize("key", ["AKIA" + "A" * 16, "ASIA" + "2" * 16])
def test_real_keys_stay_away_from_a_lab(key: str) -> None:
    with pytest.raises(
        BootstrapError, match=r"looks like one of a real account.* Nothing was sent"
    ) as refused:
        where.check_lab({"s3": HERE}, key, named=True)
    assert key not in str(refused.value)


def test_an_account_is_in_one_place() -> None:
    where.check_aws({"s3": AWS, "sts": AWS})
    where.check_aws({"s3": HERE, "sts": HERE})  # a rehearsal
    with pytest.raises(BootstrapError, match="calls of s3 would stay on this machine"):
        where.check_aws({"s3": HERE, "sts": AWS})
