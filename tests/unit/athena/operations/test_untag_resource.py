"""UntagResource."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

ARN = "arn:aws:athena:us-east-1:000000000000:workgroup/primary"


def test_named_keys_go(account: Account) -> None:
    account("TagResource", ResourceARN=ARN, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    account("UntagResource", ResourceARN=ARN, TagKeys=["a", "unknown"])
    assert account("ListTagsForResource", ResourceARN=ARN)["Tags"] == [{"Key": "b", "Value": "2"}]
