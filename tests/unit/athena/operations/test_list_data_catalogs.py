"""ListDataCatalogs."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_glue_is_the_only_one(account: Account) -> None:
    assert account("ListDataCatalogs") == {
        "DataCatalogsSummary": [{"CatalogName": "AwsDataCatalog", "Type": "GLUE"}]
    }
