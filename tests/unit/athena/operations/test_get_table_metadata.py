"""GetTableMetadata."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

CATALOG = {"CatalogName": "AwsDataCatalog"}


def test_place_and_format_are_among_the_parameters(account: Account) -> None:
    assert account("GetTableMetadata", **CATALOG, DatabaseName="lab", TableName="tweets") == {
        "TableMetadata": {
            "Name": "tweets",
            "CreateTime": 5.0,
            "LastAccessTime": 0,
            "TableType": "EXTERNAL_TABLE",
            "Columns": [{"Name": "id", "Type": "int", "Comment": "its id"}],
            "PartitionKeys": [{"Name": "day", "Type": "string"}],
            "Parameters": {
                "k": "v",
                "location": "s3://data/tweets/",
                "inputformat": "in",
                "outputformat": "out",
                "serde.serialization.lib": "serde",
                "serde.param.ignore.malformed.json": "true",
            },
        }
    }


def test_an_unknown_one(account: Account) -> None:
    error = account.refusal("GetTableMetadata", **CATALOG, DatabaseName="lab", TableName="nope")
    assert error.code == "MetadataException"
