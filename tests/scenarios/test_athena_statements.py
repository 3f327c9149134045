"""Statements through boto3: DDL against Glue, CTAS, INSERT, UNLOAD, views, partitions and projection."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest

from nuage.athena.metadata import decode
from tests.conftest import Lab
from tests.scenarios.athena_world import OPENX, World, build


@pytest.fixture(scope="module")
def world(lab: Lab) -> World:
    made = build(lab)
    for number in range(6):
        made.put(
            f"t/{number}.json",
            {"id": number, "text": f'say "{number}"', "lang": "en" if number % 2 else "fr"},
        )
    made.ok(
        f"CREATE EXTERNAL TABLE t (id int, text string, lang string) ROW FORMAT SERDE '{OPENX}' "
        f"LOCATION 's3://{made.data}/t/'"
    )
    return made


def test_a_select_has_its_exact_bytes(world: World) -> None:
    done = world.ok("SELECT id, text, CASE WHEN id = 1 THEN '' END AS e FROM t WHERE id < 2 ORDER BY id")
    location = done["ResultConfiguration"]["OutputLocation"]
    assert location == f"{world.output}{done['QueryExecutionId']}.csv"
    assert world.body(location) == b'"id","text","e"\n"0","say ""0""",\n"1","say ""1""",""\n'
    fields = decode(world.body(f"{location}.metadata"))
    assert fields[0] == (1, done["QueryExecutionId"].encode())
    assert [number for number, _ in fields] == [1, 4, 4, 4]
    empty = world.ok("SELECT id FROM t WHERE id < 0")
    assert world.body(empty["ResultConfiguration"]["OutputLocation"]) == b'"id"\n'


def test_results_tell_null_from_empty_text(world: World) -> None:
    done = world.ok("SELECT '' AS a, CAST(NULL AS varchar) AS b, 'x\ny' AS c")
    found = world.athena.get_query_results(QueryExecutionId=done["QueryExecutionId"])
    assert found["UpdateCount"] == 0
    assert found["ResultSet"]["Rows"] == [
        {"Data": [{"VarCharValue": "a"}, {"VarCharValue": "b"}, {"VarCharValue": "c"}]},
        {"Data": [{"VarCharValue": ""}, {}, {"VarCharValue": "x\ny"}]},
    ]
    infos = found["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
    assert infos[1] == {
        "CatalogName": "hive", "SchemaName": "", "TableName": "", "Name": "b", "Label": "b", "Type": "varchar",
        "Precision": 2147483647, "Scale": 0, "Nullable": "UNKNOWN", "CaseSensitive": True,
    }  # fmt: skip


def test_results_come_in_pages_of_1000_with_the_header(world: World) -> None:
    done = world.ok("SELECT x FROM UNNEST(sequence(1, 1999)) AS s (x)")
    execution = done["QueryExecutionId"]
    first = world.athena.get_query_results(QueryExecutionId=execution)
    assert len(first["ResultSet"]["Rows"]) == 1000
    second = world.athena.get_query_results(QueryExecutionId=execution, NextToken=first["NextToken"])
    assert len(second["ResultSet"]["Rows"]) == 1000
    # a full page always carries a token, even if nothing is left
    third = world.athena.get_query_results(QueryExecutionId=execution, NextToken=second["NextToken"])
    assert third["ResultSet"]["Rows"] == []
    assert "NextToken" not in third


def test_databases(world: World) -> None:
    name = f"{world.database}_x"
    done = world.ok(f"CREATE DATABASE {name} COMMENT 'c' LOCATION 's3://{world.data}/x/'")
    assert world.body(done["ResultConfiguration"]["OutputLocation"]) == b""
    assert world.glue.get_database(Name=name)["Database"]["Description"] == "c"
    world.ok(f"CREATE DATABASE IF NOT EXISTS {name}")
    assert world.reason(f"CREATE DATABASE {name}") == (
        "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. "
        f"Database {name} already exists",
        1006,
    )
    world.ok(f"ALTER DATABASE {name} SET DBPROPERTIES ('a' = 'b')")
    assert world.glue.get_database(Name=name)["Database"]["Parameters"] == {"a": "b"}
    assert [name] in world.rows("SHOW DATABASES")
    assert world.rows(f"SHOW DATABASES LIKE '{name}'") == [[name]]
    assert world.rows(f"SHOW DATABASES LIKE '{name[:6]}*'") == []
    world.ok(f"DROP DATABASE {name}")
    assert world.reason(f"DROP DATABASE {name}") == (
        f"FAILED: SemanticException [Error 10072]: Database does not exist: {name}",
        1006,
    )
    world.ok(f"DROP DATABASE IF EXISTS {name}")


def test_tables_are_altered(world: World) -> None:
    world.ok(f"CREATE EXTERNAL TABLE a (id int) ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{world.data}/a/'")
    status = world.run(
        f"CREATE EXTERNAL TABLE a (id int) ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{world.data}/a/'"
    )["Status"]
    assert status["StateChangeReason"] == (
        "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. "
        "AlreadyExistsException(message:Table a already exist)"
    )
    assert status["AthenaError"]["ErrorMessage"] == "Table a already exists."
    world.ok("ALTER TABLE a ADD COLUMNS (name string)")
    world.ok("ALTER TABLE a CHANGE COLUMN name title string")
    world.ok("ALTER TABLE a SET TBLPROPERTIES ('k' = 'v')")
    world.ok(f"ALTER TABLE a SET LOCATION 's3://{world.data}/t/'")
    assert world.rows("SELECT count(*) FROM a") == [["6"]]
    assert world.rows("SHOW COLUMNS IN a") == [["id".ljust(20)], ["title".ljust(20)]]
    assert ["k\tv"] in world.rows("SHOW TBLPROPERTIES a")
    world.ok("ALTER TABLE a REPLACE COLUMNS (text string)")
    assert world.rows("DESCRIBE a") == [
        ["text".ljust(20) + "\t" + "string".ljust(20) + "\tfrom deserializer   "]
    ]
    assert world.glue.get_table(DatabaseName=world.database, Name="a")["Table"]["VersionId"] == "5"
    world.ok("DROP TABLE a")
    assert world.reason("DROP TABLE a") == (
        f"FAILED: SemanticException [Error 10001]: Table not found {world.database}.a",
        1006,
    )


def test_ctas_insert_and_partitions(world: World) -> None:
    done = world.ok("CREATE TABLE p WITH (partitioned_by = ARRAY['lang']) AS SELECT id, text, lang FROM t")
    execution = done["QueryExecutionId"]
    assert (done["StatementType"], done["SubstatementType"]) == ("DDL", "CREATE_TABLE_AS_SELECT")
    assert done["ResultConfiguration"]["OutputLocation"] == f"{world.output}tables/{execution}"
    manifest = world.body(done["Statistics"]["DataManifestLocation"]).decode().splitlines()
    assert len(manifest) == 2
    assert all(line.startswith(f"{world.output}tables/{execution}/lang=") for line in manifest)
    results = world.athena.get_query_results(QueryExecutionId=execution)
    assert results["UpdateCount"] == 6
    assert [c["Name"] for c in results["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]] == ["rows"]
    assert world.rows("SHOW PARTITIONS p") == [["lang=en"], ["lang=fr"]]
    both = world.ok("SELECT count(*) FROM p")["Statistics"]["DataScannedInBytes"]
    one = world.ok("SELECT count(*) FROM p WHERE lang = 'en'")["Statistics"]["DataScannedInBytes"]
    assert 0 < one < both
    inserted = world.ok("INSERT INTO p VALUES (9, 'nine', 'de')")
    assert world.athena.get_query_results(QueryExecutionId=inserted["QueryExecutionId"])["UpdateCount"] == 1
    assert world.rows("SELECT id, text FROM p WHERE lang = 'de'") == [["9", "nine"]]
    reason, kind = world.reason("CREATE TABLE p AS SELECT 1 AS one")
    assert kind == 1110
    assert reason.startswith(
        f"TABLE_ALREADY_EXISTS: line 1:1: Destination table 'awsdatacatalog.{world.database}.p' already exists. "
        f"You may need to manually clean the data at location '{world.output}tables/"
    )
    assert world.reason("INSERT INTO p VALUES ('x', 'y', 'z')") == (
        "TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: Table: [integer, varchar, varchar], "
        "Query: [varchar(1), varchar(1), varchar(1)]",
        1002,
    )
    world.ok("ALTER TABLE p DROP PARTITION (lang = 'de')")
    assert world.rows("SELECT count(*) FROM p") == [["6"]]


@pytest.mark.parametrize("form", ["PARQUET", "JSON", "TEXTFILE"])
def test_what_ctas_writes_is_read_back(world: World, form: str) -> None:
    name = f"c_{form.lower()}"
    world.ok(
        f"CREATE TABLE {name} WITH (format = '{form}', external_location = 's3://{world.data}/{name}/') AS "
        "SELECT id, text, CAST(id AS decimal(5,2)) AS d, DATE '2026-01-31' AS day, ARRAY[id, 2] AS xs FROM t WHERE id < 2"
    )
    assert sorted(world.rows(f"SELECT * FROM {name}")) == [
        ["0", 'say "0"', "0.00", "2026-01-31", "[0, 2]"],
        ["1", 'say "1"', "1.00", "2026-01-31", "[1, 2]"],
    ]
    reason, _ = world.reason(
        f"CREATE TABLE {name}_2 WITH (external_location = 's3://{world.data}/{name}/') AS SELECT 1 AS one"
    )
    assert reason.startswith("HIVE_PATH_ALREADY_EXISTS: Target directory for table")


def test_ctas_needs_names(world: World) -> None:
    reason, kind = world.reason("CREATE TABLE n AS SELECT 1")
    assert (reason, kind) == ("MISSING_COLUMN_NAME: line 1:1: Column name not specified at position 1", 1100)


def test_unload(world: World) -> None:
    place = f"s3://{world.data}/unloaded/"
    sql = f"UNLOAD (SELECT id, lang FROM t WHERE id < 2 ORDER BY id) TO '{place}' WITH (format = 'TEXTFILE')"
    done = world.ok(sql)
    assert done["SubstatementType"] == "UNLOAD"
    (key,) = world.keys(world.data, "unloaded/")
    assert key.endswith(".gz")
    assert gzip.decompress(world.body(f"s3://{world.data}/{key}")) == b"0,fr\n1,en\n"
    assert world.reason(sql)[0] == f"HIVE_PATH_ALREADY_EXISTS: Target directory already exists: {place}"


def test_views(world: World) -> None:
    world.ok("CREATE VIEW v AS SELECT lang, count(*) AS n FROM t GROUP BY lang")
    assert sorted(world.rows("SELECT * FROM v")) == [["en", "3"], ["fr", "3"]]
    assert world.rows("SHOW VIEWS") == [["v"]]
    assert world.ok("DESCRIBE v")["SubstatementType"] == "DESC_VIEW"
    assert world.reason("CREATE VIEW v AS SELECT 1 AS one")[0] == (
        f"ALREADY_EXISTS: line 1:1: View already exists: 'awsdatacatalog.{world.database}.v'"
    )
    world.ok("CREATE OR REPLACE VIEW v AS SELECT id + 1 AS next FROM t")
    assert world.rows("SELECT max(next) FROM v") == [["6"]]
    world.ok("DROP VIEW v")
    assert world.rows("SHOW VIEWS") == []


def test_repair_adds_the_partitions_that_are_there(world: World) -> None:
    for year in ("2025", "2026"):
        world.put(f"r/year={year}/a.json", {"id": int(year)})
    world.ok(
        f"CREATE EXTERNAL TABLE r (id int) PARTITIONED BY (year int) ROW FORMAT SERDE '{OPENX}' "
        f"LOCATION 's3://{world.data}/r/'"
    )
    assert world.rows("SELECT count(*) FROM r") == [["0"]]
    done = world.ok("MSCK REPAIR TABLE r")
    assert world.body(done["ResultConfiguration"]["OutputLocation"]).decode().splitlines()[1:] == [
        "Repair: Added partition to metastore r:year=2025",
        "Repair: Added partition to metastore r:year=2026",
    ]
    assert world.rows("SELECT id, year FROM r WHERE year > 2025") == [["2026", "2026"]]
    world.put("elsewhere/b.json", {"id": 1})
    world.ok(f"ALTER TABLE r ADD PARTITION (year = 2024) LOCATION 's3://{world.data}/elsewhere/'")
    assert world.rows("SELECT id FROM r WHERE year = 2024") == [["1"]]
    world.ok("ALTER TABLE r ADD IF NOT EXISTS PARTITION (year = 2024)")
    world.ok("ALTER TABLE r PARTITION (year = 2024) RENAME TO PARTITION (year = 2023)")
    assert world.rows("SHOW PARTITIONS r") == [["year=2023"], ["year=2025"], ["year=2026"]]


def test_projected_partitions(world: World) -> None:
    for day in ("2026-01-01", "2026-01-02"):
        world.put(f"proj/{day}/a.json", {"id": int(day[-2:])})
    world.ok(
        f"""CREATE EXTERNAL TABLE proj (id int) PARTITIONED BY (dt string) ROW FORMAT SERDE '{OPENX}'
        LOCATION 's3://{world.data}/proj/' TBLPROPERTIES ('projection.enabled'='true', 'projection.dt.type'='date',
        'projection.dt.range'='2026-01-01,2026-01-31', 'projection.dt.format'='yyyy-MM-dd',
        'storage.location.template'='s3://{world.data}/proj/${{dt}}/')"""
    )
    assert sorted(world.rows("SELECT id, dt FROM proj")) == [["1", "2026-01-01"], ["2", "2026-01-02"]]
    assert world.rows("SELECT id FROM proj WHERE dt = '2026-01-02'") == [["2"]]
    assert world.rows("SELECT id FROM proj WHERE dt = '2027-01-02'") == []
    assert world.rows("SHOW PARTITIONS proj") == []


def test_prepared_statements_and_parameters(world: World) -> None:
    world.ok("PREPARE by_id FROM SELECT text FROM t WHERE id = ?")
    assert world.rows("EXECUTE by_id USING 3") == [['say "3"']]
    assert world.rows("EXECUTE by_id", ExecutionParameters=["2"]) == [['say "2"']]
    world.ok("DEALLOCATE PREPARE by_id")
    assert world.rows("SELECT ? || ?", ExecutionParameters=["'a'", "b c"]) == [["ab c"]]
    reason, kind = world.reason("SELECT ?, ?", ExecutionParameters=["1"])
    assert (reason.split(":")[0], kind) == ("INVALID_PARAMETER_USAGE", 1100)


def test_explain_and_show_create_table(world: World) -> None:
    lines = world.rows("EXPLAIN SELECT count(*) FROM t")
    assert lines[0] == ["Query Plan"]
    text = "\n".join(line[0] or "" for line in world.rows("SHOW CREATE TABLE t"))
    world.ok("DROP TABLE t")
    world.ok(
        re.sub(r"`t`", f"`{world.database}`.`t`", text).replace(
            "TBLPROPERTIES (\n  'transient", "TBLPROPERTIES (\n  'x"
        )
    )
    assert world.rows("SELECT count(*) FROM t") == [["6"]]


def test_iceberg_is_refused_with_its_name(world: World) -> None:
    assert world.reason("DELETE FROM t WHERE id = 1")[0] == (
        "NOT_SUPPORTED: Iceberg tables are not supported by this lab: DELETE needs one"
    )


def test_metadata_through_athena(world: World) -> None:
    athena: Any = world.athena
    where = {"CatalogName": "AwsDataCatalog", "DatabaseName": world.database}
    found = athena.get_table_metadata(**where, TableName="t")["TableMetadata"]
    assert [c["Name"] for c in found["Columns"]] == ["id", "text", "lang"]
    assert found["Parameters"]["serde.serialization.lib"] == OPENX
    names = [t["Name"] for t in athena.list_table_metadata(**where, Expression="t")["TableMetadataList"]]
    assert names == ["t"]
    databases = athena.list_databases(CatalogName="AwsDataCatalog")["DatabaseList"]
    assert {"default", world.database} <= {d["Name"] for d in databases}
    assert athena.list_data_catalogs()["DataCatalogsSummary"][0]["CatalogName"] == "AwsDataCatalog"
