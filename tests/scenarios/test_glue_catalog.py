"""The Glue Data Catalog through boto3: names, errors, versions, partitions and their expressions."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab


@pytest.fixture
def glue(lab: Lab) -> Any:
    return lab.client("glue")


@pytest.fixture
def database(glue: Any) -> Iterator[str]:
    name = f"db_{uuid.uuid4().hex[:8]}"
    glue.create_database(DatabaseInput={"Name": name})
    yield name
    glue.delete_database(Name=name)


def table_input(name: str, **more: Any) -> dict[str, Any]:
    return {
        "Name": name,
        "TableType": "EXTERNAL_TABLE",
        "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "int"}], "Location": "s3://b/t/"},
        **more,
    }


def error_of(call: Any, **arguments: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


def test_default_database_is_there_from_the_start(lab: Lab, glue: Any) -> None:
    assert glue.get_database(Name="default")["Database"]["Name"] == "default"
    assert [d["Name"] for d in lab.client("glue", key="123456789012").get_databases()["DatabaseList"]] == [
        "default"
    ]


def test_names_are_lower_cased(glue: Any, database: str) -> None:
    glue.create_table(DatabaseName=database.upper(), TableInput=table_input("TWEETS"))
    found = glue.get_table(DatabaseName=database, Name="Tweets")["Table"]
    assert (found["Name"], found["DatabaseName"], found["VersionId"]) == ("tweets", database, "0")
    assert found["CatalogId"] == "000000000000"
    assert found["CreateTime"] == found["UpdateTime"]


def test_errors_have_the_codes_and_texts_of_aws(glue: Any, database: str) -> None:
    not_found = "EntityNotFoundException"
    assert error_of(glue.get_database, Name="Nope") == (not_found, "Database nope not found.")
    assert error_of(glue.delete_database, Name="nope") == (not_found, "Database nope not found.")
    assert error_of(glue.get_table, DatabaseName=database, Name="nope") == (
        not_found,
        "Table nope not found.",
    )
    assert error_of(glue.get_tables, DatabaseName="nope") == (not_found, "Database nope not found.")
    exists = "AlreadyExistsException"
    assert error_of(glue.create_database, DatabaseInput={"Name": database}) == (
        exists,
        "Database already exists.",
    )
    glue.create_table(DatabaseName=database, TableInput=table_input("t"))
    assert error_of(glue.create_table, DatabaseName=database, TableInput=table_input("T")) == (
        exists,
        "Table already exists.",
    )
    assert error_of(glue.get_tables, DatabaseName=database, NextToken="bad") == (
        "InvalidInputException",
        "Invalid NextToken",
    )


def test_what_is_missing_answers_501_with_its_name(glue: Any) -> None:
    with pytest.raises(ClientError) as caught:
        glue.list_blueprints()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert "ListBlueprints" in caught.value.response["Error"]["Message"]


def test_other_operations_are_served_by_moto(glue: Any) -> None:
    assert glue.get_crawlers()["Crawlers"] == []


def test_update_database_replaces_and_keeps_its_tables(glue: Any, database: str) -> None:
    glue.create_table(DatabaseName=database, TableInput=table_input("t"))
    glue.update_database(Name=database, DatabaseInput={"Name": database, "Description": "new"})
    assert glue.get_database(Name=database)["Database"]["Description"] == "new"
    assert [t["Name"] for t in glue.get_tables(DatabaseName=database)["TableList"]] == ["t"]


def test_tables_are_listed_by_expression_and_in_pages(glue: Any, database: str) -> None:
    for number in range(5):
        glue.create_table(DatabaseName=database, TableInput=table_input(f"tweets_{number}"))
    glue.create_table(DatabaseName=database, TableInput=table_input("users"))

    def named(expression: str) -> list[str]:
        found = glue.get_tables(DatabaseName=database, Expression=expression)["TableList"]
        return [t["Name"] for t in found]

    assert named("users") == ["users"]
    assert named("user") == []
    assert named("tweets_[01]") == ["tweets_0", "tweets_1"]
    assert len(named("tweets*")) == 5
    assert len(named(".*")) == 6
    pages = glue.get_paginator("get_tables").paginate(DatabaseName=database, PaginationConfig={"PageSize": 2})
    assert [len(page["TableList"]) for page in pages] == [2, 2, 2]


def test_updates_make_versions(glue: Any, database: str) -> None:
    glue.create_table(DatabaseName=database, TableInput=table_input("t"))
    glue.update_table(DatabaseName=database, TableInput=table_input("t", Description="second"))
    glue.update_table(
        DatabaseName=database, TableInput=table_input("t", Description="third"), SkipArchive=True
    )
    versions = glue.get_table_versions(DatabaseName=database, TableName="t")["TableVersions"]
    assert [v["VersionId"] for v in versions] == ["2", "0"]
    table = glue.get_table(DatabaseName=database, Name="t")["Table"]
    assert (table["VersionId"], table["Description"]) == ("2", "third")
    gone = glue.batch_delete_table_version(DatabaseName=database, TableName="t", VersionIds=["0", "9"])
    assert gone["Errors"] == [
        {
            "TableName": "t",
            "VersionId": "9",
            "ErrorDetail": {
                "ErrorCode": "EntityNotFoundException",
                "ErrorMessage": "Table version 9 not found.",
            },
        }
    ]


def test_an_outdated_version_is_not_updated(glue: Any, database: str) -> None:
    glue.create_table(DatabaseName=database, TableInput=table_input("t"))
    assert error_of(glue.update_table, DatabaseName=database, TableInput=table_input("t"), VersionId="7") == (
        "ConcurrentModificationException",
        "Update table failed due to concurrent updates.",
    )


@pytest.fixture
def partitioned(glue: Any, database: str) -> str:
    keys = [{"Name": "year", "Type": "int"}, {"Name": "lang", "Type": "string"}]
    glue.create_table(DatabaseName=database, TableInput=table_input("p", PartitionKeys=keys))
    glue.batch_create_partition(
        DatabaseName=database,
        TableName="p",
        PartitionInputList=[{"Values": [y, x]} for y in ("2025", "2026", "900") for x in ("en", "fr")],
    )
    return database


def values(glue: Any, database: str, **more: Any) -> list[list[str]]:
    found = glue.get_partitions(DatabaseName=database, TableName="p", **more)["Partitions"]
    return [p["Values"] for p in found]


def test_partitions_are_filtered_in_the_types_of_their_keys(glue: Any, partitioned: str) -> None:
    def chosen(expression: str) -> list[list[str]]:
        return values(glue, partitioned, Expression=expression)

    assert chosen("year = 2026 AND lang = 'fr'") == [["2026", "fr"]]
    assert chosen("year < 1000 and lang like 'e%'") == [["900", "en"]]
    assert len(chosen("year in (2025, '2026')")) == 4
    assert len(chosen("(year between 2000 and 2030) and not lang = 'fr'")) == 2
    assert error_of(glue.get_partitions, DatabaseName=partitioned, TableName="p", Expression="nope = 1") == (
        "InvalidInputException",
        "Unsupported expression 'nope = 1'",
    )


def test_segments_share_the_partitions_out(glue: Any, partitioned: str) -> None:
    shares = [values(glue, partitioned, Segment={"SegmentNumber": n, "TotalSegments": 3}) for n in range(3)]
    assert sorted(v for share in shares for v in share) == values(glue, partitioned)


def test_partitions_are_changed_and_deleted(glue: Any, partitioned: str) -> None:
    where = {"DatabaseName": partitioned, "TableName": "p"}
    glue.update_partition(
        **where, PartitionValueList=["2025", "en"], PartitionInput={"Values": ["2024", "en"]}
    )
    assert glue.get_partition(**where, PartitionValues=["2024", "en"])["Partition"]["Values"][0] == "2024"
    assert error_of(glue.get_partition, **where, PartitionValues=["2025", "en"]) == (
        "EntityNotFoundException",
        "Cannot find partition.",
    )
    gone = glue.batch_delete_partition(
        **where, PartitionsToDelete=[{"Values": ["2024", "en"]}, {"Values": ["1", "x"]}]
    )
    assert [e["PartitionValues"] for e in gone["Errors"]] == [["1", "x"]]
    again = glue.batch_create_partition(**where, PartitionInputList=[{"Values": ["2026", "fr"]}])
    assert again["Errors"][0]["ErrorDetail"] == {
        "ErrorCode": "AlreadyExistsException",
        "ErrorMessage": "Partition already exists.",
    }
    got = glue.batch_get_partition(
        **where, PartitionsToGet=[{"Values": ["2026", "fr"]}, {"Values": ["1", "x"]}]
    )
    assert [p["Values"] for p in got["Partitions"]] == [["2026", "fr"]]


def test_tags_of_a_database(glue: Any) -> None:
    name = f"db_{uuid.uuid4().hex[:8]}"
    glue.create_database(DatabaseInput={"Name": name}, Tags={"course": "aws"})
    arn = f"arn:aws:glue:us-east-1:000000000000:database/{name}"
    glue.tag_resource(ResourceArn=arn, TagsToAdd={"term": "fall"})
    glue.untag_resource(ResourceArn=arn, TagsToRemove=["course"])
    assert glue.get_tags(ResourceArn=arn)["Tags"] == {"term": "fall"}
    glue.delete_database(Name=name)


def test_partition_indexes_and_search(glue: Any, partitioned: str) -> None:
    where = {"DatabaseName": partitioned, "TableName": "p"}
    assert glue.get_partition_indexes(**where)["PartitionIndexDescriptorList"] == []
    glue.create_partition_index(**where, PartitionIndex={"IndexName": "By_Year", "Keys": ["year"]})
    assert glue.get_partition_indexes(**where)["PartitionIndexDescriptorList"] == [
        {"IndexName": "by_year", "Keys": [{"Name": "year", "Type": "int"}], "IndexStatus": "ACTIVE"}
    ]
    found = glue.search_tables(Filters=[{"Key": "DatabaseName", "Value": partitioned}])["TableList"]
    assert [t["Name"] for t in found] == ["p"]
