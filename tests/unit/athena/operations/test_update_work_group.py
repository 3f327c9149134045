"""UpdateWorkGroup."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_what_is_not_named_stays(account: Account) -> None:
    location = {"OutputLocation": "s3://results/a/"}
    account("CreateWorkGroup", Name="g", Configuration={"ResultConfiguration": location}, Description="d")
    account("UpdateWorkGroup", WorkGroup="g", ConfigurationUpdates={"BytesScannedCutoffPerQuery": 10_000_000})
    found = account("GetWorkGroup", WorkGroup="g")["WorkGroup"]
    assert found["Configuration"]["ResultConfiguration"] == location
    assert (found["Configuration"]["BytesScannedCutoffPerQuery"], found["Description"]) == (10_000_000, "d")


def test_settings_are_removed(account: Account) -> None:
    location = {"OutputLocation": "s3://results/a/"}
    configuration = {"ResultConfiguration": location, "BytesScannedCutoffPerQuery": 10_000_000}
    account("CreateWorkGroup", Name="g", Configuration=configuration)
    updates = {
        "ResultConfigurationUpdates": {"RemoveOutputLocation": True},
        "RemoveBytesScannedCutoffPerQuery": True,
        "EnforceWorkGroupConfiguration": False,
    }
    account("UpdateWorkGroup", WorkGroup="g", ConfigurationUpdates=updates, State="DISABLED")
    found = account("GetWorkGroup", WorkGroup="g")["WorkGroup"]
    assert found["Configuration"]["ResultConfiguration"] == {}
    assert "BytesScannedCutoffPerQuery" not in found["Configuration"]
    assert (found["Configuration"]["EnforceWorkGroupConfiguration"], found["State"]) == (False, "DISABLED")


def test_a_refused_change_changes_nothing(account: Account) -> None:
    updates = {"ResultConfigurationUpdates": {"OutputLocation": "x"}, "EnforceWorkGroupConfiguration": True}
    error = account.refusal("UpdateWorkGroup", WorkGroup="primary", ConfigurationUpdates=updates)
    assert error.message == "outputLocation is not a valid S3 path."
    found = account("GetWorkGroup", WorkGroup="primary")["WorkGroup"]["Configuration"]
    assert found["EnforceWorkGroupConfiguration"] is False
