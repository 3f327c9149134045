"""CreateWorkGroup."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.athena.operations.conftest import Account


def test_settings_are_enforced_unless_it_says_otherwise(account: Account) -> None:
    account("CreateWorkGroup", Name="group", Description="d", Tags=[{"Key": "k", "Value": "v"}])
    found = account("GetWorkGroup", WorkGroup="group")["WorkGroup"]
    assert found["State"] == "ENABLED"
    assert found["Description"] == "d"
    assert found["Configuration"]["EnforceWorkGroupConfiguration"] is True
    arn = account.call.state.arn("workgroup/group")
    assert account("ListTagsForResource", ResourceARN=arn)["Tags"] == [{"Key": "k", "Value": "v"}]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"Name": "primary"}, "WorkGroup is already created"),
        (
            {"Name": "a b"},
            (
                "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member "
                "must satisfy regular expression pattern: [a-zA-Z0-9._-]{1,128}"
            ),
        ),
        (
            {"Name": "a", "Configuration": {"BytesScannedCutoffPerQuery": 1}},
            (
                "1 validation error detected: Value '1' at 'configuration.bytesScannedCutoffPerQuery' "
                "failed to satisfy constraint: Member must have value greater than or equal to 10000000"
            ),
        ),
        (
            {"Name": "a", "Configuration": {"ResultConfiguration": {"OutputLocation": "x"}}},
            "outputLocation is not a valid S3 path.",
        ),
    ],
)
def test_refusals(account: Account, request_: dict[str, Any], message: str) -> None:
    assert account.refusal("CreateWorkGroup", **request_).message == message
