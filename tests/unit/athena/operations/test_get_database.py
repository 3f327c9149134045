"""GetDatabase."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

CATALOG = {"CatalogName": "AwsDataCatalog"}


def test_one(account: Account) -> None:
    found = account("GetDatabase", **CATALOG, DatabaseName="lab")
    assert found == {"Database": {"Name": "lab", "Parameters": {}}}


def test_what_glue_says_of_an_unknown_one(account: Account) -> None:
    error = account.refusal("GetDatabase", **CATALOG, DatabaseName="nope")
    assert (error.code, error.message) == (
        "MetadataException",
        (
            "Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; "
            "Request ID: id-1; Proxy: null)"
        ),
    )
