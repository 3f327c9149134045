"""GetDataCatalog."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_in_any_case(account: Account) -> None:
    found = account("GetDataCatalog", Name="awsdatacatalog")
    assert found == {"DataCatalog": {"Name": "AwsDataCatalog", "Type": "GLUE", "Parameters": {}}}


def test_an_unknown_one(account: Account) -> None:
    error = account.refusal("GetDataCatalog", Name="nope")
    assert (error.detail["AthenaErrorCode"], error.message) == (
        "DATACATALOG_NOT_FOUND",
        "Data Catalog nope is not found.",
    )
