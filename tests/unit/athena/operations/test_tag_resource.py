"""TagResource."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

ARN = "arn:aws:athena:us-east-1:000000000000:workgroup/primary"


def test_tags_are_added_and_replaced(account: Account) -> None:
    account("TagResource", ResourceARN=ARN, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b"}])
    account("TagResource", ResourceARN=ARN, Tags=[{"Key": "a", "Value": "2"}])
    assert account("ListTagsForResource", ResourceARN=ARN)["Tags"] == [
        {"Key": "a", "Value": "2"},
        {"Key": "b", "Value": ""},
    ]


def test_what_is_not_there(account: Account) -> None:
    error = account.refusal("TagResource", ResourceARN=f"{ARN}s", Tags=[])
    assert (error.code, error.message) == ("ResourceNotFoundException", f"Resource {ARN}s is not found.")
