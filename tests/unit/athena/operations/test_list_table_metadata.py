"""ListTableMetadata."""

from __future__ import annotations

import pytest

from tests.unit.athena.operations.conftest import Account

CATALOG = {"CatalogName": "AwsDataCatalog"}


@pytest.mark.parametrize(
    ("expression", "names"),
    [(None, ["tweets", "tags"]), ("tw.*", ["tweets"]), ("t*s", ["tweets", "tags"]), ("t", [])],
)
def test_the_expression_matches_whole_names(
    account: Account, expression: str | None, names: list[str]
) -> None:
    found = account("ListTableMetadata", **CATALOG, DatabaseName="lab", Expression=expression)
    assert [table["Name"] for table in found["TableMetadataList"]] == names


def test_a_bad_expression_and_an_unknown_database(account: Account) -> None:
    error = account.refusal("ListTableMetadata", **CATALOG, DatabaseName="lab", Expression="(")
    assert error.message == "Invalid expression: ("
    assert account.refusal("ListTableMetadata", **CATALOG, DatabaseName="x").code == "MetadataException"
