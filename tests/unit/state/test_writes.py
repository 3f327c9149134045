"""Which calls a snapshot follows."""

from __future__ import annotations

import pytest

from nuage.state.writes import may_change


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("s3", "PutObject"),
        ("s3", "DeleteObjects"),
        ("s3", "CompleteMultipartUpload"),
        ("sqs", "ReceiveMessage"),
        ("sts", "AssumeRole"),
        ("sts", "GetSessionToken"),
        ("iam", "AttachRolePolicy"),
        ("athena", "StartQueryExecution"),
        ("logs", "PutLogEvents"),
        ("lambda", "Invoke"),
    ],
)
def test_writes(service: str, operation: str) -> None:
    assert may_change(service, operation)


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("s3", "GetObject"),
        ("s3", "HeadBucket"),
        ("s3", "ListObjectsV2"),
        ("sts", "GetCallerIdentity"),
        ("athena", "BatchGetQueryExecution"),
        ("logs", "FilterLogEvents"),
        ("events", "DescribeRule"),
        ("dynamodb", "PutItem"),  # on the disk when it is answered
    ],
)
def test_reads(service: str, operation: str) -> None:
    assert not may_change(service, operation)
