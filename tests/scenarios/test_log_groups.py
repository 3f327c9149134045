"""Tags of log groups, as Terraform and CloudFormation set them after the creation."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Lab


@pytest.fixture
def logs(lab: Lab) -> Any:
    return lab.client("logs")


@pytest.fixture
def group(logs: Any) -> Iterator[str]:
    name = f"/lab/{uuid.uuid4()}"
    logs.create_log_group(logGroupName=name)
    yield name
    logs.delete_log_group(logGroupName=name)


def arn(name: str) -> str:
    return f"arn:aws:logs:us-east-1:000000000000:log-group:{name}"


def tags(logs: Any, name: str) -> dict[str, str]:
    found: dict[str, str] = logs.list_tags_for_resource(resourceArn=arn(name))["tags"]
    return found


def test_a_group_without_tags_takes_some(logs: Any, group: str) -> None:
    assert tags(logs, group) == {}
    logs.tag_resource(resourceArn=arn(group), tags={"lab": "tp2", "term": "été"})
    assert tags(logs, group) == {"lab": "tp2", "term": "été"}
    logs.untag_resource(resourceArn=arn(group), tagKeys=["term"])
    logs.tag_log_group(logGroupName=group, tags={"a": "1"})
    assert tags(logs, group) == {"lab": "tp2", "a": "1"}


def test_a_group_made_anew_has_none_of_the_earlier_one(logs: Any, group: str) -> None:
    logs.tag_resource(resourceArn=arn(group), tags={"lab": "tp2"})
    logs.delete_log_group(logGroupName=group)
    logs.create_log_group(logGroupName=group)
    assert tags(logs, group) == {}
