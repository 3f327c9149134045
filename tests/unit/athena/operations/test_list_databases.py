"""ListDatabases."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

CATALOG = {"CatalogName": "AwsDataCatalog"}


def test_all_of_glues_pages(account: Account) -> None:
    assert account("ListDatabases", **CATALOG) == {
        "DatabaseList": [
            {"Name": "default", "Parameters": {}},
            {"Name": "lab", "Parameters": {"a": "b"}, "Description": "of the lab"},
        ]
    }
    first = account("ListDatabases", **CATALOG, MaxResults=1)
    assert [database["Name"] for database in first["DatabaseList"]] == ["default"]
    rest = account("ListDatabases", **CATALOG, NextToken=first["NextToken"])
    assert [database["Name"] for database in rest["DatabaseList"]] == ["lab"]
