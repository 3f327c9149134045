from __future__ import annotations

from typing import Any

import pytest

from nuage.athena import statements as s
from nuage.athena.ddl import describe, glue
from nuage.athena.ddl.parse import parse
from nuage.athena.errors import MalformedQueryError
from nuage.athena.types import BIGINT, VARCHAR, parse_hive_type

NOW = 1_500_000_000
JSON_TABLE = (
    "CREATE EXTERNAL TABLE default.Tweets (ID int, text string COMMENT 'what', e struct<h:array<string>>) COMMENT 'all'"
    " PARTITIONED BY (dt string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'"
    " WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true') LOCATION 's3://b/tweets' TBLPROPERTIES ('k' = 'v')"
)
DELIMITED = "CREATE EXTERNAL TABLE t (a int, b string) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' LOCATION 's3://b/'"


def table(sql: str) -> dict[str, Any]:
    statement = parse(sql)
    assert isinstance(statement, s.CreateExternalTable)
    return glue.table_input(statement, NOW)


def test_the_table_of_glue() -> None:
    assert table(JSON_TABLE) == {
        "Name": "tweets",
        "Owner": "hadoop",
        "Retention": 0,
        "StorageDescriptor": {
            "Columns": [
                {"Name": "id", "Type": "int"},
                {"Name": "text", "Type": "string", "Comment": "what"},
                {"Name": "e", "Type": "struct<h:array<string>>"},
            ],
            "Location": "s3://b/tweets",
            "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
            "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "Compressed": False,
            "NumberOfBuckets": -1,
            "SerdeInfo": {
                "SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe",
                "Parameters": {"serialization.format": "1", "ignore.malformed.json": "true"},
            },
            "BucketColumns": [],
            "SortColumns": [],
            "Parameters": {},
            "SkewedInfo": {
                "SkewedColumnNames": [],
                "SkewedColumnValues": [],
                "SkewedColumnValueLocationMaps": {},
            },
            "StoredAsSubDirectories": False,
        },
        "PartitionKeys": [{"Name": "dt", "Type": "string"}],
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {"EXTERNAL": "TRUE", "k": "v", "transient_lastDdlTime": "1500000000", "comment": "all"},
    }


@pytest.mark.parametrize(
    ("stored", "input_format", "serde"),
    [
        ("PARQUET", "MapredParquetInputFormat", "ParquetHiveSerDe"),
        ("ORC", "OrcInputFormat", "OrcSerde"),
        ("AVRO", "AvroContainerInputFormat", "AvroSerDe"),
        ("TEXTFILE", "TextInputFormat", "LazySimpleSerDe"),
    ],
)
def test_formats(stored: str, input_format: str, serde: str) -> None:
    descriptor = table(f"CREATE EXTERNAL TABLE t (a int) STORED AS {stored} LOCATION 's3://b/'")[
        "StorageDescriptor"
    ]
    assert descriptor["InputFormat"].endswith(input_format)
    assert descriptor["SerdeInfo"]["SerializationLibrary"].endswith(serde)


def test_an_unknown_format() -> None:
    with pytest.raises(MalformedQueryError, match="Unrecognized file format in STORED AS clause: 'NOPE'"):
        table("CREATE EXTERNAL TABLE t (a int) STORED AS NOPE LOCATION 's3://b/'")


def test_show_create_table() -> None:
    assert describe.show_create_table(table(JSON_TABLE), "default.tweets") == [
        "CREATE EXTERNAL TABLE `default.tweets`(",
        "  `id` int COMMENT 'from deserializer', ",
        "  `text` string COMMENT 'what', ",
        "  `e` struct<h:array<string>> COMMENT 'from deserializer')",
        "COMMENT 'all'",
        "PARTITIONED BY ( ",
        "  `dt` string)",
        "ROW FORMAT SERDE ",
        "  'org.openx.data.jsonserde.JsonSerDe' ",
        "WITH SERDEPROPERTIES ( ",
        "  'ignore.malformed.json'='true') ",
        "STORED AS INPUTFORMAT ",
        "  'org.apache.hadoop.mapred.TextInputFormat' ",
        "OUTPUTFORMAT ",
        "  'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
        "LOCATION",
        "  's3://b/tweets'",
        "TBLPROPERTIES (",
        "  'k'='v', ",
        "  'transient_lastDdlTime'='1500000000')",
    ]


@pytest.mark.parametrize("sql", [JSON_TABLE, DELIMITED])
def test_what_is_shown_makes_the_same_table(sql: str) -> None:
    made = table(sql)
    again = table("\n".join(describe.show_create_table(made, made["Name"])))
    for column in again["StorageDescriptor"]["Columns"]:
        if column.get("Comment") == "from deserializer":
            del column["Comment"]
    assert made == again


def test_describe_pads_and_repeats_partitions() -> None:
    assert describe.describe(table(JSON_TABLE)) == [
        "id                  \tint                 \tfrom deserializer   ",
        "text                \tstring              \twhat                ",
        "e                   \tstruct<h:array<string>>\tfrom deserializer   ",
        "dt                  \tstring              \t                    ",
        "\t \t ",
        "# Partition Information\t \t ",
        "# col_name            \tdata_type           \tcomment             ",
        "\t \t ",
        "dt                  \tstring              \t                    ",
    ]
    assert describe.show_columns(table(DELIMITED))[0] == "a                   "


def test_show_properties() -> None:
    made = table(JSON_TABLE)
    assert describe.show_properties(made, "k") == ["v"]
    assert describe.show_properties(made, "x") == ["Table tweets does not have property: x"]
    assert describe.show_properties(made)[0] == "EXTERNAL\tTRUE"


def test_a_view_is_stored_and_read_back() -> None:
    made = glue.view_input("v", "SELECT é FROM t", "db", [("Id", BIGINT), ("s", VARCHAR)], NOW)
    assert glue.read_view(made) == ("SELECT é FROM t", "db")
    assert made["TableType"] == "VIRTUAL_VIEW"
    assert made["ViewOriginalText"].startswith("/* Presto View: ")
    assert made["StorageDescriptor"]["Columns"] == [
        {"Name": "id", "Type": "bigint"},
        {"Name": "s", "Type": "string"},
    ]
    assert glue.read_view(table(JSON_TABLE)) is None


def test_a_partition_lies_under_its_table() -> None:
    made = table(JSON_TABLE)
    default = glue.partition_input(made, {"dt": "2026-01-31"}, None)
    assert (
        default["Values"],
        default["StorageDescriptor"]["Location"],
    ) == (["2026-01-31"], "s3://b/tweets/dt=2026-01-31")
    assert glue.partition_input(made, {"dt": "1"}, "s3://x/")["StorageDescriptor"]["Location"] == "s3://x/"


def test_the_table_of_a_ctas() -> None:
    made = glue.ctas_input(
        "t", [("a", parse_hive_type("int")), ("p", VARCHAR)], "s3://b/", NOW, partitioned_by=["p"]
    )
    assert made["PartitionKeys"] == [{"Name": "p", "Type": "string"}]
    assert made["StorageDescriptor"]["Columns"] == [{"Name": "a", "Type": "int"}]
    assert made["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"].endswith("ParquetHiveSerDe")


def test_the_database_of_glue() -> None:
    statement = parse("CREATE DATABASE d COMMENT 'c' LOCATION 's3://b/' WITH DBPROPERTIES ('a'='b')")
    assert isinstance(statement, s.CreateDatabase)
    assert (glue.database_input(statement)) == {
        "Name": "d",
        "Description": "c",
        "LocationUri": "s3://b/",
        "Parameters": {"a": "b"},
    }
